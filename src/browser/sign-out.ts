import { sendNow } from './unsent-queue.ts';
import { isWaiting } from './unsent-store.ts';

/** Signing out clears what waits in this browser. So it goes first; where it can not, that is said beside the button, with another one. */
export function holdSignOut(findKey: () => CryptoKey | undefined): void {
  const form = document.querySelector<HTMLFormElement>('#sign-out');
  const note = document.querySelector<HTMLTemplateElement>('#unsent-notes')?.content.querySelector('[data-holds]');
  let isHeld = false;
  let isFree = false;
  const sendFirst = async () => {
    isHeld = true;
    const isLeft = await sendNow(findKey())
      .then(isWaiting)
      .catch(() => false);
    if (isLeft && note) return void form?.after(note.cloneNode(true));
    isFree = true;
    form?.requestSubmit();
  };
  form?.addEventListener('submit', (event) => {
    if (isFree || event.submitter?.hasAttribute('data-anyway')) return;
    event.preventDefault();
    if (!isHeld) void sendFirst();
  });
}
