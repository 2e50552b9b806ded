import type { APIRoute } from 'astro';
import { listDemoEmails } from '#demo/demos.ts';
import { site } from '#site.ts';

/** The emails of the demo for programs, newest first. Not there outside a demo. */
export const GET: APIRoute = async () => {
  if (!site.isDemo) return new Response('[]', { status: 404, headers: { 'Content-Type': 'application/json' } });
  return Response.json(await listDemoEmails());
};
