"""Documents as the bridge hands them in, about what is in the living world; then mutated.

Shapes are ccxt's unified ones with number=str: amounts are text, moments whole milliseconds.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fuzz import hostile

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from fuzz.world import Subject, World

STATUSES = (
    "open",
    "open",
    "closed",
    "closed",
    "canceled",
    "expired",
    "rejected",
    "canceling",
    None,
)
PRICES = {"BTC": "50000", "ETH": "2000", "SOL": "100", "XRP": "10", "ADA": "50", "BNB": "600"}


@dataclass
class Documents:
    """Writes documents about one tenant's world; every choice is the given Random's."""

    random: Random
    world: World
    tenant: int
    subject: Subject

    def of(self, parameter: str) -> Any:
        """A valid document for a parameter of this name; {} for one that is not known here."""
        makers: dict[str, Callable[[], Any]] = {
            "p_order": self.order,
            "p_orders": lambda: self._some(self.order),
            "p_trades": lambda: self._some(self.trade),
            "p_document": self.reading,
            "p_answers": lambda: self._some(self.answer),
            "p_incomes": lambda: self._some(self.income),
            "p_prices": lambda: self._some(self.ticker),
            "p_markets": lambda: self._some(self.market),
            "p_events": lambda: self._some(self.event),
            "p_limits": self.limits,
            "p_findings": lambda: ["grants: rights on table ledger.capital"],
            "p_claims": lambda: {"sub": self.world.users[self.tenant], "role": "authenticated"},
            "p_error": lambda: {"class": "RequestTimeout", "message": "timed out"},
        }
        return makers[parameter]() if parameter in makers else {}

    def _some(self, make: Any) -> list[Any]:
        return [make() for _ in range(self.random.choice([0, 1, 1, 1, 2, 3]))]

    def _subject(self) -> Subject:
        if self.random.random() < 0.7:
            return self.subject
        return self.random.choice(self.world.subjects[self.tenant])

    def _quantity(self, subject: Subject) -> str:
        share = self.random.choice(["0", "0.3", "1", "1", "2.5"])
        return str(subject.quantity * type(subject.quantity)(share))

    def order(self) -> dict[str, Any]:
        """A reading of one of our orders, or of one nobody knows."""
        s = self._subject()
        filled = self._quantity(s)
        price = PRICES.get(s.symbol.split("/")[0], "1")
        order: dict[str, Any] = {
            "id": s.exchange_order_id or f"n-{s.request_id}",
            "clientOrderId": s.client_order_text,
            "symbol": s.symbol,
            "side": s.side,
            "type": "market",
            "amount": str(s.quantity),
            "filled": filled,
            "average": price,
            "price": price,
            "status": self.random.choice(STATUSES),
            "timestamp": self.world.now_ms - self.random.choice([0, 1, 1000, 86_400_000]),
            "fee": self._fee(s),
            "trades": self._some(self.trade) if self.random.random() < 0.1 else [],
        }
        if self.random.random() < 0.15:
            order["id"] = f"foreign-{self.random.randrange(5)}"
        for key in ("clientOrderId", "average", "price", "timestamp", "fee", "trades", "amount"):
            if self.random.random() < 0.15:
                order[key] = None
        return order

    def _fee(self, subject: Subject) -> dict[str, Any] | None:
        base, quote = subject.symbol.split(":")[0].split("/")
        return self.random.choice(
            [
                None,
                {"cost": "0.01", "currency": quote},
                {"cost": "0.000001", "currency": base},
                {"cost": "0.0001", "currency": "BNB"},
                {"cost": "1", "currency": "POINTS"},
                {"cost": "-0.01", "currency": quote},
                {"cost": None, "currency": None},
            ]
        )

    def trade(self) -> dict[str, Any]:
        """A trade of one of our orders, or of one nobody knows."""
        s = self._subject()
        fee = self._fee(s)
        trade: dict[str, Any] = {
            "id": f"t{self.random.randrange(6)}",
            "order": s.exchange_order_id or f"n-{s.request_id}",
            "symbol": s.symbol,
            "side": s.side,
            "price": PRICES.get(s.symbol.split("/")[0], "1"),
            "amount": self._quantity(s),
            "timestamp": self.world.now_ms - self.random.choice([0, 1, 1000]),
            "fee": fee,
            "fees": [fee] if fee and self.random.random() < 0.3 else [],
        }
        if self.random.random() < 0.15:
            trade["order"] = f"foreign-{self.random.randrange(5)}"
        return trade

    def reading(self) -> dict[str, Any]:
        """A whole reading of an account for fn_reconcile."""
        swap = ":USDT" in self.subject.symbol
        position = {
            "symbol": self.subject.symbol,
            "side": self.random.choice(["long", "short"]),
            "contracts": str(self.subject.quantity),
            "contractSize": "1",
            "entryPrice": "50000",
        }
        rows = {
            "open_orders": self._some(self.order),
            "trades": self._some(self.trade),
            "positions": [position] if swap and self.random.random() < 0.7 else [],
            "balances": {"total": {"USDT": "100000", "BTC": "1", "ETH": "1"}},
        }
        return {
            part: {"is_complete": self.random.random() < 0.9, "rows": value}
            for part, value in rows.items()
            if self.random.random() < 0.95
        }

    def answer(self) -> dict[str, Any]:
        """An answer to a look-up of the run under way."""
        lookups = self.world.lookups[self.tenant] or [hostile.NOBODY]
        outcome = self.random.choice(["found", "not_found", "failed"])
        return {
            "lookup_id": self.random.choice(lookups),
            "outcome": outcome,
            "order": self.order() if outcome == "found" else None,
            "trades": self._some(self.trade),
        }

    def income(self) -> dict[str, Any]:
        """Money that moved without an order."""
        return {
            "id": f"i{self.random.randrange(6)}",
            "kind": self.random.choice(["funding", "interest", "rebate", "fee", "liquidation"]),
            "symbol": self._subject().symbol,
            "currency": self.random.choice(["USDT", "USDT", "BNB", "XXX"]),
            "amount": self.random.choice(["-1.5", "0.25", "-0.00000001"]),
            "timestamp": self.world.now_ms - self.random.choice([0, 1000, 3_600_000]),
        }

    def ticker(self) -> dict[str, Any]:
        """A last price."""
        symbol = self._subject().symbol
        return {
            "symbol": symbol,
            "last": PRICES.get(symbol.split("/")[0], "1"),
            "timestamp": self.world.now_ms,
        }

    def market(self) -> dict[str, Any]:
        """A market, of which limits and steps may be any that exchanges have."""
        symbol = self._subject().symbol
        return {
            "symbol": symbol,
            "base": symbol.split("/")[0],
            "quote": "USDT",
            "settle": "USDT",
            "price_tick": self.random.choice(["0.01", "0.1", "1", "0.00000001"]),
            "quantity_step": self.random.choice(["0.0001", "1", "0.00001"]),
            "min_quantity": "0.0001",
            "max_quantity": "9000",
            "min_cost": "5",
            "contract_size": self.random.choice(["1", "0.001"]),
            "is_active": True,
            "is_linear": True,
        }

    def event(self) -> dict[str, Any]:
        """Something that only the process sees."""
        return {"counter": "sends", "label": "placed", "count": self.random.choice([1, "2", 7])}

    def limits(self) -> dict[str, Any]:
        """Limits of a profile, any of them."""
        every = {
            "max_open_positions": 5,
            "max_order_cost": 1000,
            "max_leverage": 1,
            "max_daily_loss": 100,
            "loss_cooldown_seconds": 60,
            "stop_loss_rate": 0.05,
            "take_profit_rate": 0.1,
            "trailing_stop_rate": 0.02,
            "max_hold_seconds": 3600,
            "price_buffer_rate": 0.01,
            "fee_buffer_rate": 0.002,
        }
        names = self.random.sample(sorted(every), self.random.choice([1, 1, 2, 3]))
        return {name: every[name] for name in names}


def mutate(random: Random, document: Any) -> Any:
    """The document with one thing wrong somewhere in it."""
    document = copy.deepcopy(document)
    paths = list(_paths(document))
    path = random.choice(paths)
    change = random.choice(_CHANGES if path else _CHANGES[:4])
    return change(random, document, path)


def _paths(value: Any, here: tuple[Any, ...] = ()) -> Any:
    yield here
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _paths(inner, (*here, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _paths(inner, (*here, index))


def _get(document: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        document = document[step]
    return document


def _set(document: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    _get(document, path[:-1])[path[-1]] = value
    return document


def _other_value(random: Random, document: Any, path: tuple[Any, ...]) -> Any:
    value = hostile.amount(random) if random.random() < 0.3 else random.choice(hostile.JSON_SCALARS)
    return _set(document, path, value)


def _other_shape(random: Random, document: Any, path: tuple[Any, ...]) -> Any:
    inner = _get(document, path)
    deep: Any = inner
    for _ in range(random.choice([5, 100])):
        deep = [deep]
    return _set(document, path, random.choice([[inner], {"x": inner}, [], {}, [None], deep, "x"]))


def _repeated(random: Random, document: Any, path: tuple[Any, ...]) -> Any:
    inner = _get(document, path)
    if not isinstance(inner, list) or not inner:
        return _set(document, path, [inner, inner])
    copies = copy.deepcopy(inner)
    for row in copies:
        if isinstance(row, dict) and row:
            row[random.choice(sorted(row))] = random.choice(hostile.JSON_SCALARS)
    return _set(document, path, inner + copies)


def _with_strangers(random: Random, document: Any, path: tuple[Any, ...]) -> Any:
    inner = _get(document, path)
    stranger: Any = random.choice([None, 1, "x", [], {}, True, [[]], {"x": 1}])
    if isinstance(inner, list):
        return _set(document, path, [stranger, *inner, stranger])
    if isinstance(inner, dict):
        return _set(document, path, inner | {random.choice(["", "x", "id", "trades"]): stranger})
    return _set(document, path, stranger)


def _without(_: Random, document: Any, path: tuple[Any, ...]) -> Any:
    del _get(document, path[:-1])[path[-1]]
    return document


_CHANGES = [_other_shape, _repeated, _with_strangers, _other_value, _without, _other_value]
_CHANGES += [_other_value, _other_value]


def enlarge(random: Random, document: Any, count: int) -> Any:
    """The document with one of its lists so many rows long."""
    document = copy.deepcopy(document)
    lists = [path for path in _paths(document) if isinstance(_get(document, path), list)]
    filled = [path for path in lists if _get(document, path)]
    if not filled:
        return document
    path = random.choice(filled)
    row = _get(document, path)[0]
    rows = [row] * count
    if isinstance(row, dict):
        key = random.choice(["id", "symbol", "order", "label", "lookup_id", "clientOrderId"])
        rows = [row | {key: f"{row.get(key)}-{number}"} for number in range(count)]
    return _set(document, path, rows)
