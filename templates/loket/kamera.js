// The camera as second way: a live picture where the browser reads codes itself, else a photo that the panel reads.

import { button, el } from "./layar.js";
import { Fault, ask } from "./sambungan.js";

const LONGEST = 1600; // pixels of a photo's longer side: a QR held up to the camera stays readable
const PROOF = 1000; // of a photo that is kept: a face and a paper, some 100 kB
const EVERY = 200; // ms between two looks

/** Look for a code: `found(text)` where there is one, else `complain(sentence)`. `place` takes a live picture. */
export async function look(place, found, complain) {
  try {
    if (live()) {
      await watch(place, found);
      return;
    }
    const [code] = await photo();
    if (code) found(code);
    else complain("Kode tidak terbaca. Dekatkan kamera, lalu foto lagi; atau ketik kodenya.");
  } catch (error) {
    complain(error instanceof Fault && error.status ? error.message
      : "Kamera tidak dapat dipakai. Ketik kode di bawah QR, 4 angka akhir NIK, atau nama.");
  }
}

/** Whether the browser shows a live picture (only where the page has HTTPS or is on localhost) and reads codes. */
const live = () => "BarcodeDetector" in window && !!navigator.mediaDevices?.getUserMedia;

/** Show the live picture until a code is seen. Raises what the camera raises. */
async function watch(place, found) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  const video = el("video", { srcObject: stream, playsInline: true, muted: true });
  const stop = () => {
    stream.getTracks().forEach((track) => track.stop());
    place.replaceChildren();
  };
  place.replaceChildren(video, el("div", { className: "tombol" }, button("Tutup kamera", stop)));
  await video.play();
  const detector = new window.BarcodeDetector({ formats: ["qr_code"] });
  while (stream.active && place.contains(video)) {
    const [code] = await detector.detect(video).catch(() => []);
    if (code) {
      stop();
      found(code.rawValue);
    }
    await new Promise((done) => { setTimeout(done, EVERY); });
  }
  stream.getTracks().forEach((track) => track.stop());
}

/** Let somebody photograph the receiver: a small JPEG. */
export const portrait = async () => smaller(await chosen(), PROOF);

/** Let somebody take a photo, and give the codes that the panel reads in it. Raises Fault. */
async function photo() {
  const file = await chosen();
  const { codes } = await ask("/loket/foto", await smaller(file, LONGEST));
  return codes;
}

function chosen() {
  const input = el("input", { type: "file", accept: "image/*" });
  input.setAttribute("capture", "environment");
  return new Promise((take) => {
    input.onchange = () => take(input.files[0]);
    input.click();
  });
}

/** A photo as JPEG that is small enough for a weak line. */
async function smaller(file, longest) {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
  const canvas = el("canvas", { width: picture.width * scale, height: picture.height * scale });
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((take) => { canvas.toBlob(take, "image/jpeg", 0.8); });
}
