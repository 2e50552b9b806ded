import { describe, expect, test } from 'vitest';
import { placeSentences, splitSentences } from '#language/sentences.ts';

test('a text is split where a sentence ends, in Urdu too, and not within a number or an address', () => {
  expect(splitSentences('Who can help? Call 111. It is free!')).toEqual(['Who can help?', 'Call 111.', 'It is free!']);
  expect(splitSentences('یہ کون ہے؟ وہ مدد کرتے ہیں۔ فون کریں۔')).toEqual(['یہ کون ہے؟', 'وہ مدد کرتے ہیں۔', 'فون کریں۔']);
  expect(splitSentences('From 2.5 to 3. Write to sam@example.org')).toEqual(['From 2.5 to 3.', 'Write to sam@example.org']);
});

describe('where sentences stand in a text', () => {
  const sentencesOf = (text: string, language = 'en') => placeSentences(text, language).map(({ start, end }) => text.slice(start, end));

  test('each begins at its first letter and ends at its full stop, without the space around it', () => {
    expect(placeSentences('  Call 111.  It is free! ', 'en')).toEqual([
      { start: 2, end: 11 },
      { start: 13, end: 24 },
    ]);
  });

  test('in Urdu, and with times, numbers and addresses in it', () => {
    expect(sentencesOf('یہ کون ہے؟ وہ مدد کرتے ہیں۔', 'ur')).toEqual(['یہ کون ہے؟', 'وہ مدد کرتے ہیں۔']);
    expect(sentencesOf('It is at 2:30pm. It costs £2.50. Write to sam@example.org.')).toEqual([
      'It is at 2:30pm.',
      'It costs £2.50.',
      'Write to sam@example.org.',
    ]);
    expect(sentencesOf('A C(E)TR is a meeting. You can come.')).toEqual(['A C(E)TR is a meeting.', 'You can come.']);
  });

  test('a new line ends a sentence, and what has no letters is none', () => {
    expect(sentencesOf('milk\nbread\n---\n…')).toEqual(['milk', 'bread']);
    expect(sentencesOf('')).toEqual([]);
  });
});
