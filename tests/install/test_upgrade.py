"""From the releases before to this one, in the middle of trading: nothing lost, and life goes on.

``release_N.tar.xz`` is `db/` and the fixtures of the suites as they were released
(`git archive <commit> db/... tests/pgtap/_fixture | xz -9e`). A release adds its own; the two
newest are kept.
"""

from __future__ import annotations

import tarfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tools.server import ROOT
from tradekeel.applier import apply, drift
from tradekeel.postgres import apply_local

if TYPE_CHECKING:
    import psycopg

    from tools.server import Server

RELEASED = sorted(Path(__file__).parent.glob("release_*.tar.xz"))

# A position with an exit at rest, an entry half filled, one whose fate is unknown; a short.
STORY = """
select fixture.stage(1);
select engine.fn_refresh_markets(fixture.user_id(1), fixture.account_id(1), (
  select jsonb_agg(jsonb_build_object(
           'symbol', s || '/USDT', 'base', s, 'quote', 'USDT', 'settle', 'USDT',
           'price_tick', '0.01', 'quantity_step', '0.0001', 'min_quantity', '0.0001',
           'max_quantity', '9000', 'min_cost', '5', 'contract_size', '1', 'is_active', true))
    from unnest(array['BTC', 'ETH', 'SOL']) as s));
select engine.fn_record_prices(fixture.user_id(1), fixture.account_id(1),
  '[{"symbol": "ETH/USDT", "last": "2000"}, {"symbol": "SOL/USDT", "last": "100"}]');
select fixture.hold(1, 'h1', 0.004);
select fixture.begin_exit(1, 'x1', 0.001);
select fixture.call_persist(1, 'x1', 0, 'open');
select fixture.begin_entry(1, 'p1', 0.05, 'ETH/USDT');
select fixture.call_persist(1, 'p1', 0.02, 'open',
  jsonb_build_array(fixture.trade(1, 'p1', 't1', 0.02, 2000, '0.00002', 'ETH')), 2000);
select fixture.begin_entry(1, 'u1', 1, 'SOL/USDT');
select engine.fn_record_unknown(a.user_id, a.attempt_id, fixture.token(1), '{}')
  from fixture.attempt(1, 'u1') as a;
select fixture.make_tenant(2, 'binanceusdm', 'swap');
select fixture.make_ready(2);
select fixture.take_position(2, 'h2', 0.01, 'sell', 50000, 5);
"""
# What happened on the exchange meanwhile, heard by the new release.
AFTERWARDS = """
select fixture.settle(1, 'x1', 0.001, 'closed',
  jsonb_build_array(fixture.trade(1, 'x1', 't2', 0.001, 51000)), 51000);
select fixture.settle(1, 'p1', 0.05, 'closed',
  jsonb_build_array(fixture.trade(1, 'p1', 't3', 0.03, 2000)), 2000);
select engine.fn_apply_exchange_updates(fixture.user_id(1), fixture.account_id(1),
  clock_timestamp(), jsonb_build_array(fixture.reading(1, 'u1', 1, 'closed', 100)), '[]');
"""
AMOUNTS = (
    "select fixture.amounts(1), fixture.amounts(2), fixture.positions(1), fixture.positions(2)"
)


@pytest.mark.sql
@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.name.partition(".")[0])
def test_a_database_of_a_release_before_goes_on_where_it_was(
    server: Server, tmp_path: Path, released: Path
) -> None:
    with tarfile.open(released) as archive:
        archive.extractall(tmp_path, filter="data")
    name = server.create_database("template0")
    try:
        apply_local(server.url(name))
        apply(server.url(name, "postgres"), tmp_path / "db")
        with server.connect(name) as connection:
            _load(connection, tmp_path / "tests/pgtap/_fixture")
            connection.execute(STORY)
            before = connection.execute(AMOUNTS).fetchone()
            assert before is not None
            assert before[2] == "long open 0.004 200 0, long open 0.01998 40 0"
        result = apply(server.url(name, "postgres"))
        assert result.release == int((ROOT / "db/RELEASE").read_text())
        assert drift(server.url(name, "postgres")) == []
        with server.connect(name) as connection:
            _load(connection, ROOT / "tests/pgtap/_fixture")
            assert connection.execute(AMOUNTS).fetchone() == before
            assert connection.execute("select * from fixture.violations()").fetchall() == []
            _the_record_is_sealed(connection)
            connection.execute(AFTERWARDS)
            assert connection.execute("select * from fixture.violations()").fetchall() == []
            after = connection.execute(AMOUNTS).fetchone()
        assert after is not None
        assert api_of(server, name) == api_of(server)
        assert after[2] == "long open 0.003 150 1, long open 0.04998 100 0, long open 1 100 0"
    finally:
        with server.connect("postgres") as connection:  # nothing is counted there
            connection.execute(f"drop database {name} with (force)")


def _the_record_is_sealed(connection: psycopg.Connection[Any]) -> None:
    """What operators did before the chain began is in it, and so is the upgrade."""
    row = connection.execute(
        "select count(*) filter (where s.is_inherited), count(*) - count(s.seq),"
        " array_agg(a.entry_point order by s.seq desc)"
        " from ops.audit as a left join ops.audit_seals as s using (user_id, audit_id)"
    ).fetchone()
    assert row is not None
    assert row[0] > 4
    assert (row[1], row[2][0]) == (0, "meta.apply_ended")
    connection.execute("select ops.fn_pause_everything('test'), ops.fn_resume_everything('test')")


def api_of(server: Server, database: str | None = None) -> list[tuple[Any, ...]]:
    """Functions for tenants, with their arguments; without a name, those of a new installation."""
    name = database or server.create_database()
    try:
        with server.connect(name) as connection:
            return connection.execute(
                "select p.oid::regprocedure::text, p.proacl::text from pg_catalog.pg_proc as p"
                " where p.pronamespace = 'api'::regnamespace order by 1"
            ).fetchall()
    finally:
        if database is None:
            server.drop_database(name)


def _load(connection: psycopg.Connection[Any], folder: Path) -> None:
    connection.execute("drop schema if exists fixture cascade; create schema fixture")
    connection.execute("grant usage on schema fixture to public")
    for path in sorted(folder.glob("*.sql")):
        connection.execute(path.read_bytes())
    connection.execute("grant execute on all functions in schema fixture to public")
