"""Messages between the engine and a child of the fork server: JSON, each with its length before it."""

from __future__ import annotations

import json
import socket
import struct
import time
from typing import Any

__all__ = ["Message", "receive", "send"]

Message = dict[str, Any]
_LENGTH = struct.Struct("!Q")


def send(connection: socket.socket, message: Message) -> None:
    """Send one message; what JSON does not know is sent as its text."""
    body = json.dumps(message, default=str).encode("utf-8")
    connection.sendall(_LENGTH.pack(len(body)) + body)


def receive(connection: socket.socket, deadline: float | None = None) -> Message | None:
    """Wait for one message, until a ``time.monotonic()``; ``None`` where the other side is gone.

    Raises ``TimeoutError`` at the deadline.
    """
    head = _exactly(connection, _LENGTH.size, deadline)
    if head is None:
        return None
    body = _exactly(connection, _LENGTH.unpack(head)[0], deadline)
    return None if body is None else json.loads(body)


def _exactly(connection: socket.socket, size: int, deadline: float | None) -> bytes | None:
    parts: list[bytes] = []
    while size:
        connection.settimeout(None if deadline is None else max(deadline - time.monotonic(), 0.001))
        try:
            part = connection.recv(min(size, 1 << 20))
        except ConnectionResetError:
            return None
        if not part:
            return None
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
