// Service worker: the desk's page opens again without a line. Only its files are kept here, never data.

const OFFICE = location.pathname.startsWith("/latihan/") ? "/latihan" : ""; // practice has a worker of its own
const CACHE = `${OFFICE}loket`;
const FILES = ["loket.css", "loket.js", "layar.js", "sekitar.js", "sambungan.js", "daftar.js", "foto.js", "kamera.js"];
const KEPT = [`${OFFICE}/loket`, ...FILES.map((name) => `/loket/${name}`)];
const PATIENCE = 4000; // ms for the panel to answer before the kept copy is shown

const renew = () => caches.open(CACHE).then((cache) => cache.addAll(KEPT));

addEventListener("install", (event) => event.waitUntil(renew().then(() => self.skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
addEventListener("fetch", (event) => {
  const { pathname } = new URL(event.request.url);
  if (event.request.method !== "GET" || !KEPT.includes(pathname)) return;
  event.respondWith(fresh(event.request).catch(() => caches.match(pathname, { cacheName: CACHE })));
  if (event.request.mode === "navigate") event.waitUntil(renew().catch(() => {}));
});

function fresh(request) {
  const late = new Promise((_, refuse) => { setTimeout(refuse, PATIENCE); });
  return Promise.race([fetch(request), late]);
}
