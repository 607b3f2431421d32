"""Turn the roll into the parts of the index that are loaded whole: names, facts that filter and order, and words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

import numpy as np

from qunyingpu.model.ceremony import Ceremony
from qunyingpu.model.region import region_table
from qunyingpu.model.vocabulary import DeedType, Kind, Level, Outcome
from qunyingpu.outputs.search.columns import packed
from qunyingpu.outputs.search.places import Place, read_place
from qunyingpu.outputs.search.roll import Roll, grouped, split
from qunyingpu.outputs.search.rows import LIST, WORDS
from qunyingpu.readings import readings_of

_VOCABULARIES = {"type": DeedType, "level": Level, "outcome": Outcome, "kind": Kind}

Part = dict[str, Any]
Sparse = list[list[int | str]]
"""Rows that have something: the number of the row, then what it has."""


def names_part(roll: Roll) -> Part:
    """Return names by row, and how the characters of all names may be read.

    ``readings`` is ``dan chan shan:单|lv:吕绿``; ``own`` holds what a profile's own pinyin adds, ``乐yao``.
    """
    return {
        "n": roll.size,
        "names": "\n".join(roll.name),
        "readings": _readings(set(name_characters(roll))),
        "own": _sparse(roll.own),
        "notes": _sparse(roll.note),
    }


def name_characters(roll: Roll) -> str:
    """Return all names of the *roll*, former and members' ones too, one after the other."""
    return "".join(chain(roll.name, roll.former, roll.members))


def facts_part(roll: Roll, ceremonies: Iterable[Ceremony]) -> Part:
    """Return each row's place, date, vocabulary terms and ceremonies as columns, with what their numbers stand for.

    ``regions`` are ``[code, name, number of the parent]``, provinces -1 and a short name; ``places`` are
    ``[number of the region, city as called then, other names of then …]``; ``terms`` are ``[id, label, aliases …]``.
    """
    places = sorted(set(roll.place))
    number = {place: index for index, place in enumerate(places)}
    return {
        "n": roll.size,
        **_places(list(map(read_place, places))),
        "place": packed([number[place] for place in roll.place]),
        "date": packed(roll.date),
        "terms": {
            name: [[term.id, term.label, *term.aliases] for term in vocabulary]
            for name, vocabulary in _VOCABULARIES.items()
        },
        "columns": {name: packed(getattr(roll, name)) for name in _VOCABULARIES},
        **_held(roll, ceremonies),
    }


def words_part(roll: Roll, ceremonies: Iterable[Ceremony]) -> Part:
    """Return other names, and all other words, each once, the first ``spots`` of them places, and those of each row."""
    names = {ceremony.id: ceremony.name for ceremony in ceremonies}
    places, spots = [row for row, spot in enumerate(roll.spot) if spot], list(filter(None, roll.spot))
    told, texts = split(roll.words, WORDS)
    held, ids = split(roll.ceremonies, LIST)
    is_known = [id_ in names for id_ in ids]
    first = sorted(set(spots))
    texts = [*spots, *texts, *(names[id_] for id_, known in zip(ids, is_known, strict=True) if known)]
    words = first + sorted(set(texts).difference(first))
    number = {word: index for index, word in enumerate(words)}
    rows = np.concatenate([np.array(places, np.int64), told, held[np.array(is_known, np.bool_)]])
    counts, numbers = grouped(rows, np.array([number[text] for text in texts], np.int64), roll.size)
    return {
        "n": roll.size,
        "former": _sparse(roll.former),
        "members": _sparse(roll.members),
        "spots": len(first),
        "words": words,
        "counts": packed(counts),
        "rows": packed(numbers),
    }


def _readings(characters: Iterable[str]) -> str:
    spoken: dict[str, list[str]] = {}
    for character in sorted(characters):
        if readings := " ".join(readings_of(character)):
            spoken.setdefault(readings, []).append(character)
    return "|".join(f"{readings}:{''.join(spoken[readings])}" for readings in sorted(spoken))


def _sparse(column: Sequence[str]) -> Sparse:
    return [[row, *texts.split(LIST)] for row, texts in enumerate(column) if texts]


def _places(places: Sequence[Place]) -> Part:
    codes = sorted({code for place in places for code in place.listed})
    number = {code: index for index, code in enumerate(codes)}
    return {
        "regions": _regions(places, number),
        "places": [[number[place.listed[-1]], place.shown, *place.others] for place in places],
    }


def _regions(places: Sequence[Place], number: dict[str, int]) -> list[list[int | str]]:
    table = region_table()
    above = {place.listed[level]: place.listed[level - 1] for place in places for level in range(1, len(place.listed))}
    return [
        [code, table.find(code).name, number[above[code]]]
        if code in above
        else [code, table.find(code).name, -1, table.short_name(code)]
        for code in number
    ]


def _held(roll: Roll, ceremonies: Iterable[Ceremony]) -> Part:
    newest = sorted(ceremonies, key=lambda ceremony: ceremony.id)
    newest.sort(key=lambda ceremony: ceremony.date.sort_key if ceremony.date else (0, 0, 0), reverse=True)
    number = {ceremony.id: place for place, ceremony in enumerate(newest)}
    rows, ids = split(roll.ceremonies, LIST)
    held = np.array([number.get(id_, -1) for id_ in ids], np.int64)
    counts, numbers = grouped(rows[held >= 0], held[held >= 0], roll.size)
    return {
        "ceremonies": [[ceremony.id, ceremony.name] for ceremony in newest],
        "heldCounts": packed(counts),
        "held": packed(numbers),
    }
