begin;
select plan(3);

select fixture.stage(1, 'binanceusdm', 'swap');
create temporary table before as select fixture.digest() as digest;
set local role tradekeel_bridge;
select is_empty(
  $$ select w.sql, fixture.refusal(w.sql)
       from (values
         ('select fixture.call_incomes(1, null)', 'RCR01 incomes'),
         ('select fixture.call_incomes(9, null)', 'RCR01 incomes'),
         ('select fixture.call_incomes(1, ''{}'')', 'RCR01 incomes'),
         ('select fixture.call_incomes(9, ''[1]'')', 'TNR01 account='),
         (format('select * from engine.fn_record_incomes(%L, %L, ''[1]'', null)',
           fixture.user_id(2), fixture.account_id(1)), 'TNR01 account=')
       ) as w (sql, wanted)
      where not starts_with(fixture.refusal(w.sql), w.wanted) $$,
  'the shape, then whose account it is'
);
reset role;
select is(fixture.digest(), (select digest from before), 'nothing was written');
select is(fixture.call_incomes(1, '[]'), '0 0 0', 'no income is no error');

select * from finish();
rollback;
