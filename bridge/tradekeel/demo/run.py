"""The demo from start to end: build the world, trade, break things, let it heal, prove it."""

import asyncio
import json
import time
from typing import Any

from rich.console import Console

from tradekeel.demo.faults import Faults
from tradekeel.demo.screen import Screen
from tradekeel.demo.trader import Trader
from tradekeel.demo.world import PROFILES, World
from tradekeel.settings import Settings

SHORTEST_SECONDS = 20.0
HEALING_SHARE = 0.3


async def run_demo(settings: Settings, seconds: float, seed: int, *, as_json: bool) -> int:
    """Run for about `seconds`, setup included. Returns the exit code: 0, or 1 for a violation."""
    ends_at = time.monotonic() + max(seconds, SHORTEST_SECONDS)
    console = Console(stderr=as_json)
    world = World(settings, seed)
    screen = Screen(console, seconds)
    with screen as say:
        say("starting a private PostgreSQL")
        await asyncio.to_thread(world.create_database)
        say(f"PostgreSQL {world.cluster.binaries.version} runs ({world.cluster.binaries.source})")
        try:
            files = await asyncio.to_thread(world.apply_schema)
            say(f"schema applied: {files} files, as a role that is no superuser")
            await world.open()
            await world.create_tenants()
            say("paper exchange runs; 2 users, 2 exchange accounts, 3 profiles")
            await world.start_bridge()
            say(f"bridge started (tradekeel up), log in {world.log_path}")
            counts, injected = await _trade_and_heal(world, screen, ends_at, seed)
            found = await world.violations()
        finally:
            await world.close()
    screen.print_capital()
    for row in found:
        console.print(f"violation: {row.check_name} {row.subject} {row.detail}", markup=False)
    summary: dict[str, Any] = {
        "entries": counts["entries"],
        "exits": counts["exits"],
        "fills": counts["fills"],
        "faults_injected": injected,
        "mismatches_found": counts["mismatches_found"],
        "mismatches_open": counts["mismatches_open"],
        "violations": len(found),
    }
    if as_json:
        print(json.dumps(summary))
    else:
        line = "  ".join(f"{name} {value}" for name, value in summary.items())
        console.print(line, soft_wrap=True)
    return 1 if found else 0


async def _trade_and_heal(
    world: World, screen: Screen, ends_at: float, seed: int
) -> tuple[dict[str, Any], int]:
    """Trade with faults, then let everything settle. Returns the last counts and the faults."""
    heals_at = ends_at - (ends_at - time.monotonic()) * HEALING_SHARE
    traders = [Trader(world, profile, seed) for profile in PROFILES]
    faults = Faults(world, traders, screen.say)
    trading = [asyncio.create_task(trader.run()) for trader in traders]
    breaking = asyncio.create_task(_break(faults))
    try:
        counts = await _watch(world, screen, heals_at, [*trading, breaking])
        for trader in traders:
            trader.is_entering = False
        screen.say("no more entries; positions are sold and everything settles")
        while time.monotonic() < ends_at and not _is_quiet(counts, breaking):
            counts = await screen.look(world)
            await asyncio.sleep(0.25)
        screen.say_counts()
        return await screen.look(world), faults.injected
    finally:
        for task in (*trading, breaking):
            task.cancel()
        await asyncio.gather(*trading, breaking, return_exceptions=True)


async def _break(faults: Faults) -> None:
    await faults.lost_reply()
    await faults.killed_bridge()
    await faults.cancel_behind_our_back()


async def _watch(
    world: World, screen: Screen, until: float, tasks: list[asyncio.Task[None]]
) -> dict[str, Any]:
    """Draw until it is time to heal; a failure of the script itself is raised here."""
    counts: dict[str, Any] = {}
    said_at = time.monotonic()
    while time.monotonic() < until:
        counts = await screen.look(world)
        if time.monotonic() - said_at > 5:
            screen.say_counts()
            said_at = time.monotonic()
        for task in tasks:
            if task.done():
                task.result()
        await asyncio.sleep(0.25)
    return counts


def _is_quiet(counts: dict[str, Any], breaking: asyncio.Task[None]) -> bool:
    """Whether nothing is open any more."""
    names = ("unresolved", "unsettled", "positions", "signals", "mismatches_open")
    return breaking.done() and all(counts[name] == 0 for name in names)
