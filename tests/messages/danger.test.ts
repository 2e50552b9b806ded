import { describe, expect, test } from 'vitest';
import { languages } from '#language/languages.ts';
import { plainWords, showsDanger, soundsLikeDanger } from '#messages/danger.ts';
import { dangerPhrases, readDangers } from '#messages/dangers.ts';
import { contentCopy } from '#tests/support/content.ts';

const dangers = readDangers('content');
const phrases = dangerPhrases('content');
const sounds = (words: string) => soundsLikeDanger(words, phrases);

/** What stands around a phrase in a message of each language. */
const around: Record<string, [before: string, after: string]> = {
  en: ['Hello Priya. I think, ', '! What do we do?'],
  cy: ["Helo Priya. Dw i'n meddwl, ", '! Beth wnawn ni?'],
  pl: ['Dzień dobry. Myślę, ', '! Co mamy robić?'],
  ur: ['سلام۔ میرا خیال ہے، ', '۔ ہم کیا کریں؟'],
};

describe('words that sound like danger', () => {
  test.each(languages)('are each heard in a message in $name', ({ code }) => {
    const [before = '', after = ''] = around[code] ?? [];
    const unheard = (dangers.get(code) ?? []).filter((phrase) => {
      // As it stands; as people type at night, with capitals and no accents, over 2 lines; and where the list takes any ending, with one.
      const words = phrase.replaceAll('*', '');
      const typed = words.toUpperCase().replaceAll(' ', '\n  ').normalize('NFD').replaceAll(/\p{M}/gu, '');
      return ![words, typed, ...(phrase.endsWith('*') ? [`${words}abc`] : [])].every((each) => sounds(before + each + after));
    });
    expect(unheard).toEqual([]);
    expect(sounds(before + after)).toBe(false);
  });

  test.each([
    ['Hes going to KILL himself', 'no marks'],
    ['I can’t go on', 'a curly mark'],
    ["I can't  go\non...", 'blanks and lines'],
    ['Maya has been self-harming again', 'a line between'],
    ['she said she is SUICIDAL', 'an ending'],
    ['Syn chce sie zabic', 'Polish without accents'],
    ['Wczoraj PRZEDAWKOWAŁA leki', 'Polish in capitals'],
    ["Mae o'n brifo ei hun. Dwi ddim yn gwybod be' i 'neud", 'Welsh as people say it'],
    ['وہ گھر سے بهاگ گیا', 'Urdu from an Arabic keyboard'],
    ['ميں مرنا چاهتا هوں', 'Urdu with Arabic letters'],
    ['خُودکُشی', 'Urdu with its short vowels'],
    ['woh ghar se bhaag gaya hai', 'Urdu in English letters'],
    ['Mum says: nie chcę żyć', 'another language in the middle'],
  ])('"%s" is heard (%s)', (words) => {
    expect(sounds(words)).toBe(true);
  });

  test.each([
    'My skill is painting.',
    'He was very skilled with his hands today.',
    'The stable at the farm was lovely.',
    'She needs a stable routine at school.',
    'We are making grapes and cheese for lunch.',
    'Can we move the meeting to Tuesday?',
    'Thank you for the plan. It is very good.',
    'His new shoes do not fit.',
    'She was sick this morning and stays home.',
    'That is odd. The bus did not come.',
    'Maya cut out paper stars all afternoon.',
    'I hurt my knee at football.',
    'He wants to dye his hair blue.',
    'The review is on the 4th. Who else comes?',
    'Could you send us the form again please?',
    "Diolch am y cynllun. Mae'n dda iawn.",
    'Allwn ni symud y cyfarfod i ddydd Mawrth?',
    "Mae hi wedi bod yn peintio drwy'r prynhawn.",
    'Gwn i fod yr adolygiad ddydd Iau.',
    'Dw i bron â gorffen y ffurflen.',
    'Mae e wedi blino ar ôl yr ysgol.',
    'Dydy ei esgidiau newydd ddim yn ffitio.',
    "Mae'r ceffylau yn y stabl yn hyfryd.",
    "Pwy arall sy'n dod i'r cyfarfod?",
    "Mae hi'n sâl heddiw ac yn aros gartref.",
    'Allech chi anfon y ffurflen eto?',
    'Aeth popeth yn dda yn yr ysgol.',
    "Rydyn ni'n mynd i Aberystwyth yfory.",
    'Mae angen trefn bob dydd arno fe.',
    'Mae o eisiau lliwio ei wallt yn las.',
    'Dziękuję za plan. Jest bardzo dobry.',
    'Czy możemy przełożyć spotkanie na wtorek?',
    'Maja malowała całe popołudnie.',
    'Nie dam rady przyjść w piątek.',
    'Czas szybko ucieka, a my czekamy na list.',
    'Może przyjdziemy wcześniej.',
    'On potrzebuje stałego planu dnia.',
    'Nowe buty są za małe.',
    'Dzisiaj jest chora i zostaje w domu.',
    'Kto jeszcze przyjdzie na spotkanie?',
    'Proszę wysłać formularz jeszcze raz.',
    'W szkole wszystko poszło dobrze.',
    'Jutro jedziemy do babci.',
    'Konie w stajni były piękne.',
    'Wycinaliśmy z papieru gwiazdki.',
    'پلان کے لیے شکریہ۔ یہ بہت اچھا ہے۔',
    'کیا ہم میٹنگ منگل کو رکھ سکتے ہیں؟',
    'مجھے مارچ میں چھٹی ہے۔',
    'آپ مجھے سکول چھوڑ دیں گے؟',
    'مایا نے ساری دوپہر تصویریں بنائیں۔',
    'نئے جوتے فٹ نہیں ہیں۔',
    'وہ آج بیمار ہے اور گھر پر ہے۔',
    'میٹنگ میں اور کون آ رہا ہے؟',
    'براہ کرم فارم دوبارہ بھیج دیں۔',
    'سکول میں سب اچھا رہا۔',
    'کل ہم نانی کے گھر جا رہے ہیں۔',
    'اسے روز ایک جیسا معمول چاہیے۔',
    'بس آج نہیں آئی۔',
    'ہم نے کاغذ سے ستارے کاٹے۔',
    'اس کو گھوڑے بہت پسند ہیں۔',
  ])('"%s" is not', (words) => {
    expect(sounds(words)).toBe(false);
  });

  test('each language has a list that says much of it', () => {
    for (const { code } of languages) expect(dangers.get(code)?.length).toBeGreaterThan(60);
  });

  test('the longest message is looked through in no time', () => {
    const start = performance.now();
    for (const words of ['a'.repeat(5000), 'hit '.repeat(1250), 'cut '.repeat(1249) + 'my']) expect(sounds(words)).toBe(false);
    expect(performance.now() - start).toBeLessThan(500);
  });
});

