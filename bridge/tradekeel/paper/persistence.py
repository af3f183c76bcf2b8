"""Keeping the exchange in a folder, so that a new process continues where the last one stopped.

One SQLite file with one row per account, order, trade and symbol. Each request's changes are
written in one transaction before its reply is sent.
"""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

from tradekeel.paper.accounts import Account, Income
from tradekeel.paper.codec import from_plain, to_plain
from tradekeel.paper.orders import AlgoOrder, Order, Trade
from tradekeel.paper.state import Row, State, SymbolState

if TYPE_CHECKING:
    from pathlib import Path

FILE_NAME = "paper.sqlite3"
FORMAT = 1

_KINDS: dict[str, type[Row]] = {
    "account": Account,
    "order": Order,
    "trade": Trade,
    "algo": AlgoOrder,
    "income": Income,
    "symbol": SymbolState,
}


class PaperStore:
    """The file of one paper exchange. Only one process may have it open."""

    def __init__(self, folder: Path) -> None:
        """Open or create. Errors: RuntimeError when another process has it or it is too new."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._connection = sqlite3.connect(folder / FILE_NAME, isolation_level=None, timeout=0)
        try:
            self._connection.execute("pragma locking_mode = exclusive")
            self._connection.execute("pragma journal_mode = wal")
            self._connection.execute("pragma synchronous = normal")
            self._connection.execute(
                "create table if not exists rows"
                " (place integer primary key, key text unique not null, body text not null)"
            )
            self._connection.execute(
                "create table if not exists facts (name text primary key, value text not null)"
            )
            self._check("format", str(FORMAT))
        except sqlite3.OperationalError as error:
            self._connection.close()
            raise RuntimeError(f"the paper exchange in {folder} is in use: {error}") from error

    def load_into(self, state: State) -> int:
        """Fill a fresh state; returns the number of rows.

        Errors: RuntimeError for another seed, or a row that does not fit this version.
        """
        self._check("seed", str(state.seed))
        count = 0
        for key, body in self._connection.execute("select key, body from rows order by place"):
            try:
                state.restore(from_plain(_KINDS[key.split(":", 1)[0]], json.loads(body)))
            except (KeyError, ValueError, TypeError) as error:
                raise RuntimeError(f"stored row {key} does not fit this version") from error
            count += 1
        state.take_changes()
        return count

    def save(self, state: State) -> None:
        """Write what changed since the last save, all of it or nothing."""
        changes = state.take_changes()
        if not changes:
            return
        rows = [(key, json.dumps(to_plain(row))) for key, row in changes.items()]
        self._connection.execute("begin")
        self._connection.executemany(
            "insert into rows (key, body) values (?, ?)"
            " on conflict (key) do update set body = excluded.body",
            rows,
        )
        self._connection.execute("commit")

    def close(self) -> None:
        """Release the file."""
        self._connection.close()

    def _check(self, name: str, value: str) -> None:
        """A fact that must not change during the life of the file."""
        self._connection.execute(
            "insert into facts (name, value) values (?, ?) on conflict do nothing", (name, value)
        )
        found = self._connection.execute(
            "select value from facts where name = ?", (name,)
        ).fetchone()[0]
        if found != value:
            raise RuntimeError(f"the stored paper exchange has {name} {found}, not {value}")
