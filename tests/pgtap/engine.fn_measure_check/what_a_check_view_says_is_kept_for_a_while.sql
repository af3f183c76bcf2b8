begin;
select plan(5);

select fixture.make_tenant(1);
set local role tradekeel_bridge;
select is(engine.fn_measure_check('capital_fold_equals_row', 60), 0::bigint, 'empty is healthy');
reset role;
set local session_replication_role = replica;
insert into ledger.capital (user_id, profile_id, account_id, allocated)
values (fixture.user_id(2), fixture.profile_id(2), fixture.account_id(2), 10);
set local session_replication_role = origin;
set local role tradekeel_bridge;
select is(
  engine.fn_measure_check('capital_fold_equals_row', 60), 0::bigint,
  'what was read within a minute is not read again'
);
select is(engine.fn_measure_check('capital_fold_equals_row', 0), 1::bigint, 'read again');
select is(
  engine.fn_read_health() #>> '{checks,capital_fold_equals_row,severity}', 'critical',
  'health knows how bad it is'
);
select is(
  (select count(*)::integer from engine.fn_list_checks() as c),
  (select count(*)::integer from jsonb_object_keys(engine.fn_read_health() -> 'checks') as k (name)
    where k.name !~ '_full$'),
  'all of them are listed but the full forms'
);

select * from finish();
rollback;
