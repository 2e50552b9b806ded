import { formAction } from '#access/form-action.ts';
import { paths } from '#paths.ts';
import { CallOff, Move, NewGuest, NewReview, ReportNote, Uninvited } from '#reviews/booking.ts';
import { callOff, invitePerson, makeReview, moveReview, noteReport, takeOff } from '#reviews/bookings.ts';
import { ChaseAnswer, DoneNote, NewChase, NewRecommendation } from '#reviews/recommendation.ts';
import { answerChase, noteDone, raise, recordRecommendation } from '#reviews/recommendations.ts';
import { NewRequest, RequestAnswer } from '#reviews/request.ts';
import { answerRequest, askForAnotherTime } from '#reviews/requests.ts';

const toReview = ({ youngPerson, id }: { youngPerson: string; id: string }) => paths.deskReview(youngPerson, id);
const backToReview = ({ youngPerson, review }: { youngPerson: string; review: string }) => paths.deskReview(youngPerson, review);

/** Reviews that lead to something: families ask and raise; staff make, move, answer and note. */
export const care = {
  askForAnotherTime: formAction(NewRequest, askForAnotherTime, ({ review }, { language }) => paths.anotherTime(language, review)),
  raise: formAction(NewChase, raise, ({ review, recommendation }, { language }) => paths.recommendation(language, review, recommendation)),
  makeReview: formAction(NewReview, makeReview, toReview),
  moveReview: formAction(Move, moveReview, toReview),
  callOff: formAction(CallOff, callOff, toReview),
  invitePerson: formAction(NewGuest, invitePerson, toReview),
  takeOff: formAction(Uninvited, takeOff, toReview),
  noteReport: formAction(ReportNote, noteReport, toReview),
  answerRequest: formAction(RequestAnswer, answerRequest, backToReview),
  record: formAction(NewRecommendation, recordRecommendation, backToReview),
  noteDone: formAction(DoneNote, noteDone, backToReview),
  answerChase: formAction(ChaseAnswer, answerChase, backToReview),
};
