"""The state of all tenant tables as text, without what two runs of the same story may differ in.

Left out: moments, ids that are drawn, who did it (owner, term), how often something was asked.
What remains of a row is what it says about money, orders and rights.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulation.world import World

# 0.500 is 0.5, and 0.000 is 0.
_SCALE = re.compile(r"(?<=[(,])(-?\d+)(?:(\.\d*[1-9])0*|\.0+)(?=[,)])")
_STATE = {
    "capital": "select profile_id, allocated, reserved_for_orders, reserved_for_positions,"
    " realized_pnl, trading_state from ledger.capital",
    # By order and not by word: a fee is an entry of its own only when it came later than its fill.
    "entries": "select e.profile_id, coalesce(o.kind, e.kind), sum(e.allocated_delta),"
    " sum(e.reserved_for_orders_delta), sum(e.reserved_for_positions_delta),"
    " sum(e.realized_pnl_delta) from ledger.entries as e left join lifecycle.orders as o"
    " on o.user_id = e.user_id and e.source like 'order:%'"
    " and o.order_id::text = split_part(e.source, ':', 2)"
    " where e.kind not in ('reserve', 'release') group by 1, 2",
    "reservations": "select r.profile_id, i.symbol, i.kind, r.consumed, r.closed_at is null"
    " from ledger.reservations as r join lifecycle.attempts as a"
    " on a.user_id = r.user_id and a.attempt_id = r.attempt_id join lifecycle.intents as i"
    " on i.user_id = a.user_id and i.intent_id = a.intent_id where r.consumed > 0",
    "signals": "select profile_id, request_id, kind, symbol, state from lifecycle.signals",
    "orders": "select profile_id, kind, symbol, side, order_type, quantity, filled, cost, status,"
    " posted_quantity, posted_cost, posted_fee_quote, posted_fee_base, inferred_quantity,"
    " settled_at is not null from lifecycle.orders",
    "fills": "select profile_id, symbol, side, price, quantity, cost, fee_quote, fee_base"
    " from lifecycle.fills",
    "executions": "select profile_id, kind, sum(quantity_delta), sum(cost_delta),"
    " sum(fee_quote_delta), sum(fee_base_delta) from lifecycle.executions"
    " group by profile_id, kind",
    "positions": "select profile_id, symbol, side, state, quantity, cost_basis, realized_pnl"
    " from lifecycle.positions",
    "protections": "select profile_id, kind, trigger_price, state from lifecycle.protections",
    "claims": "select account_id, exclusivity_key, profile_id from tenancy.claims where is_held",
    "mismatches": "select kind, account_id from reconciliation.mismatches where state = 'open'",
    "accounts": "select account_id, state, exchange_uid from tenancy.exchange_accounts",
}


def plain(line: str) -> str:
    """A line with amounts in one form."""
    return _SCALE.sub(r"\1\2", line)


def queries() -> dict[str, str]:
    """By part of the state, a query for its lines (column line)."""
    return {part: _lines(query) for part, query in _STATE.items()}


def state_of(world: World) -> dict[str, list[str]]:
    """Every part of the state as sorted lines."""
    return {
        part: [plain(str(row["line"])) for row in world.ask(query)]
        for part, query in queries().items()
    }


def _lines(query: str) -> str:
    return f"select s::text as line from ({query}) as s order by 1"
