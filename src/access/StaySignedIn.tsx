import { useEffect, useRef, useState } from 'react';
import { timeInWords } from '#language/dates.ts';

interface Props {
  /** Seconds that the session had left when the page was made. */
  seconds: number;
  /** When that is over, in words. */
  time: string;
  /** Where a request keeps the session and gives the seconds anew. */
  address: string;
  words: { title: string; until: string; soon: { 1: string; 2: string }; button: string; stayed: string; over: string };
}

/** What is left of the session: whole minutes, rounded up, and when that is. */
interface Left {
  minutes: number;
  time: string;
}

const minute = 60_000;

/** Knows when the session ends, and keeps it. The pages of a browser have one session, so each tells the others. */
class SessionClock {
  private readonly seconds: number;
  private readonly address: string;
  private readonly show: (left: Left) => void;
  private ends = 0;
  private askedAt = 0;
  private others: BroadcastChannel | undefined;

  constructor(seconds: number, address: string, show: (left: Left) => void) {
    this.seconds = seconds;
    this.address = address;
    this.show = show;
  }

  /** Begins to look. Gives what ends it. */
  start(): () => void {
    const stopping = new AbortController();
    const { signal } = stopping;
    const others = new BroadcastChannel('stay');
    this.others = others;
    others.addEventListener('message', ({ data }: MessageEvent<number>) => this.endAt(data), { signal });
    document.addEventListener('input', () => void this.typed(), { signal });
    // The browser kept the page while its person was elsewhere, perhaps signed out.
    window.addEventListener('pageshow', ({ persisted }) => persisted && location.reload(), { signal });
    const looking = setInterval(() => this.look(), 5000);
    this.askedAt = Date.now();
    // From when the page was asked for: rather a little early than late.
    this.endAt(Date.now() - performance.now() + this.seconds * 1000);
    this.tell();
    return () => {
      stopping.abort();
      clearInterval(looking);
      others.close();
    };
  }

  /** Asks the service to keep the session. False where it has ended, or nothing came back. */
  async stay(): Promise<boolean> {
    this.askedAt = Date.now();
    const answer = await fetch(this.address).catch(() => undefined);
    if (!answer || answer.status >= 500) return false;
    this.endAt(answer.ok ? Date.now() + Number(await answer.text()) * 1000 : 0);
    this.tell();
    return answer.ok;
  }

  private async typed(): Promise<void> {
    const now = Date.now();
    if (now < this.ends && now - this.askedAt > minute) await this.stay();
  }

  private endAt(moment: number): void {
    this.ends = moment;
    this.look();
  }

  private look(): void {
    this.show({ minutes: Math.ceil((this.ends - Date.now()) / minute), time: timeInWords(new Date(this.ends), document.documentElement.lang) });
  }

  private tell(): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has none: it is our own origin's
    this.others?.postMessage(this.ends);
  }
}

/** Says when the session ends. Two minutes before, it comes into sight with a button, and takes the focus from nobody. */
export default function StaySignedIn({ seconds, time, address, words }: Props) {
  const [{ minutes, time: until }, show] = useState<Left>({ minutes: Math.ceil(seconds / 60), time });
  const [clock] = useState(() => new SessionClock(seconds, address, show));
  const [hasStayed, setStayed] = useState(false);
  const cameFrom = useRef<EventTarget | null>(null);
  useEffect(() => clock.start(), [clock]);

  const press = async () => {
    // The button goes away: the focus goes back to where it came from.
    const before = cameFrom.current instanceof HTMLElement ? cameFrom.current : document.querySelector('main');
    const isKept = await clock.stay();
    setStayed(isKept);
    if (isKept) before?.focus();
  };

  const isOver = minutes <= 0;
  const isSoon = !isOver && minutes <= 2;
  return (
    <section className={isOver || isSoon ? 'stay due' : 'stay'} aria-label={words.title}>
      <div className="inside">
        {!isOver && !isSoon && <p>{words.until.replace('{{time}}', until)}</p>}
        <div aria-live="polite">
          {isSoon && words.soon[minutes === 1 ? 1 : 2]}
          {isOver && words.over}
          {hasStayed && minutes > 2 && words.stayed}
        </div>
        {isSoon && (
          <button type="button" className="button" onFocus={(event) => (cameFrom.current = event.relatedTarget)} onClick={press}>
            {words.button}
          </button>
        )}
      </div>
    </section>
  );
}
