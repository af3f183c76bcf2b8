begin;
select plan(4);

select is(
  meta.read_moment('{"a": 1700000000123}', 'a'), '2023-11-14 22:13:20.123+00'::timestamptz,
  'a number'
);
select is(
  meta.read_moment('{"a": "1700000000123"}', 'a'), '2023-11-14 22:13:20.123+00'::timestamptz,
  'or text'
);
select is(
  (select count(meta.read_moment(v.d::jsonb, 'a'))::integer
     from unnest(array['{}', '{"a": null}', '{"a": ""}', '{"a": 0}', '{"a": "0"}']) as v (d)), 0,
  'nothing is null'
);
select is(
  (select count(*)::integer from unnest(array['{"a": 1700000000}', '{"a": 1700000000.5}',
     '{"a": -1}', '{"a": "now"}', '{"a": true}', '{"a": 1230767999999}',
     '{"a": 99999999999999999}', format('{"a": %s}', floor(extract(epoch from
       clock_timestamp() + interval '25 hours') * 1000))]) as v (d)
    where fixture.refusal(format('select meta.read_moment(%L, %L)', v.d, 'a'))
          like 'LCR07 field=a wanted=%'), 8, 'nothing else'
);

select * from finish();
rollback;
