begin;
select plan(2);

select fixture.make_tenant(1);
select fixture.make_tenant(2);
select is(
  fixture.refusal(format('select * from engine.fn_price_fees(%L, %L)',
    fixture.user_id(1), fixture.account_id(2))) like 'TNR01 account=%', true, 'of nobody'
);
select is(
  fixture.roles_that_may($$ select engine.fn_price_fees(
    fixture.user_id(1), fixture.account_id(1)) $$),
  array['tradekeel_bridge'], 'and only the bridge may'
);

select * from finish();
rollback;
