begin;
select plan(1);

select fixture.make_tenant(1);
create function pg_temp.refused(p_maximum numeric, p_lost numeric, p_days integer) returns text
language plpgsql as $$
declare
  v_profile tenancy.profiles;
  v_capital ledger.capital;
begin
  select p.* into v_profile from tenancy.profiles as p;
  select c.* into v_capital from ledger.capital as c;
  v_profile.max_daily_loss := p_maximum;
  v_capital.pnl_of_day := -p_lost;
  v_capital.pnl_day := (clock_timestamp() at time zone 'utc')::date - p_days;
  perform lifecycle.check_limits(v_profile, v_capital, 1);
  return 'not refused';
exception when sqlstate 'LCR15' then
  return 'LCR15';
end;
$$;
select is_empty(
  $$ select *, pg_temp.refused(c.maximum, c.lost, c.days)
       from (values
         (null::numeric, 1e19, 0, 'not refused'),
         (10, 9.999999999999999999, 0, 'not refused'), (10, 10, 0, 'LCR15'),
         (10, 11, 0, 'LCR15'), (10, -50, 0, 'not refused'), (10, 50, 1, 'not refused'),
         (10, 50, -1, 'not refused'), (0, 0, 0, 'LCR15'), (0, 0, 1, 'LCR15'),
         (0, 5, 1, 'LCR15'), (0, -0.01, 0, 'not refused')
       ) as c (maximum, lost, days, wanted)
      where pg_temp.refused(c.maximum, c.lost, c.days) <> c.wanted $$,
  'no limit is none; a limit of 0 lets nobody in, whether or not today has an entry; wins count'
);

select * from finish();
rollback;
