import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withKeyboard } from '#tests/support/people/keyboard.ts';
import { withoutScripts } from '#tests/support/people/no-script.ts';
import { openWindow, type Person } from '#tests/support/people/person.ts';
import { withScreenReader } from '#tests/support/people/screen-reader.ts';
import { inUrdu } from '#tests/support/people/urdu.ts';
import { zoomedIn } from '#tests/support/people/zoomed.ts';
import { demoService, realBrowser } from '#tests/support/service.ts';
import { tasks, type Task } from './tasks.ts';
import { transcribe } from './transcript.ts';

const demo = demoService();
const chromium = realBrowser();

/** At most so many presses of keys: what it takes today, and room for two links more on the way. */
const ceilings: Record<string, number> = {
  'read a guide': 12,
  'change settings': 30,
  'find my area': 13,
  'sign in': 21,
  'see the next review': 10,
  'read the plan': 15,
  'answer if this is the right child': 11,
  'send a message': 25,
  'see who can see what': 19,
  'leave this page quickly': 12,
  'say something with pictures': 69,
};
const counted: string[] = [];
afterAll(() => console.log(counted.join('\n')));

function checkPresses(task: Task, presses: number): void {
  counted.push(`${String(presses).padStart(3)} presses of at most ${ceilings[task.name]}: ${task.name}`);
  expect(presses).toBeLessThanOrEqual(ceilings[task.name] ?? 0);
}

/** Compares what was said with what is kept beside this file; WRITE_TRANSCRIPTS=1 keeps it anew, for someone to read. */
function checkTranscript(task: Task, heard: string[]): void {
  const file = join(import.meta.dirname, 'transcripts', `${tasks.indexOf(task) + 1}-${task.name.replaceAll(' ', '-')}.txt`);
  if (process.env.WRITE_TRANSCRIPTS) writeFileSync(file, transcribe(heard));
  expect(transcribe(heard)).toBe(readFileSync(file, 'utf8'));
}

describe.each([withKeyboard, withoutScripts, zoomedIn, inUrdu, withScreenReader])('$name, people can', ({ window, meet }) => {
  let page: Page;
  beforeAll(async () => {
    page = await openWindow(chromium.browser, demo.origin, window);
  });
  afterAll(() => page.context().close());

  test.each(tasks)('$name', async (task) => {
    await page.context().clearCookies();
    if (task.as) await page.context().addCookies([{ name: 'session', value: await demo.database.session(task.as), url: demo.origin }]);
    const person: Person = meet(page);
    await task.steps(person, demo);
    if (person.presses) checkPresses(task, person.presses());
    if (person.heard) checkTranscript(task, person.heard());
  });
});
