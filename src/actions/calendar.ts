import { z } from 'zod';
import { formAction } from '#access/form-action.ts';
import { paths } from '#paths.ts';
import { NewCalendar } from '#reviews/calendar.ts';
import { endCalendar, openCalendar } from '#reviews/calendars.ts';

/** The reader's own calendar, by a secret address. */
export const calendar = {
  open: formAction(NewCalendar, openCalendar, (token) => ({ shown: { token } })),
  end: formAction(
    z.object({ youngPerson: z.guid().optional() }),
    async (db, { youngPerson }) => {
      await endCalendar(db);
      return youngPerson;
    },
    (youngPerson, { language }) => paths.calendar(language, youngPerson, 'off'),
  ),
};
