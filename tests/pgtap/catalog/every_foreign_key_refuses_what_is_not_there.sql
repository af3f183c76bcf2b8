-- broken by: alter table lifecycle.orders drop constraint orders_intent_fkey;
begin;
select plan(2);

-- given: what each foreign key looks for
create temporary table links as
select v.table_name::regclass as table_id, v.key_name, v.columns::text[] as columns
from (values
  ('health.exchange_contacts', 'exchange_contacts_account_fkey', '{user_id, account_id}'),
  ('health.loops', 'loops_account_fkey', '{user_id, account_id}'),
  ('health.loops', 'loops_instance_fkey', '{instance_id}'),
  ('health.streams', 'streams_account_fkey', '{user_id, account_id}'),
  ('ledger.capital', 'capital_profile_fkey', '{user_id, profile_id, account_id}'),
  ('ledger.entries', 'entries_capital_fkey', '{user_id, profile_id}'),
  ('ledger.reservations', 'reservations_attempt_fkey', '{user_id, attempt_id}'),
  ('ledger.reservations', 'reservations_capital_fkey', '{user_id, profile_id}'),
  ('lifecycle.adoptions', 'adoptions_position_fkey', '{user_id, position_id}'),
  ('lifecycle.adoptions', 'adoptions_profile_fkey', '{user_id, profile_id, account_id}'),
  ('lifecycle.attempts', 'attempts_intent_fkey', '{user_id, intent_id}'),
  ('lifecycle.cancels', 'cancels_order_fkey', '{user_id, order_id}'),
  ('lifecycle.executions', 'executions_entry_fkey', '{user_id, profile_id, ledger_seq}'),
  ('lifecycle.executions', 'executions_order_fkey', '{user_id, order_id}'),
  ('lifecycle.executions', 'executions_position_fkey', '{user_id, position_id}'),
  ('lifecycle.fee_prices', 'fee_prices_order_fkey', '{user_id, order_id}'),
  ('lifecycle.fills', 'fills_order_fkey', '{user_id, order_id}'),
  ('lifecycle.income_cursors', 'income_cursors_account_fkey', '{user_id, account_id}'),
  ('lifecycle.incomes', 'incomes_profile_fkey', '{user_id, profile_id, account_id}'),
  ('lifecycle.intents', 'intents_position_fkey', '{user_id, position_id}'),
  ('lifecycle.intents', 'intents_profile_fkey', '{user_id, profile_id, account_id}'),
  ('lifecycle.late_fees', 'late_fees_order_fkey', '{user_id, order_id}'),
  ('lifecycle.markets', 'markets_exchange_fkey', '{exchange, market_type}'),
  ('lifecycle.orders', 'orders_attempt_fkey', '{user_id, attempt_id}'),
  ('lifecycle.orders', 'orders_intent_fkey', '{user_id, intent_id}'),
  ('lifecycle.positions', 'positions_profile_fkey', '{user_id, profile_id, account_id}'),
  ('lifecycle.protections', 'protections_position_fkey', '{user_id, position_id}'),
  ('lifecycle.signals', 'signals_profile_fkey', '{user_id, profile_id}'),
  ('lifecycle.trade_history', 'trade_history_position_fkey', '{user_id, position_id}'),
  ('locks.account_leases', 'account_leases_account_fkey', '{user_id, account_id}'),
  ('locks.entry_locks', 'entry_locks_profile_fkey', '{user_id, profile_id}'),
  ('ops.audit_seals', 'audit_seals_audit_fkey', '{user_id, audit_id}'),
  ('ops.change_requests', 'change_requests_profile_fkey', '{user_id, profile_id}'),
  ('reconciliation.latest_snapshots', 'latest_snapshots_account_fkey', '{user_id, account_id}'),
  ('reconciliation.locks', 'locks_account_fkey', '{user_id, account_id}'),
  ('reconciliation.lookups', 'lookups_run_fkey', '{user_id, run_id}'),
  ('reconciliation.mismatches', 'mismatches_account_fkey', '{user_id, account_id}'),
  ('reconciliation.runs', 'runs_account_fkey', '{user_id, account_id}'),
  ('tenancy.claims', 'claims_profile_fkey', '{user_id, profile_id, account_id}'),
  ('tenancy.exchange_accounts', 'exchange_accounts_exchange_fkey', '{exchange, market_type}'),
  ('tenancy.exchange_accounts', 'exchange_accounts_user_fkey', '{user_id}'),
  ('tenancy.profiles', 'profiles_account_fkey', '{user_id, account_id}'),
  ('tenancy.requests', 'requests_profile_fkey', '{user_id, profile_id}')
) as v (table_name, key_name, columns);

-- Whether a table with this key alone refuses a row about nothing, and takes it with one column of
-- the key left empty, whichever.
create function pg_temp.refuses(p_key pg_catalog.pg_constraint, p_columns text[]) returns boolean
language plpgsql
as $$
declare
  v_row jsonb;
  v_empty text;
  v_is_refused boolean := false;
begin
  execute format('create table fixture.probe as table %s with no data', p_key.conrelid::regclass);
  execute format(
    'alter table fixture.probe add constraint %I %s', p_key.conname,
    pg_get_constraintdef(p_key.oid));
  select jsonb_object_agg(
    a.attname, case a.atttypid when 'uuid'::regtype then gen_random_uuid()::text else '7' end)
    into v_row
    from pg_catalog.pg_attribute as a
   where a.attrelid = p_key.conrelid and a.attname = any (p_columns);
  begin
    execute 'insert into fixture.probe
      select * from jsonb_populate_record(null::fixture.probe, $1)' using v_row;
  exception when foreign_key_violation then
    v_is_refused := true;
  end;
  foreach v_empty in array p_columns loop
    execute 'insert into fixture.probe
      select * from jsonb_populate_record(null::fixture.probe, $1)' using v_row - v_empty;
  end loop;
  drop table fixture.probe;
  return v_is_refused;
end;
$$;

-- then
select is_empty(
  $$
  select l.table_id, l.key_name
  from links as l
  left join pg_catalog.pg_constraint as k
    on k.conrelid = l.table_id and k.conname = l.key_name and k.contype = 'f'
  where case when k.oid is not null then pg_temp.refuses(k, l.columns) end is not true
  $$,
  'a row that names what is not there is refused'
);
select is_empty(
  $$
  select k.conrelid::regclass, k.conname
  from pg_catalog.pg_constraint as k
  join fixture.our_tables as t on t.table_oid = k.conrelid
  where k.contype = 'f'
    and (k.conrelid, k.conname) not in (select l.table_id, l.key_name from links as l)
  $$,
  'and there is no foreign key that is not listed here'
);

select * from finish();
rollback;
