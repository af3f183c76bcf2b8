begin;
select plan(2);

select fixture.make_tenant(1);
select fixture.make_ready(1);
update health.instances set heartbeat_at = heartbeat_at - interval '5 minutes';
select is(
  engine.fn_read_health() #>> '{atRisk,0,reason}', 'no process of the bridge runs',
  'nobody is alive'
);
select is(engine.fn_read_health() #>> '{instances,lost}', '1', 'one went without a word');

select * from finish();
rollback;
