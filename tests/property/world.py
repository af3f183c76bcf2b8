"""The user of one history: two accounts, three profiles, the same markets and prices each time."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from property.state import Account, Market, Profile

if TYPE_CHECKING:
    from property.driver import Driver
    from property.model import Model


def _market(  # one line each
    symbol: str, tick: str, step: str, minimum: str, size: str = "1"
) -> Market:
    return Market(
        symbol,
        symbol.split("/", maxsplit=1)[0],
        Decimal(tick),
        Decimal(step),
        Decimal(minimum),
        Decimal(9000),
        Decimal(5),
        Decimal(size),
    )


SPOT = {
    "BTC/USDT": _market("BTC/USDT", "0.01", "0.00001", "0.00001"),
    "ETH/USDT": _market("ETH/USDT", "0.01", "0.0001", "0.001"),
}
SWAP = {
    "BTC/USDT:USDT": _market("BTC/USDT:USDT", "0.1", "1", "1", "0.001"),
    "ETH/USDT:USDT": _market("ETH/USDT:USDT", "0.01", "0.1", "0.1", "0.1"),
}
PRICES = {"BTC": Decimal(50000), "ETH": Decimal(2000), "BNB": Decimal("612.34")}


@dataclass
class World:
    """Ids and names of one history."""

    spot: Account
    swap: Account
    profiles: list[Profile]
    tokens: list[str]


def make_world(driver: Driver, model: Model) -> World:
    """Create the user in database and model, and allocate nothing."""
    driver.begin_history()
    spot = Account(str(uuid.uuid4()), "binance", False, SPOT)
    swap = Account(str(uuid.uuid4()), "binanceusdm", True, SWAP)
    profiles = [
        Profile(str(uuid.uuid4()), spot, Decimal(1), Decimal(900), 2),
        Profile(str(uuid.uuid4()), spot, Decimal(1), Decimal(100000), 1),
        Profile(str(uuid.uuid4()), swap, Decimal(10), Decimal(100000), 2),
    ]
    world = World(spot, swap, profiles, [str(uuid.uuid4()), str(uuid.uuid4())])
    _call(driver, "create_user")
    for account in (spot, swap):
        model.accounts[account.account_id] = account
        _call(
            driver,
            "create_account",
            account_id=account.account_id,
            exchange=account.exchange,
            market_type="swap" if account.is_swap else "spot",
        )
        set_prices(driver, model, account, PRICES)
    for profile in profiles:
        model.profiles[profile.profile_id] = profile
        _call(
            driver,
            "create_profile",
            profile_id=profile.profile_id,
            account_id=profile.account.account_id,
            max_open_positions=profile.max_open_positions,
            max_order_cost=profile.max_order_cost,
            max_leverage=profile.max_leverage,
        )
    return world


def set_prices(driver: Driver, model: Model, account: Account, prices: dict[str, Decimal]) -> None:
    """Latest prices by base asset, in both."""
    suffix = ":USDT" if account.is_swap else ""
    rows = [
        {"symbol": f"{base}/USDT{suffix}", "last": str(price)} for base, price in prices.items()
    ]
    _call(driver, "record_prices", account_id=account.account_id, prices=rows)
    for base, price in prices.items():
        model.prices[account.exchange, f"{base}/USDT{suffix}"] = (price, True)


def set_up_installation(driver: Driver) -> None:
    """What all histories share: markets, and settings that keep moments far apart."""
    driver.begin_history()
    _call(driver, "create_user")
    for exchange, markets in (("binance", SPOT), ("binanceusdm", SWAP)):
        account_id = str(uuid.uuid4())
        market_type = "swap" if markets is SWAP else "spot"
        _call(
            driver,
            "create_account",
            account_id=account_id,
            exchange=exchange,
            market_type=market_type,
        )
        _call(
            driver,
            "refresh_markets",
            account_id=account_id,
            markets=[
                {
                    "symbol": market.symbol,
                    "base": market.base,
                    "quote": "USDT",
                    "settle": "USDT",
                    "price_tick": str(market.tick),
                    "quantity_step": str(market.step),
                    "min_quantity": str(market.min_quantity),
                    "max_quantity": str(market.max_quantity),
                    "min_cost": str(market.min_cost),
                    "contract_size": str(market.contract_size),
                    "is_active": True,
                }
                for market in markets.values()
            ],
        )
    driver.superuser.execute(
        "update meta.settings as s set value = v.value from (values"
        " ('send_window_ms', 30000), ('clock_skew_ms', 5000), ('price_max_age_ms', 600000),"
        " ('settlement_window_seconds', 1035), ('readiness_max_age_seconds', 86400),"
        " ('missing_grace_ms', 600000), ('mass_missing_count', 100000)) as v (key, value)"
        " where s.key = v.key"
    )
    # 30 s to send + 5 s expiry window + 20 s lag + 5 s skew = 60 s to the horizon.
    driver.superuser.execute("update meta.exchanges set expiry_window_ms = 5000, lag_ms = 20000")


def _call(driver: Driver, name: str, **arguments: Any) -> None:
    reply = driver.call(0, name, arguments)
    assert isinstance(reply, dict), f"{name}: {reply}"
