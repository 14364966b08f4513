// Photos of receivers: each is kept on this device beside its hand-over until the panel has it. They are too big for the queue.

import { Fault, OFFICE, ask, drawn, handoverOf, refused, waiting } from "./sambungan.js";

const STORE = "foto";

/** How many wait on this device, as it was counted last. */
export const photos = { waiting: 0 };

/** Keep a photo (JPEG) until it is sent. Raises what the browser raises where it keeps nothing. */
export async function keepPhoto(handover, photo) {
  const kept = { code: drawn(), handover, at: Date.now(), content: await photo.arrayBuffer() };
  await inStore("readwrite", (store) => store.put(kept));
  await countPhotos();
}

/** Look how many wait here. */
export async function countPhotos() {
  photos.waiting = (await all()).length;
}

let sending = null;

/** Send the photos whose hand-over the panel knows. Raises Fault and keeps what is left; one that is refused goes, and is raised. */
export function sendPhotos() {
  sending ??= sendAll().finally(() => { sending = null; });
  return sending;
}

async function sendAll() {
  const kept = await all();
  const unknown = new Set([...waiting(), ...refused()].map(handoverOf));
  for (const photo of kept.filter((one) => !unknown.has(one.handover)).sort((one, other) => one.at - other.at)) {
    await sendOne(photo);
  }
}

async function sendOne({ code, handover, content }) {
  let fault = null;
  try {
    await ask(`/loket/bukti?penyerahan=${encodeURIComponent(handover)}&kode=${code}`, new Blob([content]));
  } catch (error) {
    if (!(error instanceof Fault) || error.passing) throw error;
    fault = error;
  }
  await inStore("readwrite", (store) => store.delete(code));
  await countPhotos();
  if (fault) throw fault;
}

// --- the store of this device; a browser that keeps none has no photo waiting

const all = () => inStore("readonly", (store) => store.getAll()).catch(() => []);

async function inStore(mode, work) {
  const base = await opened();
  try {
    return await new Promise((give, refuse) => {
      const turn = base.transaction(STORE, mode);
      const request = work(turn.objectStore(STORE));
      turn.oncomplete = () => give(request.result);
      turn.onabort = () => refuse(turn.error);
    });
  } finally {
    base.close();
  }
}

function opened() {
  return new Promise((give, refuse) => {
    const request = indexedDB.open(`${OFFICE}loket`, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "code" });
    request.onsuccess = () => give(request.result);
    request.onerror = () => refuse(request.error);
  });
}
