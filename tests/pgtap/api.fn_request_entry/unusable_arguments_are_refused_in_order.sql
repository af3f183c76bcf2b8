begin;
select plan(2);

select fixture.make_tenant(1);
create temporary table digest as select fixture.digest() as before;
select fixture.act_as_tenant(1);
select results_eq(
  $$ select fixture.refusal(format(
       'select api.fn_request_entry(%L, %L, %L, %L, %L, %L, %L, %L, %L, %L, %L, %L, %L)',
       fixture.user_id(1), fixture.profile_id(1), a.request_id, a.symbol, a.side, a.type,
       a.quantity, a.price, a.trigger, a.tif, a.post_only, a.leverage, a.seconds))
       from (values
         ('', '', 'hold', 'stop', 'NaN', null, null, null, false, '0', 0),
         (repeat('r', 201), 'S', 'buy', 'market', '1', null, null, null, false, '1', 60),
         ('r', '', 'hold', 'oco', '0', null, null, null, false, '0', 60),
         ('r', 'S', 'hold', 'oco', '0', null, null, null, false, '0', 60),
         ('r', 'S', 'buy', 'oco', '0', null, null, null, false, '0', 60),
         ('r', 'S', 'buy', 'limit', '0', null, '1', null, false, '0', 60),
         ('r', 'S', 'buy', 'market', '0', '1', '1', null, false, '0', 60),
         ('r', 'S', 'buy', 'stop_limit', '0', '1', null, 'GTC', false, '0', 60),
         ('r', 'S', 'buy', 'limit', '0', '1', '1', 'GTC', false, '0', 60),
         ('r', 'S', 'buy', 'limit', '0', '1', null, 'GTX', true, '0', 60),
         ('r', 'S', 'buy', 'stop', '0', null, '1', 'GTC', true, '0', 60),
         ('r', 'S', 'buy', 'limit', '0', '1', null, 'IOC', true, '0', 60),
         ('r', 'S', 'buy', 'stop_limit', '0', '1', '1', null, true, '0', 60),
         ('r', 'S', 'buy', 'limit', '0', '1', null, null, null, '0', 60),
         ('r', 'S', 'buy', 'limit', '0', '0', null, 'FOK', false, '201', 60),
         ('r', 'S', 'buy', 'market', '0', null, null, null, false, '1', 60),
         ('r', 'S', 'buy', 'market', null, null, null, null, false, '1', 60),
         ('r', 'S', 'buy', 'market', 'NaN', null, null, null, false, '1', 60),
         ('r', 'S', 'buy', 'market', 'Infinity', null, null, null, false, '1', 60),
         ('r', 'S', 'buy', 'limit', '1', '-1', null, null, true, '1', 60),
         ('r', 'S', 'buy', 'take_profit', '1', null, '0', null, false, '1', 60),
         ('r', 'S', 'buy', 'market', '1', null, null, null, false, '1', 0),
         ('r', 'S', 'buy', 'market', '0', null, null, null, false, '1', 86401)
       ) as a (request_id, symbol, side, type, quantity, price, trigger, tif, post_only, leverage,
               seconds) $$,
  $$ values
       ('LCR01 p_valid_seconds=0 wanted=1 to 86400'),
       ('LCR01 p_request_id wanted=1 to 200 characters'),
       ('LCR01 p_symbol wanted=1 to 100 characters'), ('LCR01 p_side=hold wanted=buy or sell'),
       ('LCR01 p_order_type=oco wanted=market, limit, stop, stop_limit, take_profit or '
          || 'take_profit_limit'),
       ('LCR01 p_limit_price= wanted=a price where the type has a limit, else null '
          || 'order_type=limit'),
       ('LCR01 p_limit_price=1 wanted=a price where the type has a limit, else null '
          || 'order_type=market'),
       ('LCR01 p_trigger_price= wanted=a price where the type waits for one, else null '
          || 'order_type=stop_limit'),
       ('LCR01 p_trigger_price=1 wanted=a price where the type waits for one, else null '
          || 'order_type=limit'),
       ('LCR01 p_time_in_force=GTX wanted=GTC, IOC or FOK with a limit, else null '
          || 'order_type=limit'),
       ('LCR01 p_time_in_force=GTC wanted=GTC, IOC or FOK with a limit, else null '
          || 'order_type=stop'),
       ('LCR01 p_is_post_only=t wanted=true or false, true only of a limit order that may rest'),
       ('LCR01 p_is_post_only=t wanted=true or false, true only of a limit order that may rest'),
       ('LCR01 p_is_post_only= wanted=true or false, true only of a limit order that may rest'),
       ('LCR01 p_leverage=201 wanted=1 to 200'), ('LGR03 p_quantity=0'), ('LGR03 p_quantity=null'),
       ('LGR03 p_quantity=NaN'), ('LGR03 p_quantity=Infinity'), ('LGR03 p_limit_price=-1'),
       ('LGR03 p_trigger_price=0'),
       ('LCR01 p_valid_seconds=0 wanted=1 to 86400'),
       ('LCR01 p_valid_seconds=86401 wanted=1 to 86400') $$, 'arguments before amounts'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');

select * from finish();
rollback;
