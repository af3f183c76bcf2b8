begin;
select plan(5);

select fixture.make_tenant(1);
select fixture.make_ready(1);
create temporary table signal as
select gen_random_uuid() as signal_id;
grant select on signal to public;
insert into lifecycle.signals (user_id, signal_id, profile_id, request_id, kind, symbol, side,
  order_type, quantity, limit_price, input_hash, valid_until)
select fixture.user_id(1), s.signal_id, fixture.profile_id(1), 's1', 'entry', 'BTC/USDT', 'buy',
       'limit', 0.01, 40000, 'hash', clock_timestamp() + interval '1 hour'
  from signal as s;
set local role tradekeel_bridge;
select fixture.call_run(1, fixture.document(jsonb_build_array(
  fixture.lost_order(1, (select s.signal_id::text from signal as s)))));
reset role;
set local role tradekeel_operator;
select isnt(fixture.call_release(1), null, 'released');
reset role;
select is(
  (select i.request_id from lifecycle.intents as i), (select s.signal_id::text from signal as s),
  'its request is found again'
);
select is((select s.signal_id from lifecycle.intents as s), (select s.signal_id from signal as s),
  'and its signal'
);
select is((select s.outcome from lifecycle.signals as s), 'accepted', 'which is closed with it');
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
