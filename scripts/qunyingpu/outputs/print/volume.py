"""Turn chapters into the whole 《英雄谱》: cover, preface, contents, leaves and colophon, as data for ``book.typ``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from qunyingpu.model.book import Totals
from qunyingpu.model.print_layout import BookLayout
from qunyingpu.model.site import Site
from qunyingpu.outputs.print.chapters import Contents
from qunyingpu.outputs.print.codes import code_of
from qunyingpu.outputs.print.entries import Entry, entry_of
from qunyingpu.outputs.print.galley import Galley, Ink
from qunyingpu.outputs.print.grid import Grid
from qunyingpu.outputs.print.numerals import digit_by_digit, in_numerals, read_out
from qunyingpu.outputs.print.vertical import height_of
from qunyingpu.outputs.print.wording import people_and_groups
from qunyingpu.writing import Watch

_INDENT = 1
_PREFACE, _CONTENTS = "序", "目录"
_TIERS = 2
_RUNNING = 16
_REMARK = re.compile("（[^（）]*）$")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a book's chapter or hero begins: the leaf from 0; *is_heading* for a chapter."""

    title: str
    leaf: int
    is_heading: bool


def volume_data(contents: Contents, site: Site, layout: BookLayout, watch: Watch) -> dict[str, Any]:
    """Return all that ``book.typ`` draws, *contents* set in the lines of *layout*; *watch* is told of each hero."""
    setter = _Setter(Grid(layout))
    words = _words(contents, site, layout)
    body, places = setter.body(contents, watch)
    front = (setter.preface(layout, words), setter.contents(places))
    return {
        "title": layout.title,
        "scope": contents.scope,
        "author": site.name,
        "day": [site.as_of.year, site.as_of.month, site.as_of.day],
        "sample": "样张" if site.is_sample else "",
        "grid": _measures(setter.grid),
        "colours": {name: getattr(layout, name) for name in _COLOURS},
        "seal": layout.seal,
        "colophon": [in_numerals(line.format_map(words)) for line in layout.colophon],
        "code": code_of(site.address(contents.path)),
        "parts": [_part(galley) for galley in (*front, body)],
    }


_COLOURS = ("paper", "ink", "line", "mark", "cover", "thread", "seal_colour")


def _measures(grid: Grid) -> dict[str, Any]:
    layout = grid.layout
    return {
        "page": list(layout.page),
        "top": layout.top,
        "foot": layout.foot,
        "side": layout.side,
        "core": layout.core,
        "columns": layout.columns,
        "column": round(grid.column, 4),
        "row": round(grid.row, 4),
    }


def _words(contents: Contents, site: Site, layout: BookLayout) -> dict[str, str]:
    people, groups = people_and_groups(contents.heroes)
    fallen = Totals.of(contents.heroes).fallen
    counts = (f"{read_out(people)}人" if people else "", f"群体{read_out(groups)}个" if groups else "")
    day = site.as_of
    return {
        "title": layout.title,
        "scope": contents.scope,
        "count": "、".join(count for count in counts if count),
        "fallen": f"，其中牺牲者{read_out(fallen)}人" if fallen else "",
        "order": contents.order,
        "day": f"{digit_by_digit(str(day.year))}年{read_out(day.month)}月{read_out(day.day)}日",
        "site": site.name,
    }


