import type { Attempt } from './attempts.ts';
import { idOf, numberOf } from './circumstances.ts';
import { quote, when } from './giving.ts';
import type { Between, YoungPerson } from './model.ts';
import type { Rows } from './record-rows.ts';

/** Who asked for another time for the review of someone: up to 3 of those around them, themself among them; half wait for an answer. */
export function asksOf(about: YoungPerson): { id: string; by: string; isOpen: boolean }[] {
  const n = numberOf(about.id);
  return [...new Set(about.places.map(({ person }) => person))].slice(0, 3).map((by, i) => ({ id: idOf('5', n * 10 + i), by, isOpen: (n + i) % 2 === 0 }));
}

/** What was raised about the 2 recommendations of someone: on the first it waits for an answer, on the second it has one. */
export function chasesOf(about: YoungPerson): { id: string; of: string; by: string; isOpen: boolean }[] {
  const n = numberOf(about.id);
  const people = [...new Set(about.places.map(({ person }) => person))];
  return [0, 1].map((i) => ({ id: idOf('4', n * 2 + i), of: idOf('3', n * 2 + i), by: people[(n + i) % people.length]!, isOpen: i === 0 }));
}

/** Their rows in the database. */
export function leadingRowsOf(young: YoungPerson[], today: string, staff: string): Rows[] {
  const answered = (isOpen: boolean) => (isOpen ? {} : { answer: 'x', answered_by: staff, answered_at: `${today} 00:00` });
  const common = { words: 'x', language: 'en', answer_language: 'en', answer: null, answered_by: null, answered_at: null };
  return [
    [
      'recommendations',
      young.flatMap(({ id }, n) =>
        [0, 1].map((i) => ({
          id: idOf('3', n * 2 + i),
          review_id: idOf('2', n),
          young_person_id: id,
          words: 'x',
          who: 'x',
          shows: 'x',
          language: 'en',
          recorded_at: `${today} 00:00`,
          done_language: 'en',
        })),
      ),
    ],
    [
      'review_requests',
      young.flatMap((about, n) =>
        asksOf(about).map(({ id, by, isOpen }) => ({
          id,
          review_id: idOf('2', n),
          young_person_id: about.id,
          asked_by: by,
          asked_at: `${today} 00:00`,
          ...common,
          outcome: isOpen ? null : 'stays',
          ...answered(isOpen),
        })),
      ),
    ],
    [
      'recommendation_chases',
      young.flatMap((about) =>
        chasesOf(about).map(({ id, of, by, isOpen }) => ({
          id,
          recommendation_id: of,
          young_person_id: about.id,
          raised_by: by,
          raised_at: `${today} 00:00`,
          answer_due_on: today,
          ...common,
          ...answered(isOpen),
        })),
      ),
    ],
  ];
}

/** Of whom it is asked what was raised: the function is called for each by itself. */
export const askedWhatWasRaised = [1, 5];

/** What the rules let a viewer read of all that follows from reviews. */
export function expectLeading(tie: Between, about: YoungPerson, mayRead: boolean): Record<string, string[]> {
  const isTheirs = (by: string) => mayRead && (tie.works || (tie.someone && by === tie.me));
  return {
    recommendations: mayRead ? ['x', 'x'] : [],
    raised: mayRead && askedWhatWasRaised.includes(numberOf(about.id)) ? ['x', 'x'] : [],
    'review requests': asksOf(about).flatMap(({ id, by }) => (isTheirs(by) ? [id] : [])),
    'recommendation chases': chasesOf(about).flatMap(({ id, by }) => (isTheirs(by) || (mayRead && tie.isSelf) ? [id] : [])),
  };
}

