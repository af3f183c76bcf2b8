-- Runs of a reconciliation, for suites. What begins with call runs as the role that the test took.

-- Let time pass for tenant n: every moment on record of its orders, attempts and runs goes back.
create or replace function fixture.pass_time(p_n integer, p_time interval) returns void
language plpgsql security definer as $$
declare
  v_user constant uuid := fixture.user_id(p_n);
begin
  update lifecycle.orders as o
     set first_seen_at = o.first_seen_at - p_time, changed_at = o.changed_at - p_time,
         terminal_at = o.terminal_at - p_time, settled_at = o.settled_at - p_time,
         last_reading_at = o.last_reading_at - p_time, absent_at = o.absent_at - p_time
   where o.user_id = v_user;
  update lifecycle.attempts as a
     set send_deadline = a.send_deadline - p_time, horizon_at = a.horizon_at - p_time,
         absent_first_at = a.absent_first_at - p_time,
         absent_last_at = a.absent_last_at - p_time, created_at = a.created_at - p_time
   where a.user_id = v_user;
  update reconciliation.runs as r
     set started_at = r.started_at - p_time, finished_at = r.finished_at - p_time
   where r.user_id = v_user;
  update reconciliation.mismatches as m
     set first_seen_at = m.first_seen_at - p_time, last_seen_at = m.last_seen_at - p_time
   where m.user_id = v_user;
end;
$$;

-- A reading of everything, complete unless told otherwise, in which the account holds enough.
create or replace function fixture.document(
  p_orders jsonb default '[]', p_trades jsonb default '[]', p_positions jsonb default '[]',
  p_incomplete text default 'none'
) returns jsonb
language sql security definer as $$
  select jsonb_build_object(
    'open_orders', jsonb_build_object(
      'is_complete', p_incomplete <> 'open_orders', 'rows', p_orders),
    'trades', jsonb_build_object('is_complete', p_incomplete <> 'trades', 'rows', p_trades),
    'positions', jsonb_build_object(
      'is_complete', p_incomplete <> 'positions', 'rows', p_positions),
    'balances', jsonb_build_object('is_complete', p_incomplete <> 'balances', 'rows',
      '{"total": {"USDT": "1000000", "BTC": "1000", "ETH": "1000"}}'::jsonb))
$$;

-- A unified position of an exchange.
create or replace function fixture.position_json(
  p_symbol text, p_side text, p_contracts text
) returns jsonb
language sql security definer as $$
  select jsonb_build_object('symbol', p_symbol, 'side', p_side, 'contracts', p_contracts)
$$;

-- Begin a run on account n as token n; the later calls continue the newest run.
create or replace function fixture.call_begin_run(p_n integer) returns jsonb
language plpgsql as $$
declare
  v_run jsonb;
begin
  select to_jsonb(b) into v_run
    from engine.fn_begin_reconciliation(
      fixture.user_id(p_n), fixture.account_id(p_n), fixture.token(p_n),
      fixture.lease_term(p_n), 300) as b;
  return v_run;
end;
$$;

create or replace function fixture.lease_term(p_n integer) returns bigint
language sql security definer as $$
  select l.term from locks.account_leases as l where l.account_id = fixture.account_id(p_n)
$$;

create or replace function fixture.newest_run(p_n integer) returns reconciliation.runs
language sql security definer as $$
  select r.* from reconciliation.runs as r
   where r.account_id = fixture.account_id(p_n) order by r.started_at desc limit 1
$$;

create or replace function fixture.call_reconcile(
  p_n integer, p_document jsonb default fixture.document()
) returns jsonb
language plpgsql as $$
declare
  r constant jsonb := to_jsonb(fixture.newest_run(p_n));
begin
  return (select to_jsonb(x) from engine.fn_reconcile(
    fixture.user_id(p_n), (r ->> 'run_id')::uuid, fixture.token(p_n),
    (r ->> 'lock_term')::bigint, p_document) as x);
end;
$$;

create or replace function fixture.call_handle(p_n integer, p_profile_id uuid) returns jsonb
language plpgsql as $$
declare
  r constant jsonb := to_jsonb(fixture.newest_run(p_n));
begin
  return (select to_jsonb(x) from engine.fn_handle_profile(
    fixture.user_id(p_n), (r ->> 'run_id')::uuid, fixture.token(p_n),
    (r ->> 'lock_term')::bigint, p_profile_id) as x);
end;
$$;

-- Answer every open look-up of the newest run alike.
create or replace function fixture.call_answer(
  p_n integer, p_outcome text, p_order jsonb default null, p_trades jsonb default '[]'
) returns jsonb
language plpgsql as $$
declare
  r constant jsonb := to_jsonb(fixture.newest_run(p_n));
