-- What operators look back on: a ring of samples, and where the catalog differs from what was
-- applied.

-- Three grains (recent, day, month), each a ring of as many slots as it has steps: a slot is
-- written again on the next lap, so the table stops growing and nothing is ever deleted.
create table health.samples (
  series text collate "C" not null,
  label text collate "C" not null default '',
  grain text collate "C" not null,
  slot integer not null,
  value numeric not null,
  sampled_at timestamptz not null,
  constraint samples_pkey primary key (series, label, grain, slot),
  constraint samples_series_is_known check (series in (
    'equity', 'available', 'mismatches_open', 'attempts_unresolved', 'positions_open'
  )),
  constraint samples_label_is_bounded check (length(label) <= 60),
  constraint samples_grain_is_known check (grain in ('recent', 'day', 'month')),
  constraint samples_slot_is_bounded check (slot between 0 and 359),
  constraint samples_value_is_finite check (value between -1e26 and 1e26)
) with (
  fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200,
  autovacuum_vacuum_cost_delay = 0
);

-- One row: what the last comparison of the catalog with meta.objects found.
create table health.drift_results (
  is_only boolean not null default true,
  row_count integer not null,
  findings jsonb not null,
  measured_at timestamptz not null,
  constraint drift_results_pkey primary key (is_only),
  constraint drift_results_is_one_row check (is_only),
  constraint drift_results_row_count_is_not_negative check (row_count >= 0),
  constraint drift_results_findings_are_few check (
    jsonb_typeof(findings) = 'array' and jsonb_array_length(findings) <= 20
  )
) with (fillfactor = 50);
