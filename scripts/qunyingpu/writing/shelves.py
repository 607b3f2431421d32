"""Keep what one run leaves for the next, so that a warm build parses and counts only what has changed."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from qunyingpu.writing.files import write_new

Buffer = bytes | bytearray | memoryview

_SEAL = struct.Struct(">QI")
"""Length and CRC-32 by which a shelf is known to be sound: it guards against disks that forget and writes that were cut
short. Whoever can write the cache could seal what is false in any way, so nothing dearer would guard more."""


class Shelf:
    """Bytes that one run leaves for the next.

    One file, which begins with the seal of the rest: a shelf that was altered or cut short counts as empty.
    """

    def __init__(self, file: Path) -> None:
        """Open *file*, which need not be there."""
        self._file = file
        self._put: tuple[Buffer, ...] | None = None

    def get(self) -> bytes:
        """Return what the last run left, nothing where there is nothing sound."""
        try:
            with self._file.open("rb") as stream:
                seal, content = stream.read(_SEAL.size), stream.read()
        except OSError:
            return b""
        return content if seal == _seal((content,)) else b""

    def put(self, *parts: Buffer) -> None:
        """Leave *parts*, one after the other, for the next run."""
        self._put = parts

    def keep(self) -> None:
        """Write what was put since the shelf was opened."""
        if self._put is not None:
            write_new(self._file, b"".join((_seal(self._put), *self._put)))


class TreeShelf:
    """Trees of texts that were read before, by the digest of their bytes: parsing is what a warm build waits for."""

    def __init__(self, file: Path) -> None:
        """Open *file*, which need not be there."""
        self._shelf = Shelf(file)
        self._known: dict[str, Mapping[str, Any]] = json.loads(self._shelf.get() or b"{}")
        self._asked: dict[str, Mapping[str, Any]] = {}

    def get(self, digest: str) -> Mapping[str, Any] | None:
        """Return the tree of *digest*, None where there is none."""
        tree = self._known.get(digest)
        if tree is not None:
            self._asked[digest] = tree
        return tree

    def put(self, digest: str, tree: Mapping[str, Any]) -> None:
        """Keep *tree*, mappings, lists and text, under *digest*."""
        self._asked[digest] = tree

    def keep(self) -> None:
        """Write what was asked for or put since the shelf was opened, and forget the rest."""
        if self._asked.keys() != self._known.keys():
            self._shelf.put(json.dumps(self._asked, ensure_ascii=False).encode())
            self._shelf.keep()


def _seal(parts: Iterable[Buffer]) -> bytes:
    length = checksum = 0
    for part in parts:
        length += len(part)
        checksum = zlib.crc32(part, checksum)
    return _SEAL.pack(length, checksum)
