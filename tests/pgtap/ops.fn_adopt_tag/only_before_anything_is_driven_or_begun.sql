begin;
select plan(4);

select fixture.make_tenant(1);
create temporary table digest as select null::text as before;
select fixture.make_ready(1);
update digest set before = fixture.digest();
select is(
  fixture.refusal($$ select ops.fn_adopt_tag('cafe0001', 'x') $$), 'OPC15 epoch=1',
  'an account is driven'
);
select is(fixture.digest(), before, 'nothing was written') from digest;
select fixture.begin_entry(1, 'r1', 0.01);
update locks.account_leases set expires_at = now() - interval '1 second';
select is(
  fixture.refusal($$ select ops.fn_adopt_tag('cafe0001', 'x') $$), 'OPC15 epoch=1',
  'an order was begun'
);
select is(
  fixture.roles_that_may($$ select ops.fn_adopt_tag('cafe0001', 'x') $$),
  array['tradekeel_operator'], 'operators may'
);

select * from finish();
rollback;
