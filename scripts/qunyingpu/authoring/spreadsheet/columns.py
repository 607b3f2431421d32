"""Turn the table of fields into columns, and the heading of a column back into the field that it stands for.

A list of records is a numbered group of columns, ``表彰1·称号``; a list of words is one cell. Members of groups have
a sheet of their own in a workbook, and numbered groups in a CSV, which has one sheet only.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from qunyingpu.model.fields import Field, fields_of
from qunyingpu.model.hero import Hero, Member
from qunyingpu.model.record import Record, Shape

Path = tuple[str | int, ...]
"""Where a value stands in a profile, places in lists from 0: ``("honours", 0, "title")``."""

ID: Path = ("id",)
NAME: Path = ("name",)
MEMBERS = "members"
LEAST = 3
"""How many groups of columns each list of a hero has at least, so that there is room to add."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the *path* of what it holds, its *title*, and the *field*."""

    path: Path
    title: str
    field: Field


@dataclass(frozen=True, slots=True)
class Known:
    """A heading that was understood: the *path* that it means, and whether dates stand there."""

    path: Path
    is_date: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """A heading that means nothing, and the *near* one that was perhaps meant, empty where there is none."""

    near: str


def main_columns(rows: Sequence[Mapping[Path, str]]) -> tuple[Column, ...]:
    """Return the columns of the sheet of heroes, wide enough for the cells of *rows*, without those of members."""
    fields = [field for field in fields_of(Hero) if field.name != MEMBERS]
    return tuple(_columns(fields, (), "", _counts(rows)))


def member_columns(rows: Sequence[Mapping[Path, str]]) -> tuple[Column, ...]:
    """Return the columns of the sheet of members, wide enough for the cells of *rows*, a member each."""
    return tuple(_columns(fields_of(Member), (), "", _counts(rows)))


def all_columns(rows: Sequence[Mapping[Path, str]]) -> tuple[Column, ...]:
    """Return the columns of a table that holds heroes with their members, wide enough for the cells of *rows*."""
    return tuple(_columns(fields_of(Hero), (), "", _counts(rows)))


def hero_heading(text: str) -> Known | Unknown:
    """Return what the heading *text* of the sheet of heroes means: a title, a path of titles, or English names."""
    return _heading(text, Hero)


def member_heading(text: str) -> Known | Unknown:
    """Return what the heading *text* of the sheet of members means."""
    return _heading(text, Member)


def field_of(path: Path) -> Field:
    """Return the field of a hero at *path*."""
    return _leaf_fields(Hero)[_pattern(path)]


def required_paths(record: type[Record]) -> tuple[Path, ...]:
    """Return the paths of what every *record* must have, records that may be absent left aside."""
    return tuple(_required(fields_of(record), ()))


def title_of(path: Path) -> str:
    """Return the title of the column of a hero's value at *path*."""
    fields, title = fields_of(Hero), ""
    for key, place in zip(path, (*path[1:], None), strict=True):
        if isinstance(key, int):
            continue
        field = next(field for field in fields if field.name == key)
        if field.shape is not Shape.RECORD:
            return title + field.title
        title += f"{field.title}{place + 1}·" if isinstance(place, int) else ""
        fields = field.fields
    return title.rstrip("·")


Pattern = tuple[str | None, ...]
"""A path with None for each place in a list."""


def _pattern(path: Path) -> Pattern:
    return tuple(None if isinstance(key, int) else key for key in path)


def _columns(fields: Iterable[Field], path: Path, title: str, counts: Mapping[Path, int]) -> Iterator[Column]:
    for field in fields:
        here = (*path, field.name)
        if field.shape is not Shape.RECORD:
            yield Column(here, title + field.title, field)
        elif not field.is_list:
            yield from _columns(field.fields, here, title, counts)
        else:
            least = 1 if path or field.name == MEMBERS else LEAST
            for place in range(max(least, counts.get(_unplaced(here), 0))):
                yield from _columns(field.fields, (*here, place), f"{title}{field.title}{place + 1}·", counts)


