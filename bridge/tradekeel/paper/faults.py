"""Faults: what goes wrong, for whom, how often; decided by script or by seeded chance.

A *delivery* fault replaces or spoils one reply, before or after the request took effect. A
*condition* changes what calls see while it lasts (skewed clock, late trades, empty listings).
"""

from __future__ import annotations

import fnmatch
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING

from tradekeel.paper.draws import draw_fraction
from tradekeel.paper.errors import BinanceError
from tradekeel.paper.messages import ApiReply, Delivery, encode, error_reply
from tradekeel.paper.money import ONE, parse_amount

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

HTML = b"<html><head><title>Just a moment</title></head><body>Checking.</body></html>"
BAD_GATEWAY = b"<html><body><h1>Bad Gateway</h1></body></html>"

_SPOILED: dict[str, str] = {
    "reply_lost": "the connection closes without a reply",
    "error": "HTTP 5xx with a text body (status: default 502)",
    "unknown": "HTTP 503 with -1007, execution status unknown",
    "html": "HTTP 200 with an HTML page",
    "empty": "HTTP 200 with an empty body",
    "empty_object": "HTTP 200 with {}",
    "timeout": "no reply for hold_seconds, then the connection closes",
    "restart": "every connection closes; the state stays",
}
DELIVERY_KINDS: dict[str, str] = {
    **{f"{kind}_{when}": text for kind, text in _SPOILED.items() for when in ("before", "after")},
    "truncated_after": "the whole length is announced, half the body comes, the connection closes",
    "cut_json_after": "HTTP 200 with the first half of the JSON",
    "rate_limited": "HTTP 429 with Retry-After, no effect",
    "banned": "HTTP 418 with Retry-After, no effect",
}
CONDITION_KINDS: dict[str, str] = {
    "clock_skew": "the exchange's clock is off by milliseconds (may be negative)",
    "late_trades": "trades of the last `milliseconds` are missing from listings",
    "hidden_orders": "orders of the last `milliseconds` are missing from queries and listings",
    "empty_rows": "listings and positions answer with no rows",
    "short_page": "listings answer with the first `rows` rows",
    "repeated_rows": "listings name every row twice",
    "reversed_rows": "listings come backwards",
}


STREAM_KINDS: dict[str, str] = {
    "stream_refuse": "a socket is refused (endpoint connect) or a subscription (subscribe)",
    "stream_drop": "an event is lost",
    "stream_duplicate": "an event comes twice, the second time `milliseconds` later",
    "stream_delay": "an event comes `milliseconds` late",
    "stream_reorder": "an event comes after the next one",
    "stream_disconnect": "the socket closes instead of an event",
    "stream_silence": "nothing comes any more, pongs neither, and the socket stays open",
    "stream_garbage": "cut JSON comes instead of an event",
    "stream_expire": "the stream is said to be over, and nothing comes any more",
}


@dataclass(slots=True)
class FaultRule:
    """One fault and when it applies. Empty selectors match everything.

    endpoint: a path pattern such as ``/api/v3/order`` or ``*/userTrades``. count: how often at
    most, None for always. skip: matching calls left alone first. chance: share of the remaining
    matching calls, decided by the seed. for_ms: how long the rule lives from when it was added.
    """

    kind: str
    endpoint: str = "*"
    method: str = ""
    account: str = ""
    symbol: str = ""
    count: int | None = 1
    skip: int = 0
    chance: Decimal = ONE
    for_ms: int | None = None
    status: int = 502
    hold_seconds: int = 30
    milliseconds: int = 0
    rows: int = 0

    def __post_init__(self) -> None:
        if not any(self.kind in kinds for kinds in (DELIVERY_KINDS, CONDITION_KINDS, STREAM_KINDS)):
            raise ValueError(f"unknown fault kind {self.kind!r}")
        if not 0 <= self.chance <= 1:
            raise ValueError("chance is a share between 0 and 1")

    @classmethod
    def from_mapping(cls, values: Mapping[str, object]) -> FaultRule:
        """Build a rule from JSON. Errors: ValueError for unknown names or wrong types."""
        known = {item.name for item in fields(cls)}
        unknown = sorted(set(values) - known)
        if unknown:
            raise ValueError(f"unknown fault field {unknown[0]!r}")
        cleaned: dict[str, object] = dict(values)
        for name, value in values.items():
            if name == "chance":
                cleaned[name] = parse_amount(str(value))
            elif name in ("kind", "endpoint", "method", "account", "symbol"):
                if not isinstance(value, str):
                    raise ValueError(f"fault field {name!r} must be text")
            elif value is None and name in ("count", "for_ms"):
                continue
            elif isinstance(value, bool) or not isinstance(value, int):
                raise ValueError(f"fault field {name!r} must be a whole number")
        return cls(**cleaned)  # type: ignore[arg-type]  # each value's type was checked above

    @property
    def is_condition(self) -> bool:
        """Whether it changes what a call sees instead of how the reply is delivered."""
        return self.kind in CONDITION_KINDS

    @property
    def is_delivery(self) -> bool:
        """Whether it spoils the reply to a request."""
        return self.kind in DELIVERY_KINDS


