begin;
select plan(2);

select is(
  jsonb_array_length(meta.read_array(
    jsonb_build_object('a', to_jsonb(array_fill(1, array[1000]))), 'a')), 1000, 'a thousand'
);
select is(
  fixture.refusal(format('select meta.read_array(%L, %L)',
    jsonb_build_object('a', to_jsonb(array_fill(1, array[1001]))), 'a')),
  'LCR07 field=a wanted=at most 1000 elements got=1001', 'one more'
);

select * from finish();
rollback;
