import { describe, expect, test, vi } from 'vitest';
import { chooseVoice, languageOf, listVoices } from '#browser/voice.ts';

const near = (lang: string) => ({ lang, localService: true });
const far = (lang: string) => ({ lang, localService: false });

describe('the voice for a language', () => {
  test.each([
    ['one on the device before one far away', [far('en-GB'), near('en-US')], 'en', false, near('en-US')],
    ['one of this country before others', [near('en-US'), near('en_GB'), near('en-AU')], 'en', true, near('en_GB')],
    ['one far away where there is no other', [near('en-GB'), far('pl-PL')], 'pl', false, far('pl-PL')],
    ['none far away for the words of a family', [near('en-GB'), far('pl-PL')], 'pl', true, undefined],
    ['none of another language', [near('en-GB'), near('plt-MG')], 'pl', false, undefined],
    ['none where there are none', [], 'ur', false, undefined],
    ['one for the language where a country is asked for', [near('cy')], 'cy-GB', true, near('cy')],
  ])('is %s', (_, voices, language, isLocalOnly, expected) => {
    expect(chooseVoice(voices, language, isLocalOnly)).toEqual(expected);
  });
});

test.each([
  ['Leo sang all morning.', 'en', 'en'],
  ['لیو آج خوش ہے۔', 'en', 'ur'],
  ['لیو آج خوش ہے۔', 'pl', 'ur'],
  ['NHS England', 'ur', 'en'],
  ['آپ NHS 111 کو فون کریں۔', 'ur', 'ur'],
  ['Amir (امیر) sang all morning.', 'en', 'en'],
  ['2026', 'ur', 'ur'],
])('"%s" on a page in %s is %s', (text, said, language) => {
  expect(languageOf(text, said)).toBe(language);
});

test('voices that never come are waited for one second, and no longer', async () => {
  vi.useFakeTimers();
  const speech = Object.assign(new EventTarget(), { getVoices: () => [] }) as unknown as SpeechSynthesis;
  const voices = listVoices(speech);
  await vi.advanceTimersByTimeAsync(1000);
  expect(await voices).toEqual([]);
  vi.useRealTimers();
});
