"""`tradekeel up`: one process that drives every account it can lease, until it is told to stop.

Four loops an account (trading, monitor, reconciliation, capital watchdog), one that holds the
lease, and one that listens to the account's stream, without which the others work as well. Accounts
do not wait for each other. A loop that fails is logged, recorded and goes on after a growing pause;
one that crashes by a mistake of ours is restarted the same way; one whose step does not end is cut
off. Besides, one loop of the process reads the check views, and one hands over
what only the process can count. Health is served at an address of its own, and live updates beside
it where a key for users' tokens is set.
"""

import asyncio
import contextlib
import signal
import socket
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

import psycopg
import structlog
from ccxt.base.errors import BaseError as CcxtError

from tradekeel import __version__
from tradekeel.console import opened_console
from tradekeel.driver import AccountDriver, Identity, NotDrivingError
from tradekeel.engine import Account, Engine
from tradekeel.engine_errors import EngineError
from tradekeel.exchange import AccountRef, ExchangeHub, is_in_vault, resolve_credentials
from tradekeel.exchange.client_ids import NoClientIdRuleError
from tradekeel.exchange.credentials import CredentialsError
from tradekeel.exchange.guard import UnknownExchangeError
from tradekeel.exchange.listings import NoScopeError
from tradekeel.gateway import PATH, Gateway, routes, running
from tradekeel.health_server import AddressError, HealthPage, bind, serving
from tradekeel.logs import register_secrets
from tradekeel.pool import require_installed
from tradekeel.settings import DEFAULT_HTTP_ADDRESS, Settings, start_embedded
from tradekeel.streaming import BEAT_SECONDS, StreamLoop
from tradekeel.telling import telling
from tradekeel.watching import watching

log = structlog.get_logger(__name__)

Step = Callable[[], Awaitable[object]]

LONGEST_PAUSE_SECONDS = 30.0
DISCOVERY_SECONDS = 5.0
# A step that takes longer is cut off; whatever was sent is then recorded as unknown.
STEP_LIMIT_SECONDS = 300.0
# What is expected to go wrong; anything else is a mistake of ours, and restarts the loop.
SURVIVABLE = (EngineError, psycopg.Error, CcxtError, OSError, TimeoutError)

# What is wrong with one account's configuration.
UNUSABLE = (CredentialsError, UnknownExchangeError, NoClientIdRuleError, NoScopeError)


