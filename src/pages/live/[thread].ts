import type { APIRoute } from 'astro';
import { isId } from '#access/id.ts';
import { hasChanged, openStream } from '#live/streams.ts';

// A proxy passes on each word as it comes; when we stop, nothing holds the connection.
const headers = { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no', Connection: 'close' };

/**
 * A stream that says when something changes in a conversation. What it is, the page of the conversation shows. With `once` it says
 * only whether something has changed since: 200 where it has, 204 where not.
 */
export const GET: APIRoute = async ({ locals: { now, viewer }, params: { thread }, request, rewrite, url }) => {
  const since = sinceIn(url, now);
  const changed = viewer && isId(thread) ? await hasChanged(viewer, thread, since) : undefined;
  if (!viewer || !thread || changed === undefined) return rewrite('/404');
  if (url.searchParams.has('once')) return new Response(null, { status: changed ? 200 : 204 });
  // A question without a body opens nothing: nobody would close it.
  if (request.method === 'HEAD') return new Response(null, { headers });
  const stream = openStream(viewer, thread.toLowerCase(), since);
  return stream ? new Response(stream, { headers }) : new Response('', { status: 503, headers: { 'Retry-After': '30', 'Content-Type': 'text/plain' } });
};

// The moment at which the page was made that asks, in milliseconds. What is no such moment is now.
function sinceIn({ searchParams }: URL, now: Date): Date {
  const since = searchParams.get('since') ?? '';
  return /^\d{13}$/.test(since) ? new Date(Number(since)) : now;
}
