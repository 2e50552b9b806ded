/**
 * Brings whom to call (DangerHelp.astro) from a page that answered into this one, above the box where there is one. Help that has come
 * stays, also when the words that brought it are gone.
 */
export function bringHelp(page: Document): void {
  const panel = page.querySelector('#danger-help');
  if (!panel || document.querySelector('#danger-help')) return;
  // It says in full what the note says in short.
  document.querySelector('#urgent')?.remove();
  const box = document.querySelector('#write form');
  if (box) box.before(panel);
  else document.querySelector('main')?.prepend(panel);
}
