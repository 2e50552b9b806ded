import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '#start/build.ts';
import type { Chromium } from '#tests/support/browser.ts';
import type { Fault } from './engine.ts';

interface Found {
  code?: string;
  message: string;
  context?: string;
}

/** Runs pa11y-ci itself, as anyone can at home, over some addresses. Throws where it did not look at each. */
export async function pa11yCi(urls: string[], { executablePath, args, env }: Chromium): Promise<Fault[]> {
  const folder = mkdtempSync(join(tmpdir(), 'alongside-pa11y-'));
  try {
    const config = join(folder, 'pa11yci.json');
    const defaults = { runners: ['htmlcs'], standard: 'WCAG2AAA', concurrency: 1, timeout: 60_000, chromeLaunchConfig: { executablePath, args } };
    writeFileSync(config, JSON.stringify({ defaults, urls }));
    const run = spawn(process.execPath, [join(root, 'node_modules', 'pa11y-ci', 'bin', 'pa11y-ci.js'), '--json', '--config', config], {
      env: { ...process.env, ...env },
    });
    let output = '';
    run.stdout.on('data', (chunk: Buffer) => (output += String(chunk)));
    await new Promise((resolve) => run.once('exit', resolve));
    const { results } = JSON.parse(output) as { results: Record<string, Found[]> };
    if (Object.keys(results).length !== urls.length) throw new Error(`pa11y-ci looked at ${Object.keys(results).join(', ')} only.`);
    return Object.entries(results).flatMap(([url, faults]) =>
      faults.map(({ code = '', message, context = '' }) => ({ engine: 'pa11y-ci', rule: code, where: `${new URL(url).pathname} ${context}`, says: message })),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
