begin;
select plan(6);

select health.count_event(fixture.user_id(1), 'a', 'x') from generate_series(1, 3);
select health.count_event(fixture.user_id(2), 'a', 'x');
select health.count_event(fixture.user_id(2), 'a', '');
insert into health.counter_deltas (user_id, counter, label, delta)
values (fixture.user_id(1), 'b', '', 2.5);
set local role tradekeel_bridge;
select is(engine.fn_fold_counters(), 6, 'all of them');
select is(engine.fn_fold_counters(), 0, 'once');
reset role;
select is(
  (select string_agg(concat_ws(' ', c.counter, c.label, c.total), ', ' order by c.counter, c.label)
     from health.counters as c where c.counter in ('a', 'b')),
  'a  1, a x 4, b  2.5', 'across users'
);
select health.count_event(fixture.user_id(1), 'a', 'x');
set local role tradekeel_bridge;
select engine.fn_fold_counters();
reset role;
select is(
  (select c.total from health.counters as c where c.counter = 'a' and c.label = 'x'),
  5::numeric, 'totals only grow'
);
select is_empty('select from health.counter_deltas', 'nothing is left to fold');
select is(
  fixture.roles_that_may('select engine.fn_fold_counters()'), array['tradekeel_bridge'],
  'and only the bridge may'
);

select * from finish();
rollback;
