import i18next, { type TFunction } from 'i18next';
import cy from '#content/words/cy.json' with { type: 'json' };
import en from '#content/words/en.json' with { type: 'json' };
import pl from '#content/words/pl.json' with { type: 'json' };
import ur from '#content/words/ur.json' with { type: 'json' };
import type { LanguageCode } from './languages.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
    strictKeyChecks: true;
  }
}

/** Gives the words of the interface in one language, by their key in content/words. */
export type Translate = TFunction;

const words: Record<LanguageCode, typeof en> = { en, cy, pl, ur };

/**
 * A language that nobody speaks, for tests: what comes through here has marks around it and is half as long again. So words
 * that are not in content/words stand out, and what longer words do not fit in shows.
 */
const isPseudo = process.env.ALONGSIDE_PSEUDO === '1';
const pseudo = { type: 'postProcessor', name: 'pseudo', process: (value: string) => `⟦${value}${'·'.repeat(Math.ceil(value.length / 2))}⟧` } as const;

const translators = Object.fromEntries(
  Object.entries(words).map(([code, translation]) => {
    const instance = i18next.createInstance().use(pseudo);
    void instance.init({
      postProcess: isPseudo ? ['pseudo'] : [],
      lng: code,
      resources: { [code]: { translation } },
      initAsync: false,
      // Pages escape what they show; escaping here too would show "&amp;" to people.
      interpolation: { escapeValue: false },
    });
    return [code, instance.getFixedT(code)];
  }),
) as Record<LanguageCode, Translate>;

/** The words of a language. Made once, shared by every request. */
export function translator(language: LanguageCode): Translate {
  return translators[language];
}
