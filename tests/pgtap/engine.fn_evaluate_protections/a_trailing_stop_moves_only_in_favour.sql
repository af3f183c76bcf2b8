-- 10 % behind the best price since the first evaluation.
begin;
select plan(9);

select fixture.stage(1, 'binanceusdm', 'swap');
select fixture.stage(2, 'binanceusdm', 'swap');
select fixture.limit_profile(1, '{"trailing_stop_rate": "0.1"}');
select fixture.limit_profile(2, '{"trailing_stop_rate": "0.1"}');
select fixture.take_position(1, 'r1', 0.01, 'buy');
select fixture.take_position(2, 'r1', 0.01, 'sell');
create function pg_temp.at(p_price numeric) returns text
language plpgsql as $$
begin
  perform fixture.set_price(1, p_price);
  perform set_config('role', 'tradekeel_bridge', true);
  return fixture.call_actions(1) || ' | ' || fixture.call_actions(2);
end;
$$;
select is(pg_temp.at(50000), 'none | none', 'the first price is the best so far');
reset role;
select is(pg_temp.at(60000), 'none | exit short trailing_stop 0', 'up by 20 %: the short is out');
reset role;
select is(fixture.protections(1), 'trailing_stop armed 60000', 'the long''s best price grew');
select is(
  fixture.protections(2), 'trailing_stop fired 50000', 'the short''s stayed where it was best'
);
select is(pg_temp.at(54000.01), 'none | exit short trailing_stop 0', 'less than 10 % back');
reset role;
select is(fixture.protections(1), 'trailing_stop armed 60000', 'a worse price moves nothing');
select is(
  pg_temp.at(54000), 'exit long trailing_stop 0 | exit short trailing_stop 0', '10 % back: out'
);
reset role;
select is(fixture.protections(1), 'trailing_stop fired 60000', 'fired from the best price');
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
