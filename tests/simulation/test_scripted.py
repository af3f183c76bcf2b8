"""Histories written by hand: one fault each, and the same end as without it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from simulation.database import build_template
from simulation.history import Result, play
from simulation.plan import Event, Plan
from tradekeel.paper.faults import FaultRule

if TYPE_CHECKING:
    from tools.server import Server

ENTRY = {"profile": 0, "symbol": 0, "is_short": False, "share": Decimal(1), "offset": None}
PERP = {**ENTRY, "profile": 2}


def scripted(server: Server, *events: tuple[float, str, dict[str, Any]], **more: Any) -> Result:
    """Play these events with steps that are never slow."""
    build_template(server)
    plan = Plan(
        seed="scripted",
        number=1,
        events=tuple(Event(at, kind, details) for at, kind, details in events),
        is_slow=False,
        **more,
    )
    return play(server, plan)


def fault(kind: str, **more: Any) -> dict[str, Any]:
    """The details of a fault event."""
    return {"rule": FaultRule(kind, **more)}


def said(result: Result, *words: str) -> bool:
    """Whether one line of the history has all these words."""
    return any(all(word in line for word in words) for line in result.log)


def test_a_clock_measured_wrongly_is_measured_again(server: Server) -> None:
    result = scripted(
        server,
        (3.0, "fault", fault("clock_skew", milliseconds=6000, count=None, for_ms=12000)),
        (0.5, "start_bridge", {}),
        (16.0, "entry", PERP),
    )
    assert result.differences == []
    assert said(result, "/fapi/", ": 400 ")
    assert said(result, "'event': 'sent'", "accepted")


def test_a_bridge_begins_when_the_database_can_be_written_again(server: Server) -> None:
    result = scripted(
        server,
        (0.0, "database_fault", {"fault": "read_only", "seconds": 9.0}),
        (0.5, "start_bridge", {}),
        (12.0, "entry", ENTRY),
    )
    assert result.differences == []
    assert said(result, "database cannot be written")
    assert said(result, "'event': 'sent'", "accepted")


def test_a_bridge_that_cannot_give_its_leases_back_ends_all_the_same(server: Server) -> None:
    result = scripted(
        server,
        (0.5, "start_bridge", {}),
        (5.0, "database_fault", {"fault": "read_only", "seconds": 30.0}),
        (5.5, "stop", {"which": 0, "seconds": 20.0}),
    )
    assert result.differences == []
    assert said(result, "leases could not be given back")
