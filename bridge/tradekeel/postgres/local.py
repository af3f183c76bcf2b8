"""Makes a private database look like a hosted Supabase project (db/local)."""

from typing import Literal

import psycopg
from psycopg import errors
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_random

from tradekeel.dbtree import database_folder
from tradekeel.postgres.errors import PostgresError

DefaultPrivileges = Literal["none", "legacy"]

# Roles belong to the whole cluster: two databases prepared at once can meet in pg_authid.
_MEETINGS = (errors.UniqueViolation, errors.InternalError_, errors.DeadlockDetected)


def apply_local(admin_url: str, *, default_privileges: DefaultPrivileges = "none") -> None:
    """Creates or completes Supabase's roles and the schemas auth and realtime.

    `admin_url`: the database to prepare, as superuser supabase_admin. Afterwards role
    `postgres` (no superuser) owns that database. `default_privileges`: `legacy` grants
    everything new in schema public to the API roles, `none` nothing, as since 2026. May be
    repeated; one transaction. Raises PostgresError if the role is no superuser or a statement
    fails, psycopg.OperationalError if the server cannot be reached.
    """
    retrying = Retrying(
        retry=retry_if_exception_type(_MEETINGS),
        wait=wait_random(0.05, 0.3),
        stop=stop_after_attempt(8),
        reraise=True,
    )
    try:
        retrying(_apply, admin_url, default_privileges)
    except psycopg.OperationalError:
        raise
    except psycopg.Error as error:
        raise PostgresError(f"the stand-in for Supabase: {error}") from error


def _apply(admin_url: str, default_privileges: str) -> None:
    with psycopg.connect(admin_url) as connection:
        found = connection.execute(
            "select rolsuper from pg_catalog.pg_roles where rolname = current_user"
        ).fetchone()
        if found is None or not found[0]:
            raise PostgresError("the stand-in for Supabase has to be applied by a superuser")
        connection.execute("set local client_min_messages = error")
        connection.execute(
            "select pg_catalog.set_config('tradekeel.default_privileges', %s, true)",
            [default_privileges],
        )
        for path in sorted((database_folder() / "local").glob("*.sql")):
            connection.execute(path.read_text(encoding="utf-8").encode())
