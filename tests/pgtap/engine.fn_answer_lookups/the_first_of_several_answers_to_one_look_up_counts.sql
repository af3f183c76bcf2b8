begin;
select plan(4);

-- an unknown attempt is asked for; the answer comes a thousand times, then once too often
select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.begin_entry(1, 'r1', 0.005);
select engine.fn_record_unknown(a.user_id, a.attempt_id, fixture.token(1), '{}')
  from fixture.attempt(1) as a;
select fixture.call_begin_run(1);
select fixture.call_reconcile(1);
create temporary table answers as
select jsonb_agg(jsonb_build_object(
         'lookup_id', fixture.asked(1) -> 0 ->> 'lookup_id', 'outcome', 'found',
         'trades', '[]'::jsonb,
         'order', fixture.reading(1, 'r1', case n when 1 then 0 else 0.005 end,
           case n when 1 then 'open' else 'closed' end)) order by n) as given
  from generate_series(1, 1000) as n;
create temporary table run as select r.* from fixture.newest_run(1) as r;
grant select on answers, run to public;
set local role tradekeel_bridge;
select throws_ok(
  $$ select engine.fn_answer_lookups(r.user_id, r.run_id, fixture.token(1), r.lock_term,
       a.given || (a.given -> 0)) from answers as a, run as r $$,
  'RCR01', null, 'more than a thousand are refused'
);
select is(
  (select x.answered from answers as a, run as r, lateral engine.fn_answer_lookups(
     r.user_id, r.run_id, fixture.token(1), r.lock_term, a.given) as x), 1, 'one answer'
);
reset role;
select is((fixture.order_of(1)).filled, 0.0, 'the first');
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
