"""Where each exchange wants the client order id, as one table.

ccxt's unified `clientOrderId` is dropped, sent raw or translated in one direction only on many
exchanges. The text itself is made by SQL; nothing here shortens or prefixes it. `{text}` in a
template is replaced by it.
"""

from dataclasses import dataclass, field
from typing import Any, Literal

Lookup = Literal["fetch_order", "listing", "none"]


@dataclass(frozen=True)
class ClientIdRule:
    """How one (exchange, market type) carries a client order id.

    create / conditional: request parameters of a new plain / conditional order.
    lookup: `fetch_order` asks for one order with `lookup_params` and the id `lookup_id`; `listing`
        narrows the open and closed listings with `listing_params`; `none` scans them.
    cancel: parameters to cancel by client id, None when only the exchange's id will do;
        `cancel_id` is the order id argument to pass with them.
    listing_id_params: narrow the listings to one order by the exchange's id, where asking for one
        order by its id does not say what became of it; `{text}` is that id.
    raw_field: where the id stands in the raw row when ccxt leaves `clientOrderId` empty.
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
    raw_field: str | None = None
    text_format: str = "hex32"


_UNIFIED: dict[str, Any] = {"clientOrderId": "{text}"}
_FETCH = ClientIdRule(_UNIFIED, "fetch_order", _UNIFIED, cancel=_UNIFIED)

CLIENT_IDS: dict[tuple[str, str], ClientIdRule] = {
    ("binance", "spot"): _FETCH,
    ("binance", "swap"): _FETCH,
    ("binanceusdm", "swap"): _FETCH,
    ("bybit", "spot"): ClientIdRule(
        _UNIFIED, "listing", listing_params={"orderLinkId": "{text}"},
        listing_id_params={"orderId": "{text}"},
        cancel={"orderLinkId": "{text}"},
    ),
    ("bybit", "swap"): ClientIdRule(
        _UNIFIED, "listing", listing_params={"orderLinkId": "{text}"},
        listing_id_params={"orderId": "{text}"},
        cancel={"orderLinkId": "{text}"},
    ),
    ("okx", "spot"): _FETCH,
    ("okx", "swap"): _FETCH,
    ("kraken", "spot"): ClientIdRule(
        _UNIFIED, "listing", listing_params={"clientOrderId": "{text}"}, cancel=_UNIFIED,
        raw_field="cl_ord_id",
    ),
    ("krakenfutures", "swap"): ClientIdRule(
        _UNIFIED, "fetch_order", {"cliOrdIds": ["{text}"]}, lookup_id="",
        cancel={"cliOrdId": "{text}"}, cancel_id="", text_format="uuid36",
    ),
    ("coinbase", "spot"): ClientIdRule(
        {"client_order_id": "{text}"}, "none", raw_field="client_order_id", text_format="uuid36",
    ),
    ("kucoin", "spot"): _FETCH,
    ("kucoin", "swap"): _FETCH,
    ("gate", "spot"): ClientIdRule(
        _UNIFIED, "fetch_order", _UNIFIED, cancel={}, cancel_id="{text}", raw_field="text",
        text_format="t-base32",
    ),
    ("gate", "swap"): ClientIdRule(
        _UNIFIED, "fetch_order", _UNIFIED, cancel={}, cancel_id="{text}", raw_field="text",
        text_format="t-base32",
    ),
    ("bitget", "spot"): _FETCH,
    ("bitget", "swap"): _FETCH,
    ("mexc", "spot"): _FETCH,
    ("mexc", "swap"): ClientIdRule({"externalOid": "{text}"}, "none", raw_field="externalOid"),
    ("hyperliquid", "swap"): ClientIdRule(
        _UNIFIED, "fetch_order", _UNIFIED, cancel=_UNIFIED, text_format="0x-hex32",
    ),
    ("hyperliquid", "spot"): ClientIdRule(
        _UNIFIED, "fetch_order", _UNIFIED, cancel=_UNIFIED, text_format="0x-hex32",
    ),
    ("deribit", "swap"): ClientIdRule({"label": "{text}"}, "none", raw_field="label"),
    ("htx", "spot"): _FETCH,
    ("htx", "swap"): ClientIdRule(
        _UNIFIED, "fetch_order", _UNIFIED, cancel=_UNIFIED, text_format="int63",
    ),
    ("cryptocom", "spot"): ClientIdRule(
        {"client_oid": "{text}"}, "none", raw_field="client_oid",
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


def filled(template: Any, text: str) -> Any:
    """Return a template with `{text}` replaced; hyperliquid and htx get what SQL rendered."""
    if isinstance(template, str):
        return template.replace("{text}", text)
    if isinstance(template, list):
        return [filled(item, text) for item in template]
    if isinstance(template, dict):
        return {key: filled(value, text) for key, value in template.items()}
    return template


def client_id_of(rule: ClientIdRule, row: dict[str, Any]) -> str | None:
    """Return the client id of a unified row, from its raw field where ccxt has none."""
    unified = row.get("clientOrderId")
    if isinstance(unified, str) and unified:
        return unified
    info = row.get("info")
    if rule.raw_field and isinstance(info, dict):
        value = info.get(rule.raw_field)
        return str(value) if value not in (None, "") else None
    return None
