-- A begins and its reply is lost; B replays the request and may not send; A retries and may.
begin;
select plan(5);

select fixture.stage(1);
set local role tradekeel_bridge;
create temporary table got as select 1 as n, fixture.call_begin_entry(1) as r;
insert into got
select 2, fixture.call_begin_entry(1, jsonb_build_object('owner_token', fixture.token(2)));
insert into got select 3, fixture.call_begin_entry(1);
reset role;
select results_eq(
  $$ select r -> 'may_send', r -> 'is_replay' from got order by n $$,
  $$ values ('true'::jsonb, 'false'::jsonb), ('false', 'true'), ('true', 'true') $$,
  'only to the owner token that began it'
);
select is(
  (select count(distinct r ->> 'client_order_text')::integer from got), 1, 'all see one attempt'
);
select is((select count(*)::integer from lifecycle.attempts), 1, 'there is one');
select is(fixture.amounts(1), '1000 506.01 0 0 active', 'reserved once');
select is(
  (select count(*)::integer from ledger.entries as e where e.kind = 'reserve'), 1,
  'in one journal entry'
);

select * from finish();
rollback;
