import { sentenceRule } from '../rule.ts';
import type { Vocabulary } from '../vocabulary.ts';

const be = new Set(['is', 'are', 'am', 'was', 'were', 'be', 'been', 'being', 'get', 'gets', 'got', 'getting', 'gotten']);
const between = /^(not|never|also|always|often|still|only|just|now|then|here|there|soon|already|first|all|both|too|yet|ever|even|no|longer|again|\w+ly)$/;
const noParticiple = /^(need|bed|red|speed|feed|seed|weed|hundred|indeed|exceed|sacred|naked|shed|wed|led)$/;

/**
 * The passives in a sentence, as "was followed": a form of "be" or "get", what may stand between, and a participle.
 * compromise's own tag was tried first: it missed "is invited", "may be asked" and "Was it agreed?".
 */
export function passivesIn(text: string, { passives }: Pick<Vocabulary, 'passives'>): string[] {
  // A comma ends what can belong together: "It is over, closed for good."
  return text
    .toLowerCase()
    .split(/[,:;()]/)
    .flatMap((clause) => {
      const words = clause
        .split(/\s+/)
        .map((word) => word.replace(/[^\p{L}-]/gu, ''))
        .filter(Boolean);
      return words.flatMap((word, index) => {
        if (!be.has(word)) return [];
        let next = index + 1;
        while (between.test(words[next] ?? '')) next += 1;
        const found = participleAt(words, next, passives) ?? (asks(text, words, index) ? afterSubject(words, next, passives) : undefined);
        return found === undefined ? [] : [`${word} ${found}`];
      });
    });
}

/** A question turns the words around: "Was it agreed?" */
function asks(text: string, words: string[], index: number): boolean {
  return text.trim().endsWith('?') && (index === 0 || /^(what|when|where|why|how|who|and)$/.test(words[index - 1] ?? ''));
}

function afterSubject(words: string[], from: number, passives: Vocabulary['passives']): string | undefined {
  for (const next of [from + 1, from + 2, from + 3]) {
    // "Is your plan in the shared area?": a preposition ends the subject.
    if (/^(in|on|at|to|of|for|with|the|a|an|than)$/.test(words[next - 1] ?? '') && next > from + 1) return undefined;
    const found = participleAt(words, next, passives);
    if (found) return found;
  }
  return undefined;
}

function participleAt(words: string[], index: number, { participles, states }: Vocabulary['passives']): string | undefined {
  const word = words[index] ?? '';
  if (!participles.includes(word) && (!/[a-z]{2}ed$/.test(word) || noParticiple.test(word))) return undefined;
  return word in states || `${word} ${words[index + 1] ?? ''}` in states ? undefined : word;
}

/** Rule 8: someone does something, and the sentence says who. */
export const passives = sentenceRule('no passives', (text, vocabulary) =>
  passivesIn(text, vocabulary).map((found) => `"${found}": say who does it, with the doer first.`),
);
