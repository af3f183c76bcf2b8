"""The demo's world: a private PostgreSQL, a paper exchange, two users with three profiles, and the
bridge as a process of its own that can be killed."""

import asyncio
import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from uuid import UUID, uuid5

import psycopg
from psycopg import sql
from psycopg.rows import dict_row

from tradekeel.applier import CheckRow, apply, check
from tradekeel.paper import PaperExchange, PaperServer, RealClock
from tradekeel.paper.money import parse_amount
from tradekeel.postgres import Cluster, apply_local
from tradekeel.settings import Settings

DATABASE = "tradekeel_demo"
SUPERUSER = "supabase_admin"
NAMES = UUID("7c1f4f0e-5d0b-4a5e-9d5c-3f6f3d1d2b10")
GRACE_SECONDS = 10.0
# Short enough that an unknown attempt is resolved while somebody watches.
SETTINGS = {"send_window_ms": "3000", "clock_skew_ms": "500", "missing_grace_ms": "1500"}
LOOP_ENVIRONMENT = {
    "TRADEKEEL_TRADING_SECONDS": "0.3",
    "TRADEKEEL_MONITOR_SECONDS": "1",
    "TRADEKEEL_RECONCILIATION_SECONDS": "8",
    "TRADEKEEL_CAPITAL_WATCHDOG_SECONDS": "5",
    "TRADEKEEL_LEASE_SECONDS": "4",
    # What it shows is reconciliation; with a stream the database would know before it runs.
    "TRADEKEEL_STREAMS": "false",
    "TRADEKEEL_LOG_FORMAT": "json",
}


@dataclass(frozen=True)
class Profile:
    """One profile of the demo. Amounts are quote currency as text."""

    user: str
    account: str
    name: str
    symbols: tuple[str, ...]
    allocated: str
    cost_per_entry: str
    market_type: str
    leverage: int = 1
    limits: str = "{}"

    @property
    def user_id(self) -> UUID:
        """The user's id; the same in every run."""
        return uuid5(NAMES, self.user)

    @property
    def account_id(self) -> UUID:
        """The account's id."""
        return uuid5(NAMES, self.account)

    @property
    def profile_id(self) -> UUID:
        """The profile's id."""
        return uuid5(NAMES, f"{self.account}/{self.name}")

    @property
    def key_variable(self) -> str:
        """The environment variable that holds the account's key."""
        return "TRADEKEEL_DEMO_KEY_" + self.account.upper().replace("-", "_")


# Two profiles share ada's account; bob trades futures.
PROFILES = (
    Profile("ada", "ada-spot", "majors", ("BTC/USDT", "ETH/USDT"), "3000", "250", "spot"),
    Profile("ada", "ada-spot", "alts", ("SOL/USDT", "XRP/USDT"), "2000", "150", "spot"),
    Profile(
        "bob",
        "bob-usdm",
        "perps",
        ("BTC/USDT:USDT", "ETH/USDT:USDT"),
        "2500",
        "600",
        "swap",
        3,
        '{"stop_loss_rate": "0.002", "take_profit_rate": "0.004"}',
    ),
)


