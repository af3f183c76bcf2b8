"""The conversation of a reconciliation, account by account, as the bridge has it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    import psycopg

TOKEN = UUID("90000000-0000-4000-8000-000000000001")


def user(n: int) -> UUID:
    """The n-th user's id."""
    return UUID(f"10000000-0000-4000-8000-{n:012d}")


def account(n: int) -> UUID:
    """The n-th account's id."""
    return UUID(f"20000000-0000-4000-8000-{n:012d}")


def as_documents(listings: list[tuple[int, list[dict[str, Any]]]]) -> list[tuple[int, str]]:
    """What the bridge hands in for each account, as text: open orders, no trades, a balance."""
    return [(n, as_document(json.dumps(rows))) for n, rows in listings]


def as_document(rows: str) -> str:
    """The document of one account around its open orders, an array as text."""
    total = {"USDT": "100000000", **{f"B{n}": "1000000" for n in range(10)}}
    rest = json.dumps(
        {
            "trades": {"is_complete": True, "rows": []},
            "balances": {"is_complete": True, "rows": {"total": total}},
        }
    )
    return f'{{"open_orders": {{"is_complete": true, "rows": {rows}}}, {rest[1:]}'


def converse(
    connection: psycopg.Connection[Any],
    documents: list[tuple[int, str]],
    token: UUID = TOKEN,
    term: int = 1,
) -> None:
    """One run on every account: begin, reconcile, handle what differs, finish."""
    for n, document in documents:
        run = connection.execute(
            "select run_id, lock_term from engine.fn_begin_reconciliation(%s, %s, %s, %s, 300)",
            [user(n), account(n), token, term],
        ).fetchone()
        assert run is not None
        proof = [user(n), run[0], token, run[1]]
        step = connection.execute(
            "select profiles, lookups from engine.fn_reconcile(%s, %s, %s, %s, %s::jsonb)",
            [*proof, document],
        ).fetchone()
        assert step is not None
        assert step[1] == []
        for profile in step[0]:
            connection.execute(
                "select * from engine.fn_handle_profile(%s, %s, %s, %s, %s)", [*proof, profile]
            )
        end = connection.execute(
            "select state, mismatches_open from engine.fn_finish_reconciliation(%s, %s, %s, %s)",
            proof,
        ).fetchone()
        assert end == ("finished", 0), f"account {n} ends {end}"
