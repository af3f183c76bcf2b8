-- Stand-in for the roles of a hosted Supabase project. For a private database only: run by the
-- superuser supabase_admin; may be run again.
do $$
declare
  v_role record;
begin
  for v_role in
    select
      r.role_name,
      r.attributes
    from (values
      ('anon', 'nologin noinherit'),
      ('authenticated', 'nologin noinherit'),
      ('service_role', 'nologin noinherit bypassrls'),
      ('authenticator', 'login noinherit'),
      ('postgres', 'login nosuperuser createdb createrole replication bypassrls'),
      ('supabase_auth_admin', 'login noinherit createrole'),
      ('supabase_realtime_admin', 'nologin noinherit'),
      ('dashboard_user', 'nologin createdb createrole replication')
    ) as r (role_name, attributes)
  loop
    if not exists (select from pg_catalog.pg_roles as p where p.rolname = v_role.role_name) then
      execute format('create role %I', v_role.role_name);
    end if;
    execute format('alter role %I with ', v_role.role_name) || v_role.attributes;
  end loop;
end;
$$;

grant anon to authenticator, postgres;
grant authenticated to authenticator, postgres;
grant service_role to authenticator, postgres;

-- PostgREST applies these when it changes to the role of a request.
alter role anon set statement_timeout = '3s';
alter role authenticated set statement_timeout = '8s';
alter role authenticator set statement_timeout = '8s';
alter role authenticator set lock_timeout = '8s';

do $$
begin
  execute format('alter database %I owner to postgres', current_database());
end;
$$;

create schema if not exists extensions;
grant usage on schema extensions to postgres, anon, authenticated, service_role;
alter role postgres set search_path = "$user", public, extensions;

grant usage on schema public to postgres, anon, authenticated, service_role;
