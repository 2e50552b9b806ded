import { describe, expect, test } from 'vitest';
import { doubleNegatives, idioms, synonyms } from '#easy-read/rules/phrases.ts';
import { parseGlossary } from '#glossary/glossaries.ts';
import { brokenLines, mends, page, vocabulary } from '#tests/support/easy-read.ts';

describe('no double negatives', () => {
  test.each(['You cannot see nothing.', 'Nobody did not come.', 'It is not unusual.', 'Do not come without it.'])('not: %s', (words) => {
    expect(mends(doubleNegatives, words)).toHaveLength(1);
  });
  test.each(['No, this is not right.', 'If you did not ask, do nothing.', 'It is not under 16.', 'Nobody knows.'])('but: %s', (words) => {
    expect(mends(doubleNegatives, words)).toEqual([]);
  });
});

describe('words mean what they say', () => {
  test.each(['Your journey starts here.', 'Sleep is a key to health.', 'We are on the same page.', 'You Step Down soon.'])('not: %s', (words) => {
    expect(mends(idioms, words)).toHaveLength(1);
  });
  test('but a key worker is a key worker', () => {
    expect(mends(idioms, 'Ask a key worker.')).toEqual([]);
  });
});

describe('one word for one thing', () => {
  test.each([
    'Ask a practitioner.',
    'It is for CYP.',
    'Two clinicians come.',
    'Other professionals come.',
    'After your admission',
    'You can not see it.',
    'Click Send.',
  ])('not: %s', (words) => {
    expect(mends(synonyms, words)).toHaveLength(1);
  });
  test('but what we write instead', () => {
    expect(mends(synonyms, 'Staff help you. You cannot see it. Press Send.')).toEqual([]);
    expect(mends(synonyms, 'Ask a practitioner.')).toEqual(['Not "practitioner". Write: key worker, or staff.']);
  });

  describe('but a word that we explain', () => {
    const explaining = {
      ...vocabulary,
      glossary: parseGlossary('clinician: { meaning: A doctor. }\nmultidisciplinary team: { meaning: Staff., short: MDT }', 'glossary.yaml'),
    };
    const broken = (of: ReturnType<typeof page>) => synonyms.find(of, explaining).map(({ line }) => line);

    test('in bold in a guide, with its short form', () => {
      expect(broken(page('easy', 'You may hear **clinician**. It is a doctor.', 'You may hear **multidisciplinary team**, or MDT.'))).toEqual([]);
    });
    test('not where it is not bold, nor beside another bold word', () => {
      expect(broken(page('easy', 'Ask a clinician.', 'The **clinician** is in the MDT.', 'The **clinician** sees a patient.'))).toEqual([1, 2, 3]);
    });
    test('not in bold where the glossary does not have it', () => {
      expect(brokenLines(synonyms, page('easy', 'You may hear **clinician**.'))).toEqual([1]);
    });
    test('above its meaning in the glossary, and not in a meaning', () => {
      expect(broken(page('glossary', '## clinician', 'A doctor.', '## team', 'A clinician and others.'))).toEqual([4]);
    });
    test('not in the heading of a guide', () => {
      expect(broken(page('easy', '## Your clinician'))).toEqual([1]);
    });
  });
});
