begin;
select plan(5);

select lives_ok($$ select meta.require_rows('[1, 2]', 'rows', 2) $$, 'as long as allowed');
select lives_ok($$ select meta.require_rows('[]', 'rows', 2) $$, 'an empty one');
select is(
  fixture.refusal($$ select meta.require_rows('[1, 2, 3]', 'rows', 2) $$),
  'RCR01 rows wanted=at most 2 rows a call got=3', 'one more'
);
select is(
  fixture.refusal($$ select meta.require_rows('{}', 'rows', 2) $$),
  'RCR01 rows wanted=array got=object', 'something else'
);
select is(
  fixture.refusal($$ select meta.require_rows(null, 'rows', 2) $$),
  'RCR01 rows wanted=array got=null', 'nothing'
);

select * from finish();
rollback;
