import { bringHelp } from './danger-help.ts';

// Keeps what someone writes on the server as they write: a flat battery loses a few words at most. Where it sounds like danger, the
// page that comes back says whom to call, and that comes to stand above the box. Nothing is stopped, and the focus never moves.

/** How long after the last key the words are kept, and how long at most from the first one, in milliseconds. */
const [pause, longest] = [1500, 6000];

/** Begins to keep the words of a message's form. */
export function open(form: HTMLFormElement): void {
  const box = form.querySelector('textarea');
  const button = form.querySelector<HTMLButtonElement>('#keep');
  const note = form.querySelector<HTMLElement>('#kept');
  if (!box || !button || !note) return;
  let kept = box.value;
  let isKeeping = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let since = 0;

  const keep = async () => {
    if (isKeeping || box.value === kept) return;
    [isKeeping, since] = [true, 0];
    const words = box.value;
    try {
      const answer = await fetch(button.formAction, { method: 'POST', body: new FormData(form) });
      if (!answer.ok) throw new Error(String(answer.status));
      kept = words;
      tell(note.dataset.kept);
      bringHelp(new DOMParser().parseFromString(await answer.text(), 'text/html'));
    } catch {
      tell(note.dataset.lost);
    }
    isKeeping = false;
    if (box.value !== words) later();
  };
  const later = () => {
    clearTimeout(timer);
    since ||= Date.now();
    timer = setTimeout(() => void keep(), Math.max(0, Math.min(pause, since + longest - Date.now())));
  };
  // Said once: whoever listens to the page does not hear it again with each word.
  const tell = (words = '') => {
    if (note.textContent !== words) note.textContent = words;
  };
  box.addEventListener('input', later);
  form.addEventListener('submit', () => clearTimeout(timer));
}
