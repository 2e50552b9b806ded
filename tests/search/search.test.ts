import { describe, expect, test } from 'vitest';
import { makeSearch, type Findable } from '#search/search.ts';

const findable = (href: string, title: string, about = '', text = ''): Findable => ({ href, kind: 'guide', title, about, text });
const search = makeSearch([
  findable('/key', 'What is a key worker?', 'A key worker helps you to get the right help.', 'They listen to you and your family.'),
  findable('/dsr', 'What is the Dynamic Support Register?', 'A list of people who need support.', 'DSR colours red amber'),
  findable('/cetr', 'What is a Care (Education) and Treatment Review?', 'A meeting.', 'C(E)TR review panel advocate'),
  findable('/rights', 'Your rights', 'What the law says.', 'advocate consent'),
  findable('/cy', 'Beth yw gweithiwr allweddol?', 'Mae’n gwrando.', 'ŵyl tŷ'),
  findable('/pl', 'Kim jest rzecznik?', 'Łatwo zapytać.', 'zażółć'),
  findable('/ur', 'کی-ورکر کون ہے؟', 'وہ آپ کی مدد کرتا ہے۔', 'خاندان'),
]);
const found = (asked: string) => search(asked).map(({ href }) => href);

describe('someone finds it however they spell it', () => {
  test.each([
    ['key worker', '/key'],
    ['KEY WORKER', '/key'],
    ['keyworker', '/key'],
    ['keywoker', '/key'],
    ['kee worker', '/key'],
    ['registr', '/dsr'],
    ['dynamc suport', '/dsr'],
    ['DSR', '/dsr'],
    ['cetr', '/cetr'],
    ['C(E)TR', '/cetr'],
    ['c.e.t.r', '/cetr'],
    ['tretment', '/cetr'],
    ['your rites', '/rights'],
    ['wyl', '/cy'],
    ['ŵyl', '/cy'],
    ['latwo', '/pl'],
    ['zazolc', '/pl'],
    ['خاندان', '/ur'],
  ])('%s', (asked, href) => {
    expect(found(asked)[0]).toBe(href);
  });
});

test('what is in the title comes before what is in the text', () => {
  expect(found('register')[0]).toBe('/dsr');
  expect(found('advocate').toSorted()).toEqual(['/cetr', '/rights']);
});

test.each(['', ' ', '!!!', 'qqqqqqqq', '<script>', '🦄', '*', 'x'.repeat(500)])('"%s" finds nothing, and breaks nothing', (asked) => {
  expect(found(asked)).toEqual([]);
});

test('where no page has every word, those with some are found', () => {
  expect(found('advocate unicorn')).toContain('/rights');
});
