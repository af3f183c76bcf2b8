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
        (30.0, "entry", PERP),
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


def test_an_order_whose_record_was_lost_is_found_by_its_id(server: Server) -> None:
    result = scripted(
        server,
        (0.5, "start_bridge", {}),
        (2.0, "fault", fault("timeout_after", endpoint="/api/v3/order", method="POST",
                             hold_seconds=3)),
        (3.0, "entry", ENTRY),
        # The exchange has it; nobody can write that down before the process is gone.
        (5.0, "database_fault", {"fault": "down", "seconds": 8.0}),
        (9.0, "kill", {"which": 0, "seconds": 8.0}),
        (14.0, "nothing", {}),
        profiles=(0,),
    )  # fmt: skip
    assert result.differences == []
    assert said(result, "looked up", "found")
    assert len(result.state["orders"]) == 1


def test_an_order_of_somebody_else_is_reported_and_never_adopted(server: Server) -> None:
    result = scripted(
        server,
        (0.5, "start_bridge", {}),
        (2.0, "manual_order", {"profile": 0, "symbol": 0, "side": "BUY"}),
        (3.0, "entry", ENTRY),
        (10.0, "nothing", {}),
        profiles=(0,),
    )
    assert result.differences == []
    assert len(result.state["orders"]) == 1
    assert any("order_foreign" in line for line in result.state["mismatches"])


def test_an_account_the_exchange_does_not_answer_for_holds_up_no_other(server: Server) -> None:
    result = scripted(
        server,
        (0.0, "fault", fault("error_before", endpoint="/fapi/*", count=None, for_ms=20_000)),
        (0.5, "start_bridge", {}),
        (4.0, "entry", ENTRY),
        (22.0, "entry", PERP),
    )
    assert result.differences == []
    sent = [line for line in result.log if "'event': 'sent'" in line]
    assert float(sent[0][:10]) < 20 < float(sent[-1][:10])


def posts(result: Result, path: str) -> list[float]:
    """When orders were placed at an address."""
    return [float(line[:10]) for line in result.log if f"POST {path}: 200" in line]


def finished_runs(result: Result) -> list[float]:
    """When reconciliations ended that had read everything."""
    end = "fn_finish_reconciliation: [Finished(state='finished'"
    return [float(line[:10]) for line in result.log if end in line]


def test_while_the_database_cannot_be_written_nothing_is_sent_and_reading_goes_on(
    server: Server,
) -> None:
    """Shorter than a lease, so that it is not the lease which asks for the reconciliation."""
    result = scripted(
        server,
        (0.5, "start_bridge", {}),
        (3.0, "entry", {**ENTRY, "offset": "-0.05"}),
        (8.0, "database_fault", {"fault": "read_only", "seconds": 12.0}),
        (9.0, "entry", {**ENTRY, "symbol": 1}),
        (40.0, "nothing", {}),
        profiles=(0,),
        lease_seconds=30.0,
        reconciliation_seconds=300.0,
    )
    assert result.differences == []
    before, after = posts(result, "/api/v3/order")
    assert before < 8.0
    assert after > 20.0
    assert said(result, "read while the database cannot be written", "open")
    assert any(
        8.0 < float(line[:10]) < 20.0 and "GET /api/v3/order: 200" in line for line in result.log
    )
    assert any(20.0 < at < after + 5.0 for at in finished_runs(result))


