begin;
select plan(2);

select is(
  (select jsonb_agg(to_jsonb(n)) from reconciliation.normalise_balances('{
     "free": {"BTC": "1", "ETH": "2"}, "used": {"BTC": "0.5", "XRP": "-1"},
     "total": {"BTC": "1.6", "USDT": "3", "N": null}, "timestamp": 1}') as n),
  '[{"currency": "BTC", "free": 1, "used": 0.5, "total": 1.6},
    {"currency": "ETH", "free": 2, "used": null, "total": 2},
    {"currency": "N", "free": null, "used": null, "total": null},
    {"currency": "USDT", "free": null, "used": null, "total": 3},
    {"currency": "XRP", "free": null, "used": -1, "total": -1}]',
  'total as given, else what is known'
);
select is_empty($$ select from reconciliation.normalise_balances('{"free": null}') $$, 'none');

select * from finish();
rollback;
