begin;
select plan(2);

select is_empty('select from health.check_hands_append_only_rights', 'empty is healthy');
grant update on ledger.entries to tradekeel_engine;
grant insert on tenancy.users to authenticated;
grant delete on lifecycle.orders to tradekeel_engine;
grant update (price) on lifecycle.fills to tradekeel_engine;
grant insert (user_id) on ops.audit to tradekeel_bridge;
grant truncate on meta.settings to public;
select set_eq(
  $$ select c.subject || ' ' || (c.detail ->> 'privilege')
       from health.check_hands_append_only_rights as c $$,
  array['ledger.entries tradekeel_engine UPDATE', 'tenancy.users authenticated INSERT',
    'lifecycle.orders tradekeel_engine DELETE', 'lifecycle.fills tradekeel_engine UPDATE',
    'ops.audit tradekeel_bridge INSERT', 'meta.settings public TRUNCATE'],
  'each, also on a single column'
);

select * from finish();
rollback;
