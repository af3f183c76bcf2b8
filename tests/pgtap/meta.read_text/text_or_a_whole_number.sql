begin;
select plan(4);

select is(meta.read_text('{"a": "x"}', 'a', 1), 'x', 'text');
select is(
  meta.read_text('{"a": 12345678901234567890}', 'a', 20), '12345678901234567890', 'a number'
);
select is(
  (select count(meta.read_text(v.d::jsonb, 'a', 1))::integer
     from unnest(array['{}', '{"a": null}', '{"a": ""}']) as v (d)), 0, 'nothing is null'
);
select is(
  (select count(*)::integer from unnest(array['{"a": "xy"}', '{"a": 1.5}', '{"a": -1}',
     '{"a": true}', '{"a": {}}', '{"a": []}']) as v (d)
    where fixture.refusal(format('select meta.read_text(%L, %L, 1)', v.d, 'a'))
          like 'LCR07 field=a wanted=text of 1 to 1 characters got=%'), 6, 'nothing else'
);

select * from finish();
rollback;
