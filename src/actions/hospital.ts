import { formAction } from '#access/form-action.ts';
import { Admission, ChangedStay, ChosenItem, Discharge, NewStep, NewVisit, VisitDone } from '#hospital/stay.ts';
import { admit, changeStay, discharge } from '#hospital/stays.ts';
import { addStep, addVisit, finishStep, noteVisit, takeOutStep, takeOutVisit } from '#hospital/ways-home.ts';
import { paths } from '#paths.ts';
import { keeping } from './keeping.ts';

/** A stay in hospital, and the way home. */
export const hospital = {
  admit: formAction(Admission, keeping(admit), home),
  change: formAction(ChangedStay, keeping(changeStay), home),
  discharge: formAction(Discharge, keeping(discharge), home),
  addVisit: formAction(NewVisit, keeping(addVisit), home),
  noteVisit: formAction(VisitDone, keeping(noteVisit), home),
  takeOutVisit: formAction(ChosenItem, keeping(takeOutVisit), home),
  addStep: formAction(NewStep, keeping(addStep), home),
  finishStep: formAction(ChosenItem, keeping(finishStep), home),
  takeOutStep: formAction(ChosenItem, keeping(takeOutStep), home),
};

// Each leads back to the page of the stay.
function home({ youngPerson }: { youngPerson: string }): string {
  return paths.deskHospital(youngPerson, 'kept');
}
