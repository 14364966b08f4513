// The desk: one box, one answer, one button. What is scanned while an answer still waits for its button stands in line.

import { answerOf, button, el, form, paragraph } from "./layar.js";
import { Fault, OFFICE, ask, deed, deliver, handoverOf, left, line, send, unsent, waiting } from "./sambungan.js";
import { drawCounts, drawState, reloads } from "./sekitar.js";
import { apply, clock, find, held, hold, learn, today, wipe } from "./daftar.js";
import { countPhotos, keepPhoto, sendPhotos } from "./foto.js";
import { look, portrait } from "./kamera.js";

const BEAT = 10_000; // ms between two looks at line and counters
const at = (id) => document.getElementById(id);
const box = at("kotak"), card = at("jawaban");
const point = new URLSearchParams(location.search).get("titik");

let list = null; // the point as this device knows it
let shown = null; // {typed, person} of the answer on the screen; person null while several are offered
let busy = false; // a question or a deed is under way
let beating = 0; // the timer that looks whether there is a line
const codes = []; // scanned or typed, not yet asked
let last = ""; // the newest of them

// --- asking

/** Something was scanned or typed. The same one twice in a row, as scanners send it when held too long, is one. */
function take(text) {
  const typed = text.trim();
  const repeated = typed === last && (busy || codes.length || mayServe());
  box.value = "";
  if (!typed || repeated) return;
  last = typed;
  if (!busy && !codes.length && !mayServe()) shown = null;
  codes.push(typed);
  next();
}

/** Ask for the one who is first in line, unless an answer still stands there. */
async function next() {
  const typed = busy || shown ? undefined : codes.shift();
  at("giliran").textContent = codes.length ? `Berikutnya: ${codes.join(" · ")}` : "";
  if (typed) await working(async () => show(typed, await peopleFor(typed)));
  else if (!busy && !shown) ready();
}

/** Who is meant, as the panel says, or this device while the panel does not answer. */
async function peopleFor(typed) {
  if (!line.cut && !line.ended) {
    try {
      const { people } = await ask("/loket/cari", { point, text: typed });
      waiting().forEach((done) => apply({ people, may: list.may }, done, handoverOf(done)));
      learn(list, people);
      return people;
    } catch (fault) {
      if (!fault.passing) throw fault;
    }
  }
  return find(list, typed);
}

/** Do something during which nothing else is begun; what fails is said in a sentence. */
async function working(work) {
  busy = true;
  card.querySelectorAll("button").forEach((pressed) => { pressed.disabled = true; });
  try {
    await work();
  } catch (error) {
    complain(error instanceof Fault ? error.message
      : "Perangkat ini tidak dapat mencatat. Kosongkan tempat, atau pakai peramban lain.");
    if (!(error instanceof Fault)) throw error;
  } finally {
    busy = false;
  }
}

/** The next person, if somebody waits; else ready. */
function proceed() {
  shown = null;
  next();
}

// --- showing

/** What went wrong, in the place of an answer. */
function complain(fault) {
  const onwards = button("Orang berikutnya", proceed, "utama");
  draw("", [el("p", { className: "galat", role: "alert" }, fault), el("div", { className: "tombol" }, onwards)]);
}

function draw(look, parts) {
  card.className = `kartu ${look}`;
  card.replaceChildren(...parts);
  box.focus();
}

function ready() {
  draw("", [
    paragraph("", el("b", {}, "Siap."), ` Pindai undangan orang ${list.counts.handed ? "berikutnya" : "pertama"}.`),
    paragraph("", "Tidak ada QR? Ketik 4 huruf awal kode, 4 angka akhir NIK, atau sebagian nama."),
  ]);
}

function show(typed, people, fault) {
  if (people.length > 1) {
    offer(typed, people);
    return;
  }
  const [person] = people;
  shown = { typed, person };
  const [look, parts] = answerOf(person);
  const said = fault && person.word !== "SUDAH" ? [el("p", { className: "galat", role: "alert" }, fault)] : [];
  draw(look, [...parts, ...said, el("div", { className: "tombol" }, ...actions(person))]);
  if (person.word === "BOLEH" && !list.proxy_allowed) card.append(paragraph("kecil", "Program ini tidak boleh diwakilkan."));
}

