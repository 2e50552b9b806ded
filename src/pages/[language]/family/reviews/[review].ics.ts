import type { APIRoute } from 'astro';
import { isId } from '#access/id.ts';
import { chooseYoungPerson } from '#access/viewer.ts';
import { see } from '#access/viewers.ts';
import { paths } from '#paths.ts';
import { toCalendar } from '#reviews/calendar.ts';
import { findMeeting } from '#reviews/calendars.ts';
import { site } from '#site.ts';

/** One review as a file for a calendar, as its page shows it to this viewer. */
export const GET: APIRoute = async ({ locals: { language, now, t, viewer }, params: { review: id }, redirect, rewrite, url }) => {
  if (!viewer) return redirect(paths.signIn(language), 303);
  const found = isId(id) ? await see(viewer, (db) => findMeeting(db, id)) : undefined;
  if (!found || !chooseYoungPerson(viewer, found.youngPersonId)) return rewrite('/404');
  return new Response(toCalendar([found.meeting], { origin: site.origin ?? url.origin, language, now, t }), {
    headers: { 'Content-Type': 'text/calendar; charset=utf-8', 'Content-Disposition': 'attachment; filename="meeting.ics"' },
  });
};
