-- The installation itself: settings, error catalogue, exchanges, and which life of the database
-- this is.

create table meta.settings (
  key text collate "C" not null,
  value numeric not null,
  unit text collate "C" not null,
  minimum numeric not null,
  maximum numeric not null,
  description text not null,
  changed_at timestamptz not null default clock_timestamp(),
  constraint settings_pkey primary key (key),
  constraint settings_value_is_in_range check (value between minimum and maximum),
  constraint settings_unit_is_known check (unit in ('ms', 'seconds', 'count', 'ratio'))
);

create table meta.error_codes (
  code text collate "C" not null,
  disposition text collate "C" not null,
  title text not null,
  hint text not null,
  runbook text collate "C" not null,
  constraint error_codes_pkey primary key (code),
  constraint error_codes_code_has_area_and_disposition
    check (code ~ '^(TN|LG|LC|LK|RC|OP|MT)(R|C|T|I)[0-9]{2}$'),
  constraint error_codes_disposition_matches_code check (
    disposition = case substr(code, 3, 1)
      when 'R' then 'refused' when 'C' then 'conflict' when 'T' then 'transient' else 'invariant'
    end
  )
);

create table meta.exchanges (
  exchange text collate "C" not null,
  market_type text collate "C" not null,
  client_id_format text collate "C" not null,
  lookup text collate "C" not null,
  expiry_window_ms integer not null,
  lag_ms integer not null,
  retention_seconds integer not null,
  is_fee_in_order boolean not null,
  order_types text[] not null,
  times_in_force text[] not null,
  is_post_only_known boolean not null,
  is_statement_known boolean not null,
  constraint exchanges_pkey primary key (exchange, market_type),
  constraint exchanges_market_type_is_known check (market_type in ('spot', 'swap')),
  constraint exchanges_client_id_format_is_known
    check (client_id_format in ('hex32', 'uuid36', '0xhex32', 't-base32')),
  constraint exchanges_lookup_is_known check (lookup in ('client_id', 'listing', 'none')),
  constraint exchanges_expiry_window_is_bounded check (expiry_window_ms between 0 and 120000),
  constraint exchanges_lag_is_bounded check (lag_ms between 0 and 600000),
  constraint exchanges_retention_is_positive check (retention_seconds > 0),
  constraint exchanges_order_types_are_known check (
    order_types @> array['market', 'limit'] and order_types
      <@ array['market', 'limit', 'stop', 'stop_limit', 'take_profit', 'take_profit_limit']
  ),
  constraint exchanges_times_in_force_are_known
    check (times_in_force @> array['GTC'] and times_in_force <@ array['GTC', 'IOC', 'FOK'])
);

create table meta.installation (
  installation_id integer not null default 1,
  system_identifier bigint not null,
  timeline integer not null,
  epoch bigint not null,
  tag bytea not null,
  acknowledged_at timestamptz not null default clock_timestamp(),
  acknowledged_by text not null default session_user,
  paused_at timestamptz,
  paused_by text,
  pause_reason text,
  constraint installation_pkey primary key (installation_id),
  constraint installation_is_one_row check (installation_id = 1),
  constraint installation_epoch_is_positive check (epoch > 0),
  constraint installation_tag_is_4_bytes check (octet_length(tag) = 4),
  constraint installation_pause_is_explained check (
    (paused_at is null) = (paused_by is null) and (paused_at is null) = (pause_reason is null)
  )
);

-- A tag is drawn once: it is how our orders are recognised after a total loss of the database.
insert into meta.installation (system_identifier, timeline, epoch, tag)
select s.system_identifier,
       ('x' || substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8))::bit(32)::integer, 1,
       substr(decode(md5(gen_random_uuid()::text), 'hex'), 1, 4)
  from pg_catalog.pg_control_system() as s;
