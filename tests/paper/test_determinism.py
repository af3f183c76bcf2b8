"""The same seed and the same calls give the same bytes, with or without a restart in between."""

import itertools
import re
from decimal import Decimal
from pathlib import Path

import pytest

from paper.conftest import API_KEY, SECRET
from paper.signed import call
from tradekeel.paper import FaultRule, ManualClock, PaperExchange, PaperStore
from tradekeel.paper.admin import dump_state
from tradekeel.paper.book import ListedPath
from tradekeel.paper.messages import encode

START_MS = 1_800_000_000_000


def new_exchange(seed: int, start_ms: int = START_MS) -> PaperExchange:
    """An exchange with one customer."""
    exchange = PaperExchange(seed=seed, clock=ManualClock(start_ms))
    exchange.create_account(
        "alice", API_KEY, SECRET, spot={"USDT": Decimal(50_000)}, usdm={"USDT": Decimal(20_000)}
    )
    return exchange


def session(exchange: PaperExchange, rounds: int) -> bytes:
    """Trade a while on both markets; returns every byte that was answered."""
    clock = exchange.clock
    assert isinstance(clock, ManualClock)
    said = b""
    for number in range(rounds):
        side = "BUY" if number % 3 else "SELL"
        market = {"symbol": "BTCUSDT", "side": side, "type": "MARKET", "quantity": "0.05"}
        limit = {
            "symbol": "BTCUSDT",
            "side": "BUY",
            "type": "LIMIT",
            "timeInForce": "GTC",
            "quantity": "0.02",
            "price": "59950",
        }
        stop = {
            "algoType": "CONDITIONAL",
            "symbol": "BTCUSDT",
            "side": "BUY",
            "type": "STOP_MARKET",
            "triggerPrice": "60100",
            "quantity": "0.01",
        }
        for method, path, order in (
            ("POST", "/api/v3/order", market),
            ("POST", "/fapi/v1/order", market),
            ("POST", "/api/v3/order", limit),
            ("POST", "/fapi/v1/algoOrder", stop),
            ("GET", "/fapi/v1/openAlgoOrders", {}),
            ("GET", "/api/v3/account", {}),
            ("GET", "/fapi/v3/account", {}),
            ("GET", "/api/v3/openOrders", {}),
            ("GET", "/fapi/v1/userTrades", {"symbol": "BTCUSDT"}),
        ):
            reply = call(exchange, method, path, **order)
            said += reply.body + repr(sorted(reply.headers.items())).encode()
        clock.advance(1_000)
        exchange.tick()
    return said


def test_two_runs_are_byte_equal_and_another_seed_is_not() -> None:
    first, second, other = [session(new_exchange(seed), 15) for seed in (5, 5, 6)]
    assert first == second
    assert first != other
    prices = []
    for seed in (5, 6):
        exchange = new_exchange(seed)
        exchange.tick()
        prices.append(exchange.state.mid("spot", "BTCUSDT"))
    assert prices[0] != prices[1]


def test_faults_by_chance_repeat_too() -> None:
    logs = []
    for _ in range(2):
        exchange = new_exchange(5)
        rule = FaultRule("reply_lost_after", count=None, chance=Decimal("0.3"))
        exchange.inject(rule)
        session(exchange, 5)
        logs.append([(fault.path, fault.at_ms) for fault in exchange.faults_injected])
    assert logs[0] == logs[1]
    assert logs[0]


def test_two_rules_by_chance_do_not_fire_together() -> None:
    exchange = new_exchange(5)
    for kind in ("late_trades", "hidden_orders"):
        exchange.inject(FaultRule(kind, count=None, chance=Decimal("0.5")))
    session(exchange, 3)
    kinds = [fault.kind for fault in exchange.faults_injected]
    pairs = set(itertools.pairwise(kinds))
    # Were they drawn together, they would strictly alternate.
    assert ("late_trades", "late_trades") in pairs or ("hidden_orders", "hidden_orders") in pairs


def test_a_restart_from_disk_continues_as_if_nothing_happened(tmp_path: Path) -> None:
    unbroken = new_exchange(5)
    session(unbroken, 6)
    tail = session(unbroken, 6)

    before = new_exchange(5)
    store = PaperStore(tmp_path)
    store.load_into(before.state)
    before.create_account("alice", API_KEY, SECRET)
    store.save(before.state)
    session(before, 6)
    store.save(before.state)
    store.close()

    after = PaperExchange(seed=5, clock=ManualClock(before.clock.now_ms()))
    store = PaperStore(tmp_path)
    assert store.load_into(after.state) > 40
    assert encode(dump_state(after)) == encode(dump_state(before))
    continued = session(after, 6)
    store.close()
    # The weight used in this minute is forgotten by a restart, the rest is not.
    assert without_weights(continued) == without_weights(tail)
    assert encode(dump_state(after)) == encode(dump_state(unbroken))


def without_weights(said: bytes) -> bytes:
    """The answers without their rate limit headers."""
    return re.sub(rb"\('X-MBX-[A-Z0-9-]+', '\d+'\)", b"", said)


def test_unsaved_changes_are_all_or_nothing(tmp_path: Path) -> None:
    """A process that dies between two requests loses nothing; one that dies inside, the request."""
    exchange = new_exchange(5)
    store = PaperStore(tmp_path)
    store.save(exchange.state)
    call(
        exchange,
        "POST",
        "/api/v3/order",
        symbol="BTCUSDT",
        side="BUY",
        type="MARKET",
        quantity="0.01",
    )
    store.close()  # as after a kill: the change was never written
    fresh = PaperExchange(seed=5, clock=ManualClock(START_MS))
    store = PaperStore(tmp_path)
    store.load_into(fresh.state)
    assert not fresh.state.orders["spot", "BTCUSDT"]
    assert fresh.state.accounts["alice"].balance("USDT").free == 50_000
    store.close()


def test_a_folder_belongs_to_one_process_and_one_seed(tmp_path: Path) -> None:
    exchange = new_exchange(5)
    store = PaperStore(tmp_path)
    store.load_into(exchange.state)
    store.save(exchange.state)
    with pytest.raises(RuntimeError, match="in use"):
        PaperStore(tmp_path)
    store.close()
    store = PaperStore(tmp_path)
    with pytest.raises(RuntimeError, match="seed 5, not 6"):
        store.load_into(new_exchange(6).state)
    store.close()


def test_a_listed_path_is_replayed() -> None:
    path = ListedPath([Decimal(61_000), Decimal("62000.005"), Decimal(58_000)])
    exchange = PaperExchange(seed=1, clock=ManualClock(START_MS), paths={"BTCUSDT": path})
    seen = []
    for _ in range(5):
        exchange.tick()
        seen.append(exchange.state.mid("spot", "BTCUSDT"))
    assert seen == [61_000, Decimal("62000.01"), 58_000, 58_000, 58_000]


def test_the_walk_stays_on_the_grid_and_moves() -> None:
    exchange = new_exchange(9)
    prices = set()
    for _ in range(200):
        exchange.tick()
        for market in exchange.state.markets:
            price = exchange.state.symbols[market.key].mid
            assert price > 0
            assert price % market.tick_size == 0
        prices.add(exchange.state.mid("spot", "BTCUSDT"))
    assert len(prices) > 100
    assert exchange.state.mid("spot", "BTCUSDT") != exchange.state.mid("spot", "ETHUSDT")
