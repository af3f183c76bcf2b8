begin;
select plan(5);

select fixture.make_tenant(1);
set local role tradekeel_operator;
select is(
  ops.fn_allocate_capital(fixture.user_id(1), fixture.profile_id(1), fixture.token(1), 0.5),
  1000.5, 'what is available then'
);
select is(
  ops.fn_allocate_capital(fixture.user_id(1), fixture.profile_id(1), fixture.token(1), 0.5),
  1000.5, 'a replay changes nothing'
);
select is(
  ops.fn_allocate_capital(fixture.user_id(1), fixture.profile_id(1), fixture.token(2), 0.5),
  1001.0, 'another request does'
);
reset role;
select is(
  (select string_agg(concat_ws(' ', e.seq, e.kind, trim_scale(e.allocated_delta)), ', '
            order by e.seq) from ledger.entries as e),
  '1 allocate 1000, 2 allocate 0.5, 3 allocate 0.5', 'in the journal'
);
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
