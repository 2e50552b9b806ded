import { formAction } from '#access/form-action.ts';
import { dayOf } from '#language/dates.ts';
import { paths } from '#paths.ts';
import { NewAgreement } from '#plans/agreement.ts';
import { sayIfAgreed } from '#plans/agreements.ts';
import { FinishedStep, NewGoal } from '#plans/goal.ts';
import { finishStep, writeGoal } from '#plans/goals.ts';
import { writeSection } from '#plans/plans.ts';
import { NewRemark, RemarkAnswer } from '#plans/remark.ts';
import { answerRemark, makeRemark } from '#plans/remarks.ts';
import { NewSection } from '#plans/section.ts';
import { keeping } from './keeping.ts';

/** What the family says about the plan, and what the key worker writes in it. */
export const plans = {
  remark: formAction(NewRemark, keeping(makeRemark), ({ youngPerson, part }, { language }) => paths.planPart(language, youngPerson, part, 'said')),
  agree: formAction(NewAgreement, keeping(sayIfAgreed), ({ youngPerson, part }, { language }) => paths.planPart(language, youngPerson, part, 'kept')),
  finishStep: formAction(FinishedStep, keeping(finishStep), ({ youngPerson, goal }, { language }) => paths.planPart(language, youngPerson, goal, 'kept')),
  answer: formAction(RemarkAnswer, keeping(answerRemark), ({ youngPerson }) => paths.deskPlan(youngPerson, 'answered')),
  // Only to look at the words: nothing is kept, and the page shows what is hard in them.
  write: formAction(
    NewSection,
    keeping(async (db, form) => (form.only ? undefined : writeSection(db, form))),
    ({ youngPerson, only, headline, words, language, replaces = '' }) =>
      only ? { shown: { headline, words, language, replaces } } : paths.deskPlan(youngPerson, 'published'),
  ),
  writeGoal: formAction(
    NewGoal,
    keeping((db, form) => writeGoal(db, form, dayOf(new Date()))),
    ({ youngPerson }) => paths.deskPlan(youngPerson, 'published'),
  ),
};
