"""Turn texts into postings, for each bigram the rows whose text holds it, and the postings of one roll into the next's.

Sorting is what takes long, so a roll of which most texts are known is not sorted again: their rows move to where they
stand now, in one step for all bigrams, and only the texts that are new are sorted in. Both ways lead to the same value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from qunyingpu.outputs.search.columns import looked_up
from qunyingpu.outputs.search.folding import BREAK, folded_units

Rows = npt.NDArray[np.unsignedinteger[Any]]

_TEXTS_AT_ONCE = 256
"""So many fit the cache of a processor, and their arrays the memory of those before."""
_FEW = 1000
"""Where fewer than one in so many rows changes, copying what lies between is three times as fast as numpy's own way."""


@dataclass(frozen=True, slots=True)
class Postings:
    """Bigrams, as numbers of two UTF-16 units, ascending; for each a count, and so many *rows*, ascending.

    Rows are of the smallest type whose largest number no row has.
    """

    bigrams: npt.NDArray[np.uint32]
    counts: npt.NDArray[np.uint32]
    rows: Rows

    @classmethod
    def of(cls, texts: Iterable[tuple[int, str]], size: int) -> Self:
        """Return the postings of *texts*, each with its row, of a roll of *size* rows."""
        keys = np.concatenate([np.zeros(0, np.uint64), *_keys(texts)])
        keys.sort()
        keys = keys[_firsts(keys)]
        bigrams = (keys >> np.uint64(32)).astype(np.uint32)
        starts = np.flatnonzero(_firsts(bigrams))
        counts = np.diff(starts, append=len(keys)).astype(np.uint32)
        return cls(bigrams[starts], counts, keys.astype(row_type(size)))

    @property
    def starts(self) -> npt.NDArray[np.int64]:
        """Return where the rows of each bigram begin."""
        ends = np.cumsum(self.counts, dtype=np.int64)
        return ends - self.counts

    def moved(self, places: npt.NDArray[np.int64], size: int) -> Postings:
        """Return these postings with each row where *places* say, in the same order, in a roll of *size*; -1 drops."""
        none = np.iinfo(row_type(size)).max
        rows = looked_up(np.where(places < 0, none, places).astype(row_type(size)), self.rows)
        if (places >= 0).all():
            return Postings(self.bigrams, self.counts, rows)
        gone = np.flatnonzero(rows == none)
        counts = self.counts - np.bincount(self._bigrams_at(gone), minlength=len(self.counts)).astype(np.uint32)
        left = counts > 0
        return Postings(self.bigrams[left], counts[left], _without(rows, gone))

    def joined(self, others: Postings) -> Postings:
        """Return these postings and *others*, which have none in common."""
        at = np.searchsorted(self.bigrams, others.bigrams)
        is_new = np.append(self.bigrams, 0)[at] != others.bigrams
        bigrams = np.insert(self.bigrams, at[is_new], others.bigrams[is_new])
        own = Postings(bigrams, np.insert(self.counts, at[is_new], 0), self.rows)
        theirs = np.searchsorted(bigrams, others.bigrams)
        places = own._places_of(np.repeat(theirs, others.counts), others.rows)
        counts = own.counts.copy()
        counts[theirs] += others.counts
        return Postings(bigrams, counts, _with(self.rows, places, others.rows))

    def _bigrams_at(self, places: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Return the number of the bigram of the row at each of *places*."""
        return np.searchsorted(self.starts, places, side="right") - 1

    def _places_of(self, bigrams: npt.NDArray[np.int64], rows: Rows) -> npt.NDArray[np.int64]:
        """Return before which place each of *rows* belongs among those of its bigram: all are sought at once."""
        starts = np.append(self.starts, len(self.rows))
        low, high = starts[bigrams], starts[bigrams + 1]
        while (open_ := low < high).any():
            middle = (low + high) >> 1
            is_before = open_ & (self.rows[np.minimum(middle, len(self.rows) - 1)] < rows)
            low, high = np.where(is_before, middle + 1, low), np.where(open_ & ~is_before, middle, high)
        return low


def row_type(size: int) -> type[np.unsignedinteger[Any]]:
    """Return the type of a row among *size*."""
    return np.uint16 if size < 2**16 else np.uint32


def _without(rows: Rows, places: npt.NDArray[np.int64]) -> Rows:
    """Return *rows* without those at *places*, ascending."""
    if len(places) > len(rows) // _FEW:
        return np.delete(rows, places)
    ends = [*places.tolist(), len(rows)]
    return np.concatenate([rows[start:end] for start, end in zip([0, *(places + 1).tolist()], ends, strict=True)])


def _with(rows: Rows, places: npt.NDArray[np.int64], others: Rows) -> Rows:
    """Return *rows* with each of *others* before that at its place among *places*, ascending."""
    if len(places) > len(rows) // _FEW:
        return np.insert(rows, places, others)
    pieces = np.split(rows, places)
    added = [*others[:, None].astype(rows.dtype), rows[:0]]
    return np.concatenate([part for pair in zip(pieces, added, strict=True) for part in pair])


def _firsts(keys: npt.NDArray[np.unsignedinteger[Any]]) -> npt.NDArray[np.bool_]:
    flags = np.ones(len(keys), np.bool_)
    np.not_equal(keys[1:], keys[:-1], out=flags[1:])
    return flags


def _keys(texts: Iterable[tuple[int, str]]) -> Iterator[npt.NDArray[np.uint64]]:
    """Yield a number for each bigram of each text: its units, then the row."""
    remaining = iter(texts)
    while block := list(islice(remaining, _TEXTS_AT_ONCE)):
        yield _keys_of(block)


def _keys_of(block: Sequence[tuple[int, str]]) -> npt.NDArray[np.uint64]:
    units, ends = folded_units([text for _, text in block])
    rows = np.repeat(np.array([row for row, _ in block], np.uint64), np.diff(ends, prepend=0))
    is_unit = units != BREAK
    places = np.flatnonzero(is_unit[:-1] & is_unit[1:])
    bigrams = units[places].astype(np.uint64) << np.uint64(16) | units[places + 1]
    return bigrams << np.uint64(32) | rows[places]
