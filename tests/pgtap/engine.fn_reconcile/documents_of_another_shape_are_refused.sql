begin;
select plan(2);

select fixture.make_tenant(1);
select fixture.make_ready(1);
create temporary table shape (document jsonb);
insert into shape values
  (null), ('[]'), ('{"open_orders": []}'), ('{"open_orders": {"is_complete": true}}'),
  ('{"open_orders": {"is_complete": "true", "rows": []}}'),
  ('{"open_orders": {"rows": []}}'), ('{"trades": {"is_complete": true, "rows": {}}}'),
  ('{"positions": {"is_complete": true, "rows": null}}'),
  ('{"balances": {"is_complete": true, "rows": []}}'),
  ('{"balances": {"is_complete": true, "rows": {"free": []}}}');
grant select on shape to public;
set local role tradekeel_bridge;
select fixture.call_begin_run(1);
reset role;
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_bridge;
select is(
  (select count(*)::integer from shape as s
    where fixture.refusal(format(
      'select engine.fn_reconcile(%L, %L, %L, %s, %L)', fixture.user_id(1),
      (fixture.newest_run(1)).run_id, fixture.token(1), (fixture.newest_run(1)).lock_term,
      s.document)) like 'RCR01 %wanted=%'),
  10, 'each is refused'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');

select * from finish();
rollback;
