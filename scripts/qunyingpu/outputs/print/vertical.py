"""Turn a text into the cells of a vertical line: characters, runs set across one, turned words, marks beside them.

A stop or comma takes no cell: it stands beside the character before it, as 圈点 do. What must not be parted, brackets
and what they enclose, dashes, words, is one piece.
"""

from __future__ import annotations

import math
import re
import textwrap
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

MARKS = "，。、；：！？．"
"""What stands beside a character and takes no cell."""

_OPENING, _CLOSING = "“‘（《〈「『【〔〖", "”’）》〉」』】〕〗"
_WIDER = str.maketrans("(),;:!?", "（），；：！？")
_ACROSS, _ACROSS_WIDTH = 2.8, 1.2
"""The widest run that is set across one cell, and how wide it then is, in em."""
_LETTER_WIDTH, _DIGIT_WIDTH = 0.6, 0.55
_DOTS = "·•・"
_TOKENS = re.compile(
    r"—+|…+|[~～\-–]+"
    r"|\d+(?:[·.:/\-]\d+)*[%％]?"
    r"|[^\W\d_\u2e80-\U000323af]+(?:[\d'’.\-&/_ ]+[^\W\d_\u2e80-\U000323af]+)*\d*"
    r"|.[\u0300-\u036f]*",
    re.DOTALL,
)


class Form(Enum):
    """How a cell is set: upright, several across in one cell, turned by a right angle, or beside the one before."""

    UPRIGHT = "upright"
    ACROSS = "across"
    TURNED = "turned"
    MARK = "mark"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Cell:
    """A *text* in its *form*, which takes *height* cells of a line; *scale* is its type in em of the line's."""

    text: str
    form: Form
    height: int = 1
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Piece:
    """Cells that no line parts, together *height* cells high."""

    cells: tuple[Cell, ...]
    height: int


def pieces_of(text: str, *, longest: int) -> list[Piece]:
    """Return *text* in pieces, none higher than *longest* cells; punctuation of Latin texts becomes Chinese."""
    pieces: list[list[Cell]] = []
    for cell in _cells(_smoothed(text), longest):
        is_mark = cell.form is Form.MARK
        if not pieces and is_mark:
            pieces.append([Cell(cell.text, Form.UPRIGHT)])
        elif pieces and (is_mark or cell.text in _CLOSING + _DOTS or pieces[-1][-1].text in _OPENING):
            pieces[-1].append(cell)
        else:
            pieces.append([cell])
    return [part for piece in pieces for part in _parted(piece, longest)]


def height_of(text: str, *, longest: int) -> int:
    """Return how many cells *text* takes, in lines of *longest*."""
    return sum(piece.height for piece in pieces_of(text, longest=longest))


def is_narrow(character: str) -> bool:
    """Tell whether *character* does not fill its square: a bracket, a quotation mark, the dot of a name."""
    return character in _OPENING + _CLOSING + _DOTS


def _smoothed(text: str) -> str:
    """Return *text* without spaces beside Chinese characters, and with the wide forms of Latin punctuation there."""
    wide = re.sub(r"(?<=[\u2e80-\U000323af])[(),;:!?]|[(),;:!?](?=[\u2e80-\U000323af])", _widened, text)
    return re.sub(r"(?<=[^\x00-\u024f]) +| +(?=[^\x00-\u024f])", " ", wide)


def _widened(match: re.Match[str]) -> str:
    return match[0].translate(_WIDER)


def _cells(text: str, longest: int) -> Iterator[Cell]:
    for token in _TOKENS.findall(text):
        if token in MARKS:
            yield Cell(token, Form.MARK, 0)
        elif token.isspace():
            yield Cell(token, Form.BLANK)
        elif token[0] in "—~～-–":
            yield Cell(token, Form.TURNED, min(len(token), longest))
        elif token[0] == "…":
            yield from (Cell(character, Form.UPRIGHT) for character in token)
        elif token in _DOTS or _is_wide(token[0]):
            yield Cell(token, Form.UPRIGHT)
        else:
            yield from _word(token, longest)


def _word(token: str, longest: int) -> Iterator[Cell]:
    """Yield Latin words or digits: what is short across one cell, what is long turned, in parts of a line."""
    width = _width(token)
    if width <= _ACROSS:
        yield Cell(token, Form.ACROSS, 1, round(min(0.9, _ACROSS_WIDTH / width), 2))
        return
    most = int(longest / _LETTER_WIDTH)
    for line in textwrap.wrap(token, most, break_on_hyphens=False):
        yield Cell(line, Form.TURNED, max(1, min(longest, math.ceil(_width(line)))))


def _width(token: str) -> float:
    """Return about how wide *token* is, in em."""
    return sum(_LETTER_WIDTH if character.isalpha() else _DIGIT_WIDTH for character in token)


def _is_wide(character: str) -> bool:
    return character > "\u2e7f" or character in "“”‘’" or unicodedata.east_asian_width(character) in "WF"


def _parted(piece: list[Cell], longest: int) -> Iterator[Piece]:
    """Yield *piece*, or parts of it where it is higher than a line."""
    part: list[Cell] = []
    height = 0
    for cell in piece:
        if part and height + cell.height > longest:
            yield Piece(tuple(part), height)
            part, height = [], 0
        part.append(cell)
        height += cell.height
    yield Piece(tuple(part), height)
