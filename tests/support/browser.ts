import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { root } from '#start/build.ts';

const flags = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];

/** Where a Chromium is: CHROMIUM_PATH, the system's, or the one that came with the packages, unpacked into `.cache`. */
export async function findChromium(): Promise<{ executablePath: string; args: string[] }> {
  for (const path of [process.env.CHROMIUM_PATH, '/usr/bin/chromium']) {
    if (path && existsSync(path)) return { executablePath: path, args: flags };
  }
  return { executablePath: await unpackChromium(), args: flags };
}

/** Opens the real browser. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch(await findChromium());
}

/** Unpacks the browser of the packages once. It needs its own libraries in the environment, which this sets. */
export async function unpackChromium(): Promise<string> {
  const folder = join(root, '.cache', 'chromium');
  mkdirSync(folder, { recursive: true });
  const before = process.env.TMPDIR;
  // The package decides on its folder while it is loaded.
  process.env.TMPDIR = folder;
  const { default: packed, inflate, setupLambdaEnvironment } = await import('@sparticuz/chromium');
  const packages = join(root, 'node_modules', '@sparticuz', 'chromium', 'bin');
  await inflate(join(packages, 'al2023.tar.br'));
  const path = await packed.executablePath(packages);
  setupLambdaEnvironment(join(folder, 'al2023', 'lib'));
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  return path;
}
