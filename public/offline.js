// Opens public pages that someone has read again without a connection. It keeps guides, areas and the pages around them,
// and never a page of the family area, of the desk, or of signing in: those are not in this list, so it leaves them alone.
const kept = 'alongside-1';
const publicPage = /^\/(en|cy|pl|ur)(\/(guides|words|areas|my-cetr)(\/.*)?)?$/;
const publicFile = /^\/(pictures|fonts|_astro)\/|^\/favicon\.svg$/;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(clearOld()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (publicFile.test(url.pathname)) event.respondWith(file(request));
  else if (request.mode === 'navigate' && publicPage.test(url.pathname)) event.respondWith(page(request, url));
});

async function clearOld() {
  for (const name of await caches.keys()) if (name !== kept) await caches.delete(name);
  await self.clients.claim();
}

// The newest page where there is a connection; else as someone last read it; else a page that says what still works.
async function page(request, url) {
  const cache = await caches.open(kept);
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected && !url.search) {
      await cache.put(url.pathname, answer.clone());
      await keepSorry(cache, url);
    }
    return answer;
  } catch {
    return (await cache.match(url.pathname)) ?? (await cache.match(sorry(url))) ?? Response.error();
  }
}

function sorry(url) {
  return `/${url.pathname.split('/')[1]}/offline`;
}

async function keepSorry(cache, url) {
  if (!(await cache.match(sorry(url)))) await cache.add(sorry(url)).catch(() => undefined);
}

async function file(request) {
  const cache = await caches.open(kept);
  const known = await cache.match(request);
  const fresh = fetch(request).then(async (answer) => {
    if (answer.ok) await cache.put(request, answer.clone());
    return answer;
  });
  if (!known) return fresh;
  // A picture may be drawn anew: what is kept is shown at once, and the new one the next time.
  fresh.catch(() => undefined);
  return known;
}
