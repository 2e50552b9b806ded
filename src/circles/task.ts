import { paths } from '#paths.ts';

/** Something at the desk that waits for the viewer, and nobody else can see to be theirs. */
export interface Task {
  youngPersonId: string;
  kind:
    | 'confirm decision'
    | 'confirm restriction'
    | 'lift restriction'
    | 'confirm invitation'
    | 'agree to share'
    | 'look again'
    | 'look back'
    | 'turns 16'
    | 'turns 18'
    | 'answer remark'
    | 'another time'
    | 'not happened'
    | 'not answered'
    | 'report late';
}

/** Where a task is done. */
export function placeOf({ kind, youngPersonId }: Task): string {
  const pages: Record<Task['kind'], string> = {
    'confirm decision': paths.deskDecisions(youngPersonId),
    'confirm restriction': paths.deskRestrictions(youngPersonId),
    'lift restriction': paths.deskRestrictions(youngPersonId),
    'confirm invitation': paths.invitations(youngPersonId),
    'agree to share': paths.deskCircle(youngPersonId),
    'look again': paths.deskDecisions(youngPersonId),
    'look back': paths.deskEmergency(),
    'turns 16': paths.deskCircle(youngPersonId),
    'turns 18': paths.deskCircle(youngPersonId),
    'answer remark': paths.deskPlan(youngPersonId),
    'another time': paths.deskReviews(youngPersonId),
    'not happened': paths.deskReviews(youngPersonId),
    'not answered': paths.deskReviews(youngPersonId),
    'report late': paths.deskReviews(youngPersonId),
  };
  return pages[kind];
}
