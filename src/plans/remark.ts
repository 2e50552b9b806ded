import { z } from 'zod';
import { PageLanguage } from '#language/written.ts';
import type { LanguageCode } from '#language/languages.ts';

/** What someone says of a part of the plan: that it is not right, what to add, or anything else. */
export const remarkKinds = ['not right', 'add', 'comment'] as const;
export type RemarkKind = (typeof remarkKinds)[number];

/** What the family said about a part of the plan, and what the key worker answered. */
export interface Remark {
  id: string;
  /** A section by name, or a goal by its `goalId`. */
  section: string | null;
  goalId: string | null;
  kind: RemarkKind;
  /** What is not right, as it stood there. */
  sentence: string | null;
  sentenceLanguage: LanguageCode | null;
  words: string;
  language: LanguageCode;
  writtenBy: string;
  writtenByName: string;
  writtenAt: Date;
  answer: 'changed' | 'kept' | null;
  answerWords: string | null;
  answerLanguage: LanguageCode | null;
  answeredByName: string | null;
  answeredAt: Date | null;
}

/** A part of the plan as a form names it: the slug of a section, or the id of a goal. */
export const Part = z.string().regex(/^[a-z0-9-]{3,60}$/, 'formWrong');

/** Something to say about the plan. `id` is the form's own; `line` says which sentence of `version` is not right, from 0. */
export const NewRemark = z
  .object({
    id: z.guid(),
    youngPerson: z.guid(),
    part: Part,
    version: z.guid().optional(),
    kind: z.enum(remarkKinds),
    line: z.coerce.number('chooseOne').int().min(0).max(200).optional(),
    words: z.string().trim().max(5000, 'messageLong').default(''),
    language: PageLanguage,
  })
  .superRefine(({ kind, line, words }, { addIssue }) => {
    if (kind === 'not right' && line === undefined) addIssue({ code: 'custom', path: ['line'], message: 'chooseOne' });
    if (kind !== 'not right' && !words) addIssue({ code: 'custom', path: ['words'], message: 'messageEmpty' });
  });
export type NewRemark = z.infer<typeof NewRemark>;

/** What the key worker answers: that it was changed, or why not. */
export const RemarkAnswer = z.object({
  id: z.guid(),
  youngPerson: z.guid(),
  answer: z.enum(['changed', 'kept'], 'chooseOne'),
  words: z.string().trim().min(1, 'messageEmpty').max(5000, 'messageLong'),
  language: PageLanguage,
});
export type RemarkAnswer = z.infer<typeof RemarkAnswer>;

/** What someone said about one part of the plan. */
export function remarksAbout<Of extends Pick<Remark, 'section' | 'goalId'>>(remarks: Of[], part: { section: string } | { goalId: string }): Of[] {
  return remarks.filter(({ section, goalId }) => ('section' in part ? section === part.section : goalId === part.goalId));
}
