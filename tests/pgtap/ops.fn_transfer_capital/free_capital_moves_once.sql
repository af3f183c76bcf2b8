begin;
select plan(7);

select fixture.make_tenant(1);
select fixture.add_profile(1, 2);
set local role tradekeel_operator;
select is(
  ops.fn_transfer_capital(fixture.user_id(1), fixture.profile_id(1), fixture.profile_id(2),
    fixture.token(1), 600.5), 399.5, 'what is left'
);
select is(
  ops.fn_transfer_capital(fixture.user_id(1), fixture.profile_id(1), fixture.profile_id(2),
    fixture.token(1), 600.5), 399.5, 'a replay changes nothing'
);
reset role;
select is(fixture.amounts(1), '399.5 0 0 0 active', 'from one');
select is(fixture.amounts(2), '1600.5 0 0 0 active', 'to the other');
select is(
  (select string_agg(concat_ws(' ', e.kind, trim_scale(e.allocated_delta)), ', ' order by e.kind)
     from ledger.entries as e where e.kind like 'transfer%'),
  'transfer_in 600.5, transfer_out -600.5', 'one entry each'
);
select is(
  (select count(*)::integer from ops.audit as a where a.entry_point = 'ops.fn_transfer_capital'),
  1, 'on record once'
);
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
