"""Two hundred sessions want the last of something at the same moment, and one gets it.

The sessions are real: two hundred connections, released together by a lock that all of them wait
for. What is scarce differs: the slot of a symbol, the profile's last open position, its last
capital, the exposure that an account or a user has left, the loss of the day.

Seen to fail: without `for no key update` in `ledger.lock_capital` a symbol is entered twice, one
request is begun twice and open positions and the loss of the day pass their maximum; without it in
`lifecycle.check_exposure` both caps are passed. The last capital holds even then: the UPDATE in
`ledger.post` is conditional, and the row has a CHECK.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from stress.conftest import CROWD_SIZE

if TYPE_CHECKING:
    import psycopg

    from stress.crowd import Crowd, Outcome
    from tools.server import Server

pytestmark = pytest.mark.sql

# One unit of COIN-n costs 100; its reservation is a little more, for the buffers.
PRICE = 100
SYMBOL = "COIN{}/USDT"
QUIET = """
select c.profile_id,
       (select count(*) from ledger.entries as e
         where e.user_id = c.user_id and e.profile_id = c.profile_id) = c.seq as is_gap_free,
       (select max(e.seq) from ledger.entries as e
         where e.user_id = c.user_id and e.profile_id = c.profile_id) = c.seq as is_last
  from ledger.capital as c
"""


class Stage:
    """Tenant 1 as superuser: accounts, profiles, markets with prices, and what came of a rush."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        """A user with one account and one profile of 1,000,000."""
        self._connection = connection
        self.do("select ops.fn_change_setting('price_max_age_ms', '600000')")
        self.do("select fixture.make_tenant(1)")
        self.do("select fixture.leave_available(1, 1000000)")
        self._open_markets(1)
        self.do("select fixture.make_ready(1)")
        self.change_profile(1, max_open_positions=10000)

    def do(self, query: str, *arguments: object) -> list[tuple[Any, ...]]:
        """Run one statement."""
        cursor = self._connection.execute(query.encode(), arguments)
        return cursor.fetchall() if cursor.description else []

    def _open_markets(self, account: int) -> None:
        rows = [
            {
                "symbol": SYMBOL.format(n), "base": f"COIN{n}", "quote": "USDT", "settle": "USDT",
                "price_tick": "0.01", "quantity_step": "0.0001", "min_quantity": "0.0001",
                "max_quantity": "9000", "min_cost": "5", "contract_size": "1", "is_active": True,
            }
            for n in range(CROWD_SIZE + 10)
        ]  # fmt: skip
        prices = [{"symbol": row["symbol"], "last": str(PRICE)} for row in rows]
        ids = "fixture.user_id(1), fixture.account_id(%s), %s"
        self.do(f"select engine.fn_refresh_markets({ids})", account, json.dumps(rows))
        self.do(f"select engine.fn_record_prices({ids})", account, json.dumps(prices))

    def change_profile(self, profile: int, **limits: int) -> None:
        """Set limits of a profile."""
        self.do(
            "select ops.fn_change_profile(fixture.user_id(1), fixture.profile_id(%s), %s)",
            profile,
            json.dumps(limits),
        )

    def add_profiles(self, numbers: range, account: int = 1) -> None:
        """More profiles on an account of the same user, each with 1000."""
        self.do(
            "select ops.fn_create_profile(fixture.user_id(1), fixture.profile_id(n),"
            "    fixture.account_id(%s), 'profile ' || n, 'USDT', 5, 100000, 1),"
            "  ops.fn_allocate_capital(fixture.user_id(1), fixture.profile_id(n),"
            "    fixture.profile_id(n), 1000)"
            "  from generate_series(%s::integer, %s::integer) as n",
            account,
            numbers.start,
            numbers.stop - 1,
        )

    def add_account(self, account: int) -> None:
        """A second account of the same user, leased by the same process and reconciled."""
        self.do(
            "select ops.fn_create_account(fixture.user_id(1), fixture.account_id(%s), 'binance',"
            " 'spot', 'one_way', 'env:FIXTURE', 'report')",
            account,
        )
        run = self.do(
            "select r.run_id, r.lock_term from engine.fn_lease_account(fixture.user_id(1),"
            "   fixture.account_id(%s), fixture.token(1), fixture.token(1), 300) as l,"
            " engine.fn_begin_reconciliation(fixture.user_id(1), fixture.account_id(%s),"
            "   fixture.token(1), l.term, 300) as r",
            account,
            account,
        )[0]
        self.do(
            "select engine.fn_reconcile(fixture.user_id(1), %s, fixture.token(1), %s,"
            " fixture.document())",
            *run,
        )
        self.do(
            "select engine.fn_finish_reconciliation(fixture.user_id(1), %s, fixture.token(1), %s)",
            *run,
        )

    def lock(self, profile: int, symbol: str) -> None:
        """Take the entry lock of a profile's symbol for process 1."""
        self.do(
            "select engine.fn_acquire_entry_lock(fixture.user_id(1), fixture.profile_id(%s), %s,"
            " fixture.token(1), 300)",
            profile,
            symbol,
        )

    def entry(
        self, number: int, *, profile: int = 1, symbol: int | None = None, **changes: object
    ) -> str:
        """A begin of request `number` as a statement; its entry lock is taken here."""
        name = SYMBOL.format(number if symbol is None else symbol)
        self.lock(profile, name)
        profile_id = self.do("select fixture.profile_id(%s)::text", profile)[0][0]
        request = {
            "request_id": f"crowd-{number}", "symbol": name, "quantity": "1",
            "profile_id": profile_id, **changes,
        }  # fmt: skip
        return f"select fixture.call_begin_entry(1, '{json.dumps(request)}') ->> 'may_send'"

    def assert_sound(self) -> None:
        """No check view has a row, and every journal is gap-free up to the profile's row."""
        assert self.do("select check_view, violation from fixture.violations()") == []
        for profile, is_gap_free, is_last in self.do(QUIET):
            assert is_gap_free, f"journal of {profile} has a gap"
            assert is_last, f"journal of {profile} does not end where its row does"

    def count_entries(self) -> int:
        """Attempts there are, each with an open reservation and an intent of its own."""
        return int(
            self.do(
                "select count(*) from lifecycle.attempts as a"
                " join ledger.reservations as r on r.user_id = a.user_id"
                "   and r.attempt_id = a.attempt_id and r.amount > 0"
                " join lifecycle.intents as i on i.user_id = a.user_id"
                "   and i.intent_id = a.intent_id and i.settled_at is null"
            )[0][0]
        )


