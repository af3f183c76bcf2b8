begin;
select plan(3);

select fixture.stage(1);
set local role tradekeel_bridge;
select fixture.call_begin_entry(1);
create temporary table got as
select 1 as n, fixture.call_persist(1, 'r1', 0.01, 'closed',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.01, 50000, '0.5'))) as r;
reset role;
create temporary table before as
select fixture.amounts(1) as amounts, fixture.positions(1) as positions,
       (select count(*) from ledger.entries) as entries,
       (select count(*) from lifecycle.fills) as fills,
       (select count(*) from lifecycle.executions) as executions,
       (select count(*) from tenancy.broadcasts) as broadcasts;
set local role tradekeel_bridge;
insert into got
select 2, fixture.call_persist(1, 'r1', 0.01, 'closed',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.01, 50000, '0.5')));
reset role;
select is(
  (select r from got where n = 2),
  (select r || '{"is_replay": true}' from got where n = 1), 'the same answer'
);
select is(
  (select b::text from before as b),
  (select n::text from (
     select fixture.amounts(1), fixture.positions(1),
            (select count(*) from ledger.entries), (select count(*) from lifecycle.fills),
            (select count(*) from lifecycle.executions),
            (select count(*) from tenancy.broadcasts)) as n),
  'amounts, position, journal, fills, executions and broadcasts stay as they are'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
