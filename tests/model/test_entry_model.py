"""The formal model of an entry: it holds, it reaches what it must reach, and it bites.

docs/model/README.md explains the words. Each search is exhaustive within its bounds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from model.spin import check, missing_tool

if TYPE_CHECKING:
    from pathlib import Path

SECOND_ORDER_OF_ATTEMPT = "assertion violated !(second_order_for_attempt)"
SECOND_ORDER_OF_INTENT = "assertion violated !(second_order_for_intent)"
SECOND_LIVE_ENTRY = "assertion violated !(second_live_entry)"


@pytest.fixture(autouse=True)
def _tools() -> None:
    missing = missing_tool()
    if missing is not None:
        pytest.skip(missing)


@pytest.mark.parametrize(
    "bounds",
    [
        [],
        ["INSTANCES=3", "INTENTS=1"],
        ["INTENTS=1", "TRIES=3"],
        ["INTENTS=3", "TRIES=1"],
        ["INTENTS=1", "SEND_TICKS=2", "WINDOW_TICKS=3", "LAG_TICKS=2"],
        ["INTENTS=1", "SEND_TICKS=3", "WINDOW_TICKS=1", "LAG_TICKS=3"],
        ["INTENTS=1", "SEND_TICKS=1", "WINDOW_TICKS=3", "LAG_TICKS=1"],
    ],
    ids=" ".join,
)
def test_the_promise_holds_everywhere(tmp_path: Path, bounds: list[str]) -> None:
    """One live entry, one order per intent and attempt, no end without evidence."""
    verdict = check(tmp_path, *bounds)
    assert verdict.violation is None
    assert verdict.is_complete


@pytest.mark.parametrize(
    "without",
    [
        ["NO_LOCK_PROOF", "NO_LEASE_PROOF", "TRIES=1"],
        ["ONE_ABSENCE", "INTENTS=1"],
        ["NO_LAG_IN_HORIZON", "INTENTS=1"],
    ],
    ids=" ".join,
)
def test_what_the_promise_does_not_rest_on(tmp_path: Path, without: list[str]) -> None:
    """Locks only keep processes out of each other's way; one margin of the evidence is enough."""
    verdict = check(tmp_path, *without)
    assert verdict.violation is None
    assert verdict.is_complete


