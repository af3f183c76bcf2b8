begin;
select plan(6);

select fixture.make_tenant(1);
create temporary table slots as
  select (floor(extract(epoch from clock_timestamp()) / 86400)::bigint + 1) % 4 as tomorrow;
select fixture.broadcast(1, 'today');
set local role tradekeel_bridge;
select is(engine.fn_rotate_broadcasts(), false, 'there is nothing to empty');
reset role;
insert into tenancy.broadcasts
  (user_id, profile_id, event_seq, slot, event, payload, epoch, recorded_at)
select b.user_id, b.profile_id, b.event_seq + n, s.tomorrow, b.event, b.payload, b.epoch,
       b.recorded_at - n * interval '25 hours'
  from tenancy.broadcasts as b, slots as s, generate_series(1, 3) as n;
set local role tradekeel_bridge;
select is(engine.fn_rotate_broadcasts(), false, 'something in it is young: a clock went wrong');
reset role;
select is((select count(*) from tenancy.broadcasts), 4::bigint, 'nothing is gone');
delete from tenancy.broadcasts where recorded_at between clock_timestamp() - interval '2 days'
  and clock_timestamp() - interval '1 hour';
set local role tradekeel_bridge;
select is(engine.fn_rotate_broadcasts(), true, 'it is emptied');
reset role;
select is(
  (select array_agg(b.payload ->> 'note') from tenancy.broadcasts as b), array['today'],
  'and nothing else'
);
select is(
  fixture.roles_that_may($$ select engine.fn_rotate_broadcasts() $$),
  array['tradekeel_bridge'], 'only the bridge may'
);

select * from finish();
rollback;
