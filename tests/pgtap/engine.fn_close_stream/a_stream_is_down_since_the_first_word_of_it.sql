begin;
select plan(5);

select fixture.make_tenant(1);
select fixture.make_ready(1);
create function pg_temp.down(p_error text) returns boolean
language sql security definer as $$
  select engine.fn_close_stream(fixture.user_id(1), fixture.account_id(1), fixture.token(1),
    fixture.lease_term(1), p_error)
$$;
create function pg_temp.state() returns text
language sql security definer as $$
  select format('%s %s %s', s.connection_no, s.error_class,
      case when s.down_at is null then 'up'
        else extract(epoch from clock_timestamp() - s.down_at)::integer::text end)
    from health.streams as s
$$;
set local role tradekeel_bridge;
select ok(pg_temp.down('NetworkError'), 'heard');
reset role;
update health.streams set down_at = down_at - interval '1 hour';
set local role tradekeel_bridge;
select pg_temp.down('AuthenticationError');
select is(pg_temp.state(), '0 AuthenticationError 3600', 'down since the first word');
select engine.fn_open_stream(fixture.user_id(1), fixture.account_id(1), fixture.token(1),
  fixture.lease_term(1), 'connected');
select is(pg_temp.state(), '1  up', 'connected');
select pg_temp.down('NetworkError');
select is(pg_temp.state(), '1 NetworkError 0', 'down again, from now');
reset role;
update health.streams set down_at = down_at - interval '1 hour';
update locks.account_leases set expires_at = clock_timestamp() - interval '1 second';
select engine.fn_lease_account(fixture.user_id(1), fixture.account_id(1), fixture.token(1),
  fixture.token(1), 300);
set local role tradekeel_bridge;
select pg_temp.down('NetworkError');
select is(pg_temp.state(), '1 NetworkError 0', 'another term, another story');
reset role;

select * from finish();
rollback;
