-- From a signal to a closed position. States are text with a named CHECK.

create table lifecycle.markets (
  exchange text collate "C" not null,
  market_type text collate "C" not null,
  symbol text collate "C" not null,
  base text collate "C" not null,
  quote text collate "C" not null,
  settle text collate "C" not null,
  contract_size numeric not null,
  price_tick numeric not null,
  quantity_step numeric not null,
  min_quantity numeric not null,
  max_quantity numeric not null,
  min_cost numeric not null,
  is_active boolean not null,
  refreshed_at timestamptz not null,
  constraint markets_pkey primary key (exchange, market_type, symbol),
  constraint markets_exchange_fkey foreign key (exchange, market_type)
    references meta.exchanges (exchange, market_type),
  constraint markets_symbol_is_bounded check (length(symbol) between 1 and 100),
  constraint markets_steps_are_positive check (
    contract_size > 0 and contract_size <= 1e20 and price_tick > 0 and price_tick <= 1e20
    and quantity_step > 0 and quantity_step <= 1e20
  ),
  constraint markets_limits_are_finite check (
    min_quantity between 0 and 1e20 and max_quantity between 0 and 1e30
    and min_cost between 0 and 1e20
  )
);

create table lifecycle.latest_prices (
  exchange text collate "C" not null,
  market_type text collate "C" not null,
  symbol text collate "C" not null,
  price numeric not null,
  observed_at timestamptz not null,
  constraint latest_prices_pkey primary key (exchange, market_type, symbol),
  constraint latest_prices_price_is_positive check (price > 0 and price <= 1e20)
) with (
  fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200,
  autovacuum_vacuum_cost_delay = 0
);

-- What one wants of an order, side and leverage apart. limit_price where the type has a limit,
-- trigger_price where it waits for one; time_in_force null is the exchange's default, GTC.
create type lifecycle.order_terms as (
  order_type text, quantity numeric, limit_price numeric, trigger_price numeric,
  time_in_force text, is_post_only boolean
);

create table lifecycle.signals (
  user_id uuid not null,
  signal_id uuid not null default gen_random_uuid(),
  profile_id uuid not null,
  request_id text collate "C" not null,
  kind text collate "C" not null,
  symbol text collate "C" not null,
  side text collate "C" not null,
  order_type text collate "C" not null,
  quantity numeric,
  limit_price numeric,
  trigger_price numeric,
  time_in_force text collate "C",
  is_post_only boolean not null default false,
  leverage numeric not null default 1,
  input_hash text collate "C" not null,
  state text collate "C" not null default 'pending',
  valid_until timestamptz not null,
  claimed_at timestamptz,
  claimed_by uuid,
  closed_at timestamptz,
  outcome text collate "C",
  created_at timestamptz not null default clock_timestamp(),
  constraint signals_pkey primary key (user_id, signal_id),
  constraint signals_request_key unique (user_id, profile_id, request_id),
  constraint signals_profile_fkey foreign key (user_id, profile_id)
    references tenancy.profiles (user_id, profile_id),
  constraint signals_kind_is_known check (kind in ('entry', 'exit')),
  constraint signals_side_is_known check (side in ('buy', 'sell')),
  constraint signals_order_type_is_known check (
    order_type in ('market', 'limit', 'stop', 'stop_limit', 'take_profit', 'take_profit_limit')
  ),
  constraint signals_type_has_its_prices check (
    (limit_price is not null) = (order_type in ('limit', 'stop_limit', 'take_profit_limit'))
    and (trigger_price is null) = (order_type in ('market', 'limit'))
  ),
  constraint signals_time_in_force_has_limit check (
    time_in_force is null
    or limit_price is not null and time_in_force in ('GTC', 'IOC', 'FOK')
  ),
  constraint signals_post_only_rests check (
    not is_post_only or order_type = 'limit' and coalesce(time_in_force, 'GTC') = 'GTC'
  ),
  constraint signals_trigger_price_is_finite check (trigger_price > 0 and trigger_price <= 1e20),
  constraint signals_state_is_known check (state in ('pending', 'claimed', 'closed')),
  constraint signals_request_id_is_bounded check (length(request_id) between 1 and 200),
  constraint signals_symbol_is_bounded check (length(symbol) between 1 and 100),
  constraint signals_quantity_is_finite check (quantity > 0 and quantity <= 1e20),
  constraint signals_limit_price_is_finite check (limit_price > 0 and limit_price <= 1e20),
  constraint signals_leverage_is_bounded check (leverage between 1 and 200),
  constraint signals_claim_has_claimer check ((claimed_at is null) = (claimed_by is null)),
  constraint signals_closed_has_outcome
    check (
      (state = 'closed') = (closed_at is not null) and (state = 'closed') = (outcome is not null)
    )
) with (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02);
create index signals_pending_idx on lifecycle.signals (user_id, profile_id, created_at)
  where state <> 'closed';

