// What is drawn: elements whose text is only ever text, the answer in colour, word and sign, and small forms.

/** An element; strings and numbers among the children become text, never markup. */
export function el(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export const paragraph = (className, ...children) => el("p", { className }, ...children);

/** A button that asks for nothing but the press. */
export function button(label, press, className = "") {
  return el("button", { type: "button", className, onclick: press }, label);
}

const LOOKS = {
  "BOLEH": ["boleh", "M3 8.5 6.5 12 13 4.5"],
  "SUDAH": ["sudah", "M4 4 12 12 M12 4 4 12"],
  "BUKAN TITIK INI": ["bukan", "M2 8h12 M9.5 3.5 14 8l-4.5 4.5"],
  "TIDAK TERDAFTAR": ["tidak", "M5.5 6a2.5 2.5 0 1 1 3.6 2.2Q8 8.8 8 10 M8 12.8v.1"],
};

function sign(path) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.append(document.createElementNS(space, "path"));
  svg.firstChild.setAttribute("d", path);
  return el("span", { className: "tanda", ariaHidden: "true" }, svg);
}

/** The class of an answer's band, and what stands in it and below. */
export function answerOf(person) {
  const [look, path] = LOOKS[person.word];
  return [look, [
    el("h2", { className: "pita" }, sign(path), person.word),
    paragraph("nama", person.name),
    person.who && paragraph("", person.who),
    person.word === "BOLEH" ? entitlement(person) : paragraph("", el("b", {}, person.lead), person.rest),
  ].filter(Boolean)];
}

function entitlement(person) {
  return el("dl", {},
    el("dt", {}, "Paket"), el("dd", {}, person.lead.replace(/\.$/, "")),
    el("dt", {}, "Bawa"), el("dd", {}, "KTP dan KK asli"));
}

/**
 * A form: `fields` are {name, label, choices?, phone?, check?, wide?, optional?}, to be filled. `send(values)` is called once
 * all are; `back()` takes the form away.
 */
export function form(title, fields, label, send, back) {
  const inputs = fields.map(input);
  const fault = el("p", { className: "galat", hidden: true });
  fault.setAttribute("role", "alert");
  const made = el("form", { className: "isian", noValidate: true, autocomplete: "off" },
    el("h3", {}, title), ...fields.map((field, at) => labelled(field, inputs[at])), fault,
    el("div", { className: "tombol" }, button("Kembali", back), el("button", { className: "utama" }, label)));
  made.onsubmit = (event) => {
    event.preventDefault();
    const missing = fields.filter((field, at) => !field.optional && !valueOf(inputs[at]));
    fault.textContent = `Isi dahulu: ${missing.map((field) => field.label).join(", ")}.`;
    fault.hidden = !missing.length;
    if (missing.length) inputs[fields.indexOf(missing[0])].focus();
    else send(Object.fromEntries(fields.map((field, at) => [field.name, valueOf(inputs[at])])));
  };
  return made;
}

function input(field) {
  if (field.choices) {
    const options = ["", ...field.choices].map((choice) => el("option", { value: choice }, choice || "Pilih"));
    return el("select", { name: field.name, required: true }, ...options);
  }
  const type = field.check ? "checkbox" : field.phone ? "tel" : "text";
  return el("input", { name: field.name, required: !field.optional, type, maxLength: field.phone ? 30 : 200 });
}

function labelled(field, filled) {
  if (field.check) return el("label", { className: "centang" }, filled, field.label);
  return el("label", { className: field.wide ? "lebar" : "" }, field.label, filled);
}

const valueOf = (filled) => (filled.type === "checkbox" ? filled.checked : filled.value.trim());