def test_while_an_exchange_is_down_its_entries_wait_and_others_go_on(server: Server) -> None:
    """Its signal is still there when it answers again, after everything was read once."""
    result = scripted(
        server,
        (0.5, "start_bridge", {}),
        (3.0, "entry", {**PERP, "offset": "-0.05"}),
        (8.0, "fault", fault("error_before", endpoint="/fapi/*", count=None, for_ms=14_000)),
        (16.0, "entry", {**PERP, "symbol": 1}),
        (16.0, "entry", ENTRY),
        (60.0, "nothing", {}),
        profiles=(0, 2),
        lease_seconds=90.0,
        reconciliation_seconds=300.0,
        questions={
            "contacts": "select bool_and(c.failure_count = 0) as are_well"
            " from health.exchange_contacts as c",
            "attempts": "select a.state, count(*)::integer as n from lifecycle.attempts as a"
            " group by 1",
        },
    )
    assert result.differences == []
    (spot,) = posts(result, "/api/v3/order")
    before, after = posts(result, "/fapi/v1/order")
    assert before < 8.0
    assert 16.0 < spot < 22.0 < after
    assert any(22.0 < at < after + 5.0 for at in finished_runs(result))
    # Nothing was begun in vain, and all is well again.
    assert result.answers["attempts"] == [{"state": "confirmed", "n": 3}]
    assert result.answers["contacts"] == [{"are_well": True}]


def test_a_stop_that_was_passed_while_nobody_drove_fires_once_after_the_restart(
    server: Server,
) -> None:
    """It is a row: nothing of it was in the process that died."""
    result = scripted(
        server,
        (0.5, "start_bridge", {}),
        (3.0, "entry", ENTRY),
        (9.0, "kill", {"which": 0, "seconds": 600.0}),
        (10.0, "jump", {"profile": 0, "symbol": 0, "rate": "-12"}),
        (11.0, "start_bridge", {}),
        (40.0, "nothing", {}),
        profiles=(0,),
        has_protection=True,
        tick_seconds=10_000.0,
        questions={
            "exits": "select i.reason, i.outcome from lifecycle.intents as i where i.kind = 'exit'",
            "positions": "select p.state from lifecycle.positions as p",
        },
    )
    assert result.differences == []
    assert result.answers["exits"] == [{"reason": "protection:stop_loss", "outcome": "filled"}]
    assert result.answers["positions"] == [{"state": "closed"}]
    assert len(posts(result, "/api/v3/order")) == 2


def test_the_progress_of_a_start_is_told(server: Server) -> None:
    """How many accounts there are, are driven, are ready: one of them cannot be read yet."""
    result = scripted(
        server,
        (0.0, "fault", fault("error_before", endpoint="/fapi/*", count=None, for_ms=12_000)),
        (0.5, "start_bridge", {}),
        (30.0, "nothing", {}),
    )
    assert result.differences == []
    told = [line for line in result.log if "'event': 'progress'" in line]
    assert "'accounts': 2, 'driven': 2, 'ready': 1" in told[-2]
    assert "'accounts': 2, 'driven': 2, 'ready': 2" in told[-1]


def test_a_stop_lets_what_is_being_sent_end_and_begins_nothing_new(server: Server) -> None:
    result = scripted(
        server,
        (0.5, "start_bridge", {}),
        (2.0, "fault", fault("timeout_after", endpoint="/api/v3/order", method="POST",
                             hold_seconds=4)),
        (3.0, "entry", ENTRY),
        (5.0, "stop", {"which": 0, "seconds": 12.0}),
        (6.0, "entry", {**ENTRY, "symbol": 1}),
        (20.0, "nothing", {}),
        profiles=(0,),
    )  # fmt: skip
    assert result.differences == []
    stopped = next(n for n, line in enumerate(result.log) if "'event': 'stopped'" in line)
    begun = [n for n, line in enumerate(result.log) if "fn_begin_entry: [Attempt" in line]
    assert said(result, "fn_record_unknown")
    assert len([n for n in begun if n < stopped]) == 1
    assert len(result.state["orders"]) == 2


def test_fees_in_a_third_currency_are_priced_and_everything_is_equal(server: Server) -> None:
    result = scripted(
        server,
        (0.5, "start_bridge", {}),
        (3.0, "entry", ENTRY),
        (12.0, "exit", {"profile": 0, "symbol": 0}),
        (25.0, "nothing", {}),
        burns_bnb=True,
        profiles=(0,),
        questions={
            "priced": "select count(*)::integer as n, bool_and(p.amount_quote > 0) as is_priced"
            " from lifecycle.fee_prices as p"
        },
    )
    assert result.differences == []
    assert result.answers["priced"] == [{"n": 2, "is_priced": True}]
