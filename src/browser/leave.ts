// Leaves the page quickly, as the GOV.UK pattern does: the page goes blank at once, and the tab's history does not keep it.
const link = document.querySelector<HTMLAnchorElement>('[data-leave]');

function leave(): void {
  if (!link) return;
  document.body.hidden = true;
  document.title = '';
  try {
    sessionStorage.clear();
  } finally {
    // A browser that keeps nothing throws above. Whoever must leave still leaves.
    location.replace(link.href);
  }
}

/** Within how many milliseconds the 3 presses of Shift have to come. */
const patience = 5000;
let presses: number[] = [];

link?.addEventListener('click', (event) => {
  event.preventDefault();
  leave();
});
addEventListener('keyup', ({ key, timeStamp }) => {
  presses = key === 'Shift' ? [...presses, timeStamp].filter((at) => timeStamp - at < patience) : [];
  if (presses.length >= 3) leave();
});
