-- broken by: drop index lifecycle.intents_entry_slot_key;
begin;
select plan(2);

-- given: the columns of each unique key, of which rows it speaks, and of which it does not
create temporary table keys as
select v.table_name::regclass as table_id, v.key_name, v.columns::text[] as columns, v.applies,
  v.differs
from (values
  ('health.incidents', 'incidents_one_open_key',
    '{user_id, kind, subject}', '{"state": "open"}'::jsonb, '{"state": "closed"}'::jsonb),
  ('health.instances', 'instances_owner_token_key',
    '{owner_token}', '{}'::jsonb, null::jsonb),
  ('ledger.entries', 'entries_source_key',
    '{user_id, profile_id, kind, source}', '{}'::jsonb, null::jsonb),
  ('lifecycle.adoptions', 'adoptions_order_key',
    '{user_id, account_id, symbol, exchange_order_id}', '{}'::jsonb, null::jsonb),
  ('lifecycle.attempts', 'attempts_client_order_id_key',
    '{user_id, client_order_id}', '{}'::jsonb, null::jsonb),
  ('lifecycle.attempts', 'attempts_client_order_text_key',
    '{user_id, account_id, client_order_text}', '{}'::jsonb, null::jsonb),
  ('lifecycle.attempts', 'attempts_intent_key',
    '{user_id, intent_id, attempt_no}', '{}'::jsonb, null::jsonb),
  ('lifecycle.attempts', 'attempts_one_unresolved_exit_key',
    '{user_id, profile_id, symbol}',
    '{"kind": "exit", "state": "unknown"}'::jsonb, '{"kind": "exit", "state": "rejected"}'::jsonb),
  ('lifecycle.cancels', 'cancels_one_live_key',
    '{user_id, order_id}', '{"state": "submitting"}'::jsonb, '{"state": "accepted"}'::jsonb),
  ('lifecycle.executions', 'executions_ledger_key',
    '{user_id, profile_id, ledger_seq}', '{}'::jsonb, null::jsonb),
  ('lifecycle.incomes', 'incomes_exchange_key',
    '{user_id, account_id, kind, exchange_income_id}', '{}'::jsonb, null::jsonb),
  ('lifecycle.intents', 'intents_entry_slot_key',
    '{user_id, profile_id, symbol}', '{"kind": "entry"}'::jsonb, '{"kind": "exit"}'::jsonb),
  ('lifecycle.intents', 'intents_request_key',
    '{user_id, profile_id, request_id}', '{}'::jsonb, null::jsonb),
  ('lifecycle.orders', 'orders_exchange_key',
    '{user_id, account_id, symbol, book, exchange_order_id}', '{}'::jsonb, null::jsonb),
  ('lifecycle.positions', 'positions_one_open_key',
    '{user_id, profile_id, symbol, side}',
    '{"state": "open"}'::jsonb, '{"state": "closed"}'::jsonb),
  ('lifecycle.protections', 'protections_default_key',
    '{user_id, position_id, kind}', '{"is_default": true}'::jsonb, '{"is_default": false}'::jsonb),
  ('lifecycle.signals', 'signals_request_key',
    '{user_id, profile_id, request_id}', '{}'::jsonb, null::jsonb),
  ('reconciliation.lookups', 'lookups_subject_key',
    '{user_id, run_id, kind, subject_id}', '{}'::jsonb, null::jsonb),
  ('reconciliation.mismatches', 'mismatches_one_open_key',
    '{user_id, account_id, kind, subject}',
    '{"state": "open"}'::jsonb, '{"state": "healed"}'::jsonb),
  ('reconciliation.runs', 'runs_one_live_key',
    '{user_id, account_id}', '{"state": "handling"}'::jsonb, '{"state": "finished"}'::jsonb),
  ('tenancy.profiles', 'profiles_account_key',
    '{user_id, profile_id, account_id}', '{}'::jsonb, null::jsonb)
) as v (table_name, key_name, columns, applies, differs);

-- Whether a table with this key alone refuses a row twice, takes it with another value in any one
-- column of the key, and takes it twice when the key does not speak of it.
create function pg_temp.refuses(p_index regclass, p_key keys) returns boolean
language plpgsql
as $$
declare
  v_insert constant text := 'insert into fixture.probe
    select * from jsonb_populate_record(null::fixture.probe, $1)';
  v_row jsonb;
  v_column text;
  v_is_refused boolean := false;
begin
  execute format('create table fixture.probe as table %s with no data', p_key.table_id);
  execute replace(
    pg_get_indexdef(p_index), format(' ON %s ', p_key.table_id), ' ON fixture.probe ');
  select jsonb_object_agg(
    c.name, case a.atttypid when 'uuid'::regtype then gen_random_uuid()::text else '7' end)
    into v_row
    from unnest(p_key.columns) as c (name)
    join pg_catalog.pg_attribute as a on a.attrelid = p_key.table_id and a.attname = c.name;
  v_row := v_row || p_key.applies;
  execute v_insert using v_row;
  begin
    execute v_insert using v_row;
  exception when unique_violation then
    v_is_refused := true;
  end;
  foreach v_column in array p_key.columns loop
    execute v_insert using v_row || jsonb_build_object(
      v_column, case length(v_row ->> v_column) when 36 then gen_random_uuid()::text else '8' end);
  end loop;
  if p_key.differs is not null then
    execute v_insert using v_row || p_key.differs;
    execute v_insert using v_row || p_key.differs;
  end if;
  drop table fixture.probe;
  return v_is_refused;
end;
$$;

-- then
select is_empty(
  $$
  select k.table_id, k.key_name
  from keys as k
  left join pg_catalog.pg_class as c
    on c.relname = k.key_name
       and c.oid in (
         select i.indexrelid from pg_catalog.pg_index as i
         where i.indrelid = k.table_id and i.indisunique)
  where case when c.oid is not null then pg_temp.refuses(c.oid, k) end is not true
  $$,
  'a second row of the same key is refused, one of another key is not'
);
select is_empty(
  $$
  select i.indrelid::regclass, c.relname
  from pg_catalog.pg_index as i
  join pg_catalog.pg_class as c on c.oid = i.indexrelid
  join fixture.our_tables as t on t.table_oid = i.indrelid
  where i.indisunique and not i.indisprimary
    and (i.indrelid, c.relname) not in (select k.table_id, k.key_name from keys as k)
  $$,
  'and there is no unique key that is not listed here'
);

select * from finish();
rollback;
