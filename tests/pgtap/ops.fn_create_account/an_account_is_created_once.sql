begin;
select plan(5);

select ops.fn_create_user(fixture.user_id(1));
create temporary table call as
select format($$ select ops.fn_create_account(%L, %L, 'okx', 'swap', 'hedge',
  'vault:key one', 'halt') $$, fixture.user_id(1), fixture.account_id(1)) as sql;
grant select on call to public;
set local role tradekeel_operator;
select is(
  ops.fn_create_account(fixture.user_id(1), fixture.account_id(1), 'okx', 'swap', 'hedge',
    'vault:key one', 'halt'), fixture.account_id(1), 'created'
);
select is(fixture.refusal((select c.sql from call as c)), 'not refused', 'a replay is the same');
select results_eq(
  $$ select fixture.refusal(replace(c.sql, x.was, x.now)) from call as c, (values
       ('''okx''', '''bybit'''), ('swap', 'spot'), ('hedge', 'one_way'), ('key one', 'key two'),
       ('halt', 'report')) as x (was, now) $$,
  $$ values ('OPC01 account=' || fixture.account_id(1)),
       ('OPR01 position_mode=hedge wanted=one_way, or hedge on swaps'),
       ('OPC01 account=' || fixture.account_id(1)), ('OPC01 account=' || fixture.account_id(1)),
       ('OPC01 account=' || fixture.account_id(1)) $$, 'with other input it is a conflict'
);
reset role;
select is(
  (select concat_ws(' ', a.exchange, a.market_type, a.position_mode, a.credentials_ref,
            a.foreign_order_policy, a.state) from tenancy.exchange_accounts as a),
  'okx swap hedge vault:key one halt active', 'as asked for'
);
select is(
  (select a.arguments::text from ops.audit as a where a.entry_point = 'ops.fn_create_account')
    like '%key one%', false, 'the record does not repeat where the credentials are'
);

select * from finish();
rollback;
