"""What exchanges really sent, through ccxt's parsers, through our normalisers.

Every row is taken with all of its money, or refused with a catalogued error that names the field.
"""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from payloads.extract import Payload, payloads, unified
from tools.server import TEMPLATE
from tradekeel.exchange.json_safe import FloatInMoneyError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tools.server import Server

pytestmark = pytest.mark.sql

FUNCTIONS = {
    "order": "lifecycle.normalise_order",
    "trade": "lifecycle.normalise_trade",
    "position": "reconciliation.normalise_position",
    "balance": "reconciliation.normalise_balances",
}
# ccxt's field, and ours, for every amount of money.
MONEY = {
    "order": {
        "price": "price", "triggerPrice": "trigger_price", "stopPrice": "trigger_price",
        "stopLossPrice": "stop_loss_price", "takeProfitPrice": "take_profit_price",
        "amount": "quantity", "filled": "filled", "remaining": "remaining", "cost": "cost",
        "average": "average",
    },
    "trade": {"price": "price", "amount": "quantity", "cost": "cost"},
    "position": {
        "contracts": "quantity", "contractSize": "contract_size", "entryPrice": "entry_price",
        "markPrice": "mark_price", "lastPrice": "last_price",
        "liquidationPrice": "liquidation_price", "stopLossPrice": "stop_loss_price",
        "takeProfitPrice": "take_profit_price", "notional": "notional", "collateral": "collateral",
        "initialMargin": "initial_margin", "maintenanceMargin": "maintenance_margin",
        "unrealizedPnl": "unrealized_pnl", "realizedPnl": "realized_pnl", "leverage": "leverage",
    },
}  # fmt: skip
# Text and numbers that are no amounts, or that ccxt derived from amounts that are there.
NOT_MONEY = {
    "order": {
        "id", "clientOrderId", "timestamp", "datetime", "lastTradeTimestamp", "symbol", "type",
        "lastUpdateTimestamp", "timeInForce", "postOnly", "reduceOnly", "side", "status", "trades",
        "fee", "fees", "rawStatus", "isConditional", "currency", "trailingAmount",
        "trailingPercent", "marginMode", "triggerDirection", "workingType", "stopPrice",
        "positionSide", "leverage", "hedged",
    },
    "trade": {
        "id", "order", "timestamp", "datetime", "symbol", "type", "side", "takerOrMaker", "fee",
        "fees", "rawStatus",
    },
    "position": {
        "id", "symbol", "timestamp", "datetime", "lastUpdateTimestamp", "side", "hedged",
        "marginMode", "marginType", "percentage", "marginRatio", "initialMarginPercentage",
        "maintenanceMarginPercentage", "rawStatus", "positionMargin", "isolated",
    },
}  # fmt: skip
SIGNED_LIKE_THE_SIDE = {("trade", "amount"), ("trade", "cost"), ("position", "contracts")}

# Examples that are refused, and rightly: seconds where milliseconds belong, placeholders instead
# of amounts, a holding without a side. None is of an exchange that we support.
REFUSED = {
    "coinone": "timestamp", "latoken": "timestamp", "delta": "entryPrice", "hibachi": "side",
}  # fmt: skip
# ccxt computes this one with Python's float.
FLOATS = {"lighter"}


@pytest.fixture(scope="module")
def examples() -> list[tuple[Payload, dict[str, Any]]]:
    """(where from, unified row) for all examples; those in which ccxt left a float are apart."""
    found: list[tuple[Payload, dict[str, Any]]] = []
    for payload in payloads():
        try:
            found.extend((payload, row) for row in unified(payload))
        except FloatInMoneyError:
            assert payload.exchange in FLOATS, f"{payload.place} has a float"
    return found


@pytest.fixture(scope="module")
def connection(server: Server) -> Iterator[psycopg.Connection[Any]]:
    """The normalisers write nothing; the template itself will do."""
    with server.connect(TEMPLATE) as connection:
        yield connection


def test_the_examples_are_many_and_from_many_exchanges(
    examples: list[tuple[Payload, dict[str, Any]]],
) -> None:
    rows = Counter(payload.kind for payload, _ in examples)
    exchanges = {
        kind: len({payload.exchange for payload, _ in examples if payload.kind == kind})
        for kind in FUNCTIONS
    }
    floor = {"order": (450, 70), "trade": (220, 70), "position": (85, 35), "balance": (45, 30)}
    for kind, (fewest_rows, fewest_exchanges) in floor.items():
        assert rows[kind] >= fewest_rows, rows
        assert exchanges[kind] >= fewest_exchanges, exchanges


