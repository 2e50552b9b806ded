import { describe, expect, test } from 'vitest';
import { languages } from '#language/languages.ts';
import { translator } from '#language/translate.ts';
import { newsNotice, newsText, placeNotice, sentenceOf } from '#notices/notice.ts';
import { isPushAddress } from '#notices/push.ts';
import { paths } from '#paths.ts';

const kinds = ['message', 'many', 'review new', 'review changed', 'to do', 'unread', 'passed on', 'raised'];
const each = languages.flatMap(({ code }) =>
  kinds.map((kind) => ({ code, kind, t: translator(code), link: `https://alongside.example.org${paths.signIn(code)}` })),
);

// The letters of a text that is not written in Unicode (GSM 03.38, without those that count as two).
const plain = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./\d:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà]*$/;
const partsOf = (text: string) => {
  const [one, more] = plain.test(text) ? [160, 153] : [70, 67];
  return text.length <= one ? 1 : Math.ceil(text.length / more);
};

test.each(each)('a notice of "$kind" in $code tells no name, no service, nothing about health, and that nobody reads answers', ({ kind, t, link }) => {
  const { subject, text } = newsNotice(kind, link, t);
  const short = newsText(kind, link, t).text;
  for (const words of [subject, text.replace(link, ''), short.replace(link, ''), sentenceOf(kind, t)]) {
    expect(words).not.toMatch(
      /alongside|key worker|gweithiwr allweddol|pracownik prowadz|کی-ورکر|c\(?e\)?tr|review|adolygiad|przegląd|hospital|ysbyty|szpital|ہسپتال|health|iechyd|zdrow|صحت/i,
    );
  }
  expect(text).toContain(t('email.noReply'));
  expect(short).toContain(t('notices.noAnswers'));
  expect(text).toContain(link);
});

test.each(each)('as a text "$kind" in $code fits into 2 at most, and something new into 1', ({ kind, t, link }) => {
  expect(partsOf(newsText(kind, link, t).text)).toBeLessThanOrEqual(kind === 'message' ? 1 : 2);
});

test('each says which kind it is, in English', () => {
  const t = translator('en');
  expect(kinds.map((kind) => newsNotice(kind, 'https://x', t).subject)).toEqual([
    'There is something new for you to read',
    'There are some new things for you to read',
    'There is a new date for a meeting',
    'The date or the place of a meeting has changed',
    'There is something for you to do',
    'There is something from 2 days ago for you to read',
    'Someone waits for your answer',
    'Please sign in and look today',
  ]);
});

test('the text with a code has no link, and does not say what it is for', () => {
  expect(placeNotice('text', '1234 5678', translator('en')).text).toBe('This is your code:\n1234 5678\nNobody reads answers.');
});

describe('a browser is told at an address', () => {
  test.each([
    'https://fcm.googleapis.com/fcm/send/abc',
    'https://updates.push.services.mozilla.com/wpush/v2/abc',
    'https://web.push.apple.com/abc',
    'https://db5p.notify.windows.com/w/?token=abc',
    'https://push.example.org:8443/abc',
  ])('%s', (endpoint) => {
    expect(isPushAddress(endpoint, ['push.example.org:8443'])).toBe(true);
  });

  test.each([
    'http://fcm.googleapis.com/abc',
    'https://127.0.0.1/abc',
    'https://169.254.169.254/latest',
    'https://fcm.googleapis.com.example.org/abc',
    'https://evil-notify.windows.com.example.org/',
    'https://fcm.googleapis.com:8080/abc',
    'https://fcm.googleapis.com@example.org/abc',
    'https://me:you@fcm.googleapis.com/abc',
    'https://push.example.org/abc',
    'notify.windows.com',
    '',
  ])('never %s, which could be inside', (endpoint) => {
    expect(isPushAddress(endpoint, ['push.example.org:8443'])).toBe(false);
  });
});