test('words are compared without accents, marks and forms of a letter', () => {
  expect(plainWords('  Żółć -- „don’t”\n')).toBe('zolc dont');
  expect(plainWords('كِتاب')).toBe(plainWords('کتاب'));
});

test('a picture message sounds like danger by its pictures', () => {
  expect(showsDanger(['happy', 'hurt'], ['hurt', 'not safe'])).toBe(true);
  expect(showsDanger(['happy'], ['hurt'])).toBe(false);
});

describe('whoever writes the lists is told', () => {
  const copy = contentCopy();
  test.each([
    ['a phrase that is nearly nothing', '- a', /en\.yaml, line 2: 1: a phrase has at least 3 letters/],
    ['a star that stands for a whole word', '- hit * me', /a \* stands only at the end of a word/],
    ['a star inside a word', '- h*t me', /a \* stands only at the end of a word/],
    ['a phrase that is there', "- CAN'T  cope!", /en\.yaml, line 2: "CAN'T {2}cope!" is there twice/],
  ])('of %s', (_, line, told) => {
    copy.write('danger-words/en.yaml', `- cant cope\n${line}\n`);
    expect(copy.told()).toMatch(told);
  });

  test('of a list that is not there, or empty', () => {
    copy.write('danger-words/pl.yaml', '[]');
    expect(copy.told()).toMatch(/pl\.yaml, line 1: .*write at least 1 phrase/);
    copy.take('danger-words/ur.yaml');
    copy.write('danger-words/pl.yaml', '- umrzeć');
    expect(copy.told()).toMatch(/ur\.yaml is missing/);
  });
});
