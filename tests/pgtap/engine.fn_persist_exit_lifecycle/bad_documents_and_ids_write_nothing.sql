begin;
select plan(2);

select fixture.stage(1);
select fixture.make_tenant(2);
select fixture.hold(1, 'r1', 0.002);
select fixture.begin_exit(1, 'x1', 0.001);
create temporary table digest as select fixture.digest() as before;
create temporary table given as
select (fixture.attempt(1, 'x1')).attempt_id as id, (fixture.attempt(1, 'r1')).attempt_id as entry,
       fixture.reading(1, 'x1', 0.001, 'closed') as o, fixture.trade(1, 'x1', 't1', 0.001) as t;
grant select on given to public;
set local role tradekeel_bridge;
select results_eq(
  $$ select left(fixture.refusal(format(
         'select engine.fn_persist_exit_lifecycle(%L, %L, %L, %L)',
         w.user_id, w.attempt_id, w.o, w.t)), 5)
       from given as g,
            lateral (values
              (1, fixture.user_id(2), g.id, g.o, '[]'::jsonb),
              (2, fixture.user_id(1), g.entry, g.o, '[]'),
              (3, fixture.user_id(1), null, g.o, '[]'),
              (4, fixture.user_id(1), g.id, null, '[]'),
              (5, fixture.user_id(1), g.id, '[]', '[]'),
              (6, fixture.user_id(1), g.id, g.o || '{"filled": "NaN"}', '[]'),
              (7, fixture.user_id(1), g.id, g.o || '{"filled": "-1"}', '[]'),
              (8, fixture.user_id(1), g.id, g.o || '{"filled": 0.001}', '[]'),
              (9, fixture.user_id(1), g.id, g.o || '{"timestamp": 1e300}', '[]'),
              (10, fixture.user_id(1), g.id, g.o || '{"fees": [null]}', '[]'),
              (11, fixture.user_id(1), g.id, g.o || '{"id": null}', '[]'),
              (12, fixture.user_id(1), g.id, g.o || '{"symbol": "ETH/USDT"}', '[]'),
              (13, fixture.user_id(1), g.id, g.o, '{}'),
              (14, fixture.user_id(1), g.id, g.o, '[null]'),
              (15, fixture.user_id(1), g.id, g.o, jsonb_build_array(g.t || '{"amount": "0"}')),
              (16, fixture.user_id(1), g.id, g.o, jsonb_build_array(g.t || '{"order": "y"}'))
            ) as w (n, user_id, attempt_id, o, t)
      order by w.n $$,
  $$ values ('TNR01'), ('TNR01'), ('TNR01'), ('LCR07'), ('LCR07'), ('LCR07'), ('LCR07'),
       ('LCR07'), ('LCR07'), ('LCR07'), ('LCR09'), ('LCR08'), ('LCR07'), ('LCR07'), ('LCR07'),
       ('LCR08') $$,
  'ids, then every kind of field'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');

select * from finish();
rollback;
