-- A mismatch that was brought in and is there again, with the same figures, is not tried for ever.

alter table reconciliation.mismatches
  add column return_count integer not null default 0,
  add column stopped_at timestamptz,
  add constraint mismatches_return_count_is_not_negative check (return_count >= 0),
  add constraint mismatches_stopped_has_profile
    check (stopped_at is null or profile_id is not null);
create index mismatches_healed_idx on reconciliation.mismatches
  (user_id, account_id, kind, subject)
  where state = 'healed'
    and kind in ('order_drift', 'fill_missing', 'order_missing_in_database');
create index mismatches_stopped_idx on reconciliation.mismatches (user_id, profile_id)
  where state = 'open' and stopped_at is not null;