def _counts(rows: Iterable[Mapping[Path, str]]) -> dict[Path, int]:
    """Return how many items each list has at most, by its path, that of a list in a list without places."""
    counts: dict[Path, int] = {}
    for row in rows:
        for path in row:
            for depth, key in enumerate(path):
                if isinstance(key, int):
                    above = _unplaced(path[:depth])
                    counts[above] = max(counts.get(above, 0), key + 1)
    return counts


def _unplaced(path: Path) -> Path:
    return tuple(key for key in path if not isinstance(key, int))


def _required(fields: Iterable[Field], path: Path) -> Iterator[Path]:
    for field in fields:
        if field.is_required and field.shape is Shape.RECORD:
            yield from _required(field.fields, (*path, field.name))
        elif field.is_required and field.shape is not Shape.ID:
            yield (*path, field.name)


# ── headings ──

_PARTS = re.compile(r"[·.・•‧/]")
_NUMBERED = re.compile(r"(.*?)[ _]?(\d{0,3})")
_MOST = 200
"""Items of a list: no group has more members with columns of their own."""


def _heading(text: str, record: type[Record]) -> Known | Unknown:
    words, numbers = _taken_apart(text)
    pattern = _spellings(record).get(words)
    if pattern is None or len(numbers) > pattern.count(None) or any(not 1 <= number <= _MOST for number in numbers):
        return Unknown(_nearest(words, record))
    places = iter([*(number - 1 for number in numbers), *(0 for _ in pattern)])
    path = tuple(next(places) if key is None else key for key in pattern)
    return Known(path, is_date=_leaf_fields(record)[pattern].shape is Shape.DATE)


def _taken_apart(text: str) -> tuple[tuple[str, ...], list[int]]:
    """Return the words of a heading and the numbers behind them: ``表彰 2·称号`` and ``honours.2.title`` alike."""
    words, numbers = [], []
    for part in _PARTS.split(re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).rstrip("*")):
        match = _NUMBERED.fullmatch(part)
        word, number = (match[1], match[2]) if match else (part, "")
        words += [word] if word else []
        numbers += [int(number)] if number else []
    return tuple(words), numbers


@cache
def _spellings(record: type[Record]) -> dict[tuple[str, ...], Pattern]:
    """Return the patterns of *record* by each way of writing them; the titles of the columns themselves go first."""
    spelled: dict[tuple[str, ...], Pattern] = {}
    leaves = list(_leaves(fields_of(record), (), (), ()))
    for pattern, short, full in leaves:
        spelled.setdefault(short, pattern)
        spelled.setdefault(full, pattern)
        spelled.setdefault(tuple(key for key in pattern if key is not None), pattern)
    return spelled


def _leaves(
    fields: Iterable[Field], path: Pattern, short: tuple[str, ...], full: tuple[str, ...]
) -> Iterator[tuple[Pattern, tuple[str, ...], tuple[str, ...]]]:
    """Yield the pattern of each value, the words of its column's title, and the titles of all that it lies in."""
    for field in fields:
        here = (*path, field.name)
        if field.shape is not Shape.RECORD:
            yield here, (*short, field.title), (*full, field.title)
        elif field.is_list:
            yield from _leaves(field.fields, (*here, None), (*short, field.title), (*full, field.title))
        else:
            yield from _leaves(field.fields, here, short, (*full, field.title))


@cache
def _leaf_fields(record: type[Record]) -> dict[Pattern, Field]:
    return dict(_walk(fields_of(record), ()))


def _walk(fields: Iterable[Field], path: Pattern) -> Iterator[tuple[Pattern, Field]]:
    for field in fields:
        here = (*path, field.name)
        if field.shape is Shape.RECORD:
            yield from _walk(field.fields, (*here, None) if field.is_list else here)
        else:
            yield here, field


def _nearest(words: tuple[str, ...], record: type[Record]) -> str:
    titles = ["·".join(spelled) for spelled in _spellings(record)]
    near = difflib.get_close_matches("·".join(words)[:60], titles, 1, 0.6)
    return near[0] if near else ""
