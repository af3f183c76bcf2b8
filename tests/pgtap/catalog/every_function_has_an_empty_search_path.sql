-- broken by: alter function ledger.post set search_path = 'ledger';
begin;
select plan(1);

-- A body that was parsed when its function was made (one expression) finds nothing later; which
-- ones may rest on that is listed here.
select is_empty(
  $$
  select f.identity, f.settings
  from fixture.our_functions as f
  join pg_catalog.pg_proc as p on p.oid = f.function_oid
  where not (
      p.prosqlbody is not null
      and f.name in (
        'ledger.round_amount', 'lifecycle.client_order_digest', 'lifecycle.entry_margin',
        'lifecycle.entry_notional', 'lifecycle.is_plain_capital',
        'lifecycle.shape_client_order_id', 'meta.is_life_of', 'meta.live_timeline',
        'lifecycle.describe_closed', 'lifecycle.describe_filled', 'lifecycle.fee_kind',
        'lifecycle.hash_request', 'lifecycle.is_plain_entry', 'lifecycle.is_plain_fill',
        'lifecycle.is_plain_for_market', 'lifecycle.is_plain_reading',
        'lifecycle.is_plain_request', 'lifecycle.is_plain_trade', 'lifecycle.is_plain_trade_of',
        'lifecycle.is_same_amount', 'lifecycle.is_told_as_booked',
        'lifecycle.normalise_status', 'lifecycle.profile_tag',
        'reconciliation.is_plain_amount',
        'reconciliation.is_plain_moment', 'reconciliation.is_plain_order',
        'reconciliation.order_hash',
        'tenancy.broadcast_slot', 'tenancy.current_user_id',
        'tenancy.exclusivity_key'))
    and (f.settings is null or not f.settings @> array['search_path=""'])
  $$,
  'no function finds objects by search_path'
);

select * from finish();
rollback;
