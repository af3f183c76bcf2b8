"""Credentials, JSON, markets and the hub."""

import asyncio
import json
import logging
import traceback
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from ccxt.base.errors import BadResponse, BaseError

from exchange.conftest import API_KEY, PASSPHRASE, SECRET, Setup
from exchange.fake import Fault, Request, Status
from exchange.venues import CLIENT_TEXT, VENUES
from tradekeel.exchange import (
    AccountRef,
    Credentials,
    ExchangeHub,
    is_in_vault,
    resolve_credentials,
    to_json,
)
from tradekeel.exchange.client_ids import CLIENT_IDS, NoClientIdRuleError, client_id_of, rule_for
from tradekeel.exchange.credentials import CredentialsError
from tradekeel.exchange.guard import UnknownExchangeError, guarded, retry_after_ms
from tradekeel.exchange.json_safe import FloatInMoneyError, json_safe
from tradekeel.exchange.listings import SCOPES
from tradekeel.exchange.markets import market_row
from tradekeel.exchange.shapes import checked_balance, checked_rows

# -- credentials ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("KEY:SECRET", ("KEY", "SECRET", None)),
        ("KEY:SECRET:PASS:WORD", ("KEY", "SECRET", "PASS:WORD")),
        ('{"apiKey": "KEY", "secret": "SECRET"}', ("KEY", "SECRET", None)),
        ('{"key": "KEY", "api_secret": "S", "passphrase": "P"}', ("KEY", "S", "P")),
        ("  KEY:SECRET\n", ("KEY", "SECRET", None)),
    ],
)
def test_credentials_from_the_environment_and_a_file(
    tmp_path: Path, text: str, expected: tuple[str, str, str | None]
) -> None:
    found = resolve_credentials("env:MINE", environment={"MINE": text})
    assert (found.api_key, found.secret, found.password) == expected
    path = tmp_path / "key"
    path.write_text(text)
    path.chmod(0o600)
    assert resolve_credentials(f"file:{path}") == found


@pytest.mark.parametrize(
    ("reference", "text", "message"),
    [
        ("MINE", "", "is not env:, file: or vault:"),
        ("ssh:MINE", "", "is not env:, file: or vault:"),
        ("env:OTHER", "", "OTHER is not set"),
        ("vault:MINE", "", "was not read from Supabase Vault"),
        ("file:/nowhere/at/all", "", "cannot be read"),
        ("env:MINE", "only-one-part", "neither a JSON object nor KEY:SECRET"),
        ("env:MINE", "KEY:", "lacks a key or a secret"),
        ("env:MINE", '{"apiKey": "topsecret"', "is not valid JSON"),
        ("env:MINE", '{"apiKey": "topsecret"}', "lacks a key or a secret"),
        ("env:MINE", '{"apiKey": "topsecret", "secret": 5}', "is not text"),
        ("env:MINE", '{"apiKey": "topsecret", "x": "topsecret"}', "unknown field 'x'"),
    ],
)
def test_bad_references_name_the_reference_and_nothing_else(
    reference: str, text: str, message: str
) -> None:
    with pytest.raises(CredentialsError, match=message) as caught:
        resolve_credentials(reference, environment={"MINE": text})
    shown = str(caught.value) + str(caught.value.__cause__)
    assert "topsecret" not in shown


def test_a_secret_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text("KEY:SECRET")
    path.chmod(0o640)
    with pytest.raises(CredentialsError, match="chmod 600"):
        resolve_credentials(f"file:{path}")


def test_what_the_vault_holds_is_read_like_any_other() -> None:
    assert is_in_vault("vault:MINE")
    assert not is_in_vault("env:vault:")
    assert resolve_credentials("vault:MINE", vault="KEY:SECRET").api_key == "KEY"


def test_credentials_do_not_show_themselves() -> None:
    credentials = Credentials("topsecret-key", "topsecret", "topsecret-pass", "topsecret-uid")
    ref = AccountRef("binance", "spot", credentials)
    for shown in (repr(credentials), str(credentials), f"{ref!r}", str(ref)):
        assert "topsecret" not in shown


