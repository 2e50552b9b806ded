import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parsePictures, pictureFile, slimPicture, type PictureSource } from '#components/pictures.ts';
import { Problem } from '#problem.ts';

const address = (source: PictureSource) =>
  'openmoji' in source ? join('node_modules/openmoji/color/svg', `${source.openmoji}.svg`) : join('content/pictures', source.drawing);
const shapes = (svg: string) => svg.match(/<(path|circle|ellipse|line|polyline|polygon|rect)\b/g)?.length;

test('each meaning has its picture, from OpenMoji or our own', () => {
  expect(parsePictures('home: { openmoji: 1F3E0 }\nkey worker: { drawing: key-worker.svg }\nemail: { openmoji: "2709" }')).toEqual(
    new Map<string, PictureSource>([
      ['home', { openmoji: '1F3E0' }],
      ['key worker', { drawing: 'key-worker.svg' }],
      ['email', { openmoji: '2709' }],
    ]),
  );
});

test.each([
  ['two meanings with one OpenMoji picture', 'home: { openmoji: 1F3E0 }\nhouse: { openmoji: 1F3E0 }', /pictures\.yaml.*"house" and "home"/],
  ['two meanings with one drawing', 'plan: { drawing: plan.svg }\ngoals: { drawing: plan.svg }', /pictures\.yaml.*"goals" and "plan"/],
  ['a picture from nowhere', 'home: { emoji: 1F3E0 }', /pictures\.yaml.*"home" needs/],
  ['both kinds of picture', 'home: { openmoji: 1F3E0, drawing: home.svg }', /"home" needs/],
  ['a code that YAML takes for a number', 'email: { openmoji: 2709 }', /"email" needs/],
  ['a drawing that is no SVG', 'home: { drawing: home.png }', /"home" needs/],
  ['a meaning with nothing', 'home:', /"home" needs/],
  ['two lines for one meaning', 'home: { openmoji: 1F3E0 }\nhome: { openmoji: 1F3E5 }', /pictures\.yaml/],
  ['a file that is not YAML', 'home: { openmoji: 1F3E0', /pictures\.yaml/],
  ['an empty file', '', /pictures\.yaml/],
])('whoever wrote %s is told', (_, text, message) => {
  expect(() => parsePictures(text)).toThrow(Problem);
  expect(() => parsePictures(text)).toThrow(message);
});

test('a picture has an address in small letters and dashes', () => {
  expect(pictureFile('key worker')).toBe('key-worker.svg');
  expect(pictureFile('how I communicate')).toBe('how-i-communicate.svg');
  expect(pictureFile('portrait 1')).toBe('portrait-1.svg');
});

test('a slim picture has lost its ids, notes, empty groups and spaces, and nothing that is drawn', () => {
  const svg = `<?xml version="1.0"?>
    <!-- drawn
         by hand -->
    <svg id="emoji" viewBox="0 0 72 72" data-name="x"> <g id="grid"/> <g id="skin"> </g>
      <g id="color"> <path id="p" fill="#fff" d="M1 1z"/> </g> </svg>`;
  expect(slimPicture(svg)).toBe('<svg viewBox="0 0 72 72"><g><path fill="#fff" d="M1 1z"/></g></svg>');
});

test('a slim picture has lost empty groups in empty groups too', () => {
  expect(slimPicture('<svg><g id="line"> <g id="hair"/> </g><path d="M1 1z"/></svg>')).toBe('<svg><path d="M1 1z"/></svg>');
});

test('a slim picture can not be made slimmer', () => {
  const svg = readFileSync('node_modules/openmoji/color/svg/1F3E0.svg', 'utf8');
  expect(slimPicture(slimPicture(svg))).toBe(slimPicture(svg));
});

describe('the pictures of the service', () => {
  const pictures = [...parsePictures(readFileSync('content/pictures/pictures.yaml', 'utf8'))];

  test.each(pictures)('%s is there, and slimming takes nothing from what is drawn', (_, source) => {
    expect(existsSync(address(source)), address(source)).toBe(true);
    const svg = readFileSync(address(source), 'utf8');
    expect(shapes(svg)).toBeGreaterThan(0);
    expect(shapes(slimPicture(svg))).toBe(shapes(svg));
    // Ids are taken out, so nothing may be drawn by one.
    expect(svg).not.toMatch(/url\(#|href="#/);
    expect(slimPicture(svg)).not.toMatch(/\sid="|<g\s*\/>|<g><\/g>|<script/);
  });

  test('no two meanings have the same address', () => {
    const files = pictures.map(([meaning]) => pictureFile(meaning));
    expect(new Set(files).size).toBe(files.length);
  });
});
