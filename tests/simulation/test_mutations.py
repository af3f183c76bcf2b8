"""Rules taken out on purpose: the simulation says what then goes wrong.

Each mutation replaces words of one function in a database of its own. The history that shows it
converges with the rule in place; without, it must not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from psycopg import sql

from simulation.database import TEMPLATE, build_template
from simulation.history import play
from simulation.plan import Event, Plan
from simulation.test_scripted import ENTRY, fault
from tools.server import ROOT
from tradekeel.paper.faults import FaultRule

if TYPE_CHECKING:
    from tools.server import Server

ORDER = "/api/v3/order"


@dataclass(frozen=True)
class Mutation:
    """One rule less, the history that shows it, and words of what is then said."""

    function: str
    old: str
    new: str
    events: tuple[tuple[float, str, dict[str, Any]], ...]
    says: str
    more: dict[str, Any] = field(default_factory=dict)
    others: tuple[tuple[str, str, str], ...] = ()
    also: str = "select 1"


START: tuple[float, str, dict[str, Any]] = (0.5, "start_bridge", {})
WANT: tuple[float, str, dict[str, Any]] = (3.0, "entry", ENTRY)
EXIT: tuple[float, str, dict[str, Any]] = (12.0, "exit", {"profile": 0, "symbol": 0})
MUTATIONS = {
    "completeness is ignored": Mutation(
        "reconciliation/store_document.sql",
        "v_is_complete := v_is_complete and v_is_stored;",
        "v_is_complete := true;",
        (
            START,
            (1.0, "fault", fault("html_after", endpoint="*/openOrders", count=None, for_ms=9000)),
            WANT,
        ),
        "had not read everything",
    ),
    "an entry needs no ready account": Mutation(
        "locks/require_ready.sql",
        "if not exists (",
        "if false and not exists (",
        (
            START,
            (0.4, "fault", fault("html_after", endpoint="*/openOrders", count=None, for_ms=9000)),
            WANT,
        ),
        "not reconciled",
    ),
    "absence needs no horizon and no second look": Mutation(
        "lifecycle/note_absence.sql",
        "or p_lookup.asked_at < v_attempt.horizon_at\n",
        "\n",
        (START, (2.0, "fault", fault("reply_lost_after", endpoint=ORDER, method="POST")), WANT),
        "judged not placed",
        {"order_lag_ms": 9000, "trade_lag_ms": 9000},
        also="alter table lifecycle.attempts drop constraint attempts_absence_is_ordered",
    ),
    "orders are adopted by symbol and side": Mutation(
        "lifecycle/adopt_attempts.sql",
        "a.client_order_text = e.value ->> 'clientOrderId'",
        "a.side = e.value ->> 'side'",
        (START, WANT, (2.0, "manual_order", {"profile": 0, "symbol": 0, "side": "BUY"})),
        "is not on the exchange",
        others=(
            (
                "lifecycle/persist_attempt_order.sql",
                (
                    "n.client_order_text is not null and"
                    " n.client_order_text <> p_attempt.client_order_text"
                ),
                "false",
            ),
            (
                "reconciliation/find_profile_differences.sql",
                "a.client_order_text = r.value ->> 'clientOrderId'",
                "a.side = r.value ->> 'side'",
            ),
        ),
    ),
    "what was posted is posted again": Mutation(
        "lifecycle/book_order.sql",
        "t.cost - p_order.posted_cost,",
        "t.cost,",
        (START, (3.0, "entry", {**ENTRY, "offset": "0.003"})),
        "",
        {"liquidity": {"BTCUSDT": Decimal("0.0001")}},
    ),
    "a fill counts whenever it is told": Mutation(
        "lifecycle/record_plain_fills.sql",
        "on conflict (user_id, account_id, symbol, exchange_order_id, trade_id, side) do nothing",
        "on conflict (user_id, account_id, symbol, exchange_order_id, trade_id, side) do update"
        " set recorded_at = excluded.recorded_at",
        (START, WANT, EXIT),
        "",
    ),
}

STREAMED: dict[str, Any] = {
    "has_streams": True, "monitor_seconds": 6.0, "reconciliation_seconds": 60.0,
    "liquidity": {"BTCUSDT": Decimal("0.0010")},
}  # fmt: skip
# What the stream says of an order comes a second time, when it has ended.
LATE: tuple[float, str, dict[str, Any]] = (
    1.0, "fault", {"rule": FaultRule("stream_duplicate", count=None, milliseconds=2500)},
)  # fmt: skip
MUTATIONS |= {
    "an old event undoes": Mutation(
        "lifecycle/take_event.sql",
        "v_filled := greatest(p_order.filled, n.filled);",
        "v_filled := coalesce(n.filled, p_order.filled);",
        (START, LATE, WANT),
        "was taken back",
        STREAMED,
        others=(
            (
                "lifecycle/take_event.sql",
                "when p_order.status = 'open' and coalesce(n.filled >= p_order.filled, true)",
                "when true",
            ),
        ),
    ),
    "a fill that was told twice is two": Mutation(
        "lifecycle/record_plain_fills.sql",
        "           n.trade_id, p_order.side,",
        "           n.trade_id || '/' || clock_timestamp(), p_order.side,",
        (START, LATE, WANT),
        "",
        STREAMED,
    ),
}


def history(mutation: Mutation) -> Plan:
    """The history that shows a mutation."""
    events = sorted(mutation.events, key=lambda event: event[0])
    last = Event(22.0, "nothing")
    return Plan(
        seed="mutation",
        number=1,
        events=(*(Event(*event) for event in events), last),
        is_slow=False,
        profiles=(0,),
        **mutation.more,
    )


def _changed(changes: list[tuple[str, str, str]]) -> list[str]:
    texts: dict[str, str] = {}
    for function, old, new in changes:
        text = texts.get(function) or (ROOT / "db" / "functions" / function).read_text()
        assert text.count(old) == 1, "the function changed; so must its mutation"
        texts[function] = text.replace(old, new)
    return list(texts.values())


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_rule_less_is_noticed(server: Server, name: str) -> None:
    mutation = MUTATIONS[name]
    build_template(server)
    changes = [(mutation.function, mutation.old, mutation.new), *mutation.others]
    mutants = _changed(changes)
    plan = history(mutation)
    assert play(server, plan).differences == []
    mutant = "tradekeel_mutant"
    with server.connect("postgres") as connection:
        connection.execute(
            sql.SQL("create database {} template {}").format(
                sql.Identifier(mutant), sql.Identifier(TEMPLATE)
            )
        )
    try:
        with server.connect(mutant) as connection:
            for text in (*mutants, mutation.also):
                connection.execute(text.encode())
        found = play(server, plan, template=mutant).differences
    finally:
        with server.connect("postgres") as connection:
            connection.execute(sql.SQL("drop database {}").format(sql.Identifier(mutant)))
    assert any(mutation.says in sentence for sentence in found), found
