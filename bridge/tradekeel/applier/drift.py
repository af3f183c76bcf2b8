"""`drift`: where the live catalog differs from what the applier left there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from psycopg import errors

from tradekeel.applier import records as meta
from tradekeel.applier.catalog import (
    ObjectKey,
    Snapshot,
    our_schemas,
    read_objects,
    standing_members,
)
from tradekeel.applier.errors import ApplyError
from tradekeel.applier.records import RecordedObject
from tradekeel.applier.session import Session
from tradekeel.applier.tree import Tree, read_tree

Problem = Literal["missing", "unexpected", "definition", "grants", "standing_member", "new_major"]


@dataclass(frozen=True)
class DriftRow:
    """One difference. `path` is the file that would put it right, if one would."""

    kind: str
    identity: str
    problem: Problem
    detail: str
    path: str | None
    remediation: str


def drift(url: str, tree: Path | None = None) -> list[DriftRow]:
    """Differences between the live catalog and the record of the last apply; [] is healthy.

    After a PostgreSQL upgrade to a new major one row says so, because the texts that are hashed
    differ between majors; `rebaseline` accepts what is there. Reads only; takes about 50 ms.
    Raises ApplyError MTR07 if nothing is installed there, MTR05 if the role may not read
    meta.objects, psycopg.OperationalError if the server is not reachable.
    """
    source = read_tree(tree)
    with Session.open(url, purpose="drift") as session:
        _require_installed(session)
        return find_drift(session, source)


def rebaseline(url: str) -> int:
    """Accepts the live catalog as what ought to be there. Returns the number of objects.

    For a new PostgreSQL major, or for a change by hand that is meant to stay. Standing members
    of the owner roles are never accepted. Raises as `drift`, and MTR05 if the role may not.
    """
    with Session.open(url, purpose="rebaseline") as session:
        _require_installed(session)
        session.require_installer()
        with session.alone(lambda _: None):
            with session.reading():
                recorded = meta.read_recorded_objects(session)
            with session.connection.transaction():
                live = _live_objects(session, recorded)
                with session.as_owner():
                    meta.forget_objects(session, recorded.keys() - live.keys())
                    for key, hashes in live.items():
                        known = recorded.get(key)
                        path = known.path if known and known.path else "by hand"
                        meta.write_objects(session, path, {key: hashes})
                    meta.write_step(session, "rebaseline")
            return len(live)


def find_drift(session: Session, tree: Tree) -> list[DriftRow]:
    """The same on an open session; [] before the first migration."""
    if not meta.is_installed(session):
        return []
    try:
        with session.reading():
            recorded = meta.read_recorded_objects(session)
    except errors.InsufficientPrivilege:
        recorded = {}
    if not recorded:
        raise ApplyError(
            "MTR05",
            f"role {session.role} may not read what was applied, or nothing is recorded",
            "use the login that applied the schema; operators: tradekeel status names the first",
        )
    live = _live_objects(session, recorded)
    return differences(recorded, live, _members(session), session.major, tree)


def differences(
    recorded: Mapping[ObjectKey, RecordedObject],
    live: Snapshot,
    members: Sequence[tuple[str, str]],
    major: int,
    tree: Tree,
) -> list[DriftRow]:
    """What differs between a record and a live catalog. `members`: of the owner roles."""
    rows = [_standing(role, member) for role, member in members]
    majors = {row.server_major for row in recorded.values()} - {major}
    if majors:
        return [*rows, _new_major(max(majors), major)]
    for key in sorted(recorded.keys() | live.keys()):
        row = _compare(key, recorded.get(key), live, tree)
        if row is not None:
            rows.append(row)
    return rows


def healing_paths(session: Session, tree: Tree) -> set[str]:
    """Files of the tree that put right what differs now."""
    return {row.path for row in find_drift(session, tree) if row.path is not None}


def _require_installed(session: Session) -> None:
    if not meta.is_installed(session):
        raise ApplyError(
            "MTR07", "Tradekeel is not installed in this database", "run tradekeel apply"
        )


def _live_objects(session: Session, recorded: dict[ObjectKey, RecordedObject]) -> Snapshot:
    schemas = {identity for kind, identity in recorded if kind == "schema"}
    return read_objects(session.connection, sorted(schemas | set(our_schemas(session.connection))))


def _members(session: Session) -> list[tuple[str, str]]:
    return standing_members(session.connection, session.major)


def _compare(
    key: ObjectKey, recorded: RecordedObject | None, live: Snapshot, tree: Tree
) -> DriftRow | None:
    kind, identity = key
    found = live.get(key)
    problem: Problem
    if recorded is None:
        problem, detail = "unexpected", f"{kind} {identity} was not made by the applier"
    elif found is None:
        problem, detail = "missing", f"{kind} {identity} is gone"
    elif found.definition != recorded.hashes.definition:
        problem, detail = "definition", f"{kind} {identity} is not as it was applied"
    elif found.grants != recorded.hashes.grants:
        problem, detail = "grants", f"rights on {kind} {identity} are not as they were applied"
    else:
        return None
    path = _healing_path(kind, identity, problem, recorded, tree)
    return DriftRow(kind, identity, problem, detail, path, _remediation(kind, problem, path))


def _healing_path(
    kind: str, identity: str, problem: Problem, recorded: RecordedObject | None, tree: Tree
) -> str | None:
    paths = {repeatable.path for repeatable in tree.repeatables}
    if kind == "policy" or (kind in ("table", "column") and problem == "grants"):
        schema, table = identity.split(".")[:2]
        path = f"policies/{schema}.{table}.sql"
    elif recorded is not None and recorded.path:
        path = recorded.path
    else:
        return None
    return path if path in paths else None


def _remediation(kind: str, problem: Problem, path: str | None) -> str:
    if path is not None:
        return f"tradekeel apply --heal applies {path} again"
    if problem == "unexpected":
        return f"drop this {kind}, or write it into the tree"
    return "undo the change by hand, write a migration, or accept: tradekeel drift --rebaseline"


def _standing(role: str, member: str) -> DriftRow:
    return DriftRow(
        "role",
        role,
        "standing_member",
        f"{member} is a member of {role} and can act as it at any time",
        None,
        f"revoke {role} from {member}",
    )


def _new_major(old: int, new: int) -> DriftRow:
    return DriftRow(
        "server",
        f"PostgreSQL {new}",
        "new_major",
        f"recorded under PostgreSQL {old}; texts of the catalog differ between majors",
        None,
        "re-baseline: tradekeel drift --rebaseline",
    )
