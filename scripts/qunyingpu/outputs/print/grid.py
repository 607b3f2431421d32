"""Turn the layout of the book into places: where each line and each cell of a folded leaf lies, in millimetres."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from qunyingpu.model.print_layout import BookLayout

_TYPE, _NAME, _NOTE = 0.86, 0.94, 0.46
"""Type of the text, of names and of notes, in heights of a cell."""


@dataclass(frozen=True)
class Grid:
    """The cells of a leaf: lines from right to left, the first half before the core of the fold, the second after it.

    Lines are numbered through the whole book, cells of a line from its top.
    """

    layout: BookLayout

    @cached_property
    def lines(self) -> int:
        """Return the lines of a leaf."""
        return 2 * self.layout.columns

    @cached_property
    def column(self) -> float:
        """Return the width of a line with its rules."""
        return (self.layout.page[0] - 2 * self.layout.side - self.layout.core) / self.lines

    @cached_property
    def row(self) -> float:
        """Return the height of a cell."""
        return (self.layout.page[1] - self.layout.top - self.layout.foot) / self.layout.rows

    @property
    def text_size(self) -> float:
        """Return the type of the text."""
        return _TYPE * self.row

    @property
    def name_size(self) -> float:
        """Return the type of names and headings."""
        return _NAME * self.row

    @property
    def note_size(self) -> float:
        """Return the type of notes, two rows of which stand in a line."""
        return _NOTE * self.row

    def middle(self, line: int) -> float:
        """Return the middle of *line* from the left edge of its leaf."""
        return self._middles[line % self.lines]

    @cached_property
    def _middles(self) -> list[float]:
        right, columns = self.layout.page[0] - self.layout.side, self.layout.columns
        skipped = [0.0] * columns + [self.layout.core] * columns
        return [right - (place + 0.5) * self.column - skip for place, skip in enumerate(skipped)]

    def top(self, row: float) -> float:
        """Return the upper edge of cell *row*."""
        return self.layout.top + row * self.row

    def leaf(self, line: int) -> int:
        """Return the number of the leaf of *line*, from 0."""
        return line // self.lines
