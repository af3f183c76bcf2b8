begin;
select plan(2);

select fixture.make_tenant(1);
select ops.fn_rotate_credentials(
  fixture.user_id(1), fixture.account_id(1), 'vault:binance-main', 'moved to the vault'
);
select fixture.make_vault();
set local role tradekeel_bridge;
select is(
  engine.fn_read_vault(fixture.user_id(1), fixture.account_id(1)),
  '{"api_key": "K", "secret": "S"}', 'as it is there'
);
select throws_ok(
  $$ select s.decrypted_secret from vault.decrypted_secrets as s $$, '42501', null,
  'the bridge itself has no right to the vault'
);
reset role;

select * from finish();
rollback;
