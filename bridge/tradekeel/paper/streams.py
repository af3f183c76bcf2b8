"""User-data streams: who may listen, and what of each event goes out to him.

Pure like the exchange: a channel is handed deliveries by a callable, the server puts them on a
socket. Faults of kind ``stream_*`` decide per event and channel.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tradekeel.paper.draws import draw_text
from tradekeel.paper.errors import BinanceError
from tradekeel.paper.faults import CallContext
from tradekeel.paper.messages import ApiRequest, Parameters, encode
from tradekeel.paper.signing import account_of, check_signed, not_permitted

if TYPE_CHECKING:
    from collections.abc import Callable

    from tradekeel.paper.accounts import Account
    from tradekeel.paper.calls import Call, Core
    from tradekeel.paper.exchange import PaperExchange
    from tradekeel.paper.faults import FaultRule
    from tradekeel.paper.feed import UserEvent
    from tradekeel.paper.markets import MarketType

SOCKET_PATHS: dict[str, MarketType] = {
    "/ws-api/v3": "spot", "/private/ws": "usdm", "/ws": "usdm",
}  # fmt: skip
LISTEN_KEY_MS = 3_600_000
REORDER_MS = 1000
"""How long a reordered event waits at most for the one that is to overtake it."""
GARBAGE = '{"e":"executionReport","i":'


@dataclass(frozen=True, slots=True)
class Delivery:
    """What is put on a socket, and when. ``text`` None closes it."""

    text: str | None
    delay_ms: int = 0


@dataclass(slots=True)
class Channel:
    """One subscription of one customer. Futures channels carry the key they were opened with."""

    account: str
    market_type: MarketType
    deliver: Callable[[Delivery], None]
    listen_key: str = ""
    is_silent: bool = False
    held: list[tuple[str, str]] = field(default_factory=list)
    """Events, by name, that the next one of that name is to overtake."""

    def let_go(self, name: str | None = None) -> None:
        """Deliver what was held back, of one name or of all."""
        gone = [item for item in self.held if name in (None, item[0])]
        self.held = [item for item in self.held if item not in gone]
        for _, text in gone:
            self.deliver(Delivery(text))


class StreamDesk:
    """The exchange's side of every user-data stream."""

    def __init__(self, exchange: PaperExchange) -> None:
        self._exchange = exchange
        self.channels: list[Channel] = []

    # Coming and going.

    def refusal(self, request: ApiRequest) -> str | None:
        """Why a socket may not be opened, None when it may: a fault, or no such listen key."""
        market_type = SOCKET_PATHS[request.path]
        now_ms = self._exchange.clock.now_ms()
        key = Parameters(request).get("listenKey") or ""
        owner = self.owner_of(key, now_ms) if market_type == "usdm" else None
        context = CallContext("STREAM", "connect", owner or "", "", now_ms)
        if self._exchange.faults.stream(context) is not None:
            return "refused by a fault"
        if market_type == "usdm" and owner is None:
            return "This listenKey does not exist."
        return None

    def open_usdm(self, request: ApiRequest, deliver: Callable[[Delivery], None]) -> Channel:
        """Listen with a listen key that ``refusal`` has let pass."""
        key = Parameters(request).get("listenKey") or ""
        owner = self.owner_of(key, self._exchange.clock.now_ms()) or ""
        return self.open(owner, "usdm", deliver, key)

    def open(
        self,
        account: str,
        market_type: MarketType,
        deliver: Callable[[Delivery], None],
        listen_key: str = "",
    ) -> Channel:
        """Listen to a customer's events from now on."""
        channel = Channel(account, market_type, deliver, listen_key)
        self.channels.append(channel)
        listeners = self._exchange.state.feed.listeners
        if self._publish not in listeners:
            listeners.append(self._publish)
        return channel

    def close(self, channel: Channel) -> None:
        """Stop listening; what was held back is gone."""
        self.channels = [other for other in self.channels if other is not channel]
        if not self.channels:
            self._exchange.state.feed.listeners.clear()

    def owner_of(self, key: str, now_ms: int) -> str | None:
        """The account of a listen key that has not expired."""
        found = self._exchange.state.listen_keys.get(key)
        return found[0] if found is not None and now_ms < found[1] else None

    # The WebSocket API (spot).

    def answer(
        self, text: str, deliver: Callable[[Delivery], None]
    ) -> tuple[str, Channel | None]:  # fmt: skip
        """Answer one request; the channel is there when it subscribed."""
        request_id: object = None
        try:
            message = json.loads(text)
            if not isinstance(message, dict):
                raise BinanceError(-1102, "the request must be an object")
            request_id = message.get("id")
            if message.get("method") != "userDataStream.subscribe.signature":
                raise BinanceError(-1020, "This operation is not supported.")
            owner = self._sign_in(message.get("params"))
            context = CallContext(
                "STREAM", "subscribe", owner.name, "", self._exchange.clock.now_ms()
            )
            if self._exchange.faults.stream(context) is not None:
                raise BinanceError(-1003, "Too much request weight used.", 429)
        except ValueError:
            return _refused(request_id, BinanceError(-1102, "malformed JSON")), None
        except BinanceError as error:
            return _refused(request_id, error), None
        channel = self.open(owner.name, "spot", deliver)
        done = {"id": request_id, "status": 200, "result": {"subscriptionId": 0}}
        return encode(done).decode(), channel

    def _sign_in(self, parameters: object) -> Account:
        values = parameters if isinstance(parameters, dict) else {}
        key = str(values.get("apiKey", ""))
        names = sorted(name for name in values if name != "signature")
        query = "&".join(f"{name}={values[name]}" for name in names)
        request = ApiRequest(
            "POST", "/ws-api/v3", f"{query}&signature={values.get('signature', '')}",
            headers={"x-mbx-apikey": key},
        )  # fmt: skip
        exchange = self._exchange
        owner = account_of(request, exchange.state)
        check_signed(
            request, Parameters(request), owner, exchange.clock.now_ms(),
            exchange.settings.future_tolerance_ms,
        )  # fmt: skip
        if not owner.can_spot:
            raise not_permitted()
        return owner

    # Events.

    def _publish(self, event: UserEvent) -> None:
        for channel in list(self.channels):
            if (channel.account, channel.market_type) == (event.account, event.market_type):
                self._offer(channel, event)

    def _offer(self, channel: Channel, event: UserEvent) -> None:
        expired = self.owner_of(channel.listen_key, event.at_ms) is None
        if channel.is_silent:
            return
        if channel.listen_key and expired:
            self._expire(channel, event.at_ms)
            return
        body = _wrapped(channel, event)
        context = CallContext("STREAM", event.name, event.account, event.symbol, event.at_ms)
        rule = self._exchange.faults.stream(context)
        if rule is not None:
            self._spoil(channel, event, rule, body)
            return
        channel.deliver(Delivery(body))
        channel.let_go(event.name)

    def _spoil(self, channel: Channel, event: UserEvent, rule: FaultRule, body: str) -> None:
        match rule.kind:
            case "stream_duplicate":
                channel.deliver(Delivery(body))
                channel.deliver(Delivery(body, rule.milliseconds))
            case "stream_delay":
                channel.deliver(Delivery(body, rule.milliseconds))
            case "stream_reorder":
                channel.held.append((event.name, body))
            case "stream_disconnect":
                channel.deliver(Delivery(None))
            case "stream_silence":
                channel.is_silent = True
            case "stream_garbage":
                channel.deliver(Delivery(GARBAGE))
            case "stream_expire":
                self._expire(channel, event.at_ms)

    def _expire(self, channel: Channel, now_ms: int) -> None:
        """Say that the stream is over, and say no more."""
        name = "listenKeyExpired" if channel.market_type == "usdm" else "eventStreamTerminated"
        payload: dict[str, object] = {"e": name, "E": now_ms}
        if channel.market_type == "usdm":
            payload["listenKey"] = channel.listen_key
        else:
            payload = {"subscriptionId": 0, "event": payload}
        channel.deliver(Delivery(encode(payload).decode()))
        channel.is_silent = True


