"""The adapter against the paper exchange: real ccxt, real TLS, a real order book behind it."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from tradekeel.exchange import AccountRef, Credentials, ExchangeAccount, ExchangeHub, SendIntent
from tradekeel.exchange.moments import Moment
from tradekeel.exchange.reading import Part
from tradekeel.paper import FaultRule, PaperExchange, PaperServer, RealClock
from tradekeel.paper.faults import DELIVERY_KINDS

KEY, SECRET = "paper-key", "-".join(("paper", "made", "up"))
SYMBOLS = {"binance": "BTC/USDT", "binanceusdm": "BTC/USDT:USDT"}
CREATE = {"binance": "/api/v3/order", "binanceusdm": "/fapi/v1/order"}


@dataclass
class Desk:
    """One account on the paper exchange, through the hub."""

    exchange: PaperExchange
    account: ExchangeAccount
    symbol: str
    price: Decimal
    sent: int = 0

    def intent(self, **changes: Any) -> SendIntent:
        """A limit order well below the market, with a client id of its own."""
        self.sent += 1
        values: dict[str, Any] = {
            "symbol": self.symbol, "side": "buy", "order_type": "limit", "quantity": "0.002",
            "price": format(self.price * Decimal("0.9"), ".0f"),
            "client_order_text": f"{self.sent:032x}", "send_remaining_ms": 10_000,
            "received_at": Moment.now(), **changes,
        }  # fmt: skip
        return SendIntent(**values)

    def give_up_soon(self, kind: str) -> None:
        """Wait for an answer shortly where none will come; elsewhere as long as it takes."""
        if kind.startswith("timeout"):
            self.account.client.timeout = 400

    def known(self, text: str) -> list[Any]:
        """The orders with a client id that exist on the exchange."""
        books = self.exchange.state.orders.values()
        return [row for book in books for row in book.values() if row.client_order_id == text]


@pytest.fixture(params=["binance", "binanceusdm"])
async def desk(request: pytest.FixtureRequest) -> AsyncIterator[Desk]:
    """Return a loaded account with money on the paper exchange, of each kind."""
    exchange = PaperExchange(seed=7, clock=RealClock())
    money = {"USDT": Decimal(10_000)}
    exchange.create_account("alice", KEY, SECRET, spot={**money, "BTC": Decimal(1)}, usdm=money)
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(PaperServer(exchange))
        hub = await stack.enter_async_context(
            ExchangeHub(redirects=server.redirects, extra_ca=server.ca_pem_path)
        )
        name = request.param
        account = hub.account(
            AccountRef(
                name,
                "spot" if name == "binance" else "swap",
                Credentials(KEY, SECRET),
            )
        )
        limiter = hub.limiter(name)
        assert limiter is not None
        limiter.interval_ms = 0
        await account.load()
        prices = await account.read_prices([SYMBOLS[name]])
        yield Desk(exchange, account, SYMBOLS[name], Decimal(prices["rows"][0]["price"]))


def _ids(part: Part) -> list[Any]:
    assert part["is_complete"], part["error"]
    return [row["clientOrderId"] for row in part["rows"]]


async def test_an_order_through_its_whole_life(desk: Desk) -> None:
    account = desk.account
    assert await account.exchange_uid()
    assert desk.symbol in [row["symbol"] for row in account.market_rows()]
    resting = desk.intent(leverage=3 if desk.symbol.endswith(":USDT") else None)
    answer = await account.send(resting)
    assert answer["outcome"] == "accepted", answer
    assert _ids(await account.read_open_orders()) == [resting.client_order_text]
    found = await account.lookup_order(desk.symbol, resting.client_order_text)
    assert (found["outcome"], found["trades"]) == ("found", []), found
    gone = await account.cancel(desk.symbol, None, resting.client_order_text)
    assert gone["outcome"] == "accepted", gone
    assert _ids(await account.read_open_orders()) == []

    market = desk.intent(order_type="market", price=None)
    answer = await account.send(market)
    assert answer["outcome"] == "accepted", answer
    found = await account.lookup_order(desk.symbol, market.client_order_text)
    assert found["order"] is not None
    assert found["outcome"] == "found", found
    assert Decimal(found["order"]["filled"]) == Decimal("0.002")
    assert sum(Decimal(row["amount"]) for row in found["trades"]) == Decimal("0.002")
    trades = await account.read_trades([{"symbol": desk.symbol, "since_ms": found["since_ms"]}])
    assert trades["is_complete"], trades["error"]
    assert [row["id"] for row in trades["rows"]] == [row["id"] for row in found["trades"]]
    positions = await account.read_positions()
    assert positions["is_complete"], positions["error"]
    held = [row["contracts"] for row in positions["rows"]]
    assert held == (["0.002"] if desk.symbol.endswith(":USDT") else [])
    balances = await account.read_balances()
    assert balances["is_complete"], balances["error"]
    assert Decimal(balances["rows"][0]["total"]["USDT"]) < 10_000


async def test_never_heard_of_is_proven_by_every_listing(desk: Desk) -> None:
    answer = await desk.account.lookup_order(desk.symbol, "f" * 32)
    assert (answer["outcome"], answer["is_complete"]) == ("not_found", True), answer


async def test_a_refused_order_is_not_placed(desk: Desk) -> None:
    intent = desk.intent(quantity="900.000")
    answer = await desk.account.send(intent)
    assert answer["outcome"] == "not_placed", answer
    assert desk.known(intent.client_order_text) == []


async def test_a_second_order_with_the_same_id_is_unknown(desk: Desk) -> None:
    first = desk.intent()
    assert (await desk.account.send(first))["outcome"] == "accepted"
    again = desk.intent(client_order_text=first.client_order_text)
    answer = await desk.account.send(again)
    assert answer["outcome"] == "unknown", answer
    assert len(desk.known(first.client_order_text)) == 1


@pytest.mark.parametrize("kind", DELIVERY_KINDS)
@pytest.mark.parametrize("order_type", ["limit", "market"])
async def test_no_fault_makes_the_adapter_say_something_false(
    desk: Desk, kind: str, order_type: str
) -> None:
    """Whatever goes wrong: certain answers are true, and a look-up settles the unknown ones."""
    rule = FaultRule(kind=kind, endpoint=CREATE[desk.account.ref.exchange], method="POST")
    desk.exchange.inject(rule)
    desk.give_up_soon(kind)
    intent = desk.intent(
        order_type=order_type, **({"price": None} if order_type == "market" else {})
    )
    answer = await desk.account.send(intent)
    existing = desk.known(intent.client_order_text)
    assert len(existing) <= 1, "the order was placed twice"
    assert answer["outcome"] in ("unknown", "rate_limited"), answer
    assert desk.exchange.faults_injected, "the fault did not happen"
    if answer["outcome"] == "rate_limited":
        assert existing == []
        return
    found = await desk.account.lookup_order(desk.symbol, intent.client_order_text)
    assert found["outcome"] == ("found" if existing else "not_found"), found
    assert bool(existing) == kind.endswith("_after")


@pytest.mark.parametrize("kind", ["html_before", "empty_before", "empty_object_before",
                                  "cut_json_after", "truncated_after", "error_before",
                                  "timeout_before", "reply_lost_after"])  # fmt: skip
async def test_no_fault_makes_a_reading_look_empty(desk: Desk, kind: str) -> None:
    """The exchange has an order, money and, on futures, a position; none may seem to be gone."""
    resting = desk.intent()
    await desk.account.send(resting)
    await desk.account.send(desk.intent(order_type="market", price=None))
    desk.exchange.inject(FaultRule(kind=kind, method="GET", count=None))
    desk.give_up_soon(kind)
    cursor = [{"symbol": desk.symbol, "since_ms": None}]
    parts = [
        await desk.account.read_open_orders(),
        await desk.account.read_balances(),
        await desk.account.read_trades(cursor),
    ]
    if desk.symbol.endswith(":USDT"):
        parts.append(await desk.account.read_positions())
    for part in parts:
        assert not part["is_complete"], part
        assert part["error"]
    looked = await desk.account.lookup_order(desk.symbol, resting.client_order_text)
    assert looked["outcome"] == "failed"


async def test_a_skewed_clock_is_refused_and_healed_by_measuring(desk: Desk) -> None:
    desk.exchange.inject(
        FaultRule(kind="clock_skew", milliseconds=-30_000, count=None, for_ms=60_000)
    )
    refused = await desk.account.send(desk.intent())
    assert refused["outcome"] == "not_placed", refused
    assert refused["error"] is not None
    assert refused["error"]["error_class"] == "InvalidNonce"
    difference = await desk.account.measure_clock()
    assert difference is not None
    assert 29_000 < difference < 31_000
    assert (await desk.account.send(desk.intent()))["outcome"] == "accepted"


async def test_an_order_that_waited_on_the_wire_dies_at_the_exchange(desk: Desk) -> None:
    """The exchange's clock is ahead by more than the order has left: its window is over."""
    desk.exchange.inject(
        FaultRule(kind="clock_skew", milliseconds=1_500, count=None, for_ms=60_000)
    )
    intent = desk.intent(send_remaining_ms=1_000)
    answer = await desk.account.send(intent)
    assert answer["outcome"] == "not_placed", answer
    assert desk.known(intent.client_order_text) == []
    assert (await desk.account.send(desk.intent()))["outcome"] == "accepted", "with time left it is"


