begin;
select plan(3);

select fixture.stage(1, 'binanceusdm', 'swap');
select fixture.add_profile(1, 3);
select fixture.make_tenant(2);
select fixture.call_incomes(1, jsonb_build_array(
  fixture.income(1, '{"kind": "interest", "symbol": null, "amount": "-1"}')));
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_operator;
select is_empty(
  $$ select f.*, x.refusal
       from (values
         (2, 2, 'x', '0', '', 'OPR01 reason'), (2, 2, 'x', '0', null, 'OPR01 reason'),
         (2, 2, 'x', '0', 'x', 'LGR03 price'), (2, 2, 'x', 'NaN', 'x', 'LGR03 price'),
         (2, 2, 'x', null, 'x', 'TNR01 account'), (1, 2, 'x', null, 'x', 'TNR01 profile'),
         (1, 1, 'x', null, 'x', 'TNR01 income'), (1, 1, 'i1', null, 'x', 'TNR01 income')
       ) as f (account, profile, id, price, reason, wanted),
            lateral (select fixture.refusal(format(
              'select ops.fn_attribute_income(%L, %L, %L, %L, %L, %L, %L)', fixture.user_id(1),
              fixture.account_id(f.account), 'funding', f.id, fixture.profile_id(f.profile),
              f.price, f.reason)) as refusal) as x
      where not starts_with(x.refusal, f.wanted) $$,
  'reason, price, account, profile, income of that kind'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');
select is(
  fixture.roles_that_may($$ select ops.fn_attribute_income(fixture.user_id(1),
    fixture.account_id(1), 'interest', 'i1', fixture.profile_id(1), null, 'x') $$),
  array['tradekeel_operator'], 'and only operators may'
);

select * from finish();
rollback;
