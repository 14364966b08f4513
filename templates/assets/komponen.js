// The panel's own elements: list of sentences, track, programmes, tiles. Text from people only by textContent.
// data = {kind, ...}; a click sends the index of what was chosen, so that no page is loaded anew.

function make(tag, name = "", ...children) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}

// The sign of a chip, from the same font as Streamlit's own icons.
function sign(name) {
  const icon = make("span", "sign", name);
  icon.setAttribute("aria-hidden", "true");
  icon.setAttribute("translate", "no");
  return icon;
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
