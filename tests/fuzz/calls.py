"""Entry points out of the catalog, and calls of them that are nearly right."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fuzz import hostile
from fuzz.documents import Documents, enlarge, mutate
from fuzz.world import TENANTS

if TYPE_CHECKING:
    from random import Random

    import psycopg

    from fuzz.world import Subject, World

# Who calls; a function that several may execute is called as the first of them.
ROLES = ("authenticated", "tradekeel_bridge", "tradekeel_operator")
# Read a whole account, about a millisecond a row.
OF_WHOLE_ACCOUNTS = ("engine.fn_reconcile", "ops.fn_plan_reconciliation")
LONG_DOCUMENT = 20_000
# What the text that tenants hand in is read as; the rest is text.
READ_AS = {
    **dict.fromkeys(("p_user_id", "p_profile_id", "p_signal_id", "p_position_id"), "uuid"),
    **dict.fromkeys(
        ("p_quantity", "p_limit_price", "p_trigger_price", "p_leverage", "p_trail_rate"), "numeric"
    ),
    "p_is_post_only": "boolean", "p_valid_seconds": "integer",
    "p_due_at": "timestamp with time zone",
}  # fmt: skip

_ENTRY_POINTS = """
select n.nspname || '.' || p.proname, r.role,
       coalesce(p.proargnames[1:p.pronargs], '{}'),
       array(select format_type(t.oid, null)
               from unnest(p.proargtypes) with ordinality as t (oid, k) order by t.k)
  from pg_catalog.pg_proc as p
  join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
 cross join lateral (
   select x.role from unnest(%s::text[]) with ordinality as x (role, k)
    where has_function_privilege(x.role, p.oid, 'execute')
    order by x.k limit 1) as r
 where n.nspname in ('api', 'engine', 'ops') and p.prokind = 'f'
 order by 1
