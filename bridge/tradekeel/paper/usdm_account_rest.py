"""Futures endpoints for wallet, positions, leverage and modes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradekeel.paper.calls import market_of, markets_of, page
from tradekeel.paper.errors import BinanceError, missing
from tradekeel.paper.margin import MarginView, margin_view, order_margin_of
from tradekeel.paper.money import ZERO, text
from tradekeel.paper.usdm_rest import SUCCESS, week_window

if TYPE_CHECKING:
    from decimal import Decimal

    from tradekeel.paper.accounts import Account
    from tradekeel.paper.calls import Call, Core
    from tradekeel.paper.margin import Exposure
    from tradekeel.paper.markets import Market
    from tradekeel.paper.orders import PositionSide
    from tradekeel.paper.spot_rest import Json

# The wallet.


def balance(core: Core, call: Call) -> object:
    """GET /fapi/v2/balance and /fapi/v3/balance."""
    view = margin_view(core.state, call.account)
    rows = []
    for asset, wallet in sorted(call.account.futures.items()):
        is_margin = asset == "USDT"
        rows.append(
            {
                "accountAlias": f"paper{call.account.uid}",
                "asset": asset,
                "balance": text(wallet),
                "crossWalletBalance": text(view.cross_wallet if is_margin else wallet),
                "crossUnPnl": text(view.cross_unrealized if is_margin else ZERO),
                "availableBalance": text(view.available if is_margin else wallet),
                "maxWithdrawAmount": text(core.usdm.withdrawable(call.account, asset)),
                "marginAvailable": is_margin,
                "updateTime": call.account.updated_ms,
            }
        )
    return page(call, rows)


def account_v3(core: Core, call: Call) -> object:
    """GET /fapi/v3/account: only symbols with a position or an open order."""
    view = margin_view(core.state, call.account)
    positions: list[Json] = []
    for exposure in _listed(core, call, call.account, show_all=False):
        position = exposure.position
        order_margin = _order_margin(core, call.account, exposure.market)
        positions.append(
            {
                "symbol": position.symbol,
                "positionSide": position.side,
                "positionAmt": text(position.amount, exposure.market.quantity_places),
                "unrealizedProfit": text(exposure.unrealized),
                "isolatedMargin": text(_isolated_margin(exposure)),
                "notional": text(exposure.notional),
                "isolatedWallet": text(position.isolated_wallet),
                "initialMargin": text(exposure.initial_margin + order_margin),
                "maintMargin": text(exposure.maintenance),
                "updateTime": position.updated_ms,
            }
        )
    return {**_totals(call.account, view), "positions": page(call, positions)}


def account_v2(core: Core, call: Call) -> object:
    """GET /fapi/v2/account: every symbol, with leverage and entry price."""
    view = margin_view(core.state, call.account)
    positions: list[Json] = []
    for exposure in _listed(core, call, call.account, show_all=True):
        position, market = exposure.position, exposure.market
        order_margin = _order_margin(core, call.account, market)
        positions.append(
            {
                "symbol": position.symbol,
                "initialMargin": text(exposure.initial_margin + order_margin),
                "maintMargin": text(exposure.maintenance),
                "unrealizedProfit": text(exposure.unrealized),
                "positionInitialMargin": text(exposure.initial_margin),
                "openOrderInitialMargin": text(order_margin),
                "leverage": str(exposure.leverage),
                "isolated": exposure.is_isolated,
                "entryPrice": text(position.entry_price, 5),
                "breakEvenPrice": text(_break_even(exposure), 5),
                "maxNotional": _max_notional(market, exposure.leverage),
                "bidNotional": "0",
                "askNotional": "0",
                "positionSide": position.side,
                "positionAmt": text(position.amount, market.quantity_places),
                "notional": text(exposure.notional),
                "isolatedWallet": text(position.isolated_wallet),
                "updateTime": position.updated_ms,
            }
        )
    rights: Json = {
        "feeTier": 0,
        "canTrade": True,
        "canDeposit": True,
        "canWithdraw": True,
        "multiAssetsMargin": False,
        "tradeGroupId": -1,
        "updateTime": 0,
    }
    return {**rights, **_totals(call.account, view), "positions": page(call, positions)}


def _totals(account: Account, view: MarginView) -> Json:
    initial = view.position_margin + view.order_margin
    shared: Json = {
        "initialMargin": text(initial),
        "maintMargin": text(view.maintenance),
        "marginBalance": text(view.wallet + view.unrealized),
        "positionInitialMargin": text(view.position_margin),
        "openOrderInitialMargin": text(view.order_margin),
        "crossWalletBalance": text(view.cross_wallet),
        "crossUnPnl": text(view.cross_unrealized),
        "unrealizedProfit": text(view.unrealized),
        "walletBalance": text(view.wallet),
    }
    totals: Json = {f"total{name[0].upper()}{name[1:]}": value for name, value in shared.items()}
    assets: list[Json] = []
    for asset, wallet in sorted(account.futures.items()):
        numbers = shared
        available = view.available
        if asset != "USDT":
            numbers = dict.fromkeys(shared, text(ZERO))
            numbers.update(
                walletBalance=text(wallet),
                marginBalance=text(wallet),
                crossWalletBalance=text(wallet),
            )
            available = wallet
        assets.append(
            {
                "asset": asset,
                **numbers,
                "availableBalance": text(available),
                "maxWithdrawAmount": text(min(wallet, available)),
                "marginAvailable": asset == "USDT",
                "updateTime": account.updated_ms,
            }
        )
    return {
        **totals,
        "availableBalance": text(view.available),
        "maxWithdrawAmount": text(min(view.wallet, view.available)),
        "assets": assets,
    }


# Positions.


def position_risk_v3(core: Core, call: Call) -> object:
    """GET /fapi/v3/positionRisk: only symbols with a position or an open order."""
    view = margin_view(core.state, call.account)
    rows: list[Json] = []
    for exposure in _listed(core, call, call.account, show_all=False):
        order_margin = _order_margin(core, call.account, exposure.market)
        rows.append(
            {
                **_risk(view, exposure),
                "marginAsset": "USDT",
                "initialMargin": text(exposure.initial_margin + order_margin),
                "maintMargin": text(exposure.maintenance),
                "positionInitialMargin": text(exposure.initial_margin),
                "openOrderInitialMargin": text(order_margin),
                "adl": 1 if exposure.position.amount else 0,
                "bidNotional": "0",
                "askNotional": "0",
            }
        )
    return page(call, rows)


def position_risk_v2(core: Core, call: Call) -> object:
    """GET /fapi/v2/positionRisk: every symbol, with leverage and margin type."""
    view = margin_view(core.state, call.account)
    rows: list[Json] = []
    for exposure in _listed(core, call, call.account, show_all=True):
        is_isolated = exposure.is_isolated
        rows.append(
            {
                **_risk(view, exposure),
                "leverage": str(exposure.leverage),
                "maxNotionalValue": _max_notional(exposure.market, exposure.leverage),
                "marginType": "isolated" if is_isolated else "cross",
                "isAutoAddMargin": "false",
            }
        )
    return page(call, rows)


def _risk(view: MarginView, exposure: Exposure) -> Json:
    position, market = exposure.position, exposure.market
    price = view.liquidation_price(exposure) if position.amount else ZERO
    return {
        "symbol": position.symbol,
        "positionSide": position.side,
        "positionAmt": text(position.amount, market.quantity_places),
        "entryPrice": text(position.entry_price),
        "breakEvenPrice": text(_break_even(exposure)),
        "markPrice": text(exposure.mark),
        "unRealizedProfit": text(exposure.unrealized),
        "liquidationPrice": text(price) if price else "0",
        "isolatedMargin": text(_isolated_margin(exposure)),
        "notional": text(exposure.notional),
        "isolatedWallet": text(position.isolated_wallet),
        "updateTime": position.updated_ms,
    }


def _listed(core: Core, call: Call, account: Account, *, show_all: bool) -> list[Exposure]:
    """The positions a call shows; a closed symbol with an open order counts as in use."""
    sides: tuple[PositionSide, ...] = ("LONG", "SHORT") if account.hedge_mode else ("BOTH",)
    rows = []
    for market in markets_of(core, call, "usdm"):
        has_orders = bool(core.state.open_orders(market.key, account.name))
        for side in sides:
            exposure = core.usdm.exposure(account, market.symbol, side)
            if show_all or has_orders or exposure.position.amount:
                rows.append(exposure)
    return rows


def _order_margin(core: Core, account: Account, market: Market) -> Decimal:
    orders = core.state.open_orders(market.key, account.name)
    return order_margin_of(core.state, account, market, orders)


def _isolated_margin(exposure: Exposure) -> Decimal:
    if not exposure.is_isolated or not exposure.position.amount:
        return ZERO
    return exposure.position.isolated_wallet + exposure.unrealized


def _break_even(exposure: Exposure) -> Decimal:
    """The entry price moved by the fee of getting out."""
    direction = 1 if exposure.position.amount > 0 else -1
    return exposure.position.entry_price * (1 + direction * exposure.market.taker_rate)


def _max_notional(market: Market, leverage: int) -> str:
    fitting = [item.cap for item in market.brackets if item.max_leverage >= leverage]
    return str(max(fitting, default=ZERO))


# Settings of the account.


def leverage_set(core: Core, call: Call) -> object:
    """POST /fapi/v1/leverage. Errors: -4028 out of range, -2028 not enough margin for less."""
    market = market_of(core, call, "usdm")
    leverage = call.parameters.integer("leverage")
    if leverage is None:
        raise missing("leverage")
    if not 1 <= leverage <= market.brackets[0].max_leverage:
        raise BinanceError(-4028, f"Leverage {leverage} is not valid")
    account = call.account
    before = account.leverage(market.symbol)
    account.leverages[market.symbol] = leverage
    view = margin_view(core.state, account)
    bound = sum((item.initial_margin for item in view.cross), ZERO) + view.order_margin
    if leverage < before and bound > view.cross_wallet + view.cross_unrealized:
        account.leverages[market.symbol] = before
        raise BinanceError(
            -2028, "Leverage is smaller than permitted: insufficient margin balance."
        )
    core.state.touch(account)
    return {
        "symbol": market.symbol,
        "leverage": leverage,
        "maxNotionalValue": _max_notional(market, leverage),
    }


def margin_type_set(core: Core, call: Call) -> object:
    """POST /fapi/v1/marginType. Errors: -4046 no change, -4047 open orders, -4048 position."""
    market = market_of(core, call, "usdm")
    account = call.account
    wanted = call.parameters.required("marginType")
    if wanted not in ("ISOLATED", "CROSSED"):
        raise missing("marginType")
    if (wanted == "ISOLATED") == account.is_isolated(market.symbol):
        raise BinanceError(-4046, "No need to change margin type.")
    if core.state.open_orders(market.key, account.name):
        raise BinanceError(-4047, "Margin type cannot be changed if there exists open orders.")
    if any(item.symbol == market.symbol for item in account.open_positions()):
        raise BinanceError(-4048, "Margin type cannot be changed if there exists position.")
    if wanted == "ISOLATED":
        account.isolated_symbols.append(market.symbol)
    else:
        account.isolated_symbols.remove(market.symbol)
    core.state.touch(account)
    return SUCCESS


def position_mode(core: Core, call: Call) -> object:
    """GET /fapi/v1/positionSide/dual."""
    return {"dualSidePosition": call.account.hedge_mode}


def position_mode_set(core: Core, call: Call) -> object:
    """POST /fapi/v1/positionSide/dual. Errors: -4059 no change, -4067 open orders, -4068."""
    account = call.account
    call.parameters.required("dualSidePosition")
    wanted = call.parameters.boolean("dualSidePosition")
    if wanted == account.hedge_mode:
        raise BinanceError(-4059, "No need to change position side.")
    for market in core.state.markets.of_type("usdm"):
        if core.state.open_orders(market.key, account.name):
            raise BinanceError(
                -4067, "Position side cannot be changed if there exists open orders."
            )
    if account.open_positions():
        raise BinanceError(-4068, "Position side cannot be changed if there exists position.")
    account.hedge_mode = wanted
    core.state.touch(account)
    return SUCCESS


def leverage_brackets(core: Core, call: Call) -> object:
    """GET /fapi/v1/leverageBracket. Rates are text, so that nothing here is ever a float."""
    rows: list[Json] = []
    for market in markets_of(core, call, "usdm"):
        brackets: list[Json] = [
            {
                "bracket": number,
                "initialLeverage": item.max_leverage,
                "notionalCap": int(item.cap),
                "notionalFloor": int(item.floor),
                "maintMarginRatio": str(item.maintenance_rate),
                "cum": str(item.cumulative),
            }
            for number, item in enumerate(market.brackets, start=1)
        ]
        rows.append({"symbol": market.symbol, "notionalCoef": "1.0", "brackets": brackets})
    return rows


def symbol_config(core: Core, call: Call) -> object:
    """GET /fapi/v1/symbolConfig."""
    account = call.account
    return [
        {
            "symbol": market.symbol,
            "marginType": "ISOLATED" if account.is_isolated(market.symbol) else "CROSSED",
            "isAutoAddMargin": False,
            "leverage": account.leverage(market.symbol),
            "maxNotionalValue": _max_notional(market, account.leverage(market.symbol)),
        }
        for market in markets_of(core, call, "usdm")
    ]


def commission_rate(core: Core, call: Call) -> object:
    """GET /fapi/v1/commissionRate."""
    market = market_of(core, call, "usdm")
    return {
        "symbol": market.symbol,
        "makerCommissionRate": str(market.maker_rate),
        "takerCommissionRate": str(market.taker_rate),
    }


def income(core: Core, call: Call) -> object:
    """GET /fapi/v1/income: the ledger of the futures wallet."""
    parameters = call.parameters
    limit, window = parameters.limit(100, 1000), week_window(call)
    kind, symbol = parameters.get("incomeType"), parameters.get("symbol")
    rows: list[Json] = [
        {
            "symbol": line.symbol,
            "incomeType": line.income_type,
            "income": text(line.amount),
            "asset": line.asset,
            "info": line.trade_id or line.income_type,
            "time": line.time_ms,
            "tranId": line.transaction_id,
            "tradeId": line.trade_id,
        }
        for line in core.state.incomes.get(call.account.name, [])
        if window.holds(line.time_ms)
        and kind in (None, line.income_type)
        and symbol in (None, line.symbol)
    ]
    return page(call, rows[:limit] if "startTime" in parameters else rows[-limit:])
