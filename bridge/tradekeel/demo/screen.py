"""What the demo shows: capital per profile, locks, mismatches and what happened, live."""

import time
from collections import deque
from collections.abc import Callable
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from tradekeel.demo.world import World

CAPITAL = """
select p.name, u.n as user_number, c.trading_state, c.allocated,
       c.reserved_for_orders, c.reserved_for_positions, c.realized_pnl, c.available,
       (select count(*) from lifecycle.positions as x
         where x.user_id = c.user_id and x.profile_id = c.profile_id and x.state <> 'closed')
         as open_positions
  from ledger.capital as c
  join tenancy.profiles as p on p.user_id = c.user_id and p.profile_id = c.profile_id
  join (select user_id, row_number() over (order by user_id) as n from tenancy.users) as u
    on u.user_id = c.user_id
 order by u.n, p.name
"""
AMOUNTS = (
    "allocated", "reserved_for_orders", "reserved_for_positions", "realized_pnl", "available",
)  # fmt: skip
COUNTS = """
select (select count(*) from lifecycle.executions as e where e.kind = 'entry'
          and e.quantity_delta > 0) as entry_fills,
       (select count(*) from lifecycle.intents as i where i.kind = 'entry'
          and exists (select from lifecycle.orders as o where o.user_id = i.user_id
            and o.intent_id = i.intent_id and o.posted_quantity > 0)) as entries,
       (select count(*) from lifecycle.intents as i where i.kind = 'exit'
          and exists (select from lifecycle.orders as o where o.user_id = i.user_id
            and o.intent_id = i.intent_id and o.posted_quantity > 0)) as exits,
       (select count(*) from lifecycle.fills) as fills,
       (select count(*) from lifecycle.attempts as a
         where a.state in ('submitting', 'unknown')) as unresolved,
       (select count(*) from lifecycle.intents as i where i.settled_at is null) as unsettled,
       (select count(*) from lifecycle.positions as p where p.state <> 'closed') as positions,
       (select count(*) from lifecycle.signals as s where s.state <> 'closed') as signals,
       (select count(*) from locks.entry_locks as l
         where l.owner_token is not null and l.expires_at > clock_timestamp()) as locks_held,
       (select count(*) from locks.account_leases as l
         where l.owner_token is not null and l.expires_at > clock_timestamp()) as leases_held,
       (select count(*) from locks.account_leases as l
         where l.ready_term = l.term and l.expires_at > clock_timestamp()) as accounts_ready,
       (select count(*) from reconciliation.mismatches) as mismatches_found,
       (select count(*) from reconciliation.mismatches as m
         where m.state = 'open') as mismatches_open,
       (select count(*) from reconciliation.runs as r where r.state = 'finished') as runs,
       (select count(*) from health.incidents as i where i.state = 'open') as incidents
"""


class Screen:
    """A live screen on a terminal, plain lines elsewhere."""

    def __init__(self, console: Console, seconds: float) -> None:
        """Remember; nothing is drawn."""
        self._console = console
        self._seconds = seconds
        self._began_at = time.monotonic()
        self._events: deque[str] = deque(maxlen=12)
        self._live: Live | None = None
        self._counts: dict[str, Any] = {}
        self._capital: list[dict[str, Any]] = []

    def __enter__(self) -> Callable[[str], None]:
        """Begin to draw; returns the function that adds a line."""
        if self._console.is_terminal:
            self._live = Live(self._picture(), console=self._console, refresh_per_second=4)
            self._live.start()
        return self.say

    def __exit__(self, *_: object) -> None:
        """Draw a last time."""
        if self._live is not None:
            self._live.update(self._picture())
            self._live.stop()
            self._live = None

    def say(self, text: str) -> None:
        """Add a line of what happened, with the seconds since the start."""
        line = f"{time.monotonic() - self._began_at:5.1f} s  {text}"
        self._events.append(line)
        if self._live is None:
            self._console.print(line, highlight=False, markup=False, soft_wrap=True)
        else:
            self._live.update(self._picture())

    async def look(self, world: World) -> dict[str, Any]:
        """Read the database and draw what it says. Returns the counts."""
        self._counts = (await world.query(COUNTS))[0]
        self._capital = await world.query(CAPITAL)
        if self._live is not None:
            self._live.update(self._picture())
        return self._counts

    def say_counts(self) -> None:
        """The counts as one plain line, for where there is no live screen."""
        if self._live is None and self._counts:
            self.say(_counts_line(self._counts))

    def print_capital(self) -> None:
        """The capital table once more, to stay on the screen."""
        self._console.print(self._capital_table())

    def _picture(self) -> Group:
        spent = time.monotonic() - self._began_at
        head = Text(f"Tradekeel demo  {spent:4.0f} s of {self._seconds:.0f}", style="bold")
        counts = Text(_counts_line(self._counts) if self._counts else "starting")
        events = Text("\n".join(self._events))
        return Group(head, counts, self._capital_table(), events)

    def _capital_table(self) -> Table:
        table = Table(title="Capital per profile, USDT", title_justify="left", box=SIMPLE_HEAD)
        for name in ("profile", "state", "open"):
            table.add_column(name, no_wrap=True)
        for name in ("allocated", "orders", "positions", "realised", "available"):
            table.add_column(name, justify="right", no_wrap=True)
        for row in self._capital:
            table.add_row(
                f"user {row['user_number']} {row['name']}",
                row["trading_state"],
                str(row["open_positions"]),
                *(f"{row[column]:.2f}" for column in AMOUNTS),
            )
        return table


def _counts_line(counts: dict[str, Any]) -> str:
    return (
        f"entries {counts['entries']}  exits {counts['exits']}  fills {counts['fills']}"
        f"  unresolved {counts['unresolved']}  locks {counts['locks_held']}"
        f"  accounts ready {counts['accounts_ready']}  reconciliations {counts['runs']}"
        f"  mismatches {counts['mismatches_found']} found, {counts['mismatches_open']} open"
        f"  incidents {counts['incidents']}"
    )
