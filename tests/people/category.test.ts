import { expect, test } from 'vitest';
import en from '#content/words/en.json' with { type: 'json' };
import { categories, fieldOf, tickedIn } from '#people/category.ts';

test('each category has a box of its own, and what is ticked comes back', () => {
  expect(new Set(categories.map(fieldOf)).size).toBe(categories.length);
  expect(tickedIn({ 'see hard times': 'on', 'see plan': 'on', 'see secrets': 'on', 'see reviews': '' })).toEqual(['plan', 'hard times']);
});

test('each category has words, and a line that says what it means', () => {
  for (const words of [en.sharing.category, en.sharing.means]) {
    expect(Object.keys(words).filter((key) => !key.endsWith('_self'))).toEqual([...categories]);
  }
});
