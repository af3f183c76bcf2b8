begin;
select plan(4);

select fixture.stage(1);
select fixture.call_begin_entry(1);
create temporary table given as select fixture.trade(1, 'r1', 't1', 0.01) as trade;
grant select on given to public;
select fixture.call_persist(1, 'r1', 0.01, 'closed', jsonb_build_array(trade)) from given;
select fixture.call_persist(
  1, 'r1', 0.01, 'closed', jsonb_build_array(trade || '{"price": "49000"}')) from given;
create temporary table found as select m.mismatch_id from reconciliation.mismatches as m;
grant select on found to public;
set local role tradekeel_operator;
select is(
  ops.fn_accept_mismatch(
    fixture.user_id(1), mismatch_id, 'the exchange mended its record, ticket 4711'),
  'accepted', 'a person accepts what was booked'
) from found;
reset role;
select fixture.call_persist(
  1, 'r1', 0.01, 'closed', jsonb_build_array(trade || '{"price": "49000.00"}')) from given;
select is(
  fixture.mismatches(1), 'fill_unexplained accepted 1', 'the same told again opens nothing'
);
select fixture.call_persist(
  1, 'r1', 0.01, 'closed', jsonb_build_array(trade || '{"price": "48000"}')) from given;
select is(
  fixture.mismatches(1), 'fill_unexplained accepted 1, fill_unexplained open 1',
  'other figures open another'
);
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
