/** Someone whose page listens to a conversation. */
export interface Listener {
  status: number;
  headers: Headers;
  /** How often it has heard that something changed. */
  heard(): number;
  /** Everything that came. */
  all(): string;
  /** Waits until it has heard that so many times. Throws after 10 seconds. */
  hears(times: number): Promise<void>;
  /** Waits until the stream ends by itself. */
  ended: Promise<void>;
  leave(): void;
}

/** Listens at an address, with a session or none. */
export async function listen(origin: string, address: string, session?: string): Promise<Listener> {
  const leaving = new AbortController();
  const response = await fetch(origin + address, { headers: session ? { cookie: `session=${session}` } : {}, signal: leaving.signal });
  return { status: response.status, headers: response.headers, ...hearing(response.body), leave: () => leaving.abort() };
}

/** What comes out of a stream of changes, as it comes. */
export function hearing(body: ReadableStream<Uint8Array> | null): Pick<Listener, 'heard' | 'all' | 'hears' | 'ended'> {
  let all = '';
  let tell = () => {};
  const read = async () => {
    const decoder = new TextDecoder();
    for await (const part of body ?? []) {
      all += decoder.decode(part);
      tell();
    }
  };
  const heard = () => all.match(/^event: changed$/gm)?.length ?? 0;
  return {
    heard,
    all: () => all,
    hears: (times) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`Heard ${heard()} of ${times}.`)), 10_000);
        tell = () => {
          if (heard() < times) return;
          clearTimeout(late);
          resolve();
        };
        tell();
      }),
    ended: read().catch(() => undefined),
  };
}
