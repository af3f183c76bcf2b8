begin;
select plan(4);

select fixture.make_tenant(1);
create function pg_temp.try(p_state text) returns text
language plpgsql as $$
begin
  update ledger.capital set trading_state = p_state;
  return fixture.refusal('select ledger.require_active(c) from ledger.capital as c');
end;
$$;
select is(pg_temp.try('active'), 'not refused', 'active');
select matches(pg_temp.try('paused'), '^LGR02 profile=.* trading_state=paused$', 'paused');
select matches(pg_temp.try('breached'), '^LGR02 .*breached$', 'breached');
select matches(pg_temp.try('closed'), '^LGR02 .*closed$', 'closed');

select * from finish();
rollback;
