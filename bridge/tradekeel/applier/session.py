"""One connection of the applier: who we are, acting as tradekeel_owner, locks and retries."""

import contextlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, LiteralString, Self

import psycopg
from psycopg import errors, sql
from psycopg.rows import TupleRow
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_delay
from tenacity.wait import wait_random_exponential

from tradekeel.applier.catalog import ENGINE, OWNER
from tradekeel.applier.errors import ApplyError

OLDEST_MAJOR = 15
CONNECT_TIMEOUT_SECONDS = 10
ADVISORY_KEY = int.from_bytes(b"trdkeel", "big")
LOCK_TIMEOUT_MS = 2000
RETRY_SECONDS = 120
ADVISORY_WAIT_SECONDS = 600
ADVISORY_POLL_SECONDS = 0.1

# Everything the result could depend on is fixed here, not left to the role's settings.
_SETTINGS: tuple[tuple[LiteralString, str], ...] = (
    ("search_path", ""),
    ("client_min_messages", "error"),
    ("lock_timeout", f"{LOCK_TIMEOUT_MS}ms"),
    ("statement_timeout", "0"),
    ("idle_in_transaction_session_timeout", "0"),
    ("default_transaction_isolation", "read committed"),
    ("standard_conforming_strings", "on"),
    ("check_function_bodies", "off"),
)

_LEAVE: tuple[LiteralString, ...] = (
    "set local role {me}",
    "revoke {engine} from {owner}",
    "revoke {owner} from {me}",
)