function offer(typed, people) {
  shown = { typed, person: null };
  const choices = people.slice(0, list.most).map((person) => el("button", {
    type: "button", onclick: () => show(typed, [person]),
  }, person.name, el("small", {}, `${person.who} · ${person.word}`)));
  draw("", [
    paragraph("", el("b", {}, "Beberapa orang cocok."), " Pilih orangnya."),
    el("div", { className: "pilihan" }, ...choices),
    people.length > list.most ? paragraph("kecil", "Masih banyak lagi. Ketik nama yang lebih lengkap.") : "",
    el("div", { className: "tombol" }, button("Batal", proceed)),
  ]);
}

const mayServe = () => shown?.person?.word === "BOLEH" && list.may_hand_over;

/** The buttons of an answer, the primary one first. */
function actions(person) {
  const primary = (label, press) => button(label, press, "utama");
  const proxy = list.proxy_allowed && person.id ? [button("Diwakilkan", () => askProxy(person))] : [];
  const further = {
    "BOLEH": [...proxy, button("Batal", proceed)],
    "SUDAH": person.handover ? [
      button("Batalkan penyerahan ini", () => askReason(person)),
      button("Tanda terima", () => printReceipt(person.handover, complain))] : [],
    "BUKAN TITIK INI": person.id ? [button("Serahkan di sini dengan alasan", () => askElsewhere(person)), ...proxy] : [],
    "TIDAK TERDAFTAR": [button("Catat pengaduan", askComplaint)],
  }[person.word];
  if (mayServe()) return [primary("Serahkan 1 paket", () => handOver(person)), ...further];
  const onwards = person.word === "TIDAK TERDAFTAR" ? "Cari lagi" : "Orang berikutnya";
  return [primary(onwards, proceed), ...(list.may_hand_over ? further : [])];
}

// --- forms in the place of the buttons

function open(made) {
  card.querySelectorAll(".tombol,.isian").forEach((element) => element.remove());
  card.append(made);
  made.querySelector("input,select").focus();
}

const back = () => (shown?.person ? show(shown.typed, [shown.person]) : proceed());

const REASON_HERE = { name: "elsewhere_reason", label: "Alasan di Titik Ini", wide: true };

function askProxy(person) {
  const fields = [
    { name: "proxy_relation", label: "Hubungan", choices: list.relations }, { name: "proxy_name", label: "Nama Wakil" },
    { name: "proxy_phone", label: "Telepon Wakil", phone: true }, { name: "proxy_reason", label: "Sebab Diwakilkan" },
    ...(person.word === "BOLEH" ? [] : [REASON_HERE]), { name: "kk_seen", label: "KK Diperlihatkan", check: true },
  ];
  open(form("Diwakilkan", fields, "Serahkan kepada wakil", ({ elsewhere_reason: reason, ...proxy }) => (
    handOver(person, { proxy, elsewhere_reason: reason })), back));
}

function askElsewhere(person) {
  open(form("Serahkan di sini", [REASON_HERE], "Serahkan 1 paket", (values) => handOver(person, values), back));
}

function askComplaint() {
  const fields = [
    { name: "name", label: "Nama" }, { name: "phone", label: "Telepon (bila ada)", phone: true, optional: true },
    { name: "reason", label: "Pengaduan", wide: true },
  ];
  open(form("Catat pengaduan", fields, "Catat", (said) => (
    perform(deed("adu", said.name, { ...said, point, officer: list.officer }), null, "Pengaduan dicatat:")), back));
}

function askReason({ name, handover }) {
  const title = `Batalkan penyerahan kepada ${name}? Kedua catatan tetap tersimpan.`;
  const fields = [{ name: "reason", label: "Alasan", wide: true }];
  open(form(title, fields, "Batalkan penyerahan", ({ reason }) => cancel(name, handover, reason), back));
}

// --- doing

