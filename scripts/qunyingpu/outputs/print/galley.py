"""Set vertical text line by line and leaf by leaf: characters, marks beside them, notes in double rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from qunyingpu.outputs.print.grid import Grid
from qunyingpu.outputs.print.vertical import Cell, Form, Piece, is_narrow, pieces_of

_MARK, _MARK_LOW = 0.7, 0.12
_NOTE_OFF = 0.245
_WIDEST = 1.25
"""The most that a run set across a line measures, in em."""

_HALVES = 2


class Ink(NamedTuple):
    """A type: the stem of its *font*, its *colour* in the book's layout, its *size* in millimetres."""

    font: str
    colour: str
    size: float


@dataclass(slots=True)
class Leaf:
    """What stands on one leaf, in the order in which it is read."""

    strokes: list[list[Any]] = field(default_factory=list)
    """``[kind, style, left, top, room, text]``, as ``book.typ`` draws them."""
    bookmarks: list[tuple[int, str]] = field(default_factory=list)
    running: str = ""
    """What the core of the fold tells of this leaf."""


class _Run(NamedTuple):
    """Characters below each other that are one stroke: another one joins them at *foot*."""

    stroke: list[Any]
    ink: Ink
    left: float
    foot: float


class Galley:
    """Leaves under way: a line and a cell where the next character goes."""

    def __init__(self, grid: Grid) -> None:
        """Begin before the first line."""
        self.grid = grid
        self.leaves: list[Leaf] = [Leaf()]
        self.styles: dict[Ink, int] = {}
        self.line = -1
        self.row = 0
        self._leaf = self.leaves[0]
        self._run: _Run | None = None
        self._running = ""

    @property
    def leaf(self) -> int:
        """Return the number of the leaf of the current line, from 0."""
        return len(self.leaves) - 1

    def begin_line(self, indent: int = 0, *, room: int = 1) -> None:
        """Go to the head of the next line; where fewer than *room* lines of the leaf are left, to the next leaf."""
        self.line += 1
        left = self.grid.lines - self.line % self.grid.lines
        if left < room:
            self.line += left
        if self.grid.leaf(self.line) > self.leaf:
            self._leaf = Leaf(running=self._running)
            self.leaves.append(self._leaf)
        self.row = indent

    def bookmark(self, level: int, title: str) -> None:
        """Let the outline of the file lead to the current leaf."""
        self._leaf.bookmarks.append((level, title))

    def head(self, running: str) -> None:
        """Let the cores of the leaves from here on tell *running*; a leaf that is begun keeps what it began with."""
        self._running = running
        if not self._leaf.strokes:
            self._leaf.running = running

    def set(self, text: str, ink: Ink, *, indent: int = 0) -> None:
        """Set *text* from the current cell on, following lines *indent* cells lower."""
        rows, pitch = self.grid.layout.rows, self.grid.row
        for piece in pieces_of(text, longest=rows - indent):
            if self.row + piece.height > rows:
                self.begin_line(indent)
            middle = self.grid.middle(self.line)
            for cell in piece.cells:
                self._draw(cell, ink, (middle, self.grid.top(self.row)), pitch)
                self.row += cell.height

    def note(self, text: str, ink: Ink, *, indent: int = 0) -> None:
        """Set *text* as a note in double rows from the current cell on: first the right row, then the left."""
        rows = self.grid.layout.rows
        pieces: Sequence[Piece] = pieces_of(text, longest=_HALVES * (rows - indent))
        while pieces:
            right, left, height = _double_rows(pieces, rows - self.row)
            if right + left == 0:
                self.begin_line(indent)
                continue
            self._set_half(pieces[:right], ink, 1)
            self._set_half(pieces[right : right + left], ink, -1)
            pieces = pieces[right + left :]
            self.row += height

    def number(self, text: str, ink: Ink) -> None:
        """Set *text*, the number of a leaf, small in the middle of the line."""
        pitch = self.grid.row / _HALVES
        top = self.grid.top(self.row)
        for place, character in enumerate(text):
            self._draw(Cell(character, Form.UPRIGHT), ink, (self.grid.middle(self.line), top + place * pitch), pitch)

    def _set_half(self, pieces: Sequence[Piece], ink: Ink, half: int) -> None:
        middle = self.grid.middle(self.line) + half * _NOTE_OFF * self.grid.column
        pitch, top = self.grid.row / _HALVES, self.grid.top(self.row)
        for piece in pieces:
            for cell in piece.cells:
                self._draw(cell, ink, (middle, top), pitch)
                top += cell.height * pitch

    def _draw(self, cell: Cell, ink: Ink, place: tuple[float, float], pitch: float) -> None:
        """Draw *cell*, whose square has the middle of its upper edge at *place*, in lines of *pitch*."""
        (middle, top), size = place, ink.size
        left, head = middle - size / 2, top + (pitch - size) / 2
        match cell.form:
            case Form.UPRIGHT if len(cell.text) == 1 and not is_narrow(cell.text):
                self._draw_run(cell.text, ink, (left, head), pitch)
            case Form.UPRIGHT:
                self._stroke("single", ink, (left, head), cell.text)
            case Form.MARK:
                mark = Ink(ink.font, "mark", round(_MARK * size, 3))
                foot = head - (pitch - size)  # of the character before
                self._stroke("mark", mark, (left + size, foot - mark.size * (1 - _MARK_LOW)), cell.text)
            case Form.ACROSS:
                across = Ink(ink.font, ink.colour, round(cell.scale * size, 3))
                self._stroke("across", across, (middle, top + pitch / 2), cell.text, _WIDEST * size)
            case Form.TURNED:
                length = cell.height * pitch
                self._stroke("turned", ink, (middle, top + length / 2), cell.text, length)
            case Form.BLANK:
                pass

    def _draw_run(self, character: str, ink: Ink, place: tuple[float, float], pitch: float) -> None:
        """Draw *character*, in one stroke with those right above it."""
        left, head = place
        run = self._run
        is_next = run is not None and run.ink is ink and run.left == left and abs(run.foot - head) < 1e-6
        if run is not None and is_next and run.stroke is self._leaf.strokes[-1]:
            run.stroke[5] += character
        else:
            self._stroke("run", ink, place, character, pitch)
        self._run = _Run(self._leaf.strokes[-1], ink, left, head + pitch)

    def _stroke(self, kind: str, ink: Ink, place: tuple[float, float], text: str, room: float = 0.0) -> None:
        """Add a stroke; *room* is the pitch of a run, or the most that a word may measure."""
        style = self.styles.setdefault(ink, len(self.styles))
        left, top = place
        self._leaf.strokes.append([kind, style, round(left, 3), round(top, 3), round(room, 3), text])


def _double_rows(pieces: Sequence[Piece], rows: int) -> tuple[int, int, int]:
    """Return how many of *pieces* stand in the right and in the left row of a note *rows* cells high, and its height.

    A note that fits is as low as can be, so that its rows are even.
    """
    most = _HALVES * _HALVES * rows
    needed = 0
    for piece in pieces:
        needed += piece.height
        if needed > most:
            break
    right = left = 0
    for height in range(max(1, -(-needed // (_HALVES * _HALVES))) if needed <= most else rows, rows + 1):
        right = _fill(pieces, 0, _HALVES * height)
        left = _fill(pieces, right, _HALVES * height)
        if right + left == len(pieces):
            return right, left, height
    return right, left, rows


def _fill(pieces: Sequence[Piece], start: int, cells: int) -> int:
    """Return how many of *pieces* from *start* on have room in *cells*."""
    used = 0
    for number in range(start, len(pieces)):
        used += pieces[number].height
        if used > cells:
            return number - start
    return len(pieces) - start
