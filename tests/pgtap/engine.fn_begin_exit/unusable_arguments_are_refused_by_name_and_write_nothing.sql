begin;
select plan(2);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01);
create temporary table before as select fixture.digest() as digest;
set local role tradekeel_bridge;
select is_empty(
  $$ select w.changes, w.wanted, fixture.refused_exit(1, w.changes)
       from (values
         ('{"request_id": null}'::jsonb, 'LCR01 p_request_id'),
         ('{"request_id": ""}', 'LCR01 p_request_id'),
         (jsonb_build_object('request_id', repeat('r', 201)), 'LCR01 p_request_id'),
         ('{"symbol": ""}', 'LCR01 p_symbol'),
         ('{"position_side": null}', 'LCR01 p_position_side= '),
         ('{"position_side": "buy"}', 'LCR01 p_position_side=buy '),
         ('{"order_type": "oco"}', 'LCR01 p_order_type=oco'),
         ('{"order_type": "stop"}', 'LCR01 p_trigger_price'),
         ('{"trigger_price": 1}', 'LCR01 p_trigger_price'),
         ('{"limit_price": 1}', 'LCR01 p_limit_price'),
         ('{"time_in_force": "GTC"}', 'LCR01 p_time_in_force'),
         ('{"is_post_only": null}', 'LCR01 p_is_post_only'),
         ('{"is_post_only": true}', 'LCR01 p_is_post_only'),
         ('{"order_type": "stop", "trigger_price": "NaN"}', 'LGR03 p_trigger_price=NaN'),
         ('{"order_type": "limit"}', 'LCR01 p_limit_price'),
         ('{"quantity": "0"}', 'LGR03 p_quantity=0'),
         ('{"quantity": "-0.01"}', 'LGR03 p_quantity=-0.01'),
         ('{"quantity": "NaN"}', 'LGR03 p_quantity=NaN'),
         ('{"quantity": "Infinity"}', 'LGR03 p_quantity=Infinity'),
         (jsonb_build_object('quantity', repeat('9', 40)), 'LGR03 p_quantity=9999'),
         (jsonb_build_object('quantity', '0.01' || repeat('1', 38)), 'LGR03 p_quantity='),
         ('{"order_type": "limit", "limit_price": "NaN"}', 'LGR03 p_limit_price=NaN'),
         ('{"symbol": "NO/USDT"}', 'LCR02 exchange=binance market_type=spot symbol=NO/USDT'),
         ('{"symbol": "ETH/USDT"}', 'LCR10'),
         ('{"quantity": "0.02"}', 'LCR10'),
         ('{"quantity": "0.001234"}', 'LCR03 symbol=BTC/USDT quantity=0.001234'),
         ('{"quantity": "0.00001"}', 'LCR04 symbol=BTC/USDT cost='),
         ('{"order_type": "limit", "limit_price": "1.001", "quantity": "0.01"}',
           'LCR03 symbol=BTC/USDT limit_price=1.001'),
         ('{"lease_term": 9}', 'LKC01'),
         ('{"lease_term": null}', 'LKC01'),
         ('{"owner_token": null}', 'LKC01'),
         ('{"signal_id": "99999999-9999-4999-8999-999999999999"}', 'LCC07'),
         ('{"attempt_no": 0}', 'LCC05'),
         ('{"attempt_no": null}', 'LCC05'),
         ('{"attempt_no": 2}', 'LCC05'),
         (jsonb_build_object('profile_id', fixture.profile_id(9)), 'TNR01 profile='),
         (jsonb_build_object('user_id', fixture.user_id(2)), 'TNR01 profile=')
       ) as w (changes, wanted)
      where not starts_with(fixture.refused_exit(1, w.changes), w.wanted) $$,
  'each is refused with its code and named in DETAIL'
);
reset role;
select is(fixture.digest(), (select digest from before), 'nothing was written');

select * from finish();
rollback;
