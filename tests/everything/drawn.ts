import * as fc from 'fast-check';
import type { Share } from '#circles/consent.ts';
import type { Message, Pass } from '#messages/message.ts';
import { categories } from '#people/category.ts';
import { idFrom } from '#everything/element.ts';
import type { Everything } from '#everything/everything.ts';
import { planSections } from '#plans/plan.ts';
import { remarkKinds } from '#plans/remark.ts';
import { colours } from '#ratings/rating.ts';
import { audiences, choicesFor, topics } from '#reviews/view.ts';

// Each row gets its own id at the end.
const id = fc.constant('');
const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom('', ' ', '"</script><b>&', 'میں گھر جانا چاہتا ہوں۔', '\u0000\u0001', '\uD83D', 'I like dogs 🐕\nand trains', '<div lang="en">'),
);
const day = fc.date({ min: new Date('2005-01-01'), max: new Date('2035-12-31'), noInvalidDate: true }).map((each) => each.toISOString().slice(0, 10));
const moment = fc.date({ min: new Date('2005-01-01'), max: new Date('2035-12-31'), noInvalidDate: true });
const perhaps = <T>(drawn: fc.Arbitrary<T>) => fc.option(drawn, { nil: undefined });
const language = fc.constantFrom('en' as const, 'cy' as const, 'pl' as const, 'ur' as const);
const few = <T>(drawn: fc.Arbitrary<T>) => fc.array(drawn, { maxLength: 3 });
const relation = fc.constantFrom('parent or carer', 'other family', 'advocate', 'key worker', 'cover', 'team lead', 'other professional');
const step = fc.record({ words, who: words, byDay: fc.option(day), doneOn: fc.option(day) });
const version = fc.constantFrom('section 0', 'section 1', 'goal 0', 'goal 1').map((each) => idFrom(each));
const part = fc.oneof(
  fc.record({ section: fc.constantFrom(...planSections), goalId: fc.constant(null) }),
  fc.record({ section: fc.constant(null), goalId: fc.constantFrom('goal 0', 'goal 1', 'gone').map((each) => idFrom(each)) }),
);
const view = fc.constantFrom(...topics).chain((topic) =>
  fc.record({
    topic: fc.constant(topic),
    choices: fc.subarray(choicesFor(topic)),
    words,
    language,
    audience: fc.constantFrom(...audiences),
    writtenAt: moment,
  }),
);
const reason = fc.record({ words: fc.option(words), answer: fc.option(words), answeredAt: fc.option(moment) });
const stage = fc.constantFrom('child' as const, 'sixteen' as const, 'eighteen' as const);

