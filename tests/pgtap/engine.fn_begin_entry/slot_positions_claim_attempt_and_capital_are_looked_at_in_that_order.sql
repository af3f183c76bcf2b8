begin;
select plan(4);

select fixture.stage(1);
select fixture.add_profile(1, 11);
select fixture.hold(1, 'r0', 0.001);
select * from engine.fn_acquire_entry_lock(
  fixture.user_id(1), fixture.profile_id(11), 'BTC/USDT', fixture.token(1), 100);
update tenancy.profiles set max_open_positions = 0 where profile_id = fixture.profile_id(11);
create function pg_temp.try(p_changes jsonb default '{}') returns text
language sql as $$
  select substr(fixture.refused_entry(1, jsonb_build_object(
    'profile_id', fixture.profile_id(11), 'quantity', '1', 'attempt_no', 2) || p_changes), 1, 5)
$$;
select is(pg_temp.try(), 'LCR06', 'too many positions');
update tenancy.profiles set max_open_positions = 5;
select is(pg_temp.try(), 'LCC03', 'then the claim');
update tenancy.claims set is_held = false;
select is(pg_temp.try(), 'LCC05', 'then the attempt before');
select is(pg_temp.try('{"attempt_no": 1}'), 'LGR01', 'and last the capital');

select * from finish();
rollback;
