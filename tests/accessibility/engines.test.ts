import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HtmlValidate } from 'html-validate';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { root } from '#start/build.ts';
import { everyPublicPage } from '#tests/support/public-pages.ts';
import { visitor } from '#tests/support/visitor.ts';
import { demoService } from '#tests/support/service.ts';

const demo = demoService();

let bad: Server;
let folder: string;

const badPage =
  '<!doctype html><html><head><title></title></head><body bgcolor="#fff"><p style="color:#777;background:#fff">pale</p><img src="x"><button></button><a href="/x">x</a><b><p>crossed</b></p></body></html>';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'alongside-engines-'));
  bad = createServer((_, response) => response.setHeader('content-type', 'text/html').end(badPage));
  await new Promise<void>((resolve) => bad.listen(0, 'localhost', resolve));
});
afterAll(async () => {
  bad.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs pa11y-ci (HTML CodeSniffer at AAA) over addresses. Gives each fault in a line. */
async function sniff(urls: string[]): Promise<string[]> {
  const { executablePath, args, env } = inject('chromium');
  const config = join(folder, 'pa11yci.json');
  writeFileSync(
    config,
    JSON.stringify({
      defaults: { runners: ['htmlcs'], standard: 'WCAG2AAA', concurrency: 1, timeout: 60_000, chromeLaunchConfig: { executablePath, args } },
      urls,
    }),
  );
  const run = spawn(process.execPath, [join(root, 'node_modules', 'pa11y-ci', 'bin', 'pa11y-ci.js'), '--json', '--config', config], {
    env: { ...process.env, ...env },
  });
  let output = '';
  run.stdout.on('data', (chunk: Buffer) => (output += String(chunk)));
  await new Promise((resolve) => run.once('exit', resolve));
  const { results } = JSON.parse(output) as { results: Record<string, { code?: string; message: string; context?: string }[]> };
  expect(Object.keys(results)).toHaveLength(urls.length);
  return Object.entries(results).flatMap(([url, faults]) =>
    faults.map(({ code, message, context }) => `${new URL(url).pathname}: ${code ?? ''} ${message} ${context ?? ''}`),
  );
}

// Every public page goes through the same engine in public.test.ts; here pa11y-ci itself runs over one of each kind.
const kinds = ['/en', '/en/guides/key-workers', '/ur/guides/your-rights', '/en/areas/staffordshire/services', '/en/my-cetr', '/en/settings', '/demo'];

test('pa11y-ci finds no fault at AAA on the public pages', { timeout: 120_000 }, async () => {
  expect(await sniff(kinds.map((path) => demo.origin + path))).toEqual([]);
});

test('and it finds them on a page that is known to be bad', async () => {
  const { port } = bad.address() as { port: number };
  expect((await sniff([`http://localhost:${port}/`])).length).toBeGreaterThanOrEqual(3);
});

const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:document', 'html-validate:a11y'],
  rules: {
    // These are about how the source is written, and Astro writes it.
    'no-trailing-whitespace': 'off',
    'doctype-style': 'off',
    'void-style': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    // Titles here say "Alongside" too, so that tabs can be told apart: https://www.w3.org/WAI/WCAG22/Techniques/general/G88
    'long-title': 'off',
    // In the biggest text a phone number is wider than a phone, so it has to be able to break (WCAG 2.2, 1.4.10).
    'tel-non-breaking': 'off',
    // One button alone in a form submits it, in every browser: https://html.spec.whatwg.org/#attr-button-type-submit-state
    'no-implicit-button-type': 'off',
    // Our own files need no hash beside them; the content policy lets in no others.
    'require-sri': ['error', { target: 'crossorigin' }],
  },
});

async function invalid(html: string): Promise<string[]> {
  // Astro writes this line before the first island, wherever it is; every browser takes it there.
  const { results } = await validator.validateString(html.replace(/<style>astro-island[^<]*<\/style>/, ''));
  return results.flatMap(({ messages }) => messages.map(({ ruleId, message, line }) => `${ruleId}: ${message} (line ${line})`));
}

const everyone: [string, string?][] = [
  ...everyPublicPage.map((path): [string] => [path]),
  ['/demo'],
  ['/en/nowhere'],
  ['/en/family', 'Sam Hartley'],
  ['/en/family', 'Amir Khan'],
  ['/en/family/plan', 'Maya Hartley'],
  ['/en/family/reviews', 'Amir Khan'],
  ['/en/family/messages', 'Nadia Khan'],
  ['/desk', 'Tom Okafor'],
];

test.each(everyone.map(([path, who]) => ({ path, who, reader: who ?? 'anyone' })))('$path is valid HTML, for $reader', async ({ path, who }) => {
  const person = visitor(demo.origin);
  if (who) person.cookies.set('session', await demo.database.session(who));
  expect(await invalid((await person.open(path)).html)).toEqual([]);
});

test('and a page that is known to be bad is not', async () => {
  expect((await invalid(badPage)).length).toBeGreaterThanOrEqual(3);
});
