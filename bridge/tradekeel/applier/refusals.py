"""What is looked at before the first statement runs: may this tree go onto this database?"""

import re
from collections.abc import Iterable, Mapping

from tradekeel.applier.errors import ApplyError
from tradekeel.applier.records import AppliedMigration, Records
from tradekeel.applier.tree import Migration, Repeatable, Tree, identify

OidsByObject = Mapping[tuple[str, str], tuple[int, ...]]


def refuse_unfit(tree: Tree, records: Records) -> None:
    """ApplyError MTR04 if the database is ahead, MTR01 or MTR02 if history was rewritten."""
    _refuse_ahead(tree, records)
    by_version = {migration.version: migration for migration in tree.migrations}
    chain_hash = ""
    for applied in records.migrations:
        migration = by_version.get(applied.version)
        if migration is None:
            raise ApplyError(
                "MTR02",
                f"migration {applied.version:04d}_{applied.name} is applied here"
                " but not in this tree",
                "bring it back",
            )
        _refuse_changed(applied, migration)
        chain_hash = migration.chained(chain_hash)
        if chain_hash != applied.chain_hash:
            raise ApplyError(
                "MTR02",
                f"the chain of meta.migrations breaks at {migration.path}",
                "an earlier row was changed or removed by hand",
            )
    known = {applied.version for applied in records.migrations}
    last = max(known, default=0)
    for migration in tree.migrations:
        if migration.version < last and migration.version not in known:
            raise ApplyError(
                "MTR02",
                f"{migration.path} is new but comes before {last:04d}, which is applied",
                f"give it a number above {last:04d}",
            )


def pending_migrations(tree: Tree, records: Records, target: int | None) -> tuple[Migration, ...]:
    """Migrations still to run, up to and including `target`."""
    last = max((applied.version for applied in records.migrations), default=0)
    return tuple(
        migration
        for migration in tree.migrations
        if migration.version > last and (target is None or migration.version <= target)
    )


def orphans(tree: Tree, records: Records) -> tuple[str, ...]:
    """Paths that were applied here and are no longer in the tree."""
    present = {repeatable.path for repeatable in tree.repeatables}
    return tuple(sorted(path for path in records.repeatables if path not in present))


def object_of(kind: str, schema: str, name: str) -> tuple[str, str]:
    """The key under which the catalog lists what such a file is about."""
    space = {"function": "function", "view": "view", "check": "view"}.get(kind, "table")
    return space, f"{schema}.{name}"


def orphaned_object(path: str) -> tuple[str, str]:
    """The same key from the path of a file that is gone."""
    found = identify(path)
    return object_of(*found) if found else ("", path)


def refuse_orphans(
    paths: Iterable[str],
    live: OidsByObject,
    tree: Tree,
    pending: Iterable[Migration] = (),
) -> None:
    """ApplyError MTR03 for a gone file whose object is there and that nothing is going to drop.

    A file that moved (same object, other path) is no orphan. With `pending`, a migration that
    still has to run and names the object after drop, delete or truncate counts as its end.
    """
    redefined = {object_of(r.kind, r.schema, r.name) for r in tree.repeatables}
    texts = " ".join(migration.text.lower() for migration in pending)
    for path in paths:
        space, name = orphaned_object(path)
        if (space, name) not in live:
            continue
        if path.startswith(("functions/", "views/", "checks/")) and (space, name) in redefined:
            continue
        mentioned = rf"\b(?:drop|delete\s+from|truncate)\b[^;]*\b{re.escape(name)}\b"
        if re.search(mentioned, texts):
            continue
        raise ApplyError(
            "MTR03",
            f"{path} is gone, {name} is still in the database",
            "bring the file back, or drop the object in a migration",
        )


def needs_applying(repeatable: Repeatable, records: Records, live: OidsByObject) -> bool:
    """True if the text changed, or the object is not the one that the file made."""
    applied = records.repeatables.get(repeatable.path)
    if applied is None or applied.content_hash != repeatable.content_hash:
        return True
    there = live.get(object_of(repeatable.kind, repeatable.schema, repeatable.name), ())
    return applied.object_oid is None or applied.object_oid not in there


def _refuse_ahead(tree: Tree, records: Records) -> None:
    newest = tree.migrations[-1].version
    ahead = [applied for applied in records.migrations if applied.version > newest]
    if ahead:
        raise ApplyError(
            "MTR04",
            f"the database has migration {ahead[-1].version:04d}, this tree ends at {newest:04d}",
            "use a newer checkout",
        )
    if records.release > tree.release:
        raise ApplyError(
            "MTR04",
            f"the database has seen release {records.release}, this tree is {tree.release}",
            "use a newer checkout",
        )


def _refuse_changed(applied: AppliedMigration, migration: Migration) -> None:
    if migration.name != applied.name:
        raise ApplyError(
            "MTR02",
            f"migration {applied.version:04d}_{applied.name} is applied here,"
            f" the tree has {migration.path}",
        )
    if migration.content_hash != applied.content_hash:
        raise ApplyError(
            "MTR01",
            f"{migration.path} was edited after it was applied",
            "undo the edit and write a new migration",
        )
