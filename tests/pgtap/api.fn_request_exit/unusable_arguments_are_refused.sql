begin;
select plan(2);

select fixture.make_tenant(1);
create temporary table digest as select fixture.digest() as before;
select fixture.act_as_tenant(1);
select results_eq(
  $$ select left(fixture.refusal(format(
       'select api.fn_request_exit(%L, %L, %L, %L, %L, %L, %L, %L, null, null, ''false'', %L)',
       fixture.user_id(1),
       fixture.profile_id(1), a.request_id, 'S', a.side, a.type, a.quantity, a.price,
       a.seconds)), 5)
       from (values
         ('', 'sell', 'market', '1', null, 60), ('r', 'both', 'market', '1', null, 60),
         ('r', 'sell', 'limit', '1', null, 60), ('r', 'sell', 'market', '0', null, 60),
         ('r', 'sell', 'limit', '1', 'NaN', 60), ('r', 'sell', 'market', '1', null, null)
       ) as a (request_id, side, type, quantity, price, seconds) $$,
  $$ values ('LCR01'), ('LCR01'), ('LCR01'), ('LGR03'), ('LGR03'), ('LCR01') $$, 'each'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');

select * from finish();
rollback;
