import type { Annotation, Appointment, AppointmentParticipant, AppointmentResponse, CarePlan, Location, QuestionnaireResponse } from '@medplum/fhirtypes';
import { dayOf } from '#language/dates.ts';
import { askedOf, audienceIn, choiceIn } from '#reviews/asked.ts';
import type { Recommendation } from '#reviews/recommendation.ts';
import type { Request } from '#reviews/request.ts';
import { isReviewPast } from '#reviews/review.ts';
import type { View } from '#reviews/view.ts';
import { activityOf, codesOf, idFrom, inLanguage, noteOf, refer, written, type Making } from './element.ts';
import { isOwnCopy, type Everything, type ReviewTold } from './everything.ts';

/** Each review as an appointment, with its place, who asked for another time, and what people agreed there as a plan of its own. */
export function reviewsOf(everything: Everything, making: Making): (Appointment | AppointmentResponse | Location | CarePlan)[] {
  const { reviews = [], youngPerson, madeAt } = everything;
  return reviews.flatMap((review) => [
    appointmentOf(review, youngPerson.name, madeAt, making),
    ...(review.place || review.link ? [placeOf(review)] : []),
    ...(review.recommendations.length > 0 ? [agreedAt(review, making)] : []),
    ...review.requests.map((request) => askedAt(request, review, making)),
  ]);
}

function appointmentOf(review: ReviewTold, youngPerson: string, now: Date, { t, patient }: Making): Appointment {
  const { id, kind, startsAt, minutes, place, link, purpose, language, people, calledOffAt, changeWords, changeLanguage } = review;
  const hasBeen = isReviewPast(startsAt, now) && !calledOffAt;
  const status = hasBeen ? ('accepted' as const) : ('needs-action' as const);
  const participants: AppointmentParticipant[] = people.map(({ name, role, why, language: whyIn }) => ({
    type: [{ text: written(role) }, ...(why.trim() ? [inLanguage({ text: written(why) }, 'text', whyIn)] : [])],
    actor: name === youngPerson ? patient : { display: written(name) },
    status,
  }));
  // FHIR finds whose an appointment is by who takes part, also where they do not come.
  if (people.every(({ name }) => name !== youngPerson)) participants.push({ actor: patient, required: 'information-only', status: 'needs-action' });
  if (place || link) participants.push({ actor: refer('Location', idFrom('place', id), place ?? undefined), status: 'accepted' });
  const why = changeWords?.trim() ? inLanguage({ text: written(changeWords) }, 'text', changeLanguage) : undefined;
  const appointment: Appointment = {
    resourceType: 'Appointment',
    id,
    status: calledOffAt ? 'cancelled' : hasBeen ? 'fulfilled' : 'booked',
    cancelationReason: calledOffAt ? why : undefined,
    appointmentType: { text: t(`reviews.kind.${kind}`) },
    description: t(`reviews.kind.${kind}`),
    start: startsAt.toISOString(),
    end: new Date(startsAt.getTime() + minutes * 60_000).toISOString(),
    minutesDuration: minutes,
    comment: written(purpose),
    patientInstruction: !calledOffAt && why ? `${t('care.moved')}\n${why.text}` : undefined,
    participant: participants,
  };
  return inLanguage(appointment, 'comment', language);
}

function placeOf({ id, place, link }: ReviewTold): Location {
  return { resourceType: 'Location', id: idFrom('place', id), name: place ?? undefined, telecom: link ? [{ system: 'url', value: link }] : undefined };
}

function agreedAt({ id, startsAt, recommendations }: ReviewTold, making: Making): CarePlan {
  return {
    resourceType: 'CarePlan',
    id: idFrom('recommendations', id),
    status: recommendations.every(({ doneAt }) => doneAt) ? 'completed' : 'active',
    intent: 'plan',
    title: making.t('reviews.outcome'),
    subject: making.patient,
    created: dayOf(startsAt),
    supportingInfo: [refer('Appointment', id)],
    activity: recommendations.map((each) => {
      const words = [each.words, ...(each.shows.trim() ? [`${making.t('care.shows')}: ${each.shows}`] : [])].join('\n');
      return activityOf({ ...each, words, doneOn: each.doneAt && dayOf(each.doneAt) }, making, { said: saidOf(each, making) });
    }),
  };
}

// How people know that it is done, and who said that it has not happened.
function saidOf({ doneWords, doneLanguage, doneAt, chases }: Recommendation, { t, people }: Making): Annotation[] {
  const nobody = { id: '', name: null };
  return [
    ...(doneWords ? [noteOf(people, nobody, doneAt, { words: doneWords, language: doneLanguage })] : []),
    ...chases.flatMap(({ raisedBy, raisedByName, raisedAt, words, language, answer, answerLanguage, answeredAt }) => [
      noteOf(people, { id: raisedBy, name: raisedByName }, raisedAt, { words: [t('care.notHappened'), words].filter(Boolean).join('\n'), language }),
      ...(answer ? [noteOf(people, nobody, answeredAt, { words: `${t('care.answer')} ${answer}`, language: answerLanguage })] : []),
    ]),
  ];
}

function askedAt({ id, askedBy, askedByName, words, language, answer, outcome }: Request, review: ReviewTold, { t, people }: Making): AppointmentResponse {
  const lines = [words, ...(answer && outcome ? [t(`care.outcome.${outcome}`), answer] : [])];
  const response: AppointmentResponse = {
    resourceType: 'AppointmentResponse',
    id,
    appointment: refer('Appointment', review.id),
    actor: people.get(askedBy) ?? { display: written(askedByName ?? '') },
    participantStatus: 'tentative',
    comment: written(lines.join('\n')),
  };
  return inLanguage(response, 'comment', language);
}

/** What people say for reviews: the answers of each to the questions, the pictures that they chose as codes. */
export function viewsOf(everything: Everything, { t, patient, people }: Making): QuestionnaireResponse[] {
  const { madeFor, youngPerson, voices = [] } = everything;
  const isOwn = isOwnCopy(everything);
  return voices
    .filter(({ views }) => views.length > 0)
    .map(({ id, name, views }) => ({
      resourceType: 'QuestionnaireResponse',
      id: idFrom('views', youngPerson.id, id),
      status: 'completed',
      subject: patient,
      authored: new Date(Math.max(...views.map(({ writtenAt }) => writtenAt.getTime()))).toISOString(),
      author: people.get(id) ?? { display: written(name ?? t('views.someone')) },
      item: views.flatMap((view) => [
        { linkId: view.topic, text: askedOf(view.topic, t, { name: youngPerson.knownAs, isOwn }), answer: answersOf(view, t) },
        // Who reads this elsewhere sees for whom it was.
        ...(id === madeFor.id
          ? [{ linkId: `${view.topic}-for`, text: t('views.whoReads'), answer: [{ valueString: audienceIn(view.audience, isOwn, t) }] }]
          : []),
      ]),
    }));
}

function answersOf({ topic, choices, words, language }: View, t: Making['t']) {
  return [
    ...choices.map((choice) => ({ valueCoding: { system: codesOf('answer'), code: choice, display: choiceIn(topic, choice, t).words } })),
    ...(words.trim() ? [inLanguage({ valueString: written(words) }, 'valueString', language)] : []),
  ];
}