create table lifecycle.positions (
  user_id uuid not null,
  position_id uuid not null default gen_random_uuid(),
  profile_id uuid not null,
  account_id uuid not null,
  symbol text collate "C" not null,
  side text collate "C" not null,
  state text collate "C" not null default 'open',
  quantity numeric not null default 0,
  cost_basis numeric not null default 0,
  notional numeric not null default 0,
  entered_quantity numeric not null default 0,
  entered_notional numeric not null default 0,
  exited_quantity numeric not null default 0,
  exited_notional numeric not null default 0,
  realized_pnl numeric not null default 0,
  fees_quote numeric not null default 0,
  opened_at timestamptz not null default clock_timestamp(),
  closed_at timestamptz,
  revision integer not null default 0,
  constraint positions_pkey primary key (user_id, position_id),
  constraint positions_profile_fkey foreign key (user_id, profile_id, account_id)
    references tenancy.profiles (user_id, profile_id, account_id),
  constraint positions_side_is_known check (side in ('long', 'short')),
  constraint positions_state_is_known check (state in ('open', 'disputed', 'closed')),
  constraint positions_quantity_is_finite check (quantity between -1e20 and 1e20),
  constraint positions_amounts_are_finite check (
    cost_basis between 0 and 1e20 and notional between 0 and 1e20
    and entered_quantity between 0 and 1e20 and entered_notional between 0 and 1e20
    and exited_quantity between 0 and 1e20 and exited_notional between 0 and 1e20
    and realized_pnl between -1e20 and 1e20 and fees_quote between -1e20 and 1e20
  ),
  constraint positions_quantity_is_not_negative_unless_disputed
    check (state = 'disputed' or quantity >= 0),
  constraint positions_closed_is_flat check (
    (state = 'closed') = (closed_at is not null)
    and (state <> 'closed' or (quantity = 0 and cost_basis = 0 and notional = 0))
  )
) with (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02);
create unique index positions_one_open_key on lifecycle.positions
  (user_id, profile_id, symbol, side) where state <> 'closed';
create index positions_account_open_idx on lifecycle.positions (user_id, account_id, symbol)
  where state <> 'closed';

