begin;
select plan(2);

select is(
  fixture.rows($$ select i.exchange_income_id, i.kind, i.symbol, i.currency, i.amount,
                         i.effective_at at time zone 'utc'
    from lifecycle.normalise_income('{"id": 17, "kind": "fee", "currency": "USDT",
      "amount": "-1.50", "timestamp": 1767225600000, "info": {"x": 1}}') as i $$),
  '(17,fee,,USDT,-1.50,"2026-01-01 00:00:00")', 'an id may be a number, a symbol is optional'
);
select is(
  fixture.refusal($$ select lifecycle.normalise_income('{"id": "a", "kind": "fee"}') $$),
  'LCR07 field=id, kind, currency, amount or timestamp of income a type=',
  'what is missing is named'
);

select * from finish();
rollback;
