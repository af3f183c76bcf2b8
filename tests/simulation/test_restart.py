"""A bridge killed at every single step of an entry, an exit and the reconciliations around them.

The story: an entry, later an exit of everything, at prices that do not move. The process is killed
before or after one of its calls; another process takes over. How far the exchange came decides the
state: none of the two orders, the first, or both. Each of these states is known from a run that
nothing interrupted, and must be reached to the last digit.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from simulation.database import build_template
from simulation.history import Result, play
from simulation.plan import Event, Plan
from simulation.test_scripted import ENTRY

if TYPE_CHECKING:
    from tools.server import Server

# Calls that change nothing that a successor could see.
UNSEEN = ("fn_heartbeat", "fn_fold_counters", "fn_list_accounts", "fn_report", "fn_record_prices",
          "ticker/price", "exchangeInfo", "/time", "fn_check_capital", "fn_refresh_markets",
          "fn_evaluate_protections", "fn_plan_monitoring", "fn_check_exchange_uid")  # fmt: skip
QUESTIONS = {
    "orders": "select count(*)::integer as n from lifecycle.orders",
    "unexplained": "select s.request_id, s.outcome from lifecycle.signals as s"
    " where not exists (select from lifecycle.intents as i join lifecycle.attempts as a"
    " on a.user_id = i.user_id and a.intent_id = i.intent_id"
    " where i.user_id = s.user_id and i.signal_id = s.signal_id"
    " and a.state in ('confirmed', 'not_placed')) and s.outcome is distinct from 'expired'",
}
# One of so many kills is played in make test, all of them in make test-long.
EVERY = 12
_PLAYED: dict[tuple[int, int], Result] = {}


def story(profile: int, wishes: int = 2, kill_at: int | None = None, **more: Any) -> Plan:
    """Entry and exit, or the first `wishes` of them."""
    events = (
        Event(0.5, "start_bridge"),
        Event(3.0, "entry", {**ENTRY, "profile": profile}),
        Event(9.0, "exit", {"profile": profile, "symbol": 0}),
    )
    return Plan(
        seed=f"restart-{profile}",
        number=1,
        events=(*events[: 1 + wishes], Event(18.0, "nothing")),
        is_slow=False,
        tick_seconds=10_000.0,
        profiles=(profile,),
        kill_at=kill_at,
        questions=QUESTIONS,
        **more,
    )


def uninterrupted(server: Server, profile: int, wishes: int) -> Result:
    """The story as it goes when nothing interrupts it; played once."""
    if (profile, wishes) not in _PLAYED:
        build_template(server)
        result = play(server, story(profile, wishes))
        assert result.differences == []
        assert result.answers["orders"][0]["n"] == wishes
        _PLAYED[profile, wishes] = result
    return _PLAYED[profile, wishes]


def gates_worth_killing_at(server: Server, profile: int) -> list[int]:
    """Numbers of the gates from the first lease on, without the calls that nobody could see."""
    gates = uninterrupted(server, profile, 2).gates
    return [n for n, what in enumerate(gates) if not any(word in what for word in UNSEEN)]


def require_known_end(server: Server, profile: int, kill_at: int) -> None:
    """Kill there, and compare with the uninterrupted run of as many orders."""
    result = play(server, story(profile, kill_at=kill_at))
    where = f"killed at {kill_at}: {result.gates[kill_at]}"
    assert result.differences == [], where
    orders = result.answers["orders"][0]["n"]
    expected = uninterrupted(server, profile, orders)
    assert _without_signals(result) == _without_signals(expected), where
    # What did not happen is explained by evidence or by time, not forgotten.
    assert result.answers["unexplained"] == [], where


def _without_signals(result: Result) -> dict[str, list[str]]:
    return {part: lines for part, lines in result.state.items() if part != "signals"}


@pytest.mark.parametrize("profile", [0, 2], ids=["spot", "futures"])
def test_a_kill_at_any_step_ends_in_a_known_state(server: Server, profile: int) -> None:
    gates = gates_worth_killing_at(server, profile)
    first = int(os.environ.get("TRADEKEEL_KILL_FROM", "0"))
    for kill_at in gates[first::EVERY]:
        require_known_end(server, profile, kill_at)


@pytest.mark.long
@pytest.mark.parametrize("profile", [0, 2], ids=["spot", "futures"])
def test_a_kill_at_every_step_ends_in_a_known_state(server: Server, profile: int) -> None:
    for kill_at in gates_worth_killing_at(server, profile):
        require_known_end(server, profile, kill_at)
