"""Turn many addresses that differ in a few characters into the paths of their QR codes, all at once.

Finding a code anew takes a millisecond, which is more than all else of a page. But with length, version and mask fixed,
every module of a code (ISO/IEC 18004) is a sum modulo 2 of bits of the text: the error correction is linear, and the
rest is moving modules and adding the mask. So one code is found in full, one more for each bit that differs anywhere,
and every other code is a sum of these.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
import segno
from numpy.typing import NDArray

from qunyingpu.qr import BORDER, MASK, svg_path

Modules = NDArray[np.uint8]

_BATCH = 500
"""Codes that are in memory at one time."""

_CHUNK = 11
"""Modules of a row that are turned into a piece of path at one time."""

_WEIGHTS = 1 << np.arange(_CHUNK, dtype=np.uint16)[::-1]


def svg_paths(addresses: Sequence[str]) -> Iterator[str]:
    """Yield for each of *addresses* a path that draws what `qr.svg_path` draws for it.

    Where their lengths differ, or one has characters beyond ASCII, they share no shape: each is then found anew.
    """
    if len({len(address) for address in addresses}) != 1 or not all(map(str.isascii, addresses)):
        yield from map(svg_path, addresses)
        return
    texts = np.frombuffer("".join(addresses).encode(), dtype=np.uint8).reshape(len(addresses), -1)
    base = _modules(addresses[0])
    changes = _changes(addresses[0], texts, base)
    side = int(base.size**0.5)
    for start in range(0, len(texts), _BATCH):
        batch = texts[start : start + _BATCH]
        packed = np.tile(np.packbits(base), (len(batch), 1))
        for place, table in changes.items():
            packed ^= table[batch[:, place] ^ texts[0, place]]
        yield from _paths(np.unpackbits(packed, axis=1)[:, : base.size].reshape(-1, side, side))


def _changes(address: str, texts: Modules, base: Modules) -> dict[int, Modules]:
    """Return for each place at which any of *texts* differs from *address* what each difference changes in the code.

    A table has a row of packed modules for each of the 128 differences between two ASCII characters.
    """
    differing = np.bitwise_or.reduce(texts ^ texts[0], axis=0)
    tables: dict[int, Modules] = {}
    for place in map(int, np.flatnonzero(differing)):
        tables[place] = np.zeros((128, -(-base.size // 8)), dtype=np.uint8)
        for bit in (1 << shift for shift in range(7) if differing[place] >> shift & 1):
            flipped = address[:place] + chr(ord(address[place]) ^ bit) + address[place + 1 :]
            changed = np.packbits(_modules(flipped) ^ base)
            tables[place][np.arange(128) & bit != 0] ^= changed
    return tables


def _modules(address: str) -> Modules:
    code = segno.make_qr(address, error="m", mode="byte", mask=MASK)
    return np.array([list(row) for row in code.matrix], dtype=np.uint8).ravel()


def _paths(codes: Modules) -> Iterator[str]:
    """Yield the path of each of *codes*, an array of code, row and column."""
    count, side, _ = codes.shape
    chunks = -(-side // _CHUNK)
    padded = np.zeros((count, side, chunks * _CHUNK), dtype=np.uint16)
    padded[:, :, :side] = codes
    # A row is its chunks, and one piece more that leads to the beginning of the next row.
    numbers = np.full((count, side, chunks + 1), 1 << _CHUNK, dtype=np.uint16)
    numbers[:, :, :chunks] = padded.reshape(count, side, chunks, _CHUNK) @ _WEIGHTS
    pieces = [*(_piece(number) for number in range(1 << _CHUNK)), f"m{-chunks * _CHUNK} 1"]
    start = f"M{BORDER} {BORDER}.5"
    for code in numbers.reshape(count, -1).tolist():
        yield start + "".join([pieces[number] for number in code])


@cache
def _piece(number: int) -> str:
    """Return the relative path of one chunk from its left edge to its right: dark runs drawn, light ones passed."""
    steps = []
    for run in format(number, f"0{_CHUNK}b").replace("10", "1 0").replace("01", "0 1").split():
        steps.append(f"h{len(run)}" if run[0] == "1" else f"m{len(run)} 0")
    return "".join(steps)
