import { subscribe } from 'node:diagnostics_channel';
import { sql } from 'kysely';
import type { Viewer } from '#access/viewer.ts';
import { see } from '#access/viewers.ts';
import { onChange } from '#database/changes.ts';

/**
 * The most streams at once: of one session, because a browser opens 6 connections to a site and needs some for pages; and of
 * one process. Whoever gets none looks for news every 30 seconds.
 */
export const mostStreams = { session: 4, process: 2000 };

/** How often a stream shows that it is still there, and asks whether its viewer is, in milliseconds. */
const beat = 25_000;
/** How far the clocks of the database and of a page may be apart, in milliseconds. Looking once more for nothing does no harm. */
const apart = 2000;
/** What a stream says. An event without a line of data is none. */
const words = { begun: 'retry: 3000\n\n', changed: 'event: changed\ndata:\n\n', here: ':\n\n' };

const open = new Map<string, number>();
const ends = new Set<() => void>();
subscribe('alongside:stopping', () => ends.forEach((end) => end()));

/**
 * Whether something changed in a conversation since a moment. Undefined where the viewer may not read it now, or their session is
 * over. To ask is not to look: the audit hears nothing of it.
 */
export async function hasChanged(viewer: Pick<Viewer, 'token'>, thread: string, since: Date): Promise<boolean | undefined> {
  const from = new Date(since.getTime() - apart);
  const { rows } = await see(viewer, (db) => sql<{ has: boolean }>`select has_changed(${thread}, ${from}) as has`.execute(db));
  return rows[0]?.has ?? undefined;
}

/**
 * Says "changed" each time something changes in a conversation, and nothing else of it; at once where it has since a moment, when the
 * page was made. Each time it asks again whether the viewer may read it, and ends where they may not. It is no sign of anyone: it keeps
 * no session. Undefined where too many are open.
 */
export function openStream(viewer: Pick<Viewer, 'token'>, thread: string, since: Date): ReadableStream<Uint8Array> | undefined {
  const { token } = viewer;
  const already = open.get(token) ?? 0;
  if (already >= mostStreams.session || ends.size >= mostStreams.process) return undefined;
  open.set(token, already + 1);
  let end = () => {};
  return new ReadableStream({
    start(controller) {
      const say = (word: string) => controller.enqueue(new TextEncoder().encode(word));
      const sayWhereAllowed = onceAtATime(async (word) => {
        // Where the database is away, the browser comes again by itself.
        if (!(await mayHear(viewer, thread).catch(() => false))) end();
        if (ends.has(end)) say(word);
      });
      const forget = onChange(thread, () => sayWhereAllowed(words.changed));
      const heart = setInterval(() => sayWhereAllowed(words.here), beat);
      end = () => {
        if (!ends.delete(end)) return;
        clearInterval(heart);
        forget();
        const left = (open.get(token) ?? 1) - 1;
        if (left > 0) open.set(token, left);
        else open.delete(token);
        try {
          controller.close();
        } catch {
          // Whoever listened has closed it.
        }
      };
      ends.add(end);
      say(words.begun);
      hasChanged(viewer, thread, since).then(
        (has) => has && sayWhereAllowed(words.changed),
        () => end(),
      );
    },
    cancel: () => end(),
  });
}

// Many changes while one question is on its way are one more question, and one more word.
function onceAtATime(say: (word: string) => Promise<void>): (word: string) => void {
  let due: string | undefined;
  let isAsking = false;
  return async (word) => {
    due = due === words.changed ? due : word;
    if (isAsking) return;
    isAsking = true;
    while (due) {
      const now: string = due;
      due = undefined;
      await say(now);
    }
    isAsking = false;
  };
}

// What is asked each time: it costs the same however long a conversation is.
function mayHear(viewer: Pick<Viewer, 'token'>, thread: string): Promise<boolean> {
  return see(viewer, async (db) => (await db.selectFrom('threads').select('id').where('id', '=', thread).executeTakeFirst()) !== undefined);
}
