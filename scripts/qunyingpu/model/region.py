"""Turn a region code of GB/T 2260, or a path of names, into the region that it was then and the one that it is today.

The codes of the People's Republic, in three levels, with those that ended since 1980 and what became of them, come from
``regions.csv``; ``regions.md`` beside it tells its sources. 990000 境外 is our own and stands for all that lies abroad.

A municipality has no city level: it is its own city. A county that its province governs itself (万宁市, 469006) is its
own city too. Fillers of the lists, such as 110100 市辖区, are no places and have no row.
"""

from __future__ import annotations

import csv
import difflib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from importlib.resources import files

from qunyingpu.errors import mistake
from qunyingpu.model.region_names import bare_name, path_parts
from qunyingpu.model.region_rows import FIRST_LIST, Region, Tier, merged_rows

__all__ = ["ABROAD", "Region", "RegionTable", "Tier", "region_table", "resolve_code"]

_FEW = 3
ABROAD = "990000"
"""境外: our own code, no part of GB/T 2260."""
_FULLWIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


class RegionTable:
    """All regions by code. A code that was used for two places one after the other needs a year to be told apart.

    Wherever a *year* may be given, the place that had the code in that year is meant; without it, or when none had it,
    the latest. Codes that the table lacks raise KeyError: they are refused when content is read, by `resolve_code`.
    """

    def __init__(self, rows: Iterable[Sequence[str]]) -> None:
        self._rows: dict[str, list[Sequence[str]]] = {}
        for row in rows:
            self._rows.setdefault(row[0], []).append(row)
        self._made: dict[str, tuple[Region, ...]] = {}
        # Of a long roll the same few thousand regions are asked again and again.
        self._line = cache(self._traced)
        self._short_name = cache(self._shortened)
        self._short_names = cache(self._short_names_within)

    def __contains__(self, code: str) -> bool:
        return _padded(code) in self._rows

    def find(self, code: str, year: int | None = None) -> Region:
        """Return the region of *code*, which has 2, 4 or 6 digits."""
        places = self._places(_padded(code))
        if year is None or len(places) == 1:
            return places[-1]
        near = max(year, FIRST_LIST)
        then = [place for place in places if place.first_year <= near and (place.last_year or near) >= near]
        then = then or [place for place in places if place.is_valid_in(year)]
        return (then or places)[-1]

    def is_valid_in(self, code: str, year: int) -> bool:
        """Tell whether a deed of *year* may carry *code*, whatever place it stood for."""
        return any(place.is_valid_in(year) for place in self._places(_padded(code)))

    # ── up: city and province ──

    def lineage(self, code: str, year: int | None = None) -> tuple[Region, ...]:
        """Return province, city and county down to *code*, as far as they are there."""
        return self._line(self.find(code, year))

    def province_of(self, code: str, year: int | None = None) -> Region:
        """Return the province, municipality, autonomous or special region of *code*; 境外 is its own."""
        return self.lineage(code, year)[0]

    def city_of(self, code: str, year: int | None = None) -> Region:
        """Return the region that stands for the city of *code*.

        That is the second level; a municipality for itself and its counties; a county that its province governs for
        itself; and the province where nothing narrower is known.
        """
        line = self.lineage(code, year)
        if len(line) > 1 and line[0].name.endswith("市"):
            return line[0]
        return line[min(1, len(line) - 1)]

    def full_name(self, code: str, year: int | None = None) -> str:
        """Return 江苏省苏州市虎丘区, 北京市石景山区, 海南省万宁市."""
        return "".join(region.name for region in self.lineage(code, year))

    def short_name(self, code: str, year: int | None = None) -> str:
        """Return the name for labels: 江苏, 苏州, 黔西南, 喀什, 虎丘.

        What kind of place it is and which peoples govern themselves there is left out, as long as two characters
        remain (沙县, 郊区, 峰峰矿区); names of banners stay whole. A short form that a province, the place above or a
        place beside it has as well keeps its last character: 吉林市, 海南州, 河北区, 承德县, 和田市.
        """
        return self._short_name(self.find(code, year))

    def provinces(self) -> tuple[Region, ...]:
        """Return the 34 provinces in the order of their codes, then 境外."""
        return tuple(self.find(code) for code in sorted(self._rows) if code.endswith("0000"))

    def every_place(self) -> tuple[Region, ...]:
        """Return all places, today's and former, by code, of one code the oldest first."""
        return tuple(place for code in sorted(self._rows) for place in self._places(code))

    # ── on: what became of it ──

    def today(self, code: str, year: int | None = None) -> tuple[Region, ...]:
        """Return today's regions of the place that *code* was: one, or several where it was divided."""
        return self._today_of(self.find(code, year))

    def listed_under(self, code: str, year: int | None = None) -> Region:
        """Return the one region of today under which a deed at *code* is listed: the narrowest that has it all."""
        region = self.find(code, year)
        if region.is_current:
            return region
        first, *others = (self._line(place) for place in self._today_of(region))
        return [place for place in first if all(place in line for line in others)][-1]

    def in_year(self, code: str, year: int) -> tuple[Region, ...]:
        """Return the regions of *year* that are *code* today, by code: what a deed of that year should carry.

        Those of its own level where there are any: a county may count as its city only for want of better knowledge.
        """
        wanted = self.find(code)
        places = [place for place in self.every_place() if place.is_valid_in(year)]
        found = [place for place in places if wanted in self._today_of(place)]
        alike = [place for place in found if place.level is wanted.level]
        return tuple(alike or [place for place in found if place.level is Tier.CITY] or found)

    # ── by name ──

    def find_by_path(self, text: str, year: int | None = None) -> Region | None:
        """Return the region that *text* names; None when it names none, or several equally well.

        江苏省/苏州市/虎丘区, 江苏/苏州/虎丘, 江苏省苏州市虎丘区, and any end of such a path that is the only one of its
        kind. Places of *year* go first, then today's, provinces, of former places the latest, and the place above
        (喀什地区) before one within that has the same short name (喀什市).
        """
        named = self._named(path_parts(text))
        first = min((_rank(place, year) for place in named), default=None)
        best = [place for place in named if _rank(place, year) == first]
        return next((place for place in best if all(place in self._line(other) for other in best)), None)

    @cached_property
    def official_names(self) -> frozenset[str]:
        """Hold the whole names of all places, today's and former: what is looked for in running text."""
        places = (place for code in self._rows for place in self._places(code))
        return frozenset(name for place in places for name in (place.name, *place.former_names))

    def suggest(self, text: str) -> tuple[Region, ...]:
        """Return up to three of today's regions that *text* may mean, likeliest first, then by code."""
        digits = text.strip().translate(_FULLWIDTH)
        if digits.isdecimal():
            above = (digits[:length].ljust(6, "0") for length in (4, 2))
            return next((self.today(code) for code in above if code in self), ())
        parts = path_parts(text)
        meant = sorted((place for place in self._named(parts) if place.is_current), key=lambda place: place.code)
        return tuple(meant[:_FEW]) or tuple(self._likest("".join(parts)))[:_FEW]

    # ── within ──

    def _places(self, code: str) -> tuple[Region, ...]:
        """Return the places that had *code*, oldest first; a place that was renamed is one place."""
        if code not in self._made:
            self._made[code] = tuple(merged_rows(self._rows[code]))
        return self._made[code]

    def _shortened(self, region: Region) -> str:
        short = bare_name(region.name)
        if region.level is Tier.PROVINCE or short == region.name:
            return short
        above = {bare_name(place.name) for place in self._line(region)[:-1]}
        beside = self._short_names(region.parent).get(short, set()) - {region.code}
        return short + region.name[-1] if beside or short in above | self._province_names else short

    def _traced(self, region: Region) -> tuple[Region, ...]:
        return (*self._line(self._above(region)), region) if region.parent else (region,)

    def _above(self, region: Region) -> Region:
        """Return the parent of *region*; of one that ended, the parent at the end of its last full year."""
        if region.last_year is None:
            return self.find(region.parent)
        year = region.last_year - 1
        places = self._places(region.parent)
        then = [place for place in places if place.first_year <= year < (place.last_year or year + 1)]
        return (then or places)[-1]

    def _today_of(self, region: Region) -> tuple[Region, ...]:
        if region.last_year is None:
            return (region,)
        after = region.last_year
        later = (
            next(place for place in self._places(code) if place.last_year is None or place.last_year > after)
            for code in region.successors
        )
        return tuple(dict.fromkeys(place for successor in later for place in self._today_of(successor)))

    def _named(self, parts: list[str]) -> list[Region]:
        """Return the regions, today's and former, that *parts* name."""
        text = "".join(parts)
        tails = parts[-1:] if len(parts) > 1 else [text[start:] for start in range(len(text))]
        return [place for tail in tails for place in self._spelled.get(tail, ()) if _reads(self._line(place), text)]

    def _likest(self, text: str) -> Iterator[Region]:
        """Yield today's regions whose names are like the end of *text*, within the place that its beginning names."""
        beginnings = ((self.find_by_path(text[:cut]), text[cut:]) for cut in range(len(text) - 1, 1, -1))
        wider = ((place, end) for place, end in beginnings if place and place.level is not Tier.COUNTY)
        within, end = next(wider, (None, text))
        names: dict[str, list[Region]] = defaultdict(list)
        for place in self._current:
            if within is None or within in self._line(place)[:-1]:
                names[place.name].append(place)
        for name in difflib.get_close_matches(end, names, n=_FEW, cutoff=0.5):
            yield from names[name]

    @cached_property
    def _current(self) -> list[Region]:
        return [place for code in sorted(self._rows) if (place := self.find(code)).is_current]

    def _short_names_within(self, parent: str) -> dict[str, set[str]]:
        """Return the codes of today's places in *parent* by their short names."""
        names: dict[str, set[str]] = defaultdict(set)
        for code, name in self._within[parent]:
            names[bare_name(name)].add(code)
        return names

    @cached_property
    def _within(self) -> dict[str, list[tuple[str, str]]]:
        """Hold code and name of each of today's places by the code of what it lies in.

        Taken from the rows: making every region takes longer than all that is asked of the table for one profile.
        """
        within: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for *_, (code, name, _, parent, _, last_year, _) in self._rows.values():
            if not last_year:
                within[parent].append((code, name))
        return within

    @cached_property
    def _province_names(self) -> set[str]:
        return {bare_name(province.name) for province in self.provinces()}

    @cached_property
    def _spelled(self) -> dict[str, list[Region]]:
        spelled: dict[str, list[Region]] = defaultdict(list)
        for code in self._rows:
            for place in self._places(code):
                for spelling in _spellings(place):
                    spelled[spelling].append(place)
        return spelled


