import { App } from 'astro/app';
import { astro } from 'astro/hono';
import { Hono, type Context, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { etag } from 'hono/etag';
import { secureHeaders } from 'hono/secure-headers';
import { knownAreas } from '#areas/known-areas.ts';
import { defaultLanguage, isLanguageCode } from '#language/languages.ts';
import { translator } from '#language/translate.ts';
import { formatSettings, parseSettings } from '#settings/setting.ts';
import { areaCookie, choicesHeader, formatChoices, settingsCookie } from '#shared-page.ts';
import { site } from '#site.ts';

/** The largest form, in bytes. The longest message in any script fits several times. */
const largestBody = 256 * 1024;

const app = new Hono();

app.use(secureHeaders({ xFrameOptions: 'DENY', referrerPolicy: 'no-referrer', crossOriginOpenerPolicy: 'same-origin', strictTransportSecurity: false }));
app.use(sharedOnly(etag(), compress()));
app.use(settled());
app.use(knownHost());
app.use(sameOrigin());
app.use(formsOnly());
app.use(bodyLimit({ maxSize: largestBody, onError: tooBig }));
app.use(closedDoors());
app.use(pages());

export default app;

/**
 * Runs what is fit for pages that are the same for everyone, on those alone, once they are made. A page with private
 * words beside what someone typed must not be compressed: its length would tell of its words.
 */
function sharedOnly(...finish: MiddlewareHandler[]): MiddlewareHandler {
  return async (c, next) => {
    await next();
    if (c.get('isShared')) for (const each of finish) await each(c, async () => undefined);
  };
}

/** Gives what a visitor chose to the pages and their cache as one clean header, and says to the browser what it may keep. */
function settled(): MiddlewareHandler {
  return async (c, next) => {
    const { headers } = c.req.raw;
    const kept = (name: string) => new RegExp(`(?:^|;\\s*)${name}=([\\w-]*)`).exec(headers.get('cookie') ?? '')?.[1];
    const area = kept(areaCookie()) ?? '';
    headers.set(choicesHeader, formatChoices(formatSettings(parseSettings(kept(settingsCookie()))), knownAreas.has(area) ? area : ''));
    await next();
    c.set('isShared', c.res.headers.get('vary') === choicesHeader);
    c.header('x-astro-cache', undefined);
    if (c.get('isShared')) {
      c.header('Vary', 'Cookie, Accept-Encoding');
      c.header('Cache-Control', 'no-cache');
    } else {
      c.header('Cache-Control', 'no-store');
    }
    if (c.res.headers.get('content-type') === 'text/html') c.header('Content-Type', 'text/html; charset=utf-8');
  };
}

/** `Host` is the client's word. Links and cookies must not be made for a host that is not ours. */
function knownHost(): MiddlewareHandler {
  return async (c, next) => {
    // A page made at build time has no headers; its address is the server's own.
    const host = c.req.raw.headers.get('host') ?? new URL(c.req.url).host;
    return site.hosts.includes(host.toLowerCase()) ? next() : c.text(wordsFor(c)('refused.host'), 421);
  };
}

/**
 * Refuses writes that another site started, whatever their content type, as Go's CrossOriginProtection does: browsers
 * say where a request comes from; what says nothing is not a browser and holds nobody's cookies.
 */
function sameOrigin(): MiddlewareHandler {
  return async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
    const { headers } = c.req.raw;
    const fetchSite = headers.get('sec-fetch-site');
    const origin = headers.get('origin');
    const ours = fetchSite ? fetchSite === 'same-origin' || fetchSite === 'none' : !origin || site.origins.includes(origin);
    return ours ? next() : c.text(wordsFor(c)('refused.origin'), 403);
  };
}

// Every write is a form. Anything else is no page of ours, and Astro would answer some of it with 500.
function formsOnly(): MiddlewareHandler {
  return async (c, next) => {
    const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
    const isForm = ['application/x-www-form-urlencoded', 'multipart/form-data'].includes(type);
    return c.req.method !== 'POST' || isForm ? next() : c.text(wordsFor(c)('refused.form'), 415);
  };
}

// The rest of the body is never read, so the connection can carry nothing after it.
function tooBig(c: Context): Response {
  return c.text(wordsFor(c)('refused.tooBig'), 413, { Connection: 'close' });
}

// Doors of Astro that no page of ours uses: forms go to pages, pictures are files, and problems come by themselves.
function closedDoors(): MiddlewareHandler {
  return async (c, next) => (/^\/(_(actions|server-islands|image)|500|problem)\b/.test(c.req.path) ? c.notFound() : next());
}

/** The pages. Astro hangs cookies on its answer unseen, and a header added later would lose them: here they become headers. */
function pages(): MiddlewareHandler {
  const render = astro();
  return async (c, next) => {
    const answer = (await render(c, next)) as Response;
    const response = new Response(answer.body, answer);
    for (const cookie of App.getSetCookieFromResponse(answer)) response.headers.append('Set-Cookie', cookie);
    return response;
  };
}

function wordsFor(c: Context) {
  const code = c.req.path.split('/')[1];
  return translator(isLanguageCode(code) ? code : defaultLanguage);
}
