begin;
select plan(3);

select is_empty('select from health.check_isolation_rls_enabled', 'empty is healthy');
alter table lifecycle.orders disable row level security;
alter table tenancy.broadcasts_2 disable row level security;
select set_eq(
  'select c.subject from health.check_isolation_rls_enabled as c',
  array['lifecycle.orders', 'tenancy.broadcasts_2'], 'both are reported'
);
create table ledger.added (user_id uuid);
select ok(
  exists (select from health.check_isolation_rls_enabled as c where c.subject = 'ledger.added'),
  'so is a new one'
);

select * from finish();
rollback;
