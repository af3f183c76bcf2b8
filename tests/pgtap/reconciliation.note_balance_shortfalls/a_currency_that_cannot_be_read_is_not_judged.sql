begin;
select plan(4);

select fixture.make_tenant(1);
select fixture.make_ready(1);
set local role tradekeel_bridge;
select is(
  fixture.call_run(1, jsonb_set(fixture.document(), '{balances,rows}',
    '{"total": {"USDT": 1, "DUST": "1"}, "free": {"USDT": "1"}}')) ->> 'state',
  'finished', 'the run goes on'
);
reset role;
select is(fixture.mismatches(1), 'none', 'nothing is short');
select is(
  (select i.subject from health.incidents as i),
  fixture.account_id(1) || ' balances USDT', 'an incident names the currency'
);
select is(
  (select s.document from reconciliation.latest_snapshots as s where s.part = 'balances'),
  '{"free": {}, "total": {"DUST": "1"}, "unreadable": ["USDT"]}', 'the rest is kept'
);

select * from finish();
rollback;
