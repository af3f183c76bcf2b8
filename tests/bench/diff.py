"""The diff through the full conversation, against the bare full outer join of the same rows."""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.conversation import as_document, as_documents, converse
from bench.frame import Figure, in_turns, median, seconds_of
from bench.readings import make_rest, rest

if TYPE_CHECKING:
    from collections.abc import Callable

    import psycopg

    from bench.frame import Bench

Listings = list[tuple[int, list[dict[str, Any]]]]
# One order in this many differs in the run with mismatches.
SHARE = 100


def diff(bench: Bench, repeats: int = 3, profiles: int = 1000, orders: int = 100) -> list[Figure]:
    """Seconds for all accounts over two connections: bare, no mismatch, one order in a hundred.

    Documents are text before the clock starts. An order that differs has filled a tenth since.
    """
    with bench.database() as dbname, bench.connect(dbname) as connection:
        listings = rest(bench, connection, profiles, orders)
        turns = iter(range(SHARE))
        work: list[float] = []

        def differing() -> float:
            return _seconds(bench, dbname, as_documents(_fill(listings, next(turns))), converse)

        runs = in_turns(
            {
                "floor": lambda: _seconds(bench, dbname, _bare_documents(listings), bare),
                "ours": lambda: _seconds(bench, dbname, as_documents(listings), converse, work),
                "differing": differing,
            },
            repeats,
        )
        _assert_healed(connection, listings, repeats)
    ours, floor, differ = (median(runs[name]) for name in ("ours", "floor", "differing"))
    name = f"diff of {profiles * orders:,} open orders"
    busy = median(work)
    figures = [
        Figure(name, "s", ours, floor, ours / floor, "at most 6", ours <= 6 * floor, runs),
        Figure(f"{name}, wall time", "s", ours, None, None, "under 1 s", ours < 1, runs),
        Figure(
            f"{name}, 1 % differ", "s", differ, floor, differ / floor, "at most 12",
            differ <= 12 * floor, runs,
        ),
    ]  # fmt: skip
    if busy > 0:
        of_it = f"{name}, processor time"
        figures.append(
            Figure(of_it, "s", busy, None, None, "under 2 s on two", busy < 2, {"ours": work})
        )
    return figures


def growth(
    bench: Bench, repeats: int = 1, smallest: int = 100, steps: int = 3, orders: int = 100
) -> list[Figure]:
    """Seconds for 100,000 orders, at ten times as many each step: it should be the same."""
    figures: list[Figure] = []
    first = 0.0
    for step in range(steps):
        profiles = smallest * 10**step
        with bench.database() as dbname, bench.connect(dbname) as connection:
            make_rest(bench, connection, profiles, orders)
            bare_documents = connection.execute(
                "select n, rows::text from bench.documents order by n"
            ).fetchall()
            documents = [(n, as_document(rows)) for n, rows in bare_documents]
            runs = in_turns(
                {
                    "floor": partial(_seconds, bench, dbname, bare_documents, bare),
                    "ours": partial(_seconds, bench, dbname, documents, converse),
                },
                repeats,
            )
        share = 100_000 / (profiles * orders)
        ours, floor = median(runs["ours"]) * share, median(runs["floor"]) * share
        first = first or ours
        figures.append(
            Figure(
                f"diff per 100,000 orders of {profiles * orders:,}", "s", ours, floor,
                ours / floor, "at most 1.5 times the first", ours <= 1.5 * first, runs,
            )
        )  # fmt: skip
    return figures


def bare(connection: psycopg.Connection[Any], documents: list[tuple[int, str]]) -> None:
    """The bare full outer join of every account."""
    for n, document in documents:
        row = connection.execute("select bench.bare_join(%s, %s::jsonb)", [n, document]).fetchone()
        assert row == (0,)


def _bare_documents(listings: Listings) -> list[tuple[int, str]]:
    return [(n, json.dumps(rows)) for n, rows in listings]


def _seconds(
    bench: Bench,
    dbname: str,
    documents: list[tuple[int, str]],
    call: Callable[[psycopg.Connection[Any], list[tuple[int, str]]], None],
    work: list[float] | None = None,
) -> float:
    """Wall time of a call for all accounts, half of them on each of two connections.

    What the two servers' processes worked for it, in seconds of processor time, goes to ``work``.
    """
    with bench.connect(dbname) as one, bench.connect(dbname) as two, ThreadPoolExecutor(2) as pool:
        halves = ((one, documents[::2]), (two, documents[1::2]))
        seconds = seconds_of(lambda: list(pool.map(lambda half: call(*half), halves)))
        if work is not None:
            work.append(sum(_worked(connection.info.backend_pid) for connection in (one, two)))
    return seconds


def _worked(pid: int) -> float:
    """Seconds of processor time of a process, 0 where there is no /proc."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return 0.0
    user, system = stat.read_text().rsplit(")", 1)[1].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _fill(listings: Listings, turn: int) -> Listings:
    """Fill a tenth of one order in a hundred, others each turn. Changes the listings."""
    for _, rows in listings:
        for row in rows[turn::SHARE]:
            row |= {"filled": "0.1", "remaining": "0.9", "cost": "10", "average": "100"}
    return listings


def _assert_healed(connection: psycopg.Connection[Any], listings: Listings, repeats: int) -> None:
    """Each difference was found once and brought in; nothing else was found."""
    found = connection.execute(
        "select kind, state, count(*), (select count(*) from lifecycle.orders where filled = 0.1)"
        " from reconciliation.mismatches group by kind, state"
    ).fetchall()
    wanted = sum(len(rows[turn::SHARE]) for turn in range(repeats) for _, rows in listings)
    assert found == [("order_drift", "healed", wanted, wanted)], f"{found}, not {wanted}"
