// How soon a guide is painted on a slow phone, beside the same page made by hand: `npm run paint`. Both in turn, 9 times,
// on one machine in one run, so that only the ratio counts. The phone is made slow for real: guessed from a fast run, letters
// that happened to come before the first paint would count as waited for. Lighthouse weighs more than all the rest, so it is
// not among the packages: `npm install --no-save lighthouse@13.5.0` first.
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync, gunzipSync } from 'node:zlib';
import { findLanguage } from '#language/languages.ts';
import { buildWhenNeeded } from '#start/build.ts';
import { serve, stopServing } from '#start/listen.ts';
import { wire, type Wired } from '#start/weigh.ts';
import { findChromium, openBrowser } from '#tests/support/browser.ts';

interface Lighthouse {
  default(
    address: string,
    flags: { port: number; onlyAudits: string[]; formFactor: 'mobile'; throttlingMethod: 'devtools'; logLevel: 'error' },
  ): Promise<{ lhr: { audits: Record<string, { numericValue: number }> } }>;
}
interface Launcher {
  launch(options: { chromePath: string; chromeFlags: string[]; envVars: Record<string, string | undefined> }): Promise<{ port: number; kill(): void }>;
}
const load = async <Of>(name: string) => (await import(name)) as Of;
const lighthouse = await load<Lighthouse>('lighthouse');
const launcher = await load<Launcher>('chrome-launcher');

const path = process.argv[2] ?? '/en/guides/key-workers';
const rounds = 9;

/** What a server says of a file, but for what is about the connection and for its tag. */
const carried = ({ headers }: Wired) =>
  Object.fromEntries(
    Object.entries(headers).filter(([name]) => !['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'date', 'etag'].includes(name)),
  );

/** The same page as someone would write it by hand: its words and pictures, just the styles that it uses, and no script. */
async function byHand(origin: string): Promise<Server> {
  const guide = await wire(origin, path);
  const html = String(gunzipSync(guide.bytes));
  const body = (/<body[^>]*>([\s\S]*)<\/body>/.exec(html)?.[1] ?? '').replace(/<script[\s\S]*?<\/script>/g, '').replace(/ data-astro-[\w-]+(="[^"]*")?/g, '');
  // Coverage counts rules, and not the letters: by hand, someone has those of our own words too.
  const letters = html.match(/@font-face\{[^}]*(?:\/fonts\/[\w-]+\.woff2|Until then)[^}]*\}/g)?.join('') ?? '';
  const styles = letters + (await usedStyles(origin)).replace(/\[data-astro-[\w-]+\]/g, '');
  const [, language = 'en'] = path.split('/');
  const page = gzipSync(
    `<!doctype html><html lang="${language}" dir="${findLanguage(language)?.direction}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>By hand</title><style>${styles}</style><body>${body}`,
  );
  // Its server says as much, and lets its styles be.
  const itsOwn = `style-src 'sha256-${createHash('sha256').update(styles).digest('base64')}'`;
  const policy = String(guide.headers['content-security-policy']).replace('style-src', itsOwn);
  const server = createServer((request, response) => {
    if (request.url === '/') return void response.writeHead(200, { ...carried(guide), 'content-security-policy': policy }).end(page);
    void wire(origin, request.url ?? '/').then((file) => response.writeHead(file.status, carried(file)).end(file.bytes));
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

/** In milliseconds. Now and then Lighthouse sees no paint: then it looks again. */
async function largestPaint(address: string, tries = 3): Promise<number> {
  const { executablePath, args, env } = await findChromium();
  const chrome = await launcher.launch({ chromePath: executablePath, chromeFlags: [...args, '--headless=new'], envVars: { ...process.env, ...env } });
  try {
    const { lhr } = await lighthouse.default(address, {
      port: chrome.port,
      onlyAudits: ['largest-contentful-paint'],
      formFactor: 'mobile',
      throttlingMethod: 'devtools',
      logLevel: 'error',
    });
    const paint = lhr.audits['largest-contentful-paint']?.numericValue;
    if (paint !== undefined) return paint;
    if (tries === 1) throw new Error(`Lighthouse saw no paint of ${address}.`);
    return await largestPaint(address, tries - 1);
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
