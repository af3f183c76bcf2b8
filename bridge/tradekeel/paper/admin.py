"""The controls under /_paper/: plain JSON for tests, the demo and a curious person with curl."""

# ruff: noqa: TRY004 - the wrong JSON type is a wrong value, and callers catch one class

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from tradekeel.paper.codec import to_plain
from tradekeel.paper.errors import BinanceError
from tradekeel.paper.exchange import PaperExchange
from tradekeel.paper.faults import FaultRule
from tradekeel.paper.messages import ApiReply, ApiRequest, encode
from tradekeel.paper.money import parse_amount

if TYPE_CHECKING:
    from decimal import Decimal

    from tradekeel.paper.book import Side
    from tradekeel.paper.markets import MarketType
    from tradekeel.paper.orders import PositionSide

PREFIX = "/_paper/"
LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})

Body = Mapping[str, object]
Action = Callable[[PaperExchange, Body], object]


def handle(exchange: PaperExchange, request: ApiRequest) -> ApiReply:
    """Answer one admin request: 200 with the result, 400 with ``error``, 403 or 404.

    Only loopback addresses under a loopback name may call, and only with JSON: a web page that the
    user happens to visit can do neither.
    """
    if request.peer not in LOCAL_HOSTS or request.host not in LOCAL_HOSTS:
        return _refusal(403, "the admin interface answers on loopback only")
    action = _ACTIONS.get((request.method, request.path.removeprefix(PREFIX)))
    if action is None:
        return _refusal(404, f"no admin action {request.method} {request.path}")
    if request.method == "POST" and "json" not in request.headers.get("content-type", ""):
        return _refusal(400, "send application/json")
    try:
        body = json.loads(request.body) if request.body else {}
        if not isinstance(body, dict):
            raise ValueError("the body must be an object")
        return ApiReply(200, encode(action(exchange, body)))
    except (ValueError, BinanceError) as error:
        return _refusal(400, str(error))


def _refusal(status: int, message: str) -> ApiReply:
    return ApiReply(status, encode({"error": message}))


# Reading a body.


def _string(body: Body, name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not value:
        raise ValueError(f"{name} must be text")
    return value


def _integer(body: Body, name: str, default: int | None = None) -> int:
    value = body.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"{name} must be a whole number")
    return value


def _decimal(body: Body, name: str) -> Decimal:
    """A decimal as text, with a sign if it has one."""
    value = _string(body, name)
    sign = -1 if value.startswith("-") else 1
    return sign * parse_amount(value.removeprefix("-"))


def _market(body: Body) -> MarketType:
    value = body.get("market")
    if value not in ("spot", "usdm"):
        raise ValueError("market must be spot or usdm")
    return "spot" if value == "spot" else "usdm"


def _side(body: Body) -> Side:
    value = body.get("side")
    if value not in ("BUY", "SELL"):
        raise ValueError("side must be BUY or SELL")
    return "BUY" if value == "BUY" else "SELL"


def _position_side(body: Body) -> PositionSide:
    match body.get("position_side", "BOTH"):
        case "BOTH":
            return "BOTH"
        case "LONG":
            return "LONG"
        case "SHORT":
            return "SHORT"
    raise ValueError("position_side must be BOTH, LONG or SHORT")


def _wallet(body: Body, name: str) -> dict[str, Decimal] | None:
    value = body.get(name)
    if value is None:
        return None
    if not isinstance(value, dict):
        raise ValueError(f"{name} must map assets to amounts as text")
    return {asset: _decimal(value, asset) for asset in value}


# Actions.


def _health(exchange: PaperExchange, body: Body) -> object:
    return {"seed": exchange.seed, "now_ms": exchange.clock.now_ms()}


def _accounts(exchange: PaperExchange, body: Body) -> object:
    account = exchange.create_account(
        _string(body, "name"),
        _string(body, "api_key"),
        _string(body, "secret"),
        spot=_wallet(body, "spot"),
        usdm=_wallet(body, "usdm"),
        bnb_burn=body.get("bnb_burn") is True,
    )
    return {"name": account.name, "uid": account.uid}


