"""Frames of the Realtime protocol, versions 1.0.0 (objects) and 2.0.0 (arrays).

As the clients send them: docs of Supabase Realtime, and what supabase-py 2.34 and supabase-js 2.109
put on the wire. A message that we only pass on stays the text that the database made.
"""

import json
from dataclasses import dataclass
from typing import Any, Literal

Version = Literal["1.0.0", "2.0.0"]
VERSIONS: tuple[Version, ...] = ("1.0.0", "2.0.0")
# First byte of a binary frame of version 2 that a client pushes.
CLIENT_PUSH = 3


class FrameError(Exception):
    """What came is no frame of the protocol."""


@dataclass(frozen=True)
class Frame:
    """One frame of a client. `topic` is as on the wire: realtime:<topic of the channel>."""

    topic: str
    event: str
    payload: dict[str, Any]
    ref: str | None
    join_ref: str | None


def read(version: Version, data: str | bytes) -> Frame:
    """Read a frame of a client. Raises FrameError."""
    if isinstance(data, bytes):
        return _read_binary(version, data)
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        raise FrameError("no JSON") from None
    if version == "2.0.0":
        if not isinstance(document, list) or len(document) != 5:
            raise FrameError("no array of five")
        join_ref, ref, topic, event, payload = document
    else:
        if not isinstance(document, dict):
            raise FrameError("no object")
        join_ref, ref = document.get("join_ref"), document.get("ref")
        topic, event = document.get("topic"), document.get("event")
        payload = document.get("payload")
    if not isinstance(topic, str) or not isinstance(event, str):
        raise FrameError("no topic or no event")
    return Frame(
        topic, event, payload if isinstance(payload, dict) else {}, _ref(ref), _ref(join_ref)
    )


def _read_binary(version: Version, data: bytes) -> Frame:
    """A client's own broadcast; only who sent it is read, since it is refused."""
    if version != "2.0.0" or len(data) < 7 or data[0] != CLIENT_PUSH:
        raise FrameError("no binary frame that is known")
    lengths, start, parts = data[1:4], 7, []
    for length in lengths:
        parts.append(data[start : start + length].decode("utf-8", "replace"))
        start += length
    return Frame(parts[2], "broadcast", {}, parts[1] or None, parts[0] or None)


def _ref(value: object) -> str | None:
    """Refs are short texts; numbers were seen in old clients."""
    return None if value is None else str(value)[:100]


def write(
    version: Version, topic: str, event: str, payload: str, ref: str | None, join_ref: str | None
) -> str:
    """A frame for a client; `payload` is JSON already."""
    if version == "2.0.0":
        parts = ",".join(json.dumps(part) for part in (join_ref, ref, topic, event))
        return f"[{parts},{payload}]"
    head = json.dumps({"topic": topic, "event": event, "ref": ref, "join_ref": join_ref})
    return f'{head[:-1]}, "payload": {payload}}}'


def reply(version: Version, frame: Frame, status: str, response: dict[str, Any]) -> str:
    """The answer to a frame."""
    body = json.dumps({"status": status, "response": response})
    return write(version, frame.topic, "phx_reply", body, frame.ref, frame.join_ref)


def system(version: Version, topic: str, join_ref: str | None, status: str, message: str) -> str:
    """A word of the server about a channel."""
    body = json.dumps({
        "extension": "system", "status": status, "message": message,
        "channel": topic.removeprefix("realtime:"),
    })  # fmt: skip
    return write(version, topic, "system", body, None, join_ref)
