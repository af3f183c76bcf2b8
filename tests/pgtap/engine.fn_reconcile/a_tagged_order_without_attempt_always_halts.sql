begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.make_ready(1);
update tenancy.exchange_accounts set foreign_order_policy = 'ignore';
create temporary table tagged as
select jsonb_build_array(jsonb_build_object(
  'id', '9', 'symbol', 'BTC/USDT', 'side', 'buy', 'amount', '1', 'clientOrderId',
  replace(lifecycle.make_client_order_id(
    1, fixture.user_id(1), fixture.profile_id(1), 'lost', 1)::text, '-', ''))) as orders;
grant select on tagged to public;
set local role tradekeel_bridge;
select fixture.call_run(1, fixture.document((select t.orders from tagged as t)));
reset role;
select is(
  fixture.account_state(1), 'halted tagged_order_without_attempt',
  'a restored database or a cloned installation'
);
select is(fixture.mismatches(1), 'order_missing_in_database open 1', 'noted');
select is_empty('select from lifecycle.orders', 'never adopted');

select * from finish();
rollback;
