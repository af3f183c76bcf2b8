begin;
select plan(5);

select is(meta.read_array('{"a": [1]}', 'a'), '[1]', 'an array');
select is(meta.read_array('{"a": null}', 'a'), '[]', 'null is none');
select is(meta.read_array('{}', 'a'), '[]', 'absent is none');
select is(meta.read_array(null, 'a'), '[]', 'no document has none');
select is(
  fixture.refusal($$ select meta.read_array('{"a": {}}', 'a') $$),
  'LCR07 field=a wanted=array got=object', 'nothing else'
);

select * from finish();
rollback;
