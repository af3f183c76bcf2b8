begin;
select plan(4);

select fixture.make_tenant(1);
select fixture.make_ready(1);
set local role tradekeel_operator;
select is(
  ops.fn_rotate_credentials(fixture.user_id(1), fixture.account_id(1), 'vault:new', 'leaked'),
  'env:FIXTURE', 'the reference before'
);
reset role;
select throws_ok($$ select fixture.begin_entry(1, 'r1', 0.001) $$, 'LKT01', null, 'not ready');
select is(
  (select a.credentials_ref from engine.fn_list_accounts() as a), 'vault:new' collate "C",
  'the bridge is told'
);
select is(fixture.audited(1, 'ops.fn_rotate_credentials'), 1, 'on record');

select * from finish();
rollback;
