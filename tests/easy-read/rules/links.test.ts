import { expect, test } from 'vitest';
import { linkNames, linksApart } from '#easy-read/rules/links.ts';
import { brokenLines, mends, page } from '#tests/support/easy-read.ts';

test.each(['here', 'Click here', 'more', 'Read more', 'this page', 'this'])('a link named "%s" does not say where it goes', (name) => {
  expect(mends(linkNames, `For help, press [${name}](key-workers).`, 'easy')).toHaveLength(1);
});

test.each(['key workers', '999', 'Read more about key workers'])('a link named "%s" does', (name) => {
  expect(mends(linkNames, `Read [${name}](key-workers).`, 'easy')).toEqual([]);
});

test('words of the interface that stand alone as a link name the place too', () => {
  expect(mends(linkNames, 'Read more')).toHaveLength(1);
  expect(mends(linkNames, 'Click here')).toHaveLength(1);
  expect(mends(linkNames, 'More')).toEqual([]);
  expect(mends(linkNames, 'Write it here.')).toEqual([]);
});

test('2 links of a page have 2 names', () => {
  expect(brokenLines(linksApart, page('easy', 'Call [999](tel:999).', 'Call [111](tel:111).'))).toEqual([]);
  expect(brokenLines(linksApart, page('easy', 'Read [our guide](a).', '## Next', 'Read [Our guide](b).'))).toEqual([3]);
});
