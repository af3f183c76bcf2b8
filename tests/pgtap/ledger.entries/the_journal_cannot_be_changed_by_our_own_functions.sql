-- What the functions run as may append and read, nothing else.
begin;
select plan(7);

select fixture.make_tenant(1);
set local role tradekeel_engine;
select throws_ok('update ledger.entries set realized_pnl_delta = 1', '42501', null, 'no update');
select throws_ok('delete from ledger.entries', '42501', null, 'no delete');
select throws_ok('truncate ledger.entries', '42501', null, 'no truncate');
select throws_ok('update lifecycle.fills set quantity = 1', '42501', null, 'nor of fills');
select throws_ok('update lifecycle.executions set cost_delta = 1', '42501', null, 'nor executions');
select throws_ok('update ledger.capital set profile_id = gen_random_uuid()', '42501', null,
  'no key is changed');
select throws_ok('delete from ledger.capital', '42501', null, 'and no capital row deleted');

select * from finish();
rollback;