@pytest.fixture
def stage(server: Server, database: str) -> Stage:
    """Tenant 1."""
    return Stage(server.connect(database))


def assert_one_wins(stage: Stage, outcomes: list[Outcome], code: str) -> None:
    """One session may send, all others were refused with `code`, and the database is sound."""
    told = Counter(outcome.refused or f"may_send {outcome.value}" for outcome in outcomes)
    assert told == {"may_send true": 1, code: len(outcomes) - 1}
    assert stage.count_entries() == 1
    stage.assert_sound()


def test_one_symbol_is_entered_once(stage: Stage, crowd: Crowd) -> None:
    """Two hundred requests of one process for the same symbol."""
    requests = [stage.entry(n, symbol=0) for n in range(CROWD_SIZE)]
    assert_one_wins(stage, crowd.rush(requests), "LCC02")


def test_one_request_is_begun_once(stage: Stage, crowd: Crowd) -> None:
    """Two hundred repetitions of one request: one attempt, and every answer names it."""
    request = stage.entry(0).replace("'may_send'", "'attempt_id'")
    outcomes = crowd.rush([request] * CROWD_SIZE)
    assert {outcome.refused for outcome in outcomes} == {None}
    assert len({outcome.value for outcome in outcomes}) == 1
    assert stage.count_entries() == 1
    stage.assert_sound()


def test_one_entry_lock_is_held_once(stage: Stage, crowd: Crowd) -> None:
    """Two hundred processes that do not drive the account want one lock; each wait is counted."""
    stage.do("update locks.account_leases set expires_at = clock_timestamp()")
    outcomes = crowd.rush(
        [
            "select l.is_acquired from engine.fn_acquire_entry_lock(fixture.user_id(1),"
            f" fixture.profile_id(1), 'COIN0/USDT', fixture.token({100 + n}), 300) as l"
            for n in range(CROWD_SIZE)
        ]
    )
    told = Counter(outcome.refused or outcome.value for outcome in outcomes)
    assert told == {"t": 1, "f": CROWD_SIZE - 1}
    counted = stage.do(
        "select sum(delta) from health.counter_deltas where counter = 'lock_contention'"
    )
    assert counted == [(CROWD_SIZE - 1,)]
    stage.assert_sound()


