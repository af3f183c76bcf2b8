"""Calls the entry points from two sessions, and reads what is true in the database.

The bridge's sessions log in as tradekeel_bridge; the operator's takes the role tradekeel_operator.
A superuser's session only looks, and lets time pass by moving rows.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from property.exchange import Income, Reading, Trade
from property.state import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from tools.server import Server

CALLS = {
    "lease_account": (
        "select is_acquired, term, is_ready from engine.fn_lease_account("
        "%(user)s, %(account_id)s, %(token)s, %(token)s, 600)"
    ),
    "release_account": (
        "select engine.fn_release_account(%(user)s, %(account_id)s, %(token)s, %(term)s)"
    ),
    "acquire_entry_lock": (
        "select is_acquired, term from engine.fn_acquire_entry_lock("
        "%(user)s, %(profile_id)s, %(symbol)s, %(token)s, 600)"
    ),
    "renew_entry_lock": (
        "select engine.fn_renew_entry_lock("
        "%(user)s, %(profile_id)s, %(symbol)s, %(token)s, %(term)s, 600)"
    ),
    "release_entry_lock": (
        "select engine.fn_release_entry_lock("
        "%(user)s, %(profile_id)s, %(symbol)s, %(token)s, %(term)s)"
    ),
    "begin_entry": (
        "select * from engine.fn_begin_entry("
        "%(user)s, %(profile_id)s, %(request_id)s, %(attempt_no)s, %(symbol)s, %(side)s,"
        " %(order_type)s, %(quantity)s, %(limit_price)s, %(trigger_price)s, %(time_in_force)s,"
        " %(is_post_only)s, %(leverage)s, null, %(token)s, %(lock_term)s, %(lease_term)s, 1)"
    ),
    "begin_exit": (
        "select * from engine.fn_begin_exit("
        "%(user)s, %(profile_id)s, %(request_id)s, %(attempt_no)s, %(symbol)s,"
        " %(position_side)s, %(order_type)s, %(quantity)s, %(limit_price)s, %(trigger_price)s,"
        " %(time_in_force)s, %(is_post_only)s, 'model', null, %(token)s, %(lease_term)s)"
    ),
    "persist_entry": (
        "select *, position_id is not null as has_position"
        " from engine.fn_persist_entry_lifecycle("
        "%(user)s, %(attempt_id)s, %(reading)s, %(trades)s)"
    ),
    "persist_exit": (
        "select *, position_id is not null as has_position"
        " from engine.fn_persist_exit_lifecycle("
        "%(user)s, %(attempt_id)s, %(reading)s, %(trades)s)"
    ),
    "record_rejected": (
        "select engine.fn_record_rejected(%(user)s, %(attempt_id)s, %(token)s, '{}') as value"
    ),
    "record_unknown": (
        "select engine.fn_record_unknown(%(user)s, %(attempt_id)s, %(token)s, '{}') as value"
    ),
    "begin_cancel": (
        "select * from engine.fn_begin_cancel("
        "%(user)s, %(order_id)s, 'model', %(token)s, %(lease_term)s)"
    ),
    "record_cancel": (
        "select engine.fn_record_cancel("
        "%(user)s, %(cancel_id)s, %(token)s, %(outcome)s, '{}') as value"
    ),
    "apply_exchange_updates": (
        "select * from engine.fn_apply_exchange_updates("
        "%(user)s, %(account_id)s, %(started)s, %(readings)s, %(trades)s)"
    ),
    "record_incomes": (
        "select * from engine.fn_record_incomes(%(user)s, %(account_id)s, %(incomes)s, null)"
    ),
    "price_late": "select * from engine.fn_price_fees(%(user)s, %(account_id)s)",
    "record_prices": (
        "select engine.fn_record_prices(%(user)s, %(account_id)s, %(prices)s) as value"
    ),
    "refresh_markets": (
        "select engine.fn_refresh_markets(%(user)s, %(account_id)s, %(markets)s) as value"
    ),
    "begin_reconciliation": (
        "select * from engine.fn_begin_reconciliation("
        "%(user)s, %(account_id)s, %(token)s, %(lease_term)s, 600)"
    ),
    "reconcile": (
        "select * from engine.fn_reconcile("
        "%(user)s, %(run_id)s, %(token)s, %(lock_term)s, %(document)s)"
    ),
    "handle_profile": (
        "select * from engine.fn_handle_profile("
        "%(user)s, %(run_id)s, %(token)s, %(lock_term)s, %(profile_id)s)"
    ),
    "answer_lookups": (
        "select * from engine.fn_answer_lookups("
        "%(user)s, %(run_id)s, %(token)s, %(lock_term)s, %(answers)s)"
    ),
    "finish_reconciliation": (
        "select * from engine.fn_finish_reconciliation("
        "%(user)s, %(run_id)s, %(token)s, %(lock_term)s)"
    ),
    "create_user": "select ops.fn_create_user(%(user)s)",
    "create_account": (
        "select ops.fn_create_account(%(user)s, %(account_id)s, %(exchange)s, %(market_type)s,"
        " 'one_way', 'env:MODEL', 'report')"
    ),
    "create_profile": (
        "select ops.fn_create_profile(%(user)s, %(profile_id)s, %(account_id)s, 'model', 'USDT',"
        " %(max_open_positions)s, %(max_order_cost)s, %(max_leverage)s)"
    ),
    "allocate_capital": (
        "select ops.fn_allocate_capital("
        "%(user)s, %(profile_id)s, %(request_id)s, %(amount)s) as value"
    ),
    "withdraw_capital": (
        "select ops.fn_withdraw_capital("
        "%(user)s, %(profile_id)s, %(request_id)s, %(amount)s) as value"
    ),
    "transfer_capital": (
        "select ops.fn_transfer_capital("
        "%(user)s, %(from_id)s, %(to_id)s, %(request_id)s, %(amount)s) as value"
    ),
    "release_quarantine": (
        "select ops.fn_release_quarantine(%(user)s, %(mismatch_id)s, 'model') as attempt_id"
    ),
    "accept_mismatch": "select ops.fn_accept_mismatch(%(user)s, %(mismatch_id)s, 'model') as value",
    "resume_account": "select ops.fn_resume_account(%(user)s, %(account_id)s, 'model') as value",
    "adopt_order": (
        "select ops.fn_adopt_order(%(user)s, %(profile_id)s, %(symbol)s, %(position_side)s,"
        " %(exchange_order_id)s, 'model')"
    ),
    "pause_profile": "select ops.fn_pause_profile(%(user)s, %(profile_id)s, 'model') as value",
    "resume_profile": "select ops.fn_resume_profile(%(user)s, %(profile_id)s, 'model') as value",
}
OPERATOR_CALLS = {name for name, text in CALLS.items() if "ops.fn_" in text}

# What is compared after each step, one object of arrays by key; amounts as text.
_SNAPSHOT = """
select jsonb_build_object(
  'capital', (select coalesce(jsonb_object_agg(c.profile_id, jsonb_build_array(
      c.allocated::text, c.reserved_for_orders::text, c.reserved_for_positions::text,
      c.realized_pnl::text, c.available::text, c.trading_state, c.seq)), '{}')
    from ledger.capital as c where c.user_id = %(user)s),
  'positions', (select coalesce(jsonb_agg(jsonb_build_array(
      p.position_id, p.profile_id, p.symbol, p.side, p.state, p.quantity::text,
      p.cost_basis::text, p.notional::text, p.realized_pnl::text)
      order by p.opened_at), '[]')
    from lifecycle.positions as p where p.user_id = %(user)s),
  'reservations', (select coalesce(jsonb_object_agg(r.attempt_id, jsonb_build_array(
      r.amount::text, r.consumed::text, r.released::text, r.closed_at is not null)), '{}')
    from ledger.reservations as r where r.user_id = %(user)s),
  'attempts', (select coalesce(jsonb_object_agg(a.attempt_id, jsonb_build_array(
      a.state, a.is_late, a.intent_id)), '{}')
    from lifecycle.attempts as a where a.user_id = %(user)s),
  'intents', (select coalesce(jsonb_object_agg(i.intent_id, jsonb_build_array(
      i.outcome, i.position_id)), '{}')
    from lifecycle.intents as i where i.user_id = %(user)s),
  'orders', (select coalesce(jsonb_object_agg(o.exchange_order_id, jsonb_build_array(
      o.order_id, o.attempt_id, o.status, o.filled::text, o.posted_quantity::text,
      o.posted_cost::text, o.posted_fee_quote::text, o.posted_fee_base::text,
      o.posted_fee_other::text,
      o.traded_quantity::text, o.stable_readings, o.settled_at is not null)), '{}')
    from lifecycle.orders as o where o.user_id = %(user)s),
  'adoptions', (select coalesce(jsonb_object_agg(d.exchange_order_id, jsonb_build_array(
      d.profile_id, d.position_id, d.kind, d.state)), '{}')
    from lifecycle.adoptions as d where d.user_id = %(user)s),
  'claims', (select coalesce(jsonb_object_agg(c.account_id || ' ' || c.exclusivity_key,
      jsonb_build_array(c.profile_id, c.is_held)), '{}')
    from tenancy.claims as c where c.user_id = %(user)s),
  'locks', (select coalesce(jsonb_object_agg(l.profile_id || ' ' || l.symbol,
      jsonb_build_array(l.owner_token, l.term)), '{}')
    from locks.entry_locks as l where l.user_id = %(user)s),
  'leases', (select coalesce(jsonb_object_agg(l.account_id, jsonb_build_array(
      l.owner_token, l.term, l.ready_term)), '{}')
    from locks.account_leases as l where l.user_id = %(user)s),
  'unpriced', (select coalesce(jsonb_agg(m.subject order by m.subject), '[]')
    from reconciliation.mismatches as m
   where m.user_id = %(user)s and m.kind = 'unpriced_fee' and m.state = 'open'),
  'contradicted', (select coalesce(jsonb_agg(m.subject order by m.subject), '[]')
    from reconciliation.mismatches as m
   where m.user_id = %(user)s and m.kind = 'fill_unexplained' and m.state = 'open'
     and m.subject ~ '^trade:'),
  'cancels', (select coalesce(jsonb_object_agg(c.cancel_id, c.state), '{}')
    from lifecycle.cancels as c where c.user_id = %(user)s),
  'violations', (select coalesce(jsonb_agg(v.line order by v.line), '[]') from (VIEWS) as v)
) as state
"""

_LET_TIME_GO = """
with o as (
  update lifecycle.orders
     set first_seen_at = first_seen_at - %(t)s, changed_at = changed_at - %(t)s,
         terminal_at = terminal_at - %(t)s, settled_at = settled_at - %(t)s,
         last_reading_at = last_reading_at - %(t)s, absent_at = absent_at - %(t)s
   where user_id = %(user)s
), a as (
  update lifecycle.attempts
     set send_deadline = send_deadline - %(t)s, horizon_at = horizon_at - %(t)s,
         absent_first_at = absent_first_at - %(t)s, absent_last_at = absent_last_at - %(t)s,
         created_at = created_at - %(t)s
   where user_id = %(user)s
)
update lifecycle.cancels
   set send_deadline = send_deadline - %(t)s, created_at = created_at - %(t)s
 where user_id = %(user)s
