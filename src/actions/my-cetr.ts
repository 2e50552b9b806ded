import { openFormAction } from '#access/form-action.ts';
import { MyCetr } from '#my-cetr/my-cetr.ts';

/** My C(E)TR: what someone filled in comes back as a page, and is kept nowhere. */
export const myCetr = {
  show: openFormAction(MyCetr, async (answers) => ({
    shown: Object.fromEntries(Object.entries(answers).filter((entry): entry is [string, string] => Boolean(entry[1]))),
  })),
};
