"""A server for measuring, repeated measurements in turn, and what is printed about them."""

from __future__ import annotations

import contextlib
import os
import platform
import statistics
import subprocess
import tempfile
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg import sql

from tools.server import SUPERUSER, move_in
from tradekeel.applier import apply
from tradekeel.postgres import Cluster, apply_local, find_binaries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

SQL = Path(__file__).parent / "sql"
# Durable as in production: a commit waits for its WAL. What is sized is only what a server with
# some memory would have; the defaults of a package are for the smallest machine.
SETTINGS = {
    "fsync": "on",
    "synchronous_commit": "on",
    "shared_buffers": "512MB",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "30min",
    "max_connections": "100",
    "random_page_cost": "1.1",
    "jit": "off",
}
TEMPLATE = "bench_template"


@dataclass
class Figure:
    """One comparison: what was measured, against what, and what is wanted.

    ``ours`` and ``floor`` are medians of ``runs`` in turns, in ``unit``. ``ratio`` is ours to the
    floor in the sense of ``wanted``.
    """

    name: str
    unit: str
    ours: float
    floor: float | None
    ratio: float | None
    wanted: str
    is_reached: bool
    runs: dict[str, list[float]] = field(default_factory=dict)
    note: str = ""


@dataclass
class Bench:
    """A running cluster with the schema applied to a template database."""

    cluster: Cluster
    bindir: Path
    version: str = ""
    counter: int = 0

    def url(self, dbname: str, user: str = SUPERUSER) -> str:
        """Connection URL over the socket."""
        return self.cluster.url(dbname, user)

    def connect(self, dbname: str, user: str = SUPERUSER) -> psycopg.Connection[Any]:
        """An autocommit connection, as the bridge's are."""
        return psycopg.connect(self.url(dbname, user), autocommit=True)

    @contextlib.contextmanager
    def database(self, template: str = TEMPLATE) -> Iterator[str]:
        """A fresh copy of a template, dropped at the end."""
        self.counter += 1
        name = f"bench_{self.counter}"
        with self.connect("postgres") as connection:
            connection.execute(
                sql.SQL("create database {} template {}").format(
                    sql.Identifier(name), sql.Identifier(template)
                )
            )
        move_in(self.url(name))
        try:
            yield name
        finally:
            with self.connect("postgres") as connection:
                connection.execute(
                    sql.SQL("drop database {} with (force)").format(sql.Identifier(name))
                )

    def load(self, dbname: str, *names: str) -> None:
        """Run files of the folder sql."""
        with self.connect(dbname) as connection:
            for name in names:
                connection.execute((SQL / name).read_bytes())


@contextlib.contextmanager
def started() -> Iterator[Bench]:
    """A cluster of this run's own, removed at the end."""
    binaries = find_binaries()
    with tempfile.TemporaryDirectory(prefix="tkbench-", ignore_cleanup_errors=True) as folder:
        cluster = Cluster(Path(folder) / "pg", binaries, settings=SETTINGS)
        cluster.start()
        try:
            bench = Bench(cluster, binaries.bindir, binaries.version)
            with bench.connect("postgres") as connection:
                connection.execute(f"create database {TEMPLATE}")
            apply_local(bench.url(TEMPLATE))
            apply(bench.url(TEMPLATE, "postgres"))
            bench.load(TEMPLATE, "world.sql", "documents.sql", "floor_two.sql")
            yield bench
        finally:
            cluster.destroy()


def in_turns(contenders: Mapping[str, Callable[[], float]], repeats: int) -> dict[str, list[float]]:
    """Every contender once, then again: a load that comes or goes meets all of them."""
    results: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(repeats):
        for name, measure in contenders.items():
            results[name].append(measure())
    return results


def median(values: list[float]) -> float:
    """The median."""
    return statistics.median(values)


def seconds_of(call: Callable[[], object]) -> float:
    """Wall time of one call in seconds."""
    started_at = time.perf_counter()
    call()
    return time.perf_counter() - started_at


def machine(bench: Bench) -> dict[str, Any]:
    """The shape of the machine, and how busy it is."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "processors": os.cpu_count(),
        "memory_gib": round(memory / 2**30, 1),
        "system": f"{platform.system()} {platform.machine()}",
        "postgres": bench.version,
        "settings": SETTINGS,
        "load_average": [round(value, 2) for value in os.getloadavg()],
    }


def as_table(figures: list[Figure]) -> str:
    """The figures in lines of text."""
    rows = [("benchmark", "ours", "floor", "unit", "ratio", "wanted", "reached")]
    rows += [
        (
            one.name,
            f"{one.ours:,.4g}",
            "" if one.floor is None else f"{one.floor:,.4g}",
            one.unit,
            "" if one.ratio is None else f"{one.ratio:.2f}",
            one.wanted,
            "yes" if one.is_reached else "no",
        )
        for one in figures
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def as_document(figures: list[Figure], shape: dict[str, Any]) -> dict[str, Any]:
    """The figures with every single run, for a file."""
    return {"machine": shape, "figures": [asdict(one) for one in figures]}


def pgbench(
    bench: Bench, dbname: str, script: str, user: str, clients: int, share: int, **variables: int
) -> float:
    """Transactions a second of one script: every client runs it ``share`` times.

    Raises RuntimeError when a client failed or a transaction is missing.
    """
    words = [str(bench.bindir / "pgbench"), "-n", "-M", "prepared", "-f", str(SQL / script)]
    words += ["-c", str(clients), "-j", str(min(clients, 2)), "-t", str(share), "-D", "i=0"]
    for name, value in {"share": share, **variables}.items():
        words += ["-D", f"{name}={value}"]
    answer = subprocess.run(
        [*words, bench.url(dbname, user)], capture_output=True, text=True, check=False
    )
    if answer.returncode != 0 or "failed transactions: 0 (" not in answer.stdout:
        raise RuntimeError(f"{script}: {answer.stderr.strip()[-2000:]}\n{answer.stdout}")
    (line,) = [line for line in answer.stdout.splitlines() if line.startswith("tps = ")]
    return float(line.split()[2])
