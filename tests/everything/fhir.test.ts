import type {
  Annotation,
  Appointment,
  AppointmentResponse,
  Bundle,
  CarePlan,
  Consent,
  Goal,
  Observation,
  Patient,
  QuestionnaireResponse,
  Resource,
} from '@medplum/fhirtypes';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Everything } from '#everything/everything.ts';
import { toBundle } from '#everything/fhir.ts';
import { languages } from '#language/languages.ts';
import { translator } from '#language/translate.ts';
import type { Remark } from '#plans/remark.ts';
import type { Chase } from '#reviews/recommendation.ts';
import type { Request } from '#reviews/request.ts';
import { faultsIn, looseEnds } from '#tests/support/fhir.ts';
import { anyEverything } from './drawn.ts';

const id = (last: number) => `00000000-0000-7000-8000-${String(last).padStart(12, '0')}`;
const amir = { id: id(1), name: 'Amir Khan', knownAs: 'Amir', bornOn: '2010-02-14' };
const may = (day: number) => new Date(Date.UTC(2026, 4, day, 10));
const request: Request = {
  id: id(19),
  askedBy: amir.id,
  askedByName: 'Amir Khan',
  askedAt: may(1),
  words: 'Not on a Friday.',
  language: 'en',
  outcome: 'stays',
  answer: 'There is no other day.',
  answerLanguage: 'en',
  answeredAt: may(2),
};
const chase: Chase = {
  id: id(18),
  raisedBy: amir.id,
  raisedByName: 'Amir Khan',
  raisedAt: new Date('2026-04-28'),
  words: 'Nobody came.',
  language: 'en',
  answerDueOn: '2026-05-01',
  answer: 'Ruth comes on Friday.',
  answerLanguage: 'en',
  answeredAt: may(1),
  leadToldAt: null,
};
const whole: Everything = {
  youngPerson: amir,
  madeFor: { id: amir.id, name: amir.name, relation: 'young person' },
  madeAt: new Date('2026-05-04T10:00:00Z'),
  sees: ['plan', 'reviews', 'messages', 'rating'],
  service: { name: 'Herefordshire and Worcestershire', host: 'A health trust', phone: '01632 960123' },
  sections: [
    { id: id(12), section: 'matters to me', headline: 'Home & friends', words: 'I pray.\nمیں گھر جانا چاہتا ہوں۔', language: 'ur', writtenAt: may(1) },
    { id: id(13), section: 'signs red', headline: '', words: 'I shout.', language: 'en', writtenAt: may(2) },
  ],
  goals: [
    {
      id: id(14),
      goalId: id(2),
      words: 'I want to be home.',
      whoHelps: 'Tom',
      byDay: '2026-08-01',
      doneOn: null,
      stoppedOn: null,
      language: 'en',
      writtenAt: may(1),
      steps: [{ words: 'Tom asks the ward.', who: 'Tom', byDay: '2026-06-01', doneOn: '2026-05-02' }],
    },
  ],
  remarks: [
    remark(15, {
      section: 'matters to me',
      words: 'Cricket matters too.',
      writtenBy: id(5),
      writtenByName: 'Nadia Khan',
      answer: 'changed',
      answerWords: 'It says so now.',
      answeredByName: 'Tom Okafor',
    }),
    remark(16, { goalId: id(2), sentence: 'Tom asks the ward.', words: 'He asked.', writtenBy: amir.id, writtenByName: 'Amir Khan' }),
  ],
  agreements: [
    { version: id(12), personId: amir.id, name: 'Amir Khan', isYoungPerson: true, agrees: true, saidAt: may(2) },
    { version: id(14), personId: id(5), name: 'Nadia Khan', isYoungPerson: false, agrees: false, saidAt: may(3) },
    { version: id(99), personId: id(5), name: 'Nadia Khan', isYoungPerson: false, agrees: true, saidAt: may(1) },
  ],
  reviews: [
    {
      id: id(3),
      youngPersonId: amir.id,
      kind: 'cetr',
      startsAt: new Date('2026-04-01T10:00:00Z'),
      minutes: 90,
      place: 'Willow ward',
      link: 'https://example.org/call',
      purpose: 'We ask what care is right now.',
      language: 'en',
      sequence: 1,
      calledOffAt: null,
      changedAt: new Date('2026-04-02T09:00:00Z'),
      movedFrom: new Date('2026-03-30T10:00:00Z'),
      changeWords: 'The room was full.',
      changeLanguage: 'en',
      reportReceivedOn: null,
      people: [
        { name: 'Amir Khan', role: 'young person', why: '', language: 'en' },
        { name: 'Dana Price', role: 'leader of the meeting', why: 'Dana asks the questions.', language: 'en' },
      ],
      recommendations: [
        {
          id: id(17),
          reviewId: id(3),
          youngPersonId: amir.id,
          words: 'Amir gets an advocate.',
          who: 'Tom',
          byDay: '2026-05-01',
          shows: 'Amir met them.',
          language: 'en',
          doneAt: may(2),
          doneWords: 'Ruth came.',
          doneLanguage: 'en',
          raised: { answerDueOn: '2026-05-01', answeredAt: may(1) },
          chases: [chase],
        },
      ],
      requests: [request],
    },
  ],
  voices: [
    {
      id: amir.id,
      name: 'Amir Khan',
      views: [
        {
          topic: 'safe',
          choices: ['yes', 'unsure'],
          words: 'I feel safe with Tom.',
          language: 'en',
          audience: 'carers',
          writtenAt: new Date('2026-03-01T10:00:00Z'),
        },
        { topic: 'who', choices: [], words: 'I want Ruth there.', language: 'en', audience: 'me', writtenAt: new Date('2026-03-02T10:00:00Z') },
      ],
    },
  ],
  keyWorker: {
    id: id(4),
    name: 'Tom Okafor',
    knownAs: 'Tom',
    portrait: null,
    phone: '07700 900134',
    email: 'tom@example.org',
    area: 'x',
    hours: [{ weekday: 1, startsAt: '09:00:00', endsAt: '17:00:00' }],
    away: null,
  },
  circle: [
    { id: id(4), name: 'Tom Okafor', relation: 'key worker', parentalResponsibility: false, fromDay: '2025-01-01', toDay: null, shares: [] },
    { id: id(5), name: 'Nadia Khan', relation: 'parent or carer', parentalResponsibility: true, fromDay: '2025-01-01', toDay: null, shares: [] },
  ],
  threads: [
    {
      id: id(6),
      youngPerson: { id: amir.id, knownAs: 'Amir' },
      readers: [],
      passes: [],
      members: [
        { id: amir.id, name: 'Amir Khan', knownAs: 'Amir', isStaff: false, joinedAt: new Date('2025-01-01'), leftAt: null, untilDay: null, readsFrom: null },
        { id: id(4), name: 'Tom Okafor', knownAs: 'Tom', isStaff: true, joinedAt: new Date('2025-01-01'), leftAt: null, untilDay: null, readsFrom: null },
      ],
      messages: [
        {
          id: id(7),
          authorId: amir.id,
          authorName: 'Amir Khan',
          words: 'When can I go home? "</script>" 🐕',
          language: 'en',
          pictures: [],
          correctsId: null,
          correctsAt: null,
          sentAt: new Date('2026-05-01'),
          arrivesAt: new Date('2026-05-01'),
          isRaised: false,
          answerDueAt: null,
          reads: [],
        },
      ],
    },
  ],
  grants: [grant(8, 'plan', 'open'), grant(9, 'rating', 'closed', new Date('2026-04-01')), grant(10, 'reviews', 'asked')],
  ratings: [
    { id: id(20), rating: 'blue', why: 'Amir is on the ward.', language: 'en', since: '2026-04-01', setAt: new Date('2026-04-01T09:00:00Z') },
    { id: id(21), rating: 'red', why: 'It gets hard.', language: 'en', since: '2026-03-01', setAt: new Date('2026-03-01T09:00:00Z') },
  ],
  stay: {
    id: id(22),
    hospital: 'Oakfield Hospital',
    ward: 'Willow ward',
    contactName: 'Sister Joan',
    contactPhone: '01632 960200',
    visiting: 'Every day from 2pm.',
    advocateName: 'Ruth Adeyemi',
    advocatePhone: '07700 900178',
    isDetained: true,
    admittedOn: '2026-04-01',
    leavesOn: '2026-07-01',
    aftercare: 'A nurse comes home.',
    language: 'en',
    changes: 0,
    visits: [{ id: id(23), who: 'Tom Okafor', dueOn: '2026-05-20', doneOn: null }],
    steps: [{ id: id(24), words: 'A weekend at home.', language: 'en', who: 'Amir', byDay: '2026-05-10', doneAt: may(3) }],
  },
  documents: [{ id: id(11), title: 'Report', words: 'They plan the way home.', datedOn: '2026-04-02' }],
};

