begin;
select plan(1);

select results_eq(
  $$ select split_part(fixture.refusal(format(
       'select * from reconciliation.normalise_balances(%L)', d.document)), ' got', 1)
       from (values ('[]'), ('null'), ('{"free": []}'), ('{"used": "x"}'), ('{"total": 1}'),
         ('{"total": {"BTC": 1}}'), ('{"free": {"ETH": "x"}}')) as d (document) $$,
  $$ values ('RCR02 field=balances wanted=object'), ('RCR02 field=balances wanted=object'),
       ('RCR02 field=free wanted=object'), ('RCR02 field=used wanted=object'),
       ('RCR02 field=total wanted=object'), ('LCR07 field=BTC wanted=decimal text'),
       ('LCR07 field=ETH wanted=decimal text') $$, 'in DETAIL'
);

select * from finish();
rollback;
