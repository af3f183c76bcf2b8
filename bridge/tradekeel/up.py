"""`tradekeel up`: one process that drives every account it can lease, until it is told to stop.

Four loops an account (trading, monitor, reconciliation, capital watchdog) and one that holds the
lease. Accounts do not wait for each other. A loop that fails is logged, recorded and goes on after
a growing pause.
"""

import asyncio
import contextlib
import signal
import socket
import uuid
from collections.abc import Awaitable, Callable

import psycopg
import structlog
from ccxt.base.errors import BaseError as CcxtError

from tradekeel import __version__
from tradekeel.driver import AccountDriver, Identity, NotDrivingError
from tradekeel.engine import Account, Engine
from tradekeel.engine_errors import EngineError
from tradekeel.exchange import AccountRef, ExchangeHub, resolve_credentials
from tradekeel.exchange.client_ids import NoClientIdRuleError
from tradekeel.exchange.credentials import CredentialsError
from tradekeel.exchange.guard import UnknownExchangeError
from tradekeel.exchange.listings import NoScopeError
from tradekeel.settings import Settings, start_embedded

log = structlog.get_logger(__name__)

LONGEST_PAUSE_SECONDS = 30.0
DISCOVERY_SECONDS = 5.0
# What a loop survives; anything else is a mistake of ours and ends the process.
SURVIVABLE = (EngineError, psycopg.Error, CcxtError, OSError, TimeoutError)

# What is wrong with one account's configuration.
UNUSABLE = (CredentialsError, UnknownExchangeError, NoClientIdRuleError, NoScopeError)


class Bridge:
    """The process: its identity, its connection to database and exchanges, its tasks."""

    def __init__(self, settings: Settings, engine: Engine, hub: ExchangeHub) -> None:
        """Remember; nothing is asked yet. The owner token is fresh: no process inherits one."""
        self._settings = settings
        self._engine = engine
        self._hub = hub
        self._identity = Identity(uuid.uuid4(), uuid.uuid4())
        self._stopping = asyncio.Event()
        self._drivers: dict[tuple[uuid.UUID, uuid.UUID], AccountDriver] = {}

    def stop(self) -> None:
        """Begin no more; what is under way ends."""
        self._stopping.set()

    async def run(self) -> None:
        """Register, drive accounts until stopped, give the leases back."""
        identity = self._identity
        instance = await self._engine.start_instance(
            identity.instance_id, identity.owner_token, __version__, socket.gethostname()
        )
        log.info("started", instance=str(identity.instance_id), epoch=instance.epoch)
        if not instance.is_same_life:
            log.error("this database was restored, promoted or cloned; no entry will begin")
        async with asyncio.TaskGroup() as tasks:
            while not self._stopping.is_set():
                await self._discover(tasks)
                await self._pause(DISCOVERY_SECONDS)
        await self._engine.stop_instance(identity.instance_id, identity.owner_token)
        log.info("stopped", instance=str(identity.instance_id))

    async def _discover(self, tasks: asyncio.TaskGroup) -> None:
        """Begin to drive accounts that are new; sweep what belongs to none."""
        try:
            await self._engine.fold_counters()
            accounts = await self._engine.list_accounts()
        except SURVIVABLE as error:
            log.warning("accounts could not be listed", error=str(error))
            return
        for account in accounts:
            key = (account.user_id, account.account_id)
            if key in self._drivers:
                continue
            try:
                self._drivers[key] = self._driver(account)
            except UNUSABLE as error:  # this account waits; the others do not
                log.warning("account cannot be driven", account=str(key[1]), error=str(error))
            else:
                self._begin(tasks, self._drivers[key])

    def _driver(self, account: Account) -> AccountDriver:
        reference = AccountRef(
            exchange=account.exchange,
            market_type="swap" if account.market_type == "swap" else "spot",
            credentials=resolve_credentials(account.credentials_ref),
            label=str(account.account_id),
        )
        return AccountDriver(
            self._engine,
            self._hub.account(reference),
            account,
            self._identity,
            self._settings.lease_seconds,
        )

    def _begin(self, tasks: asyncio.TaskGroup, driver: AccountDriver) -> None:
        settings = self._settings
        tasks.create_task(self._hold(driver))
        tasks.create_task(self._loop("trading", settings.trading_seconds, driver.trade))
        tasks.create_task(self._loop("monitor", settings.monitor_seconds, driver.monitor))
        tasks.create_task(
            self._loop(
                "reconciliation",
                settings.reconciliation_seconds,
                driver.reconcile,
                driver.needs_reconciliation,
            )
        )
        tasks.create_task(
            self._loop("capital_watchdog", settings.capital_watchdog_seconds, driver.watch_capital)
        )

    async def _hold(self, driver: AccountDriver) -> None:
        """Renew the lease three times within its life."""
        while not self._stopping.is_set():
            try:
                await driver.hold()
            except SURVIVABLE as error:
                log.warning("lease could not be renewed", error=str(error))
            await self._pause(self._settings.lease_seconds / 3)

    async def _loop(
        self,
        name: str,
        interval_seconds: float,
        step: Callable[[], Awaitable[object]],
        wake: asyncio.Event | None = None,
    ) -> None:
        """Repeat a step, with a heartbeat before and after, and a growing pause while it fails."""
        failures = 0
        while not self._stopping.is_set():
            try:
                await self._heartbeat(name, "started", interval_seconds)
                await step()
                await self._heartbeat(name, "succeeded", interval_seconds)
                failures = 0
            except NotDrivingError:
                await self._pause(min(interval_seconds, 0.5))
                continue
            except SURVIVABLE as error:
                failures += 1
                log.warning("loop failed", loop=name, error=str(error), failures=failures)
                with contextlib.suppress(*SURVIVABLE):
                    await self._heartbeat(name, "failed", interval_seconds, str(error))
            pause = min(interval_seconds * 2**failures, LONGEST_PAUSE_SECONDS)
            await self._pause(pause if failures else interval_seconds, None if failures else wake)

    async def _heartbeat(
        self, name: str, phase: str, interval_seconds: float, error: str | None = None
    ) -> None:
        identity = self._identity
        await self._engine.heartbeat(
            identity.instance_id, identity.owner_token, name, phase, interval_seconds, error
        )

    async def _pause(self, seconds: float, wake: asyncio.Event | None = None) -> None:
        """Sleep, but not past the stop, nor past `wake`."""
        waits = [asyncio.create_task(self._stopping.wait())]
        if wake is not None:
            waits.append(asyncio.create_task(wake.wait()))
        try:
            await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()


def bridge_url(settings: Settings) -> str:
    """The database as the bridge enters it. Starts the private one when none is named."""
    if settings.bridge_url:
        return settings.bridge_url
    if settings.database_url:
        return settings.database_url
    return start_embedded(settings).url(user="tradekeel_bridge")


def open_hub(settings: Settings) -> ExchangeHub:
    """The exchanges: themselves, or a paper exchange that stands in for those it plays."""
    if settings.paper_address is None:
        return ExchangeHub()
    from tradekeel.paper.routes import HOSTS  # noqa: PLC0415 - only paper trading needs it

    host, _, port = settings.paper_address.partition(":")
    return ExchangeHub(
        redirects=dict.fromkeys(HOSTS, (host, int(port))), extra_ca=settings.paper_ca
    )


async def run_bridge(settings: Settings) -> None:
    """Run until SIGINT or SIGTERM. Raises psycopg.OperationalError when there is no database."""
    async with Engine(bridge_url(settings)) as engine, open_hub(settings) as hub:
        bridge = Bridge(settings, engine, hub)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, bridge.stop)
        await bridge.run()
