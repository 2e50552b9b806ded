// One switch: a frame moves over the rows of the board, then over what is in a row. Whoever presses the switch chooses.

/** Two presses that come faster than this, in milliseconds, are one press of a hand that shakes. */
const shake = 150;
/** How often the frame goes over a row before it is back at the rows. */
const passes = 2;

/** The board with its frame: how long it stays at a place, in milliseconds, and what to do when it comes to a word. */
export interface Scanning {
  board: HTMLElement;
  milliseconds: number;
  tell(words: string): void;
  /** What Escape and the button to stop do. */
  off(): void;
}

/** Lets the frame go until the page is left or hidden. A real press in the main part of the page chooses, wherever it is. */
export function scan({ board, milliseconds, tell, off }: Scanning): void {
  let row: HTMLElement[] | undefined;
  let at = 0;
  let moved = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = -shake;

  function show(): void {
    for (const each of board.querySelectorAll('.framed')) each.classList.remove('framed');
    const rows = row ? row.map((each) => [each]) : rowsOf(board);
    const framed = rows[at % rows.length] ?? [];
    for (const each of framed) each.classList.add('framed');
    framed[0]?.scrollIntoView({ block: 'nearest' });
    if (row) tell(framed[0]?.textContent.trim() ?? '');
    clearTimeout(timer);
    timer = setTimeout(move, milliseconds);
  }

  function move(): void {
    at += 1;
    moved += 1;
    if (row && moved >= row.length * passes) back();
    else show();
  }

  // To the rows, at the one that was chosen by mistake or at the first one.
  function back(start = row && rowsOf(board).findIndex(([first]) => first === row?.[0])): void {
    row = undefined;
    at = Math.max(0, start ?? 0);
    moved = 0;
    show();
  }

  function choose(): void {
    const rows = rowsOf(board);
    const chosen = row ? row[at % row.length] : undefined;
    const whole = rows[at % rows.length] ?? [];
    const alone = row || whole.length !== 1 ? chosen : whole[0];
    if (alone) {
      back(0);
      alone.click();
    } else {
      row = whole;
      at = moved = 0;
      show();
    }
  }

  function rest(): void {
    clearTimeout(timer);
    for (const each of board.querySelectorAll('.framed')) each.classList.remove('framed');
  }

  function take(event: Event): void {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.timeStamp - last < shake) return;
    last = event.timeStamp;
    choose();
  }

  const isSwitch = (event: KeyboardEvent) => (event.key === ' ' || event.key === 'Enter') && isForFrame(document.activeElement);
  addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Escape') off();
      else if (isSwitch(event) && event.repeat) event.preventDefault();
      else if (isSwitch(event)) take(event);
    },
    true,
  );
  // Some browsers press a button when the space bar comes up again.
  addEventListener('keyup', (event) => isSwitch(event) && event.preventDefault(), true);
  // What the frame itself presses is no real press.
  addEventListener('click', (event) => event.isTrusted && event.target !== document.body && isForFrame(event.target as Element) && take(event), true);
  document.addEventListener('visibilitychange', () => (document.hidden ? rest() : back(0)));
  addEventListener('pagehide', rest);
  addEventListener('pageshow', ({ persisted }) => persisted && back(0));
  back(0);
}

// The way out, the help on top and the form that turns this off stay as they are.
function isForFrame(target: Element | null): boolean {
  return !target || target === document.body || (target.closest('main') !== null && !target.closest('[data-no-scan]'));
}

// As they stand on this screen: the tiles by their height, then the other rows.
function rowsOf(board: HTMLElement): HTMLElement[][] {
  const inside = (row: Element) => [...row.querySelectorAll<HTMLElement>('a[href], button')].filter((each) => each.checkVisibility());
  const tiles = new Map<number, HTMLElement[]>();
  for (const tile of [...board.querySelectorAll('[data-grid]')].flatMap(inside)) {
    const top = Math.round(tile.getBoundingClientRect().top + scrollY);
    tiles.set(top, [...(tiles.get(top) ?? []), tile]);
  }
  return [...tiles.values(), ...[...board.querySelectorAll('[data-row]')].map(inside)].filter((row) => row.length > 0);
}
