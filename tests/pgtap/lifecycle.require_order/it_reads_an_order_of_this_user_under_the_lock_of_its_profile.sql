begin;
select plan(5);

select fixture.stage(1);
select fixture.rest_order(1);
create temporary table got as select (fixture.order_of(1)).order_id as order_id;
grant select on got to public;
-- The capital row is written anew, so that it bears no lock of what came before.
set local session_replication_role = replica;
with gone as (delete from ledger.capital returning *)
insert into ledger.capital (user_id, profile_id, account_id, allocated)
select g.user_id, g.profile_id, g.account_id, g.allocated from gone as g;
set local session_replication_role = origin;
select is((select c.xmax::text from ledger.capital as c), '0', 'a row that nobody locked');
set local role tradekeel_engine;
select is(
  (lifecycle.require_order(fixture.user_id(1), g.order_id)).exchange_order_id, 'x-r1', 'its row'
) from got as g;
select is(
  fixture.refusal(format('select lifecycle.require_order(%L, %L)', fixture.user_id(2), g.order_id)),
  'TNR01 order=' || g.order_id, 'another user''s order does not exist'
) from got as g;
select is(
  fixture.refusal(format('select lifecycle.require_order(%L, null)', fixture.user_id(1))),
  'TNR01 order=', 'nor does none'
);
reset role;
select isnt(
  (select c.xmax::text from ledger.capital as c), '0', 'the profile''s capital row is locked'
);

select * from finish();
rollback;
