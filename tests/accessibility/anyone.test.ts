import { languages } from '#language/languages.ts';
import { oneLooker } from '#tests/support/looker.ts';
import { kinds } from '#tests/support/page-kinds.ts';
import { prove } from '#tests/support/proof.ts';

// What anyone can open, in every language.
prove(
  oneLooker(),
  kinds.anyone,
  languages.map(({ code }) => code),
);
