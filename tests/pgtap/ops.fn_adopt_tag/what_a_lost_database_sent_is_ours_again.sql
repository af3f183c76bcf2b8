begin;
select plan(8);

select fixture.make_tenant(1);
-- what the lost database sent, for the same profile, under its tag
create temporary table lost as
select overlay(lifecycle.make_client_order_id(
         1, fixture.user_id(1), fixture.profile_id(1), 'r1', 1)::text placing 'cafe0001' from 1
       ) as id;
create temporary table listed as
select jsonb_build_array(jsonb_build_object(
  'id', '9', 'symbol', 'BTC/USDT', 'side', 'buy', 'amount', '1', 'status', 'open',
  'clientOrderId', replace(l.id, '-', ''))) as orders from lost as l;
grant select on lost, listed to public;
select is(lifecycle.is_own_client_order_id(id), false, 'under the new tag it is a stranger''s')
  from lost;
set local role tradekeel_operator;
select cmp_ok(
  ops.fn_adopt_tag('cafe0001', 'lost with its backups'), '>', 1790000000::bigint,
  'the epoch is one that no life before had'
);
reset role;
select is(lifecycle.is_own_client_order_id(id), true, 'now it is ours') from lost;
select isnt(
  lifecycle.make_client_order_id(
    meta.current_epoch(), fixture.user_id(1), fixture.profile_id(1), 'r1', 1)::text, id,
  'and its id is not made again, though the same is asked for'
) from lost;
select is(
  (select a.arguments ->> 'tag' from ops.audit as a where a.entry_point = 'ops.fn_adopt_tag'),
  'cafe0001', 'on record'
);
select fixture.make_ready(1);
select fixture.call_run(1, fixture.document((select t.orders from listed as t)));
select is(
  fixture.account_state(1), 'halted tagged_order_without_attempt', 'its account halts on it'
);
select is(fixture.mismatches(1), 'order_missing_in_database open 1', 'in quarantine');
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
