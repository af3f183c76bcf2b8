begin;
select plan(4);

select fixture.make_tenant(1);
update ledger.capital set realized_pnl = 100;
create temporary table change as
select ops.fn_propose_restatement(fixture.user_id(1), fixture.profile_id(1), 'x') as id;
update ops.change_requests set requested_by = 'alice';
select ops.fn_approve_change(fixture.user_id(1), c.id) from change as c;
update ledger.capital set realized_pnl = 101;
select is(
  (select fixture.refusal(format('select ops.fn_apply_change(%L, %L)', fixture.user_id(1), c.id))
     from change as c),
  (select format('OPC04 change=%s planned_seq=1 seq=1', c.id) from change as c),
  'written again past the functions, with the same number'
);
select is(fixture.amounts(1), '1000 0 0 101 active', 'nothing is restated');
select is(
  (select count(*) from ledger.entries as e where e.kind = 'restatement'), 0::bigint, 'or posted'
);
update ledger.capital set realized_pnl = 100;
select is((select ops.fn_apply_change(fixture.user_id(1), c.id) from change as c), 2::bigint,
  'as it was planned it applies');

select * from finish();
rollback;
