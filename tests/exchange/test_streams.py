"""What ccxt.pro makes of events that exchanges sent, and what of it leaves the bridge.

The examples are those in the comments of the installed ccxt, with remarks behind the values.
"""

import json
import re
from pathlib import Path
from typing import Any

import ccxt
import pytest

from tradekeel.exchange.client_ids import rule_for
from tradekeel.exchange.redaction import redact
from tradekeel.exchange.streams import StreamMixin, event_order, event_trade, streaming

SOURCE = Path(ccxt.__file__).parent / "pro" / "binance.py"
EVENTS = re.compile(r"executionReport|ORDER_TRADE_UPDATE|ALGO_UPDATE")
MARKET: dict[str, Any] = {
    "precision": {"price": "0.01", "amount": "0.001"}, "limits": {}, "active": True,
}  # fmt: skip


def examples() -> list[dict[str, Any]]:
    """Every order event in ccxt's source; not those of options, which hold a list."""
    lines = [line.strip() for line in SOURCE.read_text().splitlines()]
    found: list[dict[str, Any]] = []
    body = ""
    for line in lines:
        if not line.startswith("#"):
            body = ""
            continue
        text = re.sub(r"\s//.*$", "", line[1:]).strip().replace("''", '""')
        if body or text == "{":
            body += text + "\n"
        if body and body.count("{") == body.count("}"):
            if EVENTS.search(body):
                found += _read(body)
            body = ""
    return [event for event in found if not isinstance(event.get("o"), list)]


def _read(body: str) -> list[dict[str, Any]]:
    try:
        return [json.loads(re.sub(r'("Y".*?")\n', r"\1,\n", body))]
    except ValueError:
        return []


def client(name: str) -> Any:
    """A client that knows the markets of the examples, and is connected to nothing."""
    made = streaming(name)({"options": {"defaultType": "swap" if "usdm" in name else "spot"}})
    kind = "swap" if "usdm" in name else "spot"
    markets = []
    for base, quote in (("ETH", "BTC"), ("BNB", "USDT"), ("BTC", "USDT")):
        symbol = f"{base}/{quote}" + (f":{quote}" if kind == "swap" else "")
        markets.append({
            **MARKET, "id": f"{base}{quote}", "symbol": symbol, "base": base, "quote": quote,
            "baseId": base, "quoteId": quote, "type": kind, kind: True, "spot": kind == "spot",
            "swap": kind == "swap", "contract": kind == "swap", "linear": kind == "swap",
            "settle": quote if kind == "swap" else None, "contractSize": "1",
        })  # fmt: skip
    codes = ("ETH", "BTC", "BNB", "USDT")
    made.set_markets(markets, {code: {"id": code, "code": code} for code in codes})
    return made


@pytest.mark.parametrize("event", examples(), ids=lambda event: event["e"])
def test_an_order_event_keeps_what_the_exchange_said(event: dict[str, Any]) -> None:
    name = "binance" if event["e"] == "executionReport" else "binanceusdm"
    raw = event.get("o") if isinstance(event.get("o"), dict) else event
    assert isinstance(raw, dict)
    made = client(name)
    told = event_order(rule_for(name, "spot" if name == "binance" else "swap"),
                       made.parse_ws_order(raw))  # fmt: skip
    is_algo = "aid" in raw
    assert told["id"] == str(raw["aid" if is_algo else "i"])
    assert told["clientOrderId"] == (raw.get("C") or raw.get("caid") or raw.get("c"))
    assert told["side"] == raw["S"].lower()
    assert (told["fee"], told["fees"], told["trades"]) == (None, [], [])
    assert told["filled"] == (None if is_algo else raw["z"])
    assert told["cost"] == raw.get("Z")
    if name == "binanceusdm":
        assert told["isConditional"] is is_algo


def test_the_examples_are_there() -> None:
    kinds = {event["e"] for event in examples()}
    assert kinds == {"executionReport", "ORDER_TRADE_UPDATE", "ALGO_UPDATE"}


def test_a_triggered_order_is_not_filled_and_names_its_child() -> None:
    """ccxt reads TRIGGERED as closed, and what is closed as filled."""
    raw = {"aid": 7, "caid": "mine", "s": "BTCUSDT", "S": "SELL", "ps": "BOTH", "o": "STOP_MARKET",
           "q": "0.010", "X": "TRIGGERED", "ai": "99", "tp": "59000", "p": "0", "T": 1}  # fmt: skip
    order = client("binanceusdm").parse_ws_order(raw)
    assert (order["status"], order["filled"]) == ("closed", "0.010")
    told = event_order(rule_for("binanceusdm", "swap"), order)
    assert (told["status"], told["childOrderId"], told["isConditional"]) == ("closed", "99", True)
    assert (told["filled"], told["remaining"], told["cost"]) == (None, None, None)


def test_fees_that_ccxt_added_up_are_left_out_and_the_trade_has_its_own() -> None:
    """The same event twice: ccxt's order has twice the fee, our rows do not."""
    made = client("binance")
    raw = {"e": "executionReport", "s": "BTCUSDT", "c": "mine", "C": "", "S": "BUY", "o": "LIMIT",
           "f": "GTC", "q": "2", "p": "100", "P": "0", "x": "TRADE", "i": 5,
           "X": "PARTIALLY_FILLED",
           "l": "1", "z": "1", "L": "100", "n": "0.001", "N": "BTC", "T": 1700000000000, "t": 9,
           "m": False, "O": 1700000000000, "Z": "100", "Y": "100"}  # fmt: skip

    class Nobody:
        """Listens to nothing."""

        def resolve(self, *_: Any) -> None:
            """Forget it."""

    for _ in range(3):
        made.handle_order_update(Nobody(), dict(raw))
    told = event_order(rule_for("binance", "spot"), made.orders[-1])
    assert (told["fee"], told["fees"], told["filled"], told["cost"]) == (None, [], "1", "100")
    trade = event_trade(made.myTrades[-1])
    assert trade["fee"] == {"cost": "0.001", "currency": "BTC"}
    assert (trade["id"], trade["order"], trade["amount"], trade["price"]) == ("9", "5", "1", "100")


def test_a_fee_of_nothing_is_none() -> None:
    row = event_trade({"id": "1", "fee": {"cost": "0.00", "currency": None}, "fees": [{}]})
    assert (row["fee"], row["fees"]) == (None, [])
    kept = {"cost": "0.1", "currency": None}
    assert event_trade({"id": "1", "fee": kept, "fees": [kept]})["fee"] == kept


def test_a_listen_key_does_not_stand_in_an_error() -> None:
    key = "pqia91ma19a5s61cv6a81va65sdf19v8a65a1a5s61cv6a81va65sdf19v8a65a1"
    texts = (
        f"wss://fstream.binance.com/private/ws?listenKey={key}",
        f"cannot connect to wss://x.example/ws/{key}",
        f'{{"listenKey":"{key}"}}',
    )
    for text in texts:
        assert key not in redact(f"NetworkError 403 {text}")


def test_the_guards_stand_before_ccxts_class() -> None:
    order = [base.__name__ for base in streaming("binance").__mro__]
    assert order.index(StreamMixin.__name__) < order.index("GuardMixin") < order.index("binance")
