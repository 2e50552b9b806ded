import type { Attempt } from './attempts.ts';
import { idOf, numberOf } from './circumstances.ts';
import { quote, when } from './giving.ts';
import type { Between, YoungPerson } from './model.ts';
import { goalAt, remarksOf, sectionAt } from './record-rows.ts';

/** What a viewer tries with the plan of a young person: to write it, to say something about it, to answer, to agree. */
export function planAttempts(tie: Between, about: YoungPerson): Attempt[] {
  const { me } = tie;
  const young = quote(about.id);
  const n = numberOf(about.id);
  const other = quote(me === idOf('a', 2) ? idOf('a', 1) : idOf('a', 2));
  const write = (who: string) =>
    `insert into plan_sections (id, young_person_id, section, headline, words, language, written_by) values (uuidv7(), ${young}, 'my strengths', '', 'x', 'en', ${who})`;
  const goal = (who: string) =>
    `insert into goals (id, young_person_id, goal_id, words, who_helps, by_day, language, written_by) values (uuidv7(), ${young}, uuidv7(), 'x', 'x', today(), 'en', ${who})`;
  const say = (section: string | null, who: string) =>
    `insert into plan_remarks (id, young_person_id, section, goal_id, kind, words, language, written_by) values (uuidv7(), ${young}, ${quote(section)}, ${section ? 'null' : 'uuidv7()'}, 'add', 'x', 'en', ${who})`;
  const agree = (column: string, version: string, who: string) =>
    `insert into plan_agreements (id, young_person_id, ${column}, agrees, said_by) values (uuidv7(), ${young}, ${quote(version)}, true, ${who})`;
  const answer = (remark: string | undefined) =>
    `update plan_remarks set answer = 'kept', answer_words = 'x', answer_language = 'en', answered_by = ${quote(me)} where id = ${quote(remark ?? null)}`;
  const be = (who: string) => `insert into visits (person_id, young_person_id, page) values (${who}, ${young}, 'first')`;
  const remarks = remarksOf(about.id, n);
  const [plan, hard, answered] = [remarks[0], remarks[1], remarks.at(-1)];
  const [voice, hardVoice] = [when(tie.hasVoice('plan')), when(tie.hasVoice('hard times'))];
  return [
    { what: 'write the plan', statement: write(quote(me)), expected: when(tie.works) },
    { what: 'write the plan as someone else', statement: write(other), expected: 'no' },
    { what: 'write a goal', statement: goal(quote(me)), expected: when(tie.works) },
    { what: 'write a goal as someone else', statement: goal(other), expected: 'no' },
    { what: 'say something about the plan', statement: say('matters to me', quote(me)), expected: voice },
    { what: 'say something about a goal', statement: say(null, quote(me)), expected: voice },
    { what: 'say something about hard times', statement: say('what helps', quote(me)), expected: hardVoice },
    { what: 'say something as someone else', statement: say('matters to me', other), expected: 'no' },
    { what: 'answer what was said', statement: answer(plan?.id), expected: when(tie.works) },
    { what: 'answer what was said of hard times', statement: answer(hard?.id), expected: when(tie.works) },
    { what: 'answer once more', statement: answer(answered?.id), expected: 'no' },
    { what: 'agree with the plan', statement: agree('section_id', sectionAt(n).id, quote(me)), expected: voice },
    {
      what: 'agree with how the plan was',
      statement: agree('section_id', sectionAt(n).before, quote(me)),
      expected: when(tie.hasVoice('plan') && tie.readsBefore),
    },
    {
      what: 'agree with how a goal was',
      statement: agree('goal_version', goalAt(n).before, quote(me)),
      expected: when(tie.hasVoice('plan') && tie.readsBefore),
    },
    { what: 'agree with hard times', statement: agree('section_id', sectionAt(n, 1).id, quote(me)), expected: hardVoice },
    { what: 'agree with a goal', statement: agree('goal_version', goalAt(n).id, quote(me)), expected: voice },
    { what: 'agree as someone else', statement: agree('section_id', sectionAt(n).id, other), expected: 'no' },
    { what: 'agree with a goal as someone else', statement: agree('goal_version', goalAt(n).id, other), expected: 'no' },
    { what: 'finish a step', statement: `select finish_step(${quote(goalAt(n).id)}, 0, uuidv7())`, expected: voice },
    { what: 'be on a page', statement: be(quote(me)), expected: when(tie.isIn) },
    { what: 'be on a page as someone else', statement: be(other), expected: 'no' },
  ];
}
