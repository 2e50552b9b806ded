import { describe, expect, test } from 'vitest';
import { promiseAt, type Colleague } from '#messages/promised.ts';

const weekdays = (...days: number[]) => days.map((weekday) => ({ weekday, startsAt: '09:00:00', endsAt: '17:00:00' }));
const colleague = (id: string, relation: Colleague['relation'], more: Partial<Colleague> = {}): Colleague => ({
  id,
  name: id,
  knownAs: id,
  portrait: null,
  relation,
  hours: weekdays(1, 2, 3, 4, 5),
  away: [],
  ...more,
});
/** Monday 4 May 2026 was a bank holiday; this is Tuesday 12 May at 11pm in London. */
const night = new Date('2026-05-12T22:00:00Z');
const promised = (colleagues: Colleague[], members = ['priya']) => {
  const promise = promiseAt(night, colleagues, members);
  return promise && [promise.who.id, promise.by.toISOString().slice(0, 10), promise.away?.lastDay, promise.next.map(({ id }) => id)];
};
const gwen = colleague('gwen', 'team lead');

describe('who answers, and by when', () => {
  test('the key worker, by the end of their next working day; else the team lead', () => {
    expect(promised([colleague('priya', 'key worker'), gwen])).toEqual(['priya', '2026-05-13', undefined, ['gwen']]);
  });

  test('a key worker who works two days a week still answers: few days are no leave', () => {
    expect(promised([colleague('priya', 'key worker', { hours: weekdays(1, 2) }), gwen])).toEqual(['priya', '2026-05-18', undefined, ['gwen']]);
  });

  test('on the eve of leave, who is there tomorrow answers, and the family knows until when the key worker is away', () => {
    const priya = colleague('priya', 'key worker', { away: [{ firstDay: '2026-05-13', lastDay: '2026-06-03' }] });
    expect(promised([priya, gwen])).toEqual(['gwen', '2026-05-13', '2026-06-03', []]);
  });

  test('on the last day of leave, the key worker answers tomorrow', () => {
    const priya = colleague('priya', 'key worker', { away: [{ firstDay: '2026-05-01', lastDay: '2026-05-12' }] });
    expect(promised([priya, gwen])).toEqual(['priya', '2026-05-13', undefined, ['gwen']]);
  });

  test('who covers comes before the team lead', () => {
    const priya = colleague('priya', 'key worker', { away: [{ firstDay: '2026-05-11', lastDay: '2026-05-22' }] });
    expect(promised([priya, colleague('tom', 'cover'), gwen])).toEqual(['tom', '2026-05-13', '2026-05-22', ['gwen']]);
  });

  test('where all are away, who is back first', () => {
    const priya = colleague('priya', 'key worker', { away: [{ firstDay: '2026-05-11', lastDay: '2026-05-22' }] });
    const lead = { ...gwen, away: [{ firstDay: '2026-05-11', lastDay: '2026-05-14' }] };
    expect(promised([priya, lead])).toEqual(['gwen', '2026-05-15', '2026-05-22', []]);
  });

  test('nobody, where nobody is back within 60 days, or nobody works there', () => {
    expect(promised([colleague('priya', 'key worker', { away: [{ firstDay: '2026-05-01', lastDay: '2027-04-30' }] })])).toBeUndefined();
    expect(promised([], [])).toBeUndefined();
  });

  test('where nobody wrote hours down, Monday to Friday count', () => {
    expect(promised([colleague('priya', 'key worker', { hours: [] })])).toEqual(['priya', '2026-05-13', undefined, []]);
  });
});
