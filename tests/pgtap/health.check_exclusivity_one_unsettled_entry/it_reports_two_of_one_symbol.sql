begin;
select plan(4);

select fixture.stage(1);
select fixture.call_begin_entry(1);
select is_empty('select * from health.check_exclusivity_one_unsettled_entry', 'empty before');
insert into lifecycle.intents
select (jsonb_populate_record(null::lifecycle.intents, to_jsonb(i) || jsonb_build_object(
  'intent_id', fixture.token(1), 'request_id', 'r2', 'symbol', 'ETH/USDT'))).*
  from lifecycle.intents as i;
select is_empty('select * from health.check_exclusivity_one_unsettled_entry', 'two symbols may');
select throws_ok($$ update lifecycle.intents set symbol = 'BTC/USDT' $$, '23505', null,
  'the index refuses the second of one');
drop index lifecycle.intents_entry_slot_key;
update lifecycle.intents set symbol = 'BTC/USDT';
select is(
  fixture.rows($$ select subject = fixture.profile_id(1) || ' BTC/USDT', detail ->> 'count'
    from health.check_exclusivity_one_unsettled_entry $$), '(t,2)', 'without it, they are reported'
);

select * from finish();
rollback;