create table lifecycle.intents (
  user_id uuid not null,
  intent_id uuid not null default gen_random_uuid(),
  profile_id uuid not null,
  account_id uuid not null,
  kind text collate "C" not null,
  request_id text collate "C" not null,
  input_hash text collate "C" not null,
  signal_id uuid,
  symbol text collate "C" not null,
  side text collate "C" not null,
  position_side text collate "C" not null,
  order_type text collate "C" not null,
  quantity numeric not null,
  limit_price numeric,
  trigger_price numeric,
  time_in_force text collate "C",
  is_post_only boolean not null default false,
  leverage numeric not null default 1,
  is_reduce_only boolean not null default false,
  reason text collate "C" not null,
  position_id uuid,
  settled_at timestamptz,
  outcome text collate "C",
  created_at timestamptz not null default clock_timestamp(),
  constraint intents_pkey primary key (user_id, intent_id),
  constraint intents_request_key unique (user_id, profile_id, request_id),
  constraint intents_profile_fkey foreign key (user_id, profile_id, account_id)
    references tenancy.profiles (user_id, profile_id, account_id),
  constraint intents_position_fkey foreign key (user_id, position_id)
    references lifecycle.positions (user_id, position_id),
  constraint intents_kind_is_known check (kind in ('entry', 'exit')),
  constraint intents_side_is_known check (side in ('buy', 'sell')),
  constraint intents_position_side_is_known check (position_side in ('long', 'short')),
  constraint intents_side_matches_kind check (
    (side = 'buy') = ((kind = 'entry') = (position_side = 'long'))
  ),
  constraint intents_order_type_is_known check (
    order_type in ('market', 'limit', 'stop', 'stop_limit', 'take_profit', 'take_profit_limit')
  ),
  constraint intents_type_has_its_prices check (
    (limit_price is not null) = (order_type in ('limit', 'stop_limit', 'take_profit_limit'))
    and (trigger_price is null) = (order_type in ('market', 'limit'))
  ),
  constraint intents_time_in_force_has_limit check (
    time_in_force is null
    or limit_price is not null and time_in_force in ('GTC', 'IOC', 'FOK')
  ),
  constraint intents_post_only_rests check (
    not is_post_only or order_type = 'limit' and coalesce(time_in_force, 'GTC') = 'GTC'
  ),
  constraint intents_trigger_price_is_finite check (trigger_price > 0 and trigger_price <= 1e20),
  constraint intents_quantity_is_finite check (quantity > 0 and quantity <= 1e20),
  constraint intents_limit_price_is_finite check (limit_price > 0 and limit_price <= 1e20),
  constraint intents_leverage_is_bounded check (leverage between 1 and 200),
  constraint intents_exit_names_position check (kind = 'entry' or position_id is not null),
  constraint intents_outcome_is_known
    check (outcome in ('filled', 'partial', 'canceled', 'expired', 'rejected', 'not_placed')),
  constraint intents_settled_has_outcome check ((settled_at is null) = (outcome is null))
) with (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02);
create unique index intents_entry_slot_key on lifecycle.intents (user_id, profile_id, symbol)
  where kind = 'entry' and settled_at is null;
create index intents_unsettled_idx on lifecycle.intents (user_id, account_id)
  where settled_at is null;
create index intents_position_idx on lifecycle.intents (user_id, position_id)
  where position_id is not null;

create table lifecycle.attempts (
  user_id uuid not null,
  attempt_id uuid not null default gen_random_uuid(),
  intent_id uuid not null,
  attempt_no integer not null,
  profile_id uuid not null,
  account_id uuid not null,
  kind text collate "C" not null,
  symbol text collate "C" not null,
  side text collate "C" not null,
  client_order_id uuid not null,
  client_order_text text collate "C" not null,
  owner_token uuid not null,
  lock_term bigint,
  lease_term bigint not null,
  epoch bigint not null,
  state text collate "C" not null default 'submitting',
  send_deadline timestamptz not null,
  horizon_at timestamptz not null,
  lag_ms integer not null,
  absent_first_at timestamptz,
  absent_last_at timestamptz,
  evidence jsonb not null default '[]',
  error jsonb,
  is_late boolean not null default false,
  created_at timestamptz not null default clock_timestamp(),
  resolved_at timestamptz,
  constraint attempts_pkey primary key (user_id, attempt_id),
  constraint attempts_intent_key unique (user_id, intent_id, attempt_no),
  constraint attempts_client_order_id_key unique (user_id, client_order_id),
  constraint attempts_client_order_text_key unique (user_id, account_id, client_order_text),
  constraint attempts_intent_fkey foreign key (user_id, intent_id)
    references lifecycle.intents (user_id, intent_id),
  constraint attempts_attempt_no_is_positive check (attempt_no between 1 and 100),
  constraint attempts_kind_is_known check (kind in ('entry', 'exit')),
  constraint attempts_state_is_known
    check (state in ('submitting', 'confirmed', 'rejected', 'unknown', 'not_placed')),
  constraint attempts_resolved_has_time
    check ((state in ('submitting', 'unknown')) = (resolved_at is null)),
  constraint attempts_horizon_is_after_deadline check (horizon_at >= send_deadline),
  constraint attempts_lag_is_bounded check (lag_ms between 0 and 600000),
  constraint attempts_absence_is_ordered check (
    (absent_last_at is null or absent_first_at is not null)
    and (absent_first_at is null or absent_first_at >= horizon_at)
    and (absent_last_at is null or absent_last_at >= absent_first_at)
  ),
  -- Stated with seconds: timestamptz - timestamptz >= interval from lag_ms is immutable this way.
  constraint attempts_not_placed_has_evidence check (
    state <> 'not_placed' or (
      absent_first_at is not null and absent_last_at is not null
      and extract(epoch from absent_last_at) - extract(epoch from absent_first_at)
        >= lag_ms / 1000.0
      and jsonb_array_length(evidence) >= 2
    )
  )
) with (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02);
create index attempts_unresolved_idx on lifecycle.attempts (user_id, account_id, send_deadline)
  where state in ('submitting', 'unknown');
