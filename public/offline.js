// Opens public pages that someone has read again without a connection. It keeps guides, areas and the pages around them,
// and never a page of the family area, of the desk, or of signing in: those are not in this list, so it leaves them alone.
const kept = 'alongside-1';
const publicPage = /^\/(en|cy|pl|ur)(\/(guides|words|areas|my-cetr|accessibility)(\/.*)?)?$/;
const publicFile = /^\/(pictures|fonts|scripts|_astro)\/|^\/favicon\.svg$/;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(clearOld()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin || !['GET', 'POST'].includes(request.method)) return;
  if (request.method === 'POST') {
    // Whoever chooses another area, or forgets theirs, must not find the old one in what is kept.
    if (url.searchParams.get('_action')?.startsWith('areas.')) event.waitUntil(forgetPages());
  } else if (publicFile.test(url.pathname)) event.respondWith(file(event));
  else if (request.mode === 'navigate' && publicPage.test(url.pathname)) event.respondWith(page(event, url));
});

async function clearOld() {
  for (const name of await caches.keys()) if (name !== kept) await caches.delete(name);
  await self.clients.claim();
}

async function forgetPages() {
  const cache = await caches.open(kept);
  for (const request of await cache.keys()) if (!publicFile.test(new URL(request.url).pathname)) await cache.delete(request);
}

// The newest page where there is a connection; else as someone last read it; else a page that says what still works.
async function page(event, url) {
  try {
    const answer = await fetch(event.request);
    if (answer.ok && !answer.redirected && !url.search) event.waitUntil(keepPage(url, answer.clone()));
    return answer;
  } catch {
    return (await find(url.pathname)) ?? (await find(sorry(url))) ?? Response.error();
  }
}

// A picture may be drawn anew: what is kept is shown at once, and the new one the next time.
async function file(event) {
  const known = await find(event.request);
  const fresh = fetch(event.request).then((answer) => {
    if (answer.ok) event.waitUntil(keep(event.request, answer.clone()));
    return answer;
  });
  if (!known) return fresh;
  event.waitUntil(fresh.catch(() => undefined));
  return known;
}

// A device may be full, or keep nothing at all. Then there is nothing to find, and what comes over the net is still shown.
async function find(request) {
  try {
    return await caches.match(request, { cacheName: kept });
  } catch {
    return undefined;
  }
}

async function keep(request, answer) {
  try {
    const cache = await caches.open(kept);
    await cache.put(request, answer);
  } catch {
    // As above.
  }
}

async function keepPage(url, answer) {
  await keep(url.pathname, answer);
  if (await find(sorry(url))) return;
  const words = await fetch(sorry(url)).catch(() => undefined);
  if (words?.ok) await keep(sorry(url), words);
}

function sorry(url) {
  return `/${url.pathname.split('/')[1]}/offline`;
}
