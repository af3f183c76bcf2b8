begin;
select plan(2);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select is(
  (select l.owner_token from reconciliation.locks as l), null, 'nobody holds it'
);
select ok(
  (select l.expires_at <= clock_timestamp() from reconciliation.locks as l), 'and it is over'
);

select * from finish();
rollback;
