"""How each exchange is told the client order id and the trigger price, as one table.

ccxt's unified `clientOrderId` is dropped, sent raw or translated in one direction only on many
exchanges; its unified `triggerPrice` is ignored on some, which then take a stop order for one to be
carried out at once. What is not stated here is not sent. The id is made by SQL; nothing here
shortens or prefixes it. In templates `{text}` stands for it, `{trigger}` for the trigger price and
`{direction}` for the way in which the price reaches it.
"""

from dataclasses import dataclass, field, replace
from typing import Any, Literal

from tradekeel.exchange.json_safe import json_safe

Lookup = Literal["fetch_order", "listing", "none"]


@dataclass(frozen=True)
class ClientIdRule:
    """How one (exchange, market type) carries a client order id.

    create: request parameters of a new order.
    conditional: those of a new stop order, None when it is not known how to send one; take_profit:
        those of a new order that takes profit; conditional_params: what marks a waiting order when
        it is looked up or cancelled.
    lookup: `fetch_order` asks for one order with `lookup_params` and the id `lookup_id`; `listing`
        narrows the open and closed listings with `listing_params`; `none` scans them.
    cancel: parameters to cancel by client id, None when only the exchange's id will do;
        `cancel_id` is the order id argument to pass with them.
    listing_id_params: narrow the listings to one order by the exchange's id, where asking for one
        order by its id does not say what became of it; `{text}` is that id.
    algo_field: where a raw order has its id when conditional orders have ids of their own, empty
        where all share one space; child_field: where a triggered one names what it became.
    position_side: the parameter that says long or short in hedge mode, None when not known.
    raw_fields: where the id stands in the raw row when ccxt leaves `clientOrderId` empty.
    """

    create: dict[str, Any]
    lookup: Lookup
    lookup_params: dict[str, Any] = field(default_factory=dict)
    lookup_id: str | None = None
    listing_params: dict[str, Any] = field(default_factory=dict)
    listing_id_params: dict[str, Any] | None = None
    cancel: dict[str, Any] | None = None
    cancel_id: str | None = None
    conditional: dict[str, Any] | None = None
    take_profit: dict[str, Any] | None = None
    conditional_params: dict[str, Any] = field(default_factory=dict)
    algo_field: str = ""
    child_field: str = ""
    position_side: str | None = None
    raw_fields: tuple[str, ...] = ()
    text_format: str = "hex32"


_UNIFIED: dict[str, Any] = {"clientOrderId": "{text}"}
_FETCH = ClientIdRule(_UNIFIED, "fetch_order", _UNIFIED, cancel=_UNIFIED)

_TRIGGERED: dict[str, Any] = {**_UNIFIED, "triggerPrice": "{trigger}"}
_MARKED: dict[str, Any] = {"trigger": True}
_TAKING: dict[str, Any] = {**_UNIFIED, "takeProfitPrice": "{trigger}"}
_BINANCE = replace(_FETCH, conditional=_TRIGGERED, take_profit=_TAKING)
_BINANCE_SWAP = replace(
    _BINANCE, conditional_params=_MARKED, position_side="positionSide", algo_field="algoId",
    child_field="actualOrderId",
)  # fmt: skip
_BYBIT = ClientIdRule(
    _UNIFIED,
    "listing",
    listing_params={"orderLinkId": "{text}"},
    listing_id_params={"orderId": "{text}"},
    cancel={"orderLinkId": "{text}"},
)
_OKX = replace(
    _FETCH,
    conditional={**_TRIGGERED, "algoClOrdId": "{text}"},
    conditional_params=_MARKED,
    algo_field="algoId",
    raw_fields=("algoClOrdId",),
)

