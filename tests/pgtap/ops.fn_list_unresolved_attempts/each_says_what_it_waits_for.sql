begin;
select plan(9);

select fixture.stage(1);
select fixture.begin_entry(1, 'r1', 0.001);
set local role tradekeel_operator;
create function pg_temp.says() returns text language sql as $$
  select concat_ws(' ', a.state, a.symbol, a.waits_for)
    from ops.fn_list_unresolved_attempts(10) as a
$$;
select is(pg_temp.says(), 'submitting BTC/USDT its send deadline', 'it may still be sent');
reset role;
select engine.fn_record_unknown(
  fixture.user_id(1), (fixture.attempt(1)).attempt_id, fixture.token(1), '{"class": "X"}');
update lifecycle.attempts set send_deadline = clock_timestamp() - interval '1 second';
set local role tradekeel_operator;
select is(pg_temp.says(), 'unknown BTC/USDT its horizon', 'it may still arrive');
reset role;
update lifecycle.attempts set horizon_at = send_deadline;
set local role tradekeel_operator;
select is(pg_temp.says(), 'unknown BTC/USDT the look-up of a complete run', 'nobody asked yet');
reset role;
update lifecycle.attempts set absent_first_at = clock_timestamp();
set local role tradekeel_operator;
select is(pg_temp.says(), 'unknown BTC/USDT a second look-up', 'it was not there once');
reset role;
update meta.exchanges set expiry_window_ms = 0;
set local role tradekeel_operator;
select is(
  pg_temp.says(), 'unknown BTC/USDT a person: absence proves nothing at this exchange',
  'requests never expire there'
);
reset role;
update meta.exchanges set lookup = 'none';
set local role tradekeel_operator;
select is(
  pg_temp.says(), 'unknown BTC/USDT a person: this exchange finds no order by its client id',
  'it cannot be asked there'
);
reset role;
select is(
  (select a.client_order_text from ops.fn_list_unresolved_attempts(10) as a),
  (fixture.attempt(1)).client_order_text, 'with the id to look for at the exchange'
);
select fixture.fill_and_settle(fixture.attempt(1), 'x1');
select is_empty($$ select from ops.fn_list_unresolved_attempts(10) $$, 'until it is known');
select is(
  fixture.roles_that_may(
    $$ select ops.fn_list_unresolved_attempts(1) $$),
  array['tradekeel_auditor', 'tradekeel_operator'], 'operators and auditors'
);

select * from finish();
rollback;
