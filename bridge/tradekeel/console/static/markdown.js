// Runbooks as nodes. Knows what they use: headings, paragraphs, lists, tables, code, links.

import { h } from "./dom.js";

function inline(text, open) {
  const parts = [];
  const pattern = /`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\(([^)\s]+)\)/g;
  let at = 0;
  for (const found of text.matchAll(pattern)) {
    parts.push(text.slice(at, found.index));
    at = found.index + found[0].length;
    if (found[1] !== undefined) parts.push(h("code", {}, found[1]));
    else if (found[2] !== undefined) parts.push(h("strong", {}, found[2]));
    else {
      const page = /^([A-Za-z-]+)\.md$/.exec(found[4]);
      parts.push(page
        ? h("button", { type: "button", class: "link", onclick: () => open(page[1]) }, found[3])
        : found[3]);
    }
  }
  parts.push(text.slice(at));
  return parts;
}

// What stands in angle brackets becomes the id that is known; only ids, so that what is copied into
// psql is what the page says and nothing else.
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const filled = (text, ids) => text.replace(/<([a-z]+)>/g, (mark, name) =>
  ID.test(ids[name] ?? "") ? ids[name] : mark);

function code(lines, ids) {
  const text = filled(lines.join("\n"), ids);
  const copy = h("button", { type: "button", class: "copy", onclick: async () => {
    await navigator.clipboard.writeText(text);
    copy.textContent = "Copied";
  } }, "Copy");
  return h("div", { class: "code" }, navigator.clipboard ? copy : null,
    h("pre", { tabindex: "0" }, h("code", {}, text)));
}

const cells = (line) => line.replace(/^\||\|$/g, "").split("|").map((cell) => cell.trim());

export function markdown(text, open, ids = {}) {
  const lines = text.split("\n");
  const nodes = [];
  while (lines.length > 0) {
    const line = lines.shift();
    const heading = /^(#{1,4}) (.*)$/.exec(line);
    if (line.trim() === "") continue;
    if (line.startsWith("```")) {
      const end = lines.findIndex((next) => next.startsWith("```"));
      nodes.push(code(lines.splice(0, end < 0 ? lines.length : end), ids));
      lines.shift();
    } else if (heading) {
      nodes.push(h(`h${heading[1].length + 2}`, {}, inline(heading[2], open)));
    } else if (line.startsWith("|")) {
      const rows = [line];
      while (lines[0]?.startsWith("|")) rows.push(lines.shift());
      const [head, , ...body] = rows.map(cells);
      nodes.push(h("table", {},
        h("thead", {}, h("tr", {}, head.map((cell) => h("th", {}, inline(cell, open))))),
        h("tbody", {}, body.map((row) => h("tr", {}, row.map((cell) =>
          h("td", {}, inline(cell, open))))))));
    } else if (/^([-*]|\d+\.) /.test(line)) {
      const items = [line.replace(/^([-*]|\d+\.) /, "")];
      while (/^([-*]|\d+\.) |^ +\S/.test(lines[0] ?? "")) {
        const next = lines.shift();
        if (/^ /.test(next)) items[items.length - 1] += ` ${next.trim()}`;
        else items.push(next.replace(/^([-*]|\d+\.) /, ""));
      }
      const first = /^\d+/.exec(line)?.[0];
      nodes.push(h(first ? "ol" : "ul", first ? { start: first } : {}, items.map((item) =>
        h("li", {}, inline(item, open)))));
    } else {
      const rest = [line];
      while (lines[0]?.trim() && !/^(#|```|\||[-*] |\d+\. )/.test(lines[0])) rest.push(lines.shift());
      nodes.push(h("p", {}, inline(rest.join(" "), open)));
    }
  }
  return nodes;
}
