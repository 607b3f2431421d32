"""Turn the rows of a column into set words that are together no higher than their box, and draw them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qunyingpu.model.card_layout import ColumnLayer, HonoursRow, Row, RuleRow, TextRow
from qunyingpu.model.layout import Align, Anchor
from qunyingpu.model.vocabulary import Level
from qunyingpu.outputs.cards.canvas import Canvas, Place
from qunyingpu.outputs.cards.glyphs import ASCENT
from qunyingpu.outputs.cards.subjects import Copy
from qunyingpu.outputs.cards.typesetting import Block, NoRoomError, Setting, typeset

NATIONAL_MARK, OTHER_MARK = "◆", "◇"
"""Before honours of the nation and before others, as in the pages' timeline."""

_SCALES = [1 - step / 20 for step in range(14)]
_MARK_SIZE, _MARK_SPACE = 0.6, 1.0


@dataclass(frozen=True, slots=True)
class _Words:
    """A block of words, *down* pixels below the top of its row; *mark* stands before it."""

    block: Block
    row: TextRow | HonoursRow
    down: float = 0.0
    mark: str = ""


@dataclass(frozen=True, slots=True)
class _SetRow:
    """A row as it will be drawn, in pixels."""

    gap: float
    height: float
    content: RuleRow | tuple[_Words, ...]


def draw_column(canvas: Canvas, layer: ColumnLayer, copy: Copy) -> None:
    """Draw the rows of *layer* that have something to say; where they are too high together, all of them smaller.

    Raises NoRoomError when a third of their size is still too high.
    """
    place = Place.of(layer.at, layer.box)
    rows = _fitted(canvas, layer, copy)
    free = place.height - _height(rows)
    top = place.top + {Anchor.TOP: 0.0, Anchor.MIDDLE: free / 2, Anchor.BOTTOM: free}[layer.anchor]
    for number, row in enumerate(rows):
        top += row.gap if number else 0.0
        if isinstance(row.content, RuleRow):
            edge = round(top)
            canvas.fill(
                Place(place.left, edge, place.right, edge + row.content.weight), canvas.colour(row.content.colour)
            )
        else:
            for words in row.content:
                _draw_words(canvas, words, place=place, top=top + words.down)
        top += row.height


def _fitted(canvas: Canvas, layer: ColumnLayer, copy: Copy) -> Sequence[_SetRow]:
    shown = [row for row in layer.rows if row.only in {None, copy.plate}]
    for scale in _SCALES:
        found = (_set_row(canvas, row, copy, width=layer.box[0], scale=scale) for row in shown)
        rows = [row for row in found if row.height]
        if _height(rows) <= layer.box[1]:
            return rows
    raise NoRoomError(f"no room in a column of {layer.box} at {layer.at}")


def _height(rows: Sequence[_SetRow]) -> float:
    return sum(row.height for row in rows) + sum(row.gap for row in rows[1:])


def _set_row(canvas: Canvas, row: Row, copy: Copy, *, width: int, scale: float) -> _SetRow:
    """Return *row* set at *scale*, without height when it has nothing to say."""
    if isinstance(row, RuleRow):
        return _SetRow(row.gap * scale, row.weight, row)
    if isinstance(row, HonoursRow):
        return _set_honours(canvas, row, copy, width=width, scale=scale)
    text = copy.told(row.text)
    if not text:
        return _SetRow(0.0, 0.0, ())
    setting = Setting(
        size=row.size,
        fit=row.fit or row.size,
        lines=row.lines,
        height=row.height,
        leading=row.leading,
        tracking=row.tracking,
        wrap=row.wrap,
        whole=row.whole,
    )
    block = typeset(text, setting.scaled(scale), width=width, advance=canvas.typeface(row.font).advance)
    return _SetRow(row.gap * scale, block.height, (_Words(block, row),))


def _set_honours(canvas: Canvas, row: HonoursRow, copy: Copy, *, width: int, scale: float) -> _SetRow:
    """Return the honours in lines of one size, that of the one that needs the smallest."""
    setting = Setting(size=row.size, fit=row.fit or row.size, leading=row.leading).scaled(scale)
    advance, narrow = canvas.typeface(row.font).advance, width - _MARK_SPACE * setting.size
    shown = copy.honours[: row.most]
    if not shown:
        return _SetRow(0.0, 0.0, ())
    blocks = [typeset(title, setting, width=narrow, advance=advance) for title, _ in shown]
    size = min(block.size for block in blocks)
    even = replace(setting, size=size)
    words = tuple(
        _Words(
            block if block.size == size else typeset(title, even, width=narrow, advance=advance),
            row,
            down=number * row.leading * size,
            mark=NATIONAL_MARK if level is Level.NATIONAL else OTHER_MARK,
        )
        for number, (block, (title, level)) in enumerate(zip(blocks, shown, strict=True))
    )
    return _SetRow(row.gap * scale, words[-1].down + size, words)


def _draw_words(canvas: Canvas, words: _Words, *, place: Place, top: float) -> None:
    row, size = words.row, words.block.size
    font, colour = canvas.typeface(row.font), canvas.colour(row.colour)
    align = row.align if isinstance(row, TextRow) else Align.LEFT
    indent = 0.0
    if isinstance(row, HonoursRow):
        small = round(_MARK_SIZE * size)
        pen = (place.left, top + (size - small) / 2 + ASCENT * small)
        canvas.ink(font.glyph(words.mark, small), pen, canvas.colour(row.mark))
        indent = _MARK_SPACE * size
    for number, line in enumerate(words.block.lines):
        free = place.width - indent - line.width * size
        left = place.left + indent + {Align.LEFT: 0.0, Align.CENTRE: free / 2, Align.RIGHT: free}[align]
        baseline = top + number * words.block.pitch + ASCENT * size
        for character, pen_place in zip(line.characters, line.places, strict=True):
            canvas.ink(font.glyph(character, size), (left + pen_place * size, baseline), colour)
