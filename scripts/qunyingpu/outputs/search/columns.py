"""Turn numbers and values into the text of classic scripts, which a page loads over http and from file:// alike."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.integer[Any]]
Places = npt.NDArray[np.int64]

_DIGITS = np.frombuffer(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", np.uint8)


_BLOCK = 1 << 16
"""So many numbers, and what is made of them, fit the cache of a processor."""
_BEGINS = 128
"""The bit that carries through the copy where a list begins: digits are ASCII."""


def packed(numbers: Iterable[int] | Numbers) -> str:
    """Return *numbers*, none negative, as digits of base 64, each as wide as the largest needs.

    A reader who knows how many there are finds the width by division.
    """
    column = np.asarray(numbers if isinstance(numbers, np.ndarray | Sequence) else list(numbers), np.int64)
    width = 1
    while column.size and column.max() >> 6 * width:
        width += 1
    places = np.arange(6 * (width - 1), -1, -6)
    return str(_DIGITS[column[:, None] >> places & 63].tobytes(), "ascii")


def rolled(numbers: Numbers, starts: Places) -> tuple[bytes, Places]:
    """Return *numbers*, none negative, as VLQ digits, and where the digits of each list begin, then where the last end.

    The first number of each list is at *starts*. A digit has five bits, the lowest come first; 32 and more says that
    another follows.
    """
    table, size = _spellings(int(numbers.max(initial=0))), 0
    blocks, begins = [], []
    for start in range(0, len(numbers), _BLOCK):
        spelled = looked_up(table, numbers[start : start + _BLOCK])
        first, last = np.searchsorted(starts, (start, start + _BLOCK))
        spelled[starts[first:last] - start] |= _BEGINS
        # What a spelling lacks in length is zeros; this copy, a table of C, leaves them out fastest.
        digits = np.frombuffer(spelled.tobytes().translate(None, b"\0"), np.uint8)
        begins.append(np.flatnonzero(digits >= _BEGINS) + size)
        blocks.append((digits & (_BEGINS - 1)).tobytes())
        size += len(digits)
    return b"".join(blocks), np.concatenate([*begins, [size]])


def looked_up(table: npt.NDArray[Any], places: Numbers) -> npt.NDArray[Any]:
    """Return what *table* has at each of *places*, all of which are in it; `take` alone copies all places first."""
    found = np.empty(len(places), table.dtype)
    for start in range(0, len(places), _BLOCK):
        block = slice(start, start + _BLOCK)
        # Only in this mode does numpy write to where it was told.
        table.take(places[block], out=found[block], mode="clip")
    return found


def _spellings(largest: int) -> npt.NDArray[np.unsignedinteger[Any]]:
    """Return the digits of each number up to *largest*, the first in the lowest byte: numbers come many times over."""
    most = next(count for count in range(1, 8) if largest < 32**count)
    size = next(size for size in (1, 2, 4, 8) if most <= size)
    values, table = np.arange(largest + 1), np.zeros((largest + 1, size), np.uint8)
    for place in range(most):
        left = values >> 5 * place
        table[:, place] = np.where((left > 0) | (place == 0), _DIGITS[(left & 31) + 32 * (left >= 32)], 0)
    return table.view(f"<u{size}").ravel()


def written(value: object) -> str:
    """Return *value* as JSON that may stand in a script."""
    return fit_for_script(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def fit_for_script(text: str) -> str:
    """Return *text*, which is JSON, without characters that end a script, or a line before ECMAScript 2019.

    They are never part of the structure of JSON, so they may be escaped wherever they stand.
    """
    for character in "<\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
