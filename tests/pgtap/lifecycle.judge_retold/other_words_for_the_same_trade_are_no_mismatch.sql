begin;
select plan(3);

select fixture.stage(1);
select fixture.call_begin_entry(1);
create temporary table given as
select fixture.trade(1, 'r1', 't1', 0.01, 50000.10, '0.500001') || '{"timestamp": 1790000000123}'
         as trade;
select fixture.call_persist(1, 'r1', 0.01, 'closed', jsonb_build_array(trade)) from given;
create temporary table cases as
select c.* from (values
  ('as it was', '{}'),
  ('other scale', '{"price": "50000.1", "amount": "0.01000", "cost": "500.0010"}'),
  ('exponents', '{"price": "5.00001e4", "amount": "1e-2"}'),
  ('signed amounts', '{"amount": "-0.01", "cost": "-500.001", "side": "buy"}'),
  ('without cost', '{"cost": null}'), ('cost rounded', '{"cost": "500.0009999"}'),
  ('without fee', '{"fee": null}'), ('a fee of 0', '{"fee": {"cost": "0", "currency": "USDT"}}'),
  ('the fee as a list', '{"fee": null, "fees": [{"cost": "0.5000010", "currency": "USDT"}]}'),
  ('the fee rounded', '{"fee": {"cost": "0.50000", "currency": "USDT"}}'),
  ('a fee of no currency', '{"fee": {"cost": "0.500001", "currency": null}}'),
  ('cut to seconds', '{"timestamp": 1790000000000}'),
  ('moment as text', '{"timestamp": "1790000000123"}'), ('without moment', '{"timestamp": null}'),
  ('without side and symbol', '{"side": null}'), ('maker', '{"takerOrMaker": "maker"}'),
  ('other fields', '{"info": {"price": "1"}, "datetime": "2020-01-01"}')
) as c (name, change);
create function pg_temp.tell(p_change jsonb) returns text
language plpgsql as $$
begin
  perform fixture.call_persist(1, 'r1', 0.01, 'closed', jsonb_build_array(g.trade || p_change))
     from given as g;
  return (select string_agg(m.detail::text, ', ') from reconciliation.mismatches as m);
end;
$$;
select is_empty(
  $$ select c.name, t.detail
       from cases as c, lateral pg_temp.tell(c.change::jsonb) as t (detail)
      where t.detail is not null $$, 'nothing of it contradicts'
);
select is(fixture.mismatches(1), 'none', 'no mismatch in the end');
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
