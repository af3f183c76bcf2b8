"""Whatever customers and markets do, wallets, locks, positions and ledgers add up."""

from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paper.conftest import API_KEY, SECRET
from paper.signed import answer, call
from tradekeel.paper import ManualClock, PaperExchange
from tradekeel.paper.margin import margin_view
from tradekeel.paper.markets import MarketType
from tradekeel.paper.money import SATOSHI, ceil_to

START_MS = 1_800_000_000_000
SPOT_START = {"USDT": Decimal(3000), "BTC": Decimal("0.05"), "BNB": Decimal("0.002")}
USDM_START = Decimal(700)

KINDS: tuple[MarketType, ...] = ("spot", "usdm")

Step = tuple[str, dict[str, Any]]


def orders(path: str, types: list[str], times: list[str]) -> st.SearchStrategy[Step]:
    """New orders around the market, sometimes too large, sometimes under a used client id."""
    return st.builds(
        lambda side, kind, quantity, offset, time_in_force, tag, reduce: (
            path,
            {
                "symbol": "BTCUSDT",
                "side": side,
                "type": kind,
                "quantity": f"0.0{quantity:02d}",
                "newClientOrderId": f"id-{tag}",
                **(
                    {"price": str(60_000 + 10 * offset)}
                    if kind in ("LIMIT", "LIMIT_MAKER", "STOP_LOSS_LIMIT")
                    else {}
                ),
                **({"stopPrice": str(60_000 - 10 * offset)} if "STOP" in kind else {}),
                **({"timeInForce": time_in_force} if kind in ("LIMIT", "STOP_LOSS_LIMIT") else {}),
                **({"reduceOnly": "true"} if reduce and "fapi" in path else {}),
            },
        ),
        st.sampled_from(["BUY", "SELL"]),
        st.sampled_from(types),
        st.integers(1, 40),
        st.integers(-30, 30),
        st.sampled_from(times),
        st.integers(0, 8),
        st.booleans(),
    )


STEPS = st.one_of(
    orders(
        "/api/v3/order",
        ["LIMIT", "MARKET", "LIMIT_MAKER", "STOP_LOSS", "STOP_LOSS_LIMIT"],
        ["GTC", "IOC", "FOK"],
    ),
    orders("/fapi/v1/order", ["LIMIT", "MARKET"], ["GTC", "IOC", "FOK", "GTX"]),
    st.builds(lambda n: ("tick", {"count": n}), st.integers(1, 3)),
    st.builds(lambda p: ("price", {"price": 60_000 + 40 * p}), st.integers(-60, 60)),
    st.builds(
        lambda path, tag: (path, {"symbol": "BTCUSDT", "origClientOrderId": f"id-{tag}"}),
        st.sampled_from(["cancel /api/v3/order", "cancel /fapi/v1/order"]),
        st.integers(0, 8),
    ),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    steps=st.lists(STEPS, min_size=5, max_size=40),
    bnb_burn=st.booleans(),
    is_isolated=st.booleans(),
    is_thin=st.booleans(),
)
def test_everything_adds_up(
    steps: list[Step], bnb_burn: bool, is_isolated: bool, is_thin: bool
) -> None:
    clock = ManualClock(START_MS)
    exchange = PaperExchange(seed=3, clock=clock)
    exchange.create_account(
        "alice",
        API_KEY,
        SECRET,
        spot=dict(SPOT_START),
        usdm={"USDT": USDM_START},
        bnb_burn=bnb_burn,
    )
    if is_thin:
        exchange.set_liquidity("spot", "BTCUSDT", Decimal("0.004"))
        exchange.set_liquidity("usdm", "BTCUSDT", Decimal("0.004"))
    if is_isolated:
        exchange.state.accounts["alice"].isolated_symbols.append("BTCUSDT")
    for step in steps:
        perform(exchange, clock, step)
        check_spot(exchange)
        check_usdm(exchange)
        check_orders(exchange)


