"""A bridge killed at every single step of the reconciliations that clear up after another one.

The first process dies with one order whose reply was lost, one that it never sent, and two that
rest. While nobody drives, one of these is cancelled on the exchange's pages, and one is filled in
part. The second process reads, handles, looks up by client id and by exchange id, waits for a
horizon and looks up again; it is killed before or after one of its calls, and a third begins anew.
Nothing happens at the exchange meanwhile, so each of these runs must end in the very state of the
uninterrupted one.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from simulation.database import build_template
from simulation.history import Result, play
from simulation.plan import Event, Plan
from simulation.test_restart import UNSEEN
from simulation.test_scripted import ENTRY, PERP, fault, said

if TYPE_CHECKING:
    from tools.server import Server

# One of so many kills is played in make test, all of them in make test-long.
EVERY = 40
IDLE = ("fn_apply_requests", "fn_claim_signals")
CALLS = (
    "fn_begin_reconciliation", "fn_reconcile", "fn_handle_profile", "fn_answer_lookups",
    "fn_finish_reconciliation", "GET /api/v3/order ", "GET /fapi/v1/order ",
)  # fmt: skip
QUESTIONS = {
    "attempts": "select a.symbol, a.state from lifecycle.attempts as a order by 1, 2",
    # How long it took may differ, and is said: seen by several runs, look-ups that failed.
    "incidents": "select i.kind from health.incidents as i"
    " where i.kind not in ('mismatch_repeated', 'reconciliation_stuck')",
    "lookups": "select distinct l.outcome from reconciliation.lookups as l"
    " where l.outcome is not null order by 1",
}

_PLAYED: dict[str, Result] = {}


def troubled(kill_at: int | None = None) -> Plan:
    """The story; the second process is killed at that gate."""
    lost = fault("reply_lost_after", endpoint="/api/v3/order", method="POST")
    # The monitor would find the cancelled one by itself; while it fails it asks less and less.
    blind = fault("error_before", endpoint="/api/v3/order", method="GET", symbol="ETHUSDT",
                  count=None, for_ms=8_500)  # fmt: skip
    return Plan(
        seed="reconciliation-kills",
        number=1,
        events=(
            Event(0.5, "start_bridge"),
            Event(2.0, "entry", {**ENTRY, "symbol": 1, "offset": "-0.05"}),
            Event(2.0, "entry", {**ENTRY, "profile": 1, "symbol": 1, "offset": "-0.05"}),
            Event(5.0, "fault", lost),
            Event(5.0, "hold", {"which": 0, "where": "fn_record_unknown out", "seconds": 99.0}),
            Event(5.0, "hold", {"which": 0, "where": "/fapi/v1/order out", "seconds": 99.0}),
            Event(5.0, "entry", PERP),
            Event(5.1, "entry", ENTRY),
            Event(8.0, "kill", {"which": 0, "seconds": 600.0}),
            Event(8.5, "website_cancel", {"profile": 0, "symbol": 1}),
            Event(8.5, "jump", {"profile": 1, "symbol": 1, "rate": "-60"}),
            Event(8.5, "fault", blind),
            Event(9.0, "start_bridge"),
            Event(40.0, "nothing"),
        ),
        is_slow=False,
        tick_seconds=10_000.0,
        reconciliation_seconds=3.0,
        profiles=(0, 1, 2),
        liquidity={"SOLUSDT": Decimal("0.5")},
        kill_at=kill_at,
        killed_process=2,
        questions=QUESTIONS,
    )


def uninterrupted(server: Server) -> Result:
    """The story when the second process lives on; played once."""
    if "result" not in _PLAYED:
        build_template(server)
        _PLAYED["result"] = play(server, troubled())
    return _PLAYED["result"]


def gates(server: Server) -> list[int]:
    """Numbers of the second process's gates until all is ready, without those nobody could see."""
    passed = uninterrupted(server).gates
    last = max(n for n, what in enumerate(passed) if "fn_answer_lookups" in what)
    return [
        n
        for n, what in enumerate(passed[: last + 8])
        if not any(word in what for word in (*UNSEEN, *IDLE))
    ]


def require_the_same_end(server: Server, kill_at: int) -> None:
    """Kill there, and compare."""
    result, expected = play(server, troubled(kill_at)), uninterrupted(server)
    where = f"killed at {kill_at}: {result.gates[kill_at]}"
    assert result.differences == [], where
    assert result.state == expected.state, where
    for question in ("attempts", "incidents"):
        assert result.answers[question] == expected.answers[question], where


def test_the_story_has_every_step_of_a_reconciliation(server: Server) -> None:
    """Look-ups that find, by either id, that fail for some rounds, and that find nothing."""
    result = uninterrupted(server)
    assert result.differences == []
    assert result.answers["attempts"] == [
        {"symbol": "BTC/USDT", "state": "confirmed"},
        {"symbol": "BTC/USDT:USDT", "state": "not_placed"},
        {"symbol": "ETH/USDT", "state": "confirmed"},
        {"symbol": "SOL/USDT", "state": "confirmed"},
    ]
    assert result.answers["lookups"] == [
        {"outcome": outcome} for outcome in ("failed", "found", "not_found")
    ]
    for kind in ("'attempt'", "'order'"):
        assert said(result, "looked up", kind, "'found'")
    assert said(result, "reconciled", "stuck")
    for call in CALLS:
        assert any(call in what for what in result.gates), call


def test_a_kill_at_any_step_of_a_reconciliation_ends_in_the_same_state(server: Server) -> None:
    for kill_at in gates(server)[::EVERY]:
        require_the_same_end(server, kill_at)


@pytest.mark.long
def test_a_kill_at_every_step_of_a_reconciliation_ends_in_the_same_state(server: Server) -> None:
    for kill_at in gates(server):
        require_the_same_end(server, kill_at)
