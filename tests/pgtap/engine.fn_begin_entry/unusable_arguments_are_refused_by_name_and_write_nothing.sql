begin;
select plan(2);

select fixture.stage(1);
create temporary table before as select fixture.digest() as digest;
set local role tradekeel_bridge;
select is_empty(
  $$ select w.changes, w.wanted, fixture.refused_entry(1, w.changes)
       from (values
         ('{"request_id": null}'::jsonb, 'LCR01 p_request_id'),
         ('{"request_id": ""}', 'LCR01 p_request_id'),
         (jsonb_build_object('request_id', repeat('r', 201)), 'LCR01 p_request_id'),
         ('{"symbol": ""}', 'LCR01 p_symbol'),
         (jsonb_build_object('symbol', repeat('s', 101)), 'LCR01 p_symbol'),
         ('{"side": null}', 'LCR01 p_side'),
         ('{"side": "long"}', 'LCR01 p_side=long'),
         ('{"side": "BUY"}', 'LCR01 p_side=BUY'),
         ('{"order_type": null}', 'LCR01 p_order_type'),
         ('{"order_type": "oco"}', 'LCR01 p_order_type=oco'),
         ('{"order_type": "stop"}', 'LCR01 p_trigger_price'),
         ('{"trigger_price": 1}', 'LCR01 p_trigger_price'),
         ('{"limit_price": 1}', 'LCR01 p_limit_price'),
         ('{"time_in_force": "GTC"}', 'LCR01 p_time_in_force'),
         ('{"is_post_only": null}', 'LCR01 p_is_post_only'),
         ('{"is_post_only": true}', 'LCR01 p_is_post_only'),
         ('{"order_type": "stop", "trigger_price": "NaN"}', 'LGR03 p_trigger_price=NaN'),
         ('{"order_type": "limit"}', 'LCR01 p_limit_price'),
         ('{"leverage": null}', 'LCR01 p_leverage'),
         ('{"leverage": "0.5"}', 'LCR01 p_leverage'),
         ('{"leverage": "-1"}', 'LCR01 p_leverage'),
         ('{"leverage": "201"}', 'LCR01 p_leverage'),
         ('{"leverage": "NaN"}', 'LCR01 p_leverage'),
         ('{"leverage": "Infinity"}', 'LCR01 p_leverage'),
         ('{"quantity": null}', 'LGR03 p_quantity=null'),
         ('{"quantity": "0"}', 'LGR03 p_quantity=0'),
         ('{"quantity": "-0.01"}', 'LGR03 p_quantity=-0.01'),
         ('{"quantity": "NaN"}', 'LGR03 p_quantity=NaN'),
         ('{"quantity": "Infinity"}', 'LGR03 p_quantity=Infinity'),
         ('{"quantity": "-Infinity"}', 'LGR03 p_quantity=-Infinity'),
         (jsonb_build_object('quantity', repeat('9', 40)), 'LGR03 p_quantity=9999'),
         ('{"quantity": "0.0000000000000000001"}', 'LGR03 p_quantity='),
         (jsonb_build_object('quantity', '0.01' || repeat('1', 38)), 'LGR03 p_quantity='),
         ('{"order_type": "limit", "limit_price": "NaN"}', 'LGR03 p_limit_price=NaN'),
         ('{"order_type": "limit", "limit_price": "0"}', 'LGR03 p_limit_price=0'),
         ('{"order_type": "limit", "limit_price": "-5"}', 'LGR03 p_limit_price=-5')
       ) as w (changes, wanted)
      where not starts_with(fixture.refused_entry(1, w.changes), w.wanted) $$,
  'each is refused with its code and named in DETAIL'
);
reset role;
select is(fixture.digest(), (select digest from before), 'nothing was written');

select * from finish();
rollback;
