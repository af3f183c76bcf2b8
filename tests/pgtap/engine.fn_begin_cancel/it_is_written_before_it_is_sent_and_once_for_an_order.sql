begin;
select plan(6);

select fixture.stage(1);
select fixture.rest_order(1);
set local role tradekeel_bridge;
create temporary table got as select 1 as n, fixture.call_begin_cancel(1, 'r1') as c;
insert into got select 2, fixture.call_begin_cancel(1, 'r1');
reset role;
select is(
  (select c - 'cancel_id' - 'send_remaining_ms' from got where n = 1),
  jsonb_build_object('symbol', 'BTC/USDT', 'exchange_order_id', 'x-r1', 'client_order_text',
    (fixture.attempt(1)).client_order_text, 'is_conditional', false, 'may_send', true,
    'is_replay', false),
  'all that is needed to send it'
);
select is(
  (select c -> 'send_remaining_ms' between '4000' and '5000' from got where n = 1), true,
  'and how long it may still be sent'
);
select is(
  (select c - 'is_replay' - 'send_remaining_ms' from got where n = 2),
  (select c - 'is_replay' - 'send_remaining_ms' from got where n = 1),
  'the same process gets the same one again'
);
select is((select c -> 'is_replay' from got where n = 2), 'true', 'marked as a repetition');
select is(
  fixture.rows($$ select c.state, c.reason, c.owner_token = fixture.token(1),
                         c.profile_id = fixture.profile_id(1),
                         c.account_id = fixture.account_id(1)
                    from lifecycle.cancels as c $$),
  '(submitting,test,t,t,t)', 'one row'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
