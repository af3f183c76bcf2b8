// Curves over time. Positions on the drawing are numbers; what is written beside it is the text
// that the database gave.

import { amount, h, s } from "./dom.js";

const HEIGHT = 190;
const LEFT = 4;
const RIGHT = 4;
const TOP = 14;
const BOTTOM = 22;

function ticks(low, high) {
  const step = 10 ** Math.floor(Math.log10((high - low) || 1));
  const size = [0.2, 0.5, 1, 2, 5].map((n) => n * step).find((n) => (high - low) / n <= 4) ?? step;
  const found = [];
  for (let at = Math.ceil(low / size) * size; at <= high + size / 1e6; at += size) found.push(at);
  return found;
}

const short = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 2 });

function hour(seconds, range) {
  const moment = new Date(seconds * 1000);
  const day = moment.toLocaleDateString("en-GB", { day: "2-digit", month: "short" });
  const time = moment.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit",
    second: range < 900 ? "2-digit" : undefined });
  return range > 3 * 86400 ? day : range > 86400 ? `${day} ${time}` : time;
}

// points: [[epoch seconds, text]]. options: title, unit, from, to, count (not money), zero (0 up).
// Values stand until the next one, so the line goes in stairs.
export function chart(points, options) {
  const { title, unit } = options;
  if (points.length === 0) {
    return h("figure", { class: "chart" }, h("figcaption", {}, title),
      h("p", { class: "none" }, "Nothing recorded yet. The bridge samples every ten seconds."));
  }
  const values = points.map(([, text]) => Number(text));
  const least = Math.min(...values);
  const most = Math.max(...values);
  const room = (most - least) * 0.12 || Math.abs(most) * 0.01 || 1;
  const low = options.zero ? 0 : least >= 0 ? Math.max(0, least - room) : least - room;
  const high = options.zero ? Math.max(4, Math.ceil(most * 1.1)) : most + room;
  const from = options.from ?? points[0][0];
  const to = Math.max(options.to ?? 0, points.at(-1)[0], from + 1);
  const floor = HEIGHT - BOTTOM;
  const y = (value) => floor - (value - low) / (high - low) * (floor - TOP);

  const read = h("output", { class: "reading" });
  const drawing = s("svg", {
    role: "img", tabindex: "0", "data-key": `chart ${title}`, height: HEIGHT,
    "aria-label": `${title}: now ${points.at(-1)[1]} ${unit ?? ""}. Arrow keys read earlier values.`,
  });
  let width = 0;
  let corners = [];
  let cursor = null;
  let chosen = points.length - 1;

  function put(at, moving) {
    chosen = Math.max(0, Math.min(points.length - 1, at));
    const [px, py] = corners[chosen];
    cursor.setAttribute("visibility", moving ? "visible" : "hidden");
    cursor.setAttribute("transform", `translate(${px} 0)`);
    cursor.lastChild.setAttribute("cy", py);
    const moment = new Date(points[chosen][0] * 1000);
    read.setAttribute("aria-live", moving ? "polite" : "off");
    read.replaceChildren(
      options.count ? h("b", {}, points[chosen][1]) : amount(points[chosen][1], unit),
      h("span", { class: "when" }, moving ? ` ${moment.toLocaleString("en-GB")}` : " now"));
  }

  function draw(wide) {
    width = wide;
    const x = (at) => LEFT + (at - from) / (to - from) * (width - LEFT - RIGHT);
    corners = points.map(([at], n) => [x(at), y(values[n])]);
    const stairs = corners.map(([px, py], n) => (n === 0 ? `M${px} ${py}` : `H${px}V${py}`)).join("");
    const line = options.to ? `${stairs}H${x(to)}` : stairs;
    cursor = s("g", { class: "cursor", visibility: "hidden" },
      s("line", { y1: TOP, y2: floor }), s("circle", { r: 4 }));
    drawing.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
    drawing.replaceChildren(
      ...ticks(low, high).flatMap((value) => [
        s("line", { class: "grid", x1: LEFT, x2: width - RIGHT, y1: y(value), y2: y(value) }),
      ]),
      ...[0, 0.5, 1].map((part) => s("text", {
        class: "tick", x: LEFT + part * (width - LEFT - RIGHT), y: HEIGHT - 6,
        "text-anchor": ["start", "middle", "end"][part * 2],
      }, hour(from + part * (to - from), to - from))),
      s("path", { class: "area", d: `${line}V${floor}H${corners[0][0]}Z` }),
      s("path", { class: "line", d: line }),
      s("circle", { class: "dot", cx: corners.at(-1)[0], cy: corners.at(-1)[1], r: 3 }),
      ...ticks(low, high).map((value) => s("text", { class: "tick", x: LEFT, y: y(value) - 3 },
        short.format(Math.abs(value) < 1e-9 ? 0 : value))),
      cursor);
    put(chosen, false);
  }

  drawing.addEventListener("keydown", (event) => {
    const move = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10,
      Home: -points.length, End: points.length }[event.key];
    if (move === undefined) return;
    event.preventDefault();
    put(chosen + move, true);
  });
  drawing.addEventListener("pointermove", (event) => {
    const at = from + (event.clientX - drawing.getBoundingClientRect().left - LEFT)
      / (width - LEFT - RIGHT) * (to - from);
    let best = 0;
    points.forEach(([when], n) => {
      if (Math.abs(when - at) < Math.abs(points[best][0] - at)) best = n;
    });
    put(best, true);
  });
  for (const end of ["blur", "pointerleave"]) {
    drawing.addEventListener(end, () => put(points.length - 1, false));
  }
  new ResizeObserver(([entry]) => {
    const wide = Math.round(entry.contentRect.width);
    if (wide > 0 && wide !== width) draw(wide);
  }).observe(drawing);
  draw(600);
  return h("figure", { class: `chart ${options.tone ?? ""}` },
    h("figcaption", {}, h("span", {}, title), read), drawing);
}
