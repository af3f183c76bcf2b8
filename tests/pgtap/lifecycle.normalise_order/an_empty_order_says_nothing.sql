begin;
select plan(1);

select is(
  (select jsonb_strip_nulls(to_jsonb(n)) from lifecycle.normalise_order('{}') as n),
  '{"is_post_only": false, "is_reduce_only": false, "is_conditional": false, "fees": [],
    "trades": []}', 'null where the exchange says nothing'
);

select * from finish();
rollback;
