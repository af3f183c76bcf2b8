"""The admin interface: what it does behind a customer's back, and who may use it."""

import asyncio
import json
import os
import signal
import sys
from decimal import Decimal
from pathlib import Path

import aiohttp
import ccxt.async_support as ccxt
import pytest

from paper.conftest import SPOT, SWAP, Desk, Setup
from tradekeel.paper import PaperServer, PaperStore


async def test_an_account_is_opened_once_and_may_be_repeated(desk: Desk) -> None:
    body: dict[str, object] = {
        "name": "carol",
        "api_key": "paper-key-carol",
        "secret": "carols",
        "spot": {"USDT": "250.5"},
        "usdm": {"USDT": "10"},
    }
    status, answer = await desk.admin("accounts", body)
    assert (status, answer["name"]) == (200, "carol")
    assert (await desk.admin("accounts", body))[0] == 200
    assert (await desk.admin("accounts", {**body, "secret": "other"}))[0] == 400
    assert (await desk.admin("accounts", {**body, "name": "dave"}))[0] == 400
    carol = desk.client("binance", apiKey="paper-key-carol", secret="carols")  # noqa: S106 - made up
    assert (await carol.fetch_balance())["USDT"]["free"] == "250.50000000"


async def test_an_order_is_cancelled_behind_the_back(desk: Desk) -> None:
    order = await desk.spot.create_order(SPOT, "limit", "buy", "0.01", "59000")
    request: dict[str, object] = {
        "market": "spot",
        "symbol": "BTCUSDT",
        "order_id": int(order["id"]),
    }
    assert (await desk.admin("orders/cancel", request))[0] == 200
    assert (await desk.spot.fetch_order(order["id"], SPOT))["status"] == "canceled"
    assert desk.balance("USDT") == (Decimal(10_000), 0)
    assert (await desk.admin("orders/cancel", request))[0] == 400


async def test_a_manual_trade_looks_like_one(desk: Desk) -> None:
    trade: dict[str, object] = {
        "account": "alice",
        "market": "usdm",
        "symbol": "BTCUSDT",
        "side": "SELL",
        "quantity": "0.05",
    }
    status, order = await desk.admin("trades", trade)
    assert (status, order["status"]) == (200, "FILLED")
    [found] = await desk.usdm.fetch_orders(SWAP)
    assert found["clientOrderId"].startswith("web_")
    assert (await desk.usdm.fetch_positions())[0]["side"] == "short"
    assert (await desk.admin("trades", {**trade, "quantity": "50"}))[0] == 400


async def test_money_comes_and_goes(desk: Desk) -> None:
    change: dict[str, object] = {"account": "alice", "market": "spot", "asset": "USDT"}
    assert (await desk.admin("balances", {**change, "change": "-9999.5"}))[0] == 200
    assert (await desk.spot.fetch_balance())["USDT"]["free"] == "0.50000000"
    assert (await desk.admin("balances", {**change, "change": "-1"}))[0] == 400
    futures = {**change, "market": "usdm", "change": "250"}
    assert (await desk.admin("balances", futures))[0] == 200
    assert (await desk.usdm.fetch_balance())["USDT"]["total"] == "5250.00000000"


async def test_prices_liquidity_and_ticks(desk: Desk) -> None:
    where: dict[str, object] = {"market": "spot", "symbol": "BTCUSDT"}
    assert (await desk.admin("price", {**where, "price": "50000"}))[0] == 200
    assert (await desk.admin("liquidity", {**where, "quantity": "0.5"}))[0] == 200
    book = await desk.spot.fetch_order_book(SPOT)
    assert str(book["asks"][0]) == "[50000.01, 0.5]"
    status, prices = await desk.admin("tick", {"count": 3})
    assert (status, {row["tick"] for row in prices}) == (200, {3})
    assert (await desk.admin("liquidity", {**where, "quantity": None}))[0] == 200
    for bad in ({**where, "price": "0"}, {**where, "price": "-1"}, {**where, "symbol": "X"}):
        assert (await desk.admin("price", bad))[0] == 400


async def test_a_liquidation_on_demand(desk: Desk) -> None:
    await desk.usdm.create_order(SWAP, "market", "buy", "0.1")
    status, order = await desk.admin("liquidations", {"account": "alice", "symbol": "BTCUSDT"})
    assert status == 200
    assert order["client_order_id"].startswith("autoclose-")
    assert await desk.usdm.fetch_positions() == []
    again = await desk.admin("liquidations", {"account": "alice", "symbol": "BTCUSDT"})
    assert again[0] == 400


