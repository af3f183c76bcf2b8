"""One exchange account: send, cancel, look up, read. One method per thing SQL asks for.

Quantities and prices are text. Quantities of contracts count contracts, as on the exchange. No
method decides anything about money or state; each says what was answered, or what is not known.
"""

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Literal, TypedDict

from ccxt.base.errors import BadRequest, BaseError, InvalidOrder, NoChange, OrderNotFound

from tradekeel.exchange.classify import (
    Kind,
    Operation,
    OrderAlteredError,
    Outcome,
    ReplyUnreadableError,
    classify,
)
from tradekeel.exchange.client_ids import client_id_of, filled, order_row, rule_for
from tradekeel.exchange.credentials import Credentials
from tradekeel.exchange.guard import reply_of
from tradekeel.exchange.incomes import Statement, read_statement
from tradekeel.exchange.json_safe import json_safe
from tradekeel.exchange.limiter import Lane, reading
from tradekeel.exchange.listings import DAY_MS, Listing, scope_for
from tradekeel.exchange.markets import MarketsCache
from tradekeel.exchange.moments import Moment
from tradekeel.exchange.reading import Part, Walker, empty_part, failed_part, joined
from tradekeel.exchange.sending import Sending, may_place, sending
from tradekeel.exchange.shapes import checked_balance
from tradekeel.exchange.uids import read_uid

MarketType = Literal["spot", "swap"]

CLOCK_MAX_AGE_SECONDS = 600.0

# How far back and how many at once the list of forced orders may be asked for.
FORCED_DAYS = 7
FORCED_LIMIT = 100
# What ccxt is told; the rest of an order type is in its parameters.
BASE_TYPES = {
    "market": "market", "stop": "market", "take_profit": "market",
    "limit": "limit", "stop_limit": "limit", "take_profit_limit": "limit",
}  # fmt: skip


@dataclass(frozen=True)
class AccountRef:
    """What the bridge must know to drive one account. `label` names it in limits and logs."""

    exchange: str
    market_type: MarketType
    credentials: Credentials
    label: str = "account"
    options: dict[str, Any] = field(default_factory=dict)
    timeout_ms: int = 10_000


@dataclass(frozen=True)
class SendIntent:
    """One order as SQL wants it sent.

    `send_remaining_ms` counts from `received_at`; pass the instant before the
    RPC that handed it out, so that the way of its answer counts against the order and not for it.
    `order_type` is market, limit, stop, stop_limit, take_profit or take_profit_limit; those with a
    limit have a `price`, the last four a `trigger_price`: a stop to buy and a take-profit to sell
    wait until the price has risen to it, the other two until it has fallen to it. `position_side`
    is for hedge mode only, and says what `reduce_only` says elsewhere.
    """

    symbol: str
    side: Literal["buy", "sell"]
    order_type: str
    quantity: str
    client_order_text: str
    send_remaining_ms: int
    price: str | None = None
    reduce_only: bool = False
    leverage: int | None = None
    time_in_force: str | None = None
    post_only: bool = False
    trigger_price: str | None = None
    position_side: str | None = None
    is_resend: bool = False
    received_at: Moment = field(default_factory=Moment.now)

    @property
    def deadline(self) -> Moment:
        """The last instant at which the order may be written."""
        return self.received_at.plus(self.send_remaining_ms / 1000)


class CallAnswer(TypedDict):
    """Answer of send and cancel: `accepted` with the order, or a kind of `classify` and why."""

    outcome: Literal["accepted"] | Kind
    order: dict[str, Any] | None
    error: dict[str, Any] | None
    is_sent: bool


class LookupAnswer(TypedDict):
    """Answer of a look-up.

    `not_found` only when open, closed and trades since `since_ms` were read completely. `failed`:
    could not ask. `orders` and `trades` are what was seen in the symbol, for SQL to attribute.
    """

    outcome: Literal["found", "not_found", "failed"]
    is_complete: bool
    order: dict[str, Any] | None
    orders: list[dict[str, Any]]
    trades: list[dict[str, Any]]
    since_ms: int
    error: str | None