def _wrapped(channel: Channel, event: UserEvent) -> str:
    """The text of an event: the WebSocket API wraps it, a futures stream does not."""
    payload: dict[str, object] = event.payload
    if channel.market_type == "spot":
        payload = {"subscriptionId": 0, "event": payload}
    return encode(payload).decode()


def _refused(request_id: object, error: BinanceError) -> str:
    return encode({
        "id": request_id, "status": error.status,
        "error": {"code": error.code, "msg": error.message},
    }).decode()  # fmt: skip


# The REST calls behind a futures stream.


def listen_key_create(core: Core, call: Call) -> object:
    """POST /fapi/v1/listenKey: the present key lives on, or there is a new one."""
    keys, account = core.state.listen_keys, call.account.name
    for key, (owner, expires_ms) in keys.items():
        if owner == account and call.now_ms < expires_ms:
            keys[key] = (owner, call.now_ms + LISTEN_KEY_MS)
            return {"listenKey": key}
    key = draw_text(core.state.seed, 64, "listenKey", account, call.now_ms)
    keys[key] = (account, call.now_ms + LISTEN_KEY_MS)
    return {"listenKey": key}


def listen_key_keep(core: Core, call: Call) -> object:
    """PUT /fapi/v1/listenKey. Errors: -1125 there is none."""
    keys, account = core.state.listen_keys, call.account.name
    for key, (owner, expires_ms) in keys.items():
        if owner == account and call.now_ms < expires_ms:
            keys[key] = (owner, call.now_ms + LISTEN_KEY_MS)
            return {"listenKey": key}
    raise BinanceError(-1125, "This listenKey does not exist.")


def listen_key_close(core: Core, call: Call) -> object:
    """DELETE /fapi/v1/listenKey."""
    keys, account = core.state.listen_keys, call.account.name
    for key in [key for key, (owner, _) in keys.items() if owner == account]:
        del keys[key]
    return {}
