// Sign-in, theme, and which of the two consoles is shown.

import { ask, hasToken, keep, Refused, takeFromAddress } from "./api.js";
import { h } from "./dom.js";
import { operatorConsole } from "./operator.js";
import { tenantConsole } from "./tenant.js";

const main = document.getElementById("main");
const head = document.getElementById("head");
const live = document.getElementById("live");
const leave = document.getElementById("leave");
const theme = document.getElementById("theme");
const THEMES = { auto: "◐ Auto", light: "☀ Light", dark: "☾ Dark" };
// How often is read again: without a word of the gateway, and beside it (what no event tells of).
const SECONDS = 2;
const BESIDE_SECONDS = 5;
// After news, so that a burst of them is read as one.
const MOMENT_SECONDS = 0.2;
let round = 0;
let open_ = null;
let wake = () => {};

function paint(name) {
  document.documentElement.dataset.theme = name;
  const [icon, word] = THEMES[name].split(" ");
  theme.replaceChildren(icon, h("span", { class: "desk" }, ` ${word}`));
  theme.setAttribute("aria-label", `Theme: ${name}. Change`);
}

theme.addEventListener("click", () => {
  const names = Object.keys(THEMES);
  const next = names[(names.indexOf(document.documentElement.dataset.theme) + 1) % names.length];
  localStorage.setItem("tradekeel.theme", next);
  paint(next);
});
const stored = localStorage.getItem("tradekeel.theme");
paint(stored in THEMES ? stored : "auto");

function close() {
  open_?.close?.();
  open_ = null;
}

leave.addEventListener("click", () => {
  keep(null);
  signIn("");
});

function signIn(line) {
  round += 1;
  close();
  document.title = "Tradekeel";
  head.replaceChildren();
  live.replaceChildren();
  leave.hidden = true;
  const input = h("input", { id: "token", type: "password", autocomplete: "off", required: true,
    spellcheck: "false", "aria-describedby": "why" });
  const form = h("form", { class: "card signin", onsubmit: (event) => {
    event.preventDefault();
    keep(input.value.trim());
    start();
  } },
  h("h1", {}, "Sign in"),
  h("p", {}, "With the operators’ token of this installation, or with your own token from "
    + "where you signed in. It stays in this tab."),
  h("label", { for: "token" }, "Token"), input,
  h("p", { id: "why", class: "error", role: "alert" }, line),
  h("button", { type: "submit", class: "primary" }, "Sign in"));
  main.replaceChildren(form);
  input.focus();
}

function state(tone, text, more = "") {
  if (live.dataset.tone === tone && live.textContent === text + more) return;
  live.dataset.tone = tone;
  live.replaceChildren(text, more ? h("span", { class: "desk" }, more) : "");
}

// Until so many seconds are over, or somebody has news.
function pause(seconds) {
  return new Promise((done) => {
    const timer = setTimeout(done, seconds * 1000);
    wake = () => {
      clearTimeout(timer);
      wake = () => {};
      done();
    };
  });
}

async function start() {
  round += 1;
  const mine = round;
  close();
  const news = { isThere: false };
  try {
    const me = await ask("me");
    if (mine !== round) return;
    const open = me.kind === "operator" ? operatorConsole : tenantConsole;
    open_ = open(main, head, me, () => {
      news.isThere = true;
      wake();
    });
  } catch (error) {
    if (mine !== round) return;
    if (!(error instanceof Refused)) return void signIn("The console does not answer. Try again.");
    keep(null);
    return void signIn(`Not accepted: ${error.message}.`);
  }
  leave.hidden = false;
  main.focus();
  while (mine === round) {
    news.isThere = false;
    try {
      await open_.refresh();
      if (mine === round) state("good", "Live", open_.isLive?.() ? "" : `, every ${SECONDS} s`);
    } catch (error) {
      if (mine !== round) return;
      if (error instanceof Refused && error.status === 401) {
        keep(null);
        return void signIn(`Signed out: ${error.message}.`);
      }
      if (!(error instanceof Refused) && !["TypeError", "TimeoutError"].includes(error.name)) throw error;
      state("bad", error instanceof Refused ? `Stale: ${error.message}` : "Stale: no answer");
    }
    if (mine !== round) return;
    if (!news.isThere) await pause(open_.isLive?.() && live.dataset.tone === "good" ? BESIDE_SECONDS : SECONDS);
    if (news.isThere) await new Promise((done) => { setTimeout(done, MOMENT_SECONDS * 1000); });
  }
}

// Timers of a tab that nobody looks at are late; who comes back sees what is now.
document.addEventListener("visibilitychange", () => wake());
// A link with a newer token, opened in this tab: the same user goes on, another one begins.
addEventListener("hashchange", () => {
  if (!takeFromAddress()) return;
  if (open_?.renew) open_.renew().catch(start);
  else start();
});
takeFromAddress();
if (hasToken()) start();
else signIn("");
