begin;
select plan(7);

select fixture.stage(1);
select fixture.stage(2);
select fixture.limit_profile(1, '{"stop_loss_rate": "0.02"}');
select fixture.take_position(1, 'r1', 0.01);
select fixture.set_price(1, 48000);
create temporary table before as select fixture.digest() as digest;
set local role tradekeel_bridge;
select is(
  fixture.refusal('select fixture.call_evaluate(1, 2)') ~ '^LKC01 account=', true,
  'another process'
);
reset role;
update locks.account_leases set term = term + 1;
set local role tradekeel_bridge;
select is(
  fixture.refusal(format('select * from engine.fn_evaluate_protections(%L, %L, %L, 1)',
    fixture.user_id(1), fixture.account_id(1), fixture.token(1))) ~ '^LKC01', true,
  'a term that is over'
);
reset role;
update locks.account_leases set term = term - 1;
select is(
  fixture.refusal(format('select * from engine.fn_evaluate_protections(%L, %L, %L, null)',
    fixture.user_id(1), fixture.account_id(1), fixture.token(1))) ~ '^LKC01', true, 'no term'
);
set local role tradekeel_bridge;
select is(
  fixture.refusal(format('select * from engine.fn_evaluate_protections(%L, %L, %L, 1)',
    fixture.user_id(2), fixture.account_id(1), fixture.token(1)))
    ~ ('^TNR01 account=' || fixture.account_id(1)), true,
  'of another tenant it does not exist, which is said before the lease is looked at'
);
reset role;
select is(fixture.digest(), (select digest from before), 'nothing was written');
select is(fixture.protections(1), 'stop_loss armed 49000', 'and nothing fired');
select is(
  fixture.roles_that_may('select fixture.call_evaluate(1)'), array['tradekeel_bridge'],
  'only the bridge may call'
);

select * from finish();
rollback;