async def test_nothing_secret_is_logged_or_answered(
    setup: Setup, caplog: pytest.LogCaptureFixture
) -> None:
    """Everything at DEBUG, an order on every exchange, half of them refused with an echo."""
    caplog.set_level(logging.DEBUG)

    def echo(request: Request) -> Status:
        return Status(400, {"code": -1100, "msg": f"bad {request.headers} {request.values}"})

    answers: list[Any] = []
    for name in VENUES:
        stage = await setup(name)
        answers.append(await stage.account.send(stage.intent()))
        stage.fake.on(*stage.venue.create, echo)
        answers.append(await stage.account.send(stage.intent()))
        stage.fake.on(*stage.venue.open_orders, echo)
        answers.append(await stage.account.read_open_orders())
    shown = caplog.text + json.dumps(answers)
    for secret in (API_KEY, SECRET, PASSPHRASE):
        assert secret not in shown
    assert "signature=" not in shown.replace("signature=[redacted]", "")


# -- JSON -----------------------------------------------------------------------------------------


def test_floats_in_money_are_raised_with_their_path() -> None:
    with pytest.raises(FloatInMoneyError, match=r"\$\.fees\[0\]\.cost"):
        to_json({"fees": [{"cost": 0.1}]})
    for bad in (float("nan"), Decimal("NaN"), Decimal("Infinity"), object(), b"1", {1, 2}):
        with pytest.raises(FloatInMoneyError):
            to_json({"amount": bad})
    with pytest.raises(FloatInMoneyError):
        to_json({"timestamp": float("inf")})


def test_what_is_kept_and_what_is_left_out() -> None:
    order = {
        "id": "1", "amount": "0.1", "price": Decimal("1E-8"), "timestamp": 1.5, "maker": 0.001,
        "percentage": True, "filled": None, "info": {"status": "NEW", "x": 0.5},
        "trades": [{"info": {"state": "live"}}], "count": 10**30,
    }  # fmt: skip
    assert json.loads(to_json(order)) == {
        "id": "1", "amount": "0.1", "price": "0.00000001", "timestamp": 1.5, "percentage": True,
        "filled": None, "rawStatus": "NEW", "trades": [{"rawStatus": "live"}], "count": 10**30,
    }  # fmt: skip
    with pytest.raises(FloatInMoneyError, match=r"\$\.info\.x"):
        to_json(order, keep_info=True)
    assert json_safe({"maker": "0.1"}) == {"maker": "0.1"}, "text is kept whatever its name"


# -- shapes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rows", [None, {}, "rows", [1], [{}], [{"id": ""}], [{"id": "1", "symbol": None}]]
)
def test_rows_that_are_no_orders(rows: Any) -> None:
    with pytest.raises(BadResponse):
        checked_rows("order", rows)


@pytest.mark.parametrize(
    "balance", [None, [], {}, {"info": {}}, {"info": {}, "free": {}, "used": {}, "total": None}]
)
def test_balances_that_are_none(balance: Any) -> None:
    with pytest.raises(BadResponse):
        checked_balance(balance)


# -- tables ---------------------------------------------------------------------------------------


def test_every_exchange_we_know_is_known_in_every_table() -> None:
    assert set(CLIENT_IDS) == set(SCOPES)
    for exchange, _ in SCOPES:
        client = guarded(exchange)()
        for scope in (SCOPES[key] for key in SCOPES if key[0] == exchange):
            for part in (scope.open, scope.closed, scope.trades, scope.positions):
                for listing in part:
                    assert callable(getattr(client, listing.method))


def test_unknown_exchanges_are_refused() -> None:
    with pytest.raises(UnknownExchangeError):
        guarded("mtgox")
    with pytest.raises(UnknownExchangeError):
        guarded("Exchange")
    with pytest.raises(NoClientIdRuleError):
        rule_for("binance", "option")


@pytest.mark.parametrize(
    ("key", "row", "expected"),
    [
        (("binance", "spot"), {"clientOrderId": "x"}, "x"),
        (("deribit", "swap"), {"clientOrderId": None, "info": {"label": "x"}}, "x"),
        (("coinbase", "spot"), {"info": {"client_order_id": ""}}, None),
        (("binance", "spot"), {"info": {"clientOrderId": "x"}}, None),
    ],
)
def test_client_ids_come_from_the_row_or_its_raw_field(
    key: tuple[str, str], row: dict[str, Any], expected: str | None
) -> None:
    assert client_id_of(rule_for(*key), row) == expected


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"Retry-After": "3"}, 3_000),
        ({"retry-after": "0.5"}, 500),
        ({"Retry-After": "-1"}, 0),
        ({"Retry-After": "Tue, 14 Nov 2023 22:13:30 GMT"}, 10_000),
        ({"Retry-After": "soon"}, None),
        ({}, None),
        (None, None),
    ],
)
def test_retry_after(headers: Any, expected: int | None) -> None:
    assert retry_after_ms(headers, 1_700_000_000_000) == expected


