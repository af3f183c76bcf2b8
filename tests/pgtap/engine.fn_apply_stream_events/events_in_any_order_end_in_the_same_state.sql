begin;
select plan(26);

-- An order is accepted, fills twice and ends; what the stream says of it in each of the 24 orders,
-- every event twice, then one reading: what is booked is always the same.
select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1, 'r1', 0.01);
create temporary table events as
select n, o, t
  from (values
    (1, fixture.reading(1, 'r1', 0, 'open'), null),
    (2, fixture.reading(1, 'r1', 0.004, 'open'), fixture.trade(1, 'r1', 't1', 0.004, 50000, '0.2')),
    (3, fixture.reading(1, 'r1', 0.007, 'open', 50001), fixture.trade(1, 'r1', 't2', 0.003)),
    (4, fixture.reading(1, 'r1', 0.007, 'canceled', 50001), null::jsonb)) as e (n, o, t);
grant select on events to public;
create function pg_temp.play(p_order integer[]) returns text
language plpgsql as $$
declare
  v_end text;
  i integer;
begin
  foreach i in array p_order || p_order loop
    perform fixture.hear(1, jsonb_build_array(e.o),
              case when e.t is null then '[]' else jsonb_build_array(e.t) end)
       from events as e where e.n = i;
  end loop;
  perform fixture.settle(1, 'r1', 0.007, 'canceled', '[]', 50001);
  select format('%s %s %s %s %s fills %s, %s', o.status, trim_scale(o.posted_quantity),
           trim_scale(o.posted_cost), trim_scale(o.posted_fee_quote),
           trim_scale(o.inferred_quantity), (
             select count(*) from lifecycle.fills as f where f.order_id = o.order_id), (
             select trim_scale(c.reserved_for_positions) from ledger.capital as c))
    into v_end from lifecycle.orders as o;
  raise exception using errcode = 'ZZ001', message = v_end;
exception
  when sqlstate 'ZZ001' then
    return sqlerrm;
end;
$$;
select is(
  pg_temp.play(array[a, b, c, d]), 'canceled 0.007 350 0.2 0 fills 2, 350',
  format('%s %s %s %s', a, b, c, d))
  from generate_series(1, 4) as a, generate_series(1, 4) as b, generate_series(1, 4) as c,
       generate_series(1, 4) as d
 where 4 = (select count(distinct x) from unnest(array[a, b, c, d]) as x)
 order by a, b, c, d;
select is((fixture.order_of(1)).status, 'open', 'each began at the same point');
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
