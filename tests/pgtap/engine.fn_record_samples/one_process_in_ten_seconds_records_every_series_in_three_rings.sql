begin;
select plan(6);

select fixture.make_tenant(n) from generate_series(1, 2) as n;
update tenancy.profiles set quote_currency = 'USDC' where profile_id = fixture.profile_id(2);
select reconciliation.note_mismatch(
  fixture.user_id(1), fixture.account_id(1), null, null, 'order_foreign', 's', '{}');
set local role tradekeel_bridge;
select is(engine.fn_record_samples(), 21, 'two currencies twice and three counts, in three rings');
reset role;
-- The ten seconds may end between two calls: the second one is then the first of the next ten.
update health.samples set sampled_at = clock_timestamp()
 where grain = 'recent' and series = 'mismatches_open';
update health.samples set slot = health.slot_of('recent', clock_timestamp())
 where grain = 'recent' and series = 'mismatches_open';
select ok(engine.fn_record_samples() in (0, 21), 'once in ten seconds');
select results_eq(
  $$ select s.label::text collate "default", s.value from health.samples as s
      where s.series = 'equity' and s.grain = 'day' order by 1 $$,
  $$ values ('USDC'::text, 1000::numeric), ('USDT', 1000) $$, 'equity by currency'
);
select is(
  (select s.value from health.samples as s where s.series = 'mismatches_open' and s.grain = 'day'),
  1::numeric, 'open mismatches'
);
update ledger.capital set trading_state = 'closed';
update health.samples set sampled_at = sampled_at - interval '1 hour';
select is(engine.fn_record_samples(), 9, 'a closed profile counts no more; slots are used again');
select is(
  fixture.roles_that_may('select engine.fn_record_samples()'),
  array['tradekeel_bridge'], 'for the bridge alone'
);

select * from finish();
rollback;
