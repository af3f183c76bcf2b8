// What `tradekeel status` shows, with history and the runbook beside each trouble.

import { ask } from "./api.js";
import { chart } from "./charts.js";
import { ago, amount, capitalBar, chip, count, h, show, span, table, times, words } from "./dom.js";
import { markdown } from "./markdown.js";

const TONES = { ok: "good", degraded: "warn", at_risk: "bad" };
const LEVELS = { info: "", warning: "warn", critical: "bad" };
const STATES = { active: "good", paused: "warn", breached: "bad", closed: "" };
const GRAINS = { recent: "Hour", day: "Day", month: "30 days" };
const SHOWN = 12;
// Where on the page the figure of a tile is told, when it is not well.
const PLACES = { Incidents: "incidents", Mismatches: "mismatches", "Capital violations": "capital" };
const NOBODY = "00000000-0000-0000-0000-000000000000";
const JUMPS = { "How to look": "Look", "How to recover": "Recover", "How to know it is over": "Over",
  "When to escalate": "Call" };

export function operatorConsole(main, head) {
  const part = (name, ...rest) => h("section", { class: `part ${name}`, "aria-label": name }, ...rest);
  const risks = h("div", { class: "risks" });
  const tiles = h("div", { class: "tiles" });
  const equity = h("div", { class: "card" });
  const trouble = h("div", { class: "card" });
  const profiles = h("div", {});
  const incidents = h("div", {});
  const page = h("article", { class: "runbook", tabindex: "-1", "aria-label": "Runbook", "aria-live": "polite" });
  const loops = h("div", { class: "card" });
  const places = h("div", { class: "card" });
  const mismatches = h("div", {});
  let grain = "recent";
  let currency = null;
  let history = null;
  let askedAt = 0;
  let opened = null;
  let asked = 0;
  let chosen = null;
  const explained = new Map();

  const range = h("div", { class: "choice", role: "group", "aria-label": "Range" },
    Object.entries(GRAINS).map(([name, text]) => h("button", {
      type: "button", "aria-pressed": String(name === grain), onclick: async (event) => {
        grain = name;
        for (const other of range.children) other.setAttribute("aria-pressed", "false");
        event.currentTarget.setAttribute("aria-pressed", "true");
        askedAt = 0;
        await curves();
      } }, text)));

  const currencies = h("div", { class: "end" });

  main.replaceChildren(
    h("h1", { class: "unseen" }, "Operations"), risks, tiles,
    part("history", h("div", { class: "title" }, h("h2", {}, "History"), currencies, range),
      h("div", { class: "two" }, equity, trouble)),
    part("capital", h("h2", {}, "Capital"), profiles),
    part("incidents", h("h2", {}, "Incidents"),
      h("div", { class: "beside" }, incidents, h("div", { class: "card" }, page))),
    part("mismatches", h("h2", {}, "Mismatches"), mismatches),
    part("machinery", h("h2", {}, "Machinery"), h("div", { class: "two" }, loops, places)));

  // ids: what the page's commands are filled in with, by the name in their angle brackets.
  async function open(name, ids = {}) {
    opened = name;
    asked += 1;
    const mine = asked;
    try {
      const found = await ask(`runbooks/${encodeURIComponent(name)}`);
      if (mine !== asked) return;
      const [title, ...rest] = markdown(found.text, (other) => turn(other, ids), ids);
      page.replaceChildren(title, jumps(rest), filledIn(ids), ...rest);
    } catch {
      page.replaceChildren(h("p", { class: "none" }, `There is no runbook ${name}.`));
    }
    for (const button of main.querySelectorAll("[data-runbook]")) {
      button.setAttribute("aria-current", String(button.dataset.runbook === name));
    }
  }

  function jumps(nodes) {
    const headings = nodes.filter((node) => node.tagName === "H4" && JUMPS[node.textContent]);
    return h("nav", { class: "jumps", "aria-label": "Parts of the page" }, headings.map((heading) => {
      heading.tabIndex = -1;
      return h("button", { type: "button", class: "quiet", onclick: () => {
        heading.focus({ preventScroll: true });
        heading.scrollIntoView({ block: "start" });
      } }, JUMPS[heading.textContent]);
    }));
  }

  const filledIn = (ids) => Object.keys(ids).length === 0 ? ""
    : h("p", { class: "filled" }, "Filled in below: ", Object.entries(ids).map(([name, id], n) =>
      [n ? ", " : "", `${name} `, h("code", {}, id)]), ".");

  // Of an incident: its user, itself, and the profile or account that its subject names.
  function idsOf(incident, d) {
    const profile = d.profiles.find((p) =>
      p.user_id === incident.user_id && p.profile_id === incident.subject);
    const account = profile?.account_id ?? d.profiles.find((p) =>
      p.user_id === incident.user_id && p.account_id === incident.subject)?.account_id;
    const user = incident.user_id === NOBODY ? /^user:(.*)$/.exec(incident.subject)?.[1] : incident.user_id;
    return {
      ...(user ? { user } : {}),
      ...(profile ? { profile: profile.profile_id } : {}), ...(account ? { account } : {}),
      incident: incident.incident_id,
    };
  }

  async function turn(name, ids) {
    await open(name, ids);
    page.focus({ preventScroll: true });
    page.scrollIntoView({ block: "nearest" });
  }

  const book = (name, key, ids) => h("button", { type: "button", class: "link", "data-key": key,
    onclick: () => turn(name, ids) }, `runbook ${words(name)}`);

  function showRisks(document_) {
    const rows = [
      ...document_.atRisk.map((r) => ({ ...r, tone: "bad" })),
      ...document_.degraded.map((r) => ({ ...r, tone: "warn" })),
    ];
    show(risks, rows, () => rows.map((row) => h("p", { class: `risk ${row.tone}` },
      h("b", {}, row.promise ? `${row.promise} at risk` : "degraded"), " ", row.reason, " ",
      book(row.runbook, `risk ${row.reason}`))));
  }

  function showTiles(d) {
    const unresolved = Object.values(d.lifecycle.unresolvedAttempts).reduce((a, b) => a + b, 0);
    const counts = d.incidents.open;
    const found = [
      ["Accounts ready", `${d.reconciliation.accountsReady} / ${d.reconciliation.accountsDriven}`,
        d.reconciliation.accountsReady < d.reconciliation.accountsDriven ? "warn" : "",
        `oldest reading ${span(d.reconciliation.oldestCompleteSeconds)}`],
      ["Mismatches", d.reconciliationMismatchCount, d.reconciliationMismatchCount ? "warn" : "",
        d.reconciliationMismatchCount ? `oldest ${span(d.reconciliation.oldestOpenSeconds)}` : "none"],
      ["Unknown sends", unresolved, d.lifecycle.unresolvedAttempts.ge_1h ? "bad" : unresolved ? "warn" : "",
        `${count(d.lifecycle.unsettledIntents, "intent")} unsettled`],
      ["Incidents", counts.critical + counts.warning + counts.info,
        counts.critical ? "bad" : counts.warning ? "warn" : "",
        `${counts.critical} critical, ${d.incidents.unacknowledged} not acknowledged`],
      ["Open positions", d.lifecycle.openPositions, d.lifecycle.disputedPositions ? "warn" : "",
        `${count(d.lifecycle.pendingSignals, "signal")} waiting`],
      ["Entry locks", d.locks.held, d.locks.expired ? "warn" : "",
        `${d.lockContentionCount} contended, ${d.locks.expired} lapsed`],
      ["Capital violations", d.capitalInvariantViolations, d.capital.breachedProfiles ? "bad" : "",
        `${count(d.capital.breachedProfiles, "profile")} breached`],
      ["Schema drift", d.database.drift ?? "–", d.database.drift ? "bad" : "",
        d.database.drift === null ? "not measured yet" : d.driftFindings[0] ?? "as applied"],
    ];
    show(tiles, found, () => found.map(([name, figure, tone, more]) => {
      const parts = [h("span", { class: "name" }, name), h("span", { class: "figure" }, figure),
        h("span", { class: "more" }, more)];
      const place = tone ? PLACES[name] : undefined;
      return place === undefined ? h("div", { class: `tile ${tone}` }, parts)
        : h("button", { type: "button", class: `tile ${tone}`, "data-key": `tile ${name}`,
          onclick: () => main.querySelector(`.${place}`).scrollIntoView({ block: "start" }) }, parts);
    }));
  }

  const row = (profile) => {
    const key = `${profile.user_id} ${profile.profile_id}`;
    const account = profile.account_state !== "active" ? profile.account_state
      : profile.is_ready ? "ready" : profile.is_driven ? "reconciling" : "driven by nobody";
    const why = explained.get(key);
    const cells = [
      ["Profile", "lead", [h("b", { class: "name" }, profile.name), h("small", {}, `${profile.profile_id.slice(0, 8)} of user ${profile.user_id.slice(0, 8)}`)]],
      ["Account", "", [profile.exchange, h("small", {}, account)]],
      ["State", "", chip(profile.trading_state, STATES[profile.trading_state])],
      ["In use", "wide", capitalBar(profile)],
      ["Available", "end", amount(profile.available, profile.currency)],
      ["Allocated", "end", amount(profile.allocated, profile.currency)],
      ["Result", `end ${profile.realized_pnl.startsWith("-") ? "loss" : "gain"}`, amount(profile.realized_pnl, profile.currency)],
      ["", "", h("button", { type: "button", class: "quiet", "data-key": `why ${key}`,
        "aria-expanded": String(Boolean(why)), onclick: () => explain(profile, key) }, "Explain")],
    ];
    return [
      h("tr", {}, cells.map(([name, kind, cell]) => h("td", { class: kind, "data-label": name }, h("div", {}, cell)))),
      why ? h("tr", { class: "why" }, h("td", { colspan: 8 }, h("ol", {}, why.map((reason) =>
        h("li", {}, h("code", {}, reason.code), " ", reason.reason, ". ",
          h("span", { class: "muted" }, reason.next_step ?? ""), " ",
          reason.runbook ? book(reason.runbook, `why ${key} ${reason.code}`, {
            user: profile.user_id, profile: profile.profile_id, account: profile.account_id,
            ...(reason.detail?.mismatch_id ? { mismatch: reason.detail.mismatch_id } : {}),
          }) : null))))) : null,
    ];
  };

  let last = null;
  async function explain(profile, key) {
    if (explained.has(key)) explained.delete(key);
    else explained.set(key, await ask("explain", { user: profile.user_id, profile: profile.profile_id }));
    showProfiles(last);
  }

  function showProfiles(d) {
    last = d;
    show(profiles, [d.profiles, [...explained]], () => table("Capital of profiles", [
      ["Profile", ""], ["Account", ""], ["State", ""], ["In use", "wide"], ["Available", "end"],
      ["Allocated", "end"], ["Result", "end"], ["", ""],
    ], d.profiles.flatMap(row).filter(Boolean), "No profile yet."));
    if (d.profiles.length === 50) profiles.append(h("p", { class: "none" },
      "The 50 that need a person most."));
  }

  function showIncidents(d) {
    show(incidents, [d.openIncidents.map((i) => [i.incident_id, i.occurrence_count, i.acknowledged_by]), chosen], () =>
      d.openIncidents.length === 0 ? h("p", { class: "none" }, "No incident is open.")
        : h("ul", { class: "list" }, d.openIncidents.map((incident) => h("li", {},
          h("button", { type: "button", class: "incident", "data-key": `incident ${incident.incident_id}`,
            "aria-pressed": String(chosen === incident.incident_id), onclick: () => {
              chosen = incident.incident_id;
              showIncidents(d);
              turn(incident.runbook, idsOf(incident, d));
            } },
          h("span", { class: "row" }, chip(incident.level, LEVELS[incident.level]),
            h("b", {}, words(incident.kind)),
            h("span", { class: "muted end" }, ago(incident.opened_at))),
          h("span", { class: "subject" }, incident.subject),
          h("small", {}, `user ${incident.user_id.slice(0, 8)}, seen ${times(incident.occurrence_count)}, `
            + (incident.acknowledged_by ? `acknowledged by ${incident.acknowledged_by}` : "not acknowledged")))))));
    if (opened === null) {
      chosen = d.openIncidents[0]?.incident_id ?? null;
      const first = d.openIncidents[0] ?? d.atRisk[0] ?? d.degraded[0];
      opened = "";
      if (chosen) showIncidents(d);
      open(first?.runbook ?? "README", chosen ? idsOf(d.openIncidents[0], d) : {});
    }
  }

  function showMismatches(d) {
    const rows = d.openMismatches.slice(0, SHOWN);
    show(mismatches, rows.map((m) => [m.mismatch_id, m.seen_count]), () => [table("Open mismatches",
      [["Kind", ""], ["Subject", "subject"], ["Account", ""], ["Since", ""], ["Seen", "end"], ["", "end"]],
      rows.map((m) => [h("b", {}, words(m.kind)), m.subject, m.account_id.slice(0, 8),
        ago(m.first_seen_at), times(m.seen_count), book("reconciliation", `mismatch ${m.mismatch_id}`, {
          user: m.user_id, account: m.account_id, mismatch: m.mismatch_id,
          ...(m.profile_id ? { profile: m.profile_id } : {}) })]), "Database and exchange agree."),
    d.openMismatches.length > SHOWN
      ? h("p", { class: "none" }, `And ${d.openMismatches.length - SHOWN} more.`) : null]);
  }

  function showMachinery(d) {
    show(loops, d.loops, () => [h("h3", {}, "Loops"), table("Loops",
      [["Loop", ""], ["Accounts", "end"], ["Stuck", "end"], ["Failing", "end"], ["Age", "end"], ["Lag", "end"]],
      Object.entries(d.loops).map(([name, f]) => [words(name), f.accounts,
        f.stuck ? chip(f.stuck, "bad") : 0, f.failing ? chip(f.failing, "warn") : 0,
        span(f.ageSeconds), span(f.lagSeconds)]), "")]);
    const facts = [
      ["Processes", `${d.instances.running} run, ${d.instances.lost} lost`],
      ["Database", `${d.database.isWritable ? "writable" : "read only"}, epoch ${d.database.epoch}`],
      ["Sessions that wait for a lock", d.locks.waiting],
      ["Changes to approve", d.database.pendingChanges],
      ["Tenant breaches", d.tenants.breaches],
      ...Object.entries(d.exchange).map(([name, e]) => [name,
        `${e.ready} of ${e.accounts} ready, ${e.halted} halted, ${e.latencyMsMax ?? "–"} ms, clock ${e.clockSkewMsMax ?? "–"} ms`]),
    ];
    show(places, facts, () => [h("h3", {}, "Facts"), h("dl", {}, facts.map(([name, value]) =>
      [h("dt", {}, name), h("dd", {}, value)]))]);
  }

  async function curves() {
    if (Date.now() - askedAt > 9000) {
      askedAt = Date.now();
      history = await ask("history", { grain });
    }
    const of = (name) => history.series.filter((one) => one.name === name);
    const money = of("equity");
    if (!money.some((one) => one.label === currency)) {
      const most = last?.profiles[0]?.currency;
      currency = (money.find((one) => one.label === most) ?? money[0])?.label ?? null;
    }
    const bounds = { from: history.fromSeconds, to: history.now };
    show(currencies, [money.map((one) => one.label), currency], () => money.length < 2 ? null
      : h("div", { class: "choice", role: "group", "aria-label": "Currency" },
        money.map((one) => h("button", { type: "button", "data-key": `currency ${one.label}`,
          "aria-pressed": String(one.label === currency), onclick: () => {
            currency = one.label;
            curves();
          } }, one.label))));
    show(equity, [money, currency, grain], () =>
      chart(money.find((one) => one.label === currency)?.points ?? [], {
        ...bounds, title: "Equity at cost, all profiles", unit: currency }));
    const open_ = of("mismatches_open")[0]?.points ?? [];
    show(trouble, [open_, grain], () => chart(open_,
      { ...bounds, title: "Open mismatches", count: true, zero: true, tone: "alarm" }));
  }

  return {
    async refresh() {
      const d = await ask("status");
      document.title = `${words(d.status)} · Tradekeel`;
      show(head, [d.status, d.database.isPaused], () => [
        chip(words(d.status), TONES[d.status]), d.database.isPaused ? chip("entries stopped", "warn") : null]);
      showRisks(d);
      showTiles(d);
      showProfiles(d);
      showIncidents(d);
      showMismatches(d);
      showMachinery(d);
      await curves();
    },
  };
}
