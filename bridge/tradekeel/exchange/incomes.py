"""The statement of an account: money that moved without an order, as the exchange words it.

Rows are `{"id", "type", "symbol", "currency", "amount", "timestamp"}`: type is the exchange's own
word, amount signed text, timestamp in ms. What a word means for money is decided in SQL
(`lifecycle.income_kind`), and so is where there is one to ask for (`meta.exchanges`). Only Binance
USD-M is read so far; elsewhere a reading says that it is none.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from tradekeel.exchange.reading import Part, failed_part

_PAGE = 1000
_WINDOW_MS = 7 * 24 * 3600 * 1000 - 1
_MOST_REQUESTS = 30
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Statement:
    """What was read, and up to when nothing is missing; None when no step was made."""

    part: Part
    read_until: datetime | None


async def read_statement(
    client: Any, exchange: str, since_ms: int, secrets: Iterable[str] = ()
) -> Statement:
    """Read everything since a moment, a week and a page at a time, at most 30 requests a call."""
    rows: dict[str, dict[str, Any]] = {}
    start, until, count = since_ms, int(client.milliseconds()), 0
    error: str | None = None
    if exchange != "binanceusdm":
        part = Part(
            is_complete=False, rows=[], error=f"no statement of {exchange}", request_count=0
        )
        return Statement(part, None)
    while start < until and count < _MOST_REQUESTS:
        end = min(start + _WINDOW_MS, until)
        count += 1
        try:
            page = await client.fapiPrivateGetIncome(
                {"startTime": start, "endTime": end, "limit": _PAGE}
            )
            listed = [_row(client, line) for line in page]
        except Exception as caught:  # noqa: BLE001  # classified, not hidden
            error = failed_part(caught, secrets)["error"]
            break
        rows.update((row["id"], row) for row in listed)
        # A full page may end within a millisecond: that one is read again.
        last = max((int(row["timestamp"]) for row in listed), default=end)
        start = end if len(page) < _PAGE else max(last, start + 1)
    part = Part(
        is_complete=start >= until,
        rows=list(rows.values()),
        error=error,
        request_count=count,
    )
    is_step = start > since_ms
    return Statement(part, _EPOCH + timedelta(milliseconds=start) if is_step else None)


def _row(client: Any, line: dict[str, Any]) -> dict[str, Any]:
    """Return one line; its id is unique with type and symbol, which the exchange's alone is not."""
    symbol = client.safe_symbol(line["symbol"], None, None, "swap") if line["symbol"] else None
    return {
        "id": f"{line['incomeType']}:{line['symbol']}:{line['tranId']}",
        "type": line["incomeType"],
        "symbol": symbol,
        "currency": client.safe_currency_code(line["asset"]),
        "amount": str(line["income"]),
        "timestamp": int(line["time"]),
    }
