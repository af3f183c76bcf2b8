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
  $$ select left(fixture.refusal(format('select engine.fn_finish_reconciliation(%L, %L, %L, %L)',
       w.user_id, w.run_id, w.token, w.term)), 5)
       from run as r,
            lateral (values
              (1, null, r.run_id, fixture.token(1), r.lock_term),
              (2, fixture.user_id(2), r.run_id, fixture.token(1), r.lock_term),
              (3, r.user_id, null, fixture.token(1), r.lock_term),
              (4, r.user_id, r.run_id, fixture.token(2), r.lock_term),
              (5, r.user_id, r.run_id, null, r.lock_term),
              (6, r.user_id, r.run_id, fixture.token(1), -1),
              (7, r.user_id, r.run_id, fixture.token(1), null)
            ) as w (n, user_id, run_id, token, term)
      order by w.n $$,
  $$ values ('TNR01'), ('TNR01'), ('TNR01'), ('LKC03'), ('LKC03'), ('LKC03'), ('LKC03') $$,
  'user, run, token, term'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');

select * from finish();
rollback;