function handOver(person, more) {
  const done = deed("serah", person.name, { recipient: person.id, point, officer: list.officer, ...more });
  return perform(done, handoverOf(done), "Diserahkan kepada");
}

const cancel = (name, handover, reason) => perform(deed("batal", name, { handover, reason }), handover, "Dibatalkan:");

/** Do a deed. What the panel refuses while we stand here is shown; without an answer the desk goes on. */
async function perform(done, handover, words) {
  if (busy) return;
  await working(async () => {
    const result = await deliver(done);
    if (result.galat) {
      await explain(result.galat);
      return;
    }
    apply(list, done, handover);
    hold(list);
    shown = null;
    drawLast(done, handover, words);
  });
  drawCounts(list.counts);
  if (shown) return;
  next();
  if (!line.cut) beat();
}

/** Why the panel refused, beside what it says now for the person on the screen. */
async function explain(fault) {
  const people = shown.person ? await peopleFor(shown.typed) : [];
  const now = people.filter((one) => one.id === shown.person.id);
  if (now.length) show(shown.typed, now, fault);
  else complain(fault);
}

let newest = null; // the deed that stands there

/** What was done last, with what may follow; `said`: what came of that. */
function drawLast(done, handover, words, said = "") {
  const say = (sentence) => newest === done && drawLast(done, handover, words, sentence);
  const further = done.kind !== "serah" ? [] : [
    button("Batalkan", () => undoLast(done.name, handover)), button("Foto", () => photograph(handover, say)),
    button("Tanda terima", () => printReceipt(handover, say))];
  newest = done;
  const sentence = el("span", {}, `${words} `, el("b", {}, done.name), `, pukul ${clock(done.at)}. ${said}`);
  at("terakhir").replaceChildren(sentence, ...further);
}

/** Whether the panel may not know yet what was done here. */
const behind = () => line.cut || line.ended || unsent().length > 0;

/** A photo of who received: kept on this device, and sent once the panel knows the hand-over. */
async function photograph(handover, say) {
  try {
    await keepPhoto(handover, await portrait());
    await send();
    await sendPhotos();
    say("Foto tersimpan.");
  } catch (fault) {
    say(fault instanceof Fault ? (fault.passing ? "Foto disimpan di perangkat ini dan dikirim nanti." : fault.message)
      : "Foto tidak tersimpan. Coba lagi.");
  }
  line.changed();
}

/** The tanda terima of one person, printed on the spot. */
function printReceipt(handover, say) {
  if (behind()) say("Tanda terima hanya dapat dicetak selagi ada sambungan.");
  else window.open(`${OFFICE}/loket/tanda-terima?penyerahan=${encodeURIComponent(handover)}`);
}

function undoLast(name, handover) {
  if (busy) return;
  shown = { typed: name, person: null };
  draw("", []);
  askReason({ name, handover });
}

// --- the day

/** Look whether there is a line: send what waits, and see how the day goes. */
async function beat() {
  if (left() || !list) {
    if (!busy) leave();
    return;
  }
  try {
    if (list.heldOn !== today()) {
      held(point);
      list.people = [];
      list = await currentList();
    }
    await send();
    await sendPhotos();
    line.changed();
    list.counts = await ask(`/loket/hitungan?titik=${encodeURIComponent(point)}`);
  } catch (fault) {
    line.changed();
    if (!(fault instanceof Fault)) throw fault;
  }
  drawCounts(list.counts);
}

/** Somebody signed out on this device: the people of the point go, what waits to be sent stays. */
function leave() {
  wipe();
  clearInterval(beating);
  at("tanya").hidden = true;
  for (const place of ["pesan", "terakhir", "hitungan", "giliran", "lihat"]) at(place).replaceChildren();
  const many = unsent().length;
  const again = el("a", { href: `/masuk?kembali=${encodeURIComponent(location.pathname + location.search)}` }, "Masuk kembali");
  draw("", [paragraph("", el("b", {}, "Anda sudah keluar. "), again, "."),
    many ? paragraph("", `${many} catatan belum terkirim; tetap di perangkat ini dan dikirim sesudahnya.`) : ""]);
  list = null;
}

