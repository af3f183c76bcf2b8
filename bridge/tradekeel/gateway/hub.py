"""The gateway: sockets and channels on one side, the outbox on the other.

For every user that somebody listens for, it keeps how far each profile was read, and asks the
database what came after: so a lost wake-up, a restart or a second gateway miss nothing. The events
of a profile are numbered without gaps in the order of commits; a channel gets them in that order.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import psycopg
import structlog
from psycopg_pool import PoolTimeout

from tradekeel.gateway.door import Door, Event, Profile
from tradekeel.gateway.frames import Frame, reply, system, write
from tradekeel.gateway.socket import AGAINST_RULES, RESTART, Channel, Socket
from tradekeel.tokens import Bearer, TokenError, Verifier

log = structlog.get_logger(__name__)

PREFIX = "realtime:"
UNREACHABLE = (psycopg.Error, PoolTimeout, OSError, TimeoutError)
# Text of a client that the database cannot hold: a zero byte, half a surrogate pair.
UNHOLDABLE = (psycopg.DataError, UnicodeError)
READ_LIMIT_SECONDS = 10.0
LONGEST_PAUSE_SECONDS = 2.0
# Events of one profile that one reading brings; the rest comes with the next.
EVENTS_A_READING = 200
DROPS = ("slow", "expired", "revoked", "silent", "refused", "restart", "rules")
REFUSALS = ("token", "topic", "limit", "unsupported", "database")


@dataclass(frozen=True)
class Limits:
    """Bounds of one gateway; times in seconds."""

    sockets: int = 2000
    channels_a_socket: int = 10
    queue_bytes: int = 1_048_576
    poll_seconds: float = 0.025
    silence_seconds: float = 60.0
    refusal_seconds: float = 1.0
    sweep_seconds: float = 1.0
    replay_events: int = 100


@dataclass
class Tally:
    """What this process counted; see `figures`."""

    sent: int = 0
    refused_events: int = 0
    read_at: float | None = None
    lag_seconds: float = 0.0


class Gateway:
    """Serves channels `user:<uuid>`; what may be joined, the database says."""

    def __init__(self, door: Door, verifier: Verifier, limits: Limits | None = None) -> None:
        """Nothing is read before `run`."""
        self._door = door
        self._verifier = verifier
        self.limits = limits or Limits()
        self.sockets: set[Socket] = set()
        self._channels: dict[str, set[Channel]] = {}
        # Users of whom it is known how far they were read; only these are read.
        self._ready: set[str] = set()
        self._positions: dict[Profile, int] = {}
        self._tally = Tally()
        self._drops: Counter[str] = Counter()
        self._refusals: Counter[str] = Counter()

    # -- sockets ----------------------------------------------------------------------------------

    def add(self, socket: Socket) -> bool:
        """Take a socket in, unless there are too many."""
        if len(self.sockets) >= self.limits.sockets:
            self._refusals["limit"] += 1
            return False
        self.sockets.add(socket)
        return True

    def remove(self, socket: Socket) -> None:
        """Forget a socket and its channels."""
        self.sockets.discard(socket)
        for channel in list(socket.channels.values()):
            self._leave(channel)
        if socket.reason is not None:
            self._drops[socket.reason] += 1

    async def handle(self, socket: Socket, frame: Frame) -> None:
        """Answer one frame of a client."""
        socket.heard_at = time.monotonic()
        if frame.topic == "phoenix":
            if frame.event == "heartbeat":
                socket.send(reply(socket.version, frame, "ok", {}))
        elif frame.event == "phx_join":
            await self._join(socket, frame)
        elif frame.event == "access_token":
            await self._refresh(socket, frame)
        elif frame.event == "phx_leave":
            channel = socket.channels.get(frame.topic)
            socket.send(reply(socket.version, frame, "ok", {}))
            if channel is not None:
                self._end(channel)
        elif frame.ref is not None:
            # Nobody but the database broadcasts.
            await self._refuse(socket, frame, "unsupported", "Unauthorized: listen only")

    async def _join(self, socket: Socket, frame: Frame) -> None:
        config = frame.payload.get("config")
        config = config if isinstance(config, dict) else {}
        if not frame.topic.startswith(PREFIX) or config.get("private") is not True:
            await self._refuse(socket, frame, "unsupported", "only private channels are served")
            return
        if config.get("postgres_changes"):
            await self._refuse(
                socket, frame, "unsupported", "postgres_changes are not served, broadcasts are"
            )
            return
        known = socket.channels.get(frame.topic)
        if known is None and len(socket.channels) >= self.limits.channels_a_socket:
            await self._refuse(socket, frame, "limit", "too many channels on one connection")
            return
        admitted = await self._admit(socket, frame)
        if admitted is None:
            return
        if known is not None:
            self._leave(known)
        user_id, expires_at = admitted
        channel = Channel(socket, frame.topic, frame.join_ref or frame.ref, user_id, expires_at)
        socket.channels[frame.topic] = channel
        # Heard from now on, so that nothing falls between the replay and the first reading.
        self._channels.setdefault(user_id, set()).add(channel)
        try:
            positions, messages = await self._replay(user_id, config)
        except UNREACHABLE as error:
            self._leave(channel)
            log.warning("replay could not be read", error=type(error).__name__)
            await self._refuse(socket, frame, "database", "try again")
            return
        if socket.channels.get(frame.topic) is channel:  # nobody cut it off meanwhile
            socket.send(reply(socket.version, frame, "ok", {"postgres_changes": []}))
            channel.begin(positions, messages)

    async def _replay(
        self, user_id: str, config: Mapping[str, Any]
    ) -> tuple[dict[str, int], list[str]]:
        """What a channel that is registered may have missed, and up to where that goes."""
        since, limit = _replay_of(config, self.limits.replay_events)
        while True:
            was_ready = user_id in self._ready
            replay = await self._door.replay(user_id, since, limit)
            positions = dict(zip(replay.profile_ids or [], replay.event_seqs or [], strict=True))
            if not was_ready and user_id in self._ready:
                continue  # another channel of this user began: read again, behind its position
            if user_id not in self._ready and user_id in self._channels:
                self._ready.add(user_id)
                for profile_id, event_seq in positions.items():
                    self._positions[user_id, profile_id] = event_seq
            return positions, replay.messages

    async def _admit(self, socket: Socket, frame: Frame) -> tuple[str, float] | None:
        """Who may listen to the frame's topic, and until when; a refusal is answered here."""
        topic = frame.topic.removeprefix(PREFIX)
        try:
            bearer = self._verify(frame)
            answer = await self._door.join_topic(bearer.claims, topic[:500])
        except TokenError as error:
            await self._refuse(socket, frame, "token", f"InvalidJWTToken: {error}")
            return None
        except UNHOLDABLE:
            await self._refuse(socket, frame, "topic", _unauthorized(topic))
            return None
        except UNREACHABLE as error:
            log.warning("a join could not be decided", error=type(error).__name__)
            await self._refuse(socket, frame, "database", "try again")
            return None
        if answer.user_id is None or not answer.is_allowed:
            await self._refuse(socket, frame, "topic", _unauthorized(topic))
            return None
        return answer.user_id, float(bearer.expires_at)

    def _verify(self, frame: Frame) -> Bearer:
        token = frame.payload.get("access_token")
        if not isinstance(token, str):
            raise TokenError("there is no access token")
        return self._verifier.verify(token)

    async def _refresh(self, socket: Socket, frame: Frame) -> None:
        """A new token for a channel: judged as a join is; a token of somebody else ends it."""
        channel = socket.channels.get(frame.topic)
        if channel is None:
            return
        try:
            bearer = self._verify(frame)
            topic = frame.topic.removeprefix(PREFIX)
            answer = await self._door.join_topic(bearer.claims, topic)
        except TokenError as error:
            self._cut(channel, "refused", str(error))
        except UNHOLDABLE:
            self._cut(channel, "refused", "the access token is not valid")
        except UNREACHABLE:
            # The old token goes on until it expires; the client sends the next one then.
            log.warning("a new token could not be judged")
        else:
            if answer.is_allowed and answer.user_id == channel.user_id:
                channel.expires_at = float(bearer.expires_at)
            else:
                self._cut(channel, "refused", "the access token may not listen to this topic")

    async def _refuse(self, socket: Socket, frame: Frame, kind: str, reason: str) -> None:
        """Refuse a frame after a moment: clients join again at once, and guesses cost time."""
        self._refusals[kind] += 1
        await asyncio.sleep(self.limits.refusal_seconds)
        socket.send(reply(socket.version, frame, "error", {"reason": reason}))

    # -- channels ---------------------------------------------------------------------------------

    def _leave(self, channel: Channel) -> None:
        if channel.socket.channels.get(channel.topic) is channel:
            del channel.socket.channels[channel.topic]
        listeners = self._channels.get(channel.user_id)
        if listeners is None:
            return
        listeners.discard(channel)
        if not listeners:
            del self._channels[channel.user_id]
            self._ready.discard(channel.user_id)
            for key in [key for key in self._positions if key[0] == channel.user_id]:
                del self._positions[key]

    def _end(self, channel: Channel) -> None:
        self._leave(channel)
        version = channel.socket.version
        channel.socket.send(
            write(version, channel.topic, "phx_close", "{}", channel.join_ref, channel.join_ref)
        )

    def _cut(self, channel: Channel, reason: str, message: str) -> None:
        """End a channel against its client's will, and say why."""
        self._drops[reason] += 1
        socket = channel.socket
        socket.send(system(socket.version, channel.topic, channel.join_ref, "error", message))
        self._end(channel)

    # -- the outbox -------------------------------------------------------------------------------

    async def run(self, stopping: asyncio.Event) -> None:
        """Read and deliver until told to stop; then every socket is told to go elsewhere."""
        tasks = [
            asyncio.create_task(self._repeat(self._poll, self.limits.poll_seconds)),
            asyncio.create_task(self._repeat(self._sweep, self.limits.sweep_seconds)),
        ]
        try:
            await stopping.wait()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            for socket in list(self.sockets):
                socket.close("restart", RESTART, "the gateway restarts")

    async def _repeat(self, step: Callable[[], Awaitable[None]], seconds: float) -> None:
        """Repeat a step; while it fails, after a growing pause. Nothing is lost by a pause."""
        failures = 0
        while True:
            began = time.monotonic()
            try:
                async with asyncio.timeout(READ_LIMIT_SECONDS):
                    await step()
                failures = 0
            except UNREACHABLE as error:
                failures += 1
                log.warning("the database could not be asked", error=type(error).__name__)
            except Exception:
                failures += 1
                log.exception("a mistake of ours")
            pause = min(seconds * 2**failures, max(seconds, LONGEST_PAUSE_SECONDS))
            took = time.monotonic() - began
            # At least half as long as the step took: many clients make it slower, not the database.
            await asyncio.sleep(max(took / 2, pause - took, 0.001))

    async def _poll(self) -> None:
        """Bring what came since the last reading to whoever listens."""
        if self._ready:
            await self._deliver(
                await self._door.read(self._ready, self._positions, EVENTS_A_READING)
            )
        self._tally.read_at = time.monotonic()

    async def _deliver(self, events: list[Event]) -> None:
        now = datetime.now(UTC)
        self._tally.lag_seconds = max(
            ((now - event.recorded_at).total_seconds() for event in events), default=0.0
        )
        for event in events:
            key = (event.user_id, event.profile_id)
            listeners = self._channels.get(event.user_id)
            if listeners is None:  # left while this was read
                continue
            if event.event_seq <= self._positions.get(key, 0):
                # The database lives another life: its numbers begin anew.
                for channel in listeners:
                    channel.skip_to.pop(event.profile_id, None)
            self._positions[key] = event.event_seq
            if event.message is None:
                self._tally.refused_events += 1
                log.error("an event names another user", profile=str(event.profile_id))
                await self._door.refuse(event)
                continue
            for channel in listeners:
                channel.deliver(event.profile_id, event.event_seq, event.message)
                self._tally.sent += 1

    async def _sweep(self) -> None:
        """End what expired, what was revoked, and sockets that went silent."""
        now, moment = time.time(), time.monotonic()
        for socket in list(self.sockets):
            if moment - socket.heard_at > self.limits.silence_seconds:
                socket.close("silent", AGAINST_RULES, "no heartbeat")
            for channel in list(socket.channels.values()):
                if channel.expires_at <= now:
                    self._cut(channel, "expired", "the access token has expired")
        if self._channels:
            for user_id in await self._door.list_revoked(list(self._channels)):
                for channel in list(self._channels.get(user_id, ())):
                    self._cut(channel, "revoked", "access was revoked")

    # -- figures ----------------------------------------------------------------------------------

    def figures(self) -> Mapping[str, Any]:
        """What this gateway does, for metrics and health; nothing in it names a user."""
        tally = self._tally
        age = None if tally.read_at is None else time.monotonic() - tally.read_at
        return {
            "sockets": len(self.sockets),
            "channels": sum(len(channels) for channels in self._channels.values()),
            "queuedBytes": sum(socket.queued_bytes for socket in self.sockets),
            "eventsSent": tally.sent,
            "eventsRefused": tally.refused_events,
            "readAgeSeconds": None if age is None else round(age, 3),
            "lagSeconds": round(tally.lag_seconds, 3),
            "dropped": {reason: self._drops[reason] for reason in DROPS},
            "refused": {kind: self._refusals[kind] for kind in REFUSALS},
        }


def _unauthorized(topic: str) -> str:
    return (
        f"Unauthorized: You do not have permissions to read from this Channel topic: {topic[:100]}"
    )


def _replay_of(config: Mapping[str, Any], most: int) -> tuple[datetime | None, int]:
    """What a client asks to hear again: since (ms), limit; or as far as the setting says."""
    broadcast = config.get("broadcast")
    wish = broadcast.get("replay") if isinstance(broadcast, dict) else None
    if not isinstance(wish, dict):
        return None, most
    since, limit = wish.get("since"), wish.get("limit")
    moment = None
    if isinstance(since, int | float) and 0 <= since < 1e14:
        moment = datetime.fromtimestamp(since / 1000, UTC)
    return moment, limit if isinstance(limit, int) and 1 <= limit <= most else most