class Session:
    """A connected role with what the applier has to know about it and its server.

    `role` is who we are and return to, `major` the server's version. Needs a session: a
    transaction-mode pooler changes server connections between transactions and would lose the
    settings and the advisory lock.
    """

    def __init__(self, connection: psycopg.Connection[TupleRow]) -> None:
        self.connection = connection
        row = self.one(
            "select current_user::text, r.rolsuper, r.rolcreaterole,"
            " current_setting('server_version_num')::int / 10000,"
            " pg_catalog.pg_is_in_recovery(),"
            " has_database_privilege(current_database(), 'create')"
            " from pg_catalog.pg_roles as r where r.rolname = current_user"
        )
        self.role: str = row[0]
        self.is_superuser: bool = row[1]
        self.can_create_roles: bool = row[1] or row[2]
        self.major: int = row[3]
        self.is_standby: bool = row[4]
        self.can_create_schemas: bool = row[1] or row[5]
        if self.major < OLDEST_MAJOR:
            raise ApplyError(
                "MTR07", f"the server is PostgreSQL {self.major}; {OLDEST_MAJOR} is the oldest"
            )

    @classmethod
    @contextlib.contextmanager
    def open(cls, url: str, *, purpose: str) -> Iterator[Self]:
        """Connects and closes. psycopg.OperationalError if the server cannot be reached."""
        known = _address(url)
        with psycopg.connect(
            url,
            connect_timeout=known.get("connect_timeout") or CONNECT_TIMEOUT_SECONDS,
            autocommit=True,
            prepare_threshold=None,
            application_name=f"tradekeel {purpose}",
        ) as connection:
            for name, value in _SETTINGS:
                connection.execute("select pg_catalog.set_config(%s, %s, false)", [name, value])
            yield cls(connection)

    # -- asking ---------------------------------------------------------------------------

    def all(
        self, query: LiteralString, parameters: Sequence[Any] | Mapping[str, Any] = ()
    ) -> list[TupleRow]:
        """All rows of a query."""
        return self.connection.execute(query, parameters or None).fetchall()

    def one(self, query: LiteralString, parameters: Sequence[Any] = ()) -> TupleRow:
        """The first row; a query that gives none is a mistake here."""
        row = self.connection.execute(query, parameters or None).fetchone()
        if row is None:
            raise ApplyError("MTR07", f"no answer to: {query[:60]}")
        return row

    def owner_exists(self) -> bool:
        """False before the first migration."""
        return bool(
            self.one("select exists (select from pg_catalog.pg_roles where rolname = %s)", [OWNER])[
                0
            ]
        )

    # -- acting ---------------------------------------------------------------------------

    @contextlib.contextmanager
    def as_owner(self, engine_schema: str | None = None) -> Iterator[None]:
        """Be tradekeel_owner within the open transaction, and nobody special after it.

        Grants the connected role membership of tradekeel_owner and that one membership of
        tradekeel_engine, and the engine `create` on one schema, because giving a function to
        tradekeel_engine asks for all three; takes all of it back. Nothing of this is ever
        visible to others. After an error the transaction is rolled back, so nothing is undone.
        """
        enter: list[LiteralString] = [
            "grant {owner} to {me}",
            "grant {engine} to {owner}",
            "set local role {owner}",
        ]
        leave: list[LiteralString] = []
        if engine_schema is not None:
            enter.append("grant create on schema {schema} to {engine}")
            leave = ["set local role {owner}", "revoke create on schema {schema} from {engine}"]
        try:
            self._run(enter, engine_schema)
        except errors.InsufficientPrivilege as error:
            raise self._wrong_role() from error
        yield
        self._run([*leave, *_LEAVE], engine_schema)

    def leave_owner(self) -> None:
        """Back to the connected role, memberships taken back."""
        self._run(_LEAVE)

    def leave_role(self) -> None:
        """Back to the connected role; memberships stay until the end of `as_owner`."""
        self._run(["set local role {me}"])

    def _run(self, statements: Sequence[LiteralString], schema: str | None = None) -> None:
        """Several statements in one round trip."""
        self.connection.execute(
            sql.SQL("; ").join(
                sql.SQL(statement).format(
                    me=sql.Identifier(self.role),
                    owner=sql.Identifier(OWNER),
                    engine=sql.Identifier(ENGINE),
                    schema=sql.Identifier(schema or ""),
                )
                for statement in statements
            )
        )

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """A read-only transaction with the owner's rights, or with our own where they suffice.

        A superuser needs no membership; a standby could not record one. A role that may not
        become owner (an operator's login) reads with its own grants.
        """
        with self.connection.transaction(force_rollback=True):
            if self.owner_exists() and self.is_superuser:
                self._run(["set local role {owner}"])
            elif self.owner_exists() and not self.is_standby:
                with (
                    contextlib.suppress(errors.InsufficientPrivilege),
                    self.connection.transaction(),
                ):
                    self._run(["grant {owner} to {me}", "set local role {owner}"])
            self.connection.execute("set local transaction_read_only = on")
            yield

    # -- waiting --------------------------------------------------------------------------

    @contextlib.contextmanager
    def alone(self, waiting: Callable[[str], None]) -> Iterator[None]:
        """Holds the one advisory lock of all applies on this database.

        It belongs to this session: a lost connection frees it and ends our work together.
        `waiting` is told once whom we wait for. ApplyError MTT01 after ten minutes.
        """
        deadline = time.monotonic() + ADVISORY_WAIT_SECONDS
        told = False
        while not self.one("select pg_catalog.pg_try_advisory_lock(%s)", [ADVISORY_KEY])[0]:
            if not told:
                waiting(self._lock_holder())
                told = True
            if time.monotonic() > deadline:
                raise ApplyError("MTT01", f"{self._lock_holder()} does not finish")
            time.sleep(ADVISORY_POLL_SECONDS)
        try:
            yield
        finally:
            if not self.connection.closed:
                self.connection.execute("select pg_catalog.pg_advisory_unlock(%s)", [ADVISORY_KEY])

    def retrying(self, waiting: Callable[[str], None]) -> Retrying:
        """Repeats a whole transaction that met a lock, a deadlock or a concurrent catalog change.

        Each attempt waits two seconds at most, so that readers queued behind it are not held up
        for longer. `waiting` is told the reason of each repetition.
        """

        def tell(state: RetryCallState) -> None:
            error = state.outcome.exception() if state.outcome else None
            waiting(str(error).splitlines()[0] if error else "")

        return Retrying(
            retry=retry_if_exception(_is_passing),
            wait=wait_random_exponential(multiplier=0.1, max=2),
            stop=stop_after_delay(RETRY_SECONDS),
            before_sleep=tell,
            reraise=True,
        )

    def _lock_holder(self) -> str:
        rows = self.all(
            "select a.pid, a.usename::text, a.query_start from pg_catalog.pg_locks as l"
            " join pg_catalog.pg_stat_activity as a on a.pid = l.pid"
            " where l.locktype = 'advisory' and l.granted and l.database = ("
            "   select oid from pg_catalog.pg_database where datname = current_database())"
            " and ((l.classid::bigint << 32) | l.objid::bigint) = %s",
            [ADVISORY_KEY],
        )
        return f"another apply (process {rows[0][0]}, role {rows[0][1]})" if rows else "nobody"

    # -- rights ---------------------------------------------------------------------------

    def require_installer(self) -> None:
        """ApplyError MTR05 unless this role can do what an apply does, and should."""
        if self.is_standby:
            raise ApplyError("MTR07", "the server is a standby: it can be read, not changed")
        supabase = self.one(
            "select count(*) = 2 from pg_catalog.pg_roles"
            " where rolname in ('postgres', 'supabase_admin')"
        )[0]
        if supabase and self.role != "postgres":
            raise ApplyError(
                "MTR05",
                f"connected as {self.role}",
                "this is a Supabase database: connect as postgres, or the roles made here"
                " could not be administered by it later",
            )
        if not self.owner_exists() and not (self.can_create_roles and self.can_create_schemas):
            missing = "createrole" if not self.can_create_roles else "create on the database"
            raise ApplyError("MTR05", f"role {self.role} lacks {missing}")
        if self.owner_exists() and not self._may_administer():
            raise self._wrong_role()

    def _may_administer(self) -> bool:
        if self.is_superuser or (self.major < 16 and self.can_create_roles):
            return True
        return bool(
            self.one(
                "select bool_and(pg_catalog.pg_has_role(rolname, 'member with admin option'))"
                " from pg_catalog.pg_roles where rolname in ('tradekeel_owner','tradekeel_engine')"
            )[0]
        )

    def _wrong_role(self) -> ApplyError:
        return ApplyError(
            "MTR05",
            f"role {self.role} may not administer {OWNER} and {ENGINE}",
            "connect as the role that installed Tradekeel here",
        )


def _is_passing(error: BaseException) -> bool:
    if isinstance(error, errors.InternalError_):
        return "concurrently" in str(error)
    return isinstance(
        error,
        errors.LockNotAvailable
        | errors.DeadlockDetected
        | errors.SerializationFailure
        | errors.ObjectInUse,
    )


def _address(url: str) -> dict[str, Any]:
    """The parts of an address; refuses what is none, and a transaction-mode pooler."""
    try:
        known = psycopg.conninfo.conninfo_to_dict(url)
    except psycopg.ProgrammingError as error:
        raise ApplyError("MTR07", f"this is not a PostgreSQL address: {error}") from error
    if "pooler.supabase" in str(known.get("host")) and str(known.get("port")) == "6543":
        raise ApplyError(
            "MTR07",
            "port 6543 of this pooler is transaction mode",
            "use the session mode on port 5432, or the direct connection",
        )
    return known