@cache
def region_table() -> RegionTable:
    """Return the table that the package carries, read once."""
    text = files("qunyingpu.model").joinpath("regions.csv").read_text(encoding="utf-8")
    rows = csv.reader(text.splitlines())
    next(rows)
    return RegionTable(rows)


def resolve_code(text: str) -> str:
    """Return the six-digit code that *text* names, a code of 2, 4 or 6 digits or a path of names.

    Raises the mistake ``region-unknown`` with its *value* and a *suggestion*, a sentence or empty.
    """
    table = region_table()
    digits = text.strip().translate(_FULLWIDTH)
    if digits in table:
        return _padded(digits)
    region = None if digits.isdecimal() else table.find_by_path(text)
    if region is not None:
        return region.code
    near = "、".join(f"{place.code} {table.full_name(place.code)}" for place in table.suggest(text))
    raise mistake("region-unknown", value=text, suggestion=f"是不是 {near}？" if near else "")


def _padded(code: str) -> str:
    """Return *code* of 2 or 4 digits with the zeros that make it six; any other text stays as it is."""
    return code + "0" * (6 - len(code)) if len(code) in {2, 4} else code


def _spellings(place: Region) -> set[str]:
    names = (place.name, *place.former_names)
    return {*names, *map(bare_name, names)}


def _reads(line: Sequence[Region], text: str) -> bool:
    """Tell whether *text* is made of names of the places of *line* from above, some left out, down to the last."""
    if not line:
        return not text
    ways = (text[len(name) :] for name in _spellings(line[0]) if text.startswith(name))
    return any(_reads(line[1:], rest) for rest in ways) or (len(line) > 1 and _reads(line[1:], text))


def _rank(place: Region, year: int | None) -> tuple[bool, bool, bool, int]:
    return (
        year is not None and not place.is_valid_in(year),
        not place.is_current,
        place.level is not Tier.PROVINCE,
        -(place.last_year or 0),
    )