# -- orders as they leave -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [
        {"quantity": "0.0005"},
        {"quantity": "0.12345"},
        {"quantity": "0"},
        {"quantity": "-1"},
        {"quantity": "NaN"},
        {"quantity": "Infinity"},
        {"quantity": "one"},
        {"price": "100.001"},
        {"price": "NaN"},
        {"price": "0"},
    ],
)
async def test_an_order_that_ccxt_would_change_is_not_sent(
    setup: Setup, changes: dict[str, str]
) -> None:
    stage = await setup("binance")
    answer = await stage.account.send(stage.intent(**changes))
    assert answer["outcome"] == "not_sent"
    assert answer["error"] is not None
    assert answer["error"]["error_class"] == "OrderAlteredError"
    assert stage.fake.requests == []


async def test_an_unknown_symbol_is_permanent_and_not_sent(setup: Setup) -> None:
    stage = await setup("binance")
    answer = await stage.account.send(stage.intent(symbol="NO/SUCH"))
    assert (answer["outcome"], answer["is_sent"]) == ("permanent", False)


async def test_the_order_arrives_as_it_was_meant(setup: Setup) -> None:
    stage = await setup("binanceusdm")
    stage.fake.on("POST", "/fapi/v1/leverage", lambda r: {"leverage": r.values["leverage"]})
    for _ in range(2):
        await stage.account.send(stage.intent(reduce_only=True, post_only=True, leverage=3))
    request = stage.fake.asked(*stage.venue.create)[0].values
    assert {name: request.get(name) for name in (
        "symbol", "side", "type", "quantity", "price", "newClientOrderId", "reduceOnly",
        "timeInForce",
    )} == {
        "symbol": "BTCUSDT", "side": "BUY", "type": "LIMIT", "quantity": "0.5", "price": "100",
        "newClientOrderId": CLIENT_TEXT, "reduceOnly": "true", "timeInForce": "GTX",
    }  # fmt: skip
    leverages = stage.fake.asked("POST", "/fapi/v1/leverage")
    assert [r.values["leverage"] for r in leverages] == ["3"], "set once, not with every order"


async def test_a_leverage_that_cannot_be_set_keeps_the_order_back(setup: Setup) -> None:
    stage = await setup("binanceusdm")
    stage.fake.on("POST", "/fapi/v1/leverage", Status(500, "oops"))
    answer = await stage.account.send(stage.intent(leverage=3))
    assert answer["outcome"] == "not_sent", answer
    assert stage.fake.asked(*stage.venue.create) == []


async def test_a_conditional_order_goes_where_conditional_orders_go(setup: Setup) -> None:
    stage = await setup("binanceusdm")
    taken = {"algoId": 5, "clientAlgoId": CLIENT_TEXT, "symbol": "BTCUSDT", "side": "SELL",
             "orderType": "STOP_MARKET", "algoStatus": "NEW", "quantity": "0.5"}  # fmt: skip
    stage.fake.on("POST", "/fapi/v1/algoOrder", taken)
    stage.fake.on("GET", "/fapi/v1/algoOrder", taken)
    stage.fake.on("DELETE", "/fapi/v1/algoOrder", taken)
    intent = stage.intent(
        side="sell", order_type="stop", price=None, trigger_price="90.00", reduce_only=True
    )
    answer = await stage.account.send(intent)
    assert answer["outcome"] == "accepted", answer
    request = stage.fake.asked("POST", "/fapi/v1/algoOrder")[0].values
    assert (request["clientAlgoId"], request["triggerPrice"]) == (CLIENT_TEXT, "90")
    found = await stage.account.lookup_order(stage.venue.symbol, CLIENT_TEXT, is_conditional=True)
    assert found["outcome"] == "found", found
    gone = await stage.account.cancel(stage.venue.symbol, None, CLIENT_TEXT, is_conditional=True)
    assert gone["outcome"] == "accepted", gone


# -- markets and the hub --------------------------------------------------------------------------

