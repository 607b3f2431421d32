"""Turn a text into lines that fit a width, by the rules of Chinese setting.

Kinsoku, hanging and squeezed punctuation and the gap between Han and Latin follow CLREQ (w3.org/TR/clreq). Widths are
in em, so that a text is measured once for every type size that is tried.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import lru_cache

from qunyingpu.model.layout import Wrap
from qunyingpu.stele import name_parts

Advance = Callable[[str], float]
"""Tell how far a character moves the pen, in em."""

NO_START = frozenset("、，。．：；！？）］｝〕〉》」』】〗’”…—·～％‰℃°,.:;!?)]}%々")
"""What no line begins with."""

NO_END = frozenset("（［｛〔〈《「『【〖‘“([{￥$#")
"""What no line ends with."""

SMALLEST = 8
"""The smallest type, in pixels, to which a text that must stay whole may shrink."""

_STOPS = "、，。．：；！？"
_CLOSERS, _OPENERS = "）］｝〕〉》」』】〗’”", "（［｛〔〈《「『【〖‘“"
_SENTENCE = re.compile(f"[。！？][{_CLOSERS}]*")
_CLAUSE = re.compile(f".+?(?:[，。：；！？\u3000]+[{_CLOSERS}]*|——|(?=（[^（）]*）$)|$)")
_SPACES = " \u3000\u00a0"
_HALF, _LATIN_GAP, _WIDEST_GAP = 0.5, 0.125, 0.3
_FULL_WIDTH = 0.9
_ENOUGH_SHOWN = 0.55
_CLAUSES_SHRINK = 0.85
"""How much smaller a text may be set so that its lines end where a reader pauses."""

_FEW_PIECES = 3
_SLACK = 3.0
"""What a line may be wider than its measure at most, in em: half marks hang out, and a space at its end vanishes."""

_UNITS = (
    "公里|千米|厘米|毫米|公斤|千克|平方米|立方米|小时|分钟|周岁|年代|世纪|"
    "[年月日时点分秒岁名人位次个只头条辆艘台件项起户家座栋层楼米里斤吨元届期度级路号线]"
)
_TOKENS = re.compile(
    rf"……|——|\d+(?:[.,:·/\-]\d+)*[%％‰℃°]?(?:[余多几]?[十百千万亿]*[余多]?(?:{_UNITS}))?"
    r"|[^\W\d_\u2e80-\U000323af]+(?:['’.\-][^\W\d_\u2e80-\U000323af]+)*|.",
    re.DOTALL,
)
_HAN = re.compile(r"[\u2e80-\u2fff\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_LATIN = re.compile(r"[A-Za-z0-9\u00c0-\u024f]")


class NoRoomError(Exception):
    """A layout leaves no room for words that must be shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How a text may be set: type from *size* down to *fit* pixels, in at most *lines* and *height* pixels.

    *leading* is the height of a line and *tracking* what is added between characters, in em. A text that must stay
    *whole* shrinks below *fit*; any other is cut there.
    """

    size: int
    fit: int
    lines: int = 1
    height: float | None = None
    leading: float = 1.6
    tracking: float = 0.0
    wrap: Wrap = Wrap.PROSE
    whole: bool = False

    def scaled(self, factor: float) -> Setting:
        """Return the same setting with its pixels times *factor*."""
        height = None if self.height is None else self.height * factor
        size, fit = (max(SMALLEST, round(pixels * factor)) for pixels in (self.size, self.fit))
        return replace(self, size=size, fit=fit, height=height)

    def lines_at(self, size: int) -> int:
        """Return how many lines of *size* are allowed."""
        if self.height is None:
            return self.lines
        return max(1, min(self.lines, int((self.height / size - 1) / self.leading) + 1))


@dataclass(frozen=True, slots=True)
class Line:
    """Characters, each with the place of its pen in em from the left edge; *width* is what the eye sees, in em."""

    characters: str
    places: tuple[float, ...]
    width: float


@dataclass(frozen=True, slots=True)
class Block:
    """A text set in *lines* of type *size*, the second *pitch* below the first, all in pixels."""

    size: int
    pitch: float
    lines: tuple[Line, ...]

    @property
    def height(self) -> float:
        """Return the pixels from the top of the first line to the foot of the last."""
        return self.size + self.pitch * (len(self.lines) - 1)


class _Edge(Enum):
    """What becomes of the right edge: lines are filled and justified, or left ragged and as even as can be."""

    FILLED = auto()
    EVEN = auto()


def typeset(text: str, setting: Setting, *, width: float, advance: Advance) -> Block:
    """Set *text* in *width* pixels, as large as *setting* allows.

    What does not fit at the smallest size ends with its last whole sentence when more than half is shown, else with
    ……. Raises NoRoomError for a text that must stay whole and cannot, and where not even …… has room.
    """
    run = _Run(text, advance, setting.tracking)
    for size, ends, edge in _attempts(text, setting):
        measure, most = width / size, setting.lines_at(size)
        if run.pens[-1] > (measure + _SLACK) * most:
            continue
        lines = _wrapped(run, _split_long(run, ends, measure) if edge is _Edge.FILLED else ends, measure)
        if lines is not None and len(lines) <= most:
            if edge is _Edge.EVEN:
                lines = _evened(run, ends, measure, len(lines))
            return Block(size, setting.leading * size, tuple(_lines(run, lines, measure, edge)))
    if setting.whole:
        raise NoRoomError(f"no room for {text!r} in {width} pixels")
    short = _cut(text, setting, width=width, advance=advance)
    return typeset(short, replace(setting, size=setting.fit, wrap=Wrap.PROSE), width=width, advance=advance)


class _Run:
    """A text measured once: where each pen stands, and how wide any part is."""

    def __init__(self, text: str, advance: Advance, tracking: float) -> None:
        self.text = text
        self.advances = [advance(character) for character in text]
        self.pens = [0.0]
        for place, pair in enumerate(itertools.pairwise(text)):
            gap = _gap(*pair, *self.advances[place : place + 2])
            self.pens.append(self.pens[-1] + self.advances[place] + tracking + gap)

    def visible(self, start: int, end: int) -> tuple[int, int]:
        """Return the part from *start* to *end* without spaces at its ends; a text may begin with an indent."""
        while end > start and self.text[end - 1] in _SPACES:
            end -= 1
        while 0 < start < end and self.text[start] in _SPACES:
            start += 1
        return start, end

    def hang(self, start: int, end: int) -> tuple[float, float]:
        """Return how far the blank halves of marks reach beyond the left and the right edge, in em."""
        left = self.text[start] in _OPENERS and self.advances[start] > _FULL_WIDTH
        right = self.text[end - 1] in _STOPS + _CLOSERS and self.advances[end - 1] > _FULL_WIDTH
        return left * _HALF, right * _HALF

    def width(self, start: int, end: int) -> float:
        """Return the visible width from *start* to *end*, in em."""
        start, end = self.visible(start, end)
        if start == end:
            return 0.0
        return self.pens[end - 1] + self.advances[end - 1] - self.pens[start] - sum(self.hang(start, end))


@lru_cache(maxsize=8192)
def _gap(before: str, after: str, before_width: float, after_width: float) -> float:
    """Return what is added between two characters, in em: marks give up their blank halves, Han and Latin part."""
    if before in _STOPS + _CLOSERS and after in _STOPS + _CLOSERS + _OPENERS:
        return -_HALF if before_width > _FULL_WIDTH else 0.0
    if before in _OPENERS and after in _OPENERS:
        return -_HALF if after_width > _FULL_WIDTH else 0.0
    is_seam = (_HAN.match(before) and _LATIN.match(after)) or (_LATIN.match(before) and _HAN.match(after))
    return _LATIN_GAP if is_seam else 0.0


def _attempts(text: str, setting: Setting) -> Iterator[tuple[int, Sequence[int], _Edge]]:
    """Yield the sizes and the places of breaks to try, best first."""
    pieces = _ends(_pieces(text))
    smallest = SMALLEST if setting.whole else setting.fit
    if setting.wrap is Wrap.NAME:
        parts = _ends(name_parts(text))
        yield from ((size, parts, _Edge.EVEN) for size in range(setting.size, setting.fit - 1, -1))
        yield from ((size, pieces, _Edge.EVEN) for size in range(setting.size, smallest - 1, -1))
    if setting.wrap is Wrap.CLAUSES:
        clauses, least = _ends(_CLAUSE.findall(text)), max(smallest, round(_CLAUSES_SHRINK * setting.size))
        yield from ((size, clauses, _Edge.EVEN) for size in range(setting.size, least - 1, -1))
    yield from ((size, pieces, _Edge.FILLED) for size in range(setting.size, smallest - 1, -1))


def _pieces(text: str) -> list[str]:
    """Return *text* in pieces that no line breaks: numbers with their units, words, characters with their marks."""
    pieces: list[str] = []
    for token in _TOKENS.findall(text):
        if pieces and (token[0] in NO_START or pieces[-1][-1] in NO_END) and pieces[-1][-1] not in _SPACES:
            pieces[-1] += token
        else:
            pieces.append(token)
    return pieces


def _ends(parts: Sequence[str]) -> tuple[int, ...]:
    return tuple(itertools.accumulate(map(len, parts)))


def _split_long(run: _Run, ends: Sequence[int], measure: float) -> Sequence[int]:
    """Return *ends* with breaks after every character of a piece that is wider than a line."""
    if all(run.width(start, end) <= measure for start, end in itertools.pairwise((0, *ends))):
        return ends
    return [
        place
        for start, end in itertools.pairwise((0, *ends))
        for place in (range(start + 1, end + 1) if run.width(start, end) > measure else [end])
    ]


def _wrapped(run: _Run, ends: Sequence[int], measure: float) -> list[tuple[int, int]] | None:
    """Return the lines, each from where to where, filled one after another; None when a piece is wider than a line."""
    lines: list[tuple[int, int]] = []
    start = last = 0
    for end in ends:
        if run.width(start, end) > measure:
            if last > start:
                lines.append((start, last))
                start = last
            if run.width(start, end) > measure:
                return None
        last = end
    return [*lines, (start, last)]


def _evened(run: _Run, ends: Sequence[int], measure: float, count: int) -> list[tuple[int, int]]:
    """Return *count* lines whose longest is as short as can be."""
    bounds = (0, *ends)
    found = {run.width(start, end) for start, end in itertools.combinations(bounds, 2)}
    widths = sorted(width for width in found if width <= measure)

    def is_enough(width: float) -> bool:
        lines = _wrapped(run, ends, width)
        return lines is not None and len(lines) <= count

    best = widths[bisect.bisect_left(widths, x=True, key=is_enough)]
    return _wrapped(run, ends, best) or []


def _lines(run: _Run, bounds: Sequence[tuple[int, int]], measure: float, edge: _Edge) -> Iterator[Line]:
    *others, last = (_line(run, start, end) for start, end in bounds)
    yield from (_justified(line, measure) for line in others) if edge is _Edge.FILLED else others
    yield last


def _line(run: _Run, start: int, end: int) -> Line:
    """Return the characters from *start* to *end* as they stand, the first mark hung out to the left."""
    start, end = run.visible(start, end)
    if start == end:
        return Line("", (), 0.0)
    origin = run.pens[start] + run.hang(start, end)[0]
    places = tuple(run.pens[place] - origin for place in range(start, end))
    return Line(run.text[start:end], places, run.width(start, end))


def _justified(line: Line, measure: float) -> Line:
    """Return *line* stretched to *measure* between its characters; as it is where that would tear it apart."""
    gaps = [place for place, pair in enumerate(itertools.pairwise(line.characters), 1) if _may_stretch(*pair)]
    slack = measure - line.width
    if not gaps or not 0 < slack <= _WIDEST_GAP * len(gaps):
        return line
    shift = [slack / len(gaps) * bisect.bisect_right(gaps, place) for place in range(len(line.places))]
    places = tuple(pen + more for pen, more in zip(line.places, shift, strict=True))
    return Line(line.characters, places, measure)


def _may_stretch(before: str, after: str) -> bool:
    is_word = bool(_LATIN.match(before) and _LATIN.match(after))
    return not is_word and not (before == after and before in "…—")


def _cut(text: str, setting: Setting, *, width: float, advance: Advance) -> str:
    """Return the beginning of *text* that fits at the smallest size, decently ended."""
    measure, most = width / setting.fit, setting.lines_at(setting.fit)

    def wrapped(candidate: str) -> list[tuple[int, int]] | None:
        run = _Run(candidate, advance, setting.tracking)
        return _wrapped(run, _split_long(run, _ends(_pieces(candidate)), measure), measure)

    filled = (wrapped(text) or [(0, 0)])[:most]
    longest = filled[-1][1]
    sentences = [match.end() for match in _SENTENCE.finditer(text, 0, longest)]
    if sentences and sentences[-1] >= _ENOUGH_SHOWN * longest:
        return text[: sentences[-1]]
    ends = [end for end in (0, *_ends(_pieces(text))) if end <= longest]
    if len(ends) < _FEW_PIECES:
        ends = list(range(longest + 1))  # one word is longer than all that is shown
    for end in reversed(ends):
        short = text[:end].rstrip(_STOPS + _OPENERS + _SPACES) + "……"
        lines = wrapped(short)
        if lines is not None and len(lines) <= most:
            return short
    raise NoRoomError(f"no room for …… in {width} pixels")
