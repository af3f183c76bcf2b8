begin;
select plan(1);

select is(
  meta.live_timeline(), (select c.timeline_id from pg_control_checkpoint() as c),
  'as the control file says'
);

select * from finish();
rollback;
