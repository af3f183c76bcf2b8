-- Calls of isolation specs on tenant 1: one call of one entry point, its answer in a few words or
-- the code of ours it was refused with. They run as the role that the session took; tokens are
-- processes. What is done to a row as if time had passed runs as the superuser.

create function fixture.answer(p_sql text) returns text
language plpgsql
as $$
declare
  v_answer text;
begin
  execute p_sql into v_answer;
  return v_answer;
exception when others then
  if sqlstate !~ '^(TN|LG|LC|LK|RC|OP|MT)[RCTI]' then
    raise;
  end if;
  return sqlstate;
end;
$$;

create function fixture.locks_symbol(
  p_token integer, p_symbol text default 'BTC/USDT'
) returns text
language sql
as $$
  select fixture.answer(format(
    'select case when l.is_acquired then %L else %L end || l.term
       from engine.fn_acquire_entry_lock(%L, %L, %L, %L, 300) as l',
    'acquired, term ', 'held by another, term ', fixture.user_id(1), fixture.profile_id(1),
    p_symbol, fixture.token(p_token)))
$$;

create function fixture.lock_term() returns bigint
language sql security definer
as $$
  select l.term from locks.entry_locks as l where l.profile_id = fixture.profile_id(1)
$$;

create function fixture.renews_lock(p_token integer, p_term bigint) returns text
language sql
as $$
  select fixture.answer(format(
    'select %L from engine.fn_renew_entry_lock(%L, %L, %L, %L, %L, 300) as l',
    'renewed', fixture.user_id(1), fixture.profile_id(1), 'BTC/USDT', fixture.token(p_token),
    p_term))
$$;

create function fixture.releases_lock(p_token integer, p_term bigint) returns text
language sql
as $$
  select fixture.answer(format(
    'select %L from engine.fn_release_entry_lock(%L, %L, %L, %L, %L) as l',
    'released', fixture.user_id(1), fixture.profile_id(1), 'BTC/USDT', fixture.token(p_token),
    p_term))
$$;

create function fixture.leases(p_token integer) returns text
language sql
as $$
  select fixture.answer(format(
    'select case when l.is_acquired then %L else %L end || l.term
              || case when l.is_ready then %L else %L end
       from engine.fn_lease_account(%L, %L, %7$L, %7$L, 300) as l',
    'leased, term ', 'leased by another, term ', ', ready', ', not ready', fixture.user_id(1),
    fixture.account_id(1), fixture.token(p_token)))
$$;

-- What a begin answered: state of the attempt, whether this process may send, whether a replay.
create function fixture.begun(p_answer jsonb) returns text
language sql
as $$
  select format('%s %s%s%s', p_answer ->> 'attempt_no', p_answer ->> 'attempt_state',
    case when (p_answer ->> 'may_send')::boolean then ', may send' end,
    case when (p_answer ->> 'is_replay')::boolean then ', replay' end)
$$;

-- Begin an entry of profile p_profile as a process with the terms it remembers.
create function fixture.begins_entry(
  p_token integer, p_request_id text, p_lock_term bigint, p_lease_term bigint,
  p_changes jsonb default '{}', p_profile integer default 1
) returns text
language sql
as $$
  select fixture.answer(format(
    'select fixture.begun(fixture.call_begin_entry(1, %L))', jsonb_build_object(
      'request_id', p_request_id, 'owner_token', fixture.token(p_token),
      'lock_term', p_lock_term, 'lease_term', p_lease_term,
      'profile_id', fixture.profile_id(p_profile)) || p_changes))
$$;

create function fixture.begins_exit(
  p_token integer, p_request_id text, p_lease_term bigint, p_changes jsonb default '{}'
) returns text
language sql
as $$
  select fixture.answer(format(
    'select %L || (b.a ->> %L) || %L || fixture.begun(b.a)
       from (select fixture.call_begin_exit(1, %L) as a) as b',
    'sells ', 'quantity', ': ', jsonb_build_object(
      'request_id', p_request_id, 'owner_token', fixture.token(p_token),
      'lease_term', p_lease_term) || p_changes))
$$;

