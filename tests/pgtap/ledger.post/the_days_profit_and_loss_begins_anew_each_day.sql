begin;
select plan(4);

select fixture.make_tenant(1);
create function pg_temp.post(p_n integer, p_pnl numeric) returns text
language plpgsql as $$
begin
  perform ledger.post(fixture.user_id(1), fixture.profile_id(1), 'funding',
    'income:' || fixture.token(p_n), 0, 0, 0, p_pnl, true, clock_timestamp(), '{}');
  return (select format('%s %s', c.pnl_of_day, c.realized_pnl) from ledger.capital as c);
end;
$$;
select is(pg_temp.post(1, -3), '-3 -3', 'the first of the day');
select is(pg_temp.post(2, 1), '-2 -2', 'adds up');
select is(pg_temp.post(2, 1), '-2 -2', 'a replay does not');
update ledger.capital set pnl_day = pnl_day - 1;
select is(pg_temp.post(3, -0.5), '-0.5 -2.5', 'the next day begins at zero');

select * from finish();
rollback;
