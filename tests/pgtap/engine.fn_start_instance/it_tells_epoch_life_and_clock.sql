begin;
select plan(3);

set local role tradekeel_bridge;
select results_eq(
  $$ select s.epoch, s.is_same_life, s.protocol,
            s.server_now between clock_timestamp() - interval '1 minute' and clock_timestamp()
       from engine.fn_start_instance(
         fixture.token(1), fixture.token(2), 'v1', 'host') as s $$,
  'values (1::bigint, true, 1, true)', 'first'
);
select lives_ok(
  $$ select engine.fn_start_instance(fixture.token(1), fixture.token(2), 'v1', 'host') $$,
  'a replay is the same'
);
reset role;
select is(
  (select string_agg(concat_ws(' ', i.instance_id, i.owner_token, i.version, i.host, i.state), ', ')
     from health.instances as i),
  concat_ws(' ', fixture.token(1), fixture.token(2), 'v1 host running'),
  'one process is on record'
);

select * from finish();
rollback;