@dataclass(frozen=True, slots=True)
class CallContext:
    """What a rule is matched against. Account and symbol are empty when the call has none."""

    method: str
    path: str
    account: str
    symbol: str
    now_ms: int


@dataclass(frozen=True, slots=True)
class Conditions:
    """The conditions that hold for one call."""

    clock_skew_ms: int = 0
    trades_hidden_ms: int = 0
    orders_hidden_ms: int = 0
    max_rows: int | None = None
    are_rows_repeated: bool = False
    are_rows_reversed: bool = False


@dataclass(slots=True)
class InjectedFault:
    """A fault that happened. ``hidden_status`` is what the spoiled reply would have said."""

    at_ms: int
    rule_id: int
    kind: str
    method: str
    path: str
    account: str
    symbol: str
    hidden_status: int | None = None
    hidden_body: str = ""


@dataclass(slots=True)
class _Armed:
    rule: FaultRule
    rule_id: int
    added_ms: int
    matched: int = 0
    fired: int = 0

    def matches(self, call: CallContext) -> bool:
        rule = self.rule
        if rule.count is not None and self.fired >= rule.count:
            return False
        if rule.for_ms is not None and call.now_ms >= self.added_ms + rule.for_ms:
            return False
        return (
            fnmatch.fnmatchcase(call.path, rule.endpoint)
            and rule.method in ("", call.method)
            and rule.account in ("", call.account)
            and rule.symbol in ("", call.symbol)
        )


