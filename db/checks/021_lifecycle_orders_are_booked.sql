create or replace view health.check_lifecycle_orders_are_booked with (security_invoker = on) as
select 'lifecycle_orders_are_booked' as check_name, 'lifecycle' as promise, 'critical' as severity,
       o.user_id as user_id, o.order_id::text as subject,
       jsonb_build_object(
         'filled', o.filled::text, 'posted', o.posted_quantity::text, 'traded', f.quantity::text,
         'booked', e.quantity::text) as detail,
       'Apply a reading of the order; see the runbook.' as remediation,
       'lifecycle-incident' as runbook
  from lifecycle.orders as o,
       lateral (
         select coalesce(sum(x.quantity), 0) as quantity from lifecycle.fills as x
          where x.user_id = o.user_id and x.order_id = o.order_id
       ) as f,
       lateral (
         select coalesce(sum(x.quantity_delta), 0) as quantity,
                coalesce(sum(x.cost_delta), 0) as cost,
                coalesce(sum(x.fee_quote_delta), 0) as fee_quote,
                coalesce(sum(x.fee_base_delta), 0) as fee_base,
                coalesce(sum(x.fee_other_delta), 0) as fee_other
           from lifecycle.executions as x
          where x.user_id = o.user_id and x.order_id = o.order_id and x.kind <> 'dust'
       ) as e
 where o.posted_quantity <> greatest(o.filled, f.quantity) or o.traded_quantity <> f.quantity
    or (o.posted_quantity, o.posted_cost, o.posted_fee_quote, o.posted_fee_base,
         o.posted_fee_other)
       is distinct from (e.quantity, e.cost, e.fee_quote, e.fee_base, e.fee_other);
alter view health.check_lifecycle_orders_are_booked owner to tradekeel_owner;
revoke all on health.check_lifecycle_orders_are_booked from public;
grant select on health.check_lifecycle_orders_are_booked
  to tradekeel_engine, tradekeel_operator, tradekeel_auditor;
comment on view health.check_lifecycle_orders_are_booked is
'Orders whose trades, statement, postings and executions disagree.';
