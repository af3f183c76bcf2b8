"""The table of exceptions: every class that ccxt has, on purpose and in order."""

import asyncio
import inspect
import json

import pytest
from ccxt.base import errors as ccxt_errors

from tradekeel.exchange.classify import (
    TABLE,
    OrderAlteredError,
    ReplyUnreadableError,
    classify,
    table_kind,
)
from tradekeel.exchange.guard import Reply, annotate
from tradekeel.exchange.redaction import redact
from tradekeel.exchange.sending import ResendRefusedError, SendDeadlinePassedError

CCXT_CLASSES = {
    name: value
    for name, value in vars(ccxt_errors).items()
    if inspect.isclass(value) and issubclass(value, BaseException)
}

# Written down a second time, from what each class means for an order that was sent once.
EXPECTED = {
    "not_placed": {
        "InsufficientFunds", "InvalidOrder", "OrderImmediatelyFillable", "OrderNotFillable",
        "ContractUnavailable", "BadRequest", "OperationRejected", "NoChange",
        "MarginModeAlreadySet", "MarketClosed", "ManualInteractionNeeded", "InvalidAddress",
        "AddressPending", "InvalidNonce", "ChecksumError", "ArgumentsRequired",
    },
    "auth": {
        "AuthenticationError", "PermissionDenied", "AccountNotEnabled", "AccountSuspended",
    },
    "permanent": {"BadSymbol", "NotSupported", "InvalidProxySettings", "RestrictedLocation"},
    "rate_limited": {"RateLimitExceeded", "DDoSProtection"},
    "unknown": {
        "BaseError", "ExchangeError", "OperationFailed", "NetworkError", "RequestTimeout",
        "ExchangeNotAvailable", "OnMaintenance", "BadResponse", "NullResponse", "CancelPending",
        "DuplicateOrderId", "OrderNotFound", "OrderNotCached", "ExchangeClosedByUser",
        "UnsubscribeError",
    },
}  # fmt: skip


@pytest.mark.parametrize("name", CCXT_CLASSES)
def test_every_class_of_ccxt_is_in_the_table_and_means_what_it_must(name: str) -> None:
    known = {entry for entry, _ in TABLE}
    assert CCXT_CLASSES[name] in known, f"ccxt has a new class {name}: decide what it means"
    kinds = [kind for kind, names in EXPECTED.items() if name in names]
    assert kinds == [classify(CCXT_CLASSES[name]("x"), sent=True).kind]


def test_no_class_is_shadowed_by_one_before_it() -> None:
    for index, (later, _) in enumerate(TABLE):
        for earlier, _ in TABLE[:index]:
            assert not issubclass(later, earlier), f"{later.__name__} is never reached"


@pytest.mark.parametrize("name", CCXT_CLASSES)
def test_nothing_is_unknown_when_nothing_was_sent(name: str) -> None:
    kind = classify(CCXT_CLASSES[name]("x"), sent=False).kind
    assert kind in ("not_sent", "auth", "permanent", "rate_limited")


@pytest.mark.parametrize(
    ("error", "sent", "kind"),
    [
        (SendDeadlinePassedError("late"), False, "not_sent"),
        (SendDeadlinePassedError("late, in a second request"), True, "unknown"),
        (OrderAlteredError("0.1234"), False, "not_sent"),
        (ResendRefusedError("twice"), True, "unknown"),
        (ReplyUnreadableError("no id"), True, "unknown"),
        (asyncio.CancelledError(), True, "unknown"),
        (asyncio.CancelledError(), False, "not_sent"),
        (TimeoutError(), True, "unknown"),
        (ValueError("x"), True, "unknown"),
        (ValueError("x"), False, "not_sent"),
        (KeyError("x"), True, "unknown"),
        (MemoryError(), True, "unknown"),
    ],
)
def test_what_is_not_ccxt_s(error: BaseException, sent: bool, kind: str) -> None:
    assert classify(error, sent=sent).kind == kind


@pytest.mark.parametrize("name", ["InvalidOrder", "BadRequest", "OrderNotFillable", "BadSymbol"])
def test_a_refused_resend_may_mean_that_the_first_one_was_taken(name: str) -> None:
    assert classify(CCXT_CLASSES[name]("x"), sent=True, is_resend=True).kind == "unknown"


@pytest.mark.parametrize("name", ["InsufficientFunds", "AuthenticationError", "InvalidNonce"])
def test_a_resend_refused_for_another_reason_keeps_its_kind(name: str) -> None:
    error = CCXT_CLASSES[name]("x")
    assert classify(error, sent=True, is_resend=True).kind == classify(error, sent=True).kind


