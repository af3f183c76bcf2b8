-- A reading may have orders that ended: of a life before this one, and where an attempt is unknown.

alter table reconciliation.latest_snapshots
  drop constraint latest_snapshots_part_is_known,
  add constraint latest_snapshots_part_is_known
    check (part in ('open_orders', 'trades', 'positions', 'balances', 'history'));
