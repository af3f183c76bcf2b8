begin;
select plan(4);

select fixture.make_tenant(1);
select fixture.make_ready(1);
create function pg_temp.lost() returns timestamptz language sql as $$
  select reconciliation.lost_since(a) from tenancy.exchange_accounts as a
$$;
select is(pg_temp.lost(), null, 'the first life lost nothing');
update meta.installation set timeline = timeline + 1;
select ops.fn_acknowledge_installation('restored');
select is(pg_temp.lost(), (select max(r.started_at) from reconciliation.runs as r),
  'since the last run that is remembered');
update reconciliation.runs set started_at = started_at - interval '30 days';
select ok(pg_temp.lost() between clock_timestamp() - interval '8 days'
  and clock_timestamp() - interval '6 days', 'a week at most');
update meta.installation set acknowledged_at = acknowledged_at - interval '1 minute';
select fixture.make_ready(1);
select fixture.make_ready(1);
select is(pg_temp.lost(), null, 'until a run of this life is finished');

select * from finish();
rollback;
