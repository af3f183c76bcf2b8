begin;
select plan(7);

set local role authenticated;
select throws_ok($$ insert into api.orders default values $$, '42501', null, 'insert');
select throws_ok($$ update api.orders set symbol = 'x' $$, '42501', null, 'update');
select throws_ok($$ delete from api.orders $$, '42501', null, 'delete');
select throws_ok($$ insert into api.runtime_state default values $$, '42501', null, 'insert');
select throws_ok($$ update api.runtime_state set state = 'x' $$, '42501', null, 'update');
select throws_ok($$ delete from api.runtime_state $$, '42501', null, 'delete');
reset role;
select throws_ok(
  $$ insert into api.orders default values $$, '42501', null, 'whoever has every right too'
);

select * from finish();
rollback;
