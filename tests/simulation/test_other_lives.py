"""The same installation twice: a clone beside the original, a replica that was promoted.

And the same database driven from elsewhere: another machine, two instances that start at once.
What is asked each time is the state of a run that nothing disturbed (`digest.py`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from simulation.database import build_template
from simulation.history import Result, play
from simulation.plan import Event
from simulation.test_restart import QUESTIONS, story, uninterrupted
from simulation.test_scripted import ENTRY, said

if TYPE_CHECKING:
    from tools.server import Server

LIFE = {
    **QUESTIONS,
    "begun": "select count(*)::integer as n from lifecycle.attempts",
    "epochs": "select distinct a.epoch from lifecycle.attempts as a order by 1",
    "is_same_life": "select meta.is_same_life() as yes",
    "wishes": "select s.symbol, s.state, s.outcome from lifecycle.signals as s order by 1",
    "incidents": "select distinct i.kind from health.incidents as i order by 1",
}
OTHER_ENTRY = {**ENTRY, "symbol": 1}
# An order with our tag that this life never heard of halts its account until a person looks.
WHY = ["account_halted", "mismatch_repeated"]
# What a person says about what came apart, and what that leaves behind.
ACCEPTED = ("signals", "mismatches", "accounts")


def retold(
    server: Server, exit_at: float, *more: tuple[float, str, dict[str, Any]], **changes: Any
) -> Result:
    """The story of an entry and an exit on spot, with more events."""
    build_template(server)
    events = (
        Event(0.5, "start_bridge"),
        Event(3.0, "entry", ENTRY),
        Event(exit_at, "exit", {"profile": 0, "symbol": 0}),
        *(Event(at, kind, details) for at, kind, details in more),
        Event(exit_at + 9.0, "nothing"),
    )
    plan = replace(story(0), questions=LIFE, **changes)
    return play(server, replace(plan, events=tuple(sorted(events, key=lambda e: e.at))))


def sends(result: Result, process: str) -> int:
    """How many orders of a process the exchange took."""
    return sum(f" {process} " in line and "POST /api/v3/order: 200" in line for line in result.log)


@pytest.mark.parametrize("ahead", [0.6, -0.6])
def test_a_restart_on_another_machine_ends_as_if_nothing_had_happened(
    server: Server, ahead: float
) -> None:
    """Its clock is another one, and nothing but the database tells it anything."""
    result = retold(
        server,
        18.0,
        (3.2, "kill", {"which": 0, "seconds": 600.0}),
        (4.0, "start_bridge", {}),
        (18.3, "kill", {"which": 0, "seconds": 600.0}),
        (19.0, "start_bridge", {}),
        machines=(0.0, ahead, -2 * ahead),
    )
    require_known_end(server, result)
    assert len(result.state["orders"]) == 2


def require_known_end(server: Server, result: Result) -> None:
    """As an undisturbed run of as many orders ends, each of them sent once."""
    assert result.differences == []
    placed = len(result.state["orders"])
    assert _money(result.state) == _money(uninterrupted(server, 0, placed).state)
    assert sum(sends(result, f"up{number}") for number in (1, 2, 3)) == placed
    assert result.answers["unexplained"] == []
    assert result.answers["incidents"] == []


@pytest.mark.parametrize("first_dies_at", [None, 3.05, 18.3])
def test_two_instances_that_start_at_once_do_the_work_of_one(
    server: Server, first_dies_at: float | None
) -> None:
    """Each order is sent by one of them, once, also when one dies on the way."""
    death = [] if first_dies_at is None else [(first_dies_at, "kill", {"which": 0, "seconds": 9.0})]
    result = retold(server, 18.0, (0.5, "start_bridge", {}), *death)
    require_known_end(server, result)


def test_a_clone_beside_the_original_begins_no_entry_and_changes_nothing(server: Server) -> None:
    result = retold(
        server,
        9.0,
        (5.0, "clone", {}),
        (6.5, "on_other", {"kind": "entry", **OTHER_ENTRY}),
        (12.0, "on_other", {"kind": "entry", **ENTRY}),
    )
    assert result.differences == []
    assert _money(result.state) == _money(uninterrupted(server, 0, 2).state)
    assert result.answers["incidents"] == []
    assert sends(result, "up2") == 0
    assert said(result, "restored, promoted or cloned")
    assert said(result, "signal not done", "MTI01")
    assert result.others["is_same_life"] == [{"yes": False}]
    assert result.others["begun"] == [{"n": 1}]


def test_a_clone_whose_epoch_is_taken_on_purpose_takes_over(server: Server) -> None:
    """The original is gone by then; what it did since is taken in, and nothing repeated."""
    result = retold(
        server,
        9.0,
        (5.0, "clone", {}),
        (15.0, "stop", {"which": 0, "seconds": 600.0}),
        (20.0, "on_other", {"kind": "acknowledge"}),
        (20.0, "switch", {}),
        (40.0, "release", {}),
        (45.0, "resume", {}),
        (60.0, "entry", OTHER_ENTRY),
        (70.0, "nothing", {}),
    )
    assert result.differences == []
    assert [row["epoch"] for row in result.answers["epochs"]] == [1, 2]
    assert len(result.state["orders"]) == 3
    assert sends(result, "up1") == 2
    assert sends(result, "up2") == 1
    assert [row["kind"] for row in result.answers["incidents"]] == WHY


def test_a_promoted_replica_takes_in_what_it_never_heard_of(server: Server) -> None:
    """A streaming replica is cut off right before the entry; then the primary is gone."""
    result = retold(
        server,
        45.0,
        (2.0, "follow", {}),
        (2.9, "cut_off", {}),
        (8.0, "lose_server", {}),
        (8.5, "promote", {}),
        (8.6, "start_bridge", {}),
        (10.0, "acknowledge", {}),
        (30.0, "release", {}),
        (35.0, "resume", {}),
    )
    assert result.differences == []
    assert result.answers["is_same_life"] == [{"yes": True}]
    expected = uninterrupted(server, 0, 2).state
    # The exchange names a price for market orders too, so that it is taken in as a limit.
    lost = {part: [line.replace(",limit,", ",market,") for line in lines]
            for part, lines in result.state.items()}  # fmt: skip
    assert _money(lost) == _money(expected)
    assert [row["kind"] for row in result.answers["incidents"]] == WHY
    assert sends(result, "up1") == 1
    assert sends(result, "up2") == 1


def test_an_order_that_the_life_before_sends_late_is_waited_for(server: Server) -> None:
    """Its server is lost right after the begin, its process sends two seconds later."""
    result = retold(
        server,
        55.0,
        (2.0, "hold", {"which": 0, "where": "POST /api/v3/order out", "seconds": 2.4}),
        (3.01, "clone", {}),
        (4.2, "on_other", {"kind": "acknowledge"}),
        (4.2, "switch", {}),
        (7.0, "kill", {"which": 0, "seconds": 600.0}),
        (40.0, "release", {}),
        (45.0, "resume", {}),
        trading_seconds=0.5,
    )
    assert result.differences == []
    # The copy has the signal, and would have carried it out; its account is halted by then.
    assert [row["outcome"] for row in result.answers["wishes"]] == ["TNR02", "accepted"]
    assert sends(result, "up1") == 1
    assert sends(result, "up2") == 1
    assert len(result.state["orders"]) == 2


def _money(state: dict[str, list[str]]) -> dict[str, list[str]]:
    return {part: lines for part, lines in state.items() if part not in ACCEPTED}
