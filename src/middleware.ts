import { ActionError, getActionContext } from 'astro:actions';
import { defineMiddleware, sequence } from 'astro:middleware';
import type { APIContext } from 'astro';
import { typedIn } from '#access/form.ts';
import { readSession } from '#access/session.ts';
import { findViewer } from '#access/viewers.ts';
import { defaultLanguage, isLanguageCode } from '#language/languages.ts';
import { translator } from '#language/translate.ts';
import { isPrivate, paths } from '#paths.ts';
import { parseSettings, settingAttributes } from '#settings/setting.ts';
import { choicesHeader, parseChoices } from '#shared-page.ts';

/** Language, settings, viewer. It says who asks; what they may see, the database says. */
const who = defineMiddleware(async ({ isPrerendered, locals, originPathname, request }, next) => {
  // Pictures are made at build time, for nobody in particular.
  if (isPrerendered) return next();
  locals.now = new Date();
  const choices = parseChoices(request.headers.get(choicesHeader));
  locals.settings = parseSettings(choices.settings);
  locals.area = choices.area;
  locals.readingAttributes = settingAttributes(locals.settings);
  // The address that was asked for: a page that says what went wrong has its own, without a language.
  const code = originPathname.split('/')[1];
  locals.language = isLanguageCode(code) ? code : defaultLanguage;
  locals.t = translator(locals.language);
  return next();
});

// Pages that are the same for everyone never learn who asks, so that nothing of a person can get into the shared cache.
async function findWho({ cookies, locals, originPathname, request, url }: APIContext): Promise<void> {
  const token = readSession(cookies);
  const shared = isRead(request.method) && !isPrivate(url.pathname);
  // What a page asks by itself is no sign that someone is there.
  const isThere = !request.headers.has('alongside-live') && !url.pathname.startsWith(paths.live(''));
  locals.viewer = token && !shared ? await findViewer(token, isThere) : undefined;
  if (!locals.viewer) return;
  // Where someone reads in a language now, the page after their form is in it too, whatever language they once had.
  if (isLanguageCode(originPathname.split('/')[1])) {
    locals.viewer = { ...locals.viewer, language: locals.language };
  } else {
    locals.language = locals.viewer.language;
    locals.t = translator(locals.language);
  }
}

/**
 * A form that was sent: on to the next page (303, so that going back or again sends nothing twice), or back with 400. A
 * secret that is shown once comes with the page itself (200), and is nowhere else.
 * Whatever goes wrong, the words that someone typed go back to them.
 */
const forms = defineMiddleware(async (context, next) => {
  if (context.isPrerendered) return next();
  if (isRead(context.request.method)) {
    await findWho(context);
    return next();
  }
  const { action, setActionResult, serializeActionResult } = getActionContext(context);
  // A file takes no form, and Astro would write its address, which anyone can make up, into the log.
  if (!action || /\.\w+$/.test(context.routePattern)) return refuse(context, 405);
  const result = await tryAction(context, action.handler);
  if (typeof result === 'number') return refuse(context, result);
  if (result.error) return refuse(context, ActionError.codeToStatus(result.error.code));
  if ('to' in result.data) return goOn(context, result.data.to);
  setActionResult(action.name, serializeActionResult(result));
  const page = await next();
  if (page.status >= 300 && page.status < 400) return page;
  return new Response(page.body, { status: 'shown' in result.data ? 200 : 400, headers: page.headers });
});

// Not the cookies: the reading settings stay. What the browser kept of private pages goes, so that going back shows nothing.
function goOn(context: APIContext, to: string): Response {
  const answer = context.redirect(to, 303);
  if (context.locals.hasLeft) answer.headers.set('Clear-Site-Data', '"cache", "storage"');
  return answer;
}

type Handler = NonNullable<ReturnType<typeof getActionContext>['action']>['handler'];

// The database may be away, and the name of an action may be made up: a status for either.
async function tryAction(context: APIContext, handler: Handler): Promise<Awaited<ReturnType<Handler>> | number> {
  try {
    await findWho(context);
  } catch (error) {
    console.error(`A form could not be kept (${(error as { code?: string }).code ?? 'the database is away'}).`);
    return 500;
  }
  try {
    return await handler();
  } catch {
    return 404;
  }
}

async function refuse(context: APIContext, status: number): Promise<Response> {
  const typed = await context.request
    .clone()
    .formData()
    .then(typedIn, () => '');
  context.locals.problem = { status, typed };
  return context.rewrite(new Request(new URL('/problem', context.url), { headers: context.request.headers }));
}

function isRead(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

export const onRequest = sequence(who, forms);
