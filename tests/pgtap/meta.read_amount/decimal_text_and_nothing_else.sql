begin;
select plan(4);

create temporary table read as
select v.input,
       fixture.refusal(format('select meta.read_amount(%L, %L, -10)', v.input, 'a')) as refusal
  from (values ('{"a": 1}'), ('{"a": 0.1}'), ('{"a": true}'), ('{"a": ["1"]}'), ('{"a": "one"}'),
    ('{"a": "NaN"}'), ('{"a": "Infinity"}'), ('{"a": "1e1000"}'), ('{"a": " 1"}'), ('{"a": "1,5"}'),
    ('{"a": "0x1"}'), ('{"a": "."}'), ('{"a": "-10.1"}'), ('{"a": "100000000000000000001"}'),
    ('{"a": "1e21"}')) as v (input);
select is(
  (select count(*)::integer from read as r where r.refusal like 'LCR07 field=a wanted=%'), 15,
  'each is refused by its field'
);
select is(
  fixture.refusal($$ select meta.read_amount('{"a": "-10.1"}', 'a', -10) $$),
  'LCR07 field=a wanted=-10 to 1e20 got=-10.1', 'with what was wanted'
);
select is(
  (select array_agg(meta.read_amount(jsonb_build_object('a', v.text), 'a', -10) order by v.n)
     from unnest(array['1', '+1', '-1', '.5', '5.', '1e-8', '1E2', '-10', '1e20',
       '0.0000000000000000005', '1.1234567890123456789'])
       with ordinality as v (text, n)),
  array[1, 1, -1, 0.5, 5, 0.00000001, 100, -10, 1e20, 0.000000000000000001,
    1.123456789012345679]::numeric[], 'what exchanges write; rounded to 18 decimals'
);
select is(
  (select count(meta.read_amount(v.d::jsonb, 'a', 0))::integer
     from unnest(array['{}', '{"a": null}', '{"a": ""}']) as v (d)), 0, 'nothing is null'
);

select * from finish();
rollback;
