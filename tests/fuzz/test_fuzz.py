"""Every entry point called wrongly in every way, thousands of times, from a seed.

``TRADEKEEL_FUZZ_SEED=7:12`` plays one episode again; ``TRADEKEEL_FUZZ_SEED=7`` all of that seed.
"""

from __future__ import annotations

import os
import secrets
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from fuzz.runner import CALLS_AN_EPISODE, Fuzzer, Tally

if TYPE_CHECKING:
    from tools.server import Server

WORKERS = 2
SHOWN = 10


def _play(server: Server, seed: str, calls: int) -> Tally:
    """That many calls, in episodes on two databases at once."""
    chosen = os.environ.get("TRADEKEEL_FUZZ_SEED") or seed
    count = -(-calls // CALLS_AN_EPISODE)
    seeds = [chosen] if ":" in chosen else [f"{chosen}:{number}" for number in range(count)]
    with ThreadPoolExecutor(WORKERS) as pool:
        tallies = list(pool.map(lambda n: _work(server, seeds[n::WORKERS]), range(WORKERS)))
    total = Tally()
    for tally in tallies:
        total.calls += tally.calls
        total.answers.update(tally.answers)
        total.slowest = max(total.slowest, tally.slowest)
        total.failures += tally.failures
    return total


def _work(server: Server, seeds: list[str]) -> Tally:
    tally = Tally()
    # Leases, locks and prices age: a world is used for some minutes at most.
    for first in range(0, len(seeds), 200):
        database = server.create_database()
        fuzzer = Fuzzer(server, database, tally)
        try:
            for seed in seeds[first : first + 200]:
                fuzzer.play(seed)
        finally:
            fuzzer.close()
            server.drop_database(database)
    return tally


def _judge(tally: Tally) -> None:
    """What failed, each kind of failure once; then what was called at all."""
    if tally.failures:  # not asserted: pytest would take gigabytes to show the arguments
        pytest.fail(
            f"{len(tally.failures)} of {tally.calls} calls did what none may; the first:\n\n"
            + "\n\n".join(failure[:4000] for failure in tally.failures[:SHOWN])
        )


@pytest.mark.sql
def test_no_call_however_wrong_leaves_the_catalogue_or_half_a_write(server: Server) -> None:
    tally = _play(server, "steady", 10_000)
    _judge(tally)
    if "TRADEKEEL_FUZZ_SEED" in os.environ:
        return
    assert tally.calls >= 10_000
    answers: dict[str, Counter[str]] = {}
    for (name, code), count in tally.answers.items():
        answers.setdefault(name, Counter())[code] += count
    # A fuzzer that is refused at the door tests the door.
    assert len(answers) >= 80
    never = {name for name, codes in answers.items() if not codes["00000"]}
    assert never <= NEVER_WELL, f"never once taken: {sorted(never - NEVER_WELL)}"
    taken = sum(codes["00000"] for codes in answers.values())
    assert 0.2 < taken / tally.calls < 0.8


# What this world has not got: another life, drift, an account whose profiles are all closed, a
# trade whose fee waits for a price, an income without an owner, an order whose attempt was lost,
# a vault.
NEVER_WELL = {
    "engine.fn_read_vault",
    "ops.fn_acknowledge_installation",
    "ops.fn_adopt_tag",
    "ops.fn_attribute_income",
    "ops.fn_close_account",
    "ops.fn_price_fee",
    "ops.fn_propose_restatement",
    "ops.fn_release_quarantine",
}


@pytest.mark.sql
@pytest.mark.long
def test_two_hundred_thousand_calls_from_a_seed_that_nobody_chose(server: Server) -> None:
    seed = secrets.token_hex(4)
    print(f"TRADEKEEL_FUZZ_SEED={seed}")
    _judge(_play(server, seed, 200_000))
