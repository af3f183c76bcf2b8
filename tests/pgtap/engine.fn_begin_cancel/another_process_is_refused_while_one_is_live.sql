-- The account changes hands while a cancel is under way.
begin;
select plan(6);

select fixture.stage(1);
select fixture.stage(2);
select fixture.rest_order(1);
set local role tradekeel_bridge;
select fixture.call_begin_cancel(1, 'r1');
reset role;
update locks.account_leases set owner_token = fixture.token(2), term = term + 1
 where account_id = fixture.account_id(1);
create temporary table before as select fixture.digest() as digest;
set local role tradekeel_bridge;
select is(
  fixture.refusal($$ select fixture.call_begin_cancel(1, 'r1', 2) $$),
  'LCC08 order=' || (to_jsonb(fixture.order_of(1)) ->> 'order_id'), 'the new driver has to wait'
);
select is(
  fixture.refusal($$ select fixture.call_begin_cancel(1, 'r1', 1) $$) ~ '^LKC01', true,
  'the old one has no lease'
);
reset role;
select is(fixture.digest(), (select digest from before), 'nothing was written');
update lifecycle.cancels set send_deadline = clock_timestamp();
set local role tradekeel_bridge;
create temporary table got as select fixture.call_begin_cancel(1, 'r1', 2) as c;
reset role;
select is((select c -> 'may_send' from got), 'true', 'after its deadline it is his');
select is(fixture.cancels(1, 'r1'), 'unknown submitting', 'nobody knows what became of the first');
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