create unique index attempts_one_unresolved_exit_key on lifecycle.attempts
  (user_id, profile_id, symbol) where kind = 'exit' and state in ('submitting', 'unknown');

alter table ledger.reservations add constraint reservations_attempt_fkey
  foreign key (user_id, attempt_id) references lifecycle.attempts (user_id, attempt_id);

create table lifecycle.orders (
  user_id uuid not null,
  order_id uuid not null default gen_random_uuid(),
  profile_id uuid not null,
  account_id uuid not null,
  intent_id uuid not null,
  attempt_id uuid not null,
  kind text collate "C" not null,
  book text collate "C" not null default 'regular',
  symbol text collate "C" not null,
  side text collate "C" not null,
  order_type text collate "C" not null,
  exchange_order_id text collate "C" not null,
  child_exchange_order_id text collate "C",
  client_order_text text collate "C",
  price numeric,
  quantity numeric not null,
  filled numeric not null default 0,
  cost numeric not null default 0,
  average numeric,
  status text collate "C" not null default 'open',
  raw_status text collate "C",
  revision integer not null default 0,
  posted_quantity numeric not null default 0,
  posted_cost numeric not null default 0,
  posted_fee_quote numeric not null default 0,
  posted_fee_base numeric not null default 0,
  posted_fee_other numeric not null default 0,
  traded_quantity numeric not null default 0,
  inferred_quantity numeric not null default 0,
  stated_fee_quote numeric not null default 0,
  stated_fee_base numeric not null default 0,
  stated_fee_other numeric not null default 0,
  stated_other_fees jsonb not null default '[]',
  is_stated_fee_priced boolean not null default true,
  absent_count integer not null default 0,
  absent_at timestamptz,
  exchange_at timestamptz,
  first_seen_at timestamptz not null default clock_timestamp(),
  changed_at timestamptz not null default clock_timestamp(),
  terminal_at timestamptz,
  stable_readings integer not null default 0,
  last_reading_at timestamptz,
  settled_at timestamptz,
  constraint orders_pkey primary key (user_id, order_id),
  constraint orders_exchange_key unique (user_id, account_id, symbol, book, exchange_order_id),
  constraint orders_intent_fkey foreign key (user_id, intent_id)
    references lifecycle.intents (user_id, intent_id),
  constraint orders_attempt_fkey foreign key (user_id, attempt_id)
    references lifecycle.attempts (user_id, attempt_id),
  constraint orders_kind_is_known check (kind in ('entry', 'exit')),
  constraint orders_book_is_known check (book in ('regular', 'conditional')),
  constraint orders_side_is_known check (side in ('buy', 'sell')),
  constraint orders_status_is_known
    check (status in ('open', 'closed', 'canceled', 'expired', 'rejected')),
  constraint orders_terminal_has_time check ((status = 'open') = (terminal_at is null)),
  constraint orders_settled_is_terminal check (settled_at is null or terminal_at is not null),
  constraint orders_exchange_order_id_is_bounded
    check (length(exchange_order_id) between 1 and 200),
  constraint orders_child_exchange_order_id_is_bounded
    check (length(child_exchange_order_id) between 1 and 200),
  constraint orders_amounts_are_finite check (
    quantity between 0 and 1e20 and filled between 0 and 1e20 and cost between 0 and 1e20
    and (price is null or price between 0 and 1e20)
    and (average is null or average between 0 and 1e20)
  ),
  constraint orders_fees_are_finite check (
    posted_fee_quote between -1e20 and 1e20 and posted_fee_base between -1e20 and 1e20
    and posted_fee_other between -1e20 and 1e20
    and stated_fee_quote between -1e20 and 1e20 and stated_fee_base between -1e20 and 1e20
    and stated_fee_other between -1e20 and 1e20
  ),
  constraint orders_posted_is_what_is_known check (
    posted_quantity between 0 and 1e20 and posted_cost between 0 and 1e20
    and inferred_quantity between 0 and 1e20 and traded_quantity between 0 and 1e20
    and posted_quantity = traded_quantity + inferred_quantity
  )
) with (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02);
create index orders_open_idx on lifecycle.orders (user_id, account_id, symbol)
  where settled_at is null;