def perform(exchange: PaperExchange, clock: ManualClock, step: Step) -> None:
    """Do one step; refusals are fine, anything else than a refusal is not."""
    name, values = step
    clock.advance(50)
    if name == "tick":
        exchange.tick(values["count"])
    elif name == "price":
        for market in KINDS:
            exchange.set_price(market, "BTCUSDT", Decimal(values["price"]))
    elif name.startswith("cancel "):
        reply = call(exchange, "DELETE", name.removeprefix("cancel "), **values)
        assert reply.status in (200, 400)
    else:
        reply = call(exchange, "POST", name, **values)
        assert reply.status == 200 or answer(reply)["code"] < -1000


def check_spot(exchange: PaperExchange) -> None:
    """Totals follow from the trades; what is locked is what the open orders need."""
    account = exchange.state.accounts["alice"]
    totals = dict(SPOT_START)
    for trade in exchange.state.trades["spot", "BTCUSDT"]:
        sign = 1 if trade.side == "BUY" else -1
        totals["BTC"] += sign * trade.quantity
        totals["USDT"] -= sign * trade.quote_quantity
        totals[trade.commission_asset] -= trade.commission
        assert trade.commission >= 0
    locked = {"BTC": Decimal(0), "USDT": Decimal(0), "BNB": Decimal(0)}
    for order in exchange.state.open_orders(("spot", "BTCUSDT")):
        if order.side == "SELL":
            assert order.locked == order.remaining
        elif order.price:
            assert order.locked == ceil_to(order.price * order.remaining, SATOSHI)
        locked["BTC" if order.side == "SELL" else "USDT"] += order.locked
    for asset, total in totals.items():
        balance = account.balance(asset)
        assert balance.total == total
        assert balance.locked == locked[asset]
        assert balance.free >= 0


def check_usdm(exchange: PaperExchange) -> None:
    """The wallet is the sum of its ledger; the position is the sum of its trades."""
    account = exchange.state.accounts["alice"]
    lines = exchange.state.incomes.get("alice", [])
    assert account.futures["USDT"] == USDM_START + sum(line.amount for line in lines)
    assert account.futures["USDT"] >= 0
    trades = exchange.state.trades["usdm", "BTCUSDT"]
    amount = sum((t.quantity if t.side == "BUY" else -t.quantity for t in trades), Decimal(0))
    position = account.held("BTCUSDT", "BOTH")
    assert position.amount == amount
    cash = sum(
        (t.quote_quantity if t.side == "SELL" else -t.quote_quantity for t in trades), Decimal(0)
    )
    realized = sum((t.realized_pnl for t in trades), Decimal(0))
    sign = 1 if amount > 0 else -1
    assert realized == cash + sign * position.entry_cost
    assert position.isolated_wallet >= 0
    assert bool(position.entry_cost) == bool(position.amount)
    view = margin_view(exchange.state, account)
    assert view.cross_wallet >= 0
    for order in exchange.state.open_orders(("usdm", "BTCUSDT")):
        if order.reduce_only:
            assert position.amount * (1 if order.side == "SELL" else -1) > 0


def check_orders(exchange: PaperExchange) -> None:
    """An order executed what its trades say, and its status says so."""
    for key in ((kind, "BTCUSDT") for kind in KINDS):
        executed: dict[int, Decimal] = {}
        for trade in exchange.state.trades[key]:
            executed[trade.order_id] = executed.get(trade.order_id, Decimal(0)) + trade.quantity
        open_tags = []
        for order in exchange.state.orders[key].values():
            assert order.executed == executed.get(order.order_id, 0)
            assert 0 <= order.executed <= order.quantity
            assert (order.status == "FILLED") == (order.executed == order.quantity)
            assert (order.status == "NEW") <= (order.executed == 0)
            if order.is_open:
                open_tags.append(order.client_order_id)
            else:
                assert order.locked == 0
        assert len(open_tags) == len(set(open_tags))
