import type { Annotation, CarePlan, Goal as FhirGoal } from '@medplum/fhirtypes';
import { lastWords } from '#plans/agreement.ts';
import { isOpen, type Goal } from '#plans/goal.ts';
import { sentencesOf, type PlanSection } from '#plans/plan.ts';
import type { Remark } from '#plans/remark.ts';
import { activityOf, idFrom, inLanguage, narrative, noteOf, refer, written, type Making } from './element.ts';
import { partOf, stepsTo, type Everything } from './everything.ts';

/**
 * The support plan: its sections as notes, in the young person's own words, with who agrees and what people said, and the
 * steps to the goals as activities.
 */
export function planOf(everything: Everything, making: Making): (CarePlan | FhirGoal)[] {
  const { sections = [], goals = [], remarks, circle, youngPerson } = everything;
  const { t, language: page, patient } = making;
  const said = remarks.filter(({ goalId }) => goals.every((goal) => goal.goalId !== goalId));
  if (sections.length === 0 && goals.length === 0 && said.length === 0) return [];
  const title = ({ section }: PlanSection) => t(`plan.section.${section}`);
  const plan: CarePlan = {
    resourceType: 'CarePlan',
    id: idFrom('plan', youngPerson.id),
    text:
      sections.length > 0
        ? narrative(
            page,
            sections.flatMap((section) => [{ words: title(section) }, ...sentencesOf(section).map((words) => ({ words, language: section.language }))]),
          )
        : undefined,
    status: 'active',
    intent: 'plan',
    subject: patient,
    created: sections
      .map(({ writtenAt }) => writtenAt.toISOString())
      .toSorted()
      .at(-1),
    careTeam: circle.length > 0 ? [refer('CareTeam', idFrom('team', youngPerson.id))] : undefined,
    goal: goals.map(({ goalId }) => refer('Goal', goalId)),
    activity: goals.flatMap((goal) => stepsTo(goal).map((step) => activityOf(step, making, { goal: refer('Goal', goal.goalId) }))),
    note: [
      ...sections.flatMap((section) => [sectionNote(section, title(section)), ...agreementsOf(section, title(section), everything, making)]),
      ...said.flatMap((remark) => remarkNotes(remark, everything, making)),
    ],
  };
  return [plan, ...goals.map((goal) => goalOf(goal, everything, making))];
}

function sectionNote(section: PlanSection, title: string): Annotation {
  const text = written([`${title}\n`, ...sentencesOf(section)].join('\n'));
  return inLanguage({ text, time: section.writtenAt.toISOString() }, 'text', section.language);
}

function goalOf(goal: Goal, everything: Everything, making: Making): FhirGoal {
  const { id, goalId, words, whoHelps, byDay, doneOn, stoppedOn, language, writtenAt } = goal;
  const { t, patient } = making;
  return {
    resourceType: 'Goal',
    id: goalId,
    meta: { versionId: id, lastUpdated: writtenAt.toISOString() },
    lifecycleStatus: isOpen(goal) ? 'active' : doneOn ? 'completed' : 'cancelled',
    achievementStatus: doneOn ? { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/goal-achievement', code: 'achieved' }] } : undefined,
    description: inLanguage({ text: written(words) }, 'text', language),
    subject: patient,
    statusDate: doneOn ?? stoppedOn ?? undefined,
    target: [{ dueDate: byDay }],
    expressedBy: patient,
    note: [
      ...(whoHelps.trim() ? [{ text: t('plan.helps', { name: whoHelps }) }] : []),
      ...agreementsOf(goal, words, everything, making),
      ...everything.remarks.filter((remark) => remark.goalId === goalId).flatMap((remark) => remarkNotes(remark, everything, making)),
    ],
  };
}

// Who agrees with a part as it stands, or does not.
function agreementsOf({ id }: { id: string }, part: string, { agreements }: Everything, { t, people }: Making): Annotation[] {
  return lastWords(agreements, id).map(({ personId, name, agrees, saidAt }) =>
    noteOf(people, { id: personId, name }, saidAt, { words: `${t('plan.about', { part })}\n${t(agrees ? 'plan.agree.yes' : 'plan.agree.no')}` }),
  );
}

// What someone said of a part, and the answer.
function remarkNotes(remark: Remark, everything: Everything, { t, people }: Making): Annotation[] {
  const { sentence, words, language, writtenBy, writtenByName, writtenAt, answer, answerWords, answerLanguage, answeredByName, answeredAt } = remark;
  const about = t('plan.about', { part: partOf(remark, everything, t) });
  const said = [about, ...(sentence ? [`${t('plan.notRight')}: ${sentence}`] : []), words].filter(Boolean).join('\n');
  const name = answeredByName ?? '';
  return [
    noteOf(people, { id: writtenBy, name: writtenByName }, writtenAt, { words: said, language }),
    ...(answer && answerWords
      ? [
          noteOf(people, { id: '', name }, answeredAt, {
            words: `${about}\n${t(`plan.answer.${answer}`, { name })}\n${answerWords}`,
            language: answerLanguage ?? undefined,
          }),
        ]
      : []),
  ];
}