def test_last_open_position_goes_once(stage: Stage, crowd: Crowd) -> None:
    """Two hundred symbols, one open position allowed."""
    stage.change_profile(1, max_open_positions=1)
    requests = [stage.entry(n) for n in range(CROWD_SIZE)]
    assert_one_wins(stage, crowd.rush(requests), "LCR06")


def test_last_capital_goes_once(stage: Stage, crowd: Crowd) -> None:
    """Two hundred symbols, capital for one order."""
    stage.do("select fixture.leave_available(1, 150)")
    requests = [stage.entry(n) for n in range(CROWD_SIZE)]
    assert_one_wins(stage, crowd.rush(requests), "LGR01")


def test_last_exposure_of_an_account_goes_once(stage: Stage, crowd: Crowd) -> None:
    """Two hundred profiles of one account, each with capital of its own, under one cap."""
    stage.add_profiles(range(2, CROWD_SIZE + 2))
    stage.do("select ops.fn_set_exposure_cap(fixture.user_id(1), fixture.account_id(1), 150)")
    requests = [stage.entry(n, profile=n + 2) for n in range(CROWD_SIZE)]
    assert_one_wins(stage, crowd.rush(requests), "LCR17")


def test_last_exposure_of_a_user_goes_once(stage: Stage, crowd: Crowd) -> None:
    """A hundred profiles on each of a user's two accounts, under one cap of the user."""
    stage.add_account(2)
    half = CROWD_SIZE // 2
    stage.add_profiles(range(2, half + 2))
    stage.add_profiles(range(half + 2, CROWD_SIZE + 2), account=2)
    stage.do("select ops.fn_set_exposure_cap(fixture.user_id(1), null, 150)")
    terms: dict[int, Any] = dict(
        stage.do(
            "select case account_id when fixture.account_id(1) then 1 else 2 end, term"
            " from locks.account_leases"
        )
    )
    requests = [
        stage.entry(n, profile=n + 2, lease_term=terms[1 if n < half else 2])
        for n in range(CROWD_SIZE)
    ]
    assert_one_wins(stage, crowd.rush(requests), "LCR17")


def test_one_asset_is_claimed_by_one_profile(stage: Stage, crowd: Crowd) -> None:
    """Two hundred profiles of one account want the same coin."""
    stage.add_profiles(range(2, CROWD_SIZE + 2))
    requests = [stage.entry(n, profile=n + 2, symbol=0) for n in range(CROWD_SIZE)]
    assert_one_wins(stage, crowd.rush(requests), "LCC03")


def test_loss_of_the_day_stops_every_entry_after_it(stage: Stage, crowd: Crowd) -> None:
    """A sale with the whole day's loss comes in among 199 entries: none begins after it.

    The sale and the entries are serial below the capital row, so the journal says which came first.
    """
    stage.change_profile(1, max_daily_loss=50)
    sale = CROWD_SIZE
    stage.do(stage.entry(sale))
    stage.do("select fixture.fill_and_settle(fixture.attempt(1, %s), 'x-in', 100)", f"crowd-{sale}")
    stage.do("select fixture.begin_exit(1, 'out', null, %s)", SYMBOL.format(sale))
    requests = [stage.entry(n) for n in range(CROWD_SIZE)]
    lossy = CROWD_SIZE // 2
    requests[lossy] = "select fixture.call_persist(1, 'out', 1, 'closed', '[]', 40) ->> 'filled'"
    outcomes = crowd.rush(requests)
    assert outcomes[lossy].refused is None
    told = Counter(
        outcome.refused or f"may_send {outcome.value}"
        for n, outcome in enumerate(outcomes)
        if n != lossy
    )
    assert told.keys() <= {"may_send true", "LCR15"}
    assert told.total() == CROWD_SIZE - 1
    late = stage.do(
        "select count(*) from ledger.entries as e where e.kind = 'reserve' and e.seq > ("
        " select min(x.seq) from ledger.entries as x where x.realized_pnl_delta < -50)"
    )
    assert late == [(0,)]
    assert stage.count_entries() == told["may_send true"]
    stage.assert_sound()
