begin;
select plan(6);

select fixture.stage(1);
select fixture.stage(2);
set local role tradekeel_bridge;
select fixture.call_begin_entry(1);
select fixture.call_begin_entry(2);
select engine.fn_record_unknown(fixture.user_id(n),
  (fixture.call_begin_entry(n) ->> 'attempt_id')::uuid, fixture.token(n), '{}')
  from generate_series(1, 2) as n;
select fixture.call_persist(1, 'r1', 0.01, 'closed',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.01)));
select is(
  to_jsonb(fixture.attempt(1)) ->> 'state', 'confirmed', 'found on the exchange: confirmed'
);
select is(
  to_jsonb(fixture.attempt(1)) ->> 'is_late', 'false', 'which is not late truth: it was open'
);
select is(fixture.find_absent(2, 'r1'), 'not_placed', 'absent twice: not placed');
select is(fixture.amounts(2), '1000 0 0 0 active', 'then all is given back');
reset role;
select is(
  fixture.rows($$ select jsonb_array_length((a).evidence), (a).absent_first_at >= (a).horizon_at
    from fixture.attempt(2) as a $$), '(2,t)', 'and the evidence is kept with the attempt'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
