// Keeps the pages of site records and what they need readable without a network.
// Pages come from the network when there is one; nothing is ever sent from here.
const KEPT = 'inspection-records-1';

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

async function answer(request) {
  const box = await caches.open(KEPT);
  try {
    const fresh = await fetch(request);
    if (fresh.ok && !fresh.redirected) await box.put(request, fresh.clone());
    return fresh;
  } catch (fault) {
    const kept = await box.match(request, { ignoreVary: true });
    if (kept) return kept;
    throw fault;
  }
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const page = /^\/staff\/inspections\/records\/\d+\/$/.test(url.pathname);
  if (request.method === 'GET' && url.origin === self.location.origin && (page || url.pathname.startsWith('/static/'))) {
    event.respondWith(answer(request));
  }
});
