import { describe, expect, test } from 'vitest';
import { parseIdea } from '#ideas/idea.ts';
import { parseSentences, wordsOf, type Piece } from '#ideas/sentence.ts';
import { teller } from '#ideas/telling.ts';

const known = { pictures: new Set(['listen']), guides: new Set(['key-workers']), facts: new Set(['call-999', 'rating-red']) };
const fail = (what: string) => new Error(what);
const parse = (words: string) => parseSentences(words, known, fail);
const plain = (words: string): Piece => ({ kind: 'plain', words });
const hard = (words: string): Piece => ({ kind: 'hard', words });

describe('each sentence stands on its own', () => {
  test.each([
    ['Do they listen? Yes! They do.', ['Do they listen?', 'Yes!', 'They do.']],
    ['It costs 2.50 each.', ['It costs 2.50 each.']],
    ['No full stop at the end', ['No full stop at the end']],
    ['This is a **hard word**. It is here.', ['This is a hard word.', 'It is here.']],
    ['Read this. **Hard** words are bold.', ['Read this.', 'Hard words are bold.']],
    ['Read [our guide](key-workers). Then ask.', ['Read our guide.', 'Then ask.']],
    ['Can you **cope?** Ask for help.', ['Can you cope?', 'Ask for help.']],
    ['وہ سنتے ہیں۔ کیا آپ پوچھیں گے؟ ہاں۔', ['وہ سنتے ہیں۔', 'کیا آپ پوچھیں گے؟', 'ہاں۔']],
    ['First. {call-999} We call too.', ['First.', 'call-999', 'We call too.']],
    ['{call-999} {rating-red}', ['call-999', 'rating-red']],
  ])('%s', (words, sentences) => {
    expect(parse(words).map(wordsOf)).toEqual(sentences);
  });
});

test('hard words, links and facts are told from plain words', () => {
  expect(parse('A **key worker** helps. Call [111](tel:111) now. {call-999}')).toEqual([
    [plain('A '), hard('key worker'), plain(' helps.')],
    [plain('Call '), { kind: 'link', words: '111', to: 'tel:111' }, plain(' now.')],
    [{ kind: 'fact', words: 'call-999' }],
  ]);
});

test.each([
  ['A **hard word.', /two stars on each side/],
  ['A hard word**.', /two stars on each side/],
  ['A *hard word*.', /two stars on each side/],
  ['They <b>listen</b>.', /HTML/],
  ['<SCRIPT src=x>', /HTML/],
  ['{Call 999}', /a fact is written \{its-name\}/],
  ['{call-998}', /no fact "call-998"/],
  ['Read [that](no-guide).', /no such guide/],
])('%s is a mistake', (words, what) => {
  expect(() => parse(words)).toThrow(what);
});

test('a picture is crossed out where its name has "not" in front', () => {
  expect(parseIdea('not listen', 'They do not listen.', 3, known, fail)).toMatchObject({ picture: 'listen', crossedOut: true, line: 3 });
  expect(() => parseIdea('not there', 'Nothing.', 1, known, fail)).toThrow('no picture "there"');
});

test('a fact says its own sentences, and a hard word is bold only the first time', () => {
  const tell = teller((fact) => (fact === 'call-999' ? [[plain('Call 999.')]] : [[plain('You are in '), hard('crisis'), plain('.')]]));
  expect(tell(parse('{rating-red} Wait. {call-999}'))).toEqual([[plain('You are in '), hard('crisis'), plain('.')], [plain('Wait.')], [plain('Call 999.')]]);
  expect(tell(parse('A **crisis** is hard. {rating-red}'))).toEqual([
    [plain('A '), plain('crisis'), plain(' is hard.')],
    [plain('You are in '), plain('crisis'), plain('.')],
  ]);
});
