"""Statement coverage of our PL/pgSQL functions, by plpgsql_check's profiler.

The profiler counts per database and keeps its counts in shared memory, so every test database is
read before it is dropped; a statement is covered when any of them ran it. Functions in SQL
language and policies are not seen by it.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    import psycopg

SCHEMAS = (
    "api",
    "engine",
    "ops",
    "tenancy",
    "ledger",
    "lifecycle",
    "locks",
    "reconciliation",
    "health",
    "meta",
)

# Every statement of every function of ours; executed = 0 where the profiler saw none.
_STATEMENTS = """
select n.nspname || '.' || p.proname, s.stmtid, s.lineno, s.stmtname, s.exec_stmts > 0
from pg_catalog.pg_proc as p
join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
join pg_catalog.pg_language as l on l.oid = p.prolang and l.lanname = 'plpgsql'
cross join lateral checker.plpgsql_profiler_function_statements_tb(p.oid) as s
where n.nspname = any (%s)
order by 1, 2
"""
_EXECUTED = """
select distinct n.nspname || '.' || p.proname, s.stmtid
from checker.plpgsql_profiler_functions_all() as f
join pg_catalog.pg_proc as p on p.oid = f.funcoid
join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
cross join lateral checker.plpgsql_profiler_function_statements_tb(p.oid) as s
where n.nspname = any (%s) and s.exec_stmts > 0
"""
# Dropped databases would leave their counts behind in the shared memory.
_FORGET = """
select checker.plpgsql_profiler_reset(f.funcoid)
from checker.plpgsql_profiler_functions_all() as f
"""


@dataclass
class Coverage:
    """What has been executed so far, over all databases of a run."""

    executed: set[tuple[str, int]] = field(default_factory=set)

    def collect(self, connection: psycopg.Connection[Any]) -> None:
        """Add what was executed in this database, and forget its counts."""
        rows = connection.execute(_EXECUTED, [list(SCHEMAS)]).fetchall()
        self.executed.update((name, statement) for name, statement in rows)
        connection.execute(_FORGET)

    def report(self, connection: psycopg.Connection[Any]) -> CoverageReport:
        """Compare with all there is; the connection is to any database with the schema."""
        report = CoverageReport()
        for name, statement, line, kind, _ in connection.execute(_STATEMENTS, [list(SCHEMAS)]):
            function = report.functions.setdefault(name, FunctionCoverage(name))
            function.total += 1
            if (name, statement) in self.executed:
                function.covered += 1
            else:
                function.missed.append(f"{line} {kind}")
        return report


@dataclass
class FunctionCoverage:
    """Statements of one function; missed holds 'line kind', lines counted within the body."""

    name: str
    total: int = 0
    covered: int = 0
    missed: list[str] = field(default_factory=list)


@dataclass
class CoverageReport:
    """Statements of all functions, by name."""

    functions: dict[str, FunctionCoverage] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Statements there are."""
        return sum(function.total for function in self.functions.values())

    @property
    def covered(self) -> int:
        """Statements that ran at least once."""
        return sum(function.covered for function in self.functions.values())

    @property
    def percent(self) -> float:
        """0 to 100; 0 when there is nothing to cover."""
        return 100 * self.covered / self.total if self.total else 0.0

    def lines(self, *, every: bool = False) -> list[str]:
        """The table: functions not covered in full (or every one), worst first, then the total."""
        rows = sorted(self.functions.values(), key=lambda f: (f.covered / f.total, f.name))
        lines = [
            f"{100 * f.covered / f.total:6.1f}%  {f.covered:3}/{f.total:<3}  {f.name}"
            + (f"  missed: {', '.join(f.missed)}" if 0 < f.covered < f.total else "")
            for f in rows
            if every or f.covered < f.total
        ]
        never = [f.name for f in rows if f.covered == 0]
        if never:
            lines.append(f"never executed ({len(never)}): {', '.join(never)}")
        lines.append(
            f"plpgsql statement coverage: {self.percent:.1f}%"
            f" ({self.covered}/{self.total} statements, {len(rows)} functions)"
        )
        return lines


def required_percent(pyproject: Path) -> float:
    """The floor that pyproject.toml sets."""
    with pyproject.open("rb") as file:
        return float(tomllib.load(file)["tool"]["tradekeel"]["plpgsql_coverage_percent"])