async def test_faults_are_set_listed_and_taken_back(desk: Desk) -> None:
    rule: dict[str, object] = {"kind": "error_before", "endpoint": "*/time", "count": 3}
    _, answer = await desk.admin("faults", rule)
    with pytest.raises(ccxt.ExchangeNotAvailable):
        await desk.spot.fetch_time()
    _, faults = await desk.admin("faults")
    assert (faults["rules"][0]["id"], faults["rules"][0]["fired"]) == (answer["id"], 1)
    assert [fault["kind"] for fault in faults["injected"]] == ["error_before"]
    await desk.admin("faults/remove", {"id": answer["id"]})
    await desk.spot.fetch_time()
    assert (await desk.admin("faults", {"kind": "gremlin"}))[0] == 400


async def test_the_dump_is_the_truth_without_secrets(desk: Desk) -> None:
    await desk.spot.create_order(SPOT, "market", "buy", "0.01", None, {"clientOrderId": "seen"})
    status, state = await desk.admin("state")
    assert status == 200
    assert [order["client_order_id"] for order in state["orders"]] == ["seen"]
    assert Decimal(state["trades"][0]["quantity"]) == Decimal("0.01")
    assert state["accounts"][0]["spot"]["BTC"]["free"] == "1.00999"
    assert "secret" not in json.dumps(state)


async def test_only_loopback_names_and_json_may_call(desk: Desk) -> None:
    url = f"http://127.0.0.1:{desk.server.http_port}/_paper/tick"
    async with aiohttp.ClientSession() as session:
        async with session.post(url, json={}, headers={"Host": "evil.example"}) as reply:
            assert reply.status == 403
        async with session.post(url, data="{}") as reply:
            assert reply.status == 400
        async with session.post(url, json=[1]) as reply:
            assert reply.status == 400
        async with session.get(url.replace("tick", "nothing")) as reply:
            assert reply.status == 404
    async with desk.session.get("https://api.binance.com/_paper/state") as reply:
        assert reply.status == 403
    assert desk.exchange.state.symbols["spot", "BTCUSDT"].tick == 0


async def test_what_a_reply_says_is_on_disk_before_it_is_sent(setup: Setup, tmp_path: Path) -> None:
    desk = await setup(folder=tmp_path / "first")
    order = await desk.spot.create_order(SPOT, "limit", "buy", "0.01", "59000")
    # A copy of the files at this moment is what a killed process leaves behind.
    copy = tmp_path / "copy"
    copy.mkdir()
    for file in (tmp_path / "first").iterdir():
        (copy / file.name).write_bytes(file.read_bytes())
    store = PaperStore(copy)
    fresh = type(desk.exchange)(seed=7, clock=desk.clock)
    store.load_into(fresh.state)
    store.close()
    assert [str(row) for row in fresh.state.orders["spot", "BTCUSDT"]] == [order["id"]]
    assert fresh.state.accounts["alice"].balance("USDT").locked == 590


async def test_a_busy_port_is_an_error_that_leaves_nothing_open(desk: Desk) -> None:
    second = PaperServer(desk.exchange, port=desk.server.port)
    with pytest.raises(OSError, match="address already in use"):
        async with second:
            raise AssertionError("never reached")
    with pytest.raises(RuntimeError, match="not running"):
        _ = second.ca_pem_path


async def test_the_command_runs_survives_a_kill_and_refuses_bad_input(tmp_path: Path) -> None:
    async def start(*options: str) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tradekeel.paper", "--folder", str(tmp_path), *options,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )  # fmt: skip

    async def ask(process: asyncio.subprocess.Process, action: str, body: object = None) -> object:
        url = f"http://127.0.0.1:{ports['http_port']}/_paper/{action}"
        async with aiohttp.ClientSession() as session:
            made = session.get(url) if body is None else session.post(url, json=body)
            async with made as reply:
                assert reply.status == 200
                return await reply.json(content_type=None)

    process = await start("--seed", "3", "--tick-seconds", "0.05")
    assert process.stdout is not None
    ports = json.loads(await process.stdout.readline())
    account = {"name": "a", "api_key": "paper-key-a", "secret": "s", "spot": {"USDT": "5"}}
    await ask(process, "accounts", account)
    assert ports["ca_pem_path"] == str(tmp_path / "ca.pem")
    process.send_signal(signal.SIGKILL)
    await process.wait()

    process = await start("--seed", "3", "--tick-seconds", "0")
    assert process.stdout is not None
    ports = json.loads(await process.stdout.readline())
    state = await ask(process, "state")
    assert isinstance(state, dict)
    assert [row["name"] for row in state["accounts"]] == ["a"]

    second = await start("--seed", "3")
    _, complaint = await second.communicate()
    assert second.returncode == 1
    assert b"in use" in complaint
    assert b"Traceback" not in complaint
    process.terminate()
    await process.communicate()

    wrong = await start("--seed", "4")
    _, complaint = await wrong.communicate()
    assert (wrong.returncode, b"Traceback" in complaint) == (1, False)
