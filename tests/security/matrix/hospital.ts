import type { Attempt } from './attempts.ts';
import { idOf, numberOf } from './circumstances.ts';
import { quote, when } from './giving.ts';
import type { Between, YoungPerson } from './model.ts';

/**
 * What one viewer tries with a young person's stay in hospital, its visits and steps, and their rating. Whoever works for
 * them may, as themself. Every other stay is over, and every other visit and step was taken out: these stay as they are.
 */
export function hospitalOf(tie: Between, about: YoungPerson, other: string): Attempt[] {
  const n = numberOf(about.id);
  const [me, young, it] = [quote(tie.me), quote(about.id), quote(idOf('1', n))];
  const isOpen = n % 2 === 0;
  const stay = (by: string) => `insert into hospital_stays (young_person_id, ward, set_by) values (${young}, 'x', ${by})`;
  const visit = (by: string) => `insert into hospital_visits (young_person_id, stay_id, who, due_on, set_by) values (${young}, ${it}, 'x', today(), ${by})`;
  const step = (by: string) => `insert into discharge_steps (young_person_id, stay_id, words, set_by) values (${young}, ${it}, 'x', ${by})`;
  const rating = (by: string) => `insert into ratings (young_person_id, rating, why, set_by) values (${young}, 'red', 'x', ${by})`;
  const change = (table: string, set: string) => `update ${table} set ${set} where id = ${it}`;
  const mayChange = when(tie.works && isOpen);
  return [
    { what: 'write a stay down', statement: stay(me), expected: tie.works && isOpen ? 'there already' : when(tie.works) },
    { what: 'write a stay down as nobody', statement: stay('null'), expected: 'no' },
    { what: 'write a stay down as someone else', statement: stay(other), expected: 'no' },
    { what: 'change a stay', statement: change('hospital_stays', `ward = 'y'`), expected: mayChange },
    { what: 'end a stay', statement: change('hospital_stays', 'left_on = today()'), expected: mayChange },
    { what: 'write a visit down', statement: visit(me), expected: when(tie.works) },
    { what: 'write a visit down as nobody', statement: visit('null'), expected: 'no' },
    { what: 'note a visit', statement: change('hospital_visits', `done_on = today(), done_by = ${me}`), expected: mayChange },
    { what: 'note a visit as someone else', statement: change('hospital_visits', `done_on = today(), done_by = ${other}`), expected: 'no' },
    { what: 'take out a visit', statement: change('hospital_visits', `taken_out_by = ${me}`), expected: mayChange },
    { what: 'take out a visit as someone else', statement: change('hospital_visits', `taken_out_by = ${other}`), expected: 'no' },
    { what: 'write a step home down', statement: step(me), expected: when(tie.works) },
    { what: 'write a step home down as nobody', statement: step('null'), expected: 'no' },
    { what: 'note a step home', statement: change('discharge_steps', `done_by = ${me}`), expected: mayChange },
    { what: 'note a step home as someone else', statement: change('discharge_steps', `done_by = ${other}`), expected: 'no' },
    { what: 'change the rating', statement: rating(me), expected: when(tie.works) },
    { what: 'change the rating as nobody', statement: rating('null'), expected: 'no' },
    {
      what: 'have the rating on the first page',
      statement: `update young_people set shows_rating = true where person_id = ${young}`,
      expected: when(tie.isSelf),
    },
  ];
}