@pytest.mark.parametrize("name", sorted(EXPECTED["not_placed"]))
def test_a_refused_cancel_says_nothing_about_the_order(name: str) -> None:
    kind = classify(CCXT_CLASSES[name]("x"), sent=True, operation="cancel").kind
    assert kind == "unknown"


@pytest.mark.parametrize("status", [500, 502, 503, 504, 599])
def test_a_server_error_is_unknown_whatever_class_ccxt_makes_of_it(status: int) -> None:
    error = annotate(ccxt_errors.InvalidOrder("x"), Reply(status=status))
    assert classify(error, sent=True).kind == "unknown"


@pytest.mark.parametrize("status", [418, 429])
@pytest.mark.parametrize("sent", [True, False])
def test_too_many_requests_whatever_class_ccxt_makes_of_it(status: int, sent: bool) -> None:
    error = annotate(ccxt_errors.ExchangeError("x"), Reply(status=status, retry_after_ms=3))
    outcome = classify(error, sent=sent)
    assert (outcome.kind, outcome.retry_after_ms) == ("rate_limited", 3)


@pytest.mark.parametrize(
    "text",
    [
        'binance {"code":-2010,"msg":"Duplicate order sent."}',
        'binanceusdm {"code":-4116,"msg":"ClientOrderId is duplicated."}',
        'bybit {"retCode":110072,"retMsg":"OrderLinkedID is the same as another order"}',
        'bybit {"retCode":170141,"retMsg":"x"}',
        'okx {"code":"1","data":[{"sCode":"51016","sMsg":"x"}]}',
        "kraken EOrder:cl_ord_id already exists",
        'kucoin {"code":"126044","msg":"x"}',
    ],
)
def test_a_duplicate_is_never_proof_of_absence(text: str) -> None:
    assert classify(ccxt_errors.InvalidOrder(text), sent=True).kind == "unknown"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('binance {"code":-1013,"msg":"x"}', "-1013"),
        ('okx {"code":"1","data":[{"sCode":"51008"}]}', "51008"),
        ('okx {"code":"50004","data":[]}', "50004"),
        ('bybit {"retCode":10002,"retMsg":"x"}', "10002"),
        ('gate {"label":"BALANCE_NOT_ENOUGH"}', "BALANCE_NOT_ENOUGH"),
        ('kraken {"error":["EOrder:Insufficient funds"]}', "EOrder:Insufficient funds"),
        ("nothing of that kind", None),
    ],
)
def test_the_exchange_s_own_code_is_kept(text: str, code: str | None) -> None:
    assert classify(ccxt_errors.ExchangeError(text), sent=True).code == code


def test_table_kind_falls_back_to_unknown() -> None:
    class NewError(ccxt_errors.BaseError):
        pass

    assert table_kind(NewError()) == "unknown"
    assert table_kind(KeyboardInterrupt()) == "unknown"


def test_an_outcome_is_json() -> None:
    outcome = classify(ccxt_errors.RequestTimeout("x"), sent=True)
    assert json.loads(json.dumps(outcome.as_dict()))["kind"] == "unknown"


URL = (
    "binance GET https://api.binance.com/api/v3/order?timestamp=1&symbol=BTCUSDT"
    "&signature=0924b5441a5fdb5cd3707e7e59328f0471dccc2252c16cf13709e459db445a10"
)


def test_messages_show_no_query_and_no_signature() -> None:
    message = classify(ccxt_errors.RequestTimeout(URL), sent=True).message
    assert message == "binance GET https://api.binance.com/api/v3/order?[redacted]"


@pytest.mark.parametrize(
    "text",
    [
        "{'X-MBX-APIKEY': 'topsecret'}",
        '{"apiKey":"topsecret"}',
        "signature=topsecret&x=1",
        "Authorization: topsecret",
        "X-BAPI-API-KEY: topsecret",
        "OK-ACCESS-PASSPHRASE: topsecret",
        '"passphrase" : "topsecret"',
        "secret = topsecret",
        "the key topsecret is unknown",
    ],
)
def test_named_and_known_secrets_are_hidden(text: str) -> None:
    assert "topsecret" not in redact(text, ("topsecret",) if "the key" in text else ())


def test_long_tokens_are_hidden_and_ordinary_text_is_not() -> None:
    token = "a1" * 32
    assert redact(f"got {token} from it") == "got [redacted] from it"
    plain = '{"code":-2010,"msg":"Account has insufficient balance for requested action."}'
    assert redact(plain) == plain
    client_id = "0123456789abcdef0123456789abcdef"
    assert client_id in redact(f"order {client_id} not found")
    assert len(redact("word " * 500)) == 400
