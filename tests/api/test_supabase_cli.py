"""The Supabase CLI takes the exported folder as it is: what of it works without docker."""

from __future__ import annotations

import json
import platform
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from api.npm import installed
from tools.server import ServerMissingError, locate
from tradekeel.export import export_supabase
from tradekeel.postgres import Cluster, apply_local

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMAS = "api,engine,ops,tenancy,ledger,lifecycle,locks,reconciliation,health,meta"


@pytest.fixture
def port() -> Iterator[int]:
    """An empty project on loopback; the CLI speaks TCP only, and as postgres."""
    if sys.platform != "linux" or platform.machine() != "x86_64":
        pytest.skip("Supabase CLI: the locked package is the one for Linux x86_64")
    try:
        binaries = locate("system")
    except ServerMissingError as missing:
        pytest.skip(f"Supabase CLI: {missing}")
    checker = Path(f"/usr/share/postgresql/{binaries.major}/extension/plpgsql_check.control")
    if not checker.exists():
        pytest.skip("Supabase CLI: db lint needs plpgsql_check on the server")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number = int(probe.getsockname()[1])
    folder = Path(tempfile.mkdtemp(prefix="tkpg-"))
    cluster = Cluster(
        folder / "pg",
        binaries,
        preload=["plpgsql", "plpgsql_check"],
        settings={"fsync": "off", "listen_addresses": "127.0.0.1", "port": str(number)},
    )
    try:
        cluster.start()
        url = cluster.url("postgres", "supabase_admin").replace("port=5432", f"port={number}")
        apply_local(url)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("create extension plpgsql_check with schema extensions")
            # Without it the lints about what is exposed stay silent.
            connection.execute("alter database postgres set pgrst.db_schemas = 'api'")
        yield number
    finally:
        cluster.destroy()
        shutil.rmtree(folder, ignore_errors=True)


def test_migrations_advisors_and_lint(port: int, tmp_path: Path) -> None:
    """migration up, migration list, db advisors and db lint, each with exit code 0."""
    program = installed("cli") / "node_modules/@supabase/cli-linux-x64/bin/supabase"
    folder = tmp_path / "supabase"
    export_supabase(folder)
    config = (folder / "config.toml").read_text(encoding="utf-8")
    (folder / "config.toml").write_text(
        config.replace("port = 54322", f"port = {port}"), encoding="utf-8"
    )

    def supabase(*words: str) -> str:
        run = subprocess.run(
            [str(program), *words, "--workdir", str(tmp_path)],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert run.returncode == 0, f"{words}: {run.stdout[-3000:]} {run.stderr[-2000:]}"
        return run.stdout + run.stderr

    count = len(list((folder / "migrations").glob("*.sql")))
    assert supabase("migration", "up").count("Applying migration") == count
    assert "Applying migration" not in supabase("migration", "up")
    supabase("db", "advisors", "--level", "warn", "--fail-on", "error", "--agent", "no")
    # Lint compiles as postgres, who may not look into our schemas: lent for this only.
    with psycopg.connect(
        host="127.0.0.1", port=port, dbname="postgres", user="supabase_admin", autocommit=True
    ) as connection:
        connection.execute("grant tradekeel_owner, tradekeel_engine to postgres")
    answer = supabase("db", "lint", "--level", "error", "--fail-on", "error", "-s", SCHEMAS)
    assert json.dumps("error") not in answer