/** Making and moving reviews, what should happen after, and asking and raising. */
export function leadingOf(tie: Between, about: YoungPerson): Attempt[] {
  const { me, works } = tie;
  const n = numberOf(about.id);
  const young = quote(about.id);
  const mine = quote(me);
  const other = quote(me === idOf('a', 2) ? idOf('a', 1) : idOf('a', 2));
  const [review, another] = [quote(idOf('2', n)), quote(idOf('2', n + 1))];
  const [first, second] = chasesOf(about);
  const mayAsk = tie.sees('reviews') && !works && !tie.looks;
  const asks = asksOf(about);
  const hasAsked = asks.some(({ by, isOpen }) => by === me && isOpen);
  const open = asks.find(({ isOpen }) => isOpen);
  const write = (of: string, by: string) => `insert into recommendations (review_id, young_person_id, words, recorded_by) values (${of}, ${young}, 'x', ${by})`;
  const ask = (of: string, by: string) =>
    `insert into review_requests (id, review_id, young_person_id, asked_by, words) values (uuidv7(), ${of}, ${young}, ${by}, 'x')`;
  const raise = (of: string, by: string, days: number) =>
    `insert into recommendation_chases (id, recommendation_id, young_person_id, raised_by, answer_due_on) values (uuidv7(), ${quote(of)}, ${young}, ${by}, today() + ${days})`;
  const attempts: Attempt[] = [
    { what: 'move a review', statement: `update reviews set minutes = 30 where young_person_id = ${young}`, expected: when(works) },
    {
      what: 'note the report of a review',
      statement: `update reviews set report_received_on = today() where young_person_id = ${young}`,
      expected: when(works),
    },
    {
      what: 'note the report of a review on a day to come',
      statement: `update reviews set report_received_on = today() + 1 where young_person_id = ${young}`,
      expected: 'no',
    },
    {
      what: 'say where a review is',
      statement: `insert into review_places (review_id, young_person_id, place) values (${review}, ${young}, 'x')`,
      expected: works ? 'there already' : 'no',
    },
    {
      what: 'say where a review is, of someone else',
      statement: `insert into review_places (review_id, young_person_id, place) values (${another}, ${young}, 'x')`,
      expected: 'no',
    },
    { what: 'say where a review moves', statement: `update review_places set link = null where young_person_id = ${young}`, expected: when(works) },
    {
      what: 'put someone on a review',
      statement: `insert into review_people (review_id, young_person_id, place, name, role) values (${review}, ${young}, 7, 'x', 'x')`,
      expected: when(works),
    },
    {
      what: 'put someone on a review of someone else',
      statement: `insert into review_people (review_id, young_person_id, place, name, role) values (${another}, ${young}, 7, 'x', 'x')`,
      expected: 'no',
    },
    { what: 'take someone off a review', statement: `delete from review_people where young_person_id = ${young}`, expected: when(works) },
    { what: 'write down what should happen', statement: write(review, mine), expected: when(works) },
    { what: 'write down what should happen for someone else', statement: write(another, mine), expected: 'no' },
    { what: 'write down what should happen, by nobody', statement: write(review, 'null'), expected: 'no' },
    { what: 'note what happened', statement: `update recommendations set done_by = ${mine} where id = ${quote(first!.of)}`, expected: when(works) },
    { what: 'note what happened, by nobody', statement: `update recommendations set done_words = 'x' where id = ${quote(second!.of)}`, expected: 'no' },
    { what: 'request another time', statement: ask(review, mine), expected: mayAsk && hasAsked ? 'there already' : when(mayAsk) },
    { what: 'request another time as someone else', statement: ask(review, other), expected: 'no' },
    { what: 'request another time for a review of someone else', statement: ask(another, mine), expected: 'no' },
    { what: 'raise what is raised', statement: raise(first!.of, mine, 7), expected: mayAsk ? 'there already' : 'no' },
    { what: 'raise what was answered', statement: raise(second!.of, mine, 7), expected: when(mayAsk) },
    { what: 'raise as someone else', statement: raise(second!.of, other, 7), expected: 'no' },
    { what: 'raise what is of someone else', statement: raise(idOf('3', n * 2 + 3), mine, 7), expected: 'no' },
    { what: 'raise with a day to come too late', statement: raise(second!.of, mine, 15), expected: 'no' },
    { what: 'raise with a day to come too soon', statement: raise(second!.of, mine, 4), expected: 'no' },
    {
      what: 'reply to what is raised',
      statement: `update recommendation_chases set answered_by = ${mine}, answer = 'x' where id = ${quote(first!.id)}`,
      expected: when(works),
    },
    { what: 'reply to what is raised, by nobody', statement: `update recommendation_chases set answer = 'x' where id = ${quote(first!.id)}`, expected: 'no' },
  ];
  // Making one tells everyone around: a few are enough.
  if ((n + numberOf(me)) % 4 === 0)
    attempts.push({
      what: 'make a review',
      statement: `insert into reviews (young_person_id, kind, starts_at, purpose) values (${young}, 'ctr', now(), 'x')`,
      expected: when(works),
    });
  if (open)
    attempts.push(
      {
        what: 'reply to a request',
        statement: `update review_requests set answered_by = ${mine}, answer = 'x', outcome = 'stays' where id = ${quote(open.id)}`,
        expected: when(works),
      },
      { what: 'reply to a request, by nobody', statement: `update review_requests set answer = 'x' where id = ${quote(open.id)}`, expected: 'no' },
    );
  return attempts;
}
