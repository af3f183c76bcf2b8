"""`tradekeel status` and `tradekeel watch`: one screen of what an operator has to know.

Everything is one document of `ops.fn_read_status`; nothing is judged here. Amounts are shown as the
exact text that they come in.
"""

import time
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import psycopg
from psycopg.rows import scalar_row
from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.table import Table
from rich.text import Text

Document = Mapping[str, Any]
BAR_CELLS = 16
ROWS_SHOWN = 12
STYLES = {"ok": "bold green", "degraded": "bold yellow", "at_risk": "bold red"}


def read_status(url: str) -> dict[str, Any]:
    """The document, read by an operator's or auditor's login. Raises psycopg.Error."""
    with psycopg.connect(url, autocommit=True, connect_timeout=5, row_factory=scalar_row) as door:
        document: dict[str, Any] | None = door.execute("select ops.fn_read_status()").fetchone()
    return document or {}


def screen(document: Document) -> RenderableType:
    """One screen: status, loops, accounts, capital, locks, mismatches, incidents."""
    parts: list[RenderableType] = [_head(document)]
    parts += [Text(f"  at risk: {r['promise']}: {r['reason']} (runbook {r['runbook']})", "red")
              for r in document["atRisk"]]  # fmt: skip
    parts += [Text(f"  {r['reason']} (runbook {r['runbook']})", "yellow")
              for r in document["degraded"]]  # fmt: skip
    parts += [_loops(document), _facts(document)]
    if document["profiles"]:
        parts.append(_profiles(document["profiles"]))
    parts += _open("incident", document["openIncidents"], "opened_at")
    parts += _open("mismatch", document["openMismatches"], "first_seen_at")
    if document["status"] != "ok":
        parts.append(Text("  what takes no entries, and the way on: tradekeel look stopped", "dim"))
    return Group(*parts)


def _head(document: Document) -> Text:
    database, instances = document["database"], document["instances"]
    head = Text("Tradekeel ")
    head.append(document["status"].replace("_", " "), STYLES[document["status"]])
    head.append(
        f"   epoch {database['epoch']}, {instances['running']} processes run,"
        f" {instances['lost']} lost, measured {str(document['measuredAt'])[:19]}Z"
    )
    return head


def _loops(document: Document) -> Table:
    table = Table(
        "loop", "accounts", "stuck", "failing", "age s", "lag s", box=None, pad_edge=False
    )
    for name, facts in document["loops"].items():
        figures = (facts[k] for k in ("accounts", "stuck", "failing", "ageSeconds", "lagSeconds"))
        table.add_row(name, *("-" if figure is None else f"{figure:g}" for figure in figures))
    return table


def _facts(document: Document) -> Text:
    locks, reconciliation = document["locks"], document["reconciliation"]
    unresolved = sum(document["lifecycle"]["unresolvedAttempts"].values())
    return Text(
        f"locks: {locks['held']} held, {locks['expired']} expired,"
        f" {document['lockContentionCount']} contended   accounts:"
        f" {reconciliation['accountsReady']} of {reconciliation['accountsDriven']} ready  "
        f" mismatches: {document['reconciliationMismatchCount']} open  "
        f" capital violations: {document['capitalInvariantViolations']}  "
        f" unknown outcomes: {unresolved}   positions: {document['lifecycle']['openPositions']}"
    )


def _profiles(profiles: Sequence[Document]) -> Table:
    table = Table("profile", "account", "state", "capital in use", "available", "allocated",
                  box=None, pad_edge=False)  # fmt: skip
    for profile in profiles[:ROWS_SHOWN]:
        state = profile["trading_state"]
        account = "ready" if profile["is_ready"] else "driven" if profile["is_driven"] else "idle"
        table.add_row(
            f"{profile['name']} {profile['profile_id'][:8]}",
            f"{profile['exchange']} {profile['account_state']} {account}",
            Text(state, "green" if state == "active" else "red"),
            bar(profile["reserved_for_orders"], profile["reserved_for_positions"],
                profile["allocated"]),
            f"{profile['available']} {profile['currency']}",
            profile["allocated"],
        )  # fmt: skip
    if len(profiles) > ROWS_SHOWN:
        table.add_row(f"and {len(profiles) - ROWS_SHOWN} more")
    return table


def bar(orders: str, positions: str, allocated: str) -> str:
    """Shares of the allocation: `o` for orders, `#` for positions, `.` for what is free."""
    whole = Decimal(allocated)
    if whole <= 0:
        return " " * BAR_CELLS
    held = min(BAR_CELLS, int(Decimal(positions) / whole * BAR_CELLS))
    asked = min(BAR_CELLS - held, int(Decimal(orders) / whole * BAR_CELLS))
    return "#" * held + "o" * asked + "." * (BAR_CELLS - held - asked)


def _open(what: str, rows: Sequence[Document], since: str) -> list[RenderableType]:
    shown: list[RenderableType] = [
        Text(
            f"{what} {row['kind']} {row['subject'][:60]} since {row[since][:19]}"
            f" user {row['user_id'][:8]}" + f" (runbook {row.get('runbook', 'reconciliation')})"
        )
        for row in rows[:ROWS_SHOWN]
    ]
    if rows:
        more = f"and {len(rows) - ROWS_SHOWN} more; " if len(rows) > ROWS_SHOWN else ""
        plural = f"{what}es" if what.endswith("h") else f"{what}s"
        shown.append(Text(f"  {more}with their ids: tradekeel look {plural}", "dim"))
    return shown


def show(document: Document) -> None:
    """Print one screen; without colours where they would be lost."""
    Console(highlight=False, soft_wrap=True).print(screen(document))


def watch(url: str, interval_seconds: float) -> None:
    """Show the screen and read it again until interrupted; a lost database is said, not fatal."""
    with Live(screen(read_status(url)), screen=True, auto_refresh=False) as live:
        while True:
            time.sleep(interval_seconds)
            try:
                live.update(screen(read_status(url)), refresh=True)
            except psycopg.OperationalError as error:
                line = str(error).strip().splitlines()[0]
                live.update(Text(f"the database does not answer: {line}", "red"), refresh=True)
