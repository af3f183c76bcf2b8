"""`apply`: migrations forward, then every repeatable file that changed.

One object per transaction. Changing an object is transactional in PostgreSQL, so others see the
old one or the new one and never a table without its policies. Each file starts from a clean
slate inside its transaction: the grants of its function or view, or the policies and grants of
its table, are removed first, so the file is the whole truth about them.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Literal

import psycopg
from psycopg import errors
from psycopg.pq import TransactionStatus

from tradekeel.applier import records as meta
from tradekeel.applier.catalog import (
    POLICY_KINDS,
    VIEW_KINDS,
    Scope,
    Snapshot,
    our_schemas,
    read_objects,
)
from tradekeel.applier.drift import find_drift, healing_paths
from tradekeel.applier.errors import ApplyError, is_lost_connection
from tradekeel.applier.objects import clean_slate, live_oids, reclaim, verify
from tradekeel.applier.refusals import (
    needs_applying,
    orphans,
    pending_migrations,
    refuse_orphans,
    refuse_unfit,
)
from tradekeel.applier.session import Session
from tradekeel.applier.tree import KINDS, Migration, Repeatable, SourceFile, Tree, read_tree

_MISSING = (
    errors.UndefinedFunction,
    errors.UndefinedTable,
    errors.UndefinedObject,
    errors.UndefinedColumn,
    errors.InvalidSchemaName,
)


@dataclass(frozen=True)
class Event:
    """Progress: `waiting` for somebody, `applying` a file, `retrying` a file after a lock."""

    action: Literal["waiting", "applying", "retrying"]
    path: str
    detail: str = ""


@dataclass(frozen=True)
class ApplyResult:
    """What was done. Paths are relative to the tree; `drifted` counts objects that differ."""

    migrations: tuple[str, ...]
    repeatables: tuple[str, ...]
    cleared: tuple[str, ...]
    release: int
    server_major: int
    drifted: int
    seconds: float

    @property
    def changed(self) -> bool:
        """True if anything was applied."""
        return bool(self.migrations or self.repeatables or self.cleared)


def apply(
    url: str,
    tree: Path | None = None,
    *,
    report: Callable[[Event], None] | None = None,
    target: int | None = None,
    heal: bool = False,
) -> ApplyResult:
    """Brings the database at `url` to what `tree` says (default: the checkout's or wheel's).

    `target`: run migrations only up to this number, and no other files, unless it is the last.
    `heal`: also apply unchanged files whose object differs from what was recorded.

    Connect as the role that installs: a superuser of a plain server, or any role that may create
    roles and, in the database, schemas; `postgres` on Supabase. Needs a session, so on a pooler
    its session mode. Parallel applies wait for each other. Blocking; takes about 10 ms a file.

    Raises ApplyError (see errors.py; what was finished before stays), psycopg.OperationalError
    if the server is not reachable.
    """
    source = read_tree(tree)
    tell = report or (lambda _: None)
    with Session.open(url, purpose="apply") as session:
        session.require_installer()
        with session.alone(lambda who: tell(Event("waiting", "", who))):
            return _Run(session, source, tell).run(target, heal)


@dataclass
class _Run:
    session: Session
    tree: Tree
    tell: Callable[[Event], None]
    migrations: list[str] = field(default_factory=list)
    repeatables: list[str] = field(default_factory=list)
    cleared: list[str] = field(default_factory=list)

    def run(self, target: int | None, heal: bool) -> ApplyResult:
        started = time.monotonic()
        recorded = meta.read_records(self.session)
        refuse_unfit(self.tree, recorded)
        pending = pending_migrations(self.tree, recorded, target)
        gone = orphans(self.tree, recorded)
        refuse_orphans(gone, live_oids(self.session), self.tree, pending)
        forced = healing_paths(self.session, self.tree) if heal and recorded.migrations else set()
        if pending or gone or forced or self._changed(recorded):
            self._record("apply_begun", release=self.tree.release)
        chain_hash = recorded.chain_hash
        for migration in pending:
            chain_hash = migration.chained(chain_hash)
            self._apply(migration, partial(self._migrate, migration, chain_hash))
        if target is None or target >= self.tree.migrations[-1].version:
            self._finish(recorded, gone, forced)
        if self.migrations or self.repeatables or self.cleared:
            self._record(
                "apply_ended", release=self.tree.release, migrations=self.migrations,
                files=len(self.repeatables), heal=heal,
            )  # fmt: skip
        return ApplyResult(
            tuple(self.migrations),
            tuple(self.repeatables),
            tuple(self.cleared),
            self.tree.release,
            self.session.major,
            len(find_drift(self.session, self.tree)),
            time.monotonic() - started,
        )

    def _changed(self, recorded: meta.Records) -> bool:
        """Whether a file of the tree is to be applied."""
        live = live_oids(self.session)
        return any(needs_applying(item, recorded, live) for item in self.tree.repeatables)

    def _record(self, step: str, **arguments: object) -> None:
        """In a transaction of its own, again if a lock was in the way."""

        def attempt() -> None:
            with self.session.connection.transaction(), self.session.as_owner():
                meta.write_step(self.session, step, **arguments)

        if self.session.owner_exists():
            self.session.retrying(lambda why: self.tell(Event("retrying", step, why)))(attempt)

    def _finish(self, recorded: meta.Records, gone: Sequence[str], forced: set[str]) -> None:
        live = live_oids(self.session)
        for kind in KINDS:
            self._repeat(
                [
                    repeatable
                    for repeatable in self.tree.repeatables
                    if repeatable.kind == kind
                    and (needs_applying(repeatable, recorded, live) or repeatable.path in forced)
                ]
            )
        refuse_orphans(gone, live_oids(self.session), self.tree)
        with self.session.connection.transaction(), self.session.as_owner():
            for path in gone:
                meta.clear_repeatable(self.session, path)
                self.cleared.append(path)
            meta.write_release(self.session, self.tree.release)
        if self.migrations or self.repeatables:
            self._tell_postgrest()

    # -- files ----------------------------------------------------------------------------

    def _repeat(self, pending: list[Repeatable]) -> None:
        """In order of name; what misses an object of the same kind is tried again after it."""
        while pending:
            later: dict[Repeatable, ApplyError] = {}
            for repeatable in pending:
                try:
                    self._apply(repeatable, partial(self._replace, repeatable))
                except ApplyError as error:
                    if not isinstance(error.__cause__, _MISSING):
                        raise
                    later[repeatable] = error
            if len(later) == len(pending):
                raise _root_cause(later)
            pending = list(later)

    def _apply(self, source: SourceFile, attempt: Callable[[], None]) -> None:
        """One file, one transaction, again if a lock was in the way."""
        self.tell(Event("applying", source.path))
        waiting = self.session.retrying(lambda why: self.tell(Event("retrying", source.path, why)))
        try:
            waiting(attempt)
        except psycopg.Error as error:
            raise _failure(source, error) from error
        done = self.migrations if isinstance(source, Migration) else self.repeatables
        done.append(source.path)

    def _migrate(self, migration: Migration, chain_hash: str) -> None:
        session = self.session
        with session.connection.transaction():
            schemas = our_schemas(session.connection)
            before = read_objects(session.connection, schemas) if schemas else {}
            if session.owner_exists():
                with session.as_owner():
                    self._run_text(migration)
            else:
                self._run_text(migration)
                session.leave_owner()
            schemas = sorted({*schemas, *our_schemas(session.connection)})
            after = read_objects(session.connection, schemas)
            changed = {key: row for key, row in after.items() if before.get(key) != row}
            with session.as_owner():
                meta.write_migration(session, migration, chain_hash)
                meta.forget_objects(session, before.keys() - after.keys())
                meta.write_objects(session, migration.path, changed)

    def _replace(self, repeatable: Repeatable) -> None:
        session, kind = self.session, repeatable.kind
        scope = Scope(repeatable.schema, repeatable.name)
        with session.connection.transaction():
            before = self._objects(repeatable, scope)
            reclaim(session, repeatable)
            with session.as_owner(repeatable.schema if kind == "function" else None):
                clean_slate(session, repeatable)
                self._run_text(repeatable)
            object_oid = verify(session, repeatable)
            after = self._objects(repeatable, scope)
            with session.as_owner():
                meta.write_repeatable(session, repeatable, object_oid)
                if kind == "policy":
                    meta.write_grants(
                        session, {key: row for key, row in after.items() if key[0] != "policy"}
                    )
                    before = {key: row for key, row in before.items() if key[0] == "policy"}
                    after = {key: row for key, row in after.items() if key[0] == "policy"}
                meta.forget_objects(session, before.keys() - after.keys())
                meta.write_objects(session, repeatable.path, after)

    def _objects(self, repeatable: Repeatable, scope: Scope) -> Snapshot:
        kinds: dict[str, tuple[str, ...]] = {"function": ("function",), "policy": POLICY_KINDS}
        if repeatable.kind == "data":
            return {}
        wanted = kinds.get(repeatable.kind, VIEW_KINDS)
        return read_objects(self.session.connection, [scope.schema], wanted, scope)

    def _run_text(self, source: SourceFile) -> None:
        connection = self.session.connection
        if source.runs_as_installer:
            self.session.leave_role()
        # local to the transaction: gone if the file ends it
        connection.execute("set local tradekeel.applying = 'yes'")
        connection.execute(source.text.encode())
        if (
            connection.info.transaction_status != TransactionStatus.INTRANS
            or self.session.one("select current_setting('tradekeel.applying', true)")[0] != "yes"
        ):
            raise ApplyError("MTR06", f"{source.path} ends the applier's transaction")

    def _tell_postgrest(self) -> None:
        """PostgREST reads the schema again; a hosted project has an event trigger for that."""
        self.session.connection.execute(
            "do $$ begin if not exists (select from pg_catalog.pg_event_trigger"
            " where evtname = 'pgrst_ddl_watch') then notify pgrst, 'reload schema'; end if;"
            " end $$"
        )


def _root_cause(failures: dict[Repeatable, ApplyError]) -> ApplyError:
    """The failure that does not merely wait for another file of the list."""
    names = [repeatable.object_name for repeatable in failures]
    for error in failures.values():
        if not any(name in error.message for name in names):
            return error
    return next(iter(failures.values()))


def _failure(source: SourceFile, error: psycopg.Error) -> Exception:
    """A server's refusal as ApplyError with file and line; a lost connection as it is."""
    if is_lost_connection(error):
        return error
    primary = error.diag.message_primary or str(error)
    if isinstance(error, errors.LockNotAvailable | errors.DeadlockDetected):
        return ApplyError("MTT01", f"{source.path}: {primary}", "run it again")
    place: Any = error.diag.statement_position
    line = source.text.count("\n", 0, int(place) - 1) + 1 if place else 0
    where = f"{source.path}:{line}" if line else source.path
    return ApplyError(
        "MTR08", f"{where}: {error.sqlstate} {primary}", error.diag.message_hint or ""
    )
