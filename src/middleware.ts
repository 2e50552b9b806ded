import { ActionError, getActionContext } from 'astro:actions';
import { defineMiddleware, sequence } from 'astro:middleware';
import type { APIContext } from 'astro';
import { readSession } from '#access/session.ts';
import { findViewer } from '#access/viewers.ts';
import { defaultLanguage, isLanguageCode } from '#language/languages.ts';
import { translator } from '#language/translate.ts';
import { isPrivate } from '#paths.ts';
import { parseSettings, settingAttributes } from '#settings/setting.ts';

/** Language, settings, viewer. It says who asks; what they may see, the database says. */
const who = defineMiddleware(async ({ cookies, isPrerendered, locals, url, request }, next) => {
  // Pictures are made at build time, for nobody in particular.
  if (isPrerendered) return next();
  locals.now = new Date();
  locals.settings = parseSettings(request.headers.get('x-alongside-settings') ?? undefined);
  locals.readingAttributes = settingAttributes(locals.settings);
  locals.viewer = await findWho(url.pathname, request.method, readSession(cookies));
  const code = url.pathname.split('/')[1];
  locals.language = isLanguageCode(code) ? code : (locals.viewer?.language ?? defaultLanguage);
  locals.t = translator(locals.language);
  return next();
});

// Pages that are the same for everyone never learn who asks, so that nothing of a person can get into the shared cache.
async function findWho(path: string, method: string, token: string | undefined) {
  const shared = isRead(method) && !isPrivate(path);
  return token && !shared ? findViewer(token) : undefined;
}

/** A form that was sent: on to the next page (303, so that going back or again sends nothing twice), or back with 400. */
const forms = defineMiddleware(async (context, next) => {
  if (context.isPrerendered || isRead(context.request.method)) return next();
  const { action, setActionResult, serializeActionResult } = getActionContext(context);
  if (!action) return refuse(context, 405);
  const result = await action.handler();
  if (result.error) return refuse(context, ActionError.codeToStatus(result.error.code));
  if ('to' in result.data) return context.redirect(result.data.to, 303);
  setActionResult(action.name, serializeActionResult(result));
  const page = await next();
  return new Response(page.body, { status: 400, headers: page.headers });
});

// What someone typed goes with the refusal, so that the page can give it back to them.
async function refuse(context: APIContext, status: number): Promise<Response> {
  const words = await context.request
    .clone()
    .formData()
    .then(
      (form) => form.get('words'),
      () => null,
    );
  context.locals.problem = { status, typed: typeof words === 'string' ? words : undefined };
  return context.rewrite(new Request(new URL('/problem', context.url), { headers: context.request.headers }));
}

function isRead(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

export const onRequest = sequence(who, forms);
