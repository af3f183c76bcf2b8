begin;
select plan(3);

create temporary table before as select fixture.digest() as digest;
grant select on before to public;
set local role tradekeel_operator;
select throws_ok($$ select ops.fn_read_history('year') $$, 'LCR01', null, 'unknown');
select throws_ok('select ops.fn_read_history(null)', 'LCR01', null, 'none');
reset role;
select is(fixture.digest(), (select b.digest from before as b), 'nothing changed');

select * from finish();
rollback;