function remark(last: number, said: Partial<Remark>): Remark {
  const nothing = {
    section: null,
    goalId: null,
    sentence: null,
    sentenceLanguage: null,
    answer: null,
    answerWords: null,
    answerLanguage: null,
    answeredByName: null,
    answeredAt: null,
  };
  return { id: id(last), kind: 'comment', words: '', language: 'en', writtenBy: '', writtenByName: '', writtenAt: may(2), ...nothing, ...said };
}

function grant(last: number, category: 'plan' | 'rating' | 'reviews', state: 'open' | 'closed' | 'asked', takenBackAt: Date | null = null) {
  const person = { id: id(5), name: 'Nadia Khan' };
  const givenAt = state === 'asked' ? null : new Date('2026-03-01');
  return { id: id(last), person, category, stage: 'sixteen' as const, basis: 'young person' as const, agreedBy: amir.id, givenAt, takenBackAt, state };
}

const bundle = (everything: Everything = whole) => toBundle(everything, 'en', translator('en'));
const ofType = <T extends Resource>(type: T['resourceType'], from: Bundle = bundle()) =>
  (from.entry ?? []).map(({ resource }) => resource).filter((each): each is T => each?.resourceType === type);

describe('what another service can read', () => {
  test('a whole record is valid FHIR R4, with each part that a service knows by name', () => {
    const made = bundle();
    expect(faultsIn(made)).toEqual([]);
    expect(looseEnds(made)).toEqual([]);
    const types = new Set((made.entry ?? []).map(({ resource }) => resource?.resourceType));
    const expected =
      'Composition Patient CarePlan Goal Appointment AppointmentResponse Location QuestionnaireResponse CareTeam Organization PractitionerRole Practitioner';
    for (const type of [...expected.split(' '), 'RelatedPerson', 'Communication', 'Consent', 'Observation', 'Encounter', 'DocumentReference'])
      expect(types).toContain(type);
  });

  test('any record at all is valid, and what it points at is in it', () => {
    fc.assert(
      fc.property(anyEverything, fc.constantFrom(...languages.map(({ code }) => code)), (everything, language) => {
        const made = toBundle(everything, language, translator(language));
        expect([...faultsIn(made), ...looseEnds(made)]).toEqual([]);
        // As it goes over the wire, and back.
        expect(JSON.parse(JSON.stringify(made))).toEqual(made);
      }),
      { numRuns: 60 },
    );
  });

  test('the same record gives the same ids, those of its rows', () => {
    expect(bundle()).toEqual(bundle());
    expect(ofType('Goal').map((goal) => goal.id)).toEqual([id(2)]);
    expect(ofType('Communication').map((message) => message.id)).toEqual([id(7)]);
  });

  test('only what is open now is an active consent, with whose decision it is, and until when', () => {
    const consents = ofType<Consent>('Consent');
    expect(consents.map(({ status }) => status)).toEqual(['active', 'inactive', 'proposed']);
    // Amir is 18 on 14 February 2028: what he chose at 16 ends on the day before.
    expect(consents[0]?.provision?.period).toEqual({ start: '2026-03-01', end: '2028-02-13' });
    expect(consents[1]?.provision?.period).toEqual({ start: '2026-03-01', end: '2026-04-01' });
    expect(consents[0]?.policyRule?.text).toBe('young person; sixteen');
    expect(consents[0]?.provision?.code?.[0]?.coding?.[0]?.code).toBe('plan');
    expect(consents[0]?.provision?.actor?.[0]?.reference).toMatchObject({ display: 'Nadia Khan', type: 'RelatedPerson' });
  });

  test('words stay as they were written, in the language they were written in', () => {
    const json = JSON.stringify(bundle());
    expect(json).toContain(JSON.stringify('When can I go home? "</script>" 🐕'));
    const [plan] = ofType<CarePlan>('CarePlan');
    expect(plan?.note?.[0]).toMatchObject({ _text: { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/language', valueCode: 'ur' }] } });
    expect(plan).toMatchObject({
      text: { status: 'generated', div: expect.stringContaining('<p lang="ur" dir="auto">میں گھر جانا چاہتا ہوں۔</p>') },
    });
    expect(plan).toMatchObject({ text: { div: expect.stringContaining('Home &amp; friends') } });
  });

  test('what people said about the plan, and who agrees, stands beside what it is about', () => {
    const [plan] = ofType<CarePlan>('CarePlan');
    const notes = (said: { note?: Annotation[] | undefined } | undefined) =>
      said?.note?.map(({ text, authorReference, authorString }) => [authorReference?.display ?? authorString, text]);
    expect(notes(plan)).toEqual([
      [undefined, 'What matters to me\n\nHome & friends\nI pray.\nمیں گھر جانا چاہتا ہوں۔'],
      ['Amir Khan', 'About: What matters to me\nI agree'],
      [undefined, 'Red: how you see that I need help now\n\nI shout.'],
      ['Nadia Khan', 'About: What matters to me\nCricket matters too.'],
      ['Tom Okafor', 'About: What matters to me\nTom Okafor changed it:\nIt says so now.'],
    ]);
    expect(notes(ofType<Goal>('Goal')[0])).toEqual([
      [undefined, 'Tom helps.'],
      ['Nadia Khan', 'About: I want to be home.\nI do not agree'],
      ['Amir Khan', 'About: I want to be home.\nThis is not right: Tom asks the ward.\nHe asked.'],
    ]);
    // Also about a part that has no words yet.
    const bare = bundle({ ...whole, sections: [], goals: [], agreements: [] });
    expect(JSON.stringify(ofType('CarePlan', bare))).toContain('Cricket matters too.');
    expect(faultsIn(bare)).toEqual([]);
  });

  test('a goal keeps its id in all its versions, and says where it stands', () => {
    const states = (goal: object) => ofType<Goal>('Goal', bundle({ ...whole, goals: (whole.goals ?? []).map((each) => ({ ...each, ...goal })) }));
    expect(states({})[0]).toMatchObject({ id: id(2), meta: { versionId: id(14) }, lifecycleStatus: 'active' });
    expect(states({ doneOn: '2026-05-01' })[0]).toMatchObject({ lifecycleStatus: 'completed', statusDate: '2026-05-01' });
    expect(states({ stoppedOn: '2026-05-02' })[0]).toMatchObject({ lifecycleStatus: 'cancelled', statusDate: '2026-05-02' });
  });

  test('a review has how long it is, why people come, what changed, and what came of what people agreed', () => {
    const [review] = ofType<Appointment>('Appointment');
    expect(review).toMatchObject({ status: 'fulfilled', minutesDuration: 90, end: '2026-04-01T11:30:00.000Z' });
    expect(review?.patientInstruction).toBe('This meeting changed.\nThe room was full.');
    expect(review?.participant?.[1]?.type?.map(({ text }) => text)).toEqual(['leader of the meeting', 'Dana asks the questions.']);
    const off = bundle({ ...whole, reviews: whole.reviews?.map((each) => ({ ...each, calledOffAt: may(1) })) });
    expect(ofType<Appointment>('Appointment', off)[0]).toMatchObject({ status: 'cancelled', cancelationReason: { text: 'The room was full.' } });
    expect(faultsIn(off)).toEqual([]);
    const agreed = ofType<CarePlan>('CarePlan').find(({ supportingInfo }) => supportingInfo);
    expect(agreed?.activity?.[0]?.detail?.description).toBe('Amir gets an advocate.\nHow we know that it happened: Amir met them.');
    expect(agreed?.activity?.[0]?.progress?.map(({ text }) => text)).toEqual([
      'Done on Saturday 2 May 2026.',
      'Ruth came.',
      'This has not happened\nNobody came.',
      'The answer: Ruth comes on Friday.',
    ]);
    expect(ofType<AppointmentResponse>('AppointmentResponse')[0]?.comment).toBe(
      'Not on a Friday.\nThe answer: the meeting stays at this time.\nThere is no other day.',
    );
  });

  test('what someone says for reviews has the pictures that they chose, and who may read it', () => {
    const said = ofType<QuestionnaireResponse>('QuestionnaireResponse');
    expect(said.map(({ author }) => author?.display)).toEqual(['Amir Khan']);
    const shown = said[0]?.item?.map(({ linkId, answer }) => [linkId, answer?.map(({ valueCoding, valueString }) => valueCoding?.display ?? valueString)]);
    expect(shown).toEqual([
      ['safe', ['Yes', 'I do not know', 'I feel safe with Tom.']],
      ['safe-for', ['My family and carers too']],
      ['who', ['I want Ruth there.']],
      ['who-for', ['Only me']],
    ]);
  });

  test('each colour says since when and why, and the stay has the ward, who helps and the way home', () => {
    expect(ofType<Observation>('Observation').map(({ effectiveDateTime, note }) => [effectiveDateTime, note?.[0]?.text])).toEqual([
      ['2026-04-01', 'Amir is on the ward.'],
      ['2026-03-01', 'It gets hard.'],
    ]);
    const stay = JSON.stringify([ofType('Encounter'), ofType('Location')]);
    for (const words of [
      'has to stay for now|have to stay for now',
      'Sister Joan',
      '01632 960200',
      'Every day from 2pm',
      'Ruth Adeyemi, 07700 900178',
      'Oakfield',
    ])
      expect(stay).toMatch(new RegExp(words));
    const home = ofType<CarePlan>('CarePlan').find(({ encounter }) => encounter);
    expect(home?.activity?.map(({ detail }) => [detail?.status, detail?.description])).toEqual([
      ['completed', 'A weekend at home.'],
      ['scheduled', 'Tom Okafor comes by Wednesday 20 May 2026.'],
    ]);
    expect(home?.note?.[0]?.text).toContain('A nurse comes home.');
  });

  test('it says for whom it was made, what is in it and what is not', () => {
    const [first] = ofType('Composition');
    const told = JSON.stringify(first);
    for (const words of ['We made this copy for Amir Khan.', 'Your plan and your goals', 'Messages between other people.']) expect(told).toContain(words);
  });

  test('no number is made up: there is none of the NHS here', () => {
    expect(ofType<Patient>('Patient').map(({ identifier }) => identifier)).toEqual([undefined]);
  });
});

describe('the validators see what is wrong', () => {
  const without = (type: Resource['resourceType'], field: string): Bundle => {
    const made = bundle();
    for (const { resource } of made.entry ?? []) if (resource?.resourceType === type) Reflect.deleteProperty(resource, field);
    return made;
  };

  test.each([
    ['Goal', 'lifecycleStatus'],
    ['CarePlan', 'subject'],
    ['Appointment', 'status'],
    ['Appointment', 'start'],
    ['Communication', 'status'],
    ['Consent', 'scope'],
    ['Consent', 'policyRule'],
    ['Encounter', 'class'],
    ['Composition', 'title'],
  ] as const)('a %s without its %s', (type, field) => {
    expect(faultsIn(without(type, field))).not.toEqual([]);
  });

  const changed = (type: Resource['resourceType'], change: object): Bundle => {
    const made = bundle();
    for (const { resource } of made.entry ?? []) if (resource?.resourceType === type) Object.assign(resource, change);
    return made;
  };

  test.each([
    ['a code that no list has', 'Goal', { lifecycleStatus: 'dreamt of' }],
    ['a day that is none', 'Patient', { birthDate: '2010-02-31T' }],
    ['a field that FHIR does not know', 'Patient', { nhsNumber: '943 476 5919' }],
    ['words that are empty', 'Composition', { title: ' ' }],
  ] as const)('%s', (_, type, change) => {
    expect(faultsIn(changed(type, change))).not.toEqual([]);
  });

  test('a reference to someone who is not there, or is something else', () => {
    expect(looseEnds(changed('Goal', { subject: { reference: `urn:uuid:${id(99)}`, type: 'Patient' } }))).not.toEqual([]);
    expect(looseEnds(changed('Goal', { subject: { reference: `urn:uuid:${id(4)}`, type: 'Patient' } }))).not.toEqual([]);
  });
});
