// The panel's own elements: list of sentences, track, programmes, tiles. Text from people only by textContent.
// data = {kind, ...}; a click sends the index of what was chosen, so that no page is loaded anew.

const SIGNS = {
  check: "M3 8.5 6.5 12 13 4.5",
  priority_high: "M8 2.5v7M8 12.6v.9",
  hourglass_top: "M4 2.5h8M4 13.5h8M5 2.5c0 5 6 6 6 11M11 2.5c0 5-6 6-6 11",
  play_arrow: "M5 3.2 12.5 8 5 12.8Z",
  radio_button_unchecked: "M8 3a5 5 0 1 0 0 10A5 5 0 0 0 8 3Z",
  block: "M8 3a5 5 0 1 0 0 10A5 5 0 0 0 8 3ZM4.5 11.5l7-7",
  undo: "M6 3 3 6l3 3M3 6h6.5a3.7 3.7 0 0 1 0 7.4H6",
  close: "M4 4l8 8M12 4l-8 8",
  today: "M3 4h10v9H3ZM3 7.2h10M6 2.2V5M10 2.2V5",
  call_split: "M8 14V9L3 4M8 9l5-5M3 7.5V4h3.5M9.5 4H13v3.5",
  event: "M3 4h10v9H3ZM3 7.2h10M6 2.2V5M10 2.2V5",
  edit_note: "M2.5 4.5h8M2.5 8h5M7 13.5l.5-2.2 4.7-4.7 1.7 1.7-4.7 4.7Z",
  draw: "M3 13l.8-3.2L11 2.6l2.4 2.4-7.2 7.2ZM9 4.6 11.4 7",
  tag: "M6 2.5 4.5 13.5M11.5 2.5 10 13.5M2.5 6h11M2.5 10h11",
  more_horiz: "M3.5 8h.1M8 8h.1M12.5 8h.1",
  visibility: "M2 8c3-5 9-5 12 0-3 5-9 5-12 0ZM8 7v2",
};

function make(tag, name = "", ...children) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}

function sign(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", SIGNS[name] ?? SIGNS.radio_button_unchecked);
  svg.append(path);
  return svg;
}

const chip = ({ word, color, icon }) => make("span", `chip ${color}`, sign(icon), word);

function link(goal, choose, name, ...children) {
  const anchor = make("a", name, ...children);
  anchor.href = goal.href;
  anchor.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a new tab, as everywhere
    event.preventDefault();
    choose(goal.index);
  });
  return anchor;
}

const DRAW = {
  sentences: ({ lines }, choose) =>
    make("ul", "sentences", ...lines.map((line) =>
      make("li", "", link(line.goal, choose, "card",
        chip(line.chip),
        make("span", "text", line.before, make("b", "", line.name), line.after),
        make("span", "go", line.link, " →"))))),

  track: ({ steps }, choose) =>
    make("ol", "track", ...steps.map((step) => {
      const item = make("li", step.look, link(step.goal, choose, "",
        make("span", "mark", step.icon ? sign(step.icon) : String(step.number)),
        make("b", "", `${step.number}. ${step.title}`),
        make("i", "", step.word),
        ...step.notes.map((note) => make("span", "", note))));
      if (step.current) item.setAttribute("aria-current", "step");
      return item;
    })),

  programmes: ({ programmes }, choose) =>
    make("ul", "programmes", ...programmes.map((one) =>
      make("li", "", link(one.goal, choose, "",
        make("span", "top", make("b", "", one.name), chip(one.chip)),
        make("span", "bars", ...one.bars.map((look) => make("span", look))),
        one.sentence && make("span", "note", one.sentence))))),

  checks: ({ checks }, choose) =>
    make("ul", "checks", ...checks.map((check) => {
      const shown = [chip(check.chip), make("span", "", check.text)];
      return make("li", "", check.goal ? link(check.goal, choose, "check", ...shown) : make("span", "check", ...shown));
    })),

  figures: ({ figures }, choose) =>
    make("ul", "figures", ...figures.map((figure) =>
      make("li", "", link(figure.goal, choose, "card", make("span", "", figure.label), make("b", "", figure.value))))),

  tiles: ({ groups, legend }, choose) =>
    make("div", "map", ...groups.map((group) => {
      const area = make("section", "group", make("h3", "", group.name),
        make("div", "pair", ...group.tiles.map((tile) =>
          link(tile.goal, choose, `tile share${tile.share}`, make("span", "", tile.name), make("b", "", tile.figure)))));
      area.style.gridColumn = group.column;
      area.style.gridRow = `${group.row} / span 2`;
      return area;
    }), make("p", "legend", "0 ", ...[0, 1, 2, 3, 4].map((share) => make("span", `share${share}`)), " semua",
      make("br"), legend)),
};

export default function ({ parentElement, data, setTriggerValue }) {
  const old = parentElement.querySelector(".panel");
  const drawn = make("div", "panel", DRAW[data.kind](data, (index) => setTriggerValue("chosen", index)));
  if (old) old.replaceWith(drawn);
  else parentElement.append(drawn);
}