"""


@dataclass(frozen=True)
class Moment:
    """The same moment on the model's clock and on the database's, as it was then."""

    model: float
    database: datetime
    passed: float


class Driver:
    """Two bridge sessions, an operator's and a superuser's, on one database."""

    def __init__(self, server: Server, database: str) -> None:
        self.superuser = server.connect(database)
        self.bridges = [server.connect(database, "tradekeel_bridge") for _ in range(2)]
        self.operator = server.connect(database, role="tradekeel_operator")
        for connection in [self.superuser, *self.bridges, self.operator]:
            connection.prepare_threshold = 1
            connection.row_factory = dict_row
        views = self.superuser.execute(
            "select c.relname from pg_catalog.pg_class as c"
            " where c.relnamespace = 'health'::regnamespace and c.relname ~ '^check_'"
            "   and c.relkind = 'v' order by 1"
        ).fetchall()
        self.views = [str(row["relname"]) for row in views]
        self.snapshot_text = _SNAPSHOT.replace("VIEWS", self._views_of_user())
        self.user = ""
        self.passed = 0.0

    def _views_of_user(self) -> str:
        # Those about the installation are looked at once a history, as a whole.
        return " union all ".join(
            f"select v.check_name || ' ' || v.subject as line from health.{view} as v"
            " where v.user_id = %(user)s"
            for view in self.views
            if not view.startswith(("check_isolation", "check_hands", "check_durability"))
        )

    def close(self) -> None:
        """Close every session."""
        for connection in [self.superuser, *self.bridges, self.operator]:
            connection.close()

    def begin_history(self) -> None:
        """A user that nobody has seen."""
        self.user = str(uuid.uuid4())
        self.passed = 0.0

    def call(self, session: int, name: str, arguments: dict[str, Any]) -> dict[str, Any] | Refused:
        """One call of an entry point in one session: its only row, or how it was refused."""
        connection = self.operator if name in OPERATOR_CALLS else self.bridges[session]
        values = {key: self._value(value) for key, value in arguments.items()}
        try:
            row = connection.execute(CALLS[name], values | {"user": self.user}).fetchone()
        except psycopg.Error as error:
            if error.sqlstate is None or error.sqlstate.startswith(("08", "57")):
                raise
            return Refused(error.sqlstate)
        assert row is not None
        return {
            key: str(value) if isinstance(value, uuid.UUID) else value for key, value in row.items()
        }

    def _value(self, value: Any) -> Any:
        if isinstance(value, Moment):
            return self.superuser.execute(
                "select %s::timestamptz - make_interval(secs => %s) as at",
                (value.database, self.passed - value.passed),
            ).fetchone()["at"]  # type: ignore[index] # one row always
        if isinstance(value, Income | Reading | Trade):
            return Jsonb(value.document())
        if isinstance(value, list):
            return Jsonb(
                [v.document() if isinstance(v, Income | Reading | Trade) else v for v in value]
            )
        return Jsonb(value) if isinstance(value, dict) else value

    def moment(self, model: float, ago: float) -> Moment:
        """A moment some seconds ago."""
        row = self.superuser.execute(
            "select clock_timestamp() - make_interval(secs => %s) as at", (ago,)
        ).fetchone()
        assert row is not None
        return Moment(model - ago, row["at"], self.passed)

    def pass_time(self, seconds: float) -> None:
        """Every moment on record of this user's orders, attempts and cancels goes back."""
        self.passed += seconds
        self.superuser.execute(
            _LET_TIME_GO.replace("%(t)s", "make_interval(secs => %(t)s)"),
            {"t": seconds, "user": self.user},
        )

    def lapse_lease(self, account_id: str) -> None:
        """As if the holder had not renewed it."""
        self.superuser.execute(
            "update locks.account_leases set expires_at = clock_timestamp()"
            " where user_id = %s and account_id = %s",
            (self.user, account_id),
        )

    def lapse_lock(self, profile_id: str, symbol: str) -> None:
        """As if the holder had not renewed it."""
        self.superuser.execute(
            "update locks.entry_locks set expires_at = clock_timestamp()"
            " where user_id = %s and profile_id = %s and symbol = %s",
            (self.user, profile_id, symbol),
        )

    def age_readiness(self, account_id: str) -> None:
        """As if the last complete reconciliation were two days ago."""
        self.superuser.execute(
            "update locks.account_leases set reconciled_at = reconciled_at - interval '2 days'"
            " where user_id = %s and account_id = %s",
            (self.user, account_id),
        )

    def make_ready(self, account_id: str) -> None:
        """As if a complete reconciliation had ended under the present lease."""
        self.superuser.execute(
            "update locks.account_leases"
            "   set ready_term = term, ready_epoch = epoch, reconciled_at = clock_timestamp()"
            " where user_id = %s and account_id = %s",
            (self.user, account_id),
        )

    def lost_client_id(self, profile_id: str, request_id: str) -> str:
        """The client order id of a request of which the database has nothing."""
        row = self.superuser.execute(
            "select replace(lifecycle.make_client_order_id(1, %s, %s, %s, 1)::text, '-', '') as id",
            (self.user, profile_id, request_id),
        ).fetchone()
        assert row is not None
        return str(row["id"])

    def quarantine_of(self, symbol: str, order_id: str) -> str | None:
        """The open mismatch that holds an order of ours without an attempt."""
        row = self.superuser.execute(
            "select m.mismatch_id from reconciliation.mismatches as m"
            " where m.user_id = %s and m.state = 'open' and m.kind = 'order_missing_in_database'"
            "   and m.subject = %s",
            (self.user, f"exchange:{symbol}:{order_id}"),
        ).fetchone()
        return None if row is None else str(row["mismatch_id"])

    def age_price(self, exchange: str, symbol: str) -> None:
        """As if the last price were an hour old."""
        self.superuser.execute(
            "update lifecycle.latest_prices set observed_at = observed_at - interval '1 hour'"
            " where exchange = %s and symbol = %s",
            (exchange, symbol),
        )

    def snapshot(self) -> dict[str, Any]:
        """What is true of this user."""
        row = self.superuser.execute(self.snapshot_text, {"user": self.user}).fetchone()
        assert row is not None
        return dict(row["state"])

    def violations_of_installation(self) -> list[str]:
        """Rows of the check views that are not about one user."""
        return [
            f"{view} {row}"
            for view in self.views
            if view.startswith(("check_isolation", "check_hands", "check_durability"))
            for row in self.superuser.execute(f"select * from health.{view}").fetchall()
        ]


def number(text: str) -> Decimal:
    """An amount of a snapshot, 1.0 and 1 alike."""
    return Decimal(text)
