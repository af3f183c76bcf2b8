-- One thing at a time is made otherwise, and taken back.
begin;
select plan(3);

select fixture.stage(1);
set local role tradekeel_bridge;
select fixture.call_begin_entry(1, '{"request_id": "a", "quantity": "0.003"}');
reset role;
create function pg_temp.is_confirmed(
  p_kind text, p_request_id text, p_change text, p_order jsonb, p_trade jsonb
) returns boolean
language plpgsql as $$
declare
  v_order constant jsonb := fixture.reading(1, p_request_id, 0.003, 'closed') || p_order;
  v_fill constant lifecycle.plain_fill := lifecycle.read_plain_fill(v_order, jsonb_build_array(
    fixture.trade(1, p_request_id, 't', (v_order ->> 'filled')::numeric, 50000, '0.05')
    || p_trade));
  v_plan lifecycle.fill_plan;
begin
  if v_fill.exchange_order_id is null then
    return null;
  end if;
  begin
    execute p_change;
    if p_kind = 'entry' then
      v_plan := lifecycle.confirm_filled_entry(
        fixture.user_id(1), (fixture.attempt(1, p_request_id)).attempt_id, v_fill);
    else
      v_plan := lifecycle.confirm_filled_exit(
        fixture.user_id(1), (fixture.attempt(1, p_request_id)).attempt_id, v_fill);
    end if;
    raise exception using errcode = 'P0009';
  exception when sqlstate 'P0009' then
    return v_plan.order_id is not null;
  end;
end;
$$;
create temporary table case_of as select * from (values
  ('nothing', 'select', '{}'::jsonb, '{}'::jsonb, true),
  ('no client id', 'select', '{"clientOrderId": null}', '{}', true),
  ('a fee in base', 'select', '{}', '{"fee": {"cost": "0.00001", "currency": "BTC"}}', true),
  ('another client id', 'select', '{"clientOrderId": "other"}', '{}', false),
  ('a third currency', 'select', '{}', '{"fee": {"cost": "0.00001", "currency": "BNB"}}', false),
  ('more than asked for', 'select', '{"amount": "0.004", "filled": "0.004", "remaining": "0"}',
    '{}', false),
  ('another symbol', 'select', '{"symbol": "ETH/USDT"}', '{"symbol": "ETH/USDT"}', false),
  ('another side', 'select', '{"side": null}', '{"side": "other"}', false),
  ('unknown by now', $x$ update lifecycle.attempts set state = 'unknown'
      where state = 'submitting' $x$, '{}', '{}', false),
  ('the deadline is over', $x$ update lifecycle.attempts
      set send_deadline = clock_timestamp() - interval '1 ms' $x$, '{}', '{}', false),
  ('Realtime has to be told', $x$ update meta.settings set value = 1
      where key = 'realtime_send' $x$, '{}', '{}', false)
) as v (what, change, o, t, wanted);

select results_eq(
  $$ select c.what, pg_temp.is_confirmed('entry', 'a', c.change, c.o, c.t) from case_of as c
     union all
     select 'all of it is the fee', pg_temp.is_confirmed(
       'entry', 'a', 'select', '{}', '{"fee": {"cost": "0.003", "currency": "BTC"}}') $$,
  $$ select c.what, c.wanted from case_of as c union all select 'all of it is the fee', false $$,
  'an entry'
);
set local role tradekeel_bridge;
select fixture.call_persist(1, 'a', 0.003, 'closed', jsonb_build_array(
  fixture.trade(1, 'a', 'ta', 0.003, 50000, '0.05')));
select fixture.settle(1, 'a', 0.003, 'closed');
select fixture.call_begin_exit(1, '{"request_id": "b", "quantity": "0.003"}');
reset role;
select results_eq(
  $$ select c.what, pg_temp.is_confirmed('exit', 'b', c.change, c.o, c.t) from case_of as c
      where c.what <> 'a fee in base'
     union all
     select v.what, pg_temp.is_confirmed('exit', 'b', v.change, '{}', v.t) from (values
       ('less is held', 'update lifecycle.positions set quantity = 0.0029', '{}'::jsonb),
       ('less was asked for', 'update lifecycle.intents set quantity = 0.0029', '{}'),
       ('less is left for the fee', 'select', '{"fee": {"cost": "0.00001", "currency": "BTC"}}'),
       ('disputed', 'update lifecycle.positions set state = ''disputed''', '{}')
     ) as v (what, change, t) $$,
  $$ select c.what, c.wanted from case_of as c where c.what <> 'a fee in base'
     union all
     values ('less is held', false), ('less was asked for', false),
            ('less is left for the fee', false), ('disputed', false) $$,
  'an exit'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
