"""The few /sapi endpoints that ccxt touches: currencies, margin pairs, transfers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradekeel.paper.errors import BinanceError
from tradekeel.paper.money import ZERO, text

if TYPE_CHECKING:
    from tradekeel.paper.calls import Call, Core


def system_status(core: Core, call: Call) -> object:
    """GET /sapi/v1/system/status: always normal."""
    return {"status": 0, "msg": "normal"}


def coins(core: Core, call: Call) -> object:
    """GET /sapi/v1/capital/config/getall: every listed currency, deposits and withdrawals off."""
    owner = call.account
    rows = []
    for asset in core.state.markets.assets():
        balance = owner.spot.get(asset)
        rows.append(
            {
                "coin": asset,
                "depositAllEnable": False,
                "withdrawAllEnable": False,
                "name": asset,
                "free": text(balance.free if balance else ZERO),
                "locked": text(balance.locked if balance else ZERO),
                "freeze": "0",
                "withdrawing": "0",
                "ipoing": "0",
                "ipoable": "0",
                "storage": "0",
                "isLegalMoney": False,
                "trading": True,
                "networkList": [],
            }
        )
    return rows


def no_rows(core: Core, call: Call) -> object:
    """Margin pairs, inverse contracts, funding wallet: listed nowhere here."""
    return []


def no_symbols(core: Core, call: Call) -> object:
    """Exchange information of the markets that are not here: coin-margined futures, options."""
    return {
        "timezone": "UTC",
        "serverTime": call.server_ms,
        "rateLimits": [],
        "exchangeFilters": [],
        "symbols": [],
        "optionContracts": [],
        "optionAssets": [],
        "optionSymbols": [],
    }


def bnb_burn_read(core: Core, call: Call) -> object:
    """GET /sapi/v1/bnbBurn."""
    return {"spotBNBBurn": call.account.bnb_burn, "interestBNBBurn": False}


def bnb_burn_write(core: Core, call: Call) -> object:
    """POST /sapi/v1/bnbBurn: pay spot fees in BNB or not."""
    owner = call.account
    owner.bnb_burn = call.parameters.boolean("spotBNBBurn", owner.bnb_burn)
    core.state.touch(owner)
    return bnb_burn_read(core, call)


def asset_transfer(core: Core, call: Call) -> object:
    """POST /sapi/v1/asset/transfer between spot (MAIN) and futures (UMFUTURE).

    Errors: -1102 parameters, -1128 kind, -5013 not enough to transfer.
    """
    kind, asset = call.parameters.required("type"), call.parameters.required("asset")
    call.parameters.required("amount")
    amount = call.parameters.amount("amount") or ZERO
    owner = call.account
    spot = owner.balance(asset)
    if kind == "MAIN_UMFUTURE":
        sign, available = 1, spot.free
    elif kind == "UMFUTURE_MAIN":
        sign, available = -1, core.usdm.withdrawable(owner, asset)
    else:
        raise BinanceError(-1128, "Combination of optional parameters invalid.")
    if amount <= 0 or amount > available:
        raise BinanceError(-5013, "Asset transfer failed: insufficient balance")
    spot.free -= sign * amount
    core.state.post_income(owner, "TRANSFER", sign * amount, "", call.now_ms, asset)
    core.state.touch(owner)
    return {"tranId": owner.next_transaction_id}
