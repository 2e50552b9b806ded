import { channel } from 'node:diagnostics_channel';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Problem } from '#problem.ts';
import { site } from '#site.ts';
import { root } from './build.ts';
import { packPictures, type ServePicture } from './pictures.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** Throws a Problem where another program listens on this port already, before anything else is started. */
export async function checkPort(port: number, host: string): Promise<void> {
  const server = createServer();
  await listening(server, port, host);
  await new Promise((resolve) => server.close(resolve));
}

/** Serves the built site. Resolves when it listens; `port` 0 takes any free one, which `server.address()` tells. */
export async function serve(port: number, host: string): Promise<Server> {
  let handler: Handler | undefined;
  let servePicture: ServePicture | undefined;
  const server = createServer((request, response) => {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    if (site.isSecure) response.setHeader('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
    if (!handler || refuseMalformed(request, response)) return;
    // While stopping, whoever holds a connection open gets this answer on it and no more.
    if (!server.listening) response.setHeader('Connection', 'close');
    if (/^\/(pictures|fonts)\//.test(request.url ?? '')) response.setHeader('Cache-Control', 'public, max-age=86400');
    if (!servePicture?.(request, response)) handler(request, response);
  });
  await listening(server, port, host);
  const address = server.address();
  // The pages learn their own port from here, so it is known before they are loaded.
  process.env.PORT = String(typeof address === 'object' && address ? address.port : port);
  process.env.HOST = host;
  process.env.ALONGSIDE_ROOT = root;
  process.env.ASTRO_NODE_AUTOSTART = 'disabled';
  const entry = (await import(pathToFileURL(join(root, 'dist', 'server', 'entry.mjs')).href)) as { handler: Handler };
  servePicture = packPictures(join(root, 'dist', 'client', 'pictures'));
  handler = entry.handler;
  return server;
}

/** Takes no new requests, lets those in hand end for up to `patience` milliseconds, then closes what is left. */
export async function stopServing(server: Server, patience = 8000): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  // What the pages hold open ends by itself: they are loaded apart from this file, and hear of it here.
  channel('alongside:stopping').publish(undefined);
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), patience);
  await closed;
  clearTimeout(cut);
}

// What can not become a web request would be a 500 further in. It gets its 4xx here.
function refuseMalformed(request: IncomingMessage, response: ServerResponse): boolean {
  const refuse = (status: number, words: string) => {
    response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' });
    response.end(words);
    return true;
  };
  if (!['GET', 'HEAD', 'POST'].includes(request.method ?? '')) return refuse(405, 'We cannot do this here.');
  const { host } = request.headers;
  const path = request.url ?? '';
  if (!host || !isHost(host)) return refuse(400, 'We cannot read this address.');
  if (!isPlainPath(path) || !URL.canParse(path, `http://${host}`)) {
    return refuse(400, 'We cannot read this address.');
  }
  return false;
}

function isHost(host: string): boolean {
  const name = /^(\[[\da-f:.]+\]|[\w.-]+)(:\d{1,5})?$/i.exec(host)?.[1];
  if (!name) return false;
  return name.startsWith('[') ? isIP(name.slice(1, -1)) === 6 : true;
}

// One page, one address: another spelling of a private page's could get past what is judged by the address.
function isPlainPath(path: string): boolean {
  const [place = ''] = path.split('?');
  try {
    return place.startsWith('/') && !/\/\/|\\|%(25|2f|5c|00)|\/\.{1,2}(\/|$)/i.test(place) && decodeURIComponent(place) !== '';
  } catch {
    return false;
  }
}

async function listening(server: Server, port: number, host: string): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'EADDRINUSE') throw new Problem(`Port ${port} is taken by another program. Stop that one, or choose another port: PORT=${port + 1} npm start`);
    if (code === 'EACCES') throw new Problem(`This user may not use port ${port}. Choose one over 1024: PORT=4321 npm start`);
    throw new Problem(`"${host}" is not an address of this machine (${code}). Set HOST to localhost, or 0.0.0.0 for all.`);
  }
}
