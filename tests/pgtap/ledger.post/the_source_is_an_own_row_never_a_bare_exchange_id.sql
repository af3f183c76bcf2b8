begin;
select plan(1);

select fixture.make_tenant(1);
select is_empty(
  $$ select s
       from unnest(array['12345', 'trade:12345', 'order:x', '', 'Order:' || gen_random_uuid()]) as s
      where fixture.refusal(format(
        'select ledger.post(%L, %L, %L, %L, 0, 0, 0, 1, true, clock_timestamp(), %L)',
        fixture.user_id(1), fixture.profile_id(1), 'rebate', s, '{}')) !~ '^23514' $$,
  'anything else is refused by a CHECK'
);

select * from finish();
rollback;
