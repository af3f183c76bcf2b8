begin;
select plan(6);

select fixture.stage(1);
select fixture.limit_profile(1, '{"stop_loss_rate": "0.02"}');
select fixture.take_position(1, 'r1', 0.01);
select fixture.set_price(1, 48000);
-- one more rejection, and as much time passed since as is said
create function pg_temp.reject_after(p_milliseconds integer) returns text
language plpgsql as $$
declare
  v_request constant text := fixture.call_protective_exit(1);
begin
  perform engine.fn_record_rejected(
    fixture.user_id(1), (fixture.attempt(1, v_request)).attempt_id, fixture.token(1),
    '{"error_class": "InvalidOrder"}');
  update lifecycle.intents set settled_at = clock_timestamp()
    - make_interval(secs => p_milliseconds / 1000.0::double precision)
   where outcome = 'rejected';
  return fixture.call_actions(1);
end;
$$;
select is(pg_temp.reject_after(500), 'none', 'not at once');
update lifecycle.intents set settled_at = clock_timestamp() - interval '1100 ms'
 where outcome = 'rejected';
select is(pg_temp.reject_after(1500), 'none', 'the second time 2 s later');
update lifecycle.intents set settled_at = clock_timestamp() - interval '2100 ms'
 where outcome = 'rejected';
select is(pg_temp.reject_after(4100), 'exit long stop_loss 3', 'the third time 4 s');
select is(
  (select count(*)::integer from health.incidents as n where n.kind = 'protection_unplaced'), 0,
  'three rejections are no incident'
);
do $$
begin
  perform pg_temp.reject_after(3600000) from generate_series(1, 2);
end $$;
select is(
  (select count(*)::integer from health.incidents as n where n.kind = 'protection_unplaced'), 1,
  'five are'
);
update lifecycle.intents set settled_at = clock_timestamp() - interval '59 seconds'
 where outcome = 'rejected';
update meta.settings set value = 5000 where key = 'protection_retry_limit_ms';
select is(fixture.call_actions(1), 'exit long stop_loss 5', 'never longer than the limit');

select * from finish();
rollback;
