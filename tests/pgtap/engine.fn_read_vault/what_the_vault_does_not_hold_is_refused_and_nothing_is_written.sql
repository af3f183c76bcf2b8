begin;
select plan(5);

select fixture.make_tenant(1);
create temporary table before as select fixture.digest() as digest;
grant select on before to public;
create function pg_temp.read() returns text language sql as $$
  select engine.fn_read_vault(fixture.user_id(1), fixture.account_id(1))
$$;
set local role tradekeel_bridge;
select throws_ok($$ select pg_temp.read() $$, 'TNR07', null, 'the reference is none of a vault');
reset role;
select is(fixture.digest(), (select b.digest from before as b), 'nothing was written');
select ops.fn_rotate_credentials(
  fixture.user_id(1), fixture.account_id(1), 'vault:another', 'moved to the vault'
);
set local role tradekeel_bridge;
select throws_ok($$ select pg_temp.read() $$, 'TNR07', null, 'there is no vault');
reset role;
select fixture.make_vault();
set local role tradekeel_bridge;
select throws_ok($$ select pg_temp.read() $$, 'TNR07', null, 'there is no such secret');
reset role;
revoke usage on schema vault from postgres;
set local role tradekeel_bridge;
select throws_ok($$ select pg_temp.read() $$, 'TNR07', null, 'the installer may not read it');
reset role;

select * from finish();
rollback;
