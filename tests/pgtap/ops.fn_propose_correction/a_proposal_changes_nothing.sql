begin;
select plan(3);

select fixture.make_tenant(1);
create temporary table capital as select c.* from ledger.capital as c;
set local role tradekeel_operator;
select isnt(
  ops.fn_propose_correction(fixture.user_id(1), fixture.profile_id(1), 2.5, 'x'), null, 'proposed'
);
reset role;
select results_eq(
  'select c.allocated, c.realized_pnl, c.seq from ledger.capital as c',
  'select c.allocated, c.realized_pnl, c.seq from capital as c', 'the row is as it was'
);
select is(
  (select c.planned from ops.change_requests as c),
  '{"realized_pnl_delta": "2.5", "realized_pnl_before": "0", "realized_pnl_after": "2.5",
    "available_before": "1000", "available_after": "1002.5"}', 'before and after are shown'
);

select * from finish();
rollback;
