"""Hold the rows of a roll in columns: it has many rows and few different values, and most work is on one column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, Self

import numpy as np
import numpy.typing as npt

from qunyingpu.model.published import PublishedHero
from qunyingpu.outputs.search.columns import Numbers
from qunyingpu.outputs.search.rows import Row, row_of

Column = npt.NDArray[np.int64]
TEXTS = Row._fields.index("date")
"""How many columns hold texts; those of numbers follow."""


class Roll(NamedTuple):
    """The columns of the roll, called as the fields of `Row`."""

    name: Sequence[str]
    note: Sequence[str]
    former: Sequence[str]
    members: Sequence[str]
    own: Sequence[str]
    place: Sequence[str]
    spot: Sequence[str]
    words: Sequence[str]
    ceremonies: Sequence[str]
    card: Sequence[str]
    date: Numbers
    type: Numbers
    level: Numbers
    outcome: Numbers
    kind: Numbers

    @classmethod
    def of(cls, heroes: Iterable[PublishedHero]) -> Self:
        """Return the roll of *heroes*."""
        return cls.of_rows(map(row_of, heroes))

    @classmethod
    def of_rows(cls, rows: Iterable[Row]) -> Self:
        """Return the columns of *rows*."""
        columns = list(zip(*rows, strict=True)) or [()] * len(cls._fields)
        return cls.of_columns(columns[:TEXTS], np.array(columns[TEXTS:], np.uint32))

    @classmethod
    def of_columns(cls, texts: Iterable[Sequence[str]], numbers: Iterable[Numbers]) -> Self:
        """Return the roll whose columns of *texts* come first, then those of *numbers*."""
        return cls._make([*texts, *numbers])

    @property
    def texts(self) -> tuple[Sequence[str], ...]:
        """Return the columns of texts."""
        columns: tuple[Any, ...] = self
        return columns[:TEXTS]

    @property
    def numbers(self) -> tuple[Numbers, ...]:
        """Return the columns of numbers."""
        columns: tuple[Any, ...] = self
        return columns[TEXTS:]

    @property
    def size(self) -> int:
        """Return how many rows there are."""
        return len(self.name)


def split(column: Sequence[str], mark: str) -> tuple[Column, list[str]]:
    """Return the row of each text in *column*, and the texts, which are parted by *mark*; an empty one has none."""
    counts = [text.count(mark) + 1 if text else 0 for text in column]
    texts = mark.join(filter(None, column)).split(mark) if any(counts) else []
    return np.repeat(np.arange(len(counts)), counts), texts


def grouped(rows: Column, numbers: Column, size: int) -> tuple[Column, Column]:
    """Return for each of *size* rows how many different *numbers* it has, and the numbers, ascending, row after row."""
    most = int(numbers.max(initial=0)) + 1
    pairs = rows * most + numbers
    pairs.sort()
    pairs = pairs[np.diff(pairs, prepend=-1) > 0]
    return np.bincount(pairs // most, minlength=size), pairs % most
