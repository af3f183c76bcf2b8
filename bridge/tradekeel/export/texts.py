"""The files of a `supabase/` folder that are not SQL of the tree."""

CONFIG = """\
# Made by tradekeel export supabase; yours to change, it is not written again.
project_id = "tradekeel"

[api]
enabled = true
schemas = ["api"]
extra_search_path = ["public", "extensions"]
max_rows = 1000
auto_expose_new_tables = false

[db]
port = 54322
major_version = 17

[db.seed]
enabled = true
sql_paths = ["./seed.sql"]
"""

SEED = """\
-- One tenant for local development: put the id of a user of auth.users in its place.
-- Yours to change; it is not written again.
grant tradekeel_operator to current_user;
set role tradekeel_operator;
select ops.fn_create_user('11111111-1111-4111-8111-111111111111');
select ops.fn_create_account(
  '11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222', 'binance',
  'spot', 'one_way', 'env:BINANCE_MAIN', 'report');
select ops.fn_create_profile(
  '11111111-1111-4111-8111-111111111111', '33333333-3333-4333-8333-333333333333',
  '22222222-2222-4222-8222-222222222222', 'first', 'USDT', 5, 1000, 1);
select ops.fn_allocate_capital(
  '11111111-1111-4111-8111-111111111111', '33333333-3333-4333-8333-333333333333',
  '44444444-4444-4444-8444-444444444444', 1000);
reset role;
revoke tradekeel_operator from current_user;
"""

TEST = """\
-- Made by tradekeel export supabase. Needs pgTAP; rolls everything back.
begin;
create extension if not exists pgtap with schema extensions;
set local search_path = extensions, public;
select plan(8);

select is(
  (select count(*) from pg_catalog.pg_class as c
    join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    where n.nspname = 'api' and c.relkind = 'v'
      and not coalesce(c.reloptions, '{}') && array['security_invoker=on']),
  0::bigint, 'every view of api reads with the rights of its caller'
);
select is(
  (select count(*) from pg_catalog.pg_class as c
    join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    join pg_catalog.pg_attribute as a on a.attrelid = c.oid and a.attname = 'user_id'
    where n.nspname in ('tenancy', 'ledger', 'lifecycle', 'locks', 'reconciliation')
      and c.relkind in ('r', 'p') and not c.relrowsecurity),
  0::bigint, 'every table of a tenant has row level security'
);

grant tradekeel_operator, authenticated, anon to current_user;
set local role tradekeel_operator;
select ops.fn_create_user(id) from unnest(array[
  'aaaaaaaa-0000-4000-8000-000000000001', 'aaaaaaaa-0000-4000-8000-000000000002'
]::uuid[]) as t (id);
select ops.fn_create_account(
  id, id, 'binance', 'spot', 'one_way', 'env:TEST', 'report') from unnest(array[
  'aaaaaaaa-0000-4000-8000-000000000001', 'aaaaaaaa-0000-4000-8000-000000000002'
]::uuid[]) as t (id);
select ops.fn_create_profile(id, id, id, 'test', 'USDT', 5, 1000, 1) from unnest(array[
  'aaaaaaaa-0000-4000-8000-000000000001', 'aaaaaaaa-0000-4000-8000-000000000002'
]::uuid[]) as t (id);

set local role authenticated;
set local request.jwt.claims =
  '{"sub": "aaaaaaaa-0000-4000-8000-000000000001", "role": "authenticated"}';
select is(
  (select array_agg(p.user_id) from api.profiles as p),
  array['aaaaaaaa-0000-4000-8000-000000000001'::uuid], 'a tenant reads his own profile only'
);
select is((select count(*) from api.capital), 1::bigint, 'and his own capital');
select throws_ok('delete from api.profiles', '42501', null, 'writes nothing');
select isnt(
  api.fn_pause_profile('aaaaaaaa-0000-4000-8000-000000000001',
    'aaaaaaaa-0000-4000-8000-000000000001', 'test', 'test'), null, 'asks for his own'
);
select is(
  api.fn_pause_profile('aaaaaaaa-0000-4000-8000-000000000001',
    'aaaaaaaa-0000-4000-8000-000000000002', 'test', 'test'), null, 'and not for another''s'
);
set local role anon;
select throws_ok('select from api.profiles', '42501', null, 'a stranger reads nothing');

select * from finish();
rollback;
"""
