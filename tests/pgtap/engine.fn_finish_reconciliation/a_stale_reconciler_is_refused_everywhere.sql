begin;
select plan(5);

select fixture.make_tenant(1);
select fixture.make_ready(1);
set local role tradekeel_bridge;
select fixture.call_begin_run(1);
reset role;
create temporary table stale (sql text);
insert into stale
select format(c.form, fixture.user_id(1), r.run_id, t.token, t.term)
  from fixture.newest_run(1) as r,
       lateral (values (fixture.token(1), r.lock_term - 1), (fixture.token(1), r.lock_term + 1),
          (fixture.token(2), r.lock_term), (null, r.lock_term), (fixture.token(1), null)
       ) as t (token, term),
       (values ('select engine.fn_reconcile(%L, %L, %L, %L, ''{}'')'),
          ('select engine.fn_handle_profile(%L, %L, %L, %L, null)'),
          ('select engine.fn_answer_lookups(%L, %L, %L, %L, ''[]'')'),
          ('select engine.fn_finish_reconciliation(%L, %L, %L, %L)')) as c (form);
create temporary table good (sql text);
insert into good
select format(c.form, fixture.user_id(1), r.run_id, fixture.token(1), r.lock_term)
  from fixture.newest_run(1) as r,
       (values ('select engine.fn_reconcile(%L, %L, %L, %L, ''{}'')'),
          ('select engine.fn_handle_profile(%L, %L, %L, %L, null)'),
          ('select engine.fn_answer_lookups(%L, %L, %L, %L, ''[]'')'),
          ('select engine.fn_finish_reconciliation(%L, %L, %L, %L)')) as c (form);
grant select on stale, good to public;
set local role tradekeel_bridge;
select set_eq(
  'select left(fixture.refusal(s.sql), 5) from stale as s', array['LKC03'],
  'another owner or term'
);
reset role;
update reconciliation.locks set expires_at = clock_timestamp();
set local role tradekeel_bridge;
select set_eq(
  'select left(fixture.refusal(s.sql), 5) from good as s', array['LKC03'], 'a lapsed lock'
);
reset role;
update reconciliation.locks set expires_at = clock_timestamp() + interval '1 minute';
update locks.account_leases set expires_at = clock_timestamp();
set local role tradekeel_bridge;
select set_eq(
  'select left(fixture.refusal(s.sql), 5) from good as s', array['LKC01'], 'a lapsed lease'
);
reset role;
update locks.account_leases set expires_at = clock_timestamp() + interval '1 minute',
  term = term + 1;
set local role tradekeel_bridge;
select set_eq(
  'select left(fixture.refusal(s.sql), 5) from good as s', array['LKC01'],
  'a lease taken again since'
);
reset role;
update locks.account_leases set term = term - 1, epoch = epoch + 1;
set local role tradekeel_bridge;
select set_eq(
  'select left(fixture.refusal(s.sql), 5) from good as s', array['LKC01'],
  'a lease of another epoch'
);

select * from finish();
rollback;