create index orders_settled_idx on lifecycle.orders (user_id, account_id, settled_at)
  where settled_at is not null;
create index orders_child_idx on lifecycle.orders
  (user_id, account_id, symbol, child_exchange_order_id)
  where child_exchange_order_id is not null;
create index orders_inferred_idx on lifecycle.orders (user_id, account_id)
  where inferred_quantity > 0;
create index orders_intent_idx on lifecycle.orders (user_id, intent_id);
create index orders_newest_idx on lifecycle.orders (user_id, first_seen_at desc);

create table lifecycle.fills (
  user_id uuid not null,
  account_id uuid not null,
  symbol text collate "C" not null,
  exchange_order_id text collate "C" not null,
  trade_id text collate "C" not null,
  side text collate "C" not null,
  order_id uuid not null,
  profile_id uuid not null,
  price numeric not null,
  quantity numeric not null,
  cost numeric not null,
  fees jsonb not null default '[]',
  fee_quote numeric not null default 0,
  fee_base numeric not null default 0,
  other_fees jsonb not null default '[]',
  executed_at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  constraint fills_pkey primary key
    (user_id, account_id, symbol, exchange_order_id, trade_id, side),
  constraint fills_order_fkey foreign key (user_id, order_id)
    references lifecycle.orders (user_id, order_id),
  constraint fills_side_is_known check (side in ('buy', 'sell')),
  constraint fills_trade_id_is_bounded check (length(trade_id) between 1 and 200),
  constraint fills_amounts_are_finite check (
    price between 0 and 1e20 and quantity > 0 and quantity <= 1e20 and cost between 0 and 1e20
    and fee_quote between -1e20 and 1e20 and fee_base between -1e20 and 1e20
  )
) with (
  fillfactor = 100, autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_freeze_min_age = 0,
  autovacuum_analyze_scale_factor = 0.01
);
create index fills_order_idx on lifecycle.fills (user_id, order_id);
create index fills_profile_idx on lifecycle.fills (user_id, profile_id, executed_at);
create index fills_newest_idx on lifecycle.fills (user_id, executed_at);

-- Fees in a third currency, once they have a price: each is booked once, by itself. A fee of a fill
-- (fills.other_fees) without a row here is unpriced.
create table lifecycle.fee_prices (
  user_id uuid not null,
  order_id uuid not null,
  trade_id text collate "C" not null,
  currency text collate "C" not null,
  profile_id uuid not null,
  cost numeric not null,
  price numeric not null,
  amount_quote numeric not null,
  priced_by text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  constraint fee_prices_pkey primary key (user_id, order_id, trade_id, currency),
  constraint fee_prices_order_fkey foreign key (user_id, order_id)
    references lifecycle.orders (user_id, order_id),
  constraint fee_prices_currency_is_bounded check (length(currency) between 1 and 50),
  constraint fee_prices_amounts_are_finite check (
    cost between -1e20 and 1e20 and price > 0 and price <= 1e20
    and amount_quote between -1e20 and 1e20
  )
) with (
  fillfactor = 100, autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_freeze_min_age = 0,
  autovacuum_analyze_scale_factor = 0.01
);
create index fee_prices_newest_idx on lifecycle.fee_prices (user_id, recorded_at);

