begin;
select plan(2);

select fixture.stage(1);
select fixture.make_tenant(2);
select fixture.call_begin_run(1);
select fixture.call_reconcile(1);
create temporary table digest as select fixture.digest() as before;
create temporary table run as select r.* from fixture.newest_run(1) as r;
grant select on run to public;
set local role tradekeel_bridge;
select results_eq(
  $$ select left(fixture.refusal(format('select engine.fn_handle_profile(%L, %L, %L, %L, %L)',
       w.user_id, w.run_id, w.token, w.term, w.profile_id)), 5)
       from run as r,
            lateral (values
              (1, null, r.run_id, fixture.token(1), r.lock_term, fixture.profile_id(1)),
              (2, fixture.user_id(2), r.run_id, fixture.token(1), r.lock_term,
               fixture.profile_id(1)),
              (3, r.user_id, null, fixture.token(1), r.lock_term, fixture.profile_id(1)),
              (4, r.user_id, r.run_id, fixture.token(2), r.lock_term, fixture.profile_id(1)),
              (5, r.user_id, r.run_id, null, r.lock_term, fixture.profile_id(1)),
              (6, r.user_id, r.run_id, fixture.token(1), -1, fixture.profile_id(1)),
              (7, r.user_id, r.run_id, fixture.token(1), null, fixture.profile_id(1)),
              (8, r.user_id, r.run_id, fixture.token(1), r.lock_term, fixture.profile_id(2)),
              (9, r.user_id, r.run_id, fixture.token(1), r.lock_term, null)
            ) as w (n, user_id, run_id, token, term, profile_id)
      order by w.n $$,
  $$ values ('TNR01'), ('TNR01'), ('TNR01'), ('LKC03'), ('LKC03'), ('LKC03'), ('LKC03'),
       ('TNR01'), ('TNR01') $$,
  'user, run, token, term, profile'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');

select * from finish();
rollback;
