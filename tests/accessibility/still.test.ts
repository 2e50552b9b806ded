import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '#start/build.ts';

// People who are upset by what moves, flashes or plays meet none of it here, and nobody has to draw, pull or shake anything.
const never: Record<string, RegExp> = {
  'moves by itself': /@keyframes|\banimation(-name)?:|\.animate\(|<(marquee|blink)\b/,
  'plays sound or video': /<(video|audio|embed|iframe)\b|<object\s|new Audio\(|AudioContext|\bautoplay\b/i,
  'is a picture that moves': /\.(gif|apng)\b/,
  'has to be pulled or drawn': /\bdraggable=|dragstart|touchmove|gesturestart/,
  'happens when a finger or button goes down, before it can be taken away':
    /['"](mousedown|pointerdown|touchstart)['"]|\bonMouseDown|\bonPointerDown|\bonTouchStart/,
  'follows how a device is moved': /devicemotion|deviceorientation|DeviceMotionEvent/,
  'comes up under a mouse': /:hover[^{]*\{[^}]*\b(display|visibility|content|opacity):/,
};

/** What a text does that nothing here may do. */
function faultsIn(text: string): string[] {
  const found = Object.entries(never).filter(([, sign]) => sign.test(text));
  // What slides when someone acts has to stand still for those whose device says so.
  const slides = /\btransition(-property)?:|scroll-behavior: smooth|@view-transition/.test(text) && !text.includes('prefers-reduced-motion');
  return [...found.map(([what]) => what), ...(slides ? ['slides for those who asked for none of it'] : [])];
}

const shown = ['src', 'public']
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)))
  .filter((file) => ['.astro', '.ts', '.tsx', '.css', '.js', '.svg', '.html'].includes(extname(file)));

// It goes to where a finger is, and presses nothing.
const ruler = join('src', 'browser', 'ruler.ts');

test('everything that we show stands still, is silent, and waits to be pressed', () => {
  expect(shown.length).toBeGreaterThan(200);
  const found = shown.filter((file) => file !== ruler).map((file) => [file, faultsIn(readFileSync(join(root, file), 'utf8'))] as const);
  expect(found.filter(([, faults]) => faults.length > 0)).toEqual([]);
});

test('our pictures stand still', () => {
  const drawings = readdirSync(join(root, 'content', 'pictures')).filter((file) => file.endsWith('.svg'));
  expect(drawings.filter((file) => /<(animate|set|style|script)\b/.test(readFileSync(join(root, 'content', 'pictures', file), 'utf8')))).toEqual([]);
});

test.each([
  '@keyframes turn { to { rotate: 1turn } }',
  '<video src="a.mp4">',
  '<img src="a.gif">',
  "element.addEventListener('touchmove', draw)",
  "element.addEventListener('pointerdown', send)",
  "addEventListener('devicemotion', shake)",
  'a:hover .note { display: block }',
  'a { transition: color 1s }',
])('"%s" would be found', (bad) => {
  expect(faultsIn(bad)).toHaveLength(1);
});
