"""Is the database what the exchange is? Says what differs, in words; nothing said is equal."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from simulation.world import PROFILES, START_BALANCE, Profile, World, market_name

if TYPE_CHECKING:
    from tradekeel.paper.orders import Order, Trade

ZERO = Decimal(0)
_STATUS = {
    "NEW": "open",
    "PARTIALLY_FILLED": "open",
    "FILLED": "closed",
    "CANCELED": "canceled",
    "EXPIRED": "expired",
    "EXPIRED_IN_MATCH": "expired",
    "REJECTED": "rejected",
}
_CHECKS = """
select c.relname::text as name from pg_catalog.pg_class as c
 where c.relnamespace = 'health'::regnamespace and c.relkind = 'v' and c.relname like 'check\\_%'
 order by 1
"""


class Judge:
    """Compares one world."""

    def __init__(self, world: World) -> None:
        """Remember."""
        self._world = world
        self._found: list[str] = []
        self._moving: set[tuple[str, str]] = set()

    def differences(self) -> list[str]:
        """Everything that is not as it should be when all is quiet."""
        self._found = [*self._world.crashes(), *self._world.wrongs]
        self._unfinished()
        attempts = self._attempts()
        for account in self._world.accounts:
            orders = self._exchange_orders(account, attempts)
            self._orders(account, orders)
            self._fills(account, orders)
            self._holdings(account, orders)
            self._money(account, orders)
        self._requests(attempts)
        self._mismatches()
        self._checks()
        return self._found

    def _say(self, sentence: str) -> None:
        self._found.append(sentence)

    # -- the database by itself -------------------------------------------------------------------

    def _unfinished(self) -> None:
        for row in self._world.ask(
            "select state, kind, symbol, request_id from lifecycle.signals where state <> 'closed'"
        ):
            self._say(f"signal {row['request_id']} is {row['state']}")
        for row in self._world.ask(
            "select attempt_id, state, symbol from lifecycle.attempts"
            " where state in ('submitting', 'unknown')"
        ):
            self._say(f"attempt {row['attempt_id']} on {row['symbol']} is {row['state']}")
        for row in self._world.ask(
            "select i.symbol, i.kind, i.request_id from lifecycle.intents as i"
            " where i.settled_at is null and not exists (select from lifecycle.orders as o"
            " where o.user_id = i.user_id and o.intent_id = i.intent_id and o.status = 'open')"
        ):
            self._say(f"{row['kind']} {row['request_id']} is not settled and has no open order")
        for row in self._world.ask(
            "select a.account_id, a.state, l.ready_term = l.term and l.owner_token is not null"
            " as is_ready from tenancy.exchange_accounts as a left join locks.account_leases as l"
            " on l.user_id = a.user_id and l.account_id = a.account_id"
        ):
            if not row["is_ready"]:
                self._say(f"account {row['account_id']} is not ready")
            if row["state"] != "active" and not self._world.plan.has_strangers:
                self._say(f"account {row['account_id']} is {row['state']}")

    def _checks(self) -> None:
        for view in self._world.ask(_CHECKS):
            for row in self._world.ask(f"select * from health.{view['name']}"):
                if row["check_name"] == "convergence_mismatches_are_young":
                    continue
                self._say(f"{row['check_name']}: {row['subject']} {row['detail']}")

    def _mismatches(self) -> None:
        for row in self._world.ask(
            "select kind, subject, detail from reconciliation.mismatches where state = 'open'"
        ):
            foreign = row["kind"] in ("order_foreign", "position_drift", "balance_shortfall",
                                      "position_missing_in_database",
                                      "position_missing_on_exchange")  # fmt: skip
            if not (foreign and self._world.plan.has_strangers):
                self._say(f"mismatch {row['kind']} {row['subject']} {row['detail']} is open")

    # -- against the exchange ---------------------------------------------------------------------

    def _attempts(self) -> dict[str, dict[str, Any]]:
        rows = self._world.ask(
            "select a.client_order_text, a.state, a.kind, a.intent_id, a.attempt_no, i.request_id,"
            " i.profile_id from lifecycle.attempts as a join lifecycle.intents as i"
            " on i.user_id = a.user_id and i.intent_id = a.intent_id"
        )
        return {row["client_order_text"]: row for row in rows}

    def _exchange_orders(self, account: str, attempts: dict[str, Any]) -> list[Order]:
        """Orders of our attempts, and forced ones that closed what we held."""
        adopted = {
            (market_name(row["symbol"]), row["exchange_order_id"])
            for row in self._world.ask(
                "select o.symbol, o.exchange_order_id from lifecycle.orders as o"
                " where o.account_id = %s",
                _profile(account).account_id,
            )
        }
        ours = [
            order
            for orders in self._world.exchange.state.orders.values()
            for order in orders.values()
            if order.account == account
            and (
                order.client_order_id in attempts
                or (
                    order.client_order_id.startswith(("autoclose-", "adl_autoclose"))
                    and (order.symbol, str(order.order_id)) in adopted
                )
            )
        ]
        for client_id, count in Counter(o.client_order_id for o in ours).items():
            if count > 1:
                self._say(f"{client_id} was placed {count} times")
        return ours

    def _orders(self, account: str, theirs: list[Order]) -> None:
        ours = {
            (market_name(row["symbol"]), row["exchange_order_id"]): row
            for row in self._world.ask(
                "select o.* from lifecycle.orders as o where o.account_id = %s",
                _profile(account).account_id,
            )
        }
        for order in theirs:
            key = (order.symbol, str(order.order_id))
            row = ours.pop(key, None)
            if row is None:
                self._say(f"{key} {order.status} {order.executed} is not in the database")
                continue
            facts = (_STATUS[order.status], order.executed)
            if (row["status"], row["filled"]) != facts:
                self._say(f"{key} is {facts}, the database says {row['status']} {row['filled']}")
            if row["status"] != "open" and abs(row["posted_cost"] - order.executed_quote) > Decimal(
                "1e-8"
            ):
                self._say(f"{key} cost {order.executed_quote}, posted is {row['posted_cost']}")
        for key, row in ours.items():
            self._say(f"{key} {row['status']} is not on the exchange")

    def _fills(self, account: str, orders: list[Order]) -> None:
        rows = self._world.ask(
            "select symbol, exchange_order_id, trade_id, side, quantity, price, fees"
            "  from lifecycle.fills where account_id = %s", _profile(account).account_id
        )  # fmt: skip
        ours = {
            (market_name(r["symbol"]), r["exchange_order_id"], r["trade_id"]):
            (r["side"].upper(), r["quantity"], r["price"])
            for r in rows
        }  # fmt: skip
        theirs = {
            (t.symbol, str(t.order_id), str(t.trade_id)): (t.side, t.quantity, t.price)
            for t in self._trades(account, orders)
        }
        for key in sorted(theirs.keys() - ours.keys()):
            self._say(f"fill {key} {theirs[key]} is lost")
        for key in sorted(ours.keys() - theirs.keys()):
            self._say(f"fill {key} {ours[key]} never happened")
        for key in sorted(ours.keys() & theirs.keys()):
            if ours[key] != theirs[key]:
                self._say(f"fill {key} is {theirs[key]}, the database says {ours[key]}")

    def _trades(self, account: str, orders: list[Order]) -> list[Trade]:
        known = {(o.key, o.order_id) for o in orders}
        return [
            trade
            for trades in self._world.exchange.state.trades.values()
            for trade in trades
            if trade.account == account and (trade.key, trade.order_id) in known
        ]

    def _holdings(self, account: str, orders: list[Order]) -> None:
        """What our orders brought, net of fees in base, is what the positions hold."""
        expected: Counter[str] = Counter()
        for trade in self._trades(account, orders):
            sign = 1 if trade.side == "BUY" else -1
            expected[trade.symbol] += sign * trade.quantity  # type: ignore[assignment]
            if trade.market_type == "spot" and trade.symbol.startswith(trade.commission_asset):
                expected[trade.symbol] -= trade.commission  # type: ignore[assignment]
        held: Counter[str] = Counter()
        for row in self._world.ask(
            "select symbol, side, quantity from lifecycle.positions where account_id = %s"
            " and state <> 'closed'",
            _profile(account).account_id,
        ):
            sign = 1 if row["side"] == "long" else -1
            held[market_name(row["symbol"])] += sign * row["quantity"]
        for symbol in sorted({*expected, *held}):
            difference = Decimal(expected[symbol]) - Decimal(held[symbol])
            if abs(difference) > self._dust(account, symbol):
                self._say(
                    f"{account} has {expected[symbol]} {symbol}, positions say {held[symbol]}"
                )

    def _dust(self, account: str, symbol: str) -> Decimal:
        """What positions that closed may have left: less than a step for each."""
        profile = _profile(account)
        market = self._world.exchange.find_market(profile.market_type, symbol)
        closed = self._world.ask(
            "select count(*) as n from lifecycle.positions where account_id = %s"
            " and state = 'closed' and replace(split_part(symbol, ':', 1), '/', '') = %s",
            profile.account_id, symbol,
        )[0]["n"]  # fmt: skip
        return market.step_size * closed if profile.market_type == "spot" else ZERO

    def _money(self, account: str, orders: list[Order]) -> None:
        """What our trades did to the wallet is what the ledger says, to the eighth digit."""
        trades = self._trades(account, orders)
        burnt = sum((t.commission for t in trades if t.commission_asset == "BNB"), ZERO)
        # Cash that went out for what is still held counts as spent, also on futures: so nothing
        # depends on whose entry price the exchange averages.
        expected = ZERO
        for trade in trades:
            expected += (-1 if trade.side == "BUY" else 1) * trade.quote_quantity
            if trade.commission_asset == "USDT":
                expected -= trade.commission
        row = self._world.ask(
            "select sum(c.realized_pnl) as pnl, (select coalesce(sum(case p.side when 'short'"
            " then -1 else 1 end * case when a.market_type = 'spot' then p.cost_basis"
            " else p.notional end), 0) from lifecycle.positions as p"
            " join tenancy.exchange_accounts as a on a.user_id = p.user_id"
            " and a.account_id = p.account_id"
            " where p.account_id = c.account_id and p.state <> 'closed') as held"
            "  from ledger.capital as c where c.account_id = %s group by c.account_id",
            _profile(account).account_id,
        )[0]
        # What BNB was worth is decided when a fee is priced; here it is about right, and counted.
        worth = self._world.ask(
            "select coalesce(sum(o.posted_fee_other), 0) as quote from lifecycle.orders as o"
            " where o.account_id = %s", _profile(account).account_id
        )[0]["quote"]  # fmt: skip
        rate = self._world.exchange.state.symbols["spot", "BNBUSDT"].mid
        if not burnt * rate * Decimal("0.9") <= worth <= burnt * rate * Decimal("1.1"):
            self._say(f"{account} paid {burnt} BNB in fees, the ledger says {worth} USDT")
        booked = row["pnl"] - row["held"] + worth
        if abs(expected - booked) > Decimal("0.00001"):
            self._say(f"{account} earned {expected}, the ledger says {booked}")
        if not self._world.plan.has_strangers and account.endswith("spot"):
            total = self._world.exchange.find_account(account).balance("USDT").total
            if abs(total - START_BALANCE - expected) > Decimal("0.00001"):
                self._say(f"{account}: wallet {total}, trades explain {START_BALANCE + expected}")

    def _requests(self, attempts: dict[str, dict[str, Any]]) -> None:
        """At most one attempt of a request was filled."""
        filled: Counter[tuple[Any, str]] = Counter()
        for orders in self._world.exchange.state.orders.values():
            for order in orders.values():
                attempt = attempts.get(order.client_order_id)
                if attempt is not None and order.executed > 0:
                    filled[attempt["profile_id"], attempt["request_id"]] += 1
                elif attempt is None and not self._world.is_foreign(order):
                    self._say(f"order {order.symbol} {order.client_order_id} is of no attempt")
        for (_, request), count in filled.items():
            if count > 1:
                self._say(f"{request} was filled {count} times")


def _profile(account: str) -> Profile:
    return next(p for p in PROFILES if p.account == account)
