begin;
select plan(3);

select fixture.make_tenant(1);
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_bridge;
select results_eq(
  $$ select left(fixture.refusal(format(
       'select engine.fn_report_events(%L, %L, %L)', fixture.token(1), fixture.token(9), e.events
     )), 5)
       from (values
         (null), ('{}'), ('[1]'), ('[{"counter": "rebuilds", "label": "", "count": 1}]'),
         ('[{"counter": "sends", "count": 1}]'),
         ('[{"counter": "sends", "label": "x", "count": 0}]'),
         ('[{"counter": "sends", "label": "x", "count": -1}]'),
         ('[{"counter": "sends", "label": "x", "count": 1.5}]'),
         ('[{"label": "x", "count": 1}]'), ('[]')
       ) as e (events) $$,
  $$ values ('LCR01'), ('LCR01'), ('LCR01'), ('LCR01'), ('LCR01'), ('LCR01'), ('LCR01'),
       ('LCR01'), ('LCR01'), ('LKC04') $$, 'arguments first, then the owner'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');
select is(
  fixture.roles_that_may(
    $$ select engine.fn_report_events(fixture.token(1), fixture.token(1), '[]') $$),
  array['tradekeel_bridge'], 'and only the bridge may'
);

select * from finish();
rollback;
