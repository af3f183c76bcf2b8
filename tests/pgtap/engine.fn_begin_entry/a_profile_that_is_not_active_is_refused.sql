begin;
select plan(4);

select fixture.stage(1);
create temporary table states as
select s.state, null::text as answer
  from unnest(array['paused', 'breached', 'closed']) as s (state);
create function pg_temp.try(p_state text) returns text
language plpgsql as $$
begin
  update ledger.capital set trading_state = p_state;
  return fixture.refused_entry(1);
end;
$$;
select matches(pg_temp.try('paused'), '^LGR02 profile=.* trading_state=paused$', 'paused');
select matches(pg_temp.try('breached'), '^LGR02 profile=.* trading_state=breached$', 'breached');
select matches(pg_temp.try('closed'), '^LGR02 profile=.* trading_state=closed$', 'closed');
select is(pg_temp.try('active'), 'not refused', 'active again');

select * from finish();
rollback;
