"""Runs episodes of calls against one world, and judges each of them.

An episode is one transaction that is rolled back at its end, so that each begins in the same world
and a seed alone repeats it. Within it successes stand and the world moves on; after it every check
view, capital's fold and derivation among them, must be as empty as before. When one is not, the
episode is played again with a look after each call, to name the call.
"""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import psycopg

from fuzz import world as worlds
from fuzz.calls import Call, Caller, EntryPoint, entry_points

if TYPE_CHECKING:
    from tools.server import Server

CALLS_AN_EPISODE = 50
LONGEST_SECONDS = 3.0  # and one more for each megabyte that was handed in
# Argument refused, privilege, and nothing else of the standard's own.
STANDARD = {"22023", "42501"}


class FuzzFailureError(AssertionError):
    """What a call did that none may, with what repeats it."""


@dataclass
class Tally:
    """What became of the calls."""

    calls: int = 0
    answers: Counter[tuple[str, str]] = field(default_factory=Counter)
    slowest: tuple[float, str] = (0.0, "")
    failures: list[str] = field(default_factory=list)


class Fuzzer:
    """One database with the living world in it, a superuser's session, and its entry points."""

    def __init__(self, server: Server, database: str, tally: Tally) -> None:
        self.connection = server.connect(database, statement_timeout="20s")
        self.entry_points = entry_points(self.connection)
        worlds.build(self.connection)
        self.catalogued = {row[0] for row in self._rows("select code from meta.error_codes")}
        self.before = self._violations()
        self.tally = tally

    def close(self) -> None:
        """End the session."""
        self.connection.close()

    def play(self, seed: str, *, only: set[str] | None = None) -> None:
        """One episode from a seed like 7:12; failures are added to the tally."""
        if self._episode(seed, only, look_each_time=False):
            self._episode(seed, only, look_each_time=True)

    def _episode(self, seed: str, only: set[str] | None, *, look_each_time: bool) -> bool:
        """Whether a check view had a row at the end that nobody was named for."""
        self.connection.execute("begin")
        try:
            caller = self._caller(seed, only)
            for number in range(CALLS_AN_EPISODE):
                if number % 25 == 24:
                    caller.world = worlds.look(self.connection, caller.world.now_ms)
                call = caller.next()
                problem = self._judge(call, counts=not look_each_time)
                if problem is None and look_each_time:
                    problem = self._spoiled()
                if problem is not None and (look_each_time or "check view" not in problem):
                    self._fail(seed, number, call, problem)
                    if look_each_time:
                        return False
            return self._spoiled() is not None
        finally:
            self.connection.execute("rollback")

    def _caller(self, seed: str, only: set[str] | None) -> Caller:
        now_ms = int(time.time() * 1000)
        points = [point for point in self.entry_points if not only or point.name in only]
        return Caller(random.Random(seed), points, worlds.look(self.connection, now_ms))

    def _judge(self, call: Call, *, counts: bool) -> str | None:
        """Make the call; what is wrong with its answer, or None."""
        longest = LONGEST_SECONDS + sum(len(value or "") for value in call.arguments) / 1e6
        seconds, code, problem = self._make(call, longest)
        if problem is None and seconds > longest:
            # Somebody else may have had the machine: it is slow when it is slow each time.
            seconds = min(seconds, *(self._make(call, longest)[0] for _ in range(2)))
            if seconds > longest:
                problem = f"it took {seconds:.1f} s"
            self._make(call, 60)
        if counts:
            self.tally.calls += 1
            self.tally.answers[call.entry_point.name, code] += 1
            self.tally.slowest = max(self.tally.slowest, (seconds, str(call)))
        return problem

    def _make(self, call: Call, longest: float) -> tuple[float, str, str | None]:
        """Seconds, SQLSTATE and problem; nothing stands of what failed or took too long."""
        self.connection.execute("savepoint fuzz")
        self._become(call.entry_point, call.tenant)
        started = time.monotonic()
        code, problem = "00000", None
        try:
            self.connection.execute(call.entry_point.statement, call.arguments).fetchall()
        except psycopg.Error as error:
            code, problem = error.sqlstate or "", self._refused(error)
        seconds = time.monotonic() - started
        if code != "00000" or seconds > longest:
            self.connection.execute("rollback to fuzz")
        self.connection.execute("reset role; release fuzz")
        return seconds, code, problem

    def _become(self, entry_point: EntryPoint, tenant: int) -> None:
        user = f"11111111-0000-4000-8000-{tenant:012d}"
        is_tenant = entry_point.role == "authenticated"
        claims = json.dumps({"sub": user, "role": "authenticated"}) if is_tenant else ""
        self.connection.execute(
            f"set local role {entry_point.role}; set local request.jwt.claims = '{claims}'"
        )

    def _refused(self, error: psycopg.Error) -> str | None:
        diag = error.diag
        code = error.sqlstate or "no SQLSTATE"
        said = (
            f"{code} {diag.message_primary} DETAIL {diag.message_detail} HINT {diag.message_hint}"
        )
        if diag.context is None:
            return f"it never began: {said}"
        if code in STANDARD:
            return None
        if code not in self.catalogued:
            return f"not in the catalogue: {said}\n{diag.context}"
        if not diag.message_detail or not diag.message_hint:
            return f"a refusal without DETAIL or HINT: {said}"
        return None

    def _violations(self) -> set[str]:
        return {f"{view} {row}" for view, row in self._rows("select * from fixture.violations()")}

    def _spoiled(self) -> str | None:
        new = self._violations() - self.before
        if not new:
            return None
        return "a check view is not empty:\n" + "\n".join(sorted(new))

    def _fail(self, seed: str, number: int, call: Call, problem: str) -> None:
        self.tally.failures.append(f"TRADEKEEL_FUZZ_SEED={seed} call {number}: {problem}\n{call}")

    def _rows(self, query: str) -> list[Any]:
        return self.connection.execute(query).fetchall()
