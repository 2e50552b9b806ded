import { expect, test } from 'vitest';
import { splitSentences } from '#language/sentences.ts';

test('a text is split where a sentence ends, in Urdu too, and not within a number or an address', () => {
  expect(splitSentences('Who can help? Call 111. It is free!')).toEqual(['Who can help?', 'Call 111.', 'It is free!']);
  expect(splitSentences('یہ کون ہے؟ وہ مدد کرتے ہیں۔ فون کریں۔')).toEqual(['یہ کون ہے؟', 'وہ مدد کرتے ہیں۔', 'فون کریں۔']);
  expect(splitSentences('From 2.5 to 3. Write to sam@example.org')).toEqual(['From 2.5 to 3.', 'Write to sam@example.org']);
});
