import { formAction } from '#access/form-action.ts';
import { EndedAbsence, NewAbsence } from '#circles/absence.ts';
import { endAbsence, keepAbsence } from '#circles/absences.ts';
import { EndedPlace } from '#circles/circle.ts';
import { endPlace } from '#circles/circles.ts';
import { NewShares } from '#circles/consent.ts';
import { Chosen, NewDecision } from '#circles/decision.ts';
import { confirmDecision, endDecision, makeDecision } from '#circles/decisions.ts';
import { breakTheGlass, lookBack } from '#circles/emergencies.ts';
import { LookedBack, NewEmergency } from '#circles/emergency.ts';
import { NewFreeze } from '#circles/freeze.ts';
import { freeze, thaw } from '#circles/freezes.ts';
import { changeShares } from '#circles/grants.ts';
import { Handover, Leaving, NewYoungPerson } from '#circles/handover.ts';
import { addYoungPerson, handOver, letGo } from '#circles/handovers.ts';
import { NewRestriction } from '#circles/restriction.ts';
import { askToLift, confirmRestriction, liftRestriction, setRestriction } from '#circles/restrictions.ts';
import { paths } from '#paths.ts';
import { keeping } from './keeping.ts';

const fresh = { fresh: true };

/** Who may see what of a young person, and who works for them. */
export const circle = {
  share: formAction(NewShares, keeping(changeShares), ({ youngPerson }, { language }) => paths.sharing(language, youngPerson, 'kept')),
  shareAtDesk: formAction(NewShares, keeping(changeShares), ({ youngPerson }) => paths.deskCircle(youngPerson, 'kept')),
  endPlace: formAction(EndedPlace, keeping(endPlace), ({ youngPerson }) => paths.deskCircle(youngPerson)),
  decide: formAction(NewDecision, keeping(makeDecision), ({ youngPerson }) => paths.deskDecisions(youngPerson), fresh),
  confirmDecision: formAction(Chosen, keeping(confirmDecision), ({ youngPerson }) => paths.deskDecisions(youngPerson), fresh),
  endDecision: formAction(Chosen, keeping(endDecision), ({ youngPerson }) => paths.deskDecisions(youngPerson), fresh),
  restrict: formAction(NewRestriction, keeping(setRestriction), ({ youngPerson }) => paths.deskRestrictions(youngPerson), fresh),
  confirmRestriction: formAction(Chosen, keeping(confirmRestriction), ({ youngPerson }) => paths.deskRestrictions(youngPerson), fresh),
  askToLift: formAction(Chosen, keeping(askToLift), ({ youngPerson }) => paths.deskRestrictions(youngPerson), fresh),
  lift: formAction(Chosen, keeping(liftRestriction), ({ youngPerson }) => paths.deskRestrictions(youngPerson), fresh),
  freeze: formAction(NewFreeze, keeping(freeze), ({ youngPerson }) => paths.deskFreeze(youngPerson)),
  thaw: formAction(Chosen, keeping(thaw), ({ youngPerson }) => paths.deskFreeze(youngPerson), fresh),
  handOver: formAction(Handover, keeping(handOver), ({ youngPerson }) => paths.deskCircle(youngPerson), fresh),
  letGo: formAction(Leaving, keeping(letGo), () => paths.deskStaff(), fresh),
  keepAbsence: formAction(NewAbsence, keeping(keepAbsence), ({ person }) => paths.deskAway({ person, done: 'kept' }), fresh),
  endAbsence: formAction(EndedAbsence, keeping(endAbsence), ({ person }) => paths.deskAway({ person, done: 'back' })),
  addYoungPerson: formAction(NewYoungPerson, addYoungPerson, (id) => paths.deskCircle(id), fresh),
  breakTheGlass: formAction(NewEmergency, breakTheGlass, (id) => paths.deskFamily(id), fresh),
  lookBack: formAction(LookedBack, keeping(lookBack), () => paths.deskEmergency()),
};
