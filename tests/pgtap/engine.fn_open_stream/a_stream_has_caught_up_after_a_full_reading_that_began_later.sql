begin;
select plan(9);

select fixture.make_tenant(1);
select fixture.make_ready(1);
create function pg_temp.open(p_reason text default 'connected') returns bigint
language sql security definer as $$
  select engine.fn_open_stream(fixture.user_id(1), fixture.account_id(1), fixture.token(1),
    fixture.lease_term(1), p_reason)
$$;
create function pg_temp.is_caught_up() returns boolean
language sql security definer as $$
  select e.is_caught_up from engine.fn_apply_stream_events(fixture.user_id(1),
    fixture.account_id(1), fixture.token(1), fixture.lease_term(1), '[]', '[]') as e
$$;
create function pg_temp.begin_run() returns void
language sql security definer as $$
  select engine.fn_begin_reconciliation(
    fixture.user_id(1), fixture.account_id(1), fixture.token(1), fixture.lease_term(1), 300)
$$;
create function pg_temp.finish_run(p_is_complete boolean) returns text
language plpgsql security definer as $$
declare
  r reconciliation.runs := fixture.newest_run(1);
begin
  perform engine.fn_reconcile(r.user_id, r.run_id, fixture.token(1), r.lock_term,
    jsonb_build_object('open_orders', jsonb_build_object(
      'is_complete', p_is_complete, 'rows', '[]'::jsonb),
    'trades', '{"is_complete": true, "rows": []}'::jsonb,
    'positions', '{"is_complete": true, "rows": []}'::jsonb,
    'balances', '{"is_complete": true, "rows": {"total": {"USDT": "1000000"}}}'::jsonb));
  return (select f.state from engine.fn_finish_reconciliation(
    r.user_id, r.run_id, fixture.token(1), r.lock_term) as f);
end;
$$;
set local role tradekeel_bridge;
select ok(not pg_temp.is_caught_up(), 'no connection is on record');
select pg_temp.begin_run();
select is(pg_temp.open(), 1::bigint, 'the first connection');
select ok(not pg_temp.is_caught_up(), 'connected is not caught up');
select pg_temp.finish_run(true);
select ok(not pg_temp.is_caught_up(), 'a reading that began before says nothing');
select pg_temp.begin_run();
select is(pg_temp.finish_run(false), 'incomplete', 'one that read not everything ...');
select ok(not pg_temp.is_caught_up(), '... neither');
select pg_temp.begin_run();
select pg_temp.finish_run(true);
select ok(pg_temp.is_caught_up(), 'one that began later and is complete does');
select is(pg_temp.open('overflow'), 2::bigint, 'what was dropped is as if the connection was lost');
select ok(not pg_temp.is_caught_up(), 'so it wants another reading');
reset role;

select * from finish();
rollback;
