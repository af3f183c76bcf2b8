begin;
select plan(1);

select fixture.stage(1);
select fixture.call_begin_entry(1);
select is(
  fixture.roles_that_may($$ select engine.fn_record_unknown(fixture.user_id(1),
    (to_jsonb(fixture.attempt(1)) ->> 'attempt_id')::uuid, fixture.token(1), '{}') $$),
  array['tradekeel_bridge'], 'nobody else'
);

select * from finish();
rollback;