@pytest.mark.parametrize("kind", FUNCTIONS)
def test_every_example_is_taken_or_refused_by_field(
    kind: str,
    examples: list[tuple[Payload, dict[str, Any]]],
    connection: psycopg.Connection[Any],
) -> None:
    supported = {
        name for (name,) in connection.execute("select distinct exchange from meta.exchanges")
    }
    assert not supported & (REFUSED.keys() | FLOATS)
    refused = {}
    for payload, row in examples:
        if payload.kind != kind:
            continue
        try:
            result = _normalise(connection, kind, row)
        except psycopg.Error as error:
            detail = error.diag.message_detail or ""
            if error.sqlstate not in {"LCR07", "RCR02"} or not detail.startswith("field="):
                pytest.fail(f"{payload.place}: {error}")
            refused[payload.exchange] = detail.split()[0].removeprefix("field=")
            continue
        lost = _lost_money(kind, row, result)
        assert not lost, f"{payload.place}: {lost}\n{row}\n{result}"
    assert refused == {name: field for name, field in REFUSED.items() if name in refused}


def test_no_field_of_an_example_is_unheard_of(
    examples: list[tuple[Payload, dict[str, Any]]],
) -> None:
    """A field that ccxt adds is either money, which must come through, or known not to be."""
    unknown = {
        (payload.kind, field)
        for payload, row in examples
        if payload.kind != "balance"
        for field, value in row.items()
        if value is not None
        and field not in MONEY[payload.kind]
        and field not in NOT_MONEY[payload.kind]
    }
    assert not unknown


def test_an_amount_that_is_a_json_number_is_refused(
    examples: list[tuple[Payload, dict[str, Any]]], connection: psycopg.Connection[Any]
) -> None:
    """Every amount of every kind, handed in as a number once: money is text."""
    tried = set()
    for payload, row in examples:
        for field in MONEY.get(payload.kind, {}):
            number = _decimal(row.get(field))
            if number is None or number == 0 or field == "leverage":
                continue
            if (payload.kind, field) in tried or payload.exchange in REFUSED:
                continue
            tried.add((payload.kind, field))
            with pytest.raises(psycopg.Error) as caught:
                _normalise(connection, payload.kind, {**row, field: float(number)})
            assert caught.value.sqlstate == "LCR07", f"{payload.place} {field}"
            detail = caught.value.diag.message_detail or ""
            assert detail.startswith(f"field={field} "), detail
    assert len(tried) > 15, tried


def _normalise(
    connection: psycopg.Connection[Any], kind: str, row: dict[str, Any]
) -> list[dict[str, Any]]:
    """What SQL makes of a row: amounts as text."""
    cursor = connection.execute(
        f"select to_jsonb(n)::text from {FUNCTIONS[kind]}(%s::jsonb) as n",
        (json.dumps(row),),
    )
    return [json.loads(text, parse_float=str) for (text,) in cursor]


def _lost_money(kind: str, row: dict[str, Any], result: list[dict[str, Any]]) -> list[str]:
    """Which amounts of the row the result does not have."""
    if kind == "balance":
        return _lost_balances(row, {line["currency"]: line for line in result})
    (line,) = result
    lost = []
    for field, ours in MONEY[kind].items():
        wanted = _decimal(row.get(field))
        if wanted is None or (wanted == 0 and line[ours] is None):
            continue
        if (kind, field) in SIGNED_LIKE_THE_SIDE:
            wanted = abs(wanted)
        if field == "stopPrice" and row.get("triggerPrice") not in (None, ""):
            continue
        if line[ours] is None or Decimal(line[ours]) != _rounded(wanted):
            lost.append(f"{field}={wanted} {ours}={line[ours]}")
    if kind in {"order", "trade"}:
        lost += _lost_fees(row, line["fees"])
    if kind == "order" and (row.get("trades") or []) != line["trades"]:
        lost.append("trades")
    return lost


def _lost_fees(row: dict[str, Any], fees: list[dict[str, Any]]) -> list[str]:
    ours = Counter((fee["currency"], Decimal(fee["cost"])) for fee in fees)
    stated = [*(row.get("fees") or []), *([row["fee"]] if row.get("fee") else [])]
    wanted = {
        (fee.get("currency") or None, _rounded(cost))
        for fee in stated
        if (cost := _decimal(fee.get("cost"))) is not None and cost != 0
    }
    return [f"fee {fee}" for fee in wanted if fee not in ours]


def _lost_balances(row: dict[str, Any], ours: dict[str, dict[str, Any]]) -> list[str]:
    return [
        f"{part} of {currency}"
        for part in ("free", "used", "total")
        for currency, text in (row.get(part) or {}).items()
        if (amount := _decimal(text)) is not None
        and (
            currency not in ours
            or ours[currency][part] is None
            or Decimal(ours[currency][part]) != _rounded(amount)
        )
    ]


def _decimal(value: Any) -> Decimal | None:
    if value in (None, ""):
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def _rounded(amount: Decimal) -> Decimal:
    """Half away from zero to 18 decimals, as the ledger keeps amounts."""
    exponent = amount.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -18:
        return amount.quantize(Decimal("1e-18"), rounding="ROUND_HALF_UP")
    return amount
