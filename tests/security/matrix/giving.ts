import type { Attempt } from './attempts.ts';
import { complete, idOf, type Circumstances } from './circumstances.ts';
import { familyRelations, openStages, type Between, type YoungPerson } from './model.ts';

/** A value as SQL writes it. Only ids and words of our own come here. */
export const quote = (value: string | null) => (value === null ? 'null' : `'${value}'`);
/** What comes of something allowed, and of something not. */
export const when = (isAllowed: boolean): 'done' | 'no' => (isAllowed ? 'done' : 'no');
/** Written once more, the same name changes nothing and says nothing. */
export const isMine = (me: string, ...names: (string | null)[]) => names.includes(me);

/** Giving and asking. */
export function givingOf(tie: Between, about: YoungPerson, probe: Circumstances['probes'][number], today: string): Attempt[] {
  const filled = complete(probe, about, today);
  const circle = about.places.filter(({ relation, to }) => familyRelations.includes(relation) && to === null);
  const person = probe.receiver === 'anyone' ? idOf('a', probe.anyone) : (circle[probe.anyone % circle.length]?.person ?? idOf('a', probe.anyone));
  const grant = { ...filled, person, category: probe.category };
  const isThere = about.grants.some((one) => one.person === person && one.category === grant.category && one.stage === grant.stage && !one.takenBackBy);
  const insert = (agreedBy: string | null, by: string) => {
    const values = [about.id, person, grant.category, grant.stage, grant.basis, agreedBy, tie.me].map(quote);
    return `insert into grants (young_person_id, person_id, category, stage, basis, agreed_by, ${by}) values (${values.join(', ')})`;
  };
  const outcome = (isAllowed: boolean) => (isAllowed && isThere ? 'there already' : when(isAllowed));
  const mayGive = (tie.decides(grant.stage) || (tie.works && tie.isFresh)) && tie.mayReceive(grant);
  const mayAsk = tie.answers && grant.basis === 'parental responsibility' && tie.mayReceive({ ...grant, agreedBy: tie.me });
  const asked = grant.basis === 'best interests' ? null : tie.me;
  const isMyAgreement = grant.agreedBy === tie.me;
  return [
    { what: 'give', statement: insert(grant.agreedBy, 'given_by'), expected: outcome(mayGive) },
    { what: 'ask', statement: insert(asked, 'asked_by'), expected: outcome(mayAsk) },
    { what: 'ask for someone else', statement: insert(grant.agreedBy, 'asked_by'), expected: outcome(mayAsk && isMyAgreement) },
    { what: 'ask and give at once', statement: insert(grant.agreedBy, 'given_by, asked_by').replace(/\)$/, `, ${quote(tie.me)})`), expected: 'no' },
    { what: 'ask for oneself and give at once', statement: insert(asked, 'given_by, asked_by').replace(/\)$/, `, ${quote(tie.me)})`), expected: 'no' },
  ];
}

/** Up to four grants that hold or were asked for: given where asked, taken back where there. */
export function grantsOf(tie: Between, about: YoungPerson): Attempt[] {
  const live = about.grants.filter(({ takenBackBy, givenBy }) => !takenBackBy && !isMine(tie.me, givenBy));
  const asked = live.filter(({ givenBy }) => !givenBy);
  const picked = [
    ...asked.filter(tie.mayReceive).slice(0, 2),
    ...asked.filter((grant) => !tie.mayReceive(grant)).slice(0, 1),
    ...live.filter(({ givenBy }) => givenBy).slice(0, 2),
  ];
  return picked.flatMap((grant): Attempt[] => {
    const set = (column: string) => `update grants set ${column} = ${quote(tie.me)} where id = '${grant.id}'`;
    const isTheirs = tie.decides(grant.stage) || (tie.answers && grant.stage === 'child' && grant.agreedBy === tie.me);
    return [
      { what: 'give what was asked', statement: set('given_by'), expected: when(tie.works && tie.isFresh && !grant.givenBy && tie.mayReceive(grant)) },
      { what: 'take back', statement: set('taken_back_by'), expected: when(tie.works || isTheirs) },
    ];
  });
}

/** Decisions, made, confirmed and ended. */
export function decidingOf(tie: Between, about: YoungPerson, today: string): Attempt[] {
  const worksFresh = tie.works && tie.isFresh;
  const insert = (kind: string) =>
    `insert into decisions (young_person_id, kind, reasons, look_again_on, made_by) values (${quote(about.id)}, '${kind}', 'x', today() + 9, ${quote(tie.me)})`;
  const stages = openStages(about, today);
  const late = (kind: string): Attempt => ({ what: 'decide for a day that is here', statement: insert(kind).replace('+ 9', '+ 0'), expected: 'no' });
  return [
    late('gillick'),
    late('capacity'),
    { what: 'decide: Gillick', statement: insert('gillick'), expected: when(worksFresh && stages.includes('child')) },
    { what: 'decide: capacity', statement: insert('capacity'), expected: when(worksFresh && stages.some((stage) => stage !== 'child')) },
    ...about.decisions.slice(0, isMine(tie.me, idOf('a', 1), idOf('a', 2)) ? 0 : 1).flatMap((one): Attempt[] => [
      {
        what: 'confirm a decision',
        statement: `update decisions set confirmed_by = ${quote(tie.me)} where id = '${one.id}'`,
        expected: when(worksFresh && !one.isConfirmed && tie.me !== idOf('a', 0)),
      },
      {
        what: 'end a decision',
        statement: `update decisions set ended_by = ${quote(tie.me)} where id = '${one.id}'`,
        expected: when(worksFresh && !one.isEnded),
      },
    ]),
  ];
}
