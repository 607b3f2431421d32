"""Keep from one run to the next what is dear to find: the row of each hero, what its text is like, and all postings.

The bytes that a run makes never depend on it. A hero is known by the digest of all that it is made of, and the whole
memory by the version of the program that made it, so that another program's counts as none.
"""

from __future__ import annotations

import sys
import unicodedata
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from itertools import chain
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from qunyingpu.model.book import DIGEST_SIZE
from qunyingpu.model.published import PublishedHero
from qunyingpu.outputs.search.postings import Postings, row_type
from qunyingpu.outputs.search.roll import TEXTS, Roll
from qunyingpu.outputs.search.rows import Row, row_of
from qunyingpu.outputs.search.stories import Natures, Stories
from qunyingpu.writing import Buffer, digest, program_digest

NO_DIGEST = bytes(DIGEST_SIZE)
"""Stands for a hero of whom nobody knows whether it has changed."""

_NUMBERS = len(Row._fields) - TEXTS
_MARK = "\0"
"""Between the texts of rows: `reading` lets none into a profile."""
_ALIGNED = 8


@dataclass(frozen=True, slots=True)
class Memory:
    """What a run knew: of each row the digest of its hero, the row, and the nature of its text; the postings of all.

    *whole* are the parts that are loaded whole, by name, and under ``key`` the digest of all that they were made of.
    """

    digests: Sequence[bytes]
    roll: Roll
    natures: Natures
    postings: Postings
    whole: Mapping[str, str]

    @classmethod
    def read(cls, content: bytes) -> Self:
        """Return the memory in *content*, which `parts` made; an empty one where another version made it."""
        head = content[: content.find(b"\n") + 1]
        words = head.decode(errors="replace").split()
        if not words or words[0] != code_version():
            return cls((), Roll.of(()), Natures.unknown(0), Postings.of((), 0), {})
        reader, (size, bigrams, count) = _Reader(content, len(head)), map(int, words[1:])
        *numbers, checksums = reader.take((_NUMBERS + 1) * size, np.uint32).reshape(_NUMBERS + 1, size)
        postings = Postings(
            reader.take(bigrams, np.uint32), reader.take(bigrams, np.uint32), reader.take(count, row_type(size))
        )
        plain, digests = reader.take(size, np.uint8), reader.take(size * DIGEST_SIZE, np.uint8).tobytes()
        texts = reader.rest().decode().split(_MARK)
        return cls(
            [digests[at : at + DIGEST_SIZE] for at in range(0, len(digests), DIGEST_SIZE)],
            Roll.of_columns((texts[place * size : (place + 1) * size] for place in range(TEXTS)), numbers),
            Natures(plain, checksums),
            postings,
            dict(zip(texts[TEXTS * size :: 2], texts[TEXTS * size + 1 :: 2], strict=True)),
        )

    def parts(self) -> list[Buffer]:
        """Return what `read` reads, in parts; nothing that could be misread."""
        size, known = self.roll.size, self.postings
        texts = _MARK.join(chain(*self.roll.texts, *self.whole.items()))
        if texts.count(_MARK) != size * TEXTS + 2 * len(self.whole) - 1:
            return []
        numbers = np.concatenate([*self.roll.numbers, self.natures.checksums]).astype(np.uint32, copy=False)
        head = f"{code_version()} {size} {len(known.bigrams)} {len(known.rows)}"
        arrays = (numbers, known.bigrams, known.counts, known.rows, self.natures.plain)
        return [
            # The arrays that follow lie as a processor wants them.
            f"{head}{' ' * (-(len(head) + 1) % _ALIGNED)}\n".encode(),
            *(array.view(np.uint8).data for array in arrays),
            b"".join(self.digests),
            texts.encode(),
        ]

    def recalled(self, digests: Sequence[bytes]) -> list[int | None]:
        """Return for each of *digests* the row that had it, None where it is new."""
        rows = {digest: row for row, digest in enumerate(self.digests) if digest != NO_DIGEST}
        return list(map(rows.get, digests))

    def roll_of(self, heroes: Sequence[PublishedHero], recalled: Sequence[int | None]) -> Roll:
        """Return the roll of *heroes*; of those *recalled* the row is not made again."""
        new = {row: row_of(heroes[row]) for row, before in enumerate(recalled) if before is None}
        if len(new) == len(heroes):
            return Roll.of_rows(new.values())
        known = list(zip(*self.roll.texts, strict=True))
        rows = [new[row][:TEXTS] if before is None else known[before] for row, before in enumerate(recalled)]
        numbers = np.array(self.roll.numbers)[:, [before or 0 for before in recalled]]
        for row, values in new.items():
            numbers[:, row] = values[TEXTS:]
        return Roll.of_columns(zip(*rows, strict=True), numbers)

    def natures_of(self, recalled: Sequence[int | None]) -> Natures:
        """Return the natures of the texts of those *recalled*."""
        natures = Natures.unknown(len(recalled))
        rows = [row for row, before in enumerate(recalled) if before is not None]
        before = [before for before in recalled if before is not None]
        natures.plain[rows] = self.natures.plain[before]
        natures.checksums[rows] = self.natures.checksums[before]
        return natures

    def postings_of(self, stories: Stories, recalled: Sequence[int | None]) -> Postings:
        """Return the postings of *stories*, of which those *recalled* are not sought again."""
        places, size = self._places_among(recalled), len(recalled)
        unknown = np.ones(size, np.bool_)
        unknown[places[places >= 0]] = False
        if 2 * int(unknown.sum()) > size:
            return Postings.of(((row, stories.text(row)) for row in range(size)), size)
        added = ((row, stories.text(row)) for row in np.flatnonzero(unknown).tolist())
        return self.postings.moved(places, size).joined(Postings.of(added, size))

    def _places_among(self, recalled: Sequence[int | None]) -> npt.NDArray[np.int64]:
        """Return for each row of this memory where it is now, -1 for nowhere.

        Rows whose order has changed, as when a name was put right, count as new, all but the most that have kept it.
        """
        places = np.full(self.roll.size, -1, np.int64)
        before = np.array([-1 if row is None else row for row in recalled], np.int64)
        known = np.flatnonzero(before >= 0)
        places[before[known]] = known
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

    def rest(self) -> bytes:
        return self._content[self._at :]


@cache
def code_version() -> str:
    """Return the digest of the program and of what it asks of a hero.

    All of it: a row comes of the whole way from a profile's bytes to a published hero, and a rule that was forgotten
    here would be kept for ever.
    """
    libraries = map(version, ("markdown-it-py", "pypinyin", "pypinyin-dict", "pydantic"))
    return digest(program_digest(), unicodedata.unidata_version, sys.byteorder, *libraries)


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
