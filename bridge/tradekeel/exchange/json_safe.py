"""Unified ccxt structures as JSON that SQL can trust: no float where money could be.

ccxt computes with text (`number=str`). What still arrives as a float is a constant of ccxt's own
source (fee rates) or a mistake; a mistake is raised, never rounded.
"""

import json
import math
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

# Constants of ccxt's source that nobody needs; dropped only when they are floats.
_DROPPED_FLOATS = frozenset({"maker", "taker", "percentage"})
# Instants and durations; a float there is no money.
_FLOATS_ALLOWED = frozenset(
    {"timestamp", "lastTradeTimestamp", "lastUpdateTimestamp", "fundingTimestamp",
     "nextFundingTimestamp", "expiry", "created", "createdAt", "updatedAt"}
)  # fmt: skip
# Where exchanges keep the state of an order in their own words.
_RAW_STATUS_NAMES = (
    "status", "orderStatus", "state", "order_status", "ordStatus", "X", "algoStatus", "finish_as",
)  # fmt: skip


class FloatInMoneyError(TypeError):
    """A payload carries a float where an exact number belongs. The message names the path."""


def to_json(payload: Any, *, keep_info: bool = False) -> str:
    """Return `payload` as JSON text. Raises FloatInMoneyError."""
    return json.dumps(json_safe(payload, keep_info=keep_info), ensure_ascii=False, allow_nan=False)


def json_safe(payload: Any, *, keep_info: bool = False) -> Any:
    """Return a copy of `payload` that is JSON, without floats and without the raw `info`.

    A dict that had an `info` with a state in the exchange's own words gets it as `rawStatus`.
    """
    return _copy(payload, "$", keep_info)


def _copy(value: Any, path: str, keep_info: bool) -> Any:
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise FloatInMoneyError(f"{path} is {value}")
        return format(value, "f")
    if isinstance(value, Mapping):
        return _copy_mapping(value, path, keep_info)
    if isinstance(value, (list, tuple)):
        return [_copy(item, f"{path}[{index}]", keep_info) for index, item in enumerate(value)]
    raise FloatInMoneyError(f"{path} is a {type(value).__name__}: {value!r}")


def _copy_mapping(value: Mapping[Any, Any], path: str, keep_info: bool) -> dict[str, Any]:
    copy: dict[str, Any] = {}
    for key, item in value.items():
        name = str(key)
        if name == "info" and not keep_info:
            continue
        if isinstance(item, float):
            if name in _DROPPED_FLOATS:
                continue
            if name in _FLOATS_ALLOWED and math.isfinite(item):
                copy[name] = item
                continue
        copy[name] = _copy(item, f"{path}.{name}", keep_info)
    raw_status = _raw_status(value.get("info"))
    if raw_status is not None and "rawStatus" not in copy:
        copy["rawStatus"] = raw_status
    return copy


def _raw_status(info: Any) -> str | None:
    if not isinstance(info, Mapping):
        return None
    for name in _RAW_STATUS_NAMES:
        value = info.get(name)
        if isinstance(value, str) and value:
            return value
    return None
