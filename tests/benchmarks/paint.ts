// How soon a guide is painted on a slow phone, beside the same page made by hand: `npm run paint`. Both in turn, 5 times,
// on one machine in one run, so that only the ratio counts. Lighthouse weighs more than all the rest, so it is not among
// the packages: `npm install --no-save lighthouse@13.5.0` first.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync, gunzipSync } from 'node:zlib';
import { buildWhenNeeded } from '#start/build.ts';
import { serve, stopServing } from '#start/listen.ts';
import { wire } from '#start/weigh.ts';
import { findChromium, openBrowser } from '#tests/support/browser.ts';

interface Lighthouse {
  default(
    address: string,
    flags: { port: number; onlyAudits: string[]; formFactor: 'mobile'; logLevel: 'error' },
  ): Promise<{ lhr: { audits: Record<string, { numericValue: number }> } }>;
}
interface Launcher {
  launch(options: { chromePath: string; chromeFlags: string[]; envVars: Record<string, string | undefined> }): Promise<{ port: number; kill(): void }>;
}
const load = async <Of>(name: string) => (await import(name)) as Of;
const lighthouse = await load<Lighthouse>('lighthouse');
const launcher = await load<Launcher>('chrome-launcher');

const path = process.argv[2] ?? '/en/guides/key-workers';
const rounds = 5;
const carried = ['content-type', 'content-encoding', 'cache-control'];

/** The same page as someone would write it by hand: its words and pictures, just the styles that it uses, and no script. */
async function byHand(origin: string): Promise<Server> {
  const guide = await wire(origin, path);
  const html = String(gunzipSync(guide.bytes));
  // A server says as much about a page by hand. A policy of that length that is not in force lets the page's own styles be.
  const sent = { 'content-security-policy-report-only': String(guide.headers['content-security-policy']), 'cache-control': 'no-cache' };
  const body = (/<body[^>]*>([\s\S]*)<\/body>/.exec(html)?.[1] ?? '').replace(/<script[\s\S]*?<\/script>/g, '').replace(/ data-astro-[\w-]+(="[^"]*")?/g, '');
  // Coverage counts rules, and not the letters.
  const letters = html.match(/@font-face\{[^}]*(?:\/fonts\/latin\.woff2|Until then)[^}]*\}/g)?.join('') ?? '';
  const styles = letters + (await usedStyles(origin)).replace(/\[data-astro-[\w-]+\]/g, '');
  const page = gzipSync(
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>By hand</title><style>${styles}</style><body>${body}`,
  );
  const server = createServer((request, response) => {
    if (request.url === '/') return void response.writeHead(200, { ...sent, 'content-type': 'text/html', 'content-encoding': 'gzip' }).end(page);
    void wire(origin, request.url ?? '/').then(({ bytes, headers, status }) => {
      const kept = carried.flatMap((name) => (headers[name] ? [[name, String(headers[name])]] : []));
      response.writeHead(status, Object.fromEntries(kept)).end(bytes);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return server;
}

/** The rules that a phone uses for the page, of all that come with it. */
async function usedStyles(origin: string): Promise<string> {
  const browser = await openBrowser(await findChromium());
  const page = await browser.newPage({ viewport: { width: 412, height: 823 } });
  await page.coverage.startCSSCoverage();
  await page.goto(origin + path, { waitUntil: 'networkidle' });
  const sheets = await page.coverage.stopCSSCoverage();
  await browser.close();
  return sheets.map(({ text = '', ranges }) => ranges.map(({ start, end }) => text.slice(start, end)).join('')).join('');
}

async function largestPaint(address: string): Promise<number> {
  const { executablePath, args, env } = await findChromium();
  const chrome = await launcher.launch({ chromePath: executablePath, chromeFlags: [...args, '--headless=new'], envVars: { ...process.env, ...env } });
  try {
    const { lhr } = await lighthouse.default(address, { port: chrome.port, onlyAudits: ['largest-contentful-paint'], formFactor: 'mobile', logLevel: 'error' });
    return lhr.audits['largest-contentful-paint']?.numericValue ?? Number.NaN;
  } finally {
    chrome.kill();
  }
}

const median = (values: number[]) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;

buildWhenNeeded();
const server = await serve(0, 'localhost');
const origin = `http://localhost:${process.env.PORT}`;
const hand = await byHand(origin);
const handAddress = `http://localhost:${(hand.address() as AddressInfo).port}/`;
const [ours, theirs]: [number[], number[]] = [[], []];
for (let round = 0; round < rounds; round++) {
  ours.push(await largestPaint(origin + path));
  theirs.push(await largestPaint(handAddress));
}
console.log(`${path}: ${ours.map(Math.round).join(', ')} ms, median ${Math.round(median(ours))}`);
console.log(`by hand: ${theirs.map(Math.round).join(', ')} ms, median ${Math.round(median(theirs))}`);
console.log(`ratio ${(median(ours) / median(theirs)).toFixed(3)}, may be at most 1.1`);
hand.close();
await stopServing(server);
process.exit();
