import type { LanguageCode } from '#language/languages.ts';
import { translator } from '#language/translate.ts';
import type { Thread } from './message.ts';

/** Short answers in easy read, to begin with. What they say is in the group "quick" of content/words. */
export const quickAnswers = ['read', 'thanks', 'callToday', 'askTime', 'findOut', 'tomorrow', 'meet', 'sorry'] as const;

/** What a short answer says, by its name in an address. Undefined where there is none of that name. */
export function quickWords(name: string | null, language: LanguageCode): string | undefined {
  const answer = quickAnswers.find((each) => each === name);
  return answer && translator(language)(`quick.answer.${answer}`);
}

/** The language in which a conversation is answered: that of the last words of the family on this page; English where there are none. */
export function languageToAnswer({ members, messages }: Pick<Thread, 'members' | 'messages'>): LanguageCode {
  const staff = members.filter(({ isStaff }) => isStaff).map(({ id }) => id);
  return messages.findLast(({ authorId }) => !staff.includes(authorId))?.language ?? 'en';
}