"""


@dataclass(frozen=True)
class EntryPoint:
    """A function that somebody outside may call, and as whom it is called."""

    name: str
    role: str
    parameters: tuple[tuple[str, str], ...]

    @property
    def statement(self) -> str:
        """The call with one placeholder an argument."""
        slots = ", ".join(
            "%s::text" if self.takes_text else f"%s::{kind}" for _, kind in self.parameters
        )
        return f"select * from {self.name}({slots})"

    @property
    def takes_text(self) -> bool:
        """Whether it reads its arguments itself, whatever they are meant to be."""
        return self.name.startswith("api.")

    @property
    def weight(self) -> int:
        """How often it is called: the more there is to get wrong, the more often."""
        if self.name == "ops.fn_close_profile":  # few of its calls can be taken
            return 15
        return 2 + len(self.parameters) + 8 * sum(kind == "jsonb" for _, kind in self.parameters)


def entry_points(connection: psycopg.Connection[Any]) -> list[EntryPoint]:
    """All functions that bridge, operator or tenants may execute."""
    return [
        EntryPoint(
            name,
            role,
            tuple(
                (argument, READ_AS.get(argument, kind) if name.startswith("api.") else kind)
                for argument, kind in zip(names, kinds, strict=True)
            ),
        )
        for name, role, names, kinds in connection.execute(_ENTRY_POINTS, (list(ROLES),))
    ]


@dataclass(frozen=True)
class Call:
    """One call: of what, by whom, with which arguments, all as text."""

    entry_point: EntryPoint
    tenant: int
    arguments: tuple[str | None, ...]

    def __str__(self) -> str:
        lines = [f"as {self.entry_point.role} for tenant {self.tenant}: {self.entry_point.name}"]
        for (name, kind), value in zip(self.entry_point.parameters, self.arguments, strict=True):
            shown = "null" if value is None else ascii(value)
            if len(shown) > 2000:
                shown = f"{shown[:2000]}... ({len(shown)} characters)"
            lines.append(f"  {name} {kind} = {shown}")
        return "\n".join(lines)


@dataclass
class Caller:
    """Makes calls from a seed; the same seed and world give the same calls."""

    random: Random
    entry_points: list[EntryPoint]
    world: World

    def next(self) -> Call:
        """One call: some are right, most have one thing wrong, some several."""
        random = self.random
        entry_point = random.choices(
            self.entry_points, weights=[point.weight for point in self.entry_points]
        )[0]
        tenant = random.choice(TENANTS)
        subject = self._subject(entry_point, tenant)
        arguments = self._right(entry_point, tenant, subject)
        for _ in range(random.choices([0, 1, 2, 4], weights=[3, 10, 3, 1])[0]):
            self._spoil(entry_point, tenant, arguments)
        encoded = tuple(
            json.dumps(value, ensure_ascii=False) if kind == "jsonb" and not _is_text(value)
            else value if value is None else str(value)
            for (_, kind), value in zip(entry_point.parameters, arguments, strict=True)
        )  # fmt: skip
        return Call(entry_point, tenant, encoded)

    def _subject(self, entry_point: EntryPoint, tenant: int) -> Subject:
        subjects = self.world.subjects[tenant]
        for kind in ("entry", "exit"):
            if f"persist_{kind}" in entry_point.name and self.random.random() < 0.9:
                subjects = [subject for subject in subjects if subject.kind == kind] or subjects
        return self.random.choice(subjects)

    def _spoil(self, entry_point: EntryPoint, tenant: int, arguments: list[Any]) -> None:
        if not arguments:
            return
        random = self.random
        documents = [n for n, (_, kind) in enumerate(entry_point.parameters) if kind == "jsonb"]
        place = random.randrange(len(arguments))
        if entry_point.parameters[place][0] == "p_user_id":
            place = random.randrange(len(arguments))
        if documents and random.random() < 0.75:
            place = random.choice(documents)
        name, kind = entry_point.parameters[place]
        if entry_point.takes_text and random.random() < 0.4:
            kind = "text"
        document = arguments[place]
        if kind == "jsonb" and not _is_text(document) and random.random() < 0.9:
            # What is long already would fill the memory when it is repeated.
            if random.random() < 0.02 and len(str(document)) < LONG_DOCUMENT:
                count = 1_000 if entry_point.name in OF_WHOLE_ACCOUNTS else 10_000
                arguments[place] = enlarge(random, document, count)
            else:
                arguments[place] = mutate(random, document)
        elif kind == "uuid" and random.random() < 0.4:
            # What belongs to the other tenant.
            other = 3 - tenant
            subject = random.choice(self.world.subjects[other])
            arguments[place] = self._known(name, kind, other, subject)
        elif kind == "numeric" and random.random() < 0.3:
            arguments[place] = hostile.amount(random)
        else:
            value = hostile.value(random, kind)
            arguments[place] = _Text(value) if value is not None and kind == "jsonb" else value

    def _right(self, entry_point: EntryPoint, tenant: int, subject: Subject) -> list[Any]:
        documents = Documents(self.random, self.world, tenant, subject)
        runs = self.world.runs[tenant]
        run = runs[0] if self.random.random() < 0.9 else self.random.choice(runs)
        of_run = any(name == "p_run_id" for name, _ in entry_point.parameters)
        names = [name for name, _ in entry_point.parameters]
        found: list[Any] = []
        for name, kind in entry_point.parameters:
            if kind == "jsonb":
                found.append(documents.of(name))
            elif of_run and name in ("p_run_id", "p_lock_term"):
                found.append(run[0] if name == "p_run_id" else run[1])
            else:
                found.append(self._known(name, kind, tenant, subject))
        locks = self.world.locks[tenant]
        if {"p_symbol", "p_term"} <= set(names) and locks and self.random.random() < 0.6:
            lock = self.random.choice(locks)
            of_lock = {"p_profile_id": lock.profile_id, "p_symbol": lock.symbol}
            for place, name in enumerate(names):
                found[place] = (of_lock | {"p_term": lock.term}).get(name, found[place])
        if entry_point.name == "ops.fn_close_profile":  # few hold nothing and can be closed
            found[names.index("p_profile_id")] = self.random.choice(self.world.profiles[tenant])
        if "p_order_type" in names and self.random.random() < 0.6:
            self._make_sense(entry_point, tenant, names, found)
        return found

    def _make_sense(
        self, entry_point: EntryPoint, tenant: int, names: list[str], found: list[Any]
    ) -> None:
        """An order whose terms go together, of something that can be entered or left now."""
        is_limit = self.random.random() < 0.5
        wanted: dict[str, Any] = {
            "p_order_type": "limit" if is_limit else "market",
            "p_limit_price": "99" if is_limit else None,
            "p_trigger_price": None,
            "p_time_in_force": None,
            "p_is_post_only": "false",
            "p_request_id": f"f{self.random.random()}",
            "p_attempt_no": 1,
            "p_signal_id": None,
            "p_quantity": "0.1",
        }
        locks, holdings = self.world.locks[tenant], self.world.holdings[tenant]
        if "entry" in entry_point.name and locks:
            lock = self.random.choice(locks)
            wanted |= {"p_profile_id": lock.profile_id, "p_symbol": lock.symbol}
            wanted |= {"p_lock_term": lock.term, "p_side": "buy"}
        elif holdings:
            held = self.random.choice(holdings)
            wanted |= {"p_profile_id": held.profile_id, "p_symbol": held.symbol}
            wanted |= {"p_position_side": held.side, "p_quantity": None}
            wanted |= {"p_side": "sell" if held.side == "long" else "buy"}
            wanted |= {"p_limit_price": "50000" if is_limit else None}
        for place, name in enumerate(names):
            found[place] = wanted.get(name, found[place])

    def _known(self, name: str, kind: str, tenant: int, subject: Subject) -> Any:
        world, random = self.world, self.random
        swap = ":" in subject.symbol

        def any_of(values: list[Any]) -> Any:
            return random.choice(values) if values else hostile.NOBODY

        if name == "p_request_id" and kind == "uuid":
            return str(uuid.UUID(int=random.randrange(20) + (5 << 124)))
        makers: dict[str, Any] = {
            "p_user_id": lambda: world.users[tenant],
            "p_account_id": lambda: world.accounts[tenant],
            "p_profile_id": lambda: random.choice(
                [*world.profiles[tenant], *[subject.profile_id] * 9]
            ),
            "p_profile_ids": lambda: f"{{null,{subject.profile_id}}}",
            "p_event_seq": lambda: "1",
            "p_topic": lambda: f"user:{world.users[tenant]}",
            "p_incident_id": lambda: any_of(world.incidents[tenant]),
            "p_mismatch_id": lambda: any_of(world.mismatches[tenant]),
            "p_from_profile_id": lambda: any_of(world.profiles[tenant]),
            "p_to_profile_id": lambda: any_of(world.profiles[tenant]),
            "p_attempt_id": lambda: subject.attempt_id,
            "p_order": lambda: subject.order_id or subject.request_id,
            "p_order_id": lambda: subject.order_id or hostile.NOBODY,
            "p_cancel_id": lambda: any_of(world.cancels[tenant]),
            "p_run_id": lambda: any_of([run for run, _ in world.runs[tenant]]),
            "p_signal_id": lambda: random.choice([None, any_of(world.signals[tenant])]),
            "p_change_id": lambda: any_of(world.changes[tenant]),
            "p_owner_token": lambda: world.tokens[tenant],
            "p_instance_id": lambda: world.tokens[tenant],
            "p_lock_term": lambda: subject.lock_term or 1,
            "p_lease_term": lambda: world.lease_terms[tenant],
            "p_term": lambda: random.choice([subject.lock_term or 1, world.lease_terms[tenant]]),
            "p_epoch": lambda: world.epoch,
            "p_attempt_no": lambda: random.choice([1, 1, 2]),
            "p_request_id": lambda: random.choice(
                [subject.request_id, "sig-e", f"f{random.random()}"]
            ),
            "p_symbol": lambda: random.choice([subject.symbol, "ETH/USDT" + ":USDT" * swap]),
            "p_side": lambda: random.choice(["buy", "sell", subject.side]),
            "p_position_side": lambda: "short" if swap else "long",
            "p_order_type": lambda: random.choice(["market", "limit", "stop", "take_profit_limit"]),
            "p_quantity": lambda: random.choice(["0.001", "0.01", "0.5", None]),
            "p_limit_price": lambda: random.choice([None, "2000", "50000"]),
            "p_trigger_price": lambda: random.choice([None, None, "2100", "49000"]),
            "p_time_in_force": lambda: random.choice([None, None, "GTC", "IOC"]),
            "p_is_post_only": lambda: random.choice(["false", "false", "true"]),
            "p_leverage": lambda: "1",
            "p_valid_seconds": lambda: 60,
            "p_ttl_seconds": lambda: "300",
            "p_limit": lambda: 10,
            "p_read_started_at": lambda: "now",
            "p_reason": lambda: random.choice(["fuzz", "connected"]),
            "p_error": lambda: random.choice([None, "timed out"]),
            "p_exchange_uid": lambda: f"uid-{tenant}",
            "p_loop": lambda: random.choice(["trading", "monitor", "stream"]),
            "p_phase": lambda: random.choice(["begun", "ended", "failed"]),
            "p_interval_seconds": lambda: "5",
            "p_outcome": lambda: random.choice(["canceled", "not_found", "unknown", "rejected"]),
            "p_sqlstate": lambda: any_of(world.codes),
            "p_check": lambda: any_of(world.checks),
            "p_max_age_seconds": lambda: "60",
            "p_grain": lambda: random.choice(["recent", "day", "month"]),
            "p_key": lambda: any_of(world.settings),
            "p_entry_point": lambda: "ops.fn_pause_user",
            "p_seq": lambda: "0",
            "p_head": lambda: "",
            "p_exchange": lambda: random.choice(["binance", "binanceusdm"]),
            "p_market_type": lambda: random.choice(["spot", "swap"]),
            "p_position_mode": lambda: "one_way",
            "p_credentials_ref": lambda: "env:FUZZ",
            "p_foreign_order_policy": lambda: random.choice(["ignore", "report", "halt"]),
            "p_quote_currency": lambda: "USDT",
        }  # fmt: skip
        if name in makers:
            return makers[name]()
        plain = {
            "numeric": "10", "integer": 5, "bigint": 1, "boolean": "true", "text": "fuzz",
            "uuid": str(uuid.UUID(int=random.randrange(5) + (6 << 124))),
            "timestamp with time zone": "now",
            "uuid[]": f"{{{world.users[tenant]},{world.users[tenant]}}}",
            "bigint[]": "{null,3}",
        }  # fmt: skip
        return plain[kind]


class _Text(str):
    """A document that is JSON text already."""

    __slots__ = ()


def _is_text(value: Any) -> bool:
    return value is None or isinstance(value, _Text)
