-- What tenants read and ask for: exact amounts for every client, pauses of their own, requests.

-- PostgREST renders a column of this domain by its cast to json, as text: no client that reads
-- numbers as binary floating point can lose a digit, and order and filters still see a number.
-- PostgreSQL itself never uses casts of domains, and says so with a warning.
create domain tenancy.amount as numeric;
comment on domain tenancy.amount is
'An exact amount. In JSON it is text; compared, ordered and filtered as a number.';

set local client_min_messages = error;
create function tenancy.render_amount(p_amount tenancy.amount) returns json
language plpgsql immutable security invoker parallel safe
set search_path = ''
as $$
begin
  return to_json(p_amount::numeric::text);
end;
$$;
create cast (tenancy.amount as json) with function tenancy.render_amount(tenancy.amount)
  as implicit;

-- A tenant's own pause: beside trading_state, so that it neither lifts nor is lifted by the
-- pause of an operator or of the ledger.
alter table ledger.capital
  add column tenant_paused_at timestamptz,
  add column tenant_pause_reason text,
  add constraint capital_tenant_pause_has_time
    check (tenant_pause_reason is null or tenant_paused_at is not null),
  add constraint capital_tenant_pause_reason_is_bounded
    check (length(tenant_pause_reason) between 1 and 200);

create table tenancy.requests (
  user_id uuid not null,
  profile_id uuid not null,
  request_id text collate "C" not null,
  kind text collate "C" not null,
  subject_id uuid,
  arguments jsonb not null default '{}',
  state text collate "C" not null default 'pending',
  outcome text collate "C",
  created_at timestamptz not null default clock_timestamp(),
  closed_at timestamptz,
  constraint requests_pkey primary key (user_id, profile_id, request_id),
  constraint requests_profile_fkey foreign key (user_id, profile_id)
    references tenancy.profiles (user_id, profile_id),
  constraint requests_request_id_is_bounded check (length(request_id) between 1 and 200),
  constraint requests_kind_is_known
    check (kind in ('cancel_signal', 'pause', 'resume', 'set_protection')),
  constraint requests_subject_fits_kind
    check ((kind in ('cancel_signal', 'set_protection')) = (subject_id is not null)),
  constraint requests_arguments_are_small
    check (jsonb_typeof(arguments) = 'object' and length(arguments::text) <= 2000),
  constraint requests_state_is_known check (state in ('pending', 'closed')),
  constraint requests_closed_has_outcome check (
    (state = 'closed') = (closed_at is not null) and (state = 'closed') = (outcome is not null)
  )
) with (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02);
alter table tenancy.requests enable row level security;
create index requests_pending_idx on tenancy.requests (user_id, profile_id, created_at)
  where state = 'pending';
create index requests_newest_idx on tenancy.requests (user_id, created_at desc);

alter table tenancy.breaches add constraint breaches_named_object_is_bounded
  check (length(named_object) <= 500);
create index breaches_newest_idx on tenancy.breaches (user_id, recorded_at);
