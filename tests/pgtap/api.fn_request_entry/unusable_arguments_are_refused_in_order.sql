begin;
select plan(2);

select fixture.make_tenant(1);
create temporary table digest as select fixture.digest() as before;
select fixture.act_as_tenant(1);
select results_eq(
  $$ select fixture.refusal(format(
       'select api.fn_request_entry(%L, %L, %L, %L, %L, %L, %L, %L, %L, %L)', fixture.user_id(1),
       fixture.profile_id(1), a.request_id, a.symbol, a.side, a.type, a.quantity, a.price,
       a.leverage, a.seconds))
       from (values
         ('', '', 'hold', 'stop', 'NaN', null, '0', 0),
         (repeat('r', 201), 'S', 'buy', 'market', '1', null, '1', 60),
         ('r', '', 'hold', 'stop', '0', null, '0', 60),
         ('r', 'S', 'hold', 'stop', '0', null, '0', 60),
         ('r', 'S', 'buy', 'stop', '0', null, '0', 60),
         ('r', 'S', 'buy', 'limit', '0', null, '0', 60),
         ('r', 'S', 'buy', 'limit', '0', '0', '201', 60),
         ('r', 'S', 'buy', 'market', '0', null, '1', 60),
         ('r', 'S', 'buy', 'market', null, null, '1', 60),
         ('r', 'S', 'buy', 'market', 'NaN', null, '1', 60),
         ('r', 'S', 'buy', 'market', 'Infinity', null, '1', 60),
         ('r', 'S', 'buy', 'limit', '1', '-1', '1', 60),
         ('r', 'S', 'buy', 'market', '1', null, '1', 0),
         ('r', 'S', 'buy', 'market', '0', null, '1', 86401)
       ) as a (request_id, symbol, side, type, quantity, price, leverage, seconds) $$,
  $$ values
       ('LCR01 valid_seconds=0 wanted=1 to 86400'),
       ('LCR01 request_id wanted=1 to 200 characters'),
       ('LCR01 symbol wanted=1 to 100 characters'), ('LCR01 side=hold wanted=buy or sell'),
       ('LCR01 order_type=stop wanted=market or limit'),
       ('LCR01 limit_price wanted=a price for a limit order'),
       ('LCR01 leverage=201 wanted=1 to 200'), ('LGR03 quantity=0'), ('LGR03 quantity=null'),
       ('LGR03 quantity=NaN'), ('LGR03 quantity=Infinity'), ('LGR03 limit_price=-1'),
       ('LCR01 valid_seconds=0 wanted=1 to 86400'),
       ('LCR01 valid_seconds=86401 wanted=1 to 86400') $$, 'arguments before amounts'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');

select * from finish();
rollback;
