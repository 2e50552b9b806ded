import { languages } from '#language/languages.ts';
import { deskKinds } from './page-kinds/desk.ts';
import { familyKinds } from './page-kinds/family.ts';
import type { PageKind } from './page-kinds/kind.ts';
import { problemKinds } from './page-kinds/problems.ts';
import { publicKinds } from './page-kinds/public.ts';
import { wayInKinds } from './page-kinds/ways-in.ts';
import { moreOfTheSame } from './page-kinds/more.ts';

/** Every kind of page that the service has: those that anyone can reach, and those of people who are signed in. */
export const kinds: Record<'anyone' | 'members', PageKind[]> = {
  anyone: [...publicKinds, ...wayInKinds, ...problemKinds],
  members: [...familyKinds, ...deskKinds],
};

/** The kind with this name. Throws where there is none. */
export function kindOf(name: string): PageKind {
  const kind = [...kinds.anyone, ...kinds.members, ...moreOfTheSame].find((each) => each.name === name);
  if (!kind) throw new Error(`No kind of page is "${name}".`);
  return kind;
}

/** The languages that a page of a kind has. */
export function languagesOf({ isEnglishOnly }: PageKind): string[] {
  return isEnglishOnly ? ['en'] : languages.map(({ code }) => code);
}

export { moreOfTheSame };
