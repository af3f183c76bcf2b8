begin;
select plan(6);

select fixture.stage(1);
set local role tradekeel_bridge;
select fixture.call_begin_entry(1);
select fixture.call_persist(1, 'r1', 0.01, 'closed',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.01, 50000, '0.5')));
select fixture.settle(1, 'r1', 0.01, 'closed');
reset role;
select is(fixture.amounts(1), '1000 0 500 -0.5 active', '5.51 were given back');
select is(
  fixture.rows('select amount, trim_scale(consumed), trim_scale(released), closed_at is not null
    from ledger.reservations'),
  '(506.010000000000,500.5,5.51,t)', 'of the reservation'
);
select is(
  fixture.rows('select outcome, settled_at is not null from lifecycle.intents'), '(filled,t)',
  'the intent is settled'
);
select is((select c.is_held from tenancy.claims as c), true, 'the claim stays while it holds');
select is(
  (select count(*)::integer from ledger.entries as e where e.kind = 'release'), 1, 'once'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
