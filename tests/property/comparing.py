"""Model and database side by side."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from property.driver import number
from property.model import UNRESOLVED_IS_OLD

if TYPE_CHECKING:
    from property.model import Model
    from property.state import Attempt


def take_ids(model: Model, state: dict[str, Any]) -> None:
    """Ids of new positions and orders are the database's to choose; both are in order of birth."""
    for position, row in zip(model.positions, state["positions"], strict=False):
        position.position_id = position.position_id or row[0]
    for attempt in model.attempts.values():
        if attempt.owner == "another life" and attempt.attempt_id in state["attempts"]:
            attempt.intent.intent_id = state["attempts"][attempt.attempt_id][2]
    for order in model.orders:
        row = state["orders"].get(order.exchange_id)
        if row is not None:
            order.order_id = order.order_id or row[0]
            take_adopted(model, order.attempt, row[1], state)


def take_adopted(model: Model, attempt: Attempt, attempt_id: str, state: dict[str, Any]) -> None:
    """So are those of intents and attempts that are written for orders that we did not send."""
    if model.attempts.get(attempt.client_id) is attempt and attempt_id in state["attempts"]:
        model.attempts[attempt_id] = model.attempts.pop(attempt.client_id)
        attempt.attempt_id = attempt_id
        attempt.intent.intent_id = state["attempts"][attempt_id][2]


def expected_state(model: Model) -> dict[str, Any]:
    """What a snapshot should say."""
    return {
        "capital": {
            profile.profile_id: [
                profile.allocated,
                profile.for_orders,
                profile.for_positions,
                profile.profit,
                profile.available,
                profile.trading_state,
                profile.seq,
            ]
            for profile in model.profiles.values()
        },
        "positions": [
            [
                position.position_id,
                position.profile.profile_id,
                position.symbol,
                position.side,
                position.state,
                position.held.quantity,
                position.held.cost,
                position.held.notional,
                position.profit,
            ]
            for position in model.positions
        ],
        "reservations": {
            attempt.attempt_id: [
                attempt.amount,
                attempt.consumed,
                attempt.released,
                attempt.is_closed,
            ]
            for attempt in model.attempts.values()
            if attempt.amount is not None
        },
        "attempts": {
            attempt.attempt_id: [attempt.state, attempt.is_late, attempt.intent.intent_id]
            for attempt in model.attempts.values()
        },
        "intents": {
            intent.intent_id: [
                intent.outcome,
                intent.position.position_id if intent.position else None,
            ]
            for intent in model.intents
        },
        "orders": {
            order.exchange_id: [
                order.order_id,
                order.attempt.attempt_id,
                order.status,
                order.filled,
                order.posted.quantity,
                order.posted.cost,
                order.posted.fee_quote,
                order.posted.fee_base,
                order.posted.fee_other,
                order.traded,
                order.stable_readings,
                order.is_settled,
            ]
            for order in model.orders
        },
        "adoptions": {
            order_id: [
                adoption.position.profile.profile_id,
                adoption.position.position_id,
                adoption.kind,
                adoption.state,
            ]
            for account in model.accounts.values()
            for (_, order_id), adoption in account.adoptions.items()
        },
        "claims": {
            f"{account} {key}": [claim.profile.profile_id, claim.is_held]
            for (account, key), claim in model.claims.items()
        },
        "locks": {
            f"{profile} {symbol}": [lock.owner, lock.term]
            for (profile, symbol), lock in model.locks.items()
        },
        "leases": {
            account.account_id: [account.owner, account.term, account.ready_term]
            for account in model.accounts.values()
            if account.term
        },
        "unpriced": sorted(
            subject
            for account in model.accounts.values()
            for subject in [
                *(model.subject_of(*row) for row in model.unpriced(account)),
                *account.pending,
            ]
        ),
        "contradicted": sorted(
            f"trade:{order.order_id}:{trade_id}"
            for order in model.orders
            for trade_id, fill in order.fills.items()
            if fill.is_contradicted
        ),
        "cancels": {cancel.cancel_id: cancel.state for cancel in model.cancels.values()},
        "violations": sorted(_violations(model)),
    }


def _violations(model: Model) -> list[str]:
    """The rows of check views that the history itself explains."""
    rows = [
        f"honesty_unresolved_is_young {attempt.attempt_id}"
        for attempt in model.attempts.values()
        if attempt.is_unresolved and model.now > attempt.horizon + UNRESOLVED_IS_OLD
    ]
    rows += [
        f"exclusivity_holdings_are_claimed {position.position_id}"
        for position in model.positions
        if position.state != "closed" and not model.is_claimed(position)
    ]
    return rows


def differences(expected: Any, actual: Any, path: str = "") -> list[str]:
    """Where two states differ, one line each."""
    if isinstance(expected, dict):
        lines = []
        for key in sorted(expected.keys() | actual.keys()):
            here = f"{path}/{key}"
            if key not in actual:
                lines.append(f"{here}: not in the database, model {expected[key]}")
            elif key not in expected:
                lines.append(f"{here}: not in the model, database {actual[key]}")
            else:
                lines += differences(expected[key], actual[key], here)
        return lines
    if isinstance(expected, list):
        if len(expected) != len(actual):
            return [f"{path}: model {expected}, database {actual}"]
        return [
            line
            for index, pair in enumerate(zip(expected, actual, strict=True))
            for line in differences(*pair, f"{path}/{index}")
        ]
    if isinstance(expected, Decimal) and isinstance(actual, str):
        actual = number(actual)
    return [] if expected == actual else [f"{path}: model {expected}, database {actual}"]
