begin;
select plan(5);

select is(meta.read_boolean('{"a": true}', 'a'), true, 'true');
select is(meta.read_boolean('{"a": false}', 'a'), false, 'false');
select is(meta.read_boolean('{"a": null}', 'a'), null, 'null');
select is(meta.read_boolean('{}', 'a'), null, 'absent');
select is(
  (select count(*)::integer from unnest(array['{"a": "true"}', '{"a": 1}', '{"a": []}']) as v (d)
    where fixture.refusal(format('select meta.read_boolean(%L, %L)', v.d, 'a'))
          like 'LCR07 field=a wanted=true or false got=%'), 3, 'nothing else'
);

select * from finish();
rollback;
