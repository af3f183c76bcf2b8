-- run as: installer
-- Roles, schemas and the applier's own records. Runs as Supabase's postgres (no superuser, has
-- createrole) or as any role with createrole and create on the database. Names no negative
-- attribute: hosted Supabase refuses those wordings.
do $$
declare
  v_role text;
begin
  foreach v_role in array array[
    'anon', 'authenticated', 'service_role',
    'tradekeel_owner', 'tradekeel_engine', 'tradekeel_operator', 'tradekeel_auditor',
    'tradekeel_monitor'
  ] loop
    if not exists (select from pg_catalog.pg_roles as r where r.rolname = v_role) then
      execute format('create role %I', v_role);
    end if;
  end loop;
  if not exists (select from pg_catalog.pg_roles as r where r.rolname = 'tradekeel_bridge') then
    create role tradekeel_bridge login;
  end if;
end;
$$;

-- Making schemas for another role asks for membership. The applier takes both back at the end.
grant tradekeel_owner to current_user;
grant tradekeel_engine to tradekeel_owner;

-- Timeouts live on the role: a transaction pooler forgets session settings.
alter role tradekeel_bridge set statement_timeout = '15s';
alter role tradekeel_bridge set lock_timeout = '5s';
alter role tradekeel_bridge set idle_in_transaction_session_timeout = '5s';

create schema if not exists tenancy authorization tradekeel_owner;
create schema if not exists ledger authorization tradekeel_owner;
create schema if not exists lifecycle authorization tradekeel_owner;
create schema if not exists locks authorization tradekeel_owner;
create schema if not exists reconciliation authorization tradekeel_owner;
create schema if not exists health authorization tradekeel_owner;
create schema if not exists meta authorization tradekeel_owner;
create schema if not exists api authorization tradekeel_owner;
create schema if not exists engine authorization tradekeel_owner;
create schema if not exists ops authorization tradekeel_owner;

comment on schema tenancy is 'Who is who: users, exchange accounts, profiles, claims, outbox.';
comment on schema ledger is 'Capital: one guarded row per profile and the journal behind it.';
comment on schema lifecycle is 'Signals, intents, attempts, orders, fills, positions.';
comment on schema locks is 'Entry locks and account leases: owner token, term, expiry.';
comment on schema reconciliation is 'Runs, snapshots, mismatches and look-ups against exchanges.';
comment on schema health is 'Instances, loops, incidents, counters.';
comment on schema meta is 'The installation: migrations, objects, settings, error codes, epoch.';
comment on schema api is 'Entry points of tenants.';
comment on schema engine is 'Entry points of the bridge.';
comment on schema ops is 'Entry points of operators.';

-- Without "in schema": the narrower form does nothing.
alter default privileges for role tradekeel_owner revoke execute on functions from public;
alter default privileges for role tradekeel_engine revoke execute on functions from public;

grant usage on schema
  tenancy, ledger, lifecycle, locks, reconciliation, health, meta, api, engine, ops
  to tradekeel_engine;
grant usage on schema engine to tradekeel_bridge;
grant usage on schema ops to tradekeel_operator, tradekeel_auditor, tradekeel_monitor;
grant usage on schema api to authenticated;
-- PostgREST names the cast that renders amounts, so the role of a request has to see its schema.
grant usage on schema tenancy to authenticated;

set local role tradekeel_owner;

create table meta.migrations (
  version integer not null,
  name text collate "C" not null,
  content_hash text collate "C" not null,
  chain_hash text collate "C" not null,
  applied_at timestamptz not null default clock_timestamp(),
  applied_by text not null default session_user,
  constraint migrations_pkey primary key (version),
  constraint migrations_version_is_positive check (version > 0),
  constraint migrations_content_hash_is_sha256 check (content_hash ~ '^[0-9a-f]{64}$'),
  constraint migrations_chain_hash_is_sha256 check (chain_hash ~ '^[0-9a-f]{64}$')
);
comment on table meta.migrations is
'Applied migrations. chain_hash = sha256(previous chain_hash || content_hash): an edited or
reordered file shows.';

create table meta.repeatables (
  path text collate "C" not null,
  kind text collate "C" not null,
  content_hash text collate "C" not null,
  object_oid oid,
  applied_at timestamptz not null default clock_timestamp(),
  applied_by text not null default session_user,
  constraint repeatables_pkey primary key (path),
  constraint repeatables_kind_is_known
    check (kind in ('function', 'view', 'policy', 'check', 'data')),
  constraint repeatables_content_hash_is_sha256 check (content_hash ~ '^[0-9a-f]{64}$')
);
comment on table meta.repeatables is
'Files that are applied again when their text changes, relative to the db folder. object_oid
tells whether the object is still the one that the file made: a migration that dropped it, or made
it anew, has the file applied again.';

create table meta.releases (
  release integer not null,
  applied_at timestamptz not null default clock_timestamp(),
  applied_by text not null default session_user,
  constraint releases_pkey primary key (release),
  constraint releases_release_is_not_negative check (release >= 0)
);
comment on table meta.releases is
'Releases of the tree (db/RELEASE) that were applied here. An older checkout is refused.';

create table meta.objects (
  identity text collate "C" not null,
  kind text collate "C" not null,
  path text collate "C",
  definition_hash text collate "C" not null,
  grants_hash text collate "C" not null,
  server_major integer not null,
  recorded_at timestamptz not null default clock_timestamp(),
  constraint objects_pkey primary key (kind, identity)
);
comment on table meta.objects is
'What the applier left in the catalog: hashes of each object''s definition and exploded grants,
per PostgreSQL major. Drift is a difference between this and the live catalog.';
