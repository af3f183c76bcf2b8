"""The paper exchange itself: one object that answers requests and moves its markets.

No sockets, no files, no clock of its own. The same seed and the same calls at the same times give
the same bytes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tradekeel.paper.accounts import Account
from tradekeel.paper.algo import AlgoEngine
from tradekeel.paper.book import PricePath, RandomWalk, Side
from tradekeel.paper.calls import Call, Core
from tradekeel.paper.draws import draw_text
from tradekeel.paper.errors import BinanceError
from tradekeel.paper.faults import (
    CallContext,
    Conditions,
    FaultPlan,
    FaultRule,
    InjectedFault,
    spoil,
    takes_effect,
)
from tradekeel.paper.markets import DEFAULT_MARKETS, Market, MarketSet, MarketType
from tradekeel.paper.messages import ApiReply, ApiRequest, Parameters, encode, error_reply
from tradekeel.paper.money import ZERO, round_to
from tradekeel.paper.orders import NewOrder, Order, PositionSide
from tradekeel.paper.routes import Access, Route, find_route
from tradekeel.paper.settings import PaperSettings
from tradekeel.paper.signing import account_of, check_signed, not_permitted
from tradekeel.paper.spot import SpotEngine
from tradekeel.paper.state import State
from tradekeel.paper.streams import StreamDesk
from tradekeel.paper.usdm import UsdmEngine
from tradekeel.paper.weights import RateLimiter, TooManyError

if TYPE_CHECKING:
    from decimal import Decimal

    from tradekeel.paper.clock import Clock


class PaperExchange:
    """A pure state machine with Binance's REST surface and the controls behind its back."""

    def __init__(
        self,
        *,
        seed: int,
        clock: Clock,
        markets: MarketSet = DEFAULT_MARKETS,
        settings: PaperSettings | None = None,
        paths: dict[str, PricePath] | None = None,
    ) -> None:
        """``paths`` replaces the seeded walk of single symbols, such as {"BTCUSDT": ...}."""
        self.seed = seed
        self.clock = clock
        self.settings = settings or PaperSettings()
        self.state = State(markets, seed)
        self.faults = FaultPlan(seed)
        self.streams = StreamDesk(self)
        self._paths = paths or {}
        self._walk = RandomWalk(seed)
        self._limiter = RateLimiter(self.settings)
        usdm = UsdmEngine(self.state, self.settings)
        self.core = Core(
            self.state,
            self.settings,
            SpotEngine(self.state, self.settings),
            usdm,
            AlgoEngine(self.state, self.settings, usdm),
        )

    # The REST surface.

    def handle(self, request: ApiRequest) -> ApiReply:
        """Answer one request, with the faults that are in force."""
        now_ms = self.clock.now_ms()
        parameters = Parameters(request)
        context = self._context(request, parameters, now_ms)
        conditions = self.faults.conditions(context)
        hit = self.faults.delivery(context)
        if hit is None:
            return self._answer(request, parameters, conditions, now_ms)
        rule, happened = hit
        if not takes_effect(rule):
            return spoil(rule, None)
        reply = self._answer(request, parameters, conditions, now_ms)
        happened.hidden_status = reply.status
        happened.hidden_body = reply.body.decode()
        return spoil(rule, reply)

    def _context(self, request: ApiRequest, parameters: Parameters, now_ms: int) -> CallContext:
        owner = self.state.account_of_key(request.headers.get("x-mbx-apikey", ""))
        return CallContext(
            method=request.method,
            path=request.path,
            account=owner.name if owner else "",
            symbol=parameters.get("symbol") or "",
            now_ms=now_ms,
        )

    def _answer(
        self, request: ApiRequest, parameters: Parameters, conditions: Conditions, now_ms: int
    ) -> ApiReply:
        route = find_route(request.method, request.host, request.path)
        if route is None:
            return ApiReply(404, encode({"code": -1, "msg": "no such endpoint"}))
        headers: dict[str, str] = {}
        try:
            used = self._limiter.spend(
                route.market_type,
                request.peer,
                route.weight_of(bool(parameters.get("symbol"))),
                now_ms,
            )
            headers["X-MBX-USED-WEIGHT-1M"] = str(used)
            call = Call(parameters, now_ms, now_ms + conditions.clock_skew_ms, conditions)
            if route.access is not Access.PUBLIC:
                owner = self._sign_in(request, route, call)
                call = replace(call, signed_in=owner)
                if route.counts_as_order:
                    count = self._limiter.count_order(route.market_type, owner.name, now_ms)
                    span = "10S" if route.market_type == "spot" else "1M"
                    headers[f"X-MBX-ORDER-COUNT-{span}"] = str(count)
            return ApiReply(200, encode(route.handler(self.core, call)), headers)
        except TooManyError as error:
            headers["Retry-After"] = str(error.retry_after_seconds)
            return error_reply(error, headers)
        except BinanceError as error:
            return error_reply(error, headers)

    def _sign_in(self, request: ApiRequest, route: Route, call: Call) -> Account:
        owner = account_of(request, self.state)
        if route.access is Access.SIGNED:
            tolerance = self.settings.future_tolerance_ms
            check_signed(request, call.parameters, owner, call.server_ms, tolerance)
        allowed = owner.can_usdm if route.market_type == "usdm" else owner.can_spot
        if request.path.startswith("/sapi/"):
            allowed = True
        if not allowed:
            raise not_permitted()
        return owner

    # Moving the markets.

    def tick(self, count: int = 1) -> None:
        """Move every market along its path and match what rests. The clock is not touched."""
        for _ in range(count):
            for market in self.state.markets:
                symbol = self.state.symbols[market.key]
                path = self._paths.get(market.symbol, self._walk)
                symbol.tick += 1
                self._move(market, path.next_price(market, symbol.tick, symbol.mid))

    def set_price(self, market_type: MarketType, symbol: str, price: Decimal) -> None:
        """Move one market to a price at once; its path goes on from there.

        Errors: ValueError for an unknown symbol or a price that is not positive.
        """
        market = self.find_market(market_type, symbol)
        if price <= 0:
            raise ValueError("a price is positive")
        self._move(market, round_to(price, market.tick_size))

    def set_liquidity(self, market_type: MarketType, symbol: str, level: Decimal | None) -> None:
        """Fix the base quantity of every price level, from now on; None returns to the draws."""
        market = self.find_market(market_type, symbol)
        if level is not None and level < 0:
            raise ValueError("liquidity is not negative")
        state = self.state.symbols[market.key]
        state.fixed_liquidity = level
        self.state.renew_book(market.key)
        self.state.touch(state)

    def _move(self, market: Market, price: Decimal) -> None:
        symbol = self.state.symbols[market.key]
        symbol.mid = price
        self.state.renew_book(market.key)
        self.state.touch(symbol)
        now_ms = self.clock.now_ms()
        if market.market_type == "spot":
            self.core.spot.match_resting(market, now_ms)
            return
        self.core.algo.trigger_reached(market, now_ms)
        self.core.usdm.match_resting(market, now_ms)
        self.core.usdm.fund(market, now_ms)
        self.core.usdm.liquidate_lost(now_ms)

    # Behind the customers' backs.

    def find_market(self, market_type: MarketType, symbol: str) -> Market:
        """The market. Errors: ValueError when it is not listed."""
        market = self.state.markets.find(market_type, symbol)
        if market is None:
            raise ValueError(f"no market {market_type} {symbol}")
        return market

    def find_account(self, name: str) -> Account:
        """The account. Errors: ValueError when there is none of that name."""
        account = self.state.accounts.get(name)
        if account is None:
            raise ValueError(f"no account {name!r}")
        return account

    def create_account(
        self,
        name: str,
        api_key: str,
        secret: str,
        *,
        spot: dict[str, Decimal] | None = None,
        usdm: dict[str, Decimal] | None = None,
        bnb_burn: bool = False,
    ) -> Account:
        """Open an account; a wallet left at None means that market is not enabled for it.

        The same account again is a no-op that returns it, so a start script may be repeated.
        Errors: ValueError when the name or the key belongs to something else.
        """
        existing = self.state.accounts.get(name)
        holder = self.state.account_of_key(api_key)
        if existing is not None and existing is holder and existing.secret == secret:
            return existing
        if existing is not None or holder is not None:
            raise ValueError(f"account {name!r} or its key already exists")
        account = Account(
            name=name,
            api_key=api_key,
            secret=secret,
            created_ms=self.clock.now_ms(),
            uid=len(self.state.accounts) + 1_000_001,
            can_spot=spot is not None,
            can_usdm=usdm is not None,
            bnb_burn=bnb_burn,
            updated_ms=self.clock.now_ms(),
        )
        for asset, amount in (spot or {}).items():
            account.balance(asset).free = amount
        for asset, amount in (usdm or {}).items():
            account.futures[asset] = amount
        self.state.add_account(account)
        return account

    def adjust_balance(
        self, name: str, market_type: MarketType, asset: str, change: Decimal
    ) -> None:
        """Deposit (positive) or withdraw (negative). Errors: ValueError when it is not there."""
        account = self.find_account(name)
        if market_type == "spot":
            balance = account.balance(asset)
            if balance.free + change < 0:
                raise ValueError("not enough free balance")
            balance.free += change
        else:
            if account.futures.get(asset, ZERO) + change < 0:
                raise ValueError("not enough wallet balance")
            self.state.post_income(account, "TRANSFER", change, "", self.clock.now_ms(), asset)
        account.updated_ms = self.clock.now_ms()
        self.state.touch(account)

    def cancel_order(self, market_type: MarketType, symbol: str, order_id: int) -> Order:
        """Cancel as the customer would elsewhere, or as the exchange might.

        Errors: ValueError when no such order is open.
        """
        market = self.find_market(market_type, symbol)
        order = self.state.orders[market.key].get(order_id)
        if order is None or not order.is_open:
            raise ValueError(f"no open order {order_id} on {symbol}")
        engine = self.core.spot if market_type == "spot" else self.core.usdm
        engine.cancel(order, self.clock.now_ms())
        return order

    def manual_trade(
        self,
        name: str,
        market_type: MarketType,
        symbol: str,
        side: Side,
        quantity: Decimal,
        position_side: PositionSide = "BOTH",
    ) -> Order:
        """A market order that the customer places on the website, with the website's client id.

        Errors: ValueError unknown account or market; BinanceError as for any order.
        """
        account, market = self.find_account(name), self.find_market(market_type, symbol)
        number = self.state.symbols[market.key].next_order_id
        wish = NewOrder(
            side=side,
            order_type="MARKET",
            client_order_id="web_" + draw_text(self.seed, 20, "web", *market.key, number),
            quantity=quantity,
            position_side=position_side,
        )
        engine = self.core.spot if market_type == "spot" else self.core.usdm
        return engine.place(account, market, wish, self.clock.now_ms())

    def force_liquidation(
        self, name: str, symbol: str, position_side: PositionSide = "BOTH", *, is_adl: bool = False
    ) -> Order:
        """Close a futures position as a liquidation does, or as an automatic deleveraging.

        Errors: ValueError when there is no such position.
        """
        account = self.find_account(name)
        position = account.held(symbol, position_side)
        if not position.amount:
            raise ValueError(f"{name!r} has no position in {symbol} {position_side}")
        prefix = "adl_autoclose" if is_adl else "autoclose-"
        return self.core.usdm.force_close(account, position, self.clock.now_ms(), prefix)

    def inject(self, rule: FaultRule) -> int:
        """Put a fault in force; returns the rule's id."""
        return self.faults.add(rule, self.clock.now_ms())

    @property
    def faults_injected(self) -> list[InjectedFault]:
        """The faults that happened, oldest first (the last ten thousand)."""
        return list(self.faults.injected)
