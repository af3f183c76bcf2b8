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
from psycopg import errors, sql
from psycopg.pq import TransactionStatus

from tradekeel.applier import records as meta
from tradekeel.applier.catalog import (
    ENGINE,
    OWNER,
    POLICY_KINDS,
    VIEW_KINDS,
    Scope,
    Snapshot,
    our_schemas,
    read_objects,
)
from tradekeel.applier.drift import find_drift, healing_paths
from tradekeel.applier.errors import ApplyError, is_lost_connection
from tradekeel.applier.refusals import (
    needs_applying,
    object_of,
    orphans,
    pending_migrations,
    refuse_orphans,
    refuse_unfit,
)
from tradekeel.applier.session import Session
from tradekeel.applier.tree import KINDS, Migration, Repeatable, SourceFile, Tree, read_tree

CHECK_COLUMNS = (
    "check_name text, promise text, severity text, user_id uuid, subject text,"
    " detail jsonb, remediation text, runbook text"
)

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
        refuse_orphans(gone, self._live(), self.tree, pending)
        forced = healing_paths(self.session, self.tree) if heal and recorded.migrations else set()
        chain_hash = recorded.chain_hash
        for migration in pending:
            chain_hash = migration.chained(chain_hash)
            self._apply(migration, partial(self._migrate, migration, chain_hash))
        if target is None or target >= self.tree.migrations[-1].version:
            self._finish(recorded, gone, forced)
        return ApplyResult(
            tuple(self.migrations),
            tuple(self.repeatables),
            tuple(self.cleared),
            self.tree.release,
            self.session.major,
            len(find_drift(self.session, self.tree)),
            time.monotonic() - started,
        )

    def _finish(self, recorded: meta.Records, gone: Sequence[str], forced: set[str]) -> None:
        live = self._live()
        for kind in KINDS:
            self._repeat(
                [
                    repeatable
                    for repeatable in self.tree.repeatables
                    if repeatable.kind == kind
                    and (needs_applying(repeatable, recorded, live) or repeatable.path in forced)
                ]
            )
        refuse_orphans(gone, self._live(), self.tree)
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
            self._reclaim(repeatable)
            with session.as_owner(repeatable.schema if kind == "function" else None):
                self._clean_slate(repeatable)
                self._run_text(repeatable)
            object_oid = self._verify(repeatable)
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

    # -- one object -----------------------------------------------------------------------

    def _reclaim(self, repeatable: Repeatable) -> None:
        """Takes the object back from whoever was made its owner by hand, if we may."""
        name = sql.Identifier(repeatable.schema, repeatable.name)
        rows = self.session.all(
            "select p.proowner::regrole::text, 'routine' from pg_catalog.pg_proc as p"
            " where %(kind)s = 'function' and p.proname = %(name)s"
            " and p.pronamespace = to_regnamespace(%(schema)s)"
            " union all select c.relowner::regrole::text,"
            " case when c.relkind = 'v' then 'view' else 'table' end from pg_catalog.pg_class as c"
            " where %(kind)s <> 'function' and c.relname = %(name)s"
            " and c.relnamespace = to_regnamespace(%(schema)s)",
            {"kind": repeatable.kind, "schema": repeatable.schema, "name": repeatable.name},
        )
        for owner, what in rows:
            if owner in (OWNER, ENGINE):
                continue
            try:
                with self.session.as_owner():
                    self.session.leave_role()
                    self.session.connection.execute(
                        sql.SQL("alter {} {} owner to {}").format(
                            sql.SQL(what), name, sql.Identifier(OWNER)
                        )
                    )
            except errors.InsufficientPrivilege as error:
                raise ApplyError(
                    "MTR05",
                    f"{repeatable.object_name} belongs to {owner}, who is none of ours",
                    f"as {owner} or a superuser: alter {what} ... owner to {OWNER}",
                ) from error

    def _clean_slate(self, repeatable: Repeatable) -> None:
        """Inside the file's transaction: no grants and no policies but those of the file."""
        run = self.session.connection.execute
        name = sql.Identifier(repeatable.schema, repeatable.name)
        if repeatable.kind == "function":
            for signature, grantees in self.session.all(
                "select p.oid::regprocedure::text, array_agg(distinct coalesce(r.rolname, ''))"
                " from pg_catalog.pg_proc as p, pg_catalog.aclexplode(p.proacl) as x"
                " left join pg_catalog.pg_roles as r on r.oid = x.grantee"
                " where p.pronamespace = to_regnamespace(%s) and p.proname = %s"
                " and x.grantee <> p.proowner group by p.oid",
                [repeatable.schema, repeatable.name],
            ):
                run(
                    sql.SQL("revoke all on routine {} from {} cascade").format(
                        sql.SQL(signature), _roles(grantees)
                    )
                )
        elif repeatable.kind != "data":
            grantees = self.session.one(
                "select array_agg(distinct coalesce(r.rolname, '')) filter (where x.grantee <> o)"
                " from (select c.relowner, pg_catalog.aclexplode(c.relacl)"
                "   from pg_catalog.pg_class as c where c.oid = to_regclass(%s)"
                "   union all select c.relowner, pg_catalog.aclexplode(a.attacl)"
                "   from pg_catalog.pg_class as c"
                "   join pg_catalog.pg_attribute as a on a.attrelid = c.oid"
                "   where c.oid = to_regclass(%s)) as u (o, x0)"
                " cross join lateral (select (x0).grantee) as x"
                " left join pg_catalog.pg_roles as r on r.oid = x.grantee",
                [repeatable.object_name] * 2,
            )[0]
            if grantees:
                run(sql.SQL("revoke all on {} from {} cascade").format(name, _roles(grantees)))
        if repeatable.kind == "policy":
            for (policy,) in self.session.all(
                "select polname from pg_catalog.pg_policy where polrelid = to_regclass(%s)",
                [repeatable.object_name],
            ):
                run(sql.SQL("drop policy {} on {}").format(sql.Identifier(policy), name))

    def _verify(self, repeatable: Repeatable) -> int:
        """The object's oid, once it is certain that the file made what its name says."""
        key = object_of(repeatable.kind, repeatable.schema, repeatable.name)
        found = self._live(key[1]).get(key, ())
        if not found:
            raise ApplyError("MTR06", f"{repeatable.path} made no {key[0]} {key[1]}")
        if len(found) > 1:
            raise ApplyError(
                "MTR06",
                f"{key[1]} exists with {len(found)} signatures",
                "drop the old one in a migration",
            )
        if repeatable.kind == "check":
            columns = self.session.one(
                "select string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod), ', '"
                " order by a.attnum) from pg_catalog.pg_attribute as a"
                " where a.attrelid = %s and a.attnum > 0 and not a.attisdropped",
                [found[0]],
            )[0]
            if columns != CHECK_COLUMNS:
                raise ApplyError(
                    "MTR06", f"{repeatable.path} has the columns {columns}", CHECK_COLUMNS
                )
        return found[0]

    def _live(self, name: str | None = None) -> dict[tuple[str, str], tuple[int, ...]]:
        """(function|view|table, schema.name) -> oids, in our schemas or of one name."""
        rows = self.session.all(
            "select 'function', n.nspname || '.' || p.proname, array_agg(p.oid::bigint)"
            " from pg_catalog.pg_proc as p"
            " join pg_catalog.pg_namespace as n on n.oid = p.pronamespace"
            " join pg_catalog.pg_roles as o on o.oid = n.nspowner and o.rolname = %(owner)s"
            " where %(name)s::text is null or n.nspname || '.' || p.proname = %(name)s"
            " group by 1, 2"
            " union all"
            " select case when c.relkind in ('v', 'm') then 'view' else 'table' end,"
            " n.nspname || '.' || c.relname, array[c.oid::bigint]"
            " from pg_catalog.pg_class as c"
            " join pg_catalog.pg_namespace as n on n.oid = c.relnamespace"
            " join pg_catalog.pg_roles as o on o.oid = n.nspowner and o.rolname = %(owner)s"
            " where c.relkind in ('r', 'p', 'v', 'm', 'f')"
            " and (%(name)s::text is null or n.nspname || '.' || c.relname = %(name)s)",
            {"owner": OWNER, "name": name},
        )
        return {(space, name): tuple(oids) for space, name, oids in rows}

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


def _roles(names: Sequence[str]) -> sql.Composable:
    """A list of grantees; the empty name is everybody."""
    return sql.SQL(", ").join(sql.Identifier(name) if name else sql.SQL("public") for name in names)


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