class _Setter:
    """The types of one book, and the galleys set with them."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.text = Ink("kai", "ink", round(grid.text_size, 3))
        self.name = Ink("serif-bold", "ink", round(grid.name_size, 3))
        self.note = Ink("kai", "ink", round(grid.note_size, 3))

    def body(self, contents: Contents, watch: Watch) -> tuple[Galley, list[Place]]:
        """Return the leaves of all chapters, and where each chapter and hero begins."""
        galley = Galley(self.grid)
        places: list[Place] = []
        total, done = len(contents.heroes), 0
        for chapter in contents.chapters:
            indent = self._heading_indent(chapter.heading)
            galley.begin_line(indent, room=3)
            galley.head(chapter.heading)
            galley.set(chapter.heading, self.name, indent=indent)
            places.append(Place(chapter.heading, galley.leaf, is_heading=True))
            galley.bookmark(1, chapter.heading)
            for hero in chapter.heroes:
                galley.begin_line(room=2)
                places.append(Place(hero.name, galley.leaf, is_heading=False))
                galley.bookmark(2, hero.name)
                self._set_entry(galley, entry_of(hero))
                done += 1
                watch(done, total)
        return galley, places

    def _heading_indent(self, heading: str) -> int:
        """Return by how many cells *heading* is lowered: less where that lets it stand in one line."""
        height = height_of(heading, longest=self.grid.layout.rows)
        return max(0, min(2, self.grid.layout.rows - height))

    def _set_entry(self, galley: Galley, entry: Entry) -> None:
        galley.set(entry.name, self.name)
        galley.note(entry.note, self.note, indent=_INDENT)
        for paragraph in entry.story:
            galley.begin_line(_INDENT)
            galley.set(paragraph, self.text, indent=_INDENT)
        for note in (entry.honours, entry.sources):
            if note:
                galley.begin_line(_INDENT)
                galley.note(note, self.note, indent=_INDENT)

    def preface(self, layout: BookLayout, words: dict[str, str]) -> Galley:
        """Return the leaves of the preface, its signature at the foot of the last line."""
        galley = Galley(self.grid)
        galley.begin_line(2)
        galley.head(_PREFACE)
        galley.bookmark(1, _PREFACE)
        galley.set(_PREFACE, self.name)
        for paragraph in layout.preface:
            galley.begin_line()
            galley.set(in_numerals(paragraph.format_map(words)), self.text)
        signature = in_numerals(layout.signature.format_map(words))
        height = height_of(signature, longest=layout.rows)
        galley.begin_line(max(0, layout.rows - height - 1))
        galley.set(signature, self.text)
        return galley

    def contents(self, places: list[Place]) -> Galley:
        """Return the leaves of the contents: names in two tiers, the number of the leaf at the foot of each."""
        galley = Galley(self.grid)
        galley.begin_line(2)
        galley.head(_CONTENTS)
        galley.bookmark(1, _CONTENTS)
        galley.set(_CONTENTS, self.name)
        tiers = self._tiers(galley)
        for place in places:
            if place.is_heading:
                galley.begin_line(_INDENT)
                galley.set(place.title, self.name, indent=_INDENT)
                tiers = self._tiers(galley)
            else:
                self._set_place(galley, place, tiers)
        return galley

    def _tiers(self, galley: Galley) -> Iterator[int]:
        """Yield the head of each tier, a new line for every first."""
        while True:
            galley.begin_line()
            for tier in range(_TIERS):
                yield tier * self._tier

    @property
    def _tier(self) -> int:
        return self.grid.layout.rows // _TIERS

    def _set_place(self, galley: Galley, place: Place, tiers: Iterator[int]) -> None:
        """Set a name and the number of its leaf in the next tier; a long name takes whole lines of its own."""
        number = leaf_number(place.leaf)
        foot = -(-len(number) // 2)
        head = next(tiers)
        is_long = height_of(place.title, longest=self._tier) > self._tier - foot - 2
        if is_long and head:
            head = next(tiers)
        galley.row = head + _INDENT
        galley.set(place.title, self.text, indent=2 * _INDENT)
        end = head + self._tier
        if is_long:
            end = head + _TIERS * self._tier
            if galley.row > end - foot:
                galley.begin_line()
            next(tiers)
        galley.row = end - foot
        galley.number(number, self.note)


def leaf_number(leaf: int) -> str:
    """Return the number by which the *leaf*, counted from 0, is called: 十二, from a hundred on digit by digit."""
    number = leaf + 1
    return read_out(number) if number < 100 else digit_by_digit(str(number))


def running_title(chapter: str) -> str:
    """Return *chapter* as the core of a leaf has room for it: without a remark at its end, else cut short."""
    if len(chapter) <= _RUNNING:
        return chapter
    short = _REMARK.sub("", chapter)
    return short if len(short) <= _RUNNING else f"{short[: _RUNNING - 1]}…"


def _part(galley: Galley) -> dict[str, Any]:
    return {
        "styles": [[ink.font, ink.colour, ink.size] for ink in galley.styles],
        "leaves": [
            {
                "number": leaf_number(place),
                "running": running_title(leaf.running),
                "strokes": leaf.strokes,
                "bookmarks": leaf.bookmarks,
            }
            for place, leaf in enumerate(galley.leaves)
        ],
    }
