// The line to the panel, and what was done at this desk while the panel did not answer.

/** Before every address and key: practice is a desk of its own, and nothing of one reaches the other. */
export const OFFICE = location.pathname.startsWith("/latihan/") ? "/latihan" : "";

const PATIENCE = 5000; // ms until a request counts as unanswered
const BATCH = 20; // deeds in one request
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // as services/identity.py
const WAITING = `${OFFICE}loket antrean `, REFUSED = `${OFFICE}loket ditolak `;

/** The panel did not do what was asked. `status` 0: it gave no answer at all; else what it said is the message. */
export class Fault extends Error {
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }

  /** Whether the desk goes on by itself: no answer, signed out, or a panel that is out of order. */
  get passing() {
    return [0, 401, 403, 503].includes(this.status);
  }
}

/** Whether somebody signed out on this device, in whatever tab, and nobody signed in since. */
export const left = () => document.cookie.includes("panel_keluar=1");

/** `cut`: the last request was not answered; `ended`: the panel wants a new sign-in. */
export const line = { cut: false, ended: false, changed: () => {} };

/** Ask the panel: GET, or POST where something is sent. Raises Fault. */
export async function ask(path, sent) {
  const posted = sent instanceof Blob ? { body: sent } : { body: JSON.stringify(sent) };
  let answer, said;
  try {
    const options = sent === undefined ? {} : { method: "POST", ...posted };
    answer = await fetch(OFFICE + path, { ...options, cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    said = await answer.json();
  } catch {
    note(true, line.ended);
    throw new Fault(0, "Tanpa sambungan.");
  }
  note(answer.status === 503, answer.status === 401);
  if (!answer.ok) throw new Fault(answer.status, said.galat);
  return said;
}

function note(cut, ended) {
  Object.assign(line, { cut, ended });
  line.changed();
}

// --- what waits on this device, oldest first

const under = (prefix) => Object.keys(localStorage).filter((key) => key.startsWith(prefix)).sort()
  .map((key) => JSON.parse(localStorage.getItem(key)));
const keyOf = (prefix, deed) => `${prefix}${deed.at} ${deed.code}`;
const keep = (prefix, deed) => localStorage.setItem(keyOf(prefix, deed), JSON.stringify(deed));
const drop = (prefix, deed) => localStorage.removeItem(keyOf(prefix, deed));
const waits = (deed) => localStorage.getItem(keyOf(WAITING, deed)) !== null;

/** Deeds that the panel has not answered yet. */
export const waiting = () => under(WAITING);

/** Deeds that the panel refused after the desk had gone on; `fault` says why. Those of people served twice first. */
export const refused = () => under(REFUSED).sort((one, other) => twice(other) - twice(one));

export const twice = (deed) => deed.fault.startsWith("Sudah diterima");

/** Somebody has seen to a refused deed: forget it, or send it again. */
export function settle(deed, again) {
  if (again) keep(WAITING, deed);
  drop(REFUSED, deed);
}

/**
 * A deed of this desk. `kind` is "serah", "batal" or "adu", the route that takes it; `name` whose package it is; `body` what
 * the route wants. Its code names operation and hand-over, on the panel as well as here.
 */
export const deed = (kind, name, body) => ({ kind, name, body, at: Date.now(), code: drawn() });

/** A code that nobody else draws. */
export function drawn() {
  return Array.from(crypto.getRandomValues(new Uint8Array(10)), (byte) => LETTERS[byte & 31]).join("");
}

export const handoverOf = (done) => `SER-${done.code}`;

const live = new Set(); // codes of deeds for whose answer somebody stands at the desk
const answers = new Map();

/** Deeds that were counted as done here and wait for the line. */
export const unsent = () => waiting().filter((done) => !live.has(done.code));

/** Store a deed, then send it: what the panel answered, or the passing Fault after which the desk goes on. */
export async function deliver(done) {
  keep(WAITING, done);
  live.add(done.code);
  line.changed();
  try {
    while (waits(done)) await send();
    return answers.get(done.code) ?? {};
  } catch (fault) {
    return fault;
  } finally {
    live.delete(done.code);
    answers.delete(done.code);
    line.changed();
  }
}

let sending = null;

/** Send everything that waits, in the order in which it was done. Raises Fault and keeps what is left. */
export function send() {
  sending ??= sendAll().finally(() => { sending = null; });
  return sending;
}

async function sendAll() {
  for (let deeds = nextRun(); deeds.length; deeds = nextRun()) {
    const { results } = await ask(`/loket/${deeds[0].kind}`, { deeds: deeds.map(outgoing) });
    deeds.forEach((done, at) => answered(done, results[at]));
    line.changed();
  }
}

/** The oldest deeds that go to the same route. */
function nextRun() {
  const all = waiting();
  const other = all.findIndex((done) => done.kind !== all[0].kind);
  return all.slice(0, Math.min(BATCH, other < 0 ? all.length : other));
}

function outgoing(done) {
  return { ...done.body, code: done.code, ago: (Date.now() - done.at) / 1000, late: !live.has(done.code) };
}

function answered(done, result) {
  if (live.has(done.code)) answers.set(done.code, result);
  else if (result.galat) keep(REFUSED, { ...done, fault: result.galat });
  drop(WAITING, done);
}
