import { expect, test } from 'vitest';
import { phoneInWords } from '#language/phones.ts';

test('the parts of a phone number hang together, so that Urdu does not turn them round', () => {
  expect(phoneInWords('01632 960 001')).toBe('01632\u00a0960\u00a0001');
});
