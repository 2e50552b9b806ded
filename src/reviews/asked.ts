import type { Translate } from '#language/translate.ts';
import { cetrQuestionNames, pictureFor, pictureOf, type CetrQuestion, type Question } from '#questions/question.ts';
import { forMeeting, unsure, type Audience, type Topic, type View } from './view.ts';

const isCetr = (topic: Topic): topic is CetrQuestion => (cetrQuestionNames as Topic[]).includes(topic);

/** A question in words: to the young person, or about them, by name. */
export function askedOf(topic: Topic, t: Translate, { name, isOwn }: { name: string; isOwn: boolean }): string {
  if (!isOwn) return t(`views.question.${topic}`, { name });
  return isCetr(topic) ? t(`views.question.${topic}`, { context: 'self' }) : t(`cetr.question.${topic as Question}`);
}

/** A choice in words, as the one who chose it says it, with its picture. */
export function choiceIn(topic: Topic, choice: string, t: Translate): { picture: string; words: string } {
  const key = choice === unsure || isCetr(topic) ? `views.choice.${choice}` : `cetr.choice.${topic}.${choice}`;
  return { picture: choice === unsure ? 'question' : pictureOf(topic, choice), words: t(key as 'views.choice.yes') };
}

/** Who may read an answer, as its author says it: the young person, or a carer, who has fewer to choose from. */
export function audienceIn(audience: Audience, isOwn: boolean, t: Translate): string {
  return isOwn ? t(`views.audience.${audience}`) : t(`views.audience.${audience as 'meeting'}`, { context: 'beside' });
}

/** A question, and what someone chose and wrote, each beside a picture. */
export interface SaidPart {
  heading: string;
  answers: { picture: string; words: string; language?: string }[];
}

/** What someone says for the meeting, question by question, for the screen and for paper. `name` is the young person's. */
export function meetingSheet(views: View[], t: Translate, name: string): SaidPart[] {
  return forMeeting(views).map(({ topic, words, choices, language }) => ({
    heading: askedOf(topic, t, { name, isOwn: false }),
    answers: [...choices.map((choice) => choiceIn(topic, choice, t)), ...(words ? [{ picture: pictureFor(topic), words, language }] : [])],
  }));
}
