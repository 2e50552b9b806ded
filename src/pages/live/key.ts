import type { APIRoute } from 'astro';
import { findDeviceKey } from '#access/devices.ts';
import { see } from '#access/viewers.ts';

/** The key, in base64, for what the viewer's browser kept without internet; 204 where other people use the device, 401 where nobody is signed in. */
export const GET: APIRoute = async ({ locals: { viewer } }) => {
  const key = viewer && (await see(viewer, findDeviceKey));
  return new Response(key, { status: viewer ? (key ? 200 : 204) : 401, headers: { 'Content-Type': 'text/plain' } });
};
