"""Asks for the evidence. Reads only: what has to be refused is tried and rolled back."""

from collections.abc import Set
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from tradekeel.applier.catalog import (
    OUR_ROLES,
    Hashes,
    ObjectKey,
    our_schemas,
    read_objects,
    standing_members,
)
from tradekeel.applier.drift import differences
from tradekeel.applier.records import RecordedObject
from tradekeel.applier.tree import read_tree
from tradekeel.dbtree import database_folder
from tradekeel.metrics import exported_names
from tradekeel.validate.criteria import FIRST, PHASES, STAGE, Criterion
from tradekeel.validate.report import Finding

LIMIT = "60s"
_LEND = sql.SQL("grant {} to current_user").format(
    sql.SQL(", ").join(map(sql.Identifier, OUR_ROLES))
)


def runbooks_folder() -> Path:
    """Where the runbooks are: beside the SQL tree, in a checkout and in the wheel."""
    tree = database_folder()
    return tree.with_name("_runbooks" if tree.name.startswith("_") else "runbooks")


def validate(
    url: str, *, runbooks: Path | None = None, metrics: Set[str] | None = None
) -> list[Finding]:
    """One finding per criterion, in order; what cannot be verified has not held.

    For a superuser, or for who applied the schema: for what that login may not read or try itself
    it is lent our roles, within the transaction that is rolled back.
    Raises psycopg.OperationalError if the server cannot be reached.
    """
    pages = runbooks or runbooks_folder()
    names = exported_names() if metrics is None else metrics
    found = []
    with psycopg.connect(url, connect_timeout=5) as connection:
        for phase in PHASES:
            for criterion in phase.criteria:
                holds, evidence = _verify_or_lend(connection, criterion, pages, names)
                found.append(Finding(phase.title, criterion.name, criterion.kind, holds, evidence))
    return found


def _verify_or_lend(
    connection: psycopg.Connection[tuple[object, ...]],
    criterion: Criterion,
    pages: Path,
    names: Set[str],
) -> tuple[bool, str]:
    try:
        try:
            return _verify(connection, criterion, pages, names)
        except psycopg.errors.InsufficientPrivilege:
            connection.rollback()
            connection.execute(_LEND)
            return _verify(connection, criterion, pages, names)
    except psycopg.Error as error:
        if connection.closed:
            raise
        return False, f"could not be verified: {_line(error)}"
    finally:
        if not connection.closed:
            connection.rollback()


def _verify(
    connection: psycopg.Connection[tuple[object, ...]],
    criterion: Criterion,
    pages: Path,
    names: Set[str],
) -> tuple[bool, str]:
    if criterion.kind == "metric":
        holds = criterion.text in names
        return holds, f"{criterion.text} is {'' if holds else 'not '}exported"
    if criterion.kind == "runbook":
        page = pages / f"{criterion.text}.md"
        holds = page.is_file() and "## How to recover" in page.read_text(encoding="utf-8")
        return holds, f"runbooks/{page.name} is {'' if holds else 'not '}there"
    connection.execute("select pg_catalog.set_config('statement_timeout', %s, true)", [LIMIT])
    if criterion.kind == "drift":
        return _drift(connection)
    if criterion.is_staged:
        connection.execute("set local role tradekeel_operator")
        connection.execute(STAGE.encode())
        connection.execute("reset role")
        claims = f'{{"sub": "{FIRST}", "role": "authenticated"}}'
        connection.execute("select pg_catalog.set_config('request.jwt.claims', %s, true)", [claims])
    if criterion.role:
        connection.execute(sql.SQL("set local role {}").format(sql.Identifier(criterion.role)))
    if criterion.kind == "refused":
        return _refusal(connection, criterion)
    *before, query = criterion.text.split(";\n")
    for statement in before:
        connection.execute(statement.encode())
    row = connection.execute(query.encode()).fetchone()
    return row is not None and row[0] is True, str(row[1]) if row else "no answer"


def _drift(connection: psycopg.Connection[tuple[object, ...]]) -> tuple[bool, str]:
    """Whether catalog and record agree, now; without the roles that are lent for reading it."""
    try:
        with connection.transaction():
            recorded = _recorded(connection)
    except psycopg.errors.InsufficientPrivilege:
        with connection.transaction(force_rollback=True):
            connection.execute(_LEND)
            recorded = _recorded(connection)
    if not recorded:
        return False, "nothing is recorded: run tradekeel apply"
    connection.execute("select pg_catalog.set_config('search_path', '', true)")
    schemas = {identity for kind, identity in recorded if kind == "schema"}
    live = read_objects(connection, sorted(schemas | set(our_schemas(connection))))
    major = connection.info.server_version // 10000
    members = standing_members(connection, major)
    rows = differences(recorded, live, members, major, read_tree())
    more = f": {rows[0].detail}" if rows else ""
    return not rows, f"{len(live)} objects compared, {len(rows)} differ{more}"


def _recorded(
    connection: psycopg.Connection[tuple[object, ...]],
) -> dict[ObjectKey, RecordedObject]:
    rows: list[Any] = connection.execute(
        "select kind, identity, definition_hash, grants_hash, path, server_major from meta.objects"
    ).fetchall()
    return {
        (kind, identity): RecordedObject(Hashes(definition, grants), path, major)
        for kind, identity, definition, grants, path, major in rows
    }


def _refusal(
    connection: psycopg.Connection[tuple[object, ...]], criterion: Criterion
) -> tuple[bool, str]:
    try:
        connection.execute(criterion.text.encode())
    except psycopg.Error as error:
        return error.sqlstate == criterion.sqlstate, f"as {criterion.role}: {_line(error)}"
    return False, f"as {criterion.role}: it was allowed"


def _line(error: psycopg.Error) -> str:
    text = str(error.diag.message_primary or error).strip().splitlines()
    return f"{error.sqlstate or 'no SQLSTATE'} {text[0] if text else ''}".strip()
