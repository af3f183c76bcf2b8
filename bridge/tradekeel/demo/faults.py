"""The three faults of the demo, each awaited until it has happened and until it is healed."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

from tradekeel.demo.trader import Trader
from tradekeel.demo.world import World
from tradekeel.paper import FaultRule

Say = Callable[[str], None]
LONGEST_WAIT_SECONDS = 30.0


class Faults:
    """Injects one after the other; `injected` counts those that happened."""

    def __init__(self, world: World, traders: list[Trader], say: Say) -> None:
        """Remember; nothing is injected."""
        self.injected = 0
        self._world = world
        self._traders = traders
        self._say = say

    async def lost_reply(self) -> None:
        """The exchange places an order, and the reply never arrives."""
        client_id = await self._spoil_next_order("reply_lost_after", hold_seconds=0)
        if client_id:
            self._say("fault 1: an order was placed and its reply lost; nobody knows")
            await self._booked(client_id, "fault 1 healed: found by its client order id")

    async def killed_bridge(self) -> None:
        """The bridge is killed while the exchange has its order and it has no answer."""
        client_id = await self._spoil_next_order("timeout_after", hold_seconds=20)
        if not client_id:
            return
        await self._world.kill_bridge()
        self._say("fault 2: the bridge was killed in mid-entry (SIGKILL)")
        await asyncio.sleep(1)
        await self._world.start_bridge()
        self._say("fault 2: a new bridge started; it must lease and reconcile before it trades")
        await self._booked(client_id, "fault 2 healed: the new process found the old one's order")

    async def cancel_behind_our_back(self) -> None:
        """Somebody cancels a resting order on the exchange's own website."""
        trader = self._traders[1]
        symbol = trader.profile.symbols[0]
        trader.is_paused = True
        try:
            if not await self._until(lambda: self._is_flat(trader, symbol)):
                return
            await trader.rest(symbol)
            order = await self._until(lambda: self._resting_order(trader, symbol))
            if not order:
                return
            self._world.exchange.cancel_order(
                "spot", symbol.replace("/", ""), int(order["exchange_order_id"])
            )
            self.injected += 1
            self._say(f"fault 3: the resting {symbol} order was cancelled behind our back")
            if await self._until(lambda: self._order_ended(order["order_id"])):
                self._say("fault 3 healed: the order is canceled here too, its capital is free")
        finally:
            trader.is_paused = False

    async def _spoil_next_order(self, kind: str, hold_seconds: int) -> str | None:
        """Arm one fault for the next spot order, wait until it hits; returns that order's id."""
        before = len(self._world.exchange.faults_injected)
        self._world.exchange.inject(
            FaultRule(
                kind, endpoint="/api/v3/order", method="POST", count=1, hold_seconds=hold_seconds
            )
        )
        if not await self._until(lambda: self._fault_count_above(before)):
            return None
        self.injected += 1
        hidden = json.loads(self._world.exchange.faults_injected[before].hidden_body)
        return str(hidden["clientOrderId"])

    async def _booked(self, client_id: str, text: str) -> None:
        """Say `text` once the order that the fault hid is in the database, once."""
        if await self._until(lambda: self._orders_of(client_id)):
            self._say(text)

    async def _orders_of(self, client_id: str) -> list[dict[str, Any]]:
        return await self._world.query(
            "select o.order_id from lifecycle.orders as o where o.client_order_text = %s",
            client_id,
        )

    async def _until(self, look: Callable[[], Awaitable[Any]]) -> Any:
        """Look until there is something, or the wait is over (None)."""
        try:
            async with asyncio.timeout(LONGEST_WAIT_SECONDS):
                while not (found := await look()):  # noqa: ASYNC110 - the change is in the database
                    await asyncio.sleep(0.1)
                return found
        except TimeoutError:
            return None

    async def _fault_count_above(self, before: int) -> bool:
        return len(self._world.exchange.faults_injected) > before

    async def _is_flat(self, trader: Trader, symbol: str) -> bool:
        state = await trader.state(symbol)
        if state is not None and state["position_id"] is not None and not state["is_busy"]:
            trader.is_paused, trader.is_entering = False, False  # let it sell first
        flat = state is not None and state["position_id"] is None and not state["is_busy"]
        if flat:
            trader.is_paused, trader.is_entering = True, True
        return flat

    async def _resting_order(self, trader: Trader, symbol: str) -> dict[str, Any] | None:
        rows = await self._world.query(
            "select order_id, exchange_order_id from lifecycle.orders where user_id = %s and"
            " profile_id = %s and symbol = %s and status = 'open' and order_type = 'limit'",
            trader.profile.user_id,
            trader.profile.profile_id,
            symbol,
        )
        return rows[0] if rows else None

    async def _order_ended(self, order_id: object) -> bool:
        rows = await self._world.query(
            "select status from lifecycle.orders where order_id = %s", order_id
        )
        return bool(rows and rows[0]["status"] != "open")
