"""What a process did is in its log: begun, sent, recorded, whose it is and how long it took."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from driving.conftest import ACCOUNT, PROFILE, USER

if TYPE_CHECKING:
    from driving.conftest import MakePlace

# What the process did with an order of its own, beside what the outbox tells of it.
DONE = ("begun", "sent", "recorded")


async def test_an_order_is_begun_sent_and_recorded_in_three_lines(make_place: MakePlace) -> None:
    """Each names user, account, profile, instance, intent and attempt; the last its order."""
    place = await make_place("binance")
    with structlog.testing.capture_logs() as lines:
        signal = await place.enter("market")
        await place.enter("market")  # the slot is not free
    intent = await place.intent(signal)
    mine = [line for line in lines if line.get("intent") == str(intent["intent_id"])]
    assert [line["event"] for line in mine] == list(DONE)
    for line in mine:
        assert (line["user"], line["account"]) == (str(USER), str(ACCOUNT))
        assert line["profile"] == str(PROFILE)
        assert line["instance"]
        assert line["attempt"]
        assert line["ms"] >= 0
    order = await place.one("select order_id from lifecycle.orders")
    assert mine[-1]["order"] == str(order["order_id"])
    (refused,) = [line for line in lines if line["event"] == "signal not done"]
    assert refused["profile"] == str(PROFILE)
    assert refused["signal"] != signal
    assert "LCC" in refused["error"] or "LK" in refused["error"], refused
