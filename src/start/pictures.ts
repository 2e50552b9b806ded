import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Answers a request for a picture, compressed. Gives false where it is for something else. */
export type ServePicture = (request: IncomingMessage, response: ServerResponse) => boolean;

/** Packs the pictures of a built site once, since a guide has many of them and files are served as they are. `folder` holds the SVGs. */
export function packPictures(folder: string): ServePicture {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.svg')) : [];
  const packed = new Map(names.map((name) => [`/pictures/${name}`, gzipSync(readFileSync(join(folder, name)), { level: 9 })]));
  return (request, response) => {
    const picture = request.method === 'GET' ? packed.get(request.url ?? '') : undefined;
    if (!picture || !/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return false;
    response.writeHead(200, { 'Content-Type': 'image/svg+xml', 'Content-Encoding': 'gzip', 'Content-Length': picture.length, Vary: 'Accept-Encoding' });
    response.end(picture);
    return true;
  };
}
