"""Values that a caller should not send, per SQL type. All of them pass the client's cast, so that
the function itself is what has to refuse them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

NOBODY = "99999999-0000-4000-8000-000000000009"
LONG = 1_000_000

NUMERICS = (
    "NaN", "Infinity", "-Infinity", "0", "-0.0", "-1", "-1e20", "1e20", "1.00000001e20", "1e38",
    "1e1000", "-1e1000", "1e131000", "1e-18", "1e-19", "1e-16000", "0.0000000000000000001",
    "1234567890123456789012345678901234567890", "-1234567890123456789012345678901234567890",
    "0.1234567890123456789012345678901234567890", "0.000011", "99999999999", "1000000", "0.00001",
    "7.000000000000", "2147483648", "9223372036854775808", "86401", "600.1",
)  # fmt: skip
INTEGERS = ("0", "-1", "1", "2", "101", "1001", "86401", "2147483647", "-2147483648")
BIGINTS = (*INTEGERS, "9223372036854775807", "-9223372036854775808")
MOMENTS = (
    "infinity", "-infinity", "epoch", "4713-01-01 00:00:00+00 BC", "294276-12-31 23:59:59+00",
    "2009-01-03 00:00:00+00", "2400-02-29 00:00:00+00", "now", "tomorrow", "yesterday",
)  # fmt: skip
TEXTS = (
    "", " ", "\t", "\n", "\x01", "\x7f", "\x1b[31m", "a\x02b", "'", '"', "\\", "%s %I %%", "{}",
    "[]", "null", "NULL", "true", "0", "-1", "NaN", "Infinity", "1e400", "'; drop table x; --",
    "../../etc", "\u00a0", "\u202etxt", "\U0001f4a5", "e\u0301" * 40, "\u0130", "\uffff",
    "BTC/USDT", "btc/usdt", " BTC/USDT", "BTC/USDT:USDT", "XXX/YYY", "buy", "BUY", "sell", "long",
    "short", "both", "market", "limit", "stop", "GTC", "closed", "00000", "40001", "P0001", "LCR01",
    "default", "x" * 51, "x" * 101, "x" * 201, "x" * 1001, "x" * LONG, "\u20ac" * 100_000,
)  # fmt: skip
UUIDS = (NOBODY, "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff")

# As amounts, moments, ids and anything else in a document of an exchange.
JSON_SCALARS: tuple[object, ...] = (
    None, True, False, 0, 1, -1, 0.1, 1.5, 1e300, 10**40, -(10**40), 2**63, "", " ", "0", "-0",
    "-1", "1e20", "1.1e20", "-1e20", "1e21", "1e400", "1e-400", "1e999", "1e9999", "NaN", "nan",
    "Infinity", "-Infinity", "inf", "0x10", "1_000", "1,5", "1.2.3", " 1", "+1", ".5", "5.", "1e",
    "\u0661\u0662", "\uff11", "1" * 40, "-" + "1" * 40, "0." + "1" * 40, "0." + "0" * 39 + "1",
    "9" * 100, "9" * 101, "99999999999999999999", "1e19", "1e15", "0.00000001", "None", "null",
    "x" * 51, "x" * 201, "x" * 100_000, "\x01", "\u202e", "\U0001f4a5", "'", "%s", "BTC/USDT",
    "ETH/USDT", "BTC", "USDT", "BNB", "XXX", "buy", "sell", "BUY", "long", "short", "open",
    "closed", "canceled", "expired", "rejected", "filled", "pending", "failed", "invalid", "weird",
    1, 999, 1230767999999, 1230768000000, 1600000000, 1600000000000, 4102444800000, 10**15, 10**16,
    -1600000000000, "1600000000000", "1600000000000.5", "2020-01-01T00:00:00Z",
)  # fmt: skip


def _empty_json() -> tuple[str, ...]:
    deep = "[" * 900 + "]" * 900
    objects = '{"a":' * 900 + "1" + "}" * 900
    big = json.dumps(["x"] * 10_000)
    nulls = json.dumps([None] * 10_000)
    wide = json.dumps({f"key{number}": number for number in range(5_000)})
    return (
        "null", "true", "0", "1e300", '""', '"x"', "[]", "{}", "[null]", "[[]]", "[{}]", "[[[]]]",
        '{"": null}', "[1, null, true]", '{"open_orders": null}', '{"rows": []}', deep, objects,
        big, nulls, wide, "[{}, null, 1, []]", '{"id": null}', '[{"id": 1}, {"id": 1}]',
    )  # fmt: skip


DOCUMENTS = _empty_json()

BY_TYPE: dict[str, tuple[str, ...]] = {
    "numeric": NUMERICS,
    "integer": INTEGERS,
    "bigint": BIGINTS,
    "timestamp with time zone": MOMENTS,
    "text": TEXTS,
    "uuid": UUIDS,
    "boolean": ("true", "false"),
    "jsonb": DOCUMENTS,
    "uuid[]": ("{}", "{null}", f"{{{NOBODY}}}", "{" + ",".join(["null"] * 100_001) + "}"),
    "bigint[]": ("{}", "{null}", "{1,2,3}", "{-9223372036854775808,9223372036854775807}"),
}


def value(random: Random, kind: str) -> str | None:
    """A hostile value of an SQL type, as text. Raises KeyError for a type that is new here."""
    return None if random.random() < 0.2 else random.choice(BY_TYPE[kind])


def amount(random: Random) -> str:
    """Any number at all, often of many digits."""
    digits = "".join(random.choice("0123456789") for _ in range(random.choice([1, 3, 10, 20, 40])))
    fraction = "".join(
        random.choice("0123456789") for _ in range(random.choice([0, 2, 12, 18, 40]))
    )
    return random.choice(["", "", "-"]) + digits + ("." + fraction if fraction else "")
