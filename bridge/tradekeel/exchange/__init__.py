"""The exchange side of the bridge: ccxt, held to what an honest unknown needs.

Nothing here decides about money, state or time. It carries intents out, carries readings in, and
says exactly what is known about each request: whether it left the process, whether the exchange
refused it, or that nobody can tell.
"""

from tradekeel.exchange.adapter import AccountRef, ExchangeAccount, SendIntent
from tradekeel.exchange.classify import Outcome, classify
from tradekeel.exchange.credentials import Credentials, is_in_vault, resolve_credentials
from tradekeel.exchange.hub import ExchangeHub
from tradekeel.exchange.json_safe import to_json

__all__ = [
    "AccountRef",
    "Credentials",
    "ExchangeAccount",
    "ExchangeHub",
    "Outcome",
    "SendIntent",
    "classify",
    "is_in_vault",
    "resolve_credentials",
    "to_json",
]
