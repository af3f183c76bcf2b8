"""The applier's own tables: meta.migrations, repeatables, releases, objects.

All functions here expect a transaction in which we are tradekeel_owner (or a reader with
grants); see session.py.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from psycopg.types.json import Jsonb

from tradekeel.applier.catalog import Hashes, ObjectKey, Snapshot
from tradekeel.applier.session import Session
from tradekeel.applier.tree import Migration, Repeatable


@dataclass(frozen=True)
class AppliedMigration:
    """One row of meta.migrations."""

    version: int
    name: str
    content_hash: str
    chain_hash: str


@dataclass(frozen=True)
class AppliedRepeatable:
    """One row of meta.repeatables; `object_oid` tells a re-created object from the old one."""

    path: str
    content_hash: str
    object_oid: int | None


@dataclass(frozen=True)
class RecordedObject:
    """One row of meta.objects."""

    hashes: Hashes
    path: str | None
    server_major: int


@dataclass(frozen=True)
class Records:
    """What a database says about itself; empty before the first migration."""

    migrations: tuple[AppliedMigration, ...] = ()
    repeatables: dict[str, AppliedRepeatable] = field(default_factory=dict)
    release: int = 0

    @property
    def chain_hash(self) -> str:
        """The chain hash of the last migration, '' if there is none."""
        return self.migrations[-1].chain_hash if self.migrations else ""


def is_installed(session: Session) -> bool:
    """True once the first migration is applied."""
    return bool(
        session.one(
            "select exists (select from pg_catalog.pg_class as c"
            " join pg_catalog.pg_namespace as n on n.oid = c.relnamespace"
            " where n.nspname = 'meta' and c.relname = 'migrations')"
        )[0]
    )


def read_records(session: Session) -> Records:
    """Everything but the objects."""
    if not is_installed(session):
        return Records()
    with session.reading():
        migrations = session.all(
            "select version, name, content_hash, chain_hash from meta.migrations order by version"
        )
        repeatables = session.all(
            "select path, content_hash, object_oid::bigint from meta.repeatables"
        )
        release = session.one("select coalesce(max(release), 0) from meta.releases")[0]
    return Records(
        tuple(AppliedMigration(*row) for row in migrations),
        {row[0]: AppliedRepeatable(*row) for row in repeatables},
        release,
    )


def read_recorded_objects(session: Session) -> dict[ObjectKey, RecordedObject]:
    """meta.objects as (kind, identity) -> row."""
    rows = session.all(
        "select kind, identity, definition_hash, grants_hash, path, server_major from meta.objects"
    )
    return {
        (kind, identity): RecordedObject(Hashes(definition, grants), path, major)
        for kind, identity, definition, grants, path, major in rows
    }


def write_migration(session: Session, migration: Migration, chain_hash: str) -> None:
    """Records a migration; a second apply of the same one fails on the key."""
    session.connection.execute(
        "insert into meta.migrations (version, name, content_hash, chain_hash)"
        " values (%s, %s, %s, %s)",
        [migration.version, migration.name, migration.content_hash, chain_hash],
    )


def write_repeatable(session: Session, repeatable: Repeatable, object_oid: int | None) -> None:
    """Records a file as applied."""
    session.connection.execute(
        "insert into meta.repeatables (path, kind, content_hash, object_oid)"
        " values (%s, %s, %s, %s)"
        " on conflict (path) do update set kind = excluded.kind,"
        " content_hash = excluded.content_hash, object_oid = excluded.object_oid,"
        " applied_at = excluded.applied_at, applied_by = excluded.applied_by",
        [repeatable.path, repeatable.kind, repeatable.content_hash, object_oid],
    )


def clear_repeatable(session: Session, path: str) -> None:
    """Forgets a file whose object a migration dropped."""
    session.connection.execute("delete from meta.repeatables where path = %s", [path])


def write_release(session: Session, release: int) -> None:
    """Records that this database has seen this release of the tree."""
    session.connection.execute(
        "insert into meta.releases (release) values (%s) on conflict (release) do nothing",
        [release],
    )


def write_objects(session: Session, path: str, rows: Snapshot) -> None:
    """Records definition and grants of objects as what ought to be there."""
    session.connection.cursor().executemany(
        "insert into meta.objects"
        " (kind, identity, path, definition_hash, grants_hash, server_major)"
        " values (%s, %s, %s, %s, %s, %s)"
        " on conflict (kind, identity) do update set path = excluded.path,"
        " definition_hash = excluded.definition_hash, grants_hash = excluded.grants_hash,"
        " server_major = excluded.server_major, recorded_at = excluded.recorded_at",
        [
            [kind, identity, path, hashes.definition, hashes.grants, session.major]
            for (kind, identity), hashes in rows.items()
        ],
    )


def write_grants(session: Session, rows: Snapshot) -> None:
    """Records only the grants of objects that another file defines (tables and columns)."""
    session.connection.cursor().executemany(
        "update meta.objects set grants_hash = %s, recorded_at = clock_timestamp()"
        " where kind = %s and identity = %s",
        [[hashes.grants, kind, identity] for (kind, identity), hashes in rows.items()],
    )


def write_step(session: Session, step: str, **arguments: object) -> None:
    """Records in the operators' record what was done, with the hash of what is recorded of objects.

    `step`: apply_begun, apply_ended, rebaseline. Nothing in a database that cannot do so yet.
    """
    if session.one("select to_regproc('meta.record_apply') is not null")[0]:
        session.connection.execute("select meta.record_apply(%s, %s)", [step, Jsonb(arguments)])


def forget_objects(session: Session, keys: Iterable[ObjectKey]) -> None:
    """Removes records of objects that are meant to be gone."""
    session.connection.cursor().executemany(
        "delete from meta.objects where kind = %s and identity = %s", [list(key) for key in keys]
    )
