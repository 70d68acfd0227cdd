"""How the listening process and a worker talk over pipes: a line of JSON, then as many bytes as it says.

JSON and not pickle: a worker reads hostile files, and its answer must not be able to do anything to the process that listens.
"""

from __future__ import annotations

import json
from typing import Any, BinaryIO

_LONGEST = 1 << 26  # bytes of a line; a report of every finding there can be stays below


def send(stream: BinaryIO, head: dict[str, Any], data: bytes = b"") -> None:
    """Write one message."""
    stream.write(json.dumps({"head": head, "size": len(data)}).encode() + b"\n")
    stream.write(data)
    stream.flush()


def receive(stream: BinaryIO) -> tuple[dict[str, Any], bytes]:
    """Return the next message.

    Raises:
        EOFError: when the other side is gone, or what it wrote is no whole message.
    """
    line = stream.readline(_LONGEST)
    if not line.endswith(b"\n"):
        raise EOFError
    try:
        message = json.loads(line)
        head, size = dict(message["head"]), int(message["size"])
    except (ValueError, TypeError, KeyError, RecursionError):
        raise EOFError from None
    data = stream.read(size)
    if len(data) != size:
        raise EOFError
    return head, data
