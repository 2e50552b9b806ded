// On each page of someone who is signed in: where this browser has kept something for want of internet, the script that sends it comes.
// A browser that can not name what it keeps sends it on the page of the conversation only.
const address = '/scripts/waiting.js';

async function lookForKept(): Promise<void> {
  const kept = await indexedDB.databases();
  if (!kept.some(({ name }) => name === 'unsent')) return;
  const { open } = (await import(/* @vite-ignore */ address)) as { open(): Promise<void> };
  await open();
}
lookForKept().catch(() => undefined);
