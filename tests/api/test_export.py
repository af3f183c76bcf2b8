"""The folder for the Supabase CLI: it installs by itself, as postgres, and is kept up to date."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tools.tap import run_tap_file
from tradekeel.applier import apply, check, drift, rebaseline
from tradekeel.export import export_supabase
from tradekeel.postgres import apply_local

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tools.server import Server

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture
def project(server: Server) -> Iterator[str]:
    """Name of a database as an empty Supabase project has it."""
    name = server.create_database("template0")
    apply_local(server.url(name))
    yield name
    # It has no profiler, so there is no coverage to collect from it.
    with server.connect("postgres") as connection:
        connection.execute(f"drop database {name} with (force)")


def _migrate(server: Server, name: str, folder: Path, done: set[str]) -> int:
    """Run what is new in order, each file as one batch of statements, like the CLI."""
    files = [path for path in sorted((folder / "migrations").glob("*.sql"))
             if path.name not in done]  # fmt: skip
    for path in files:
        with server.connect(name, "postgres") as connection:
            connection.execute(path.read_bytes())
        done.add(path.name)
    return len(files)


def test_the_folder_installs_and_the_applier_takes_over(
    server: Server, project: str, tmp_path: Path
) -> None:
    """Migrations, seed and pgTAP run; check views are empty; nothing is left to migrate."""
    export_supabase(tmp_path, now=NOON)
    done: set[str] = set()
    assert _migrate(server, project, tmp_path, done) > 5
    with server.connect(project, "postgres") as connection:
        connection.execute((tmp_path / "seed.sql").read_bytes())
        members = connection.execute(
            "select roleid::regrole::text, member::regrole::text from pg_auth_members"
            " where member::regrole::text in ('postgres', 'tradekeel_owner')"
            " and roleid::regrole::text ~ '^tradekeel_(owner|engine|operator)$'"
            " and not coalesce(admin_option, false)"
        ).fetchall()
        assert members == []
    result = apply(server.url(project, "postgres"))
    assert result.migrations == ()
    rebaseline(server.url(project, "postgres"))
    assert drift(server.url(project, "postgres")) == []
    assert check(server.url(project, "postgres")) == []
    if server.pgtap_source == "extension":
        with server.connect(project, search_path="extensions,public") as connection:
            run_tap_file(connection, tmp_path / "tests/tradekeel.test.sql")


def test_what_is_there_stays_and_what_is_new_comes_after_it(tmp_path: Path) -> None:
    """A second export writes nothing; a changed object comes as one file with a later stamp."""
    first = export_supabase(tmp_path, now=NOON)
    again = export_supabase(tmp_path, now=NOON)
    assert again.written == ()
    assert set(again.kept) == set(first.written)
    names = [path.name for path in sorted((tmp_path / "migrations").iterdir())]
    assert names[0].startswith("20261124120000_tradekeel_0001_")
    assert names[-1].endswith("_tradekeel_objects.sql")
    objects = tmp_path / "migrations" / names[-1]
    objects.write_text("-- an older one\n", encoding="utf-8")
    config = tmp_path / "config.toml"
    config.write_text("# mine\n", encoding="utf-8")
    later = export_supabase(tmp_path, now=NOON)
    assert len(later.written) == 1
    assert later.written[0] > f"migrations/{names[-1]}"
    assert objects.read_text(encoding="utf-8") == "-- an older one\n"
    assert config.read_text(encoding="utf-8") == "# mine\n"
