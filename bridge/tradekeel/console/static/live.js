// A tenant's private channel on the gateway of this address, in the Realtime protocol (vsn 2.0.0).
// What comes is a hint to read again, never shown itself. See docs/live-updates.md.

const HEARTBEAT_SECONDS = 20;
const ANSWER_SECONDS = 10;
const LONGEST_PAUSE_SECONDS = 15;

// listen(path, topic, token(), news(), changed(isJoined)) -> { renew(), stop() }
// `news` is called when something happened and after every join, so that nothing is missed that
// came while there was no connection; `changed` when the channel is joined or lost.
export function listen({ path, topic, token, news, changed }) {
  const channel = `realtime:${topic}`;
  let socket = null;
  let reference = 0;
  let joinReference = null;
  let heartbeat = null;
  let answerBy = null;
  let again = null;
  let failures = 0;
  let isStopped = false;
  let isJoined = false;

  function push(event, payload, to = channel) {
    if (socket?.readyState !== WebSocket.OPEN) return null;
    reference += 1;
    socket.send(JSON.stringify([to === channel ? joinReference : null, String(reference), to, event, payload]));
    return String(reference);
  }

  function joined(is) {
    if (is === isJoined) return;
    isJoined = is;
    changed(is);
  }

  function expectAnswer() {
    clearTimeout(answerBy);
    answerBy = setTimeout(() => lost(), ANSWER_SECONDS * 1000);
  }

  function beat() {
    push("heartbeat", {}, "phoenix");
    expectAnswer();
  }

  function lost() {
    const old = socket;
    socket = null;
    clearInterval(heartbeat);
    clearTimeout(answerBy);
    if (old) {
      old.onclose = old.onmessage = old.onopen = null;
      old.close();
    }
    joined(false);
    if (isStopped) return;
    failures += 1;
    const seconds = Math.min(LONGEST_PAUSE_SECONDS, 2 ** (failures - 2)) * (0.75 + Math.random() / 2);
    again = setTimeout(open, seconds * 1000);
  }

  function open() {
    const address = new URL(`${path}?vsn=2.0.0`, location.href);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    socket = new WebSocket(address);
    expectAnswer();
    socket.onclose = lost;
    socket.onopen = () => {
      joinReference = String(reference + 1);
      push("phx_join", { config: { private: true }, access_token: token() });
      heartbeat = setInterval(beat, HEARTBEAT_SECONDS * 1000);
    };
    socket.onmessage = ({ data }) => {
      const [, ref, to, event, payload] = JSON.parse(data);
      clearTimeout(answerBy);
      if (to !== channel) return;
      if (event === "phx_reply" && ref === joinReference) {
        if (payload.status !== "ok") return void lost();
        failures = 0;
        joined(true);
        news();
      } else if (event === "broadcast") {
        if (payload.event !== "synced" && !payload.meta?.replayed) news();
      } else if (event === "phx_close" || event === "phx_error") {
        lost();
      }
    };
  }

  open();
  return {
    // A newer token: the channel goes on with it, without being joined again.
    renew() {
      if (isJoined) push("access_token", { access_token: token() });
      else if (!isStopped) {
        clearTimeout(again);
        failures = 0;
        if (!socket) open();
      }
    },
    stop() {
      isStopped = true;
      clearTimeout(again);
      push("phx_leave", {});
      lost();
    },
  };
}