class World:
    """Everything that runs. Start it, use it, stop it; nothing is left running."""

    def __init__(self, settings: Settings, seed: int) -> None:
        """Remember; nothing is started."""
        self.home = settings.home.absolute() / "demo"
        self.cluster = Cluster(self.home / "postgres")
        self.exchange = PaperExchange(seed=seed, clock=RealClock())
        self.server = PaperServer(self.exchange, tick_seconds=0.4, folder=self.home / "paper")
        self.bridge_starts = 0
        self._bridge: asyncio.subprocess.Process | None = None
        self._log: IO[bytes] | None = None
        self._admin: psycopg.AsyncConnection[dict[str, Any]] | None = None
        self._client: psycopg.AsyncConnection[dict[str, Any]] | None = None
        self._client_turn = asyncio.Lock()

    # -- start and stop ---------------------------------------------------------------------------

    def create_database(self) -> None:
        """Start the private PostgreSQL and make a fresh database in it."""
        self.cluster.start()
        with psycopg.connect(self.cluster.url(user=SUPERUSER), autocommit=True) as connection:
            name = sql.Identifier(DATABASE)
            connection.execute(sql.SQL("drop database if exists {} with (force)").format(name))
            connection.execute(sql.SQL("create database {}").format(name))
        apply_local(self.cluster.url(DATABASE, SUPERUSER))
        with psycopg.connect(self.cluster.url(user=SUPERUSER), autocommit=True) as connection:
            connection.execute(sql.SQL("alter database {} owner to postgres").format(name))

    def apply_schema(self) -> int:
        """Apply the schema as Supabase's postgres would; returns how many files."""
        result = apply(self.cluster.url(DATABASE))
        return len(result.migrations) + len(result.repeatables)

    async def open(self) -> None:
        """Start the paper exchange and connect."""
        (self.home / "paper").mkdir(parents=True, exist_ok=True)
        await self.server.__aenter__()
        self._admin = await self._connect(SUPERUSER)
        self._client = await self._connect("authenticator")

    async def _connect(self, user: str) -> psycopg.AsyncConnection[dict[str, Any]]:
        return await psycopg.AsyncConnection.connect(
            self.cluster.url(DATABASE, user), autocommit=True, row_factory=dict_row
        )

    async def close(self) -> None:
        """Stop what runs, the exchange last: the bridge may still be talking to it."""
        await self.stop_bridge()
        for connection in (self._admin, self._client):
            if connection is not None:
                await connection.close()
        await self.server.__aexit__(None, None, None)
        await asyncio.to_thread(self.cluster.stop)

    async def create_tenants(self) -> None:
        """Users, accounts at the exchange and here, profiles with capital."""
        for key, value in SETTINGS.items():
            await self.query("select ops.fn_change_setting(%s, %s)", key, value)
        for profile in PROFILES:
            await self.query("select ops.fn_create_user(%s)", profile.user_id)
            await self.query(
                "select ops.fn_create_account(%s, %s, %s, %s, 'one_way', %s, 'report')",
                profile.user_id,
                profile.account_id,
                "binance" if profile.market_type == "spot" else "binanceusdm",
                profile.market_type,
                f"env:{profile.key_variable}",
            )
            await self.query(
                "select ops.fn_create_profile(%s, %s, %s, %s, 'USDT', 2, 2000, %s)",
                profile.user_id,
                profile.profile_id,
                profile.account_id,
                profile.name,
                profile.leverage,
            )
            await self.query(
                "select ops.fn_change_profile(%s, %s, %s::jsonb)",
                profile.user_id,
                profile.profile_id,
                profile.limits,
            )
            await self.query(
                "select ops.fn_allocate_capital(%s, %s, %s, %s)",
                profile.user_id,
                profile.profile_id,
                profile.profile_id,
                profile.allocated,
            )
        for account in dict.fromkeys(profile.account for profile in PROFILES):
            wallet = {"USDT": parse_amount("20000")}
            is_spot = account.endswith("spot")
            self.exchange.create_account(
                account,
                f"key-{account}",
                f"secret-{account}",
                spot=wallet if is_spot else {},
                usdm=None if is_spot else wallet,
            )

    # -- the bridge -------------------------------------------------------------------------------

    async def start_bridge(self) -> None:
        """Start `tradekeel up` as a process of its own; its log goes to a file."""
        keys = {p.key_variable: f"key-{p.account}:secret-{p.account}" for p in PROFILES}
        environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("TRADEKEEL_")},
            **LOOP_ENVIRONMENT,
            **keys,
            **self._served(),
            "TRADEKEEL_BRIDGE_URL": self.cluster.url(DATABASE, "tradekeel_bridge"),
            "TRADEKEEL_PAPER_ADDRESS": f"127.0.0.1:{self.server.port}",
            "TRADEKEEL_PAPER_CA": str(self.server.ca_pem_path),
        }
        if self._log is None:
            self._log = (self.home / "bridge.log").open("wb")
        self._bridge = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tradekeel.cli", "up",
            env=environment, stdin=asyncio.subprocess.DEVNULL, stdout=self._log, stderr=self._log,
        )  # fmt: skip
        self.bridge_starts += 1

    def _served(self) -> dict[str, str]:
        """Health, metrics and console, only where somebody says at which address."""
        asked = ("TRADEKEEL_HTTP_ADDRESS", "TRADEKEEL_CONSOLE_TOKEN", "TRADEKEEL_JWT_SECRET")
        served = {name: os.environ[name] for name in asked if name in os.environ}
        if "TRADEKEEL_HTTP_ADDRESS" not in served:
            return {"TRADEKEEL_HTTP_ADDRESS": "off"}
        return {**served, "TRADEKEEL_CONSOLE_URL": self.cluster.url(DATABASE, SUPERUSER)}

    @property
    def bridge_pid(self) -> int | None:
        """Process id of the running bridge."""
        running = self._bridge is not None and self._bridge.returncode is None
        return self._bridge.pid if running and self._bridge is not None else None

    async def kill_bridge(self) -> None:
        """SIGKILL: it can write nothing more, not even that it ends."""
        if self._bridge is not None and self._bridge.returncode is None:
            self._bridge.kill()
            await self._bridge.wait()

    async def stop_bridge(self) -> None:
        """SIGTERM, and SIGKILL when it takes too long."""
        if self._bridge is None or self._bridge.returncode is not None:
            return
        self._bridge.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(self._bridge.wait(), GRACE_SECONDS)
        except TimeoutError:
            await self.kill_bridge()

    # -- asking the database ----------------------------------------------------------------------

    async def query(self, query: str, *arguments: object) -> list[dict[str, Any]]:
        """Ask as the database's superuser: the demo's own eyes, not a way for users."""
        if self._admin is None:
            raise RuntimeError("the world is not open")
        cursor = await self._admin.execute(query.encode(), arguments)
        return await cursor.fetchall() if cursor.description else []

    async def ask_as_tenant(self, user_id: UUID, call: str, *arguments: object) -> Any:
        """Call a function of schema `api` as PostgREST does: role, claims, arguments as text."""
        if self._client is None:
            raise RuntimeError("the world is not open")
        async with self._client_turn, self._client.transaction():
            await self._client.execute("set local role authenticated")
            await self._client.execute(
                "select set_config('request.jwt.claims', %s, true)",
                (f'{{"sub": "{user_id}", "role": "authenticated"}}',),
            )
            texts = [None if argument is None else str(argument) for argument in arguments]
            cursor = await self._client.execute(f"select {call} as answer".encode(), texts)
            row = await cursor.fetchone()
        return row["answer"] if row else None

    async def violations(self) -> list[CheckRow]:
        """Every row of every check view."""
        return await asyncio.to_thread(check, self.cluster.url(DATABASE))

    @property
    def log_path(self) -> Path:
        """Where the bridge logs."""
        return self.home / "bridge.log"
