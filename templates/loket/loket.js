// The desk: one box, one answer, one button. What is scanned while an answer still waits for its button stands in line.

import { answerOf, button, el, form, paragraph } from "./layar.js";
import { Fault, ask, deed, deliver, handoverOf, line, refused, send, settle, twice, unsent, waiting } from "./sambungan.js";
import { apply, clock, find, held, hold, learn, wipe } from "./daftar.js";
import { live as cameraReads, photo, watch } from "./kamera.js";

const BEAT = 10_000; // ms between two looks at line and counters
const at = (id) => document.getElementById(id);
const box = at("kotak"), card = at("jawaban");
const point = new URLSearchParams(location.search).get("titik");

let list = null; // the point as this device knows it
let shown = null; // {typed, person} of the answer on the screen; person null while several are offered
let busy = false; // a question or a deed is under way
const codes = []; // scanned or typed, not yet asked

// --- asking

/** Something was scanned or typed. Again the same one, as scanners send it when held too long, is one. */
function take(text) {
  const typed = text.trim();
  box.value = "";
  if (!typed || typed === (codes.at(-1) ?? shown?.typed)) return;
  if (!busy && !codes.length && !mayServe()) shown = null;
  codes.push(typed);
  next();
}

/** Ask for the one who is first in line, unless an answer still stands there. */
async function next() {
  drawLine();
  if (busy || shown) return;
  if (!codes.length) {
    ready();
    return;
  }
  const typed = codes.shift();
  await working(async () => show(typed, await peopleFor(typed)));
  drawLine();
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
    const unforeseen = "Perangkat ini tidak dapat mencatat. Kosongkan tempat, atau pakai peramban lain.";
    draw("", [el("p", { className: "galat", role: "alert" }, error instanceof Fault ? error.message : unforeseen)]);
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

function draw(look, parts) {
  card.className = `kartu ${look}`;
  card.replaceChildren(...parts);
  box.focus();
}

function ready() {
  draw("", [
    paragraph("", el("b", {}, "Siap."), ` Pindai undangan orang ${list.counts.handed ? "berikutnya" : "pertama"}.`),
    paragraph("", "Tidak ada QR? Ketik 4 angka akhir NIK, atau sebagian nama."),
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
  }, person.name, el("small", {}, person.who)));
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
    "SUDAH": person.handover ? [button("Batalkan penyerahan ini", () => askReason(person))] : [],
    "BUKAN TITIK INI": person.id ? [button("Serahkan di sini dengan alasan", () => askElsewhere(person)), ...proxy] : [],
    "TIDAK TERDAFTAR": [],
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

function askReason({ name, handover }) {
  const title = `Batalkan penyerahan kepada ${name}? Kedua catatan tetap tersimpan.`;
  const fields = [{ name: "reason", label: "Alasan", wide: true }];
  open(form(title, fields, "Batalkan penyerahan", ({ reason }) => cancel(name, handover, reason), back));
}

// --- doing

function handOver(person, more) {
  const done = deed("serah", person.name, { recipient: person.id, point, ...more });
  return perform(done, handoverOf(done), "Diserahkan kepada");
}

const cancel = (name, handover, reason) => perform(deed("batal", name, { handover, reason }), handover, "Dibatalkan:");

/** Do a deed. What the panel refuses while we stand here is shown; without an answer the desk goes on. */
async function perform(done, handover, words) {
  if (busy) return;
  await working(async () => {
    const result = await deliver(done);
    if (result.galat) {
      const people = await peopleFor(shown.typed);
      show(shown.typed, people.filter((one) => one.id === shown.person?.id), result.galat);
      return;
    }
    apply(list, done, handover);
    hold(list);
    if (result.counts) list.counts = result.counts;
    shown = null;
    drawLast(done, handover, words, result instanceof Fault);
  });
  if (!shown) next();
  drawCounts();
}

function drawLast(done, handover, words, late) {
  const undo = done.kind === "serah" ? button("Batalkan", () => undoLast(done.name, handover)) : "";
  at("terakhir").replaceChildren(
    el("span", {}, `${words} `, el("b", {}, done.name), `, pukul ${clock(done.at)}${late ? ", belum terkirim" : ""}. `), undo);
}

function undoLast(name, handover) {
  if (busy) return;
  shown = { typed: name, person: null };
  draw("", []);
  askReason({ name, handover });
}

// --- what stands around the answer

function drawLine() {
  at("giliran").textContent = codes.length ? `Berikutnya: ${codes.join(" · ")}` : "";
}

function drawCounts() {
  const { counts } = list;
  const here = unsent().reduce((sum, done) => sum + (done.kind === "serah" ? 1 : -1), 0);
  const figures = [
    [counts.handed + here, ` diserahkan dari ${counts.planned}`], [Math.max(0, counts.not_come - here), " belum datang"],
    ...(counts.left === null ? [] : [[counts.left - here, " paket tersisa"]]),
    ...(counts.each ? [[1, ` tiap ${counts.each}`]] : []),
  ].map(([figure, word]) => el("span", {}, el("b", {}, figure), word));
  const end = counts.end ? [el("span", {}, "Perkiraan selesai ", el("b", {}, counts.end))] : [];
  at("hitungan").replaceChildren(...figures, ...end);
}

/** The bar: is there a line, and how much waits here? */
function drawState() {
  const many = unsent().length;
  const bar = at("keadaan");
  bar.className = many || line.cut || line.ended ? "tunda" : "";
  put(bar, many ? `${many} belum terkirim` : line.cut ? "Tanpa sambungan" : line.ended ? "Sudah keluar" : "✓ Tersambung");
  if (line.ended) {
    const again = el("a", { href: `/masuk?kembali=${encodeURIComponent(location.pathname + location.search)}` }, "Masuk kembali");
    put(at("pesan"), "Anda sudah lama tidak aktif. ", again, "; catatan di perangkat ini tetap ada dan dikirim sesudahnya.");
  } else if (line.cut) {
    const reload = reloads() ? "" : " Jangan muat ulang halaman ini.";
    put(at("pesan"), `Tanpa sambungan. Penyerahan dicatat di perangkat ini dan dikirim nanti.${reload}`);
  } else {
    put(at("pesan"));
  }
  drawRefused();
}

/** New content only where it differs: a screen reader says what changes. */
function put(place, ...parts) {
  const text = parts.map((part) => part.textContent ?? part).join("");
  if (place.textContent !== text) place.replaceChildren(...parts);
}

/** Whether the page would open again without a line. */
const reloads = () => !!navigator.serviceWorker?.controller;

function drawRefused() {
  const rows = refused();
  const doubles = rows.filter(twice).length;
  const title = doubles ? `Dilayani di dua titik (${doubles})` : `Ditolak kantor (${rows.length})`;
  at("ditolak").replaceChildren(...(rows.length ? [el("h2", {}, title), el("ul", {}, ...rows.map(refusedRow))] : []));
}

function refusedRow(done) {
  const said = ` – ${done.kind === "serah" ? "diserahkan" : "dibatalkan"} di sini pukul ${clock(done.at)}. ${done.fault}`;
  const leave = (again) => () => {
    settle(done, again);
    drawState();
    beat();
  };
  return el("li", {}, el("b", {}, done.name), said, el("div", { className: "tombol" },
    button("Kirim lagi", leave(true)), button("Sudah ditangani", leave(false))));
}

// --- the camera

async function look() {
  try {
    if (cameraReads()) {
      proceed();
      await watch(card, take);
      return;
    }
    const found = await photo();
    if (found.length) take(found[0]);
    else draw("", [el("p", { className: "galat", role: "alert" }, "Kode tidak terbaca. Dekatkan kamera, lalu foto lagi; atau ketik kodenya.")]);
  } catch (error) {
    const said = error instanceof Fault && error.status ? error.message
      : "Kamera tidak dapat dipakai. Ketik kode di bawah QR, 4 angka akhir NIK, atau nama.";
    draw("", [el("p", { className: "galat", role: "alert" }, said)]);
  }
}

// --- the day

/** Look whether there is a line: send what waits, and see how the day goes. */
async function beat() {
  try {
    await send();
    list.counts = await ask(`/loket/hitungan?titik=${encodeURIComponent(point)}`);
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
  }
  drawCounts();
}

/** The list of the point, from the panel if it answers, else as this device has it. Raises Fault where there is none. */
async function fetchList() {
  list = held(point);
  try {
    const fresh = await ask(`/loket/titik/${encodeURIComponent(point)}`);
    waiting().forEach((done) => apply(fresh, done, handoverOf(done)));
    hold(fresh);
    list = fresh;
  } catch (fault) {
    if (!fault.passing || !list) throw fault;
  }
}

async function start() {
  line.changed = drawState;
  try {
    if (point) {
      await fetchList();
      openDesk();
    } else {
      offerPoints(await ask("/loket/titik"));
    }
  } catch (fault) {
    draw("", [el("p", { className: "galat", role: "alert" }, `${fault.message} Daftar titik ini belum ada di perangkat ini.`)]);
    if (!(fault instanceof Fault)) throw fault;
  }
}

function offerPoints(points) {
  const links = points.map((row) => el("button", {
    type: "button", onclick: () => location.assign(`/loket?titik=${encodeURIComponent(row.id)}`),
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
  if (list.closed) put(at("pesan"), "Titik ini sudah ditutup. Minta kantor membukanya kembali bila masih ada yang datang.");
  ready();
  drawCounts();
  setInterval(beat, BEAT);
  addEventListener("online", beat);
  beat();
}

/** On a phone the box has the focus for a scanner, but the keyboard comes only when the box is tapped. */
function withoutKeyboard() {
  box.inputMode = "none";
  box.onpointerdown = () => {
    box.blur();
    box.inputMode = "text";
  };
  box.onblur = () => { box.inputMode = "none"; };
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

at("kamera").onclick = look;

at("keluar").onclick = (event) => {
  const many = unsent().length;
  const sure = !many || confirm(`${many} penyerahan belum terkirim. Catatannya tetap di perangkat ini. Keluar sekarang?`);
  if (sure) wipe();
  else event.preventDefault();
};

addEventListener("beforeunload", (event) => {
  if ((line.cut || unsent().length) && !reloads()) event.preventDefault();
});

navigator.serviceWorker?.register("/loket/pekerja.js", { scope: "/loket" });
start();
