"""What all accounts of a process share: sessions, rate limiters, markets."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from tradekeel.exchange.adapter import AccountRef, ExchangeAccount
from tradekeel.exchange.client_ids import rule_for
from tradekeel.exchange.guard import guarded
from tradekeel.exchange.limiter import LimiterRegistry, RateLimiter
from tradekeel.exchange.markets import DEFAULT_MAX_AGE_SECONDS, MarketsCache
from tradekeel.exchange.streams import PING_MS, STREAMED, Count, UserStream, streaming
from tradekeel.exchange.transport import create_session

if TYPE_CHECKING:
    import aiohttp

# Options that ccxt needs so that one unified call does what it says and nothing else.
_OPTIONS: dict[str, dict[str, Any]] = {
    "binance": {
        "warnOnFetchOpenOrdersWithoutSymbol": False,
        "fetchOpenOrders": {"warnWithoutSymbol": False},
        "fetchCurrencies": False,
        "fetchMargins": False,
        "watchPositions": {"fetchPositionsSnapshot": False},
    },
    "hyperliquid": {"builderFee": False, "approvedBuilderFee": True, "refSet": True},
}
_OPTIONS["binanceusdm"] = _OPTIONS["binance"]
_MARKET_TYPES: dict[tuple[str, str], dict[str, Any]] = {
    ("binance", "spot"): {"types": ["spot"]},
    ("binance", "swap"): {"types": ["linear"]},
    ("binanceusdm", "swap"): {"types": ["linear"]},
}


class ExchangeHub:
    """Makes accounts. One per process and egress address; `async with` closes everything."""

    def __init__(
        self,
        *,
        redirects: Mapping[str, tuple[str, int]] | None = None,
        extra_ca: Path | None = None,
        egress: str = "default",
        local_address: str | None = None,
        limiters: LimiterRegistry | None = None,
        markets_max_age_seconds: float = DEFAULT_MAX_AGE_SECONDS,
    ) -> None:
        """Remember how to reach exchanges; nothing is opened before the first account."""
        self._redirects = dict(redirects or {})
        self._extra_ca = extra_ca
        self._egress = egress
        self._local_address = local_address
        self._limiters = limiters or LimiterRegistry()
        self._max_age = markets_max_age_seconds
        self._session: aiohttp.ClientSession | None = None
        # A stream holds its connection for as long as it lasts; requests have a pool of their own.
        self._stream_session: aiohttp.ClientSession | None = None
        self._markets: dict[tuple[str, str], MarketsCache] = {}
        self._clients: list[Any] = []

    async def __aenter__(self) -> Self:
        """Return self."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close everything."""
        await self.close()

    def account(self, ref: AccountRef) -> ExchangeAccount:
        """Make an account; call its `load()` before anything else.

        Raises UnknownExchangeError, NoClientIdRuleError, NoScopeError.
        """
        client = self._client(ref, with_credentials=True)
        return ExchangeAccount(ref, client, self.markets(ref))

    async def stream(self, ref: AccountRef, count: Count) -> UserStream | None:
        """Make one connection to an account's user-data stream; None where streams are not known.

        `count` is told kinds of events and how many. Raises what ccxt raises.
        """
        if (ref.exchange, ref.market_type) not in STREAMED:
            return None
        markets = self.markets(ref)
        await markets.ensure()
        client = self._client(ref, with_credentials=True, is_stream=True)
        markets.share_with(client)
        if client.has.get("fetchTime"):
            await client.load_time_difference()
        rule = rule_for(ref.exchange, ref.market_type)

        def closed() -> None:
            self._clients = [other for other in self._clients if other is not client]

        return UserStream(client, rule, ref.credentials.secrets(), count, closed)

    def markets(self, ref: AccountRef) -> MarketsCache:
        """Return the markets that accounts of this exchange and market type share."""
        key = (ref.exchange, ref.market_type)
        if key not in self._markets:
            public = self._client(ref, with_credentials=False)
            self._markets[key] = MarketsCache(public, ref.market_type, self._max_age)
        return self._markets[key]

    def limiter(self, exchange: str) -> RateLimiter | None:
        """Return the limiter of an exchange at this address, None before its first account."""
        return self._limiters.find(exchange, self._egress)

    async def close(self) -> None:
        """Close all clients and the session."""
        for client in self._clients:
            await client.close()
        self._clients.clear()
        self._markets.clear()
        if self._session is not None:
            await self._session.close()
            self._session = None
        if self._stream_session is not None:
            await self._stream_session.close()
            self._stream_session = None

    def _client(self, ref: AccountRef, *, with_credentials: bool, is_stream: bool = False) -> Any:
        session = self._opened_session(is_stream=is_stream)
        options = {
            "defaultType": ref.market_type,
            **_OPTIONS.get(ref.exchange, {}),
            **ref.options,
        }
        fetch_markets = _MARKET_TYPES.get((ref.exchange, ref.market_type))
        if fetch_markets is not None:
            options.setdefault("fetchMarkets", fetch_markets)
        make = streaming if is_stream else guarded
        client = make(ref.exchange)(
            {
                "session": session,
                "enableRateLimit": True,
                "timeout": ref.timeout_ms,
                "options": options,
                **(ref.credentials.as_ccxt() if with_credentials else {}),
            }
        )
        client.tradekeel_limiter = self._limiters.get(
            ref.exchange,
            self._egress,
            interval_ms=float(client.rateLimit),
            window_ms=float(client.rollingWindowSize),
        )
        client.tradekeel_account = ref.label if with_credentials else "markets"
        # ccxt would build a TLS context per client and never use it; the session has its own.
        client.ssl_context = True
        if is_stream:
            client.streaming = {**client.streaming, "keepAlive": PING_MS}
        self._clients.append(client)
        return client

    def _opened_session(self, *, is_stream: bool) -> "aiohttp.ClientSession":
        """The session of requests, or that of streams, which may have any number of connections."""
        if is_stream:
            if self._stream_session is None:
                self._stream_session = self._new_session(connection_limit=0)
            return self._stream_session
        if self._session is None:
            self._session = self._new_session()
        return self._session

    def _new_session(self, connection_limit: int | None = None) -> "aiohttp.ClientSession":
        limits = (
            {}
            if connection_limit is None
            else {
                "connection_limit": connection_limit,
                "connection_limit_per_host": connection_limit,
            }
        )
        return create_session(
            redirects=self._redirects,
            extra_ca=self._extra_ca,
            local_address=self._local_address,
            **limits,
        )
