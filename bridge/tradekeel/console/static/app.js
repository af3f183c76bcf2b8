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
const SECONDS = 2;
let round = 0;

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

leave.addEventListener("click", () => {
  keep(null);
  signIn("");
});

function signIn(line) {
  round += 1;
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

function state(tone, text) {
  if (live.dataset.tone === tone && live.textContent === text) return;
  live.dataset.tone = tone;
  live.textContent = text;
}

async function start() {
  round += 1;
  const mine = round;
  let console_;
  try {
    const me = await ask("me");
    const open = me.kind === "operator" ? operatorConsole : tenantConsole;
    console_ = open(main, head, me);
  } catch (error) {
    if (!(error instanceof Refused)) return void signIn("The console does not answer. Try again.");
    keep(null);
    return void signIn(`Not accepted: ${error.message}.`);
  }
  leave.hidden = false;
  main.focus();
  while (mine === round) {
    try {
      await console_.refresh();
      if (mine === round) state("good", "Live");
    } catch (error) {
      if (mine !== round) return;
      if (error instanceof Refused && error.status === 401) {
        keep(null);
        return void signIn(`Signed out: ${error.message}.`);
      }
      if (!(error instanceof Refused) && !["TypeError", "TimeoutError"].includes(error.name)) throw error;
      state("bad", error instanceof Refused ? `Stale: ${error.message}` : "Stale: no answer");
    }
    await new Promise((done) => { setTimeout(done, SECONDS * 1000); });
  }
}

takeFromAddress();
if (hasToken()) start();
else signIn("");
