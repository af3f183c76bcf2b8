"""The extraction itself: how much it finds, and that what gives no row is known and counted."""

from __future__ import annotations

from collections import Counter

import pytest

from payloads.extract import Reading, payloads, read
from tradekeel.exchange.json_safe import FloatInMoneyError
from tradekeel.exchange.listings import SCOPES

# At most so many examples give no row: acknowledgements, errors, rows that need their market.
UNREAD_CEILING = {"order": 80, "trade": 8, "position": 28, "balance": 22}
# Of exchanges that we support, ccxt fails on these only. The numbers of okx's have blanks in them;
# the others are examples of endpoints that are asked only with options that we do not use.
EXPLAINED = {
    "okx": {"fetch_order", "fetch_open_orders", "fetch_balance"},
    "binance": {"fetch_balance", "fetch_position"},
    "mexc": {"fetch_balance"},
}


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    """Every example with what became of it."""
    found = []
    for payload in payloads():
        try:
            found.append(read(payload))
        except FloatInMoneyError as error:
            found.append(Reading(payload, failures=[f"refused: {error}"]))
    return found


def test_there_are_many_examples_of_many_exchanges(readings: list[Reading]) -> None:
    assert len(readings) > 1_000
    assert len({reading.payload.exchange for reading in readings}) > 85


def test_few_examples_give_no_row(readings: list[Reading]) -> None:
    unread = Counter(reading.payload.kind for reading in readings if not reading.rows)
    assert not {kind: n for kind, n in unread.items() if n > UNREAD_CEILING[kind]}


def test_what_ccxt_fails_on_is_explained_where_it_concerns_us(readings: list[Reading]) -> None:
    supported = {exchange for exchange, _ in SCOPES}
    unexplained = [
        f"{reading.payload.place}: {reading.why_nothing}"
        for reading in readings
        if reading.payload.exchange in supported
        and not reading.rows
        and reading.failures
        and reading.payload.function not in EXPLAINED.get(reading.payload.exchange, set())
    ]
    assert not unexplained
