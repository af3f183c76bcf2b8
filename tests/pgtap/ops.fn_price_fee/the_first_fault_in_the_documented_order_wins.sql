begin;
select plan(3);

select fixture.stage(1);
select fixture.make_tenant(2);
select fixture.call_begin_entry(1);
select fixture.call_persist(1, 'r1', 0.01, 'closed', jsonb_build_array(
  fixture.trade(1, 'r1', 't1', 0.01, 50000, '100000', 'XYZ')));
create temporary table digest as select fixture.digest() as before;
create temporary table o as select (fixture.order_of(1)).order_id as id;
grant select on o to public;
set local role tradekeel_operator;
select is_empty(
  $$ select f.*, x.refusal
       from (values
         (1, 't1', 'XYZ', '0', '', 'LGR03 price'), (1, 't1', 'XYZ', 'NaN', '', 'LGR03 price'),
         (1, 't1', 'XYZ', null, '', 'LGR03 price'), (1, 't9', 'XYZ', '1', '', 'OPR01 reason'),
         (1, 't9', 'XYZ', '1', null, 'OPR01 reason'), (1, 't9', 'XYZ', '1', 'x', 'TNR01 order='),
         (1, 't1', 'USDT', '1', 'x', 'TNR01 order='), (2, 't1', 'XYZ', '1', 'x', 'TNR01 order='),
         (1, 't1', 'XYZ', '1e20', 'x', 'OPC01 order=')
       ) as f (n, trade_id, currency, price, reason, wanted),
            lateral (select fixture.refusal(format(
              'select ops.fn_price_fee(%L, %L, %L, %L, %L, %L)', fixture.user_id(f.n), o.id,
              f.trade_id, f.currency, f.price, f.reason)) as refusal from o) as x
      where not starts_with(x.refusal, f.wanted) $$, 'price, reason, fee, worth'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');
select is(
  fixture.roles_that_may($$ select ops.fn_price_fee(
    fixture.user_id(1), fixture.user_id(1), 't1', 'XYZ', 1, 'x') $$),
  array['tradekeel_operator'], 'and only operators may'
);

select * from finish();
rollback;
