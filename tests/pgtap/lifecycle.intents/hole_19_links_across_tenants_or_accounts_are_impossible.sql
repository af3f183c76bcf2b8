-- Composite keys led by user_id, with the account in them: a superuser cannot either.
begin;
select plan(9);

select fixture.stage(1);
select fixture.stage(2);
select fixture.hold(1, 'r1', 0.001);
select fixture.hold(2, 'r1', 0.001);
create function pg_temp.insert(p_table text, p_changes jsonb) returns text
language sql as $$
  select split_part(fixture.refusal(format(
    'insert into %1$s select (jsonb_populate_record(null::%1$s, to_jsonb(t) || %2$L)).*
       from %1$s as t where t.user_id = %3$L', p_table, p_changes, fixture.user_id(1))), ' ', 1)
$$;
select is(
  pg_temp.insert('lifecycle.intents', jsonb_build_object('intent_id', fixture.token(1),
    'request_id', 'x', 'account_id', fixture.account_id(2))), '23503',
  'an intent of a profile on another account'
);
select is(
  pg_temp.insert('lifecycle.intents', jsonb_build_object('intent_id', fixture.token(1),
    'request_id', 'x', 'profile_id', fixture.profile_id(2),
    'account_id', fixture.account_id(2))), '23503', 'of another user''s profile'
);
select is(
  pg_temp.insert('lifecycle.intents', jsonb_build_object('intent_id', fixture.token(1),
    'request_id', 'x', 'position_id', (fixture.intent(2)).position_id)), '23503',
  'of another user''s position'
);
select is(
  pg_temp.insert('lifecycle.positions', jsonb_build_object('position_id', fixture.token(1),
    'symbol', 'X', 'account_id', fixture.account_id(2))), '23503', 'a position on another account'
);
select is(
  pg_temp.insert('lifecycle.attempts', jsonb_build_object('attempt_id', fixture.token(1),
    'client_order_id', fixture.token(1), 'client_order_text', 'x',
    'intent_id', (fixture.intent(2)).intent_id)), '23503', 'an attempt of another user''s intent'
);
select is(
  pg_temp.insert('lifecycle.fills', jsonb_build_object('trade_id', 'x',
    'order_id', (fixture.order_of(2)).order_id)), '23503', 'a fill of another user''s order'
);
select is(
  pg_temp.insert('ledger.reservations', jsonb_build_object(
    'attempt_id', (fixture.attempt(2)).attempt_id)), '23503',
  'a reservation of another user''s attempt'
);
select is(
  pg_temp.insert('tenancy.claims', jsonb_build_object('exclusivity_key', 'X',
    'profile_id', fixture.profile_id(2))), '23503', 'a claim of another user''s profile'
);
select is(
  pg_temp.insert('ledger.capital', jsonb_build_object('profile_id', fixture.profile_id(2))),
  '428C9', 'capital is not inserted with its generated column'
);

select * from finish();
rollback;
