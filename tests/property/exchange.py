"""What the exchange knows: orders as logs of events, so that any reading may come late."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from property.money import ZERO

Fees = tuple[tuple[str, Decimal], ...]


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else format(amount, "f")


def _fees(fees: Fees) -> list[dict[str, str | None]]:
    return [{"currency": currency, "cost": _text(cost)} for currency, cost in fees]


@dataclass(frozen=True)
class Trade:
    """One trade: quantity in base or contracts, price and cost in quote."""

    trade_id: str
    order_id: str
    symbol: str
    side: str
    quantity: Decimal
    price: Decimal
    cost: Decimal
    fees: Fees

    def document(self) -> dict[str, Any]:
        """As ccxt gives it."""
        return {
            "id": self.trade_id,
            "order": self.order_id,
            "symbol": self.symbol,
            "side": self.side,
            "amount": _text(self.quantity),
            "price": _text(self.price),
            "cost": _text(self.cost),
            "fees": _fees(self.fees),
        }


@dataclass(frozen=True)
class Reading:
    """One reading of an order, complete or not: what is None the exchange does not say."""

    order_id: str | None
    client_id: str | None
    symbol: str
    side: str
    amount: Decimal
    filled: Decimal | None
    cost: Decimal | None
    average: Decimal | None
    status: str | None
    fees: Fees = ()
    trades: tuple[Trade, ...] = ()
    price: Decimal | None = None
    is_forced: bool = False

    def document(self) -> dict[str, Any]:
        """As ccxt gives it."""
        return {
            "id": self.order_id,
            "clientOrderId": self.client_id,
            "symbol": self.symbol,
            "side": self.side,
            "amount": _text(self.amount),
            "price": _text(self.price),
            "filled": _text(self.filled),
            "cost": _text(self.cost),
            "average": _text(self.average),
            "status": self.status,
            "fees": _fees(self.fees),
            "trades": [trade.document() for trade in self.trades],
            **({"isForced": True} if self.is_forced else {}),
        }


@dataclass(frozen=True)
class Income:
    """Money that moved without an order; amount in currency, negative is paid."""

    income_id: str
    kind: str
    symbol: str
    currency: str
    amount: Decimal

    def document(self) -> dict[str, Any]:
        """As the bridge hands it in."""
        return {
            "id": self.income_id,
            "kind": self.kind,
            "symbol": self.symbol,
            "currency": self.currency,
            "amount": _text(self.amount),
            "timestamp": 1_700_000_000_000,
        }


@dataclass(frozen=True)
class Amendment:
    """A resting order was changed at the exchange: its new amount and limit."""

    amount: Decimal
    price: Decimal


@dataclass
class ExchangeOrder:
    """An order that exists on the exchange, whatever the database knows."""

    order_id: str
    client_id: str
    account_id: str
    symbol: str
    side: str
    first_amount: Decimal
    contract_size: Decimal
    first_price: Decimal | None = None
    # Not sent by us: the exchange made it (forced), or somebody by hand.
    is_ours: bool = True
    is_forced: bool = False
    events: list[Trade | Amendment | str] = field(default_factory=list)

    @property
    def amount(self) -> Decimal:
        """What it is for now."""
        return self.read(0).amount

    @property
    def trades(self) -> list[Trade]:
        """All of them."""
        return [event for event in self.events if isinstance(event, Trade)]

    @property
    def filled(self) -> Decimal:
        """What it filled so far."""
        return sum((trade.quantity for trade in self.trades), ZERO)

    @property
    def status(self) -> str:
        """What it is now."""
        return self.read(0).status or "open"

    def read(
        self, behind: int, *, says_cost: bool = True, says_fees: bool = False, embeds: bool = False
    ) -> Reading:
        """How the exchange showed it some events ago."""
        events = self.events[: len(self.events) - min(behind, len(self.events))]
        trades = tuple(event for event in events if isinstance(event, Trade))
        words = [event for event in events if isinstance(event, str)]
        filled = sum((trade.quantity for trade in trades), ZERO)
        cost = sum((trade.cost for trade in trades), ZERO)
        changes = [event for event in events if isinstance(event, Amendment)]
        fees: dict[str, Decimal] = {}
        for trade in trades:
            for currency, amount in trade.fees:
                fees[currency] = fees.get(currency, ZERO) + amount
        return Reading(
            order_id=self.order_id,
            client_id=self.client_id,
            symbol=self.symbol,
            side=self.side,
            amount=changes[-1].amount if changes else self.first_amount,
            price=changes[-1].price if changes else self.first_price,
            filled=filled,
            cost=cost if says_cost else None,
            average=_average(cost, filled * self.contract_size),
            status=words[-1] if words else "open",
            fees=tuple(fees.items()) if says_fees else (),
            trades=trades if embeds else (),
            is_forced=self.is_forced,
        )


def _average(cost: Decimal, quantity: Decimal) -> Decimal | None:
    return (cost / quantity).quantize(Decimal("1e-8")) if quantity else None
