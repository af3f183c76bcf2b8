begin;
select plan(4);

create temporary table before as select fixture.digest() as digest;
grant select on before to public;
set local role tradekeel_bridge;
select throws_ok('select * from engine.fn_list_objects(null)', 'LCR01', null, 'none');
select throws_ok('select * from engine.fn_list_objects(-1)', 'LCR01', null, 'negative');
select throws_ok($$ select * from engine.fn_list_objects('NaN') $$, 'LCR01', null, 'no number');
reset role;
select is(fixture.digest(), (select b.digest from before as b), 'nothing changed');

select * from finish();
rollback;