_INFO = {
    "timezone": "UTC", "serverTime": 1, "rateLimits": [], "symbols": [{
        "symbol": "ETHBTC", "status": "TRADING", "baseAsset": "ETH", "quoteAsset": "BTC",
        "baseAssetPrecision": 8, "quotePrecision": 8, "quoteAssetPrecision": 8,
        "isSpotTradingAllowed": True, "isMarginTradingAllowed": False, "permissions": ["SPOT"],
        "orderTypes": ["LIMIT", "MARKET"], "filters": [
            {"filterType": "PRICE_FILTER", "minPrice": "0.00001", "maxPrice": "922327",
             "tickSize": "0.00001"},
            {"filterType": "LOT_SIZE", "minQty": "0.0001", "maxQty": "100000",
             "stepSize": "0.0001"},
            {"filterType": "NOTIONAL", "minNotional": "0.0001"},
        ],
    }],
}  # fmt: skip


async def test_markets_are_loaded_once_for_all_accounts_and_without_a_key(setup: Setup) -> None:
    stage = await setup("binance")
    stage.fake.on("GET", "/api/v3/exchangeInfo", _INFO)
    stage.fake.on("GET", "/api/v3/time", {"serverTime": 1})
    accounts = [
        stage.hub.account(AccountRef("binance", "spot", Credentials(f"k{i}", "s"), label=str(i)))
        for i in range(3)
    ]
    await asyncio.gather(*(account.load() for account in accounts))
    asked = stage.fake.asked("GET", "/api/v3/exchangeInfo")
    assert len(asked) == 1
    assert "X-MBX-APIKEY" not in asked[0].headers
    assert accounts[0].client.markets is accounts[1].client.markets
    assert len(stage.fake.asked("GET", "/api/v3/time")) == 3
    assert accounts[0].market_rows() == [{
        "symbol": "ETH/BTC", "base": "ETH", "quote": "BTC", "settle": None, "type": "spot",
        "is_linear": None, "contract_size": None, "price_tick": "0.00001",
        "quantity_step": "0.0001", "min_quantity": "0.0001", "max_quantity": "100000",
        "min_cost": "0.0001", "is_active": True,
    }]  # fmt: skip
    assert stage.hub.markets(accounts[0].ref).age_seconds is not None


async def test_a_failed_refresh_keeps_the_old_markets(setup: Setup) -> None:
    stage = await setup("binance")
    stage.fake.on("GET", "/api/v3/exchangeInfo", _INFO)
    cache = stage.hub.markets(stage.account.ref)
    await cache.ensure()
    stage.fake.on("GET", "/api/v3/exchangeInfo", Status(200, {"symbols": []}))
    with pytest.raises(BadResponse, match="no markets"):
        await cache.ensure(force=True)
    assert [row["symbol"] for row in cache.rows()] == ["ETH/BTC"]


async def test_clock_difference_reaches_the_signature(setup: Setup) -> None:
    stage = await setup("binance")
    stage.fake.on("GET", "/api/v3/time", {"serverTime": 1_000_000})
    await stage.account.measure_clock()
    await stage.account.send(stage.intent())
    signed_at = int(stage.fake.asked(*stage.venue.create)[0].values["timestamp"])
    assert 1_000_000 <= signed_at < 1_060_000


def test_market_amounts_are_text_or_refused() -> None:
    with pytest.raises(TypeError):
        market_row({"symbol": "A/B", "precision": {"price": 0.01}})


async def test_closing_the_hub_closes_everything() -> None:
    hub = ExchangeHub()
    account = hub.account(AccountRef("binance", "spot", Credentials("k", "s")))
    session = account.client.session
    await hub.close()
    assert session.closed
    assert account.client.session is None


async def test_errors_can_be_logged_by_anyone(setup: Setup) -> None:
    """Also with their traceback, and also those that do not pass through the adapter."""
    stage = await setup("binance", timeout_ms=400)
    stage.fake.fail("GET", "/api/v3/account", Fault("drop"))
    stage.fake.fail("GET", "/api/v3/account", Fault("hang"))
    for cause in ("ServerDisconnectedError", "TimeoutError"):
        try:
            await stage.account.exchange_uid()
        except BaseError:
            shown = traceback.format_exc()
        assert cause in shown
        assert "account?[redacted]" in shown
        assert "signature=" not in shown