-- Hand in what the exchange says of a request's order; p_trades as of fixture.trade.
create function fixture.persists(
  p_request_id text, p_filled numeric, p_status text, p_trades jsonb default '[]'
) returns text
language sql
as $$
  select fixture.answer(format(
    'select format(%L, p ->> %L, p ->> %L, trim_scale((p ->> %L)::numeric),
              case when (p ->> %L)::boolean then %L end)
       from fixture.call_persist(1, %L, %L, %L, %L) as p',
    '%s %s %s%s', 'attempt_state', 'order_status', 'filled', 'is_replay', ', replay',
    p_request_id, p_filled, p_status, p_trades))
$$;

-- The same for one attempt of a request, whose order has the id x-<request>-<attempt>.
create function fixture.persists_attempt(
  p_request_id text, p_attempt_no integer, p_filled numeric, p_status text
) returns text
language plpgsql security definer
as $$
declare
  v_attempt lifecycle.attempts;
  v_id constant text := format('x-%s-%s', p_request_id, p_attempt_no);
begin
  select a.* into strict v_attempt
    from lifecycle.attempts as a
    join lifecycle.intents as i on i.user_id = a.user_id and i.intent_id = a.intent_id
   where i.request_id = p_request_id and a.attempt_no = p_attempt_no;
  return fixture.answer(format(
    'select format(%L, r.attempt_state, r.order_status, trim_scale(r.filled))
       from engine.fn_persist_entry_lifecycle(%L, %L, %L, %L) as r',
    '%s %s %s', v_attempt.user_id, v_attempt.attempt_id,
    fixture.order_json(v_attempt, v_id, p_filled, p_status),
    jsonb_build_array(fixture.trade_json(v_attempt, v_id, 't-' || v_id, p_filled))));
end;
$$;

create function fixture.records(p_token integer, p_request_id text, p_outcome text) returns text
language sql
as $$
  select fixture.answer(format(
    'select engine.fn_record_%s(%L, %L, %L, %L)', p_outcome, fixture.user_id(1),
    to_jsonb(fixture.attempt(1, p_request_id)) ->> 'attempt_id', fixture.token(p_token), '{}'))
$$;

-- Orders and trades of a poll that begins now: what changed, and fills that are new.
create function fixture.applies(p_orders jsonb, p_trades jsonb default '[]') returns text
language sql
as $$
  select fixture.answer(format(
    'select format(%L, u.orders_changed, u.orders_unchanged, u.fills_recorded, u.rows_unknown,
              u.rows_refused)
       from engine.fn_apply_exchange_updates(%L, %L, clock_timestamp(), %L, %L) as u',
    'changed %s, unchanged %s, fills %s, unknown %s, refused %s', fixture.user_id(1),
    fixture.account_id(1), p_orders, p_trades))
$$;

-- A run is remembered by its session, as a process remembers it.
create function fixture.begins_run(p_token integer, p_lease_term bigint) returns text
language sql
as $$
  select fixture.answer(format(
    'select %L || b.lock_term || left(set_config(%L, b.run_id::text, false)
              || set_config(%L, b.lock_term::text, false), 0)
       from engine.fn_begin_reconciliation(%L, %L, %L, %L, 300) as b',
    'run, lock term ', 'fixture.run_id', 'fixture.run_term', fixture.user_id(1),
    fixture.account_id(1), fixture.token(p_token), p_lease_term))
$$;

create function fixture.proof(p_token integer) returns text
language sql
as $$
  select format('%L, %L, %L, %L', fixture.user_id(1),
    coalesce(current_setting('fixture.run_id', true), gen_random_uuid()::text),
    fixture.token(p_token), coalesce(current_setting('fixture.run_term', true), '0'))
$$;

-- Hand in a reading, and handle every profile that the answer names.
create function fixture.hands_in(
  p_token integer, p_document jsonb default fixture.document()
) returns text
language sql
as $$
  select fixture.answer(format(
    'select format(%L, r.state, (
              select count(h)
                from unnest(r.profiles) as p
               cross join lateral engine.fn_handle_profile(%s, p) as h),
              jsonb_array_length(r.lookups))
       from engine.fn_reconcile(%2$s, %3$L) as r',
    '%s, profiles %s, look-ups %s', fixture.proof(p_token), p_document))
