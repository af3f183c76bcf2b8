begin;
select plan(4);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1, 'r1', 0.01);
create temporary table many as
select (select jsonb_agg('{}'::jsonb) from generate_series(1, 1001)) as rows;
grant select on many to public;
create function pg_temp.refused(
  p_account integer, p_token integer, p_term_more integer, p_orders jsonb, p_trades jsonb
) returns text
language sql as $$
  select fixture.refusal(format(
    'select engine.fn_apply_stream_events(%L, %L, %L, %L, %L, %L)', fixture.user_id(1),
    fixture.account_id(p_account), fixture.token(p_token), fixture.lease_term(1) + p_term_more,
    p_orders, p_trades))
$$;
set local role tradekeel_bridge;
select results_eq(
  $$ select left(pg_temp.refused(a.account, a.token, a.more, a.o, a.t), 5)
       from (values
         (9, 2, 1, '{}'::jsonb, '[]'::jsonb), (9, 2, 1, '[]', null),
         (9, 2, 1, (select m.rows from many as m), '[]'), (9, 2, 1, '[]', '[]'),
         (1, 2, 0, '[]', '[]'), (1, 1, 1, '[]', '[]')
       ) as a (account, token, more, o, t) $$,
  $$ values ('RCR01'), ('RCR01'), ('RCR01'), ('TNR01'), ('LKC01'), ('LKC01') $$,
  'rows, account, lease'
);
reset role;
-- a stolen lease: another process drives the account now, what the old one hears is not taken
update locks.account_leases set expires_at = clock_timestamp() - interval '1 second';
select engine.fn_lease_account(fixture.user_id(1), fixture.account_id(1), fixture.token(1),
  fixture.token(2), 300);
set local role tradekeel_bridge;
select is(
  left(pg_temp.refused(
    1, 1, -1, jsonb_build_array(fixture.reading(1, 'r1', 0.01, 'closed')), '[]'), 5),
  'LKC01', 'a stolen lease'
);
reset role;
select is((fixture.order_of(1)).filled, 0::numeric, 'nothing was written');
select is(
  fixture.roles_that_may($$ select engine.fn_apply_stream_events(fixture.user_id(1),
    fixture.account_id(1), fixture.token(2), fixture.lease_term(1), '[]', '[]') $$),
  array['tradekeel_bridge'], 'only the bridge may'
);

select * from finish();
rollback;
