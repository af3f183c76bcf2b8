"""Refusals in Binance's own vocabulary: a code, a message, an HTTP status.

ccxt matches some messages word for word and others by code, so the texts are part of the format.
"""

from __future__ import annotations


class BinanceError(Exception):
    """A refused request. ``code`` is negative as on Binance; ``status`` is the HTTP status."""

    def __init__(self, code: int, message: str, status: int = 400) -> None:
        super().__init__(f"{code} {message}")
        self.code = code
        self.message = message
        self.status = status


def missing(name: str) -> BinanceError:
    """A mandatory parameter is absent, empty or not of its type."""
    return BinanceError(
        -1102,
        f"Mandatory parameter '{name}' was not sent, was empty/null, or malformed.",
    )


def illegal(name: str, legal: str) -> BinanceError:
    """A parameter holds characters outside its legal range."""
    return BinanceError(
        -1100, f"Illegal characters found in parameter '{name}'; legal range is '{legal}'."
    )


def filter_failure(name: str) -> BinanceError:
    """A spot filter of the symbol refuses the order."""
    return BinanceError(-1013, f"Filter failure: {name}")


def rejected(message: str) -> BinanceError:
    """The spot matching engine refuses a new order."""
    return BinanceError(-2010, message)


INSUFFICIENT_BALANCE = "Account has insufficient balance for requested action."
DUPLICATE_ORDER = "Duplicate order sent."
WOULD_TAKE = "Order would immediately match and take."
WOULD_TRIGGER = "Stop price would trigger immediately."


def unknown_order() -> BinanceError:
    """A cancel names no order that is open."""
    return BinanceError(-2011, "Unknown order sent.")


def no_such_order() -> BinanceError:
    """A query names no order that can be seen."""
    return BinanceError(-2013, "Order does not exist.")


def invalid_symbol() -> BinanceError:
    """The symbol is not listed on this market."""
    return BinanceError(-1121, "Invalid symbol.")
