begin;
select plan(4);

select fixture.make_tenant(1);
select fixture.call_propose(1);
select is((select c.xmax::text from ops.change_requests as c), '0', 'a row that nobody locked');
set local role tradekeel_engine;
select is(
  (ledger.require_change(fixture.user_id(1), (to_jsonb(fixture.change_of(1)) ->> 'change_id')::uuid)
  ).reason, 'test', 'its row'
);
select is(
  fixture.refusal(format('select ledger.require_change(%L, %L)', fixture.user_id(2),
    to_jsonb(fixture.change_of(1)) ->> 'change_id')),
  'TNR01 change=' || (to_jsonb(fixture.change_of(1)) ->> 'change_id'),
  'another user''s change does not exist'
);
reset role;
select isnt((select c.xmax::text from ops.change_requests as c), '0', 'it is locked');

select * from finish();
rollback;
