begin;
select plan(6);

select is(lifecycle.normalise_fees('{}'), '[]', 'none');
select is(
  lifecycle.normalise_fees('{"fee": {"currency": "BNB", "cost": "0.10"}}'),
  '[{"currency": "BNB", "cost": "0.10"}]', 'one, exactly as written'
);
select is(
  lifecycle.normalise_fees('{"fee": {"currency": "BNB", "cost": "1"},
    "fees": [{"currency": "BNB", "cost": "1"}, {"currency": "GT", "cost": "-2"}]}'),
  '[{"currency": "BNB", "cost": "1"}, {"currency": "GT", "cost": "-2"}]',
  'the list wins; a rebate is negative'
);
select is(
  lifecycle.normalise_fees('{"fee": {"currency": "BNB", "cost": "1"}, "fees": [{"cost": null}]}'),
  '[{"currency": "BNB", "cost": "1"}]', 'unless it states no cost'
);
select is(
  lifecycle.normalise_fees('{"fee": {"currency": null, "cost": "1"}}'),
  '[{"currency": null, "cost": "1"}]', 'a fee of unknown currency is kept'
);
select is(
  lifecycle.normalise_fees('{"fees": [{"currency": "BNB", "cost": "0"}, {"currency": "BNB"}]}'),
  '[]', 'nothing costs nothing'
);

select * from finish();
rollback;