@pytest.mark.parametrize(
    ("rules", "violation"),
    [
        (["NO_SLOT"], SECOND_LIVE_ENTRY),
        (["SLOT_ENDS_AT_CONFIRMED"], SECOND_LIVE_ENTRY),
        (["NO_ORDER_OF_ATTEMPTS"], SECOND_ORDER_OF_INTENT),
        (["MAY_SEND_TO_ALL"], SECOND_ORDER_OF_ATTEMPT),
        (["FORGETS_ITS_SEND"], SECOND_ORDER_OF_ATTEMPT),
        (["NO_DEADLINE_AT_SIGNING", "INTENTS=1"], SECOND_ORDER_OF_INTENT),
        (["TIMEOUT_IS_REFUSAL", "INTENTS=1"], SECOND_ORDER_OF_INTENT),
        (["EVIDENCE_BEFORE_HORIZON", "INTENTS=1"], SECOND_ORDER_OF_INTENT),
        (["NO_WINDOW_IN_HORIZON", "WINDOW_TICKS=2", "INTENTS=1"], SECOND_ORDER_OF_INTENT),
        (["NO_WINDOW_AT_EXCHANGE", "INTENTS=1"], SECOND_ORDER_OF_INTENT),
        (["ONE_ABSENCE", "NO_LAG_IN_HORIZON", "INTENTS=1"], SECOND_ORDER_OF_INTENT),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_without_a_rule_the_exchange_gets_a_second_order(
    tmp_path: Path, rules: list[str], violation: str
) -> None:
    """Not only is a warning raised: there are two orders where one was wanted."""
    assert _bare(check(tmp_path, "ORDERS_ONLY", *rules, search="shortest").violation) == violation


@pytest.mark.parametrize(
    ("rules", "violation"),
    [
        (["REJECTS_UNKNOWN"], "unknown_ended_without_evidence"),
        (["TIMEOUT_IS_REFUSAL"], "wrongly_rejected"),
        (["EVIDENCE_BEFORE_HORIZON"], "wrongly_not_placed"),
        (["NO_DEADLINE_AT_SIGNING"], "wrongly_not_placed"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_without_a_rule_the_database_says_what_is_not_true(
    tmp_path: Path, rules: list[str], violation: str
) -> None:
    """The ends of an attempt are compared with what the exchange has, and could still take."""
    verdict = check(tmp_path, "INTENTS=1", *rules, search="shortest")
    assert _bare(verdict.violation) == f"assertion violated !({violation})"


@pytest.mark.parametrize(
    "bounds",
    [
        ["INTENTS=1"],
        ["TRIES=1"],
        ["INSTANCES=3", "INTENTS=1"],
        pytest.param([], marks=pytest.mark.long),
    ],
    ids=" ".join,
)
def test_when_all_is_quiet_every_attempt_is_resolved(tmp_path: Path, bounds: list[str]) -> None:
    """From every state that can be reached; and database and exchange agree."""
    verdict = check(tmp_path, "QUIET", *bounds, search="liveness")
    assert verdict.violation is None
    assert verdict.is_complete


@pytest.mark.parametrize(
    ("rule", "violation"),
    [
        ("FORGETS_SUBMITTING", "assertion violated !(unresolved_when_quiet)"),
        ("ASKS_WITHOUT_PAUSE", "acceptance cycle"),
    ],
)
def test_a_conversation_that_stops_or_never_ends_is_found(
    tmp_path: Path, rule: str, violation: str
) -> None:
    """An attempt nobody asks about stays; asking for ever is no progress."""
    verdict = check(tmp_path, "QUIET", "INTENTS=1", rule, search="liveness")
    assert _bare(verdict.violation) == violation


@pytest.mark.parametrize(
    "question",
    [
        "state[0] == NOT_PLACED && state[1] == CONFIRMED && order[1] == DONE && !unsettled[0]",
        "state[0] == REJECTED && state[1] == CONFIRMED",
        "state[0] == CONFIRMED && !unsettled[0] && state[2] == CONFIRMED",
        "state[0] == NOT_PLACED && order[1] == OPEN && doing[1] == MAY_SEND && busy_with[1] == 0",
        "state[0] == UNKNOWN && order[0] == DONE && owner[0] == NOBODY && look_up == FOUND",
        "request[0] > EXPIRED && sender[0] == NOBODY && lease_owner == 2 && look_up == NOT_FOUND",
        "state[0] == UNKNOWN && order[0] == OPEN && doing[1] == ACCEPTED && lease_owner == 2",
        "state[0] == SUBMITTING && owner[0] == 1 && lease_owner == 2 && lock_owner == 2",
        "doing[1] == WAITING && doing[2] == MAY_SEND && busy_with[1] != busy_with[2]",
    ],
)
def test_the_model_reaches_what_it_is_about(tmp_path: Path, question: str) -> None:
    """It would hold easily if these could not happen: second attempts, zombies, takeovers."""
    verdict = check(tmp_path, search="shortest", question=question)
    assert _bare(verdict.violation) == "assertion violated 0"


def test_an_attempt_is_never_written_to_the_exchange_twice(tmp_path: Path) -> None:
    """So the exchange's own refusal of duplicates, which ends with the order, is not relied on."""
    question = "request[1] != 0 || request[3] != 0 || (order[0] != 0 && request[0] != 0)"
    verdict = check(tmp_path, "INTENTS=1", question=question)
    assert verdict.violation is None
    assert verdict.is_complete


def _bare(violation: str | None) -> str | None:
    """Without the blanks that spin's versions set differently."""
    return violation and " ".join(violation.replace("( ", "(").replace(" )", ")").split())
