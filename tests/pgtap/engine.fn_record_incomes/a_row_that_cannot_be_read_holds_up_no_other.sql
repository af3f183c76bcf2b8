begin;
select plan(5);

select fixture.stage(1, 'binanceusdm', 'swap');
select fixture.take_position(1, 'r1', 0.01);
set local role tradekeel_bridge;
create temporary table said as
select i.*
  from engine.fn_record_incomes(fixture.user_id(1), fixture.account_id(1), (
    select jsonb_agg(fixture.income(1, w.changes))
           || jsonb_build_array(1, fixture.income(1, '{"id": "good"}'))
      from (values
        ('{"id": null}'::jsonb), ('{"id": ""}'), (jsonb_build_object('id', repeat('i', 201))),
        ('{"kind": null}'), ('{"kind": "gift"}'), ('{"kind": null, "type": "GIFT"}'),
        ('{"currency": null}'), ('{"amount": null}'), ('{"amount": 1.5}'), ('{"amount": "NaN"}'),
        ('{"amount": "Infinity"}'), (jsonb_build_object('amount', repeat('9', 40))),
        ('{"amount": "-1e21"}'), ('{"timestamp": null}'), ('{"timestamp": 99999999999999}'),
        ('{"timestamp": "yesterday"}'), ('{"symbol": {}}')
      ) as w (changes)), null) as i;
select is(
  fixture.rows('select * from said'), '(1,0,0,0,18)', 'one is booked, each other refused'
);
reset role;
select is(fixture.amounts(1), '1000 0 500 -1.5 active', 'the good one counts');
select is(
  (select string_agg(distinct i.kind || ' ' || i.level, ', ') from health.incidents as i),
  'row_quarantined warning', 'each is an incident'
);
select is(
  (select count(*) from health.incidents as i
    where i.detail ->> 'detail' like 'field=%' and i.detail ->> 'row' is not null) > 4, true,
  'that keeps the row and names the field'
);
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
