"""One function, view or table, as the file of its own finds it and leaves it."""

from collections.abc import Sequence

from psycopg import errors, sql

from tradekeel.applier.catalog import ENGINE, OWNER
from tradekeel.applier.errors import ApplyError
from tradekeel.applier.refusals import object_of
from tradekeel.applier.session import Session
from tradekeel.applier.tree import Repeatable

CHECK_COLUMNS = (
    "check_name text, promise text, severity text, user_id uuid, subject text,"
    " detail jsonb, remediation text, runbook text"
)


def reclaim(session: Session, repeatable: Repeatable) -> None:
    """Takes the object back from whoever was made its owner by hand, if we may."""
    name = sql.Identifier(repeatable.schema, repeatable.name)
    rows = session.all(
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
            with session.as_owner():
                session.leave_role()
                session.connection.execute(
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


def clean_slate(session: Session, repeatable: Repeatable) -> None:
    """Inside the file's transaction: no grants and no policies but those of the file."""
    run = session.connection.execute
    name = sql.Identifier(repeatable.schema, repeatable.name)
    if repeatable.kind == "function":
        for signature, grantees in session.all(
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
        grantees = session.one(
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
        for (policy,) in session.all(
            "select polname from pg_catalog.pg_policy where polrelid = to_regclass(%s)",
            [repeatable.object_name],
        ):
            run(sql.SQL("drop policy {} on {}").format(sql.Identifier(policy), name))


def verify(session: Session, repeatable: Repeatable) -> int:
    """The object's oid, once it is certain that the file made what its name says."""
    key = object_of(repeatable.kind, repeatable.schema, repeatable.name)
    found = live_oids(session, key[1]).get(key, ())
    if not found:
        raise ApplyError("MTR06", f"{repeatable.path} made no {key[0]} {key[1]}")
    if len(found) > 1:
        raise ApplyError(
            "MTR06",
            f"{key[1]} exists with {len(found)} signatures",
            "drop the old one in a migration",
        )
    if repeatable.kind == "check":
        columns = session.one(
            "select string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod), ', '"
            " order by a.attnum) from pg_catalog.pg_attribute as a"
            " where a.attrelid = %s and a.attnum > 0 and not a.attisdropped",
            [found[0]],
        )[0]
        if columns != CHECK_COLUMNS:
            raise ApplyError("MTR06", f"{repeatable.path} has the columns {columns}", CHECK_COLUMNS)
    return found[0]


def live_oids(session: Session, name: str | None = None) -> dict[tuple[str, str], tuple[int, ...]]:
    """(function|view|table, schema.name) -> oids, in our schemas or of one name."""
    rows = session.all(
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


def _roles(names: Sequence[str]) -> sql.Composable:
    """A list of grantees; the empty name is everybody."""
    return sql.SQL(", ").join(sql.Identifier(name) if name else sql.SQL("public") for name in names)
