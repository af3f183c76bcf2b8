"""Walk a listing to its end, and say whether the end was reached.

`Part` is what every reading returns: `{"is_complete": bool, "rows": [...], "error": str | None,
"request_count": int}`. Rows are JSON-safe unified structures. A part that is not complete never
proves that something is absent.
"""

from collections.abc import Iterable, Sequence
from typing import Any, TypedDict

from ccxt.base.errors import BadResponse

from tradekeel.exchange.classify import classify
from tradekeel.exchange.client_ids import ClientIdRule, order_row
from tradekeel.exchange.guard import Reply, recorded_replies
from tradekeel.exchange.json_safe import json_safe
from tradekeel.exchange.listings import Listing, Paging
from tradekeel.exchange.shapes import checked_rows, dig

_MOST_PAGES = 200
_MOST_WINDOWS = 60


class Part(TypedDict):
    """One reading: complete or not, its rows, and why not."""

    is_complete: bool
    rows: list[dict[str, Any]]
    error: str | None
    request_count: int


class IncompleteError(Exception):
    """The walk cannot go on; what was read so far is not everything."""


def empty_part() -> Part:
    """Return a complete part without rows."""
    return Part(is_complete=True, rows=[], error=None, request_count=0)


def failed_part(error: BaseException, secrets: Iterable[str] = ()) -> Part:
    """Return the part of a reading that could not be made."""
    if isinstance(error, IncompleteError):
        text = str(error)
    else:
        outcome = classify(error, sent=True, operation="read", secrets=secrets)
        text = f"{outcome.kind}: {outcome.error_class}: {outcome.message}"
    return Part(is_complete=False, rows=[], error=text, request_count=0)


def joined(parts: Iterable[Part], key: Sequence[str] = ("symbol", "id", "isConditional")) -> Part:
    """Return one part of several: complete only when all are; rows seen twice count once."""
    whole = empty_part()
    seen: set[tuple[Any, ...]] = set()
    errors: list[str] = []
    for part in parts:
        whole["is_complete"] = whole["is_complete"] and part["is_complete"]
        whole["request_count"] += part["request_count"]
        if part["error"]:
            errors.append(part["error"])
        for row in part["rows"]:
            identity = tuple(row.get(name) for name in key)
            if identity not in seen:
                seen.add(identity)
                whole["rows"].append(row)
    whole["error"] = "; ".join(dict.fromkeys(errors)) or None
    return whole


