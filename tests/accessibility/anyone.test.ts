import { oneLooker } from '#tests/support/looker.ts';
import { kinds } from '#tests/support/page-kinds.ts';
import { prove } from '#tests/support/proof.ts';

// What anyone can open. Of the languages, one from left to right and one from right to left are asked every rule.
prove(oneLooker(), kinds.anyone, ['en', 'ur']);