async def test_a_conditional_order_is_listed_and_cancelled(desk: Desk) -> None:
    if desk.symbol == "BTC/USDT":
        stop = {"order_type": "stop_limit", "price": format(desk.price * Decimal("0.8"), ".0f")}
    else:
        stop = {"order_type": "stop", "price": None, "reduce_only": True}
        await desk.account.send(desk.intent(order_type="market", price=None))
    intent = desk.intent(
        side="sell", trigger_price=format(desk.price * Decimal("0.85"), ".0f"), **stop
    )
    answer = await desk.account.send(intent)
    assert answer["outcome"] == "accepted", answer
    assert _ids(await desk.account.read_open_orders()) == [intent.client_order_text]
    is_algo = desk.symbol != "BTC/USDT"
    gone = await desk.account.cancel(
        desk.symbol, None, intent.client_order_text, is_conditional=is_algo
    )
    assert gone["outcome"] == "accepted", gone
    assert _ids(await desk.account.read_open_orders()) == []


async def test_what_moved_without_an_order_is_read_from_the_statement(desk: Desk) -> None:
    account, state = desk.account, desk.exchange.state
    now = account.client.milliseconds()
    if desk.symbol == "BTC/USDT":
        statement = await account.read_incomes(now - 3_600_000)
        assert (statement.part["rows"], statement.part["is_complete"]) == ([], False)
        assert statement.read_until is None, "what was not read moves no cursor"
        return
    owner = state.accounts["alice"]
    for number in range(1, 1201):
        kind = "FUNDING_FEE" if number % 2 else "INSURANCE_CLEAR"
        state.post_income(owner, kind, Decimal(-number) / 100, "BTCUSDT", now - 30_000 + number)
    since = now - 20 * 24 * 3_600_000
    statement = await account.read_incomes(since)
    rows = [row for row in statement.part["rows"] if row["type"] != "TRANSFER"]
    assert statement.part["is_complete"], statement.part["error"]
    assert len(rows) == 1200
    assert len({row["id"] for row in rows}) == 1200
    assert rows[2] | {"id": ""} == {
        "id": "", "type": "FUNDING_FEE", "symbol": "BTC/USDT:USDT", "currency": "USDT",
        "amount": rows[2]["amount"], "timestamp": now - 30_000 + 3,
    }  # fmt: skip
    assert Decimal(rows[2]["amount"]) == Decimal("-0.03")
    assert statement.read_until is not None
    assert abs(statement.read_until.timestamp() * 1000 - now) < 60_000


async def test_a_statement_that_fails_moves_nothing(desk: Desk) -> None:
    if desk.symbol == "BTC/USDT":
        return
    account = desk.account

    async def fails(_: object) -> None:
        raise TimeoutError

    account.client.fapiPrivateGetIncome = fails
    statement = await account.read_incomes(account.client.milliseconds() - 1000)
    assert statement.read_until is None
    assert not statement.part["is_complete"]
    assert statement.part["error"]