-- What the ledger booked for an order, revision by revision. Money is derived from this, in order
-- of ledger_seq; fills are the attribution. A fee priced later is a revision with quantity 0.
create table lifecycle.executions (
  user_id uuid not null,
  order_id uuid not null,
  revision integer not null,
  profile_id uuid not null,
  position_id uuid not null,
  kind text collate "C" not null,
  quantity_delta numeric not null,
  cost_delta numeric not null,
  margin_delta numeric not null,
  fee_quote_delta numeric not null,
  fee_base_delta numeric not null,
  fee_other_delta numeric not null default 0,
  ledger_seq bigint not null,
  recorded_at timestamptz not null default clock_timestamp(),
  constraint executions_pkey primary key (user_id, order_id, revision),
  constraint executions_order_fkey foreign key (user_id, order_id)
    references lifecycle.orders (user_id, order_id),
  constraint executions_position_fkey foreign key (user_id, position_id)
    references lifecycle.positions (user_id, position_id),
  constraint executions_entry_fkey foreign key (user_id, profile_id, ledger_seq)
    references ledger.entries (user_id, profile_id, seq),
  constraint executions_kind_is_known check (kind in ('entry', 'exit', 'dust')),
  constraint executions_revision_is_positive check (revision > 0),
  constraint executions_amounts_are_finite check (
    quantity_delta between -1e20 and 1e20 and cost_delta between -1e20 and 1e20
    and margin_delta between -1e20 and 1e20 and fee_quote_delta between -1e20 and 1e20
    and fee_base_delta between -1e20 and 1e20 and fee_other_delta between -1e20 and 1e20
  )
) with (
  fillfactor = 100, autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_freeze_min_age = 0,
  autovacuum_analyze_scale_factor = 0.01
);
create unique index executions_ledger_key on lifecycle.executions
  (user_id, profile_id, ledger_seq);
create index executions_position_idx on lifecycle.executions (user_id, position_id, ledger_seq);

create table lifecycle.trade_history (
  user_id uuid not null,
  position_id uuid not null,
  revision integer not null,
  profile_id uuid not null,
  symbol text collate "C" not null,
  side text collate "C" not null,
  entered_quantity numeric not null,
  entered_notional numeric not null,
  exited_quantity numeric not null,
  exited_notional numeric not null,
  realized_pnl numeric not null,
  fees_quote numeric not null,
  opened_at timestamptz not null,
  closed_at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  constraint trade_history_pkey primary key (user_id, position_id, revision),
  constraint trade_history_position_fkey foreign key (user_id, position_id)
    references lifecycle.positions (user_id, position_id),
  constraint trade_history_side_is_known check (side in ('long', 'short')),
  constraint trade_history_revision_is_positive check (revision > 0),
  constraint trade_history_amounts_are_finite check (
    entered_quantity between 0 and 1e20 and entered_notional between 0 and 1e20
    and exited_quantity between 0 and 1e20 and exited_notional between 0 and 1e20
    and realized_pnl between -1e20 and 1e20 and fees_quote between -1e20 and 1e20
  )
) with (
  fillfactor = 100, autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_freeze_min_age = 0,
  autovacuum_analyze_scale_factor = 0.01
);
create index trade_history_closed_idx on lifecycle.trade_history (user_id, closed_at);
create index trade_history_profile_idx on lifecycle.trade_history (user_id, profile_id, closed_at);

create table lifecycle.protections (
  user_id uuid not null,
  protection_id uuid not null default gen_random_uuid(),
  profile_id uuid not null,
  position_id uuid not null,
  kind text collate "C" not null,
  trigger_price numeric,
  trail_rate numeric,
  due_at timestamptz,
  best_price numeric,
  state text collate "C" not null default 'armed',
  created_at timestamptz not null default clock_timestamp(),
  changed_at timestamptz not null default clock_timestamp(),
  constraint protections_pkey primary key (user_id, protection_id),
  constraint protections_position_fkey foreign key (user_id, position_id)
    references lifecycle.positions (user_id, position_id),
  constraint protections_best_price_is_finite
    check (best_price is null or best_price between 0 and 1e20),
  constraint protections_kind_is_known
    check (kind in ('stop_loss', 'take_profit', 'trailing_stop', 'time_stop')),
  constraint protections_state_is_known check (state in ('armed', 'fired', 'done', 'canceled')),
  constraint protections_kind_has_its_trigger check (
    case kind
      when 'trailing_stop' then trail_rate > 0 and trail_rate < 1 and trail_rate is not null
      when 'time_stop' then due_at is not null
      else trigger_price > 0 and trigger_price <= 1e20 and trigger_price is not null
    end
  )
) with (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02);
create index protections_armed_idx on lifecycle.protections (user_id, position_id)
  where state = 'armed';
