begin;
select plan(3);

select fixture.make_tenant(1);
set local role tradekeel_bridge;
select is(
  engine.fn_report_events(fixture.token(1), fixture.token(1), '[
    {"counter": "transaction_failures", "label": "40P01", "count": 2},
    {"counter": "transaction_failures", "label": "LKC01", "count": 1},
    {"counter": "transaction_failures", "label": "ZZ999", "count": 3},
    {"counter": "transaction_failures", "label": "00000000-0000-4000-8000-000000000001",
     "count": 1},
    {"counter": "sends", "label": "accepted", "count": 1}]'), 4, 'four sums are written'
);
reset role;
select results_eq(
  $$ select t.label, t.total::integer
       from jsonb_each_text(engine.fn_read_health() #> '{counters,transaction_failures}')
         as t (label, total)
      where t.total <> '0' order by 1 $$,
  $$ values ('40P01', 2), ('LKC01', 1), ('other', 4) $$, 'known codes as they are'
);
select engine.fn_fold_counters();
select is(
  engine.fn_read_health() #>> '{counters,transaction_failures,other}', '4',
  'folding changes no total'
);

select * from finish();
rollback;
