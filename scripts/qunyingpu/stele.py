"""Turn a name into its stele (名碑): columns of characters from right to left, and how large they are set.

The name is the portrait where there is no photograph. A person's name is one column; names with ``·`` and lists of
names have a column for each part; long names of groups are cut where a reader would pause. Sizes are in hundredths of
the width of a plate of 3:4 (CSS ``cqw``), so that pages and cards set the same stele.
"""

from __future__ import annotations

import itertools
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

NAME_HEIGHT, NAME_WIDTH = 98.0, 70.0
"""The most that a name takes of its plate, in hundredths of the plate's width."""

COLUMN_GAP = 0.38
"""Between two columns, in em of the name."""

_ROW_GAPS, _ROW_GAP = {1: 0.7, 2: 0.7, 3: 0.3, 4: 0.2}, 0.14
_SIZES, _SIZE = {1: 29.0}, 25.0
_WIDTH_BESIDE_SIDES = 56.0
_COLUMNS, _ONE_COLUMN = 4, 4
_RUN_WIDTH, _DIGIT_WIDTH, _LETTER_WIDTH = 1.27, 0.55, 0.66

_VERTICAL_FORMS = str.maketrans(
    "“”‘’（）()《》〈〉【】〔〕—…，、。：；！？", "﹃﹄﹁﹂︵︶︵︶︽︾︿﹀︻︼︹︺︱︙︐︑︒︓︔︕︖"
)
_UPRIGHT_FORMS = _VERTICAL_FORMS | str.maketrans("0123456789", "〇一二三四五六七八九")

_LISTING, _SEPARATORS = "、", "·、 \u3000"
_OPENING, _CLOSING = "“‘（(《〈【〔", "”’）)》〉】〕，。：；！？"
_END_OF_PLACE, _UNITS = "省市县区镇乡村", "年月日人名位路号楼届级班排连营团旅师"

#: Words of groups' names: before the first a column or a line may end, after the second. Longer ones come first.
_HEADS = (
    "见义勇为|舍己救人|英雄集体|英雄群体|英雄团队|英雄|救人群体|救人集体|救人小组|救人团队|救援队|救人|救援|抢险救灾|抢险|救灾|抗洪|抗震|"
    "灭火|志愿服务队|志愿者|志愿|服务队|集体|群体|团队|小组|班组|先进|模范|勇士|好人|大学生|中学生|少年|青年|村民|师生|兄弟|姐妹|夫妇|夫妻|"
    "父子|父女|母子|战友|民兵|民警|官兵|消防|骑手|司机|农民工|环卫工|职工|医护"
)
_TAILS = (
    "大学|学院|中学|小学|学校|幼儿园|医院|公司|集团|支队|大队|中队|分队|派出所|街道|社区|车间|项目部|公交|地铁|铁路"
)

