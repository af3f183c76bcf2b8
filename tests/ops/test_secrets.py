"""Secrets of exchanges: after a life with trades and faults they are nowhere but where they belong.

A real process trades with one account whose key is in the vault, fails with one whose key the
exchange does not know, and cannot read the key of a third.
"""

from __future__ import annotations

import asyncio
import json
import sys
import threading
import time
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest

from ops.processes import clean_environment, free_port, get
from tradekeel.paper import PaperExchange, PaperServer, RealClock
from tradekeel.paper.faults import FaultRule

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from pathlib import Path

    import psycopg

    from tools.server import Server

KEY = "K3y-that-the-exchange-knows"
PHRASE = "Phr4se-that-the-exchange-knows"
FOREIGN = "K3y-that-the-exchange-never-saw"
TORN = "K3y-in-a-file-that-is-torn"
SECRETS = (KEY, PHRASE, FOREIGN, f"{FOREIGN}-phrase", TORN)
TOKEN = "T0ken-of-the-exporter-itself"  # noqa: S105 - of this test
USER = UUID("00000000-0000-4000-8000-0000000000e1")
SECONDS = 40


def stage(door: psycopg.Connection[Any], torn: Path) -> None:
    """Three accounts of one user, each with a profile; the vault as Supabase shows it."""
    door.execute("create schema vault")
    door.execute("create table vault.secrets (name text primary key, sealed bytea not null)")
    door.execute(
        "create view vault.decrypted_secrets as"
        " select s.name, convert_from(s.sealed, 'UTF8') as decrypted_secret from vault.secrets as s"
    )
    door.execute("grant usage on schema vault to postgres")
    door.execute("grant select on vault.decrypted_secrets to postgres")
    door.execute("select ops.fn_create_user(%s)", (USER,))
    references = ("vault:paper-main", "env:FOREIGN_KEY", f"file:{torn}")
    for number, reference in enumerate(references, start=1):
        account, profile = UUID(int=USER.int + number), UUID(int=USER.int + 16 + number)
        door.execute(
            "select ops.fn_create_account(%s, %s, 'binance', 'spot', 'one_way', %s, 'report')",
            (USER, account, reference),
        )
        door.execute(
            "select ops.fn_create_profile(%s, %s, %s, %s, 'USDT', 3, 5000, 1)",
            (USER, profile, account, f"secrets-{number}"),
        )
        door.execute("select ops.fn_allocate_capital(%s, %s, %s, 10000)", (USER, profile, uuid4()))


def watch(door: psycopg.Connection[Any], seen: set[str], stop: threading.Event) -> None:
    """Note what anybody who may look at running statements could read."""
    while not stop.wait(0.002):
        rows = door.execute("select query from pg_stat_activity where query is not null")
        seen.update(row[0] for row in rows)


def rows_of_everything(door: psycopg.Connection[Any]) -> str:
    """Every row of every table of ours, as text."""
    tables = door.execute(
        "select format('%I.%I', n.nspname, c.relname) from pg_class as c"
        "  join pg_namespace as n on n.oid = c.relnamespace"
        " where c.relkind = 'r' and pg_get_userbyid(c.relowner) = 'tradekeel_owner'"
    ).fetchall()
    assert len(tables) > 30
    return "\n".join(
        str(row[0])
        for (table,) in tables
        for row in door.execute(f"select t::text from {table} as t".encode())
    )


