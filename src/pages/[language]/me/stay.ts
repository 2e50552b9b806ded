import type { APIRoute } from 'astro';

/** To be asked for is to be there: each request keeps the session. Says how many seconds are left; 401 where it has ended. */
export const GET: APIRoute = ({ locals: { viewer } }) => new Response(viewer ? String(viewer.secondsLeft) : null, { status: viewer ? 200 : 401 });
