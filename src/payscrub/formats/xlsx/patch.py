"""Replace spans of a part and copy every other byte as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

Patch = tuple[int, int, bytes]  # data[start:end] becomes these bytes

_BATCH = 1 << 14  # pieces joined at a time: few calls of the compressor, bounded memory


def apply(data: bytes, patches: Sequence[Patch]) -> bytes:
    """Return ``data`` with every patch applied; patches may come in any order but may not overlap."""
    return b"".join(stream(data, patches)) if patches else data


def stream(data: bytes, patches: Sequence[Patch]) -> Iterator[bytes]:
    """Yield the bytes of ``apply`` in large pieces."""
    cursor, pieces = 0, list[bytes]()
    for start, end, text in sorted(patches):
        if start < cursor:
            raise AssertionError("two edits of one part overlap")
        pieces += (data[cursor:start], text)
        cursor = end
        if len(pieces) >= _BATCH:
            yield b"".join(pieces)
            pieces = []
    yield b"".join(pieces)
    yield data[cursor:]


def merged(patches: Sequence[Patch]) -> list[Patch]:
    """Return ``patches`` without those that lie inside another one, which wins: a cut element takes its attributes along."""
    kept: list[Patch] = []
    for patch in sorted(patches, key=lambda item: (item[0], -item[1])):
        if kept and patch[1] <= kept[-1][1]:
            continue
        kept.append(patch)
    return kept
