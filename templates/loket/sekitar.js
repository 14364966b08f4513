// What stands around the answer: the bar with the line, the counters, and what the office refused.

import { button, el } from "./layar.js";
import { line, refused, settle, twice, unsent } from "./sambungan.js";
import { clock } from "./daftar.js";
import { photos } from "./foto.js";

const at = (id) => document.getElementById(id);

/** Whether the page would open again without a line. */
export const reloads = () => !!navigator.serviceWorker?.controller;

const COUNTED = { serah: 1, batal: -1, adu: 0 };
const VERBS = { serah: "diserahkan", batal: "dibatalkan", adu: "pengaduan dicatat" };

/** The point in numbers, with what this desk has done and not sent yet. */
export function drawCounts(counts) {
  const here = unsent().reduce((sum, done) => sum + COUNTED[done.kind], 0);
  const figures = [
    [counts.handed + here, ` diserahkan dari ${counts.planned}`],
    [Math.max(0, counts.not_come - here), " belum datang"],
    ...(counts.left === null ? [] : [[counts.left - here, " paket tersisa"]]),
    ...(counts.each ? [[1, ` tiap ${counts.each}`]] : []),
  ].map(([figure, word]) => el("span", {}, el("b", {}, figure), word));
  const end = counts.end ? [el("span", {}, "Perkiraan selesai ", el("b", {}, counts.end))] : [];
  at("hitungan").replaceChildren(...figures, ...end);
}

/** The bar: is there a line, and how much waits here? `resend()` tries the line again. */
export function drawState(resend) {
  const many = [[unsent().length, ""], [photos.waiting, " foto"]].filter(([number]) => number)
    .map(([number, what]) => `${number}${what}`).join(" dan ");
  const bar = at("keadaan");
  bar.className = many || line.cut || line.ended ? "tunda" : "";
  put(bar, many ? `${many} belum terkirim` : line.cut ? "Tanpa sambungan" : line.ended ? "Sudah keluar" : "✓ Tersambung");
  put(at("pesan"), ...message());
  drawRefused(resend);
}

function message() {
  if (line.ended) {
    const back = encodeURIComponent(location.pathname + location.search);
    const again = el("a", { href: `/masuk?kembali=${back}` }, "Masuk kembali");
    return ["Anda sudah lama tidak aktif. ", again, "; catatan di perangkat ini tetap ada dan dikirim sesudahnya."];
  }
  const reload = reloads() ? "" : " Jangan muat ulang halaman ini.";
  return line.cut ? [`Tanpa sambungan. Penyerahan dicatat di perangkat ini dan dikirim nanti.${reload}`] : [];
}

/** New content only where it differs: a screen reader says what changes. */
function put(place, ...parts) {
  const text = parts.map((part) => part.textContent ?? part).join("");
  if (place.textContent !== text) place.replaceChildren(...parts);
}

function drawRefused(resend) {
  const rows = refused();
  const doubles = rows.filter(twice).length;
  const title = doubles ? `Dilayani di dua titik (${doubles})` : `Ditolak kantor (${rows.length})`;
  const items = rows.map((done) => refusedRow(done, resend));
  at("ditolak").replaceChildren(...(rows.length ? [el("h2", {}, title), el("ul", {}, ...items)] : []));
}

function refusedRow(done, resend) {
  const leave = (again) => () => {
    settle(done, again);
    drawState(resend);
    if (again) resend();
  };
  return el("li", {},
    el("b", {}, done.name), ` – ${VERBS[done.kind]} di sini pukul ${clock(done.at)}. ${done.fault}`,
    el("div", { className: "tombol" }, button("Kirim lagi", leave(true)), button("Sudah ditangani", leave(false))));
}
