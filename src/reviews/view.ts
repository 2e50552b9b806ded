import { z } from 'zod';
import { languageWritten, PageLanguage, type Written } from '#language/written.ts';
import { cetrQuestionNames, choicesOf, questionNames, type CetrQuestion, type Question } from '#questions/question.ts';

/** What someone says something about before a review: the 4 questions of a C(E)TR, then those about the meeting. */
export const topics = [...cetrQuestionNames, ...questionNames] as const;
export type Topic = CetrQuestion | Question;

/** Who may read an answer: a ladder, each step with those before it. The database decides what each means. */
export const audiences = ['me', 'key worker', 'meeting', 'carers'] as const;
export type Audience = (typeof audiences)[number];

/** A choice that each question has. */
export const unsure = 'unsure';

/** What someone says about one topic: in words, by pictures that they chose, or both. */
export interface View extends Written {
  topic: Topic;
  choices: string[];
  audience: Audience;
  /** Since when it stands so. It is the version of an answer too. */
  writtenAt: Date;
}

/** What one person says. */
export interface Voice {
  id: string;
  /** None where the reader may not know them. */
  name: string | null;
  views: View[];
}

/** Someone who reads what a young person says, from one step of the ladder on. */
export interface ViewReader {
  name: string;
  audience: Audience;
}

/** The field of a choice. */
export const choiceField = (choice: string) => `choice-${choice}`;

const everyChoice = [...new Set(topics.flatMap(choicesOf)), unsure];
const Moment = z.union([z.literal(''), z.iso.datetime()]).catch('');

/**
 * One answer on its way. `from` is the moment of the answer that the form showed, empty where there was none: what was changed
 * since is not written over. `go` is where someone goes on.
 */
export const NewView = z
  .object({
    youngPerson: z.guid(),
    topic: z.enum(topics),
    words: z
      .string()
      .trim()
      .refine((words) => [...words].length <= 5000, 'messageLong')
      .default(''),
    audience: z.enum(audiences, 'chooseOne'),
    from: Moment,
    language: PageLanguage,
    go: z.enum(['on', 'before']).catch('on'),
    ...Object.fromEntries(everyChoice.map((choice) => [choiceField(choice), z.literal('on').optional()])),
  })
  .transform(({ youngPerson, topic, words, audience, from, language, go, ...ticked }) => ({
    youngPerson,
    topic,
    words,
    audience,
    from,
    page: language,
    go,
    choices: choicesFor(topic).filter((choice) => choiceField(choice) in ticked),
    language: languageWritten(words, language),
  }));
export type NewView = z.infer<typeof NewView>;

/** An answer that someone takes away, as they saw it. */
export const TakenView = z.object({
  youngPerson: z.guid(),
  topic: z.enum(topics),
  from: Moment,
  language: PageLanguage,
});
export type TakenView = z.infer<typeof TakenView>;

/** The choices of a topic, "I don't know" last. */
export function choicesFor(topic: Topic): string[] {
  return [...choicesOf(topic), unsure];
}

/** Who may read it, of those whom the author may choose: a carer's words are never for other carers, nor for the young person. */
export function audiencesFor(isOwn: boolean): readonly Audience[] {
  return isOwn ? audiences : audiences.slice(1, 3);
}

/** True where an answer says something. */
export function saysSomething({ words, choices }: Pick<View, 'words' | 'choices'>): boolean {
  return words !== '' || choices.length > 0;
}

/** True where two answers say the same to the same people. */
export function isSame(one: Pick<View, 'words' | 'choices' | 'audience'>, other: Pick<View, 'words' | 'choices' | 'audience'>): boolean {
  return one.words === other.words && one.audience === other.audience && one.choices.join() === other.choices.join();
}

/** The moment of an answer, for a form that starts from it; empty where there is none yet. */
export function momentOf(view: View | undefined): string {
  return view?.writtenAt.toISOString() ?? '';
}

/** The names of those who read an answer that is for `audience`, and whether a carer is among them. */
export function readersOf(readers: ViewReader[], audience: Audience): { names: string[]; hasCarers: boolean } {
  const step = audiences.indexOf(audience);
  const reads = readers.filter((reader) => audiences.indexOf(reader.audience) <= step);
  return { names: reads.map(({ name }) => name), hasCarers: reads.some((reader) => reader.audience === 'carers') };
}

/** What is said for the meeting, in the order of the questions. */
export function forMeeting(views: View[]): View[] {
  return views.filter(({ audience }) => audience === 'meeting' || audience === 'carers');
}

/** The part where someone is from whose answer they go: the next one, the one before, or 0 for all of them. Parts count from 1. */
export function partAfter(topic: Topic, go: 'on' | 'before'): number {
  const part = topics.indexOf(topic) + 1;
  return go === 'before' ? part - 1 : (part + 1) % (topics.length + 1);
}
