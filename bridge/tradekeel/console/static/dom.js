// Nodes, made without ever parsing text as markup: whatever a name holds is shown as text.

const SVG = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}

export const h = (tag, attributes, ...children) =>
  fill(document.createElement(tag), attributes, children);

export const s = (tag, attributes, ...children) =>
  fill(document.createElementNS(SVG, tag), attributes, children);

const shown = new WeakMap();

// Replaces what is in a node only when its data changed; focus stays where its data-key is.
export function show(node, data, build) {
  const text = JSON.stringify(data);
  if (shown.get(node) === text) return;
  shown.set(node, text);
  const active = document.activeElement;
  const key = node.contains(active) ? active.dataset.key : null;
  node.replaceChildren(...[build(data)].flat(Infinity).filter(Boolean));
  if (key) [...node.querySelectorAll("[data-key]")].find((n) => n.dataset.key === key)?.focus();
}

// An amount, as its exact text with its digits grouped. Never made a number: every digit stays,
// zeros at the end of the fraction apart. What is longer than eight decimals is whole in the title.
export function amount(text, unit) {
  const found = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text ?? "");
  if (!found) return h("span", { class: "amount" }, text ?? "–");
  const fraction = (found[3] ?? "").replace(/0+$/, "");
  const whole = found[2].replace(/\B(?=(\d{3})+$)/g, ",");
  const tail = fraction.length > 8 ? `${fraction.slice(0, 8)}…` : fraction.padEnd(2, "0");
  return h("span", { class: "amount", title: unit ? `${text} ${unit}` : text },
    found[1] ? "−" : "", whole, h("span", { class: "fraction" }, `.${tail}`),
    unit ? h("span", { class: "unit" }, ` ${unit}`) : null);
}

export function ago(moment, now = Date.now()) {
  if (!moment) return "–";
  const seconds = Math.max(0, Math.round((now - Date.parse(moment)) / 1000));
  return span(seconds);
}

export function span(seconds) {
  if (seconds === null || seconds === undefined) return "–";
  const value = Number(seconds);
  if (value < 10) return `${Math.round(value * 10) / 10} s`;
  if (value < 120) return `${Math.round(value)} s`;
  if (value < 7200) return `${Math.round(value / 60)} min`;
  if (value < 172800) return `${Math.round(value / 3600)} h`;
  return `${Math.round(value / 86400)} d`;
}

export const clock = (moment) =>
  moment ? h("time", { datetime: moment, title: moment }, moment.slice(0, 19).replace("T", " ")) : "–";

export const chip = (text, tone) => h("span", { class: `chip ${tone ?? ""}` }, text);

export const count = (number, one) => `${number} ${one}${Number(number) === 1 ? "" : "s"}`;

export const times = (number) => Number(number) === 1 ? "once" : `${number} times`;

export const words = (name) => String(name).replaceAll("_", " ");

// A table that becomes cards on a phone: each cell carries the name of its column.
export function table(caption, columns, rows, none) {
  if (rows.length === 0) return h("p", { class: "none" }, none);
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption,
    "data-key": `table ${caption}` },
    h("table", {},
      h("caption", { class: "unseen" }, caption),
      h("thead", {}, h("tr", {}, columns.map(([name, kind]) =>
        h("th", { scope: "col", class: kind }, name)))),
      h("tbody", {}, rows.map((row) => row instanceof Node ? row : h("tr", {},
        row.map((cell, at) => h("td", { class: columns[at][1], "data-label": columns[at][0] }, h("div", {}, cell))))))));
}

// How capital is used: positions, orders, and what is free. Numbers are for drawing only.
export function capitalBar(profile) {
  const whole = Number(profile.allocated);
  const share = (text) => whole > 0 ? Math.min(100, Math.max(0, Number(text) / whole * 100)) : 0;
  const held = share(profile.reserved_for_positions);
  const asked = Math.min(100 - held, share(profile.reserved_for_orders));
  const label = `positions ${profile.reserved_for_positions}, orders ${profile.reserved_for_orders}`
    + ` of ${profile.allocated} ${profile.currency}`;
  return s("svg", { class: "usage", viewBox: "0 0 100 10", preserveAspectRatio: "none", role: "img",
    "aria-label": label },
    s("title", {}, label),
    s("rect", { class: "track", width: 100, height: 10 }),
    s("rect", { class: "held", width: held, height: 10 }),
    s("rect", { class: "asked", x: held, width: asked, height: 10 }));
}
