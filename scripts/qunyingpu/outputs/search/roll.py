"""Turn the heroes of the roll into columns, so that each is looked at once and the rest is work on columns.

A roll has many rows and few different values. Ten thousand heroes lie scattered over the memory, and coming back to one
costs more than all that is done with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from qunyingpu.captions import ABROAD
from qunyingpu.model.date import PartialDate
from qunyingpu.model.hero import Deed, Honour, Martyr, Portrait
from qunyingpu.model.published import PublishedHero, PublishedMember
from qunyingpu.model.region import region_table
from qunyingpu.model.vocabulary import DeedType, Kind, Level, Outcome, Trait, Vocabulary
from qunyingpu.outputs.search.places import Place, place_in

Column = npt.NDArray[np.int64]
Columns = TypeVar("Columns", bound=NamedTuple)


class People(NamedTuple):
    """Columns of heroes, called as the fields of `PublishedHero`."""

    id: Sequence[str]
    name: Sequence[str]
    former_names: Sequence[tuple[str, ...]]
    members: Sequence[tuple[PublishedMember, ...]]
    kind: Sequence[Kind]
    pinyin: Sequence[str]
    note: Sequence[str]
    occupation: Sequence[str | None]
    employer: Sequence[str | None]
    ethnicity: Sequence[str | None]
    traits: Sequence[tuple[Trait, ...]]
    honours: Sequence[tuple[Honour, ...]]
    martyr: Sequence[Martyr | None]
    portrait: Sequence[Portrait | None]
    deed: Sequence[Deed]


class Deeds(NamedTuple):
    """Columns of deeds, called as the fields of `Deed`."""

    date: Sequence[PartialDate]
    region: Sequence[str]
    place: Sequence[str | None]
    type: Sequence[DeedType]
    outcome: Sequence[Outcome]
    summary: Sequence[str]
    story: Sequence[str]


class Honours(NamedTuple):
    """Columns of honours, called as the fields of `Honour`."""

    title: Sequence[str]
    level: Sequence[Level | None]
    ceremony: Sequence[str | None]


@dataclass(frozen=True, slots=True)
class Roll:
    """The roll in columns of texts and values, and of numbers: a *place* is one of *places*, others of a vocabulary.

    *level* is the highest; *honours* are those of profiles and of single members, and *honoured* has the row of each.
    """

    people: People
    deeds: Deeds
    places: Sequence[Place]
    place: Column
    type: Column
    outcome: Column
    level: Column
    honours: Honours
    honoured: Column

    @classmethod
    def of(cls, heroes: Iterable[PublishedHero]) -> Roll:
        """Return the columns of *heroes*."""
        people = _columns(People, heroes)
        deeds = _columns(Deeds, people.deed)
        places, place = _places(deeds)
        lists = [_all_honours(*row) for row in zip(people.honours, people.members, strict=True)]
        honours = _columns(Honours, chain.from_iterable(lists))
        honoured = np.repeat(np.arange(len(lists)), [len(honours) for honours in lists])
        level = np.full(len(lists), len(Level))
        np.minimum.at(level, honoured, numbers_of(Level, honours.level))
        type_ = numbers_of(DeedType, deeds.type)
        outcome = numbers_of(Outcome, map(outcome_of, deeds.outcome, people.members))
        return cls(people, deeds, places, place, type_, outcome, level, honours, honoured)

    def __len__(self) -> int:
        return len(self.people.id)


def outcome_of(outcome: Outcome, members: Sequence[PublishedMember]) -> Outcome:
    """Return the outcome under which a row is filed: a group in which nobody died is never filed among the dead."""
    if outcome is not Outcome.MIXED:
        return outcome
    outcomes = {member.outcome for member in members} - {None}
    if not outcomes or Outcome.SACRIFICED in outcomes:
        return outcome
    return Outcome.INJURED if Outcome.INJURED in outcomes else Outcome.SAFE


def numbers_of(vocabulary: type[Vocabulary], terms: Iterable[Vocabulary | None]) -> Column:
    """Return the place of each term in its vocabulary, the length of the vocabulary for none."""
    order: dict[Vocabulary | None, int] = {term: place for place, term in enumerate(vocabulary)}
    order[None] = len(order)
    return np.array([order[term] for term in terms], np.int64)


def grouped(rows: Column, numbers: Column, size: int) -> tuple[Column, Column]:
    """Return for each of *size* rows how many different *numbers* it has, and the numbers, ascending, row after row."""
    most = int(numbers.max(initial=0)) + 1
    pairs = rows * most + numbers
    pairs.sort()
    pairs = pairs[np.diff(pairs, prepend=-1) > 0]
    return np.bincount(pairs // most, minlength=size), pairs % most


def _columns(kind: type[Columns], records: Iterable[Any]) -> Columns:
    """Return the columns of *kind*, whose fields are attributes of the *records*."""
    rows = list(map(attrgetter(*kind._fields), records))
    return kind._make(zip(*rows, strict=True) if rows else [()] * len(kind._fields))


def _all_honours(own: tuple[Honour, ...], members: tuple[PublishedMember, ...]) -> tuple[Honour, ...]:
    return own + tuple(honour for member in members for honour in member.honours) if members else own


def _places(deeds: Deeds) -> tuple[list[Place], Column]:
    """Return the different places of *deeds*, and of each deed the number of its own."""
    find = region_table().find
    regions = [find(code, date.year) for code, date in zip(deeds.region, deeds.date, strict=True)]
    # The table has one object for each region, and those are told apart faster than they are compared.
    keys: list[int | str] = list(map(id, regions))
    different = dict(zip(keys, regions, strict=True))
    place_of: dict[int | str, Place] = {key: place_in(region) for key, region in different.items()}
    for row in [row for row, code in enumerate(deeds.region) if code == ABROAD]:
        if told := deeds.place[row]:
            place_of[told] = place_of[keys[row]]._replace(shown=told)
            keys[row] = told
    places = sorted({place_of[key] for key in set(keys)})
    number = {place: index for index, place in enumerate(places)}
    order = {key: number.get(place, -1) for key, place in place_of.items()}
    return places, np.array([order[key] for key in keys], np.int64)
