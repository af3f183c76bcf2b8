"""What a tenant asks beside trading, carried out by the real driver in its trading loop."""

from typing import Any

from driving.conftest import PROFILE, USER, MakePlace, Place


async def _call(place: Place, function: str, *arguments: object) -> Any:
    """Call a function of api as the tenant of the last ask."""
    texts = [None if one is None else str(one) for one in (USER, PROFILE, *arguments)]
    places = ", ".join(["%s"] * len(texts))
    row = await place.one(f"select api.{function}({places}) as it", *texts)
    return row["it"]


async def test_pause_cancel_protect_and_resume(make_place: MakePlace) -> None:
    """A pause refuses the next entry, a canceled signal is not sent, a stop set by hand sells."""
    place = await make_place("binance")
    await place.enter("market")
    await place.settle()

    assert await _call(place, "fn_pause_profile", "p", "holiday") == "pending"
    refused = await place.enter("market")
    row = await place.one("select outcome from lifecycle.signals where signal_id::text = %s",
                          refused)  # fmt: skip
    assert row["outcome"] == "LGR02"
    assert await _call(place, "fn_resume_profile", "r") == "pending"
    await place.driver.trade()
    assert await _call(place, "fn_resume_profile", "r") == "applied"

    canceled = await place.ask(
        "entry", "buy", "limit", quantity="0.02", limit_price=place.at("0.5")
    )
    assert await _call(place, "fn_cancel_signal", "c", canceled) == "pending"
    await place.driver.trade()
    row = await place.one("select outcome from lifecycle.signals where signal_id::text = %s",
                          canceled)  # fmt: skip
    assert row["outcome"] == "canceled"
    assert await place.rows("select from lifecycle.intents where request_id = %s", canceled) == []

    position = await place.one("select position_id from lifecycle.positions")
    stop = ("s", position["position_id"], "stop_loss", place.at("0.98"), None, None)
    assert await _call(place, "fn_set_protection", *stop) == "pending"
    await place.driver.trade()
    await place.move("0.97")
    await place.settle()
    row = await place.one("select state from lifecycle.positions")
    assert row["state"] == "closed"
    assert await _call(place, "fn_set_protection", *stop) == "applied"
    assert await place.violations() == []
