-- What tenants ask for beside trading, for suites.

-- The engine does what tenant n asked for: "kind outcome" of each request closed now.
create or replace function fixture.call_apply(
  p_n integer, p_token integer default null, p_limit integer default 100
) returns text
language plpgsql as $$
begin
  return (select coalesce(string_agg(r.kind || ' ' || r.outcome, ', '), 'none')
    from engine.fn_apply_requests(
      fixture.user_id(p_n), fixture.account_id(p_n), fixture.token(coalesce(p_token, p_n)),
      fixture.lease_term(p_n), p_limit) as r);
end;
$$;

-- The open position of profile n.
create or replace function fixture.position_id(p_n integer) returns uuid
language sql security definer as $$
  select p.position_id from lifecycle.positions as p
   where p.profile_id = fixture.profile_id(p_n) and p.state <> 'closed'
$$;

-- Ask for a stop of profile n's open position, as whoever the test is.
create or replace function fixture.call_protect(
  p_n integer, p_request_id text, p_kind text, p_trigger_price numeric,
  p_trail_rate numeric default null, p_due_at timestamptz default null
) returns text
language plpgsql as $$
begin
  return api.fn_set_protection(
    fixture.user_id(p_n)::text, fixture.profile_id(p_n)::text, p_request_id,
    fixture.position_id(p_n)::text, p_kind, p_trigger_price::text, p_trail_rate::text,
    p_due_at::text);
end;
$$;

-- Ask for an entry of profile n; its signal.
create or replace function fixture.call_request(p_n integer, p_request_id text) returns uuid
language plpgsql as $$
begin
  return api.fn_request_entry(
    fixture.user_id(p_n)::text, fixture.profile_id(p_n)::text, p_request_id, 'BTC/USDT', 'buy',
    'market', '0.001', null, null, null, 'false', '1', '60');
end;
$$;

-- Something happens to profile n that only an event tells of.
create or replace function fixture.broadcast(p_n integer, p_note text) returns void
language plpgsql security definer as $$
begin
  perform ledger.lock_capital(fixture.user_id(p_n), fixture.profile_id(p_n));
  perform tenancy.broadcast(fixture.user_id(p_n), fixture.profile_id(p_n), 'test',
    jsonb_build_object('note', p_note));
end;
$$;

-- A vault as Supabase shows it to who installs, with one secret.
create function fixture.make_vault() returns void
language plpgsql
as $$
begin
  create schema vault;
  create view vault.decrypted_secrets as
  select 'binance-main'::text as name, '{"api_key": "K", "secret": "S"}'::text as decrypted_secret;
  grant usage on schema vault to postgres;
  grant select on vault.decrypted_secrets to postgres;
end;
$$;
