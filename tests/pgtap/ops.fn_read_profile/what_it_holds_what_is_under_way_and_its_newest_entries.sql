begin;
select plan(6);

select fixture.stage(1);
select fixture.fill_and_settle(fixture.begin_entry(1, 'a', 0.001), 'x1');
select fixture.begin_entry(1, 'b', 0.01, 'ETH/USDT');
select reconciliation.note_mismatch(fixture.user_id(1), fixture.account_id(1),
         fixture.profile_id(1), null, 'position_drift', 's', '{}');
set local role tradekeel_operator;
create temporary table seen as
select * from ops.fn_read_profile(fixture.user_id(1), fixture.profile_id(1), 100);
select is(
  (select string_agg(s.part || ' ' || s.count, ', ' order by s.part)
     from (select x.part, count(*) from seen as x where x.part <> 'entry' group by x.part) as s),
  'capital 1, intent 1, mismatch 1, position 1, profile 1, reservation 1',
  'one order is settled, the other is not known yet'
);
select is(
  (select concat_ws(' ', s.item ->> 'symbol', s.item ->> 'quantity', s.item ->> 'cost_basis')
     from seen as s where s.part = 'position'), 'BTC/USDT 0.001 50.000000000000',
  'amounts are exact'
);
select is_empty(
  $$ select from seen as s, jsonb_each(s.item) as e where jsonb_typeof(e.value) = 'number' $$,
  'and text'
);
select is(
  (select array_agg((s.item ->> 'seq')::bigint) from seen as s where s.part = 'entry'),
  (select array_agg(n order by n desc) from generate_series(1::bigint, (
     select (s.item ->> 'seq')::bigint from seen as s where s.part = 'capital')) as n),
  'the journal from its end'
);
select is(
  (select max(x.count) from (
     select count(*) from ops.fn_read_profile(fixture.user_id(1), fixture.profile_id(1), 1) as p
      group by p.part) as x), 1::bigint, 'of each so many and no more'
);
reset role;
select is(
  fixture.roles_that_may(
    $$ select ops.fn_read_profile(fixture.user_id(1), fixture.profile_id(1), 1) $$),
  array['tradekeel_auditor', 'tradekeel_operator'], 'operators and auditors'
);

select * from finish();
rollback;