begin
  return (select to_jsonb(x) from engine.fn_answer_lookups(
    fixture.user_id(p_n), (r ->> 'run_id')::uuid, fixture.token(p_n),
    (r ->> 'lock_term')::bigint, (
      select coalesce(jsonb_agg(jsonb_build_object(
               'lookup_id', l.value -> 'lookup_id', 'outcome', p_outcome, 'order', p_order,
               'trades', p_trades)), '[]')
        from jsonb_array_elements(fixture.asked(p_n)) as l)) as x);
end;
$$;

create or replace function fixture.asked(p_n integer) returns jsonb
language sql security definer as $$
  select reconciliation.open_lookups(r.user_id, r.run_id) from fixture.newest_run(p_n) as r
$$;

create or replace function fixture.call_finish(p_n integer) returns jsonb
language plpgsql as $$
declare
  r constant jsonb := to_jsonb(fixture.newest_run(p_n));
begin
  return (select to_jsonb(x) from engine.fn_finish_reconciliation(
    fixture.user_id(p_n), (r ->> 'run_id')::uuid, fixture.token(p_n),
    (r ->> 'lock_term')::bigint) as x);
end;
$$;

-- A whole run as the bridge does it: every look-up is answered alike. Returns what finish says.
create or replace function fixture.call_run(
  p_n integer, p_document jsonb default fixture.document(), p_outcome text default 'not_found',
  p_order jsonb default null, p_trades jsonb default '[]'
) returns jsonb
language plpgsql as $$
declare
  v_answer jsonb;
  v_profile text;
begin
  perform fixture.call_begin_run(p_n);
  v_answer := fixture.call_reconcile(p_n, p_document);
  for v_profile in select jsonb_array_elements_text(v_answer -> 'profiles')
  loop
    perform fixture.call_handle(p_n, v_profile::uuid);
  end loop;
  if v_answer -> 'lookups' <> '[]' then
    perform fixture.call_answer(p_n, p_outcome, p_order, p_trades);
  end if;
  return fixture.call_finish(p_n);
end;
$$;

-- One run that finds nothing at all: after it, a second empty reading is believed.
create or replace function fixture.read_nothing(p_n integer) returns void
language plpgsql security definer as $$
begin
  perform fixture.call_run(p_n);
end;
$$;

-- The mismatches of account n by kind: kind state seen_count; one a line.
create or replace function fixture.mismatches(p_n integer) returns text
language sql security definer as $$
  select coalesce(string_agg(
           format('%s %s %s', m.kind, m.state, m.seen_count), ', '
           order by m.kind, m.state), 'none')
    from reconciliation.mismatches as m where m.account_id = fixture.account_id(p_n)
$$;

-- The open incidents of user n: kind level; one a line.
create or replace function fixture.incidents(p_n integer) returns text
language sql security definer as $$
  select coalesce(string_agg(format('%s %s', i.kind, i.level), ', ' order by i.kind), 'none')
    from health.incidents as i
   where i.user_id = fixture.user_id(p_n) and i.state = 'open'
$$;

-- State and reason of account n.
create or replace function fixture.account_state(p_n integer) returns text
language sql security definer as $$
  select trim(format('%s %s', a.state, a.halt_reason))
    from tenancy.exchange_accounts as a where a.account_id = fixture.account_id(p_n)
$$;

-- Profile n buys by a resting limit order (request p_request_id) of which nothing is filled yet.
create or replace function fixture.rest_order(
  p_n integer, p_request_id text default 'r1', p_quantity numeric default 0.01,
  p_symbol text default 'BTC/USDT'
) returns void
language plpgsql security definer as $$
begin
  perform fixture.begin_entry(p_n, p_request_id, p_quantity, p_symbol);
  perform fixture.call_persist(p_n, p_request_id, 0, 'open');
end;
$$;

-- Events of account n's stream, heard by token n under its lease; what the call answered, as text.
create or replace function fixture.hear(
  p_n integer, p_orders jsonb, p_trades jsonb default '[]'
) returns text
language sql security definer as $$
  select format('%s changed %s unchanged %s fills %s unknown %s refused', e.orders_changed,
           e.orders_unchanged, e.fills_recorded, e.rows_unknown, e.rows_refused)
    from engine.fn_apply_stream_events(
      fixture.user_id(p_n), fixture.account_id(p_n), fixture.token(p_n), fixture.lease_term(p_n),
      p_orders, p_trades) as e
$$;

grant execute on all functions in schema fixture to public;
