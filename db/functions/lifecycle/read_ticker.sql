create or replace function lifecycle.read_ticker(
  p_user_id uuid, p_ticker jsonb
) returns table (
  symbol text, price numeric, observed_at timestamptz
)
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_detail text;
begin
  symbol := meta.read_text(p_ticker, 'symbol', 100);
  price := coalesce(
    meta.read_amount(p_ticker, 'last', 0), meta.read_amount(p_ticker, 'price', 0),
    meta.read_amount(p_ticker, 'close', 0));
  observed_at := least(v_now, coalesce(meta.read_moment(p_ticker, 'timestamp'), v_now));
  if symbol is not null and price > 0 then
    return next;
  end if;
exception
  when sqlstate 'LCR07' then
    get stacked diagnostics v_detail = pg_exception_detail;
    perform health.open_incident(
      p_user_id, 'row_quarantined', 'warning',
      'ticker:' || left(coalesce(p_ticker ->> 'symbol', '?'), 100), 'lifecycle-incident',
      jsonb_build_object('detail', v_detail));
end;
$$;
alter function lifecycle.read_ticker(uuid, jsonb) owner to tradekeel_owner;
revoke all on function lifecycle.read_ticker(uuid, jsonb) from public;
grant execute on function lifecycle.read_ticker(uuid, jsonb) to tradekeel_engine;
comment on function lifecycle.read_ticker(uuid, jsonb) is
'Read one unified ticker or last price: one row, or none when it names no symbol or price. One
that cannot be read opens an incident (row_quarantined) and gives no row, so that it does not
hold up the prices of others: stops wait for them.';
