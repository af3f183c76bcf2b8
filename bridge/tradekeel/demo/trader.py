"""What the demo's users do: ask for entries and exits, through the same door as any tenant."""

import asyncio
import random
from decimal import ROUND_DOWN, Decimal
from typing import TYPE_CHECKING, Any

from tradekeel.demo.world import Profile, World

if TYPE_CHECKING:
    from tradekeel.paper.markets import MarketType


STATE = """
select m.quantity_step, m.price_tick, m.contract_size, l.price,
       p.position_id, p.side, p.quantity,
       extract(epoch from clock_timestamp() - p.opened_at) as age_seconds,
       exists (
         select from lifecycle.intents as i
          where i.user_id = f.user_id and i.profile_id = f.profile_id and i.symbol = m.symbol
            and i.settled_at is null
       ) or exists (
         select from lifecycle.signals as s
          where s.user_id = f.user_id and s.profile_id = f.profile_id and s.symbol = m.symbol
            and s.state <> 'closed'
       ) as is_busy
  from tenancy.profiles as f
  join tenancy.exchange_accounts as a on a.user_id = f.user_id and a.account_id = f.account_id
  join lifecycle.markets as m
    on m.exchange = a.exchange and m.market_type = a.market_type and m.symbol = %s
  left join lifecycle.latest_prices as l
    on l.exchange = m.exchange and l.market_type = m.market_type and l.symbol = m.symbol
  left join lifecycle.positions as p
    on p.user_id = f.user_id and p.profile_id = f.profile_id and p.symbol = m.symbol
       and p.state <> 'closed'
 where f.user_id = %s and f.profile_id = %s
"""
HOLD_SECONDS = Decimal(4)
PAUSE_SECONDS = 0.7


class Trader:
    """One profile's user. Deterministic from the seed in what it wants, not in when."""

    def __init__(self, world: World, profile: Profile, seed: int) -> None:
        """Remember; nothing is asked."""
        self.profile = profile
        self.is_entering = True
        self.is_paused = False
        self._world = world
        self._draw = random.Random(f"{seed}/{profile.account}/{profile.name}")  # noqa: S311
        self._count = 0

    async def run(self) -> None:
        """Ask until cancelled."""
        while True:
            if not self.is_paused:
                for symbol in self.profile.symbols:
                    await self._consider(symbol)
            await asyncio.sleep(PAUSE_SECONDS)

    async def state(self, symbol: str) -> dict[str, Any] | None:
        """What the profile has in a symbol, or None before the markets are known."""
        rows = await self._world.query(STATE, symbol, self.profile.user_id, self.profile.profile_id)
        return rows[0] if rows else None

    async def _consider(self, symbol: str) -> None:
        state = await self.state(symbol)
        if state is None or state["is_busy"]:
            return
        if state["position_id"] is not None:
            if state["age_seconds"] > HOLD_SECONDS or not self.is_entering:
                side = "sell" if state["side"] == "long" else "buy"
                await self._ask("exit", symbol, side, "market", None, None)
        elif self.is_entering and self._draw.random() < 0.5:
            await self._enter(symbol, state)

    async def _enter(self, symbol: str, state: dict[str, Any]) -> None:
        price = state["price"] or self._first_price(symbol)
        cost = Decimal(self.profile.cost_per_entry) * self._draw.randint(50, 100) / 100
        quantity = cost / price / state["contract_size"]
        step = state["quantity_step"]
        quantity = (quantity / step).to_integral_value(ROUND_DOWN) * step
        can_short = self.profile.market_type == "swap"
        side = "sell" if can_short and self._draw.random() < 0.5 else "buy"
        await self._ask("entry", symbol, side, "market", quantity, None)

    def _first_price(self, symbol: str) -> Decimal:
        """A price from the exchange's own list, before the bridge has brought one in."""
        name = symbol.partition(":")[0].replace("/", "")
        market: MarketType = "spot" if self.profile.market_type == "spot" else "usdm"
        return self._world.exchange.state.symbols[market, name].mid

    async def rest(self, symbol: str) -> str | None:
        """Ask for a limit entry well below the market, to rest there. Returns the request id."""
        state = await self.state(symbol)
        if state is None:
            return None
        price = state["price"] or self._first_price(symbol)
        tick, step = state["price_tick"], state["quantity_step"]
        limit = (price * Decimal("0.9") / tick).to_integral_value(ROUND_DOWN) * tick
        quantity = Decimal(self.profile.cost_per_entry) / limit / state["contract_size"]
        quantity = (quantity / step).to_integral_value(ROUND_DOWN) * step
        return await self._ask("entry", symbol, "buy", "limit", quantity, limit)

    async def _ask(
        self,
        kind: str,
        symbol: str,
        side: str,
        order_type: str,
        quantity: Decimal | None,
        limit_price: Decimal | None,
    ) -> str:
        self._count += 1
        request_id = f"{self.profile.name}-{self._count}"
        shared = (self.profile.user_id, self.profile.profile_id, request_id, symbol, side,
                  order_type, quantity, limit_price)  # fmt: skip
        if kind == "entry":
            await self._world.ask_as_tenant(
                self.profile.user_id,
                "api.fn_request_entry(%s, %s, %s, %s, %s, %s, %s, %s,"
                " null, null, 'false', %s, '30')",
                *shared,
                self.profile.leverage,
            )
        else:
            await self._world.ask_as_tenant(
                self.profile.user_id,
                "api.fn_request_exit(%s, %s, %s, %s, %s, %s, %s, %s, null, null, 'false', '30')",
                *shared,
            )
        return request_id