@dataclass(slots=True)
class FaultPlan:
    """The rules in force, in the order they were added, and what they did."""

    seed: int
    injected: deque[InjectedFault] = field(default_factory=lambda: deque(maxlen=10_000))
    _armed: list[_Armed] = field(default_factory=list)
    _next_id: int = 1

    def add(self, rule: FaultRule, now_ms: int) -> int:
        """Put a rule in force; returns its id."""
        rule_id = self._next_id
        self._next_id += 1
        self._armed.append(_Armed(rule, rule_id, now_ms))
        return rule_id

    def remove(self, rule_id: int | None) -> None:
        """Take back one rule, or all of them."""
        self._armed = [a for a in self._armed if rule_id is not None and a.rule_id != rule_id]

    def rules(self) -> list[tuple[int, FaultRule, int]]:
        """Rules in force: id, rule, how often it fired."""
        return [(armed.rule_id, armed.rule, armed.fired) for armed in self._armed]

    def conditions(self, call: CallContext) -> Conditions:
        """The conditions for this call; each one that applies counts as fired."""
        skew = trades = orders = 0
        rows: int | None = None
        kinds = set()
        for armed in self._armed:
            if not armed.rule.is_condition or not self._fires(armed, call):
                continue
            self._note(armed, call)
            rule = armed.rule
            kinds.add(rule.kind)
            skew += rule.milliseconds if rule.kind == "clock_skew" else 0
            trades = max(trades, rule.milliseconds if rule.kind == "late_trades" else 0)
            orders = max(orders, rule.milliseconds if rule.kind == "hidden_orders" else 0)
            if rule.kind == "empty_rows":
                rows = 0
            elif rule.kind == "short_page":
                rows = rule.rows if rows is None else min(rows, rule.rows)
        return Conditions(
            skew, trades, orders, rows, "repeated_rows" in kinds, "reversed_rows" in kinds
        )

    def delivery(self, call: CallContext) -> tuple[FaultRule, InjectedFault] | None:
        """The first delivery fault that fires for this call."""
        for armed in self._armed:
            if armed.rule.is_delivery and self._fires(armed, call):
                return armed.rule, self._note(armed, call)
        return None

    def stream(self, call: CallContext) -> FaultRule | None:
        """The first stream fault that fires for an event, a socket or a subscription.

        A refusal is for the last two, everything else for events: ``path`` says which this is.
        """
        is_coming = call.path in ("connect", "subscribe")
        for armed in self._armed:
            rule = armed.rule
            if rule.kind not in STREAM_KINDS or (rule.kind == "stream_refuse") != is_coming:
                continue
            if self._fires(armed, call):
                self._note(armed, call)
                return rule
        return None

    def _fires(self, armed: _Armed, call: CallContext) -> bool:
        if not armed.matches(call):
            return False
        armed.matched += 1
        if armed.matched <= armed.rule.skip:
            return False
        if armed.rule.chance < 1:
            drawn = draw_fraction(self.seed, "fault", armed.rule_id, armed.matched)
            return drawn < armed.rule.chance
        return True

    def _note(self, armed: _Armed, call: CallContext) -> InjectedFault:
        armed.fired += 1
        fault = InjectedFault(
            call.now_ms,
            armed.rule_id,
            armed.rule.kind,
            call.method,
            call.path,
            call.account,
            call.symbol,
        )
        self.injected.append(fault)
        return fault


Spoiler = Callable[[FaultRule, ApiReply], ApiReply]


def takes_effect(rule: FaultRule) -> bool:
    """Whether the request is carried out before its reply is spoiled."""
    return rule.kind.endswith("_after")


def spoil(rule: FaultRule, reply: ApiReply | None) -> ApiReply:
    """The reply the client gets instead. ``reply`` is None when nothing was carried out."""
    intended = reply if reply is not None else ApiReply(200, b"")
    kind = rule.kind.removesuffix("_before").removesuffix("_after")
    return _SPOILERS[kind](rule, intended)


def _unknown(rule: FaultRule, reply: ApiReply) -> ApiReply:
    message = (
        "Timeout waiting for response from backend server. "
        "Send status unknown; execution status unknown."
    )
    return error_reply(BinanceError(-1007, message, 503))


def _turned_away(status: int, wait_seconds: int) -> Spoiler:
    refusal = BinanceError(-1003, "Too many requests; please wait.", status)
    return lambda rule, reply: error_reply(refusal, {"Retry-After": str(wait_seconds)})


_SPOILERS: dict[str, Spoiler] = {
    "reply_lost": lambda rule, reply: ApiReply(200, b"", delivery=Delivery.DROP),
    "restart": lambda rule, reply: ApiReply(200, b"", delivery=Delivery.RESTART),
    "timeout": lambda rule, reply: ApiReply(
        200, b"", delivery=Delivery.HOLD, hold_seconds=rule.hold_seconds
    ),
    "truncated": lambda rule, reply: replace(reply, delivery=Delivery.TRUNCATE),
    "cut_json": lambda rule, reply: replace(reply, body=reply.body[: len(reply.body) // 2]),
    "error": lambda rule, reply: ApiReply(rule.status, BAD_GATEWAY, content_type="text/html"),
    "unknown": _unknown,
    "html": lambda rule, reply: ApiReply(200, HTML, content_type="text/html"),
    "empty": lambda rule, reply: ApiReply(200, b""),
    "empty_object": lambda rule, reply: ApiReply(200, encode({})),
    "rate_limited": _turned_away(429, 1),
    "banned": _turned_away(418, 120),
}
