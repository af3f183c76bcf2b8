begin;
select plan(5);

select fixture.stage(1);
create function pg_temp.run() returns text
language plpgsql as $$
begin
  perform fixture.call_begin_run(1);
  perform fixture.call_reconcile(1);
  perform fixture.call_finish(1);
  return fixture.mismatches(1);
end;
$$;
update ledger.capital set realized_pnl = 1;
select is(pg_temp.run(), 'none', 'a run of a term that is ready does not rebuild');
select is(
  engine.fn_check_capital(fixture.user_id(1), fixture.account_id(1)), 1, 'the watchdog does'
);
update ledger.capital set realized_pnl = 0;
select engine.fn_check_capital(fixture.user_id(1), fixture.account_id(1));
select is(fixture.mismatches(1), 'ledger_drift healed 1', 'and finds it gone');
update ledger.capital set realized_pnl = 1;
update locks.account_leases set ready_term = term - 1;
select is(
  pg_temp.run(), 'ledger_drift healed 1, ledger_drift open 1', 'and so does a term''s first run'
);
select is(
  (select c.trading_state from ledger.capital as c), 'paused', 'before any entry is let through'
);

select * from finish();
rollback;
