import { afterEach, beforeEach, expect, test, vi } from 'vitest';

// The way out of a page, on a page that is only what it touches.
let leftTo: string | undefined;
let press: (event: { key?: string; timeStamp?: number; preventDefault?: () => void }) => void;
let body: { hidden: boolean };
const storage = { clear: vi.fn() };

beforeEach(async () => {
  [leftTo, body] = [undefined, { hidden: false }];
  storage.clear.mockReset();
  let click: typeof press | undefined;
  const link = { href: 'https://weather.example.org/', addEventListener: (_: string, listen: typeof press) => (click = listen) };
  const page = { querySelector: () => link, querySelectorAll: () => [], addEventListener: () => undefined, documentElement: { dataset: {} } };
  vi.stubGlobal('document', { ...page, body, title: 'Help in a crisis' });
  vi.stubGlobal('location', { replace: (address: string) => (leftTo = address) });
  vi.stubGlobal('sessionStorage', storage);
  vi.stubGlobal('addEventListener', (_: string, listen: typeof press) => {
    press = (event) => (event.key ? listen(event) : click?.({ preventDefault: () => undefined }));
  });
  vi.resetModules();
  // A script of the page: it gives nothing, and does its work when it is loaded.
  await vi.importActual('#browser/page.ts');
});
afterEach(() => vi.unstubAllGlobals());

test('one press: the page goes blank, what was written goes, and the tab goes on', () => {
  press({});
  expect([body.hidden, storage.clear.mock.calls.length, leftTo]).toEqual([true, 1, 'https://weather.example.org/']);
});

test('also in a browser that keeps nothing, and throws at whoever asks for what is kept', () => {
  storage.clear.mockImplementation(() => {
    throw new DOMException('denied', 'SecurityError');
  });
  expect(() => press({})).toThrow('denied');
  expect(leftTo).toBe('https://weather.example.org/');
});

test.each([
  ['3 times Shift within 5 seconds', ['Shift', 'Shift', 'Shift'], [0, 1000, 4000], true],
  ['Shift for capitals', ['Shift', 'A', 'Shift', 'B', 'Shift'], [0, 100, 200, 300, 400], false],
  ['going back through the fields', ['Tab', 'Shift', 'Tab', 'Shift', 'Tab', 'Shift'], [0, 100, 200, 300, 400, 500], false],
  ['Shift now and then', ['Shift', 'Shift', 'Shift'], [0, 4000, 8000], false],
])('%s', (_, keys, times, leaves) => {
  keys.forEach((key, index) => press({ key, timeStamp: times[index] ?? 0 }));
  expect(leftTo !== undefined).toBe(leaves);
});
