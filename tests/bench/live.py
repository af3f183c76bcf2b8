"""Live updates under load: how long from the event to the client, and whether any goes astray.

Events are written by ``pgbench`` at a fixed rate, each in its own transaction; gateways are
processes as in production; the clients are bare sockets in processes of their own, one user each.
The time begins when the event is written, before its commit, so it is longer than from the commit.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from websockets.asyncio.client import connect

from api.live import figures, running_live
from api.platform import AUDIENCE, sign
from bench.conversation import user
from bench.frame import SQL, Figure

if TYPE_CHECKING:
    from bench.frame import Bench

WANTED_MS = 100.0


def live(
    bench: Bench, repeats: int = 1, sockets: int = 500, rate: int = 1000, seconds: int = 60,
    gateways: int = 2, clients: int = 2,
) -> list[Figure]:  # fmt: skip
    """Latency in ms at the 99th percentile, and what else has to hold. Run once, however often."""
    del repeats
    with bench.database() as dbname, ExitStack() as stack:
        with bench.connect(dbname) as connection:
            connection.execute(f"call bench.make_world({sockets}, 1)")
            connection.execute((SQL / "live.sql").read_bytes())
            connection.execute("vacuum analyze")
        url = bench.url(dbname, "tradekeel_bridge")
        served = [stack.enter_context(running_live(url)) for _ in range(gateways)]
        listeners = [
            stack.enter_context(_listening(served[n % gateways][0], n, clients, sockets))
            for n in range(clients)
        ]
        for listener in listeners:
            assert listener.stdout is not None
            assert json.loads(listener.stdout.readline()) == {"ready": True}
        before = [_memory_mib(process.pid) for _, process in served]
        _produce(bench, dbname, sockets, rate, seconds)
        heard = [json.loads(listener.communicate("\n", timeout=60)[0]) for listener in listeners]
        after = [_memory_mib(process.pid) for _, process in served]
        told = [figures(address) for address, _ in served]
        with bench.connect(dbname) as connection:
            written = dict(
                connection.execute("select user_id::text, event_seq from ledger.capital").fetchall()
            )
    return _judge(heard, written, told, (before, after), (sockets, seconds))


def _judge(
    heard: list[dict[str, Any]], written: dict[str, int], told: list[dict[str, float]],
    memory: tuple[list[float], list[float]], size: tuple[int, int],
) -> list[Figure]:  # fmt: skip
    sockets, seconds = size
    delays = sorted(delay for one in heard for delay in one["delays"])
    seqs = {name: numbers for one in heard for name, numbers in one["seqs"].items()}
    wrong = sum(one["wrong"] for one in heard)
    missing = sum(
        written[name] - len(set(numbers)) for name, numbers in seqs.items()
    )  # fmt: skip
    disordered = sum(numbers != sorted(numbers) for numbers in seqs.values())
    assert not wrong, f"{wrong} events at a wrong socket"
    assert not missing, f"{missing} events did not arrive"
    assert not disordered, f"{disordered} profiles out of order"
    assert len(seqs) == sockets
    assert sum(one["events_sent_total"] for one in told) == sum(written.values())
    name = f"{len(delays) / seconds:,.0f} events/s to {sockets} sockets, {len(told)} gateways"
    p50, p99 = (delays[int(len(delays) * share)] * 1000 for share in (0.5, 0.99))
    grown = max(after - before for before, after in zip(*memory, strict=True))
    return [
        Figure(f"{name}, p99", "ms", p99, None, None, "under 100", p99 < WANTED_MS,
               {"p50": [p50], "max": [delays[-1] * 1000]}),
        Figure(f"{name}, p50", "ms", p50, None, None, "", True),
        Figure("memory of a gateway at the end", "MiB", max(memory[1]), None, None,
               f"flat; grew {grown:.1f}", grown < 16, {"before": memory[0], "after": memory[1]}),
    ]  # fmt: skip


def _produce(bench: Bench, dbname: str, users: int, rate: int, seconds: int) -> None:
    words = [
        str(bench.bindir / "pgbench"), "-n", "-M", "prepared", "-f", str(SQL / "live.pgbench"),
        "-R", str(rate), "-T", str(seconds), "-c", "8", "-j", "1", "-D", f"users={users}",
        bench.url(dbname),
    ]  # fmt: skip
    answer = subprocess.run(words, capture_output=True, text=True, check=False)
    if answer.returncode != 0 or "failed transactions: 0 (" not in answer.stdout:
        raise RuntimeError(answer.stderr[-2000:] + answer.stdout)


def _listening(address: str, number: int, count: int, users: int) -> subprocess.Popen[str]:
    root = Path(__file__).parents[2]
    return subprocess.Popen(
        [sys.executable, "-m", "bench.live", address, str(number), str(count), str(users)],
        env={**os.environ, "PYTHONPATH": f"{root / 'bridge'}:{root / 'tests'}"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _memory_mib(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


async def _listen(address: str, mine: range) -> None:
    """Listen with one socket a user until a line comes in; then print what was heard."""
    delays: list[float] = []
    seqs: dict[str, list[int]] = {}
    wrong, joined = 0, 0
    ready = asyncio.Event()

    async def one(n: int) -> None:
        nonlocal wrong, joined
        name = str(user(n))
        claims = {"sub": name, "role": "authenticated", "aud": AUDIENCE, "exp": time.time() + 3600}
        topic, numbers = f"realtime:user:{name}", seqs.setdefault(name, [])
        url = address.replace("http", "ws") + "/realtime/v1/websocket?vsn=2.0.0"
        async with connect(url, compression=None, open_timeout=60) as socket:
            body = {"config": {"private": True}, "access_token": sign(claims)}
            await socket.send(json.dumps(["1", "1", topic, "phx_join", body]))
            beat = time.monotonic()
            async for text in socket:
                now = time.time()
                frame = json.loads(text)
                if frame[3] == "broadcast":
                    payload = frame[4]["payload"]
                    wrong += payload["user_id"] != name or frame[2] != topic
                    if frame[4]["event"] == "synced":
                        joined += 1
                        if joined == len(mine):
                            ready.set()
                    else:
                        numbers.append(payload["event_seq"])
                        delays.append(now - float(payload["sent_at"]))
                if time.monotonic() - beat > 25:
                    beat = time.monotonic()
                    await socket.send(json.dumps([None, "2", "phoenix", "heartbeat", {}]))

    tasks = []
    for n in mine:
        tasks.append(asyncio.create_task(one(n)))
        if len(tasks) % 20 == 0:
            await asyncio.sleep(0.05)
    await ready.wait()
    print(json.dumps({"ready": True}), flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    await asyncio.sleep(1)  # what is on its way still comes in
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    print(json.dumps({"delays": delays, "seqs": seqs, "wrong": wrong}), flush=True)


if __name__ == "__main__":
    _address, _number, _count, _users = sys.argv[1], *map(int, sys.argv[2:])
    asyncio.run(_listen(_address, range(_number, _users, _count)))
