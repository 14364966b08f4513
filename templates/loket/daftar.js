// The list of the point on this device: from it the desk answers while there is no line. It is wiped after its day.

import { OFFICE } from "./sambungan.js";

const PREFIX = `${OFFICE}loket daftar `;
const ZONE = "Asia/Makassar";

/** The day in Banjarbaru, 2026-03-12. */
export const today = () => new Date().toLocaleDateString("sv", { timeZone: ZONE });
/** A moment (ms) as 09.05. */
export const clock = (at) => new Date(at).toLocaleTimeString("id-ID", { hour: "2-digit", minute: "2-digit", timeZone: ZONE });

/** Keep the list of a point; a device without room goes on with the one in memory. */
export function hold(list) {
  try {
    localStorage.setItem(PREFIX + list.id, JSON.stringify(list));
  } catch {
    localStorage.removeItem(PREFIX + list.id);
  }
}

/** The list of a point as far as this device got it today (by its own clock, which may be wrong), else null. Lists of other days are wiped. */
export function held(point) {
  for (const key of Object.keys(localStorage).filter((key) => key.startsWith(PREFIX))) {
    if (JSON.parse(localStorage.getItem(key)).heldOn !== today()) localStorage.removeItem(key);
  }
  return JSON.parse(localStorage.getItem(PREFIX + point));
}

/** Wipe all lists: somebody signs out. */
export function wipe() {
  Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).forEach((key) => localStorage.removeItem(key));
}

/** The people meant by what was typed or scanned, as `handovers.find` does; nobody: one answer that says so. */
export function find(list, typed) {
  const code = codeIn(typed);
  const holder = list.people.filter((person) => person.code === code);
  const found = holder.length ? holder : list.people.filter(meant(typed.trim()));
  const short = found.length ? found : list.people.filter(({ code: own }) => own && begins(own, code));
  return short.length ? short : [stranger(list, typed, code)];
}

/** The code meant, also in an address, with spaces, or with O for 0: as `desk.code_in`. */
const codeIn = (typed) => typed.replace(/\/+$/, "").split("/").pop().replace(/[\s-]/g, "").toUpperCase()
  .replace(/O/g, "0").replace(/[IL]/g, "1");

/** Whether that is the beginning of a code, long enough to mean it. */
const begins = (code, typed) => typed.length >= 4 && code.startsWith(typed);

function meant(text) {
  if (/^\d{4,}$/.test(text)) return (person) => person.who.split(" ")[0].endsWith(text.slice(-4));
  const words = text.toUpperCase().split(/\s+/);
  return (person) => text.length > 1 && words.every((word) => person.name.toUpperCase().includes(word));
}

function stranger(list, typed, code) {
  const where = list.elsewhere.find((place) => place.codes.some((one) => begins(one, code)));
  const said = where
    ? { word: "BUKAN TITIK INI", lead: where.lead, rest: where.rest }
    : {
      word: "TIDAK TERDAFTAR", lead: "Tidak ada dalam daftar titik ini.",
      rest: " Tanpa sambungan, orang dari titik lain hanya dikenal dari kode undangannya."
        + " Jika tetap tidak ada, catat nama dan arahkan ke meja pengaduan.",
    };
  return { id: null, name: `“${typed}”`, who: "", ...said };
}

/** What the panel said about people of the list replaces what stood there. */
export function learn(list, people) {
  const newer = new Map(people.map((person) => [person.id, person]));
  list.people = list.people.map((person) => newer.get(person.id) ?? person);
}

/** What was done at this desk shows at once, whether the panel knows it or not. */
export function apply(list, done, handover) {
  if (done.kind === "adu") return;
  const at = list.people.findIndex((person) => (
    done.kind === "serah" ? person.id === done.body.recipient : person.handover === done.body.handover));
  if (at < 0) return;
  const said = done.kind === "serah"
    ? {
      word: "SUDAH", lead: `Sudah diterima hari ini pukul ${clock(done.at)}`,
      rest: ` di titik ini, diterima ${done.body.proxy?.proxy_name ?? "yang bersangkutan"}.`, handover,
    }
    : { word: "BOLEH", ...list.may, handover: null };
  list.people[at] = { ...list.people[at], ...said };
}