class Walker:
    """Reads one listing of one exchange client."""

    def __init__(
        self,
        client: Any,
        listing: Listing,
        kind: str,
        secrets: Iterable[str],
        rule: ClientIdRule,
    ) -> None:
        self._rule = rule
        self._client = client
        self._listing = listing
        self._kind = kind
        self._secrets = tuple(secrets)
        self._rows: dict[tuple[Any, ...], dict[str, Any]] = {}
        self._requests = 0

    async def read(
        self,
        symbol: str | None = None,
        since_ms: int | None = None,
        extra: dict[str, Any] | None = None,
    ) -> Part:
        """Read all rows (of `symbol`, from `since_ms` on); errors become an incomplete part."""
        params = {**self._listing.params, **(extra or {})}
        try:
            window_ms = self._listing.window_ms
            if since_ms is None or window_ms is None:
                await self._pages(symbol, since_ms, params)
            else:
                await self._windows(symbol, since_ms, window_ms, params)
            error = None
        except IncompleteError as incomplete:
            error = str(incomplete)
        except Exception as failure:  # noqa: BLE001  # whatever failed, it was not read
            error = failed_part(failure, self._secrets)["error"]
        rows = [self._row_json(row) for row in self._rows.values()]
        return Part(is_complete=error is None, rows=rows, error=error, request_count=self._requests)

    def _row_json(self, row: dict[str, Any]) -> dict[str, Any]:
        """Return a row as JSON, with the client id where ccxt left it in the raw row only."""
        if self._kind != "order":
            return dict(json_safe(row))
        safe = order_row(self._rule, row)
        if self._listing.params.get("trigger"):
            safe["isConditional"] = True
        return safe

    async def _windows(
        self, symbol: str | None, since_ms: int, window_ms: int, params: dict[str, Any]
    ) -> None:
        """Ask window by window, because one request answers for a limited time only."""
        start = since_ms
        for _ in range(_MOST_WINDOWS):
            now = self._client.exchange_now_ms()
            end = start + window_ms - 1
            window = params if end >= now else {**params, "until": end}
            found = await self._pages(symbol, start, window)
            if end >= now or (found and self._listing.paging.how == "from_id"):
                return  # from_id pages run on to the newest row, whatever the window
            start = end + 1
        raise IncompleteError(f"{self._name()} reaches back further than {_MOST_WINDOWS} windows")

    async def _pages(
        self, symbol: str | None, since_ms: int | None, params: dict[str, Any]
    ) -> bool:
        """Walk the pages of one window; returns whether there was any row."""
        paging = self._listing.paging
        step: dict[str, Any] = {}
        found = False
        for _ in range(_MOST_PAGES):
            page_since = since_ms
            if paging.how == "from_id" and step:  # an id replaces the window
                page_since, params = None, {k: v for k, v in params.items() if k != "until"}
            page, reply = await self._page(symbol, page_since, {**params, **step})
            is_new = self._keep(page)
            found = found or bool(page)
            next_step = self._next_step(paging, page, reply, step)
            if next_step is None:
                return found
            if not is_new or next_step == step:
                raise IncompleteError(f"{self._name()} gave the same page twice")
            step = next_step
        raise IncompleteError(f"{self._name()} has more than {_MOST_PAGES} pages")

    async def _page(
        self, symbol: str | None, since_ms: int | None, params: dict[str, Any]
    ) -> tuple[list[dict[str, Any]], Reply]:
        call = getattr(self._client, self._listing.method)
        self._requests += 1
        with recorded_replies() as replies:
            limit = self._listing.paging.limit
            if self._listing.method == "fetch_positions":
                params = params if limit is None else {**params, "limit": limit}
                rows = await call([symbol] if symbol else None, params)
            else:
                rows = await call(symbol, since_ms, limit, params)
        if not replies:
            raise BadResponse(f"{self._name()} made no request")
        page, reply = checked_rows(self._kind, rows), replies[-1]
        raw = _raw_rows(self._listing.paging, reply)
        if self._kind != "position" and since_ms is None and len(page) < len(raw):
            raise IncompleteError(f"{self._name()}: ccxt read {len(page)} of {len(raw)} rows")
        return page, reply

    def _keep(self, page: list[dict[str, Any]]) -> bool:
        """Add the rows of a page; returns whether one of them was new."""
        before = len(self._rows)
        for row in page:
            identity = (row.get("symbol"), row.get("id") or id(row), row.get("side"))
            self._rows[identity] = row
        return len(self._rows) > before

    def _next_step(
        self, paging: Paging, page: list[dict[str, Any]], reply: Reply, step: dict[str, Any]
    ) -> dict[str, Any] | None:
        """Return the parameters of the next page, None at the end. Raises IncompleteError."""
        if paging.how == "whole":
            return None
        raw = _raw_rows(paging, reply)
        count = max(len(page), len(raw))
        if paging.how == "cursor":
            cursor = dig(reply.body, paging.next)
            return {paging.param: cursor} if cursor and count else None
        if paging.how == "offset":
            total = dig(reply.body, paging.next)
            if not isinstance(total, int):
                raise IncompleteError(f"{self._name()} does not say how many rows there are")
            offset = int(step.get(paging.param, 0)) + count
            return {paging.param: offset} if count and offset < total else None
        if paging.limit is not None and count < paging.limit:
            return None
        if paging.how == "single":
            raise IncompleteError(f"{self._name()} gave a full page of {count}; there may be more")
        ids = [dig(row, paging.key) for row in raw]
        if not ids or any(value in (None, "") for value in ids):
            raise IncompleteError(f"{self._name()} gave rows without {paging.key}")
        if paging.how == "from_id":
            return {paging.param: str(max(int(value) for value in ids) + 1)}
        return {paging.param: ids[-1]}

    def _name(self) -> str:
        return f"{self._client.id} {self._listing.method}"


def _raw_rows(paging: Paging, reply: Reply) -> list[Any]:
    """Return the raw rows of a reply; empty when it is not known where they are."""
    raw = dig(reply.body, paging.rows)
    if isinstance(raw, list):
        return raw
    return list(raw.values()) if paging.rows and isinstance(raw, dict) else []
