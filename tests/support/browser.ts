import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core';
import { root } from '#start/build.ts';

/** A Chromium and what it needs around it. */
export interface Chromium {
  executablePath: string;
  args: string[];
  env: Record<string, string>;
}

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** Finds a Chromium: the one that came with the packages, unpacked once into `.cache`, so that all look with the same; or that of CHROMIUM_PATH. */
export async function findChromium(): Promise<Chromium> {
  const { CHROMIUM_PATH: executablePath } = process.env;
  return executablePath ? { executablePath, args, env: {} } : unpackChromium();
}

// The package takes its folder from TMPDIR while it loads, and sets what the browser needs in this process's environment.
async function unpackChromium(): Promise<Chromium> {
  const folder = join(root, '.cache', 'chromium');
  mkdirSync(folder, { recursive: true });
  const before = { ...process.env };
  process.env.TMPDIR = folder;
  const { default: packed, inflate, setupLambdaEnvironment } = await import('@sparticuz/chromium');
  const packages = join(root, 'node_modules', '@sparticuz', 'chromium', 'bin');
  await inflate(join(packages, 'al2023.tar.br'));
  const executablePath = await packed.executablePath(packages);
  setupLambdaEnvironment(join(folder, 'al2023', 'lib'));
  const { LD_LIBRARY_PATH = '' } = process.env;
  process.env = before;
  return { executablePath, args, env: { LD_LIBRARY_PATH, FONTCONFIG_PATH: listFonts(folder) } };
}

// The package's own list looks for its fonts in one fixed folder. Without a font, a browser shows no words, and finds no fault in them.
function listFonts(folder: string): string {
  const list = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>`;
  writeFileSync(join(folder, 'fonts.conf'), list);
  return folder;
}

/** Opens the real browser that the test run found. */
export function openBrowser({ executablePath, args: flags, env }: Chromium): Promise<Browser> {
  return chromium.launch({ executablePath, args: flags, env: { ...process.env, ...env } as Record<string, string> });
}

/** Gives the page's device a place for passkeys, whose person it knows. Through what it gives, `setUserVerified` says whether. */
export async function keepPasskeys(page: Page): Promise<{ setUserVerified(isUserVerified: boolean): Promise<unknown> }> {
  const debug: CDPSession = await page.context().newCDPSession(page);
  await debug.send('WebAuthn.enable');
  const { authenticatorId } = await debug.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { setUserVerified: (isUserVerified) => debug.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }) };
}
