"""An exchange in a few lines: it never forgets an order, and it loses replies.

It listens on a unix socket, one JSON line a connection. Like real ones it takes a client id again
that it has seen, and refuses a request whose signature is too old. By chance, from a seed, a new
order is lost before it is placed, placed and its reply lost, held up on the way there or back, or
refused. Market orders fill at once, limit orders a moment later, in one to three trades.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

# How long after its signature the exchange takes an order; the database is told the same.
EXPIRY_SECONDS = 0.4
FEE_RATE = Decimal("0.001")
STEP = Decimal("0.0001")
PLENTY = Decimal(1_000_000)
LONGEST_REST_SECONDS = 1.5


@dataclass
class Order:
    """One order as it was taken; `fills_at` is when a limit order will be filled."""

    order_id: str
    account: str
    request: dict[str, Any]
    placed_at: float
    fills_at: float
    trades: list[dict[str, Any]] = field(default_factory=list)

    @property
    def quantity(self) -> Decimal:
        """Quantity ordered."""
        return Decimal(self.request["quantity"])

    @property
    def filled(self) -> Decimal:
        """Quantity filled so far."""
        return sum((Decimal(trade["amount"]) for trade in self.trades), Decimal(0))

    @property
    def is_open(self) -> bool:
        """Whether it still rests."""
        return not self.trades

    def unified(self) -> dict[str, Any]:
        """The order as ccxt would give it."""
        filled = self.filled
        cost = sum((Decimal(trade["cost"]) for trade in self.trades), Decimal(0))
        return {
            "id": self.order_id, "clientOrderId": self.request["client"],
            "symbol": self.request["symbol"], "side": self.request["side"],
            "type": self.request["type"], "amount": str(self.quantity), "filled": str(filled),
            "remaining": str(self.quantity - filled), "cost": str(cost),
            "average": str(cost / filled) if filled else None,
            "status": "open" if self.is_open else "closed",
            "timestamp": int(self.placed_at * 1000),
        }  # fmt: skip


class Venue:
    """Everything the exchange knows, and what it saw that must not be."""

    def __init__(self, seed: int, symbols: list[str]) -> None:
        """An exchange without orders."""
        self.symbols = symbols
        self.orders: list[Order] = []
        self.wrongs: list[str] = []
        self.events: Counter[str] = Counter()
        self.is_faulty = True
        self._dice = random.Random(seed)
        self._prices = dict.fromkeys(symbols, Decimal(100))
        self._numbers = 0

    async def serve(self, path: Path) -> asyncio.Server:
        """Listen on a unix socket."""
        return await asyncio.start_unix_server(self._answer, path)

    def held(self, account: str, symbol: str) -> Decimal:
        """Bought minus sold, of what has filled."""
        return sum(
            (
                order.filled if order.request["side"] == "buy" else -order.filled
                for order in self.orders
                if order.account == account and order.request["symbol"] == symbol
            ),
            Decimal(0),
        )

    # -- answers ----------------------------------------------------------------------------------

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            request = json.loads(await reader.readline())
            reply = await getattr(self, f"_do_{request['do']}")(request)
            if reply is not None:
                writer.write(json.dumps(reply).encode() + b"\n")
                await writer.drain()
        writer.close()

    async def _do_create(self, request: dict[str, Any]) -> dict[str, Any] | None:
        """Place an order; None loses the reply."""
        fault = self._dice.choices(
            ["none", "lost before", "lost after", "late", "slow reply", "refused"],
            [60, 8, 10, 8, 8, 6] if self.is_faulty else [1, 0, 0, 0, 0, 0],
        )[0]
        self.events[fault] += 1
        if fault == "lost before":
            return None
        if fault == "refused":
            return {"refused": "not today"}
        if fault == "late":
            await asyncio.sleep(self._dice.uniform(0.1, 3 * EXPIRY_SECONDS))
        if time.time() > request["signed_at"] + EXPIRY_SECONDS:
            self.events["expired"] += 1
            return {"refused": "the signature is too old"}
        order = self._place(request)
        if fault == "lost after":
            return None
        if fault == "slow reply":
            await asyncio.sleep(self._dice.uniform(0.1, 2))
        return {"order": order.unified()}

    async def _do_order(self, request: dict[str, Any]) -> dict[str, Any]:
        rows = [
            order.unified()
            for order in self._of(request)
            if order.order_id == request["id"] or order.request["client"] == request["client"]
        ]
        return {"order": rows[0] if rows else None}

    async def _do_orders(self, request: dict[str, Any]) -> dict[str, Any]:
        return {"rows": [order.unified() for order in self._of(request)]}

    async def _do_open(self, request: dict[str, Any]) -> dict[str, Any]:
        return {"rows": [order.unified() for order in self._of(request) if order.is_open]}

    async def _do_trades(self, request: dict[str, Any]) -> dict[str, Any]:
        return {"rows": [trade for order in self._of(request) for trade in order.trades]}

    async def _do_balances(self, request: dict[str, Any]) -> dict[str, Any]:
        account = request["account"]
        held = {s.split("/")[0]: str(PLENTY + self.held(account, s)) for s in self.symbols}
        return {"total": {"USDT": str(PLENTY), **held}}

    async def _do_prices(self, _: dict[str, Any]) -> dict[str, Any]:
        for symbol, price in self._prices.items():
            step = Decimal(self._dice.randint(-20, 20)) / 100
            self._prices[symbol] = min(max(price + step, Decimal(80)), Decimal(120))
        return {"rows": [{"symbol": s, "last": str(p)} for s, p in self._prices.items()]}

    # -- the book ---------------------------------------------------------------------------------

    def _of(self, request: dict[str, Any]) -> list[Order]:
        """Orders of the request's account and, where it names one, symbol, brought up to now."""
        found = [
            order
            for order in self.orders
            if order.account == request["account"]
            and request.get("symbol") in (None, order.request["symbol"])
        ]
        for order in found:
            self._fill(order)
        return found

    def _place(self, request: dict[str, Any]) -> Order:
        """Take an order, note what must not be, fill what fills at once."""
        others = self._of({"account": request["account"], "symbol": request["symbol"]})
        self._judge(request, others)
        self._numbers += 1
        now = time.time()
        rest = self._dice.uniform(0, LONGEST_REST_SECONDS) if request["type"] == "limit" else 0
        order = Order(f"o{self._numbers}", request["account"], request, now, now + rest)
        self.orders.append(order)
        self._fill(order)
        return order

    def _judge(self, request: dict[str, Any], others: list[Order]) -> None:
        what = f"{request['account']} {request['symbol']} {request['client']}"
        if any(order.request["client"] == request["client"] for order in others):
            self.wrongs.append(f"sent twice: {what}")
        if request["side"] == "buy":
            if any(order.is_open and order.request["side"] == "buy" for order in others):
                self.wrongs.append(f"second live entry: {what}")
            return
        free = self.held(request["account"], request["symbol"]) - sum(
            order.quantity for order in others if order.is_open and order.request["side"] == "sell"
        )
        if Decimal(request["quantity"]) > free:
            self.wrongs.append(f"sold more than held: {what}")

    def _fill(self, order: Order) -> None:
        """Fill an order whose time has come, in one to three trades."""
        if not order.is_open or time.time() < order.fills_at:
            return
        request = order.request
        price = Decimal(request["price"] or self._prices[request["symbol"]])
        left = order.quantity
        for last in [False] * self._dice.randint(0, 2) + [True]:
            amount = left if last else (left / 2).quantize(STEP)
            if not amount:
                continue
            left -= amount
            self._numbers += 1
            order.trades.append(
                {
                    "id": f"t{self._numbers}", "order": order.order_id,
                    "symbol": request["symbol"], "side": request["side"], "price": str(price),
                    "amount": str(amount), "cost": str(amount * price),
                    "timestamp": int(time.time() * 1000),
                    "fee": {"cost": str(amount * price * FEE_RATE), "currency": "USDT"},
                }
            )  # fmt: skip
