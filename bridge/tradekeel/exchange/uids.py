"""The exchange's own id of the account behind a key, where an endpoint tells it."""

from typing import Any

from ccxt.base.errors import BadResponse

from tradekeel.exchange.shapes import dig

# exchange -> (ccxt's implicit method, where the reply holds the id)
UIDS: dict[str, tuple[str, str]] = {
    "binance": ("private_get_account", "uid"),
    "binanceusdm": ("private_get_account", "uid"),
    "bybit": ("private_get_v5_user_query_api", "result.userID"),
    "okx": ("private_get_account_config", "data.0.uid"),
}


async def read_uid(client: Any, exchange: str) -> str | None:
    """Return the account's uid as text, None when the exchange has no endpoint for it."""
    entry = UIDS.get(exchange)
    if entry is None:
        return None
    method, path = entry
    value = dig(await getattr(client, method)(), path)
    if value in (None, ""):
        raise BadResponse(f"{exchange} {method} told no uid")
    return str(value)
