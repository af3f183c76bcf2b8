// A tenant's own: capital, positions, orders. Every row came through row level security.

import { ask, currentToken, keep } from "./api.js";
import { chart } from "./charts.js";
import { ago, amount, capitalBar, chip, clock, h, show, table, words } from "./dom.js";
import { listen } from "./live.js";

const STATES = { ready: "good", reconciling: "warn", waiting: "warn", paused: "warn",
  paused_by_tenant: "warn", breached: "bad", halted: "bad", closed: "" };
const STATUSES = { open: "good", closed: "", canceled: "", expired: "", rejected: "bad" };
const SPANS = [["all", "All"], ["1000", "Last 1,000 entries"], ["100", "Last 100"]];
// So long before a token ends a newer one is asked for.
const WARN_SECONDS = 300;

export function tenantConsole(main, head, me, news) {
  const cards = h("div", { class: "cards" });
  const curve = h("div", { class: "card" });
  const positions = h("div", {});
  const orders = h("div", {});
  const incidents = h("div", {});
  const ending = h("div", {});
  let isJoined = false;
  let expiresAt = me.expiresAt;
  let chosen = null;
  let entries = "all";
  let drawn = "";
  let names = new Map();

  const range = h("div", { class: "choice", role: "group", "aria-label": "Range" },
    SPANS.map(([name, text]) => h("button", {
      type: "button", "aria-pressed": String(name === entries), onclick: async (event) => {
        entries = name;
        for (const other of range.children) other.setAttribute("aria-pressed", "false");
        event.currentTarget.setAttribute("aria-pressed", "true");
        drawn = "";
        await refresh();
      } }, text)));

  main.replaceChildren(
    ending, h("h1", { class: "unseen" }, "Portfolio"),
    h("section", { class: "part" }, h("h2", {}, "Capital"), cards),
    h("section", { class: "part" }, h("div", { class: "title" }, h("h2", {}, "Equity"), range), curve),
    h("section", { class: "part" }, h("h2", {}, "Open positions"), positions),
    h("section", { class: "part" }, h("h2", {}, "Orders"), orders),
    h("section", { class: "part" }, h("h2", {}, "Incidents"), incidents));
  show(head, me.userId, () => h("span", { class: "muted" }, `user ${me.userId.slice(0, 8)}`));

  // What happens is told by the gateway, where this address has one; else it is read again.
  const channel = me.live && listen({
    path: me.live, topic: `user:${me.userId}`, token: currentToken, news,
    changed: (is) => {
      isJoined = is;
      news();
    },
  });

  async function renew() {
    const now = await ask("me");
    if (now.userId !== me.userId) throw new Error("somebody else");
    expiresAt = now.expiresAt;
    channel?.renew();
    showEnding();
    news();
  }

  function showEnding() {
    const left = expiresAt - Date.now() / 1000;
    show(ending, left < WARN_SECONDS, (isEnding) => {
      if (!isEnding) return [];
      const input = h("input", { id: "newer", type: "password", autocomplete: "off", required: true,
        spellcheck: "false", "data-key": "newer" });
      const why = h("p", { class: "error", role: "alert" });
      return h("form", { class: "card ending", onsubmit: async (event) => {
        event.preventDefault();
        const before = currentToken();
        keep(input.value.trim());
        try {
          await renew();
        } catch (error) {
          keep(before);
          input.value = "";
          why.textContent = `Not accepted: ${error.message}.`;
        }
      } },
      h("label", { for: "newer" }, "Your token ends at ",
        h("b", {}, new Date(expiresAt * 1000).toLocaleTimeString("en-GB")),
        ". With a newer one you go on as you are."),
      h("span", { class: "row" }, input, h("button", { type: "submit", class: "primary" }, "Go on")), why);
    });
  }

  function showCapital(rows) {
    show(cards, [rows, chosen], () => rows.length === 0
      ? h("p", { class: "none" }, "No profile yet.")
      : rows.map((p) => h("button", { type: "button", class: "card profile",
        "data-key": `profile ${p.profile_id}`, "aria-pressed": String(p.profile_id === chosen),
        onclick: () => {
          chosen = p.profile_id;
          drawn = "";
          refresh();
        } },
      h("span", { class: "row" }, h("b", { class: "name" }, p.name), chip(words(p.state), STATES[p.state])),
      h("span", { class: "figure" }, amount(p.equity, p.currency)),
      capitalBar(p),
      h("span", { class: "row legend" },
        h("span", { class: "held" }, "positions ", amount(p.reserved_for_positions)),
        h("span", { class: "asked" }, "orders ", amount(p.reserved_for_orders)),
        h("span", { class: "free" }, "available ", amount(p.available))),
      h("small", {}, `${p.exchange}`, p.reconciled_at ? `, compared ${ago(p.reconciled_at)} ago` : "",
        p.reason ? `: ${p.reason}` : ""))));
  }

  const name = (id) => h("span", { class: "name" }, names.get(id) ?? id.slice(0, 8));

  function showRest(found) {
    show(positions, [found.positions, [...names]], () => table("Open positions",
      [["Symbol", ""], ["Profile", ""], ["Side", ""], ["Quantity", "end"], ["Tied up", "end"], ["Result", "end"], ["Opened", ""]],
      found.positions.map((p) => [h("b", {}, p.symbol), name(p.profile_id),
        chip(p.side, p.side === "long" ? "good" : "warn"), amount(p.quantity), amount(p.cost_basis),
        amount(p.realized_pnl), clock(p.opened_at)]), "No open position."));
    show(orders, [found.orders, [...names]], () => table("Orders",
      [["Symbol", ""], ["Profile", ""], ["Kind", ""], ["Status", ""], ["Filled", "end"], ["Quantity", "end"], ["Average", "end"], ["Changed", ""]],
      found.orders.map((o) => [h("b", {}, o.symbol), name(o.profile_id), `${o.kind} ${o.side} ${words(o.order_type)}`,
        chip(o.status, STATUSES[o.status]), amount(o.filled), amount(o.quantity),
        o.average === null ? "–" : amount(o.average), clock(o.changed_at)]), "No order yet."));
    show(incidents, found.incidents, () => table("Incidents",
      [["What", ""], ["Level", ""], ["Subject", "subject"], ["Since", ""]],
      found.incidents.map((i) => [h("b", {}, words(i.kind)), chip(i.level, i.level === "critical" ? "bad" : "warn"),
        i.subject, clock(i.opened_at)]), "Nothing that a person has to know of."));
  }

  async function refresh() {
    showEnding();
    const found = await ask("portfolio");
    names = new Map(found.profiles.map((p) => [p.profile_id, p.name]));
    if (!names.has(chosen)) chosen = found.profiles[0]?.profile_id ?? null;
    showCapital(found.profiles);
    showRest(found);
    const profile = found.profiles.find((p) => p.profile_id === chosen);
    const version = profile ? `${chosen} ${profile.seq} ${entries}` : "";
    document.title = "Portfolio · Tradekeel";
    if (profile === undefined) {
      curve.replaceChildren(h("p", { class: "none" }, "Nothing to draw yet."));
    } else if (version !== drawn) {
      const points = await ask("curve", { profile: chosen, span: entries });
      drawn = version;
      show(curve, [points, chosen], () => chart(points, {
        title: `Equity at cost, ${profile.name}`, unit: profile.currency }));
    }
  }

  return {
    refresh, renew,
    isLive: () => isJoined,
    close: () => channel?.stop(),
  };
}
