"""Answer queries by trying every row: which rows a class of queries asks for, and which rows answer it rightly at all.

A class asks for its own rows, a place for the deeds there; those measure recall. Whoever else any published field of
theirs names, a story that mentions the place, is no wrong answer; only rows without it count against precision.
"""

from __future__ import annotations

import itertools
import string
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache, cached_property

from bench_search.rows import Row
from qunyingpu.readings import readings_of

LONGEST_PERSONAL = 5
"""Characters; only names so short are spelled out in all their readings, which multiply."""

Syllables = tuple[frozenset[str], ...]
"""For each character of a name every way in which it is typed in full."""


@cache
def spellings_of(character: str) -> frozenset[str]:
    """Return how *character* may be typed: its modern readings, ü as v or yu, lüe also as lue; itself without any."""
    readings = readings_of(character) or (character,)
    passport = {reading.replace("v", "yu") for reading in readings}
    return frozenset({*readings, *passport, *(reading.replace("ve", "ue") for reading in readings)})


@cache
def syllables_of(name: str) -> Syllables:
    """Return the ways to type each character of *name*, which is folded and bare."""
    return tuple(map(spellings_of, name))


def says_from_first(term: str, name: str) -> bool:
    """Tell whether *term* is syllables in full, those of *name* from the first on."""
    return _consumes(term, syllables_of(name), lambda way: (way,))


def says_initials(term: str, name: str) -> bool:
    """Tell whether *term* is first letters, those of *name* from the first on."""
    return _consumes(term, syllables_of(name), lambda way: (way[0],))


def says_some(term: str, name: str) -> bool:
    """Tell whether *term* can be read off neighbouring characters of *name* at all.

    Each in full or by its first letter, the last also cut short.
    """
    syllables = syllables_of(name)
    return any(_reads(term, syllables[start:]) for start in range(len(syllables)))


def _consumes(term: str, syllables: Syllables, typed: Callable[[str], tuple[str, ...]]) -> bool:
    """Tell whether *term* is used up at the end of one of *syllables*."""
    if not term:
        return True
    ways = {said for way in (syllables[0] if syllables else ()) for said in typed(way)}
    return any(_consumes(term[len(way) :], syllables[1:], typed) for way in ways if term.startswith(way))


def _reads(term: str, syllables: Syllables) -> bool:
    if not term or not syllables:
        return not term
    if any(way.startswith(term) for way in syllables[0]):
        return True
    ways = {said for way in syllables[0] for said in (way, way[0])}
    return any(_reads(term[len(way) :], syllables[1:]) for way in ways if term.startswith(way))


def one_slip(term: str) -> Iterator[str]:
    """Yield every text that is one letter away from *term*: left out, too many, another, or its neighbour's place."""
    for place in range(len(term) + 1):
        for letter in string.ascii_lowercase:
            yield term[:place] + letter + term[place:]
            if place < len(term):
                yield term[:place] + letter + term[place + 1 :]
        if place < len(term):
            yield term[:place] + term[place + 1 :]
        if place + 1 < len(term):
            yield term[:place] + term[place + 1] + term[place] + term[place + 2 :]


class Truth:
    """All right answers on one roll; rows are numbers, terms are folded and bare."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows

    # ── what a row holds ──

    def holds(self, number: int, term: str) -> bool:
        """Tell whether any published field of the row holds *term*, or a name of it is said so."""
        row = self.rows[number]
        if any(term in name for name in row.names) or any(term in field for field in row.fields) or term in row.text:
            return True
        return _is_latin(term) and any(says_some(term, name) for name in row.names)

    def is_near(self, number: int, term: str) -> bool:
        """Tell whether the pinyin of a name of the row is one letter away from *term*."""
        slips = _slips(term)
        return any(not slips.isdisjoint(_spelled(name)) for name in self.rows[number].names)

    def anyone_holds(self, term: str) -> bool:
        """Tell whether any row holds *term*."""
        return any(self.holds(number, term) for number in range(len(self.rows)))

    # ── whom a class of queries asks for ──

    def named(self, name: str) -> frozenset[int]:
        """Return the rows whose shown name is *name*."""
        return frozenset(number for number, row in enumerate(self.rows) if row.names[0] == name)

    def with_part(self, part: str) -> frozenset[int]:
        """Return the rows of whose names one holds *part*."""
        return self._whose_name(lambda name: part in name)

    def said(self, term: str) -> frozenset[int]:
        """Return the rows of whose names one begins with the syllables of *term*."""
        return self._whose_name(lambda name: says_from_first(term, name))

    def with_initials(self, term: str) -> frozenset[int]:
        """Return the rows of whose names one begins with the first letters of *term*."""
        return self._whose_name(lambda name: says_initials(term, name))

    def slipped(self, term: str) -> frozenset[int]:
        """Return the rows whose shown name, in any reading, is one letter away from *term*."""
        found = {name for slip in _slips(term) for name in self._bearers.get(slip, ())}
        return frozenset(number for number, row in enumerate(self.rows) if row.names[0] in found)

    def at_place(self, place: str) -> frozenset[int]:
        """Return the rows of which a place holds *place*."""
        return frozenset(number for number, row in enumerate(self.rows) if any(place in known for known in row.places))

    def telling(self, phrase: str) -> frozenset[int]:
        """Return the rows whose summary or story has *phrase*, unbroken."""
        return frozenset(number for number, row in enumerate(self.rows) if phrase in row.text)

    def holding_all(self, terms: Sequence[str]) -> frozenset[int]:
        """Return the rows of which some field holds each of *terms*; Latin ones begin a name, in full syllables."""
        held = [self.said(term) if _is_latin(term) else self._holding(term) for term in terms]
        return frozenset.intersection(*held)

    def _holding(self, term: str) -> frozenset[int]:
        return frozenset(number for number in range(len(self.rows)) if self.holds(number, term))

    def _whose_name(self, test: Callable[[str], bool]) -> frozenset[int]:
        return frozenset(number for name, numbers in self._by_name.items() if test(name) for number in numbers)

    @cached_property
    def _by_name(self) -> dict[str, list[int]]:
        numbers: dict[str, list[int]] = defaultdict(list)
        for number, row in enumerate(self.rows):
            for name in row.names:
                numbers[name].append(number)
        return numbers

    @cached_property
    def _bearers(self) -> dict[str, list[str]]:
        """Hold the shown names by every spelling of theirs."""
        bearers: dict[str, list[str]] = defaultdict(list)
        for name in sorted({row.names[0] for row in self.rows}):
            for spelling in _spelled(name):
                bearers[spelling].append(name)
        return bearers


@cache
def _spelled(name: str) -> frozenset[str]:
    if len(name) > LONGEST_PERSONAL:
        return frozenset()
    return frozenset(map("".join, itertools.product(*syllables_of(name))))


@cache
def _slips(term: str) -> frozenset[str]:
    return frozenset(one_slip(term)) - {term}


def _is_latin(term: str) -> bool:
    return term.isascii() and term.isalpha()