/** The list of the point, from the panel if it answers, else as this device has it. Raises Fault where there is none. */
async function currentList() {
  const known = held(point);
  try {
    const fresh = { ...await ask(`/loket/titik/${encodeURIComponent(point)}`), heldOn: today() };
    waiting().forEach((done) => apply(fresh, done, handoverOf(done)));
    hold(fresh);
    return fresh;
  } catch (fault) {
    if (fault.passing && known) return known;
    throw fault;
  }
}

async function start() {
  line.changed = () => drawState(beat);
  if (left()) {
    leave();
    return;
  }
  try {
    if (point) {
      list = await currentList();
      openDesk();
    } else {
      offerPoints(await ask("/loket/titik"));
    }
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    const away = "Tanpa sambungan, dan daftar titik ini belum ada di perangkat ini. Muat ulang selagi ada sambungan.";
    card.replaceChildren(el("p", { className: "galat", role: "alert" }, fault.status ? fault.message : away));
  }
}

function offerPoints(points) {
  const links = points.map((row) => el("button", {
    type: "button", onclick: () => location.assign(`${OFFICE}/loket?titik=${encodeURIComponent(row.id)}`),
  }, row.name, el("small", {}, row.when)));
  draw("", [
    paragraph("", points.length ? "Pilih titik tempat Anda bertugas." : "Tidak ada titik yang menyalurkan sekarang."),
    el("div", { className: "pilihan" }, ...links),
  ]);
}

function openDesk() {
  document.title = `${list.name} · Loket`;
  at("titik").textContent = list.name;
  at("tanya").hidden = false;
  if (matchMedia("(pointer: coarse)").matches) withoutKeyboard();
  ready();
  if (list.closed) complain("Titik ini sudah ditutup. Minta kantor membukanya kembali bila masih ada yang datang.");
  drawCounts(list.counts);
  beating = setInterval(beat, BEAT);
  document.onvisibilitychange = () => left() && list && !busy && leave();
  addEventListener("online", beat);
  countPhotos().then(beat);
}

/** On a phone the box has the focus for a scanner, but the keyboard comes only when the box is tapped. */
function withoutKeyboard() {
  box.inputMode = "none";
  box.onpointerdown = () => {
    box.blur();
    box.inputMode = "text";
  };
  box.onblur = () => { box.inputMode = "none"; };
  at("tanya").addEventListener("submit", () => box.blur()); // the answer needs the room
}

// --- keys

at("tanya").onsubmit = (event) => {
  event.preventDefault();
  if (box.value.trim()) take(box.value);
  else if (list.enter_hands_over && mayServe() && !card.querySelector(".isian")) handOver(shown.person);
};

box.onkeydown = (event) => {
  if (event.key !== "Tab" || event.shiftKey || !box.value) return;
  event.preventDefault();
  take(box.value);
};

document.onkeydown = (event) => {
  const typing = event.target.closest("input,select,textarea");
  if (event.key === "Escape" && !busy && list) {
    box.value = "";
    if (card.querySelector(".isian")) back();
    else proceed();
  } else if (event.key === "F2" && mayServe() && list.proxy_allowed) {
    askProxy(shown.person);
  } else if (!typing && /^\S$/u.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) {
    box.focus(); // a scanner types wherever the focus is
  }
};

document.onclick = (event) => {
  if (!event.target.closest("input,select,textarea,button,a,label,video")) box.focus();
};

at("kamera").onclick = () => look(at("lihat"), take, complain);

at("keluar").onclick = (event) => {
  const many = unsent().length;
  const sure = !many || confirm(`${many} penyerahan belum terkirim. Catatannya tetap di perangkat ini. Keluar sekarang?`);
  if (sure) wipe();
  else event.preventDefault();
};

addEventListener("beforeunload", (event) => {
  if ((line.cut || unsent().length) && !reloads()) event.preventDefault();
});

at("latihan").hidden = !OFFICE;
navigator.serviceWorker?.register(`${OFFICE}/loket/pekerja.js`, { scope: `${OFFICE}/loket` });
start();
