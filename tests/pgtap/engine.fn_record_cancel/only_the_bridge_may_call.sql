begin;
select plan(1);

select is(
  fixture.roles_that_may($$ select engine.fn_record_cancel(
    fixture.user_id(1), fixture.user_id(1), fixture.token(1), 'accepted', null) $$),
  array['tradekeel_bridge'], 'nobody else'
);

select * from finish();
rollback;
