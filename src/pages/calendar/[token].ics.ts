import type { APIRoute } from 'astro';
import { Secret } from '#access/sign-in.ts';
import { isLanguageCode } from '#language/languages.ts';
import { translator } from '#language/translate.ts';
import { toCalendar } from '#reviews/calendar.ts';
import { readCalendar } from '#reviews/calendars.ts';
import { site } from '#site.ts';

/** Someone's own calendar, by an address with a secret. A calendar app is signed in nowhere, so the secret is all it has. */
export const GET: APIRoute = async ({ locals: { now }, params: { token = '' }, rewrite, url }) => {
  try {
    const feed = Secret.safeParse(token).success ? await readCalendar(token) : undefined;
    if (!feed) return await rewrite('/404');
    const language = isLanguageCode(feed.language) ? feed.language : 'en';
    const file = toCalendar(feed.meetings, { origin: site.origin ?? url.origin, language, now, t: translator(language) });
    return new Response(file, {
      headers: {
        'Content-Type': 'text/calendar; charset=utf-8',
        'Content-Disposition': 'inline; filename="meetings.ics"',
        'X-Robots-Tag': 'noindex, nofollow',
      },
    });
  } catch (error) {
    // An app that asks too often asks again later, and keeps what it has. Nothing is logged: the address is the secret.
    const isTooOften = (error as { code?: string }).code === 'AS001';
    return new Response(null, { status: isTooOften ? 429 : 503, headers: { 'Retry-After': isTooOften ? '3600' : '600' } });
  }
};