_HAN = re.compile(r"[\u2e80-\u2fff\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_LETTERS = r"[^\W\d_\u2e80-\U000323af]+"
_ATOMS = re.compile(
    rf"\d+(?:[·.\-/]\d+)*|{_LETTERS}(?:['’.\-]{_LETTERS})*|{_HEADS}|{_TAILS}|.[\u0300-\u036f]*", re.DOTALL
)

_FORBIDDEN, _WITHIN_WORD, _AFTER_NUMBER, _AT_WORD = 0.0, 0.65, 0.85, 0.9
_MORE_COLUMNS = 0.95


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in a column: one character, a blank (U+3000), or a run of several set side by side, such as 10·24.

    *scale* is its type size and *height* its part of the column, both in em of the name.
    """

    text: str
    scale: float = 1.0
    height: float = 1.0

    @property
    def width(self) -> float:
        """Return the width that the column must have for it, in em; a small run may reach a little into the gaps."""
        if self.scale < 1:
            return max(1.0, len(self.text) * _DIGIT_WIDTH * self.scale - COLUMN_GAP)
        return max(1.0, len(self.text) * _LETTER_WIDTH)


@dataclass(frozen=True)
class Stele:
    """A name in *columns*, the rightmost first, all beginning at one height.

    The pages' ``--stele-size``, ``--stele-gap`` and ``--stele-col`` are *size*, *gap* and `COLUMN_GAP`.
    """

    columns: tuple[tuple[Cell, ...], ...]

    @cached_property
    def gap(self) -> float:
        """Return the space between two cells of a column, in em: the fewer they are, the wider they stand."""
        return _ROW_GAPS.get(max(map(len, self.columns)), _ROW_GAP)

    @property
    def height(self) -> float:
        """Return the height of the longest column, in em."""
        return max(sum(cell.height for cell in column) + self.gap * (len(column) - 1) for column in self.columns)

    @property
    def column_widths(self) -> tuple[float, ...]:
        """Return the width of each column, in em."""
        return tuple(max(cell.width for cell in column) for column in self.columns)

    @property
    def width(self) -> float:
        """Return the width of all columns with their gaps, in em."""
        return sum(self.column_widths) + COLUMN_GAP * (len(self.columns) - 1)

    @cached_property
    def size(self) -> float:
        """Return the type size of the name in hundredths of the width of its plate, cut to a tenth."""
        most = _SIZES.get(len(self.columns), _SIZE)
        return math.floor(10 * min(NAME_HEIGHT / self.height, NAME_WIDTH / self.width, most)) / 10

    @property
    def leaves_sides(self) -> bool:
        """Tell whether a title and a place have room beside the name."""
        return self.width * self.size <= _WIDTH_BESIDE_SIDES


@lru_cache(maxsize=65536)
def stele_of(name: str) -> Stele:
    """Return the stele of *name*, of a person, several people, or a group."""
    atoms = _ATOMS.findall(name)
    segments = [list(group) for is_gap, group in itertools.groupby(atoms, lambda a: a in _SEPARATORS) if not is_gap]
    if not _HAN.search(name):
        # Latin letters are read across: a word a row.
        return Stele((tuple(Cell(atom) for segment in segments for atom in segment) or (Cell(name),),))
    if len(segments) > 1:
        columns = tuple(tuple(_cells(segment)) for segment in segments)
        return Stele(_spread(columns) if _LISTING in name else columns)
    return _cut(segments[0])


def name_parts(name: str) -> tuple[str, ...]:
    """Return *name* in the parts between which a line of it may break; joined they are the name again.

    Names of people break after ``·`` and ``、`` only, names of groups also at their words.
    """
    parts: list[str] = []
    previous = ""
    for atom in _ATOMS.findall(name):
        is_joined = previous not in _SEPARATORS and _weight(previous, atom) <= _WITHIN_WORD
        if parts and (atom in _SEPARATORS or is_joined):
            parts[-1] += atom
        else:
            parts.append(atom)
        previous = atom
    return tuple(parts)


def upright(text: str) -> str:
    """Return *text* as it is set in a column: vertical forms of punctuation (GB/T 15834), Chinese digits."""
    return text.translate(_UPRIGHT_FORMS)


def _cells(atoms: Iterable[str]) -> Iterator[Cell]:
    for atom in atoms:
        if len(atom) > 1 and not _HAN.search(atom) and not unicodedata.combining(atom[1]):
            scale = round(min(0.75, _RUN_WIDTH / (len(atom) * _DIGIT_WIDTH)), 2)
            yield Cell(atom, scale, round(min(1.0, 1.6 * scale), 2))
        elif unicodedata.combining(atom[-1]):
            yield Cell(atom)
        else:
            yield from map(Cell, atom.translate(_VERTICAL_FORMS))


def _spread(columns: tuple[tuple[Cell, ...], ...]) -> tuple[tuple[Cell, ...], ...]:
    """Return *columns* with names of two characters as long as their neighbours of three: 邓　璞."""
    if max(map(len, columns)) != 3:
        return columns
    return tuple((column[0], Cell("\u3000"), column[1]) if len(column) == 2 else column for column in columns)


def _cut(atoms: Sequence[str]) -> Stele:
    """Return the stele of a name without separators: the largest that reads well, of equals the least cut."""
    cells = [tuple(_cells([atom])) for atom in atoms]
    best = Stele((tuple(itertools.chain(*cells)),))
    if len(best.columns[0]) <= _ONE_COLUMN:
        return best
    best_score = best.size
    weights = {place: _weight(atoms[place - 1], atoms[place]) for place in range(1, len(atoms))}
    for weight in sorted(set(weights.values()) - {_FORBIDDEN}, reverse=True):
        allowed = [place for place in weights if weights[place] >= weight]
        for count, bounds in _divisions([len(cell) for cell in cells], allowed):
            stele = Stele(tuple(tuple(itertools.chain(*cells[start:end])) for start, end in itertools.pairwise(bounds)))
            score = stele.size * weight * _MORE_COLUMNS ** (count - 1)
            if score > best_score:
                best, best_score = stele, score
    return best


def _divisions(lengths: Sequence[int], allowed: Sequence[int]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield for each number of columns, from 2, the most even bounds: the longest column shortest, then all alike."""
    ends = (*allowed, len(lengths))
    reach: dict[int, tuple[int, int, tuple[int, ...]]] = {
        end: (sum(lengths[:end]), sum(lengths[:end]) ** 2, (0, end)) for end in ends
    }
    for count in range(2, min(_COLUMNS, len(ends)) + 1):
        longer = {}
        for end in ends[count - 1 :]:
            ways = [
                (max(most, last), squares + last**2, (*bounds, end))
                for start, (most, squares, bounds) in reach.items()
                if start < end and (last := sum(lengths[start:end]))
            ]
            # Of equally even ones the first columns are the longer.
            longer[end] = min(ways, key=lambda way: (*way[:2], [-bound for bound in way[2]]))
        reach = longer
        yield count, reach[len(lengths)][2]


def _weight(before: str, after: str) -> float:
    """Return how well a name may be cut between two atoms."""
    is_number = before[0].isdigit()
    if before in _OPENING or after in _CLOSING or (is_number and after in _UNITS):
        return _FORBIDDEN
    if is_number:
        return _AFTER_NUMBER
    if (
        re.fullmatch(f"{_HEADS}|{_TAILS}|[{_END_OF_PLACE}{_CLOSING}]", before)
        or re.fullmatch(_HEADS, after)
        or after[0].isdigit()
        or after in _OPENING
    ):
        return _AT_WORD
    return _WITHIN_WORD
