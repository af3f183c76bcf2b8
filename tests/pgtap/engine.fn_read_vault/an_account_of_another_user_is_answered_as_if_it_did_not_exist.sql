begin;
select plan(2);

select fixture.make_tenant(1);
select fixture.make_tenant(2);
select ops.fn_rotate_credentials(
  fixture.user_id(1), fixture.account_id(1), 'vault:binance-main', 'moved to the vault'
);
select fixture.make_vault();
set local role tradekeel_bridge;
select throws_ok(
  $$ select engine.fn_read_vault(fixture.user_id(2), fixture.account_id(1)) $$, 'TNR01', null,
  'of another user'
);
select throws_ok($$ select engine.fn_read_vault(null, null) $$, 'TNR01', null, 'of nobody');
reset role;

select * from finish();
rollback;