def _tick(exchange: PaperExchange, body: Body) -> object:
    count = _integer(body, "count", 1)
    if not 1 <= count <= 10_000:
        raise ValueError("count must be between 1 and 10000")
    exchange.tick(count)
    return _prices(exchange, body)


def _prices(exchange: PaperExchange, body: Body) -> object:
    return [to_plain(symbol) for symbol in exchange.state.symbols.values()]


def _price(exchange: PaperExchange, body: Body) -> object:
    exchange.set_price(_market(body), _string(body, "symbol"), _decimal(body, "price"))
    return {}


def _liquidity(exchange: PaperExchange, body: Body) -> object:
    level = None if body.get("quantity") is None else _decimal(body, "quantity")
    exchange.set_liquidity(_market(body), _string(body, "symbol"), level)
    return {}


def _faults(exchange: PaperExchange, body: Body) -> object:
    return {
        "rules": [
            {"id": rule_id, "fired": fired, **_object(to_plain(rule))}
            for rule_id, rule, fired in exchange.faults.rules()
        ],
        "injected": [to_plain(fault) for fault in exchange.faults_injected],
    }


def _object(plain: object) -> dict[str, object]:
    return plain if isinstance(plain, dict) else {}


def _inject(exchange: PaperExchange, body: Body) -> object:
    return {"id": exchange.inject(FaultRule.from_mapping(body))}


def _remove_fault(exchange: PaperExchange, body: Body) -> object:
    exchange.faults.remove(_integer(body, "id") if "id" in body else None)
    return {}


def _cancel(exchange: PaperExchange, body: Body) -> object:
    order = exchange.cancel_order(
        _market(body), _string(body, "symbol"), _integer(body, "order_id")
    )
    return to_plain(order)


def _trade(exchange: PaperExchange, body: Body) -> object:
    order = exchange.manual_trade(
        _string(body, "account"),
        _market(body),
        _string(body, "symbol"),
        _side(body),
        _decimal(body, "quantity"),
        _position_side(body),
    )
    return to_plain(order)


def _liquidation(exchange: PaperExchange, body: Body) -> object:
    order = exchange.force_liquidation(
        _string(body, "account"),
        _string(body, "symbol"),
        _position_side(body),
        is_adl=body.get("is_adl") is True,
    )
    return to_plain(order)


def _balance(exchange: PaperExchange, body: Body) -> object:
    exchange.adjust_balance(
        _string(body, "account"),
        _market(body),
        _string(body, "asset"),
        _decimal(body, "change"),
    )
    return {}


def dump_state(exchange: PaperExchange) -> dict[str, object]:
    """Everything the exchange knows, secrets left out: the truth that tests compare with."""
    state = exchange.state
    accounts = []
    for account in state.accounts.values():
        row = _object(to_plain(account))
        row.pop("secret")
        accounts.append(row)
    return {
        "now_ms": exchange.clock.now_ms(),
        "accounts": accounts,
        "orders": [to_plain(order) for rows in state.orders.values() for order in rows.values()],
        "algo_orders": [to_plain(algo) for algo in state.algos.values()],
        "incomes": [to_plain(line) for rows in state.incomes.values() for line in rows],
        "trades": [to_plain(trade) for rows in state.trades.values() for trade in rows],
        "symbols": [to_plain(symbol) for symbol in state.symbols.values()],
    }


def _state(exchange: PaperExchange, body: Body) -> object:
    return dump_state(exchange)


_ACTIONS: dict[tuple[str, str], Action] = {
    ("GET", "health"): _health,
    ("GET", "state"): _state,
    ("GET", "prices"): _prices,
    ("GET", "faults"): _faults,
    ("POST", "accounts"): _accounts,
    ("POST", "tick"): _tick,
    ("POST", "price"): _price,
    ("POST", "liquidity"): _liquidity,
    ("POST", "faults"): _inject,
    ("POST", "faults/remove"): _remove_fault,
    ("POST", "orders/cancel"): _cancel,
    ("POST", "trades"): _trade,
    ("POST", "balances"): _balance,
    ("POST", "liquidations"): _liquidation,
}