/** Any copy of everything, with odd words, people who know each other or do not, and parts that are not there. */
export const anyEverything: fc.Arbitrary<Everything> = fc
  .uniqueArray(fc.uuid(), { minLength: 4, maxLength: 4 })
  .chain((people) => {
    const person = fc.constantFrom(...people);
    const [child = ''] = people;
    const named = fc.record({ id: person.filter((each) => each !== child), name: words, relation });
    const member = fc.record({
      id: person,
      name: words,
      knownAs: words,
      isStaff: fc.boolean(),
      joinedAt: moment,
      leftAt: fc.option(moment),
      untilDay: fc.option(day),
      readsFrom: fc.option(moment),
    });
    const message = fc.record({
      id,
      authorId: person,
      authorName: words,
      words,
      language,
      pictures: fc.constant<string[]>([]),
      correctsId: fc.constant(null),
      correctsAt: fc.constant(null),
      sentAt: moment,
      arrivesAt: moment,
      isRaised: fc.boolean(),
      answerDueAt: fc.option(moment),
      reads: fc.constant<Message['reads']>([]),
    });
    return fc.record({
      youngPerson: fc.record({ id: fc.constant(child), name: words, knownAs: words, bornOn: perhaps(day) }),
      madeFor: fc.oneof(named, fc.record({ id: fc.constant(child), name: words, relation: fc.constant('young person' as const) })),
      madeAt: moment,
      sees: fc.subarray([...categories]),
      service: perhaps(fc.record({ name: words, host: words, phone: words })),
      sections: perhaps(few(fc.record({ id, section: fc.constantFrom(...planSections), headline: words, words, language, writtenAt: moment }))),
      goals: perhaps(
        few(
          fc.record({
            id,
            goalId: id,
            words,
            whoHelps: words,
            byDay: day,
            doneOn: fc.option(day),
            stoppedOn: fc.option(day),
            steps: few(step),
            language,
            writtenAt: moment,
          }),
        ),
      ),
      remarks: few(
        fc
          .record({
            id,
            kind: fc.constantFrom(...remarkKinds),
            sentence: fc.option(words),
            sentenceLanguage: fc.option(language),
            words,
            language,
            writtenBy: person,
            writtenByName: words,
            writtenAt: moment,
            answer: fc.option(fc.constantFrom('changed' as const, 'kept' as const)),
            answerWords: fc.option(words),
            answerLanguage: fc.option(language),
            answeredByName: fc.option(words),
            answeredAt: fc.option(moment),
          })
          .chain((remark) => part.map((about) => ({ ...remark, ...about }))),
      ),
      agreements: few(fc.record({ version, personId: person, name: words, isYoungPerson: fc.boolean(), agrees: fc.boolean(), saidAt: moment })),
      reviews: perhaps(
        few(
          fc.record({
            id,
            youngPersonId: fc.constant(child),
            kind: fc.constantFrom('cetr' as const, 'ctr' as const, 'laep' as const, 'plan review' as const, 'discharge meeting' as const),
            startsAt: moment,
            place: fc.option(words),
            link: fc.option(words),
            minutes: fc.integer({ min: 5, max: 600 }),
            purpose: words,
            language,
            people: few(fc.record({ name: words, role: words, why: words, language })),
            sequence: fc.nat(),
            calledOffAt: fc.option(moment),
            changedAt: moment,
            movedFrom: fc.option(moment),
            changeWords: fc.option(words),
            changeLanguage: language,
            reportReceivedOn: fc.option(day),
            recommendations: few(
              fc.record({
                id,
                reviewId: id,
                youngPersonId: fc.constant(child),
                words,
                who: words,
                byDay: fc.option(day),
                shows: words,
                language,
                doneAt: fc.option(moment),
                doneWords: fc.option(words),
                doneLanguage: language,
                raised: fc.option(fc.record({ answerDueOn: day, answeredAt: fc.option(moment) })),
                chases: few(
                  reason.chain((said) =>
                    fc
                      .record({
                        id,
                        raisedBy: person,
                        raisedByName: fc.option(words),
                        raisedAt: moment,
                        language,
                        answerDueOn: day,
                        answerLanguage: language,
                        leadToldAt: fc.option(moment),
                      })
                      .map((chase) => ({ ...chase, ...said })),
                  ),
                ),
              }),
            ),
            requests: few(
              fc.record({
                id,
                askedBy: person,
                askedByName: fc.option(words),
                askedAt: moment,
                words,
                language,
                outcome: fc.option(fc.constantFrom('moved' as const, 'stays' as const, 'called off' as const)),
                answer: fc.option(words),
                answerLanguage: language,
                answeredAt: fc.option(moment),
              }),
            ),
          }),
        ),
      ),
      voices: perhaps(fc.uniqueArray(fc.record({ id: person, name: fc.option(words), views: few(view) }), { maxLength: 3, selector: (voice) => voice.id })),
      keyWorker: perhaps(
        fc.record({
          id: person.filter((each) => each !== child),
          name: words,
          knownAs: words,
          portrait: fc.constant(null),
          phone: words,
          email: words,
          area: words,
          hours: few(fc.record({ weekday: fc.integer({ min: 1, max: 7 }), startsAt: fc.constant('09:00:00'), endsAt: fc.constant('17:00:00') })),
          away: fc.option(fc.record({ lastDay: day, coverName: words, coverPhone: words })),
        }),
      ),
      circle: few(
        fc.record({
          id: person.filter((each) => each !== child),
          name: words,
          relation,
          parentalResponsibility: fc.boolean(),
          fromDay: day,
          toDay: fc.option(day),
          shares: fc.constant<Share[]>([]),
        }),
      ),
      threads: perhaps(
        few(
          fc.record({
            id,
            youngPerson: fc.constant({ id: child, knownAs: '' }),
            members: few(member),
            readers: fc.constant<string[]>([]),
            passes: fc.constant<Pass[]>([]),
            messages: few(message),
          }),
        ),
      ),
      grants: few(
        fc.record({
          id,
          person: named,
          category: fc.constantFrom(...categories),
          stage,
          basis: fc.constantFrom('parental responsibility' as const, 'young person' as const, 'best interests' as const),
          agreedBy: fc.option(person),
          givenAt: fc.option(moment),
          takenBackAt: fc.option(moment),
          state: fc.constantFrom('open' as const, 'asked' as const, 'closed' as const),
        }),
      ),
      ratings: perhaps(few(fc.record({ id, rating: fc.constantFrom(...colours), why: words, language, since: day, setAt: moment }))),
      stay: perhaps(
        fc.record({
          id: fc.constant(idFrom('stay')),
          hospital: words,
          ward: words,
          contactName: words,
          contactPhone: words,
          visiting: words,
          advocateName: words,
          advocatePhone: words,
          isDetained: fc.option(fc.boolean()),
          admittedOn: fc.option(day),
          leavesOn: fc.option(day),
          aftercare: words,
          language,
          changes: fc.nat(),
          visits: few(fc.record({ id, who: words, dueOn: day, doneOn: fc.option(day) })),
          steps: few(fc.record({ id, words, language, who: words, byDay: fc.option(day), doneAt: fc.option(moment) })),
        }),
      ),
      documents: perhaps(few(fc.record({ id, title: words, words, datedOn: day }))),
    });
  })
  .map(withIds);

// Rows of a real record never share an id.
function withIds(everything: Everything): Everything {
  const each = <T extends { id: string }>(kind: string, rows: T[] | undefined) => rows?.map((row, index) => ({ ...row, id: idFrom(`${kind} ${index}`) }));
  const { sections, goals, reviews, documents, threads, grants, ratings } = everything;
  return {
    ...everything,
    sections: each('section', sections),
    goals: each('goal', goals)?.map((goal) => ({ ...goal, goalId: goal.id })),
    reviews: each('review', reviews)?.map((review) => ({ ...review, requests: each(`request ${review.id}`, review.requests) ?? [] })),
    ratings: each('rating', ratings),
    documents: each('document', documents),
    grants: each('grant', grants) ?? [],
    threads: threads?.map((thread, index) => ({ ...thread, messages: each(`message ${index}`, thread.messages) ?? [] })),
  };
}
