import { sentenceRule } from '../rule.ts';
import { withoutNames } from '../vocabulary.ts';

const numbers =
  /\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|dozens?|twice|thrice)\b/giu;
// "one" is a number before what it counts: "one question", and none in "a new one", "one of them" and "choose one".
const one =
  /(?<!\b(?:a|an|the|this|that|each|every|which|any|no|another|other|new|newest|old|first|last|next|right|wrong|your|my)\s)\bone\b(?=\s+(?!of\b|or\b|and\b|another\b|to\b|for\b|that\b|who\b|when\b|if\b|first\b|now\b|yet\b|in\b|on\b|at\b|from\b|is\b|does\b|has\b|can\b|too\b|again\b|here\b|there\b|by\b|with\b|before\b|after\b|as\b)\p{L})/giu;

/** Rule 10: digits, not words. */
export const digits = sentenceRule('digits for numbers', (text) =>
  [...text.matchAll(numbers), ...text.matchAll(one)].map(([word]) => `Write "${word}" in digits.`),
);

/** Rule 10: parts of a hundred. */
export const percent = sentenceRule('no per cent', (text) =>
  /%|\bper ?cent\b|\bpercentage\b/i.test(text) ? ['Say how many of how many: "3 of 4 people".'] : [],
);

/** Rule 10: Roman numerals. */
export const roman = sentenceRule('no Roman numerals', (text, vocabulary) =>
  [...withoutNames(text, vocabulary).matchAll(/\b(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3})\b/g)].map(([word]) => `Write "${word}" in digits.`),
);

const month = '(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)';
const weekday = '(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)';
const wrongDates = [
  /\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b/g,
  /\b\d{4}-\d{2}-\d{2}\b/g,
  /\b\d{1,2}(?:st|nd|rd|th)\b/gi,
  new RegExp(`\\b${month} \\d{1,2}\\b(?!\\d)`, 'g'),
  new RegExp(`(?<!${weekday} )\\b\\d{1,2} ${month}\\b`, 'g'),
];

/** Rule 10: a day as people say it. */
export const dates = sentenceRule('dates as "Monday 4 May 2026"', (text) =>
  wrongDates.flatMap((wrong) => [...text.matchAll(wrong)].map(([date]) => `Write "${date}" as "Monday 4 May 2026".`)),
);

const wrongTimes =
  /\b\d{1,2}[:.]\d{2}(?![\d:]|[ap]m\b)(?:\s?[ap]\.?m\.?)?|\b\d{1,2}\.\d{2}[ap]m\b|\b\d{1,2}:00[ap]m\b|\b\d{1,2}(?:\s[ap]\.?m\b|[ap]\.m\b)\.?|\bo['’ ]?clock\b/gi;

/** Rule 10: a time as people say it. A number such as 4.0 that belongs to a name is no time. */
export const times = sentenceRule('times as "2:30pm"', (text, vocabulary) =>
  [...withoutNames(text, vocabulary).matchAll(wrongTimes)].map(([time]) => `Write "${time}" as "2:30pm" or "9am".`),
);
