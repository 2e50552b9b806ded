/** What is said at the borders of parts that have no name. A person's own screen reader leaves it out. */
const border = /^(end of )?(paragraph|term|definition|form)$|^end of (listitem|heading)/;
/** The borders of what stands in the middle of a line. */
const inLine = /^(end of )?(strong|time)$/;
/** What is said with its kind, or what the person does: a line of its own. */
const named = /^(main|status|alert|list|button|link|heading|group|radio|checkbox|textbox|navigation|listitem|end of)\b|^[(=]|^$/;

/** What is another on each day, or in each run. */
const changing: [RegExp, string][] = [
  [/\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day \d{1,2} [A-Z]\w+( \d{4})?(, \d{1,2}(:\d{2})?[ap]m)?/g, '‹day›'],
  [/^(today|tomorrow|yesterday|in \d+ days?|\d+ days? ago)\.$/g, '‹how soon›.'],
  [/\b\d{4} \d{4}\b/g, '‹code›'],
  [/\b\d+ years old/g, '‹age› years old'],
];

/** What was said as someone reads it: what stands in one line is one, and what changes from day to day has a sign in its place. */
export function transcribe(heard: string[]): string {
  const lines: string[] = [];
  let isSameLine = false;
  for (const phrase of heard) {
    const last = lines.at(-1) ?? '';
    if (border.test(phrase)) isSameLine = false;
    if (border.test(phrase) || inLine.test(phrase) || isNameOf(last, phrase)) continue;
    const words = changing.reduce((all, [what, sign]) => all.replace(what, sign), phrase);
    const isPoint = /^[.,:?!]/.test(phrase);
    if (!named.test(phrase) && (isSameLine || isPoint)) lines.splice(-1, 1, last + (isPoint ? '' : ' ') + words);
    else lines.push(words);
    isSameLine = !named.test(phrase);
  }
  return `${lines.join('\n')}\n`;
}

// The label that stands beside a button to choose is the name that was just said with it.
function isNameOf(last: string, phrase: string): boolean {
  return ['radio', 'checkbox', 'group', 'heading'].some((kind) => `${last},`.startsWith(`${kind}, ${phrase},`));
}
