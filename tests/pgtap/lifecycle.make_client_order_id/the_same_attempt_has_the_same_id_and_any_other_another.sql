begin;
select plan(4);

create function pg_temp.make(
  p_epoch bigint, p_user integer, p_profile integer, p_request text, p_attempt integer
) returns uuid
language sql as $$
  select lifecycle.make_client_order_id(
    p_epoch, fixture.user_id(p_user), fixture.profile_id(p_profile), p_request, p_attempt)
$$;
select is(pg_temp.make(1, 1, 1, 'r1', 1), pg_temp.make(1, 1, 1, 'r1', 1), 'the same twice');
select is(
  (select count(distinct i)::integer from unnest(array[
     pg_temp.make(1, 1, 1, 'r1', 1), pg_temp.make(2, 1, 1, 'r1', 1),
     pg_temp.make(1, 2, 1, 'r1', 1), pg_temp.make(1, 1, 2, 'r1', 1),
     pg_temp.make(1, 1, 1, 'r2', 1), pg_temp.make(1, 1, 1, 'r1', 2)]) as i),
  6, 'another epoch, user, profile, request or attempt is another id'
);
select isnt(
  pg_temp.make(1, 1, 1, '1|r', 1), pg_temp.make(1, 1, 1, 'r', 11),
  'a separator inside a request id confuses nothing'
);
select isnt(
  pg_temp.make(1, 1, 1, '1r', 1), pg_temp.make(1, 1, 1, 'r', 11), 'nor a digit before it'
);

select * from finish();
rollback;
