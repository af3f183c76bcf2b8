"""Takes enforcement away, piece by piece, and wants a test to go red each time.

    python -m tools.mutate --list words      # what there is
    python -m tools.mutate words             # try the mutants whose names contain one of the words
    python -m tools.mutate --survivors       # those that survived last time

Which pgTAP files and isolation specs ran which statement is recorded once, by plpgsql_check's
profiler, and kept in ``.tradekeel/cache`` until schema or file change. A mutant is put in place
inside the transaction of each file that can see it, so that nothing has to be put back; the first
red file ends it. A spec gets a database of its own. What survives must be in
``mutants_known.toml``, with the reason.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import time
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import psycopg

from tools.coverage import _FORGET, SCHEMAS
from tools.isolation import (
    IsolationFailureError,
    allowed_leftovers,
    find_isolationtester,
    run_spec,
    violations,
)
from tools.mutants import FUNCTIONS, KINDS, Mutant, all_mutants
from tools.server import ROOT, TEMPLATE, Server, start_server
from tools.tap import TapFailureError, TapSkippedError, run_tap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

CACHE = ROOT / ".tradekeel" / "cache" / "mutate.json"
KNOWN = ROOT / "tests" / "tools" / "mutants_known.toml"
PGTAP = ROOT / "tests" / "pgtap"
SPECS = ROOT / "tests" / "isolation"
WHYS = ("equivalent", "redundant", "elsewhere")
# The statements that ran, by function: lines within the body.
_RAN = """
select n.nspname || '.' || p.proname, array_agg(distinct s.lineno)
from checker.plpgsql_profiler_functions_all() as f
join pg_catalog.pg_proc as p on p.oid = f.funcoid
join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
cross join lateral checker.plpgsql_profiler_function_statements_tb(p.oid) as s
where n.nspname = any (%s) and s.exec_stmts > 0
group by 1
"""
_STATEMENTS = """
select n.nspname || '.' || p.proname, array_agg(distinct s.lineno)
from pg_catalog.pg_proc as p
join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
join pg_catalog.pg_language as l on l.oid = p.prolang and l.lanname = 'plpgsql'
cross join lateral checker.plpgsql_profiler_function_statements_tb(p.oid) as s
where n.nspname = any (%s)
group by 1
"""


@dataclass
class Verdict:
    """What became of a mutant: the test that went red, or None; how many were asked."""

    mutant: Mutant
    killer: str | None
    asked: int
    seconds: float
    is_broken: bool = False


@dataclass
class Bench:
    """A server with the template, and what is known of its tests.

    ``folders`` names the folders of tests that there are (all, if none is named), ``cache`` where
    what was learned is kept (nowhere, if None).
    """

    server: Server
    folders: tuple[str, ...] = ()
    cache: Path | None = None
    runs: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    killers: dict[str, str] = field(default_factory=dict)
    survived: list[str] = field(default_factory=list)
    statements: dict[str, list[int]] = field(default_factory=dict)
    kills: Counter[tuple[str, str]] = field(default_factory=Counter)
    kept: dict[str, Any] = field(default_factory=dict)
    tap: psycopg.Connection[Any] | None = None

    def prepare(self) -> None:
        """Read what is remembered, record what is new or changed."""
        kept: dict[str, Any] = {}
        if self.cache is not None and self.cache.exists():
            kept = json.loads(self.cache.read_text(encoding="utf-8"))
        self.killers, self.survived = kept.get("killers", {}), kept.get("survived", [])
        schema = _hash(*sorted((ROOT / "db").rglob("*.sql")), *sorted(PGTAP.glob("_fixture/*.sql")))
        known = kept.get("runs", {}) if kept.get("schema") == schema else {}
        hashes = {}
        for path in _test_files():
            if self.folders and path.parent.name not in self.folders:
                continue
            name = str(path.relative_to(ROOT))
            self.texts[name] = path.read_text(encoding="utf-8")
            hashes[name] = _hash(path)
            if kept.get("files", {}).get(name) == hashes[name] and name in known:
                self.runs[name] = known[name]
        with self.server.connect(TEMPLATE) as connection:
            self.statements = dict(connection.execute(_STATEMENTS, [list(SCHEMAS)]).fetchall())
        new = sorted(self.texts.keys() - self.runs.keys())
        if new:
            print(f"recording what {len(new)} tests run", flush=True)
        self._record(new)
        self.kept = {"schema": schema, "files": hashes}
        self.remember()

    def remember(self) -> None:
        """Write down what was learned."""
        if self.cache is None:
            return
        self.cache.parent.mkdir(parents=True, exist_ok=True)
        learned = {"runs": self.runs, "killers": self.killers, "survived": self.survived}
        self.cache.write_text(json.dumps(self.kept | learned), encoding="utf-8")

    def _record(self, names: Iterable[str]) -> None:
        database = self.server.create_database()
        with self.server.connect(database, search_path="tap,public") as connection:
            for name in names:
                try:
                    self.runs[name] = self._ran(connection, name)
                except (TapFailureError, TapSkippedError, IsolationFailureError) as error:
                    print(f"left out, red without any mutant: {name}\n{error}", flush=True)
        self.server.drop_database(database)

    def _ran(self, connection: psycopg.Connection[Any], name: str) -> dict[str, list[int]]:
        """What a test runs. Raises what the runner raises when it is red."""
        ran: dict[str, list[int]] = {}
        if name.endswith(".spec"):
            self._try_spec(name, None, ran)
            return ran
        connection.execute(_FORGET)
        run_tap(connection, self.texts[name])
        return dict(connection.execute(_RAN, [list(SCHEMAS)]).fetchall())

    def judge(self, mutant: Mutant) -> Verdict:
        """Try the tests that can see it until one is red."""
        started = time.monotonic()
        if (problem := self._problem(mutant)) is not None:
            return Verdict(mutant, problem, 0, 0, is_broken=True)
        asked = 0
        for asked, name in enumerate(self._candidates(mutant), 1):
            if self._is_red(name, mutant):
                self.kills[mutant.kind, name] += 1
                self.killers[mutant.name] = name
                return Verdict(mutant, name, asked, time.monotonic() - started)
        self.killers.pop(mutant.name, None)
        return Verdict(mutant, None, asked, time.monotonic() - started)

    def _problem(self, mutant: Mutant) -> str | None:
        """What the server says of the mutant itself; a mutant that is refused shows nothing."""
        connection = self._connection()
        try:
            with connection.transaction(force_rollback=True):
                connection.execute(mutant.statement.encode())
        except psycopg.Error as error:
            return str(error)
        return None

    def _candidates(self, mutant: Mutant) -> Iterator[str]:
        """Tests that can see it, the most promising first."""
        last = self.killers.get(mutant.name)
        found = [name for name in self.runs if self._sees(name, mutant)]
        found.sort(
            key=lambda name: (
                name != last,
                name.endswith(".spec"),
                f"/{mutant.function}/" not in name,
                -self.kills[mutant.kind, name],
                sum(map(len, self.runs[name].values())),
            )
        )
        yield from found

    def _sees(self, name: str, mutant: Mutant) -> bool:
        ran = self.runs[name]
        if mutant.function is None:
            text = self.texts[name]
            is_rule = "/catalog/" in name
            return is_rule or any(hint in text for hint in mutant.hints) or _inserts(mutant, ran)
        # What the catalog says of functions is words, and words were taken out.
        if "/catalog/" in name:
            return False
        lines = self.statements.get(mutant.function)
        if lines is None:
            return not ran.keys().isdisjoint(_callers(mutant.function))
        if mutant.line in lines:
            return mutant.line in ran.get(mutant.function, ())
        return mutant.function in ran

    def _is_red(self, name: str, mutant: Mutant) -> bool:
        if name.endswith(".spec"):
            try:
                self._try_spec(name, mutant, {})
            except IsolationFailureError:
                return True
            return False
        text = re.sub(
            r"\bbegin;", lambda _: f"begin;\n{mutant.statement};", self.texts[name], count=1
        )
        try:
            run_tap(self._connection(), text)
        except (TapFailureError, psycopg.Error):
            return True
        except TapSkippedError:
            return False
        return False

    def _connection(self) -> psycopg.Connection[Any]:
        if self.tap is None or self.tap.closed:
            self.tap = self.server.connect(
                self.server.create_database(),
                search_path="tap,public",
                statement_timeout="10s",
                **{"plpgsql_check.profiler": "off"},
            )
        return self.tap

    def _try_spec(self, name: str, mutant: Mutant | None, ran: dict[str, list[int]]) -> None:
        tester = find_isolationtester()
        if tester is None:
            return
        database = self.server.create_database()
        try:
            with self.server.connect(database) as connection:
                if mutant is not None:
                    connection.execute(mutant.statement.encode())
                run_spec(tester, ROOT / name, self.server.url(database))
                ran.update(connection.execute(_RAN, [list(SCHEMAS)]).fetchall())
                left = violations(connection).keys() - allowed_leftovers(ROOT / name)
        finally:
            self.server.drop_database(database)
        if left:
            raise IsolationFailureError(f"check views are not empty: {', '.join(sorted(left))}")


def _hash(*paths: Path) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _test_files() -> Iterator[Path]:
    for path in sorted(PGTAP.glob("*/*.sql")):
        if not path.parent.name.startswith("_"):
            yield path
    yield from sorted(SPECS.glob("*.spec"))


_SOURCES: dict[str, str] = {}


def _sources() -> dict[str, str]:
    if not _SOURCES:
        for path in sorted(FUNCTIONS.glob("*/*.sql")):
            _SOURCES[f"{path.parent.name}.{path.stem}"] = path.read_text(encoding="utf-8")
    return _SOURCES


def _callers(function: str) -> set[str]:
    """Functions whose text names this one, which the profiler does not see, and their callers when
    they are not seen either."""
    callers = {name for name, text in _sources().items() if re.search(rf"\b{function}\(", text)}
    callers.discard(function)
    return callers.union(
        *(_callers(name) for name in callers if "language plpgsql" not in _sources()[name])
    )


def _inserts(mutant: Mutant, ran: dict[str, list[int]]) -> bool:
    """Whether a unique key that ``on conflict`` names, or that ends a race, was in reach."""
    if mutant.kind != "unique":
        return False
    table = mutant.name.split()[1]
    return any(
        f"insert into {table}" in _sources().get(name, "") and "on conflict" in _sources()[name]
        for name in ran
    )


def read_known(path: Path = KNOWN) -> dict[str, tuple[str, str]]:
    """Mutants that may survive: why, and the reason. Raises ValueError for an incomplete one."""
    known = {}
    for entry in tomllib.loads(path.read_text(encoding="utf-8")).get("survives", []):
        if entry["why"] not in WHYS or not entry["reason"]:
            raise ValueError(f"{entry['mutant']}: why is one of {', '.join(WHYS)}, with a reason")
        for name in entry["mutant"] if isinstance(entry["mutant"], list) else [entry["mutant"]]:
            known[name] = (entry["why"], entry["reason"])
    return known


def choose(mutants: list[Mutant], words: list[str], kinds: list[str]) -> list[Mutant]:
    """Those of these kinds (all, if none is said) with one of the words in the name,
    before the colon."""
    return [
        mutant
        for mutant in mutants
        if (not kinds or mutant.kind in kinds)
        and (not words or any(word in mutant.name.partition(": ")[0] for word in words))
    ]


def run(server: Server, words: list[str], kinds: list[str], *, survivors: bool = False) -> int:
    """Try the chosen mutants and say what survived. 0 when all that did is known."""
    bench = Bench(server, cache=CACHE)
    bench.prepare()
    with server.connect(TEMPLATE) as connection:
        everything = all_mutants(connection)
    chosen = choose(everything, words, kinds)
    if survivors:
        chosen = [mutant for mutant in chosen if mutant.name in bench.survived]
    known = read_known()
    verdicts: list[Verdict] = []
    try:
        for mutant in chosen:
            verdict = bench.judge(mutant)
            verdicts.append(verdict)
            _tell(verdict, known)
    finally:
        tried = {verdict.mutant.name for verdict in verdicts}
        lived = {verdict.mutant.name for verdict in verdicts if verdict.killer is None}
        bench.survived = sorted((set(bench.survived) - tried) | lived)
        bench.remember()
    return _summary(verdicts, known, {mutant.name for mutant in everything})


def _tell(verdict: Verdict, known: dict[str, tuple[str, str]]) -> None:
    name = verdict.mutant.name
    if verdict.is_broken:
        print(f"BROKEN    {name}\n          {verdict.killer}", flush=True)
    elif verdict.killer is None:
        word = "known    " if name in known else "SURVIVED "
        print(f"{word} {name}  ({verdict.asked} tests, {verdict.seconds:.1f} s)", flush=True)
    elif name in known:
        print(f"NOT KNOWN {name}\n          goes red: {verdict.killer}", flush=True)
    else:
        print(f"red       {name}\n          {verdict.killer}", flush=True)


def _summary(verdicts: list[Verdict], known: dict[str, tuple[str, str]], names: set[str]) -> int:
    survived = [v for v in verdicts if v.killer is None and v.mutant.name not in known]
    stale = [v for v in verdicts if v.killer is not None and v.mutant.name in known]
    broken = [v for v in verdicts if v.is_broken]
    gone = sorted(known.keys() - names)
    for name in gone:
        print(f"GONE      {name}: no such mutant any more")
    red = sum(v.killer is not None and not v.is_broken for v in verdicts)
    print(
        f"{len(verdicts)} mutants: {red} red, {len(verdicts) - red - len(survived) - len(broken)}"
        f" known to survive, {len(survived)} survived, {len(broken)} broken"
        f" in {sum(v.seconds for v in verdicts):.0f} s"
    )
    return 1 if survived or stale or broken or gone else 0


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("words", nargs="*", help="parts of names of mutants; none means all")
    parser.add_argument("--kind", action="append", choices=KINDS, default=[])
    parser.add_argument("--list", action="store_true", help="only list them")
    parser.add_argument("--survivors", action="store_true", help="those that survived last time")
    chosen = parser.parse_args()
    server = start_server("system")
    try:
        if chosen.list:
            with server.connect(TEMPLATE) as connection:
                for mutant in choose(all_mutants(connection), chosen.words, chosen.kind):
                    print(mutant.name)
            return 0
        if not server.has_checker:
            print("plpgsql_check is needed: postgresql-15-plpgsql-check")
            return 1
        return run(server, chosen.words, chosen.kind, survivors=chosen.survivors)
    finally:
        server.destroy()


if __name__ == "__main__":
    sys.exit(main())
