-- The slot is a unique index, so that no code path can take a second one.
begin;
select plan(4);

select fixture.stage(1);
select fixture.call_begin_entry(1);
create function pg_temp.insert(p_changes jsonb) returns text
language sql as $$
  select split_part(fixture.refusal(format(
    'insert into lifecycle.intents select (jsonb_populate_record(null::lifecycle.intents,
       to_jsonb(i) || %L)).* from lifecycle.intents as i where i.request_id = %L',
    jsonb_build_object('intent_id', gen_random_uuid(), 'request_id', gen_random_uuid(),
      'settled_at', null, 'outcome', null) || p_changes, 'r1')), ' ', 1)
$$;
select is(pg_temp.insert('{}'), '23505', 'a second one is refused');
select is(pg_temp.insert('{"symbol": "ETH/USDT"}'), 'not', 'another symbol is not');
update lifecycle.intents set settled_at = now(), outcome = 'canceled' where request_id = 'r1';
select is(pg_temp.insert('{}'), 'not', 'the first is settled: the next may come');
select is(
  pg_temp.insert('{"side": "sell", "symbol": "X/USDT"}'), '23514',
  'a side that does not fit the position is refused'
);

select * from finish();
rollback;
