// Streamlit's text box tells what was typed only when it is left, or at Ctrl+Enter. This presses Ctrl+Enter in every
// pause of typing, so that the preview beside the box follows. Forms are left alone: they are sent as a whole.

const PAUSE = 300; // ms

let waiting;

const tell = (box) => box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true }));

const typed = ({ target }) => {
  if (target.tagName !== "TEXTAREA" || target.closest("[data-testid=stForm]")) return;
  clearTimeout(waiting);
  waiting = setTimeout(tell, PAUSE, target);
};

export default function () {
  document.addEventListener("input", typed);
  typed({ target: document.activeElement }); // what was typed before this script was there
  return () => document.removeEventListener("input", typed);
}