$$;

create function fixture.finishes_run(p_token integer) returns text
language sql
as $$
  select fixture.answer(format(
    'select f.state || case when f.is_ready then %L else %L end
       from engine.fn_finish_reconciliation(%s) as f',
    ', ready', ', not ready', fixture.proof(p_token)))
$$;

-- A whole run that finds nothing; look-ups stay unanswered, so that it is incomplete with any.
create function fixture.reconciles(p_token integer, p_lease_term bigint) returns text
language plpgsql
as $$
declare
  v_begun constant text := fixture.begins_run(p_token, p_lease_term);
begin
  if v_begun !~ '^run' then
    return v_begun;
  end if;
  perform fixture.hands_in(p_token);
  return fixture.finishes_run(p_token);
end;
$$;

create function fixture.records_incomes(p_incomes jsonb) returns text
language sql
as $$
  select fixture.answer(format(
    'select format(%L, i.recorded, i.known, i.unattributed)
       from engine.fn_record_incomes(%L, %L, %L, null) as i',
    'recorded %s, known %s, unattributed %s', fixture.user_id(1), fixture.account_id(1),
    p_incomes))
$$;

create function fixture.claims_signals(p_token integer, p_lease_term bigint) returns text
language sql
as $$
  select fixture.answer(format(
    'select count(*) || %L from engine.fn_claim_signals(%L, %L, %L, %L, 10)',
    ' claimed', fixture.user_id(1), fixture.account_id(1), fixture.token(p_token),
    p_lease_term))
$$;

-- Capital, as an operator: what is available then.
create function fixture.moves_capital(p_function text, variadic p_arguments text[]) returns text
language sql
as $$
  select fixture.answer(format('select trim_scale(ops.fn_%s_capital(%L, %s))::text', p_function,
    fixture.user_id(1), (select string_agg(quote_literal(a), ', ' order by n)
      from unnest(p_arguments) with ordinality as x (a, n))))
$$;

-- As if time had passed: the lock, the lease, or the send deadline of every attempt is over.
create function fixture.lapse(p_what text) returns void
language plpgsql security definer
as $$
begin
  if p_what = 'lock' then
    update locks.entry_locks set expires_at = clock_timestamp() - interval '1 second';
  elsif p_what = 'lease' then
    update locks.account_leases set expires_at = clock_timestamp() - interval '1 second';
  else
    update lifecycle.attempts
       set send_deadline = created_at, horizon_at = created_at
     where send_deadline > clock_timestamp();
  end if;
end;
$$;

-- Hold the capital row of a profile of tenant 1 to the end of the transaction.
create function fixture.hold_capital(p_profile integer) returns void
language sql security definer
as $$
  select ledger.lock_capital(fixture.user_id(1), fixture.profile_id(p_profile))
$$;

-- What stands at the end: attempts by request, orders, positions and amounts of every profile.
create function fixture.standing() returns table (
  attempts text, orders text, positions text, amounts text
)
language sql security definer
as $$
  select
    (select string_agg(format('%s.%s %s', i.request_id, a.attempt_no, a.state), ', '
              order by i.request_id, a.attempt_no)
       from lifecycle.attempts as a
       join lifecycle.intents as i on i.user_id = a.user_id and i.intent_id = a.intent_id),
    (select string_agg(format('%s %s %s%s', o.exchange_order_id, o.status,
              trim_scale(o.posted_quantity), case when o.settled_at is not null then
              ' settled' end), ', ' order by o.exchange_order_id)
       from lifecycle.orders as o),
    (select string_agg(format('%s %s %s', p.symbol, p.state, trim_scale(p.quantity)), ', '
              order by p.symbol, p.opened_at)
       from lifecycle.positions as p),
    (select string_agg(format('%s-%s-%s%s%s %s', trim_scale(c.allocated),
              trim_scale(c.reserved_for_orders), trim_scale(c.reserved_for_positions),
              case when c.realized_pnl < 0 then '' else '+' end, trim_scale(c.realized_pnl),
              c.trading_state), ', ' order by c.profile_id)
       from ledger.capital as c)
$$;