@pytest.mark.sql
async def test_no_secret_is_in_logs_statements_tables_health_or_metrics(
    server: Server, database: str, tmp_path: Path
) -> None:
    """Everything that can be read is searched for every secret, whole."""
    torn = tmp_path / "torn"
    torn.write_text(f'{{"api_key": "{TORN}"')
    torn.chmod(0o600)
    exchange = PaperExchange(seed=11, clock=RealClock())
    exchange.create_account("eve", KEY, PHRASE, spot={"USDT": Decimal(20_000)})
    for kind in ("reply_lost_after", "html_before", "error_before"):
        exchange.inject(FaultRule(kind, endpoint="/api/v3/order", count=1))
    log, address = tmp_path / "up.log", f"127.0.0.1:{free_port()}"
    seen: set[str] = set()
    stop = threading.Event()
    with (
        server.connect("postgres") as above,
        server.connect(database) as door,
        server.connect(database) as window,
    ):
        stage(door, torn)
        door.execute(  # as the dashboard of a project does it: nobody's statement has the secret
            "insert into vault.secrets values ('paper-main', decode(%s, 'hex'))",
            (json.dumps({"api_key": KEY, "secret": PHRASE}).encode().hex(),),
        )
        for name, value in (
            ("log_statement", "all"),
            ("log_min_duration_statement", "0"),
            ("log_min_messages", "debug1"),
        ):
            above.execute(f"alter database {database} set {name} = '{value}'".encode())
        watcher = threading.Thread(target=watch, args=(window, seen, stop))
        watcher.start()
        try:
            async with PaperServer(exchange) as paper:
                _, port = next(iter(paper.redirects.values()))
                with log.open("wb") as output:
                    process = await asyncio.create_subprocess_exec(
                        *(sys.executable, "-m", "tradekeel.cli", "up"),
                        env=clean_environment(
                            TRADEKEEL_HOME=str(tmp_path),
                            TRADEKEEL_BRIDGE_URL=server.url(database, "tradekeel_bridge"),
                            TRADEKEEL_PAPER_ADDRESS=f"127.0.0.1:{port}",
                            TRADEKEEL_PAPER_CA=str(paper.ca_pem_path),
                            TRADEKEEL_HTTP_ADDRESS=address,
                            TRADEKEEL_HTTP_TOKEN=TOKEN,
                            TRADEKEEL_TRADING_SECONDS="0.2",
                            TRADEKEEL_MONITOR_SECONDS="1",
                            TRADEKEEL_RECONCILIATION_SECONDS="5",
                            FOREIGN_KEY=f"{FOREIGN}:{FOREIGN}-phrase",
                        ),
                        stdin=asyncio.subprocess.DEVNULL,
                        stdout=output,
                        stderr=output,
                    )
                try:
                    await live(door, process, log, seen)
                    served = [
                        (await asyncio.to_thread(get, f"http://{address}{path}", TOKEN))[1]
                        for path in ("/metrics", "/internal/health", "/")
                    ]
                finally:
                    if process.returncode is None:
                        process.terminate()
                    await process.wait()
        finally:
            stop.set()
            watcher.join()
        rows = rows_of_everything(door)
    places = {
        "the process's log": log.read_text(),
        "the server's log": server_log(server),
        "running statements": "\n".join(seen),
        "rows": rows,
        "what is served": "\n".join(served),
    }
    if is_log_here(server):
        assert "fn_read_vault" in places["the server's log"]
    assert "tradekeel_" in places["what is served"]
    assert any("engine.fn_" in query for query in seen)
    found = [
        (secret, place) for place, text in places.items() for secret in SECRETS if secret in text
    ]
    assert not found
    assert all(TOKEN not in text for text in places.values())


async def live(door: psycopg.Connection[Any], process: Process, log: Path, seen: set[str]) -> None:
    """Until there is a position, one key was refused, one was torn, and a call was seen."""
    deadline = time.monotonic() + SECONDS
    asked = False
    while True:
        text = await asyncio.to_thread(log.read_text)
        assert process.returncode is None, text
        ready = door.execute(
            "select 1 from locks.account_leases as l where l.ready_term = l.term"
        ).fetchone()
        if ready and not asked:
            ask(door)
            asked = True
        held = door.execute(
            "select 1 from lifecycle.positions as p where p.quantity > 0"
        ).fetchone()
        is_seen = any("engine.fn_" in query for query in tuple(seen))
        if held and is_seen and "is not valid JSON" in text and "-2015" in text:
            return
        assert time.monotonic() < deadline, text
        await asyncio.sleep(0.2)


def ask(door: psycopg.Connection[Any]) -> None:
    """The tenant of the first profile asks for an entry."""
    door.execute(
        "select set_config('request.jwt.claims', %s, false)", (json.dumps({"sub": str(USER)}),)
    )
    door.execute(
        "select api.fn_request_entry(%s, %s, 'e1', 'BTC/USDT', 'buy', 'market', '0.02', null, null,"
        " null, 'false', '1', '300')",
        (str(USER), str(UUID(int=USER.int + 17))),
    )


def is_log_here(server: Server) -> bool:
    """Whether the server's log can be read; one in a container keeps it to itself."""
    return hasattr(server.cluster, "log")


def server_log(server: Server) -> str:
    """What the server wrote, where it can be read."""
    path: Path | None = getattr(server.cluster, "log", None)
    return path.read_text(errors="replace") if path else ""