class ExchangeAccount:
    """Drives one account through one ccxt client. Made by ExchangeHub.account()."""

    def __init__(self, ref: AccountRef, client: Any, markets: MarketsCache) -> None:
        self.ref = ref
        self.client = client
        self._markets = markets
        self._rule = rule_for(ref.exchange, ref.market_type)
        self._scope = scope_for(ref.exchange, ref.market_type)
        self._secrets = ref.credentials.secrets()
        self._leverages: dict[str, int] = {}
        self._clock_measured_at = time.monotonic()

    async def load(self) -> None:
        """Load shared markets and measure the clock difference. Raises what ccxt raises."""
        await self.refresh_markets()
        await self.measure_clock()

    async def refresh_markets(self) -> None:
        """Reload the shared markets when they are too old and take them over."""
        await self._markets.ensure()
        self._markets.share_with(self.client)

    async def measure_clock(self) -> int | None:
        """Measure local minus exchange time in ms; None when the exchange tells no time."""
        if not self.client.has.get("fetchTime"):
            return None
        difference = int(await self.client.load_time_difference())
        self.client.is_clock_refused = False
        self._clock_measured_at = time.monotonic()
        return difference

    async def keep_clock(self) -> None:
        """Measure the clock again when the exchange refused a moment, or the last time is long ago.

        Without this one bad measurement, or a drifting clock, would shut an account out for good.
        """
        age = time.monotonic() - self._clock_measured_at
        if self.client.is_clock_refused or age > CLOCK_MAX_AGE_SECONDS:
            await self.measure_clock()

    async def close(self) -> None:
        """Let go of the client; the shared session stays open."""
        await self.client.close()

    # -- orders -----------------------------------------------------------------------------------

    async def send(self, intent: SendIntent) -> CallAnswer:
        """Create one order, at most once. Raises only CancelledError, with `tradekeel_outcome`."""
        try:
            arguments = self._order_arguments(intent)
            await self._apply_leverage(intent)
        except asyncio.CancelledError as cancelled:
            raise self._marked(cancelled, sent=False) from None
        except Exception as error:  # noqa: BLE001  # classified, not hidden
            return self._refused(error, sent=False)
        with sending(self.ref.exchange, intent.deadline) as state:
            try:
                order = await self.client.create_order(*arguments)
                return self._accepted(order, state)
            except asyncio.CancelledError as cancelled:
                raise self._marked(cancelled, sent=state.is_sent) from None
            except Exception as error:  # noqa: BLE001  # classified, not hidden
                return self._refused(
                    self._attributed(error, state),
                    sent=state.is_sent,
                    is_resend=intent.is_resend,
                )

    async def cancel(
        self,
        symbol: str,
        exchange_order_id: str | None,
        client_order_text: str | None,
        *,
        is_conditional: bool = False,
        remaining_ms: int = 30_000,
    ) -> CallAnswer:
        """Cancel one order, by the exchange's id where known, else by client id.

        `accepted` means the exchange took the request, not that nothing was filled before. An order
        that is "not found" comes back as `unknown`: it is not open any more, read it.
        """
        params = dict(self._rule.conditional_params) if is_conditional else {}
        order_id = exchange_order_id
        if order_id is None:
            rule = self._rule
            if rule.cancel is None or client_order_text is None:
                missing = BadRequest(f"{self.ref.exchange} cancels by the exchange's order id only")
                return self._refused(missing, sent=False, operation="cancel")
            params.update(filled(rule.cancel, client_order_text))
            order_id = filled(rule.cancel_id, client_order_text)
        with sending(self.ref.exchange, Moment.now().plus(remaining_ms / 1000)) as state:
            try:
                order = await self.client.cancel_order(order_id, symbol, params)
            except asyncio.CancelledError as cancelled:
                raise self._marked(cancelled, sent=state.is_sent) from None
            except Exception as error:  # noqa: BLE001  # classified, not hidden
                return self._refused(
                    self._attributed(error, state), sent=state.is_sent, operation="cancel"
                )
        return CallAnswer(
            outcome="accepted", order=self._order_json(order), error=None, is_sent=state.is_sent
        )

    def _order_arguments(self, intent: SendIntent) -> tuple[Any, ...]:
        """Return the arguments of create_order. Raises OrderAlteredError, BadSymbol."""
        market = self.client.market(intent.symbol)
        base = BASE_TYPES.get(intent.order_type)
        if base is None or (base == "limit") != (intent.price is not None):
            raise OrderAlteredError(f"{intent.order_type} with price {intent.price} is no order")
        exact = self._exact(intent.symbol, intent.quantity, "amount_to_precision", "quantity")
        price = intent.price
        if price is not None:
            price = self._exact(intent.symbol, price, "price_to_precision", "price")
        params = self._identity(intent)
        if intent.reduce_only and market.get("contract") and intent.position_side is None:
            params["reduceOnly"] = True
        if intent.post_only:
            params["postOnly"] = True
        elif intent.time_in_force is not None:
            params["timeInForce"] = intent.time_in_force
        if intent.position_side is not None:
            if self._rule.position_side is None:
                raise OrderAlteredError(f"{self.ref.exchange}: hedge mode is not known here")
            params[self._rule.position_side] = intent.position_side
        return (intent.symbol, base, intent.side, exact, price, params)

    def _identity(self, intent: SendIntent) -> dict[str, Any]:
        """Return the parameters that carry the client id and, of a waiting order, its trigger."""
        if intent.order_type in ("market", "limit"):
            if intent.trigger_price is not None:
                raise OrderAlteredError(f"a {intent.order_type} order waits for no trigger")
            return dict(filled(self._rule.create, intent.client_order_text))
        is_stop = intent.order_type.startswith("stop")
        template = self._rule.conditional if is_stop else self._rule.take_profit
        if template is None or intent.trigger_price is None:
            raise OrderAlteredError(
                f"{self.ref.exchange}: {intent.order_type} orders are not known here"
            )
        trigger = self._exact(intent.symbol, intent.trigger_price, "price_to_precision", "trigger")
        direction = "ascending" if (intent.side == "buy") == is_stop else "descending"
        return dict(
            filled(
                template,
                intent.client_order_text,
                trigger=trigger,
                direction=direction,
            )
        )

    def _exact(self, symbol: str, text: str, method: str, name: str) -> str:
        """Return `text` when ccxt would send the same number; it truncates silently otherwise."""
        try:
            wanted = Decimal(text)
            given = Decimal(str(getattr(self.client, method)(symbol, text)))
        except (InvalidOperation, InvalidOrder) as error:
            raise OrderAlteredError(f"{symbol} {name} {text!r} cannot be sent: {error}") from error
        if not wanted.is_finite() or wanted <= 0 or wanted != given:
            raise OrderAlteredError(f"{symbol} {name} {text} would be sent as {given}")
        return text

    async def _apply_leverage(self, intent: SendIntent) -> None:
        """Set the leverage of a swap symbol when this process has not set it yet."""
        wanted = intent.leverage
        if wanted is None or self._leverages.get(intent.symbol) == wanted:
            return
        try:
            await self.client.set_leverage(wanted, intent.symbol)
        except BaseError as error:
            if not _says_unchanged(error):
                raise
        self._leverages[intent.symbol] = wanted

    def _order_json(self, order: Any) -> dict[str, Any] | None:
        """Return an order as JSON, with the client id where ccxt left it in the raw reply only."""
        if not isinstance(order, dict):
            return None
        return order_row(self._rule, order)

    def _accepted(self, order: Any, state: Sending) -> CallAnswer:
        if not isinstance(order, dict) or order.get("id") in (None, ""):
            raise ReplyUnreadableError("the exchange answered without an order id")
        return CallAnswer(
            outcome="accepted", order=self._order_json(order), error=None, is_sent=state.is_sent
        )

    def _attributed(self, error: Exception, state: Sending) -> Exception:
        """Return `error` when it answers the one request that may have placed the order.

        An error out of a later request, or out of reading a good answer, says nothing about the
        order; neither does a refusal when more than one such request went out.
        """
        if not state.is_sent:
            return error
        reply = reply_of(error)
        answers = reply is not None and may_place(state.exchange, reply.method, reply.path)
        if answers and len(state.written) == 1:
            return error
        unreadable = ReplyUnreadableError(
            f"{type(error).__name__} after the order was sent: {error}"
        )
        unreadable.__cause__ = error
        return unreadable

    def _refused(
        self,
        error: BaseException,
        *,
        sent: bool,
        is_resend: bool = False,
        operation: Operation = "create",
    ) -> CallAnswer:
        outcome = classify(
            error, sent=sent, is_resend=is_resend, operation=operation, secrets=self._secrets
        )
        return CallAnswer(outcome=outcome.kind, order=None, error=outcome.as_dict(), is_sent=sent)

    def _marked(self, cancelled: asyncio.CancelledError, *, sent: bool) -> asyncio.CancelledError:
        """Hang the outcome on a cancellation, for whoever records it on the way down."""
        cancelled.tradekeel_outcome = classify(  # type: ignore[attr-defined]  # see outcome_of
            cancelled, sent=sent, secrets=self._secrets
        )
        return cancelled

    # -- look-up ----------------------------------------------------------------------------------

    async def lookup_order(
        self,
        symbol: str,
        client_order_text: str,
        exchange_order_id: str | None = None,
        *,
        since_ms: int | None = None,
        is_conditional: bool = False,
    ) -> LookupAnswer:
        """Find one order, first by its ids, then in open, closed and trades since `since_ms`.

        `since_ms` is in exchange time, by default one day back; pass the attempt's begin.
        """
        since = since_ms if since_ms is not None else self.client.exchange_now_ms() - DAY_MS
        try:
            order = await self._fetch_one(
                symbol, client_order_text, exchange_order_id, is_conditional
            )
        except Exception as error:  # noqa: BLE001  # classified, not hidden
            failed = failed_part(error, self._secrets)
            return _lookup_failed(since, failed["error"])
        if order is not None:
            trades = await self._trades_of(symbol, since)
            own = [t for t in trades["rows"] if t.get("order") == order["id"]]
            return LookupAnswer(
                outcome="found", is_complete=trades["is_complete"], order=self._order_json(order),
                orders=[], trades=own, since_ms=since, error=trades["error"],
            )  # fmt: skip
        return await self._scan(symbol, client_order_text, exchange_order_id, since)

    async def _fetch_one(
        self,
        symbol: str,
        client_order_text: str,
        exchange_order_id: str | None,
        is_conditional: bool,
    ) -> dict[str, Any] | None:
        """Ask for the one order; None when the exchange says it has none or cannot be asked so."""
        kind = self._rule.conditional_params if is_conditional else {}
        if exchange_order_id is not None and self._rule.listing_id_params is not None:
            return await self._find_listed(symbol, exchange_order_id)
        if exchange_order_id is not None and self.client.has.get("fetchOrder"):
            arguments: tuple[Any, ...] = (exchange_order_id, symbol, kind)
        elif self._rule.lookup == "fetch_order":
            params = {**filled(self._rule.lookup_params, client_order_text), **kind}
            arguments = (self._rule.lookup_id, symbol, params)
        else:
            return None
        try:
            order = await self.client.fetch_order(*arguments)
        except OrderNotFound:
            return None
        if not isinstance(order, dict) or order.get("id") in (None, ""):
            raise ReplyUnreadableError("the exchange answered without an order id")
        found_text = client_id_of(self._rule, order)
        is_ours = found_text == client_order_text or (
            exchange_order_id is not None and str(order["id"]) == exchange_order_id
        )
        if not is_ours:
            raise ReplyUnreadableError("the exchange answered with another order")
        return order

    async def _find_listed(self, symbol: str, exchange_order_id: str) -> dict[str, Any] | None:
        """Find one order in the listings narrowed to its id; None when it is in none of them."""
        narrowed = filled(self._rule.listing_id_params, exchange_order_id)
        for listings in (self._scope.open, self._scope.closed):
            part = await self._listed(listings, "order", symbol, None, narrowed)
            for row in part["rows"]:
                if str(row["id"]) == exchange_order_id:
                    return row
            if not part["is_complete"]:
                raise ReplyUnreadableError(part["error"])
        return None

    async def _scan(
        self, symbol: str, client_order_text: str, exchange_order_id: str | None, since: int
    ) -> LookupAnswer:
        """Look through open, closed and trades; the ids decide, an absence needs all three."""
        narrowed = filled(self._rule.listing_params, client_order_text)
        open_part = await self._listed(self._scope.open, "order", symbol, None, narrowed)
        closed_part = await self._listed(self._scope.closed, "order", symbol, since, narrowed)
        trades = await self._trades_of(symbol, since)
        everything = joined((open_part, closed_part))
        for order in everything["rows"]:
            text = order.get("clientOrderId")
            if text == client_order_text or str(order["id"]) == exchange_order_id:
                own = [t for t in trades["rows"] if t.get("order") == order["id"]]
                return LookupAnswer(
                    outcome="found", is_complete=trades["is_complete"], order=order,
                    orders=[], trades=own, since_ms=since, error=trades["error"],
                )  # fmt: skip
        whole = joined((everything, trades), key=("symbol", "id", "amount"))
        return LookupAnswer(
            outcome="not_found" if whole["is_complete"] else "failed",
            is_complete=whole["is_complete"], order=None, orders=everything["rows"],
            trades=trades["rows"], since_ms=since, error=whole["error"],
        )  # fmt: skip

    async def _trades_of(self, symbol: str, since: int) -> Part:
        return await self._listed(self._scope.trades, "trade", symbol, since)

    # -- readings ---------------------------------------------------------------------------------

    async def read_open_orders(self, symbols: Sequence[str] = ()) -> Part:
        """Read every open order of the account, conditional ones too.

        `symbols` matters only where an exchange answers for one symbol at a time; there, orders in
        other symbols are not seen.
        """
        return await self._per_symbol(self._scope.open, "order", symbols, None)

    async def read_orders(self, wanted: Sequence[Mapping[str, Any]]) -> Part:
        """Read single orders, each {"symbol", "exchange_order_id", "client_order_text"}.

        One request an order, and one more for the order that a triggered one became. An order that
        the exchange does not have, or could not be asked for, leaves the part incomplete and says
        nothing about it.
        """
        whole = empty_part()
        for ids in wanted:
            row = await self._read_into(
                whole, ids, ids["exchange_order_id"], bool(ids.get("is_conditional"))
            )
            if row is not None and row.get("childOrderId"):
                await self._read_into(whole, ids, row["childOrderId"], is_conditional=False)
        return whole

    async def _read_into(
        self, whole: Part, ids: Mapping[str, Any], exchange_order_id: str, is_conditional: bool
    ) -> dict[str, Any] | None:
        """Read one order into a part; None, and the part incomplete, when it was not read."""
        whole["request_count"] += 1
        try:
            order = await self._fetch_one(
                ids["symbol"], ids["client_order_text"], exchange_order_id, is_conditional
            )
        except Exception as error:  # noqa: BLE001  # classified, not hidden
            whole["is_complete"] = False
            whole["error"] = failed_part(error, self._secrets)["error"]
            return None
        row = self._order_json(order)
        if row is None:
            whole["is_complete"] = False
        else:
            whole["rows"].append(row)
        return row

    async def read_forced_orders(self, cursors: Sequence[Mapping[str, Any]]) -> Part:
        """Read the orders that the exchange made itself: liquidations and deleveragings.

        Each cursor is {"symbol": ..., "since_ms": ...} in exchange time. Rows are orders with
        `isForced`, because they come from the exchange's own list of them; not complete where it is
        not known how to ask for it.
        """
        whole = empty_part()
        for cursor in cursors:
            since = max(cursor["since_ms"], self.client.exchange_now_ms() - FORCED_DAYS * DAY_MS)
            for kind in self._scope.forced_kinds:
                whole["request_count"] += 1
                try:
                    found = await self.client.fetch_my_liquidations(
                        cursor["symbol"], since, FORCED_LIMIT, {"autoCloseType": kind}
                    )
                    market = self.client.market(cursor["symbol"])
                    orders = [self.client.parse_order(row["info"], market) for row in found]
                    whole["rows"] += [
                        {**order_row(self._rule, order), "isForced": True} for order in orders
                    ]
                except Exception as error:  # noqa: BLE001  # classified, not hidden
                    whole["is_complete"] = False
                    whole["error"] = failed_part(error, self._secrets)["error"]
        if cursors and not self._scope.forced_kinds:
            whole["is_complete"] = False
        return whole

    async def read_positions(self) -> Part:
        """Read every open position; complete and empty on spot."""
        if not self._scope.positions:
            return empty_part()
        return await self._listed(self._scope.positions, "position", None, None)

    async def read_balances(self) -> Part:
        """Read the balances: one row, ccxt's unified balance without the raw reply."""
        try:
            balance = checked_balance(await self.client.fetch_balance())
        except Exception as error:  # noqa: BLE001  # classified, not hidden
            return failed_part(error, self._secrets)
        row: dict[str, Any] = json_safe(balance)
        return Part(is_complete=True, rows=[row], error=None, request_count=1)

    async def read_trades(self, cursors: Sequence[dict[str, Any]]) -> Part:
        """Read own trades; each cursor is {"symbol": ..., "since_ms": ...} in exchange time."""
        parts = [
            await self._listed(
                self._scope.trades, "trade", cursor.get("symbol"), cursor.get("since_ms")
            )
            for cursor in cursors
        ]
        return joined(parts, key=("symbol", "order", "id", "side"))

    async def read_history(self, cursors: Sequence[dict[str, Any]]) -> Part:
        """Read every order, ended ones too, of symbols since moments; each as in `read_trades`.

        Complete as far as the exchange remembers; one that keeps orders for a shorter time than
        asked for answers what it has.
        """
        parts = [
            await self._listed(self._scope.closed, "order", cursor["symbol"], cursor["since_ms"])
            for cursor in cursors
        ]
        return joined(parts)

    async def read_prices(self, symbols: Sequence[str]) -> Part:
        """Read the last price (or ticker) of each given symbol, by the cheapest endpoint there is.

        Rows have symbol, timestamp and price (last prices) or last (tickers), in quote currency.
        """
        if not symbols:
            return empty_part()
        try:
            with reading(Lane.PRICES):
                tickers = await self._fetch_prices(symbols)
            rows = [json_safe(tickers[symbol]) for symbol in symbols if symbol in tickers]
        except Exception as error:  # noqa: BLE001  # classified, not hidden
            return failed_part(error, self._secrets)
        missing = [symbol for symbol in symbols if symbol not in tickers]
        error_text = f"no price for {', '.join(missing)}" if missing else None
        return Part(is_complete=not missing, rows=rows, error=error_text, request_count=1)

    async def _fetch_prices(self, symbols: Sequence[str]) -> dict[str, Any]:
        if self.client.has.get("fetchLastPrices"):
            return dict(await self.client.fetch_last_prices(list(symbols)))
        if self.client.has.get("fetchTickers"):
            return dict(await self.client.fetch_tickers(list(symbols)))
        return {symbol: await self.client.fetch_ticker(symbol) for symbol in symbols}

    async def read_incomes(self, since_ms: int) -> Statement:
        """Read what the account was paid and charged without an order since a moment in ms."""
        return await read_statement(self.client, self.ref.exchange, since_ms, self._secrets)

    async def exchange_uid(self) -> str | None:
        """Return the exchange's own id of the account, None where it tells none."""
        return await read_uid(self.client, self.ref.exchange)

    def market_rows(self) -> list[dict[str, Any]]:
        """Return the markets of this account's type as SQL keeps them."""
        return self._markets.rows()

    async def _per_symbol(
        self, listings: Sequence[Listing], kind: str, symbols: Sequence[str], since: int | None
    ) -> Part:
        wanted = [
            (listing, symbol)
            for listing in listings
            for symbol in (symbols if listing.needs_symbol else (None,))
        ]
        return joined([await self._walk(listing, kind, s, since) for listing, s in wanted])

    async def _listed(
        self,
        listings: Sequence[Listing],
        kind: str,
        symbol: str | None,
        since: int | None,
        extra: dict[str, Any] | None = None,
    ) -> Part:
        market = self.client.market(symbol) if symbol else None
        parts = [
            await self._walk(listing, kind, symbol, since, extra)
            for listing in listings
            if market is None or listing.covers(market)
        ]
        return joined(parts, key=("symbol", "id", "side", "order", "isConditional"))

    async def _walk(
        self,
        listing: Listing,
        kind: str,
        symbol: str | None,
        since: int | None,
        extra: dict[str, Any] | None = None,
    ) -> Part:
        walker = Walker(self.client, listing, kind, self._secrets, self._rule)
        return await walker.read(symbol, since, extra)


def outcome_of(cancelled: BaseException) -> Outcome | None:
    """Return the outcome that send() or cancel() hung on a cancellation."""
    found = getattr(cancelled, "tradekeel_outcome", None)
    return found if isinstance(found, Outcome) else None


def _says_unchanged(error: BaseError) -> bool:
    """Tell whether a setting was refused because it is set already."""
    return isinstance(error, NoChange) or "not modified" in str(error).lower()


def _lookup_failed(since_ms: int, error: str | None) -> LookupAnswer:
    return LookupAnswer(
        outcome="failed",
        is_complete=False,
        order=None,
        orders=[],
        trades=[],
        since_ms=since_ms,
        error=error,
    )
