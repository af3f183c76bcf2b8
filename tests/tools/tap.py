"""Runs one pgTAP file on an open connection and judges what it printed.

A file is a transaction that leaves nothing behind::

    begin;
    select plan(2);
    ...
    select * from finish();
    rollback;

It fails when an assertion fails, when no plan was made or the plan does not match, when nothing
was asserted, when a statement raises, or when it leaves a transaction open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg.pq import TransactionStatus

from tools.statements import split_statements

if TYPE_CHECKING:
    from pathlib import Path

_PLAN = re.compile(r"^1\.\.(\d+)(?:\s*#\s*(.*))?$")
_RESULT = re.compile(r"^(not )?ok (\d+)(?: - (.*?))?(?:\s+#\s*(?i:(SKIP|TODO))\b\s*(.*))?$")


class TapFailureError(Exception):
    """The file failed; the message says why, for people."""


class TapSkippedError(Exception):
    """The file asked to be skipped; the message is its reason."""


@dataclass
class TapResult:
    """What the lines said so far."""

    planned: int | None = None
    asserted: int = 0
    skip_reason: str | None = None
    problems: list[str] = field(default_factory=list)

    def read(self, line: str) -> None:
        """Take in one line of TAP; anything else is ignored."""
        if plan := _PLAN.match(line):
            if self.planned is not None:
                self.problems.append("planned twice")
            self.planned = int(plan[1])
            if self.planned == 0 and plan[2]:
                self.skip_reason = plan[2]
        elif result := _RESULT.match(line):
            self._read_result(*result.groups())
        elif line.startswith("#") and self.problems:
            self.problems[-1] += f"\n{line}"
        elif line.startswith("Bail out!"):
            self.problems.append(line)

    def _read_result(
        self, bad: str | None, number: str, name: str | None, directive: str | None, why: str | None
    ) -> None:
        self.asserted += 1
        if int(number) != self.asserted:
            self.problems.append(f"assertion {number} came as number {self.asserted}")
        if directive and directive.upper() == "SKIP":
            self.skip_reason = why or "no reason given"
        elif directive:
            self.problems.append(f"{number} - {name}: TODO is not accepted here ({why})")
        elif bad:
            self.problems.append(f"not ok {number} - {name}")

    def judge(self) -> None:
        """Raise TapFailureError or TapSkippedError, or return when all is well."""
        if self.skip_reason is not None and not self.problems:
            raise TapSkippedError(self.skip_reason)
        if self.planned is None:
            self.problems.append("no plan: select plan(n) is missing, or finish() after no_plan()")
        elif self.asserted == 0:
            self.problems.append("nothing was asserted")
        elif self.planned != self.asserted:
            self.problems.append(f"planned {self.planned} assertions, made {self.asserted}")
        if self.problems:
            raise TapFailureError("\n".join(self.problems))


def run_tap_file(connection: psycopg.Connection[Any], path: Path) -> TapResult:
    """Run a file; see run_tap."""
    return run_tap(connection, path.read_text(encoding="utf-8"))


def run_tap(connection: psycopg.Connection[Any], sql: str) -> TapResult:
    """Run statement by statement; the connection must be in autocommit.

    Leaves the connection as it found it. Raises TapFailureError, TapSkippedError, or
    psycopg.Error when the connection itself is lost.
    """
    statements = split_statements(sql)
    words = [statement.text.strip().lower() for statement in statements]
    if not words or words[0] != "begin" or words[-1] != "rollback":
        raise TapFailureError("the file must be begin; ... rollback;")
    if any(word.split()[0] in {"commit", "end"} for word in words):
        raise TapFailureError("the file must not commit")
    if "select * from finish()" not in words:
        raise TapFailureError("select * from finish() is missing")

    result = TapResult()
    try:
        for statement in statements:
            _run(connection, statement.text, statement.line, result)
        if connection.info.transaction_status != TransactionStatus.IDLE:
            raise TapFailureError("the file left its transaction open")
    finally:
        if not connection.closed:
            if connection.info.transaction_status != TransactionStatus.IDLE:
                connection.rollback()
            connection.execute("discard all")
    result.judge()
    return result


def _run(connection: psycopg.Connection[Any], text: str, line: int, result: TapResult) -> None:
    try:
        cursor = connection.execute(text.encode())
    except psycopg.Error as error:
        if connection.closed:
            raise
        raise TapFailureError("\n".join([*result.problems, _explain(error, text, line)])) from error
    if cursor.description is None:
        return
    for row in cursor:
        if isinstance(row[0], str):
            for text_line in row[0].splitlines():
                result.read(text_line)


def _explain(error: psycopg.Error, text: str, line: int) -> str:
    diagnostic = error.diag
    if diagnostic.statement_position:
        line += text[: int(diagnostic.statement_position) - 1].count("\n")
    parts = [f"line {line}: {error.sqlstate}: {diagnostic.message_primary or error}"]
    for label, value in (
        ("detail", diagnostic.message_detail),
        ("hint", diagnostic.message_hint),
        ("context", diagnostic.context),
    ):
        if value:
            parts.append(f"  {label}: {value}")
    return "\n".join(parts)