CLIENT_IDS: dict[tuple[str, str], ClientIdRule] = {
    ("binance", "spot"): _BINANCE,
    ("binance", "swap"): _BINANCE_SWAP,
    ("binanceusdm", "swap"): _BINANCE_SWAP,
    ("bybit", "spot"): replace(_BYBIT, conditional=_TRIGGERED, conditional_params=_MARKED),
    ("bybit", "swap"): replace(
        _BYBIT, conditional={**_TRIGGERED, "triggerDirection": "{direction}"}
    ),
    ("okx", "spot"): _OKX,
    ("okx", "swap"): _OKX,
    ("kraken", "spot"): ClientIdRule(
        _UNIFIED, "listing", listing_params={"clientOrderId": "{text}"}, cancel=_UNIFIED,
        conditional={**_UNIFIED, "stopLossPrice": "{trigger}"}, raw_fields=("cl_ord_id",),
    ),
    ("krakenfutures", "swap"): ClientIdRule(
        _UNIFIED, "fetch_order", {"cliOrdIds": ["{text}"]}, lookup_id="",
        cancel={"cliOrdId": "{text}"}, cancel_id="", text_format="uuid36",
    ),
    ("coinbase", "spot"): ClientIdRule(
        {"client_order_id": "{text}"}, "none", raw_fields=("client_order_id",),
        text_format="uuid36",
    ),
    ("kucoin", "spot"): _FETCH,
    ("kucoin", "swap"): _FETCH,
    ("gate", "spot"): ClientIdRule(
        _UNIFIED, "fetch_order", _UNIFIED, cancel={}, cancel_id="{text}", raw_fields=("text",),
        text_format="t-base32",
    ),
    ("gate", "swap"): ClientIdRule(
        _UNIFIED, "fetch_order", _UNIFIED, cancel={}, cancel_id="{text}", raw_fields=("text",),
        text_format="t-base32",
    ),
    ("bitget", "spot"): _FETCH,
    ("bitget", "swap"): _FETCH,
    ("mexc", "spot"): _FETCH,
    ("mexc", "swap"): ClientIdRule({"externalOid": "{text}"}, "none", raw_fields=("externalOid",)),
    ("hyperliquid", "swap"): ClientIdRule(
        _UNIFIED, "fetch_order", _UNIFIED, cancel=_UNIFIED, text_format="0x-hex32",
    ),
    ("hyperliquid", "spot"): ClientIdRule(
        _UNIFIED, "fetch_order", _UNIFIED, cancel=_UNIFIED, text_format="0x-hex32",
    ),
    ("deribit", "swap"): ClientIdRule({"label": "{text}"}, "none", raw_fields=("label",)),
    ("htx", "spot"): _FETCH,
    ("htx", "swap"): ClientIdRule(
        _UNIFIED, "fetch_order", _UNIFIED, cancel=_UNIFIED, text_format="int63",
    ),
    ("cryptocom", "spot"): ClientIdRule(
        {"client_oid": "{text}"}, "none", raw_fields=("client_oid",),
    ),
}  # fmt: skip


class NoClientIdRuleError(Exception):
    """It is not known how this exchange carries client order ids; orders are not sent there."""


def rule_for(exchange: str, market_type: str) -> ClientIdRule:
    """Return the rule of an exchange and market type. Raises NoClientIdRuleError."""
    rule = CLIENT_IDS.get((exchange, market_type))
    if rule is None:
        raise NoClientIdRuleError(f"no client id rule for {exchange} {market_type}")
    return rule


def filled(template: Any, text: str, **more: str) -> Any:
    """Return a template with `{text}`, and whatever else is given by name, replaced."""
    if isinstance(template, str):
        for name, value in {"text": text, **more}.items():
            template = template.replace(f"{{{name}}}", value)
        return template
    if isinstance(template, list):
        return [filled(item, text, **more) for item in template]
    if isinstance(template, dict):
        return {key: filled(value, text, **more) for key, value in template.items()}
    return template


def client_id_of(rule: ClientIdRule, row: dict[str, Any]) -> str | None:
    """Return the client id of a unified row, from its raw fields where ccxt has none."""
    info = row.get("info")
    raw = info if isinstance(info, dict) else {}
    candidates = [row.get("clientOrderId"), *(raw.get(name) for name in rule.raw_fields)]
    return next((str(value) for value in candidates if value not in (None, "")), None)


def order_row(rule: ClientIdRule, order: dict[str, Any]) -> dict[str, Any]:
    """Return a unified order as JSON, with what ccxt left in the raw reply only.

    `clientOrderId`; and where conditional orders have ids of their own, `isConditional` says of
    each order which it is, `childOrderId` which order a triggered one became. A `timestamp` below 0
    is none: Binance's workingTime of a spot order that waits for its trigger.
    """
    row: dict[str, Any] = json_safe(order)
    if isinstance(row.get("timestamp"), int) and row["timestamp"] < 0:
        row["timestamp"] = row["datetime"] = None
    row["clientOrderId"] = client_id_of(rule, order)
    info = order.get("info")
    raw = info if isinstance(info, dict) else {}
    if rule.algo_field:
        is_conditional = str(raw.get(rule.algo_field)) == str(order.get("id"))
        child = raw.get(rule.child_field) if is_conditional else None
        row["isConditional"] = is_conditional
        row["childOrderId"] = None if child in (None, "", "0", 0) else str(child)
    return row
