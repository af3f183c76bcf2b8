"""What happens in a history, drawn from its seed before it begins."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from tradekeel.paper.faults import FaultRule

ACTIVE_SECONDS = 40.0
# In what share of the histories bridges also listen to streams.
STREAMED_SHARE = 0.2
# In what share of the histories fees are paid in BNB, as long as there is any.
BURNING_SHARE = 0.3
# What somebody else does on the accounts.
FOREIGN = ("manual_trade", "manual_order", "withdrawal", "liquidation")

# Faults by how often they are drawn: kind, endpoint, method.
_ORDER_ENDPOINTS = ("/api/v3/order", "/fapi/v1/order")
_SPOILED = ("reply_lost", "error", "unknown", "timeout", "html", "empty", "empty_object", "restart")
_LISTINGS = ("*/openOrders", "*/allOrders", "*/myTrades", "*/userTrades", "*/positionRisk")


@dataclass(frozen=True)
class Event:
    """Something that happens at a moment, in seconds since the beginning."""

    at: float
    kind: str
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """Settings and events of one history."""

    seed: str
    number: int
    events: tuple[Event, ...] = ()
    order_lag_ms: int = 0
    trade_lag_ms: int = 0
    trading_seconds: float = 1.0
    monitor_seconds: float = 2.0
    reconciliation_seconds: float = 6.0
    lease_seconds: float = 6.0
    database_skew_seconds: float = 0.0
    foreign_order_policy: str = "report"
    has_protection: bool = False
    burns_bnb: bool = False
    is_slow: bool = True
    tick_seconds: float = 1.0
    profiles: tuple[int, ...] = (0, 1, 2)
    # Whether bridges listen to the exchange's user-data streams, besides polling.
    has_streams: bool = False
    kill_at: int | None = None
    killed_process: int = 1
    # By how many seconds the clock of each further machine is ahead; bridges run on one each.
    machines: tuple[float, ...] = ()
    questions: dict[str, str] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)
    liquidity: dict[str, Decimal] = field(default_factory=dict)

    @property
    def has_strangers(self) -> bool:
        """Whether somebody else trades on the accounts."""
        return any(
            e.kind in ("manual_trade", "manual_order", "withdrawal", "liquidation")
            for e in self.events
        )


def draw_plan(number: int) -> Plan:
    """The history of a seed."""
    draws = random.Random(f"plan/{number}")
    events = [Event(0.5, "start_bridge")]
    if draws.random() < 0.4:
        events.append(Event(draws.uniform(0.5, 20), "start_bridge"))
    for kind, mean, make in _KINDS:
        if kind in _RARE and draws.random() > _RARE[kind]:
            continue
        at = draws.expovariate(1 / mean)
        while at < ACTIVE_SECONDS:
            events.append(Event(round(at, 3), kind, make(draws)))
            at += draws.expovariate(1 / mean)
    streams = random.Random(f"streams/{number}")
    has_streams = streams.random() < STREAMED_SHARE
    if has_streams:
        events += _stream_faults(streams)
    return Plan(
        has_streams=has_streams,
        seed=f"seed-{number}",
        number=number,
        events=tuple(sorted(events, key=lambda e: e.at)),
        order_lag_ms=draws.choice((0, 0, 0, 400, 1500)),
        trade_lag_ms=draws.choice((0, 0, 300, 1500, 6000)),
        database_skew_seconds=draws.choice((0.0, 0.0, 0.2, -0.2, 0.7, -0.7)),
        foreign_order_policy=draws.choice(("ignore", "report", "report")),
        has_protection=draws.random() < 0.4,
        liquidity={
            "BTCUSDT": Decimal(draws.choice(("0.0008", "0.004", "1"))),
            "ETHUSDT": Decimal(draws.choice(("0.01", "0.05", "10"))),
        },
        # Drawn last: what was drawn before stays what it was for every seed.
        burns_bnb=draws.random() < BURNING_SHARE,
    )


def _who(draws: random.Random) -> dict[str, Any]:
    return {"profile": draws.randrange(3), "symbol": draws.randrange(2)}


def _entry(draws: random.Random) -> dict[str, Any]:
    return {
        **_who(draws),
        "is_short": draws.random() < 0.5,
        "share": Decimal(draws.randint(10, 100)) / 100,
        "offset": draws.choice((None, None, None, "-0.002", "-0.0005", "-0.05", "0.003")),
    }


def _fault(draws: random.Random) -> dict[str, Any]:
    style = draws.random()
    if style < 0.5:
        kind = draws.choice(_SPOILED) + draws.choice(("_before", "_after", "_after"))
        kind = draws.choice((kind, kind, kind, "truncated_after", "cut_json_after"))
        rule = FaultRule(
            kind,
            endpoint=draws.choice(_ORDER_ENDPOINTS),
            method=draws.choice(("POST", "POST", "POST", "GET", "DELETE")),
            count=draws.choice((1, 1, 2)),
            hold_seconds=draws.choice((3, 30)),
            for_ms=15_000,
        )
    elif style < 0.7:
        kind = draws.choice(("empty_rows", "short_page", "repeated_rows", "reversed_rows"))
        rule = FaultRule(
            kind, endpoint=draws.choice(_LISTINGS), count=draws.choice((1, 3, None)), rows=1,
            for_ms=draws.randrange(2_000, 12_000),
        )  # fmt: skip
    elif style < 0.8:
        rule = FaultRule(
            draws.choice(("late_trades", "hidden_orders")), count=None, for_ms=10_000,
            milliseconds=draws.choice((300, 1500)),
        )  # fmt: skip
    elif style < 0.88:
        rule = FaultRule(
            "clock_skew", count=None, for_ms=8_000,
            milliseconds=draws.choice((-3000, -700, 700, 3000)),
        )  # fmt: skip
    else:
        kind = draws.choice(("rate_limited", "error_before", "error_after", "html_after",
                             "timeout_before", "cut_json_after", "empty_after"))  # fmt: skip
        rule = FaultRule(
            kind, chance=Decimal("0.3"), count=None, for_ms=6_000, hold_seconds=2,
            status=draws.choice((500, 502, 503, 504)),
        )  # fmt: skip
    return {"rule": rule}


def _stream_faults(draws: random.Random) -> list[Event]:
    """Lasting faults of the streams, and some that hit single events."""
    events = []
    for kind in ("stream_drop", "stream_duplicate", "stream_delay", "stream_reorder"):
        rule = FaultRule(
            kind, count=None, chance=Decimal(draws.randint(0, 5)) / 10,
            milliseconds=draws.choice((50, 900, 7_000)),
        )  # fmt: skip
        events.append(Event(0.1, "fault", {"rule": rule}))
    for kind in ("stream_disconnect", "stream_silence", "stream_garbage", "stream_expire"):
        for _ in range(draws.randrange(3)):
            rule = FaultRule(kind, skip=draws.randrange(4))
            events.append(Event(round(draws.uniform(1, 38), 3), "fault", {"rule": rule}))
    refusal = FaultRule("stream_refuse", count=draws.randrange(1, 5))
    events.append(Event(round(draws.uniform(0, 30), 3), "fault", {"rule": refusal}))
    return events


def _seconds(low: float, high: float) -> Any:
    return lambda draws: {"seconds": round(draws.uniform(low, high), 2)}


def _database(draws: random.Random) -> dict[str, Any]:
    return {
        "fault": draws.choice(("down", "lost_before", "lost_after", "lost_after", "read_only")),
        "seconds": round(draws.choice((draws.uniform(0.05, 0.3), draws.uniform(0.5, 8))), 2),
    }


def _kill(draws: random.Random) -> dict[str, Any]:
    return {"which": draws.randrange(4), "seconds": round(draws.uniform(0.2, 9), 2)}


def _trade(draws: random.Random) -> dict[str, Any]:
    return {**_who(draws), "side": draws.choice(("BUY", "SELL"))}


# Kind, mean seconds between two of them, what it needs to know.
_KINDS: tuple[tuple[str, float, Any], ...] = (
    ("entry", 2.2, _entry),
    ("exit", 4.0, _who),
    ("website_cancel", 12.0, _who),
    ("jump", 15.0, lambda draws: {**_who(draws), "rate": str(draws.choice((-12, -5, 5, 12)))}),
    ("fault", 4.0, _fault),
    ("exchange_down", 40.0, _seconds(1, 12)),
    ("database_fault", 25.0, _database),
    ("kill", 20.0, _kill),
    ("pause", 30.0, lambda d: {"which": d.randrange(4), "seconds": round(d.uniform(1, 15), 2)}),
    ("stop", 45.0, _kill),
    ("start_bridge", 60.0, lambda draws: {}),
    ("pause_profile", 60.0, _who),
    ("manual_trade", 20.0, _trade),
    ("manual_order", 20.0, _trade),
    ("withdrawal", 40.0, _who),
    ("liquidation", 30.0, _who),
)
# In what share of the histories these kinds may happen at all.
_RARE = {"manual_trade": 0.15,
         "manual_order": 0.15, "withdrawal": 0.1, "liquidation": 0.1, "pause_profile": 0.3,
         "stop": 0.4, "database_fault": 0.6}  # fmt: skip
