-- Plans read less: what stands beside the rows of profile and account is asked by itself, fills
-- bring their order's text, and what an attempt has left is taken when it is spent.

drop function if exists lifecycle.is_slot_free(uuid, uuid, uuid, text, text, text, integer);
drop function if exists lifecycle.plan_entry(
  uuid, uuid, text, text, text, lifecycle.order_terms, numeric, uuid, bigint, bigint, bigint
);
drop function if exists lifecycle.plan_fill(uuid, uuid, text, lifecycle.plain_fill);
drop function if exists lifecycle.write_entry_fill(
  uuid, uuid, lifecycle.plain_fill, lifecycle.fill_plan
);
drop function if exists lifecycle.write_exit_fill(
  uuid, lifecycle.plain_fill, lifecycle.fill_plan
);
alter type lifecycle.fill_plan drop attribute unspent;
alter type lifecycle.fill_plan rename attribute has_defaults to has_protections;
alter type lifecycle.plain_order
  add attribute amount numeric,
  add attribute remaining numeric;