class Bridge:
    """The process: its identity, its connection to database and exchanges, its tasks."""

    def __init__(
        self,
        settings: Settings,
        engine: Engine,
        hub: ExchangeHub,
        identity: Identity | None = None,
    ) -> None:
        """Remember; nothing is asked yet. The owner token is fresh: no process inherits one."""
        self._settings = settings
        self._engine = engine
        self._hub = hub
        self._identity = identity or Identity(uuid.uuid4(), uuid.uuid4())
        self._stopping = asyncio.Event()
        self._drivers: dict[tuple[uuid.UUID, uuid.UUID], AccountDriver] = {}
        self._progress = (0, 0, 0)
        self._references: dict[tuple[uuid.UUID, uuid.UUID], AccountRef] = {}
        self._tasks: dict[tuple[uuid.UUID, uuid.UUID], list[asyncio.Task[None]]] = {}

    @property
    def instance_id(self) -> uuid.UUID:
        """Of this process."""
        return self._identity.instance_id

    def driven(self) -> list[tuple[uuid.UUID, uuid.UUID]]:
        """User and account of each account that this process drives now."""
        return [ids for ids, driver in self._drivers.items() if driver.is_driving]

    def stop(self) -> None:
        """Begin no more; what is under way ends."""
        self._stopping.set()

    async def run(self) -> None:
        """Register, drive accounts until stopped, give the leases back."""
        identity = self._identity
        if not await self._register():
            return
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._measure_checks())
            while not self._stopping.is_set():
                await self._discover(tasks)
                await self._pause(DISCOVERY_SECONDS)
        try:
            await self._engine.stop_instance(identity.instance_id, identity.owner_token)
        except SURVIVABLE as error:  # the leases end by themselves
            log.warning("leases could not be given back", error=str(error))
        log.info("stopped", instance=str(identity.instance_id))

    async def _register(self) -> bool:
        """Register, however long the database cannot be written; false when told to stop first."""
        identity = self._identity
        while not self._stopping.is_set():
            try:
                instance = await self._engine.start_instance(
                    identity.instance_id, identity.owner_token, __version__, socket.gethostname()
                )
            except SURVIVABLE as error:
                log.warning("database cannot be written", error=str(error))
                await self._pause(DISCOVERY_SECONDS)
            else:
                log.info("started", instance=str(identity.instance_id), epoch=instance.epoch)
                if not instance.is_same_life:
                    log.error("this database was restored, promoted or cloned; no entry begins")
                return True
        return False

    async def _discover(self, tasks: asyncio.TaskGroup) -> None:
        """Begin to drive accounts that are new; sweep what belongs to none."""
        try:
            await self._engine.report_events(self._identity.instance_id, self._identity.owner_token)
            await self._engine.fold_counters()
            accounts = await self._engine.list_accounts()
        except SURVIVABLE as error:
            self._engine.tally.count("unmeasured", "accounts")
            log.warning("accounts could not be listed", error=str(error))
            return
        for account in accounts:
            key = (account.user_id, account.account_id)
            if key in self._drivers:
                if self._drivers[key].account.credentials_ref == account.credentials_ref:
                    continue
                log.info("credentials rotated", account=str(key[1]))
                await self._end(key)
            try:
                self._drivers[key] = await self._driver(account)
            except (*UNUSABLE, *SURVIVABLE) as error:  # this account waits; the others do not
                log.warning("account cannot be driven", account=str(key[1]), error=str(error))
            else:
                self._begin(tasks, self._drivers[key])
        self._tell_progress()

    def _tell_progress(self) -> None:
        """Log how far a start has come, or what became of it, whenever that changed."""
        driven = [driver for driver in self._drivers.values() if driver.is_driving]
        ready = [driver for driver in driven if driver.is_ready]
        progress = (len(self._drivers), len(driven), len(ready))
        if progress != self._progress:
            self._progress = progress
            log.info("progress", accounts=progress[0], driven=progress[1], ready=progress[2])

    async def _end(self, key: tuple[uuid.UUID, uuid.UUID]) -> None:
        """Stop driving an account; what is being sent is recorded as unknown on the way down."""
        tasks = self._tasks.pop(key)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._drivers.pop(key).close()

    async def _driver(self, account: Account) -> AccountDriver:
        kept = None
        if is_in_vault(account.credentials_ref):
            kept = await self._engine.read_vault(account.user_id, account.account_id)
        credentials = resolve_credentials(account.credentials_ref, vault=kept)
        register_secrets(credentials.secrets())
        reference = AccountRef(
            exchange=account.exchange,
            market_type="swap" if account.market_type == "swap" else "spot",
            credentials=credentials,
            label=str(account.account_id),
        )
        self._references[account.user_id, account.account_id] = reference
        return AccountDriver(
            self._engine,
            self._hub.account(reference),
            account,
            self._identity,
            self._settings.lease_seconds,
        )

    def _begin(self, tasks: asyncio.TaskGroup, driver: AccountDriver) -> None:
        settings = self._settings
        wake = driver.needs_reconciliation
        loops: Sequence[tuple[str, float, Step, asyncio.Event | None]] = (
            ("trading", settings.trading_seconds, driver.trade, None),
            ("monitor", settings.monitor_seconds, driver.monitor, None),
            ("reconciliation", settings.reconciliation_seconds, driver.reconcile, wake),
            ("capital_watchdog", settings.capital_watchdog_seconds, driver.watch_capital, None),
        )
        self._tasks[driver.ids] = [
            tasks.create_task(self._hold(driver)),
            *(tasks.create_task(self._supervise(driver, *loop)) for loop in loops),
        ]
        if settings.streams:
            self._tasks[driver.ids].append(tasks.create_task(self._listen(driver)))

    async def _hold(self, driver: AccountDriver) -> None:
        """Renew the lease three times within its life."""
        while not self._stopping.is_set():
            try:
                await driver.hold()
            except SURVIVABLE as error:
                log.warning("lease could not be renewed", error=str(error))
            await self._pause(self._settings.lease_seconds / 3)

    async def _measure_checks(self) -> None:
        """Have every check view read now and then; what cannot be read is counted, not zero.

        And have the outbox emptied of what is days old.
        """
        seconds = self._settings.checks_seconds
        while not self._stopping.is_set():
            try:
                names = await self._engine.list_checks()
            except SURVIVABLE as error:
                log.warning("checks could not be listed", error=str(error))
                self._engine.tally.count("unmeasured", "check")
                names = []
            for name in names:
                if self._stopping.is_set():
                    return
                try:
                    await self._engine.measure_check(name, seconds / 2)
                except SURVIVABLE as error:
                    log.warning("check could not be read", check=name, error=str(error))
                    self._engine.tally.count("unmeasured", "check")
            try:
                await self._engine.rotate_broadcasts()
            except SURVIVABLE as error:  # the next round does it
                log.warning("the outbox could not be rotated", error=str(error))
            await self._pause(seconds)

    async def _supervise(
        self,
        driver: AccountDriver,
        name: str,
        interval_seconds: float,
        step: Step,
        wake: asyncio.Event | None,
    ) -> None:
        """Repeat a step, with a heartbeat before and after, and a growing pause while it fails."""
        failures = 0
        while not self._stopping.is_set():
            if not driver.is_driving:
                await self._pause(min(interval_seconds, 0.5))
                continue
            try:
                await self._heartbeat(driver, name, "started", interval_seconds)
                async with asyncio.timeout(STEP_LIMIT_SECONDS):
                    await step()
                await self._heartbeat(driver, name, "succeeded", interval_seconds)
                failures = 0
            except NotDrivingError:
                continue
            except Exception as error:  # noqa: BLE001 - a loop that crashed is begun again
                failures += 1
                await self._note_failure(driver, name, interval_seconds, error, failures)
                if name == "monitor" and isinstance(error, psycopg.Error):
                    with contextlib.suppress(*SURVIVABLE):
                        await driver.keep_reading()
            pause = min(interval_seconds * 2**failures, LONGEST_PAUSE_SECONDS)
            await self._pause(pause if failures else interval_seconds, None if failures else wake)

    async def _listen(self, driver: AccountDriver) -> None:
        """Keep the account's stream open, with a growing pause while that fails."""
        reference = self._references[driver.ids]
        failures = 0

        def count(kind: str, number: int) -> None:
            if number:
                self._engine.tally.count("stream_events", kind, number)

        async def beat() -> None:
            nonlocal failures
            failures = 0
            await self._heartbeat(driver, "stream", "succeeded", BEAT_SECONDS)

        loop = StreamLoop(
            driver,
            lambda: self._hub.stream(reference, count),
            self._settings.stream_idle_seconds,
        )
        while not self._stopping.is_set():
            if not driver.is_driving:
                await self._pause(0.5)
                continue
            try:
                await self._heartbeat(driver, "stream", "started", BEAT_SECONDS)
                if not await self._unless_stopped(loop.run(beat)):
                    return
            except NotDrivingError:
                continue
            except Exception as error:  # noqa: BLE001 - a loop that crashed is begun again
                failures += 1
                await self._note_failure(driver, "stream", BEAT_SECONDS, error, failures)
            await self._pause(min(2.0 ** (failures - 1), LONGEST_PAUSE_SECONDS))

    async def _unless_stopped(self, step: Awaitable[bool]) -> bool:
        """Await a step that has no end of its own; False when it was cut off by the stop."""
        stopping = asyncio.ensure_future(self._stopping.wait())
        stepping = asyncio.ensure_future(step)
        try:
            await asyncio.wait({stopping, stepping}, return_when=asyncio.FIRST_COMPLETED)
            return await stepping if stepping.done() else False
        finally:
            for task in (stopping, stepping):
                task.cancel()
            await asyncio.gather(stopping, stepping, return_exceptions=True)

    async def _note_failure(
        self,
        driver: AccountDriver,
        name: str,
        interval_seconds: float,
        error: Exception,
        failures: int,
    ) -> None:
        """Log, count and record that a step failed, or crashed by a mistake of ours."""
        context = {"loop": name, "account": str(driver.ids[1]), "failures": failures}
        if isinstance(error, SURVIVABLE):
            self._engine.tally.count("loop_failures", name)
            log.warning("loop failed", error=str(error) or type(error).__name__, **context)
        else:
            self._engine.tally.count("loop_restarts", name)
            log.error("loop crashed", exc_info=error, **context)
        text = f"{type(error).__name__}: {error}"
        with contextlib.suppress(*SURVIVABLE):
            await self._heartbeat(driver, name, "failed", interval_seconds, text)

    async def _heartbeat(
        self,
        driver: AccountDriver,
        name: str,
        phase: str,
        interval_seconds: float,
        error: str | None = None,
    ) -> None:
        identity = self._identity
        await self._engine.heartbeat(
            identity.instance_id, identity.owner_token, *driver.ids, name, phase,
            interval_seconds, error,
        )  # fmt: skip

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


