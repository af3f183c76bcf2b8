begin;
select plan(1);

select fixture.make_tenant(1);
select fixture.make_ready(1);
update reconciliation.runs set started_at = clock_timestamp() + interval '1 minute';
create temporary table before as select max(r.started_at) as at from reconciliation.runs as r;
grant select on before to public;
set local role tradekeel_bridge;
select cmp_ok(
  (fixture.call_begin_run(1) ->> 'started_at')::timestamptz, '>',
  (select b.at from before as b), 'also when the clock went back'
);

select * from finish();
rollback;
