begin;
select plan(4);

select results_eq(
  $$ select g.grain, count(distinct health.slot_of(g.grain,
            '2026-01-01Z'::timestamptz + n * health.grain_seconds(g.grain) * interval '1 second'))
       from (values ('day', 288), ('month', 360), ('recent', 360)) as g (grain, steps),
            lateral generate_series(0, g.steps - 1) as n
      group by g.grain order by 1 $$,
  $$ values ('day'::text, 288::bigint), ('month', 360), ('recent', 360) $$,
  'no two steps of a lap share a slot'
);
select is(
  health.slot_of('recent', '2026-01-01Z'), health.slot_of('recent', '2026-01-01T01:00Z'),
  'an hour later the same slot'
);
select is(
  health.slot_of('day', '2026-01-01Z'), health.slot_of('day', '2026-01-02Z'), 'a day later'
);
select is(
  health.slot_of('month', '2026-01-01Z'), health.slot_of('month', '2026-01-31Z'), '30 days later'
);

select * from finish();
rollback;
