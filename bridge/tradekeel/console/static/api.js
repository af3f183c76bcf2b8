// The one way to ask. The token lives in this tab only and is sent in a header, never in a cookie.

const KEY = "tradekeel.token";
let token = sessionStorage.getItem(KEY);

export class Refused extends Error {
  constructor(status, line) {
    super(line);
    this.status = status;
  }
}

export const hasToken = () => token !== null;
export const currentToken = () => token;

export function keep(text) {
  token = text;
  if (text === null) sessionStorage.removeItem(KEY);
  else sessionStorage.setItem(KEY, text);
}

// A link may bring a token in its fragment, which is sent to nobody; it is taken out at once.
export function takeFromAddress() {
  const found = /^#token=([\w.~+/=-]+)$/.exec(location.hash);
  if (!found) return false;
  keep(found[1]);
  history.replaceState(null, "", location.pathname);
  return true;
}

export async function ask(path, parameters) {
  const query = parameters ? `?${new URLSearchParams(parameters)}` : "";
  const answer = await fetch(`/console/api/${path}${query}`, {
    headers: { authorization: `Bearer ${token}` }, cache: "no-store", credentials: "omit",
    signal: AbortSignal.timeout(8000),
  });
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(answer.status, body.error ?? `answered ${answer.status}`);
  return body;
}
