"""What ccxt's unified results must look like before they leave the bridge.

A row that lacks what identifies it is not dropped: the reading it came with is incomplete.
"""

from collections.abc import Mapping
from typing import Any

from ccxt.base.errors import BadResponse

ROW_NEEDS: dict[str, tuple[str, ...]] = {
    "order": ("id", "symbol"),
    "trade": ("id", "symbol"),
    "position": ("symbol",),
}


def checked_rows(kind: str, rows: Any) -> list[dict[str, Any]]:
    """Return `rows` when it is a list of dicts with the parts of their kind. Raises BadResponse."""
    if not isinstance(rows, list):
        raise BadResponse(f"expected a list of {kind}s, got {type(rows).__name__}")
    for index, row in enumerate(rows):
        if not isinstance(row, dict):
            raise BadResponse(f"{kind} {index} is a {type(row).__name__}")
        for name in ROW_NEEDS[kind]:
            if row.get(name) in (None, ""):
                raise BadResponse(f"{kind} {index} has no {name}")
    return rows


def checked_balance(balance: Any) -> dict[str, Any]:
    """Return a unified balance that came out of a reply. Raises BadResponse."""
    if not isinstance(balance, dict) or not isinstance(balance.get("info"), (dict, list)):
        raise BadResponse("the balance has no raw reply behind it")
    for name in ("free", "used", "total"):
        if not isinstance(balance.get(name), dict):
            raise BadResponse(f"the balance has no {name} amounts")
    return balance


def dig(value: Any, path: str) -> Any:
    """Follow a dotted path through dicts and lists; None when it leads nowhere."""
    for step in path.split(".") if path else ():
        if isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        else:
            return None
    return value
