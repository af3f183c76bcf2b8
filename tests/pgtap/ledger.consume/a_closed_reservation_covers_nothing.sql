begin;
select plan(1);

select fixture.stage(1);
select fixture.call_begin_entry(1);
select ledger.release(fixture.user_id(1), (fixture.attempt(1)).attempt_id);
select is(
  ledger.consume(fixture.user_id(1), (fixture.attempt(1)).attempt_id, 10), 0.0, 'it was given back'
);

select * from finish();
rollback;