@contextlib.asynccontextmanager
async def serve_health(
    settings: Settings, engine: Engine, gateway: Gateway | None = None
) -> AsyncIterator[None]:
    """Serve health, console, and live updates if there is a gateway, as long as the block lasts.

    Raises AddressError.

    The default address may be taken by another process of the same machine, which is logged; one
    that was asked for has to be free.
    """
    if settings.http_address == "off":
        yield
        return
    try:
        bound = bind(settings.http_address, settings.http_token)
    except AddressError as error:
        if settings.http_address != DEFAULT_HTTP_ADDRESS:
            raise
        log.warning("health is not served", error=str(error))
        yield
        return
    figures = None if gateway is None else gateway.figures
    page = HealthPage(engine.read_health, settings.http_token, figures)
    live = [] if gateway is None else routes(gateway)
    async with (
        opened_console(settings, PATH if live else None) as console,
        serving(page.application([*live, *console]), bound),
    ):
        log.info("health and console are served", address=settings.http_address, live=bool(live))
        yield


async def run_bridge(settings: Settings) -> None:
    """Run until SIGINT or SIGTERM.

    Raises psycopg.OperationalError when there is no database, NotInstalledError, AddressError,
    GatewayError.
    """
    url = bridge_url(settings)
    await require_installed(url)
    async with (
        Engine(url) as engine,
        open_hub(settings) as hub,
        running(settings, url) as gateway,
        serve_health(settings, engine, gateway),
        watching(engine, url, settings.checks_seconds),
    ):
        bridge = Bridge(settings, engine, hub)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, bridge.stop)
        async with telling(engine, bridge.instance_id, bridge.driven):
            await bridge.run()
