"""Keep from one run to the next what is dear to find: which texts there were, and the postings of them all.

The bytes that a run makes never depend on it. A text is known by the digest of all that it is made of, and the whole
memory by the version of the code that made it, so that another program's counts as none.
"""

from __future__ import annotations

import inspect
import sys
import unicodedata
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from qunyingpu import story
from qunyingpu.outputs.search import columns, folding, postings, stories
from qunyingpu.outputs.search.postings import Postings, row_type
from qunyingpu.outputs.search.stories import KEY_SIZE, Stories
from qunyingpu.writing import Buffer, digest

TEXT_MODULES = (story, columns, folding, postings, stories, sys.modules[__name__])
"""The modules that decide on a text, on its bigrams, and on how they are remembered."""

_ALIGNED = 8


@dataclass(frozen=True, slots=True)
class Memory:
    """What a run knew: the key of each row's text, whether it was plain, and the postings of the roll."""

    keys: Sequence[bytes]
    plain: bytes | bytearray
    postings: Postings

    @classmethod
    def read(cls, content: bytes) -> Self:
        """Return the memory in *content*, which `parts` made; an empty one where another version made it."""
        head = content[: content.find(b"\n") + 1]
        words = head.decode(errors="replace").split()
        if not words or words[0] != code_version():
            return cls((), b"", Postings.of((), 0))
        shelf, (rows, bigrams, count) = _Reader(content, len(head)), map(int, words[1:])
        known = Postings(
            shelf.take(bigrams, np.uint32), shelf.take(bigrams, np.uint32), shelf.take(count, row_type(rows))
        )
        plain, keys = (shelf.take(rows * size, np.uint8).tobytes() for size in (1, KEY_SIZE))
        return cls([keys[at : at + KEY_SIZE] for at in range(0, len(keys), KEY_SIZE)], plain, known)

    def parts(self) -> list[Buffer]:
        """Return what `read` reads, in parts."""
        known = self.postings
        head = f"{code_version()} {len(self.keys)} {len(known.bigrams)} {len(known.rows)}"
        return [
            # The arrays that follow lie as a processor wants them.
            f"{head}{' ' * (-(len(head) + 1) % _ALIGNED)}\n".encode(),
            *(array.view(np.uint8).data for array in (known.bigrams, known.counts, known.rows)),
            self.plain,
            b"".join(self.keys),
        ]

    @property
    def plainness(self) -> Mapping[bytes, int]:
        """Return of each key whether its text was plain."""
        return dict(zip(self.keys, self.plain, strict=True))

    def postings_of(self, stories: Stories) -> Postings:
        """Return the postings of *stories*; what is known of them is not found again."""
        places, size = self._places_among(stories.keys), len(stories.keys)
        unknown = np.ones(size, np.bool_)
        unknown[places[places >= 0]] = False
        if 2 * int(unknown.sum()) > size:
            return Postings.of(((row, stories.text(row)) for row in range(size)), size)
        added = ((row, stories.text(row)) for row in np.flatnonzero(unknown).tolist())
        return self.postings.moved(places, size).joined(Postings.of(added, size))

    def _places_among(self, keys: Sequence[bytes]) -> npt.NDArray[np.int64]:
        """Return for each row of this memory the row that has its text among *keys*, -1 for none.

        Rows whose order has changed, as when a name was put right, count as new, all but the most that have kept it.
        """
        order = {key: row for row, key in enumerate(keys)}
        places = np.array([order.get(key, -1) for key in self.keys], np.int64)
        found = np.flatnonzero(places >= 0)
        if (np.diff(places[found]) <= 0).any():
            kept = found[_longest_rising(places[found].tolist())]
            places[np.setdiff1d(found, kept)] = -1
        return places


class _Reader:
    """Takes arrays from *content*, one after the other."""

    def __init__(self, content: bytes, start: int) -> None:
        self._content, self._at = content, start

    def take(self, count: int, kind: type[np.unsignedinteger[Any]]) -> npt.NDArray[Any]:
        taken = np.frombuffer(self._content, kind, count, self._at)
        self._at += taken.nbytes
        return taken


@cache
def code_version() -> str:
    """Return the digest of the sources of `TEXT_MODULES` and of the versions of what they ask."""
    libraries = (unicodedata.unidata_version, version("markdown-it-py"), sys.byteorder)
    return digest(*libraries, *map(inspect.getsource, TEXT_MODULES))


def _longest_rising(numbers: Sequence[int]) -> list[int]:
    """Return the places of a longest selection of *numbers* each of which is greater than the one before."""
    ends: list[int] = []
    lengths = []
    for number in numbers:
        length = bisect_left(ends, number)
        ends[length : length + 1] = [number]
        lengths.append(length)
    chosen: list[int] = []
    last = max(numbers) + 1
    for place in range(len(numbers) - 1, -1, -1):
        if lengths[place] == len(ends) - 1 - len(chosen) and numbers[place] < last:
            chosen.append(place)
            last = numbers[place]
    return chosen[::-1]
