"""Turn the roll into the parts of the index that are loaded whole: names, facts that filter and order, and words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, compress
from typing import Any

import numpy as np

from qunyingpu.model.ceremony import Ceremony
from qunyingpu.model.date import PartialDate
from qunyingpu.model.region import region_table
from qunyingpu.model.vocabulary import DeedType, Kind, Level, Outcome, Trait
from qunyingpu.outputs.search.columns import packed
from qunyingpu.outputs.search.places import Place
from qunyingpu.outputs.search.roll import People, Roll, grouped, numbers_of
from qunyingpu.readings import readings_of

MARTYR = "烈士"
_VOCABULARIES = {"type": DeedType, "level": Level, "outcome": Outcome, "kind": Kind}

Part = dict[str, Any]
Sparse = list[list[int | str]]
"""Rows that have something: the number of the row, then what it has."""


def names_part(people: People) -> Part:
    """Return names by row, and how the characters of all names may be read.

    ``readings`` is ``dan chan shan:单|lv:吕绿``; ``own`` holds what a profile's own pinyin adds, ``乐yao``.
    """
    members = (member.name for group in people.members for member in group)
    former = chain.from_iterable(people.former_names)
    return {
        "n": len(people.name),
        "names": "\n".join(people.name),
        "readings": _readings(set("".join(chain(people.name, former, members)))),
        "own": _own_readings(people),
        "notes": _sparse((note,) if note else () for note in people.note),
    }


def facts_part(roll: Roll, ceremonies: Iterable[Ceremony]) -> Part:
    """Return each row's place, date, vocabulary terms and ceremonies as columns, with what their numbers stand for.

    ``regions`` are ``[code, name, number of the parent]``, provinces -1 and a short name; ``places`` are
    ``[number of the region, city as called then, other names of then …]``; ``terms`` are ``[id, label, aliases …]``.
    """
    columns = {
        "type": roll.type,
        "level": roll.level,
        "outcome": roll.outcome,
        "kind": numbers_of(Kind, roll.people.kind),
    }
    return {
        "n": len(roll),
        **_places(roll.places),
        "place": packed(roll.place),
        "date": packed([_date_number(date) for date in roll.deeds.date]),
        "terms": {
            name: [[term.id, term.label, *term.aliases] for term in vocabulary]
            for name, vocabulary in _VOCABULARIES.items()
        },
        "columns": {name: packed(column) for name, column in columns.items()},
        **_held(roll, ceremonies),
    }


def words_part(roll: Roll, ceremonies: Iterable[Ceremony]) -> Part:
    """Return other names, and all other words, each once, the first ``spots`` of them places, and those of each row."""
    spots = [spot for spot in roll.deeds.place if spot]
    rows, texts = [row for row, spot in enumerate(roll.deeds.place) if spot], list(spots)
    for more_rows, more_texts in _words(roll, {ceremony.id: ceremony.name for ceremony in ceremonies}):
        rows += more_rows
        texts += more_texts
    first = sorted(set(spots))
    words = first + sorted(set(texts).difference(first))
    number = {word: index for index, word in enumerate(words)}
    counts, numbers = grouped(np.array(rows, np.int64), np.array([number[text] for text in texts], np.int64), len(roll))
    return {
        "n": len(roll),
        "former": _sparse(roll.people.former_names),
        "members": _sparse([member.name for member in members] for members in roll.people.members),
        "spots": len(first),
        "words": words,
        "counts": packed(counts),
        "rows": packed(numbers),
    }


def unusual_readings(name: str, pinyin: str) -> Iterator[str]:
    """Yield ``乐yao`` for each character of *name* that *pinyin* reads as no dictionary does.

    A reading with more or fewer syllables than the name has is of no use here and yields nothing.
    """
    characters = [character for character in name if readings_of(character)]
    syllables = [part for part in pinyin.lower().replace("ü", "v").split() if part.isascii() and part.isalpha()]
    if len(characters) == len(syllables):
        for character, syllable in zip(characters, syllables, strict=True):
            if syllable not in readings_of(character):
                yield character + syllable


def _own_readings(people: People) -> Sparse:
    """Return the unusual readings of each row.

    Nearly all names have a syllable a character, all known together: only the others are looked at one by one.
    """
    names = list(zip(people.name, people.pinyin, strict=True))
    is_even = [len(name) == pinyin.count(" ") + 1 for name, pinyin in names]
    syllables = " ".join(compress(people.pinyin, is_even)).split(" ") if any(is_even) else []
    said = set(zip("".join(compress(people.name, is_even)), syllables, strict=True))
    odd = {character for character, syllable in said if syllable not in readings_of(character)}
    rows = [row for row, even in enumerate(is_even) if not even or not odd.isdisjoint(people.name[row])]
    return [[row, *readings] for row in rows if (readings := list(unusual_readings(*names[row])))]


def _readings(characters: Iterable[str]) -> str:
    spoken: dict[str, list[str]] = {}
    for character in sorted(characters):
        if readings := " ".join(readings_of(character)):
            spoken.setdefault(readings, []).append(character)
    return "|".join(f"{readings}:{''.join(spoken[readings])}" for readings in sorted(spoken))


def _sparse(rows: Iterable[Sequence[str]]) -> Sparse:
    return [[row, *texts] for row, texts in enumerate(rows) if texts]


def _words(roll: Roll, ceremonies: dict[str, str]) -> Iterator[tuple[list[int], list[str]]]:
    """Yield rows and the texts, besides names and places, by which they are found, other spellings after tabs."""
    people, rows = roll.people, roll.honoured.tolist()
    for column in (people.occupation, people.employer, people.ethnicity):
        yield [row for row, text in enumerate(column) if text], [text for text in column if text]
    spellings = {trait: "\t".join((trait.label, *trait.aliases)) for trait in Trait}
    told = [(row, trait) for row, traits in enumerate(people.traits) for trait in traits]
    everyone = [(row, member) for row, members in enumerate(people.members) for member in members]
    told += [(row, trait) for row, member in everyone for trait in member.traits]
    yield [row for row, _ in told], [spellings[trait] for _, trait in told]
    martyrs = [row for row, martyr in enumerate(people.martyr) if martyr]
    martyrs += [row for row, member in everyone if member.martyr]
    yield martyrs, [MARTYR] * len(martyrs)
    yield rows, list(roll.honours.title)
    held = [(row, ceremonies[id_]) for row, id_ in zip(rows, roll.honours.ceremony, strict=True) if id_ in ceremonies]
    yield [row for row, _ in held], [name for _, name in held]


def _date_number(date: PartialDate) -> int:
    """Return a number that sorts as *date* does: 416 to a year, 32 to a month, from 1900."""
    return (date.year - 1900) * 416 + (date.month or 0) * 32 + (date.day or 0)


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
    held = np.array([number.get(ceremony or "", -1) for ceremony in roll.honours.ceremony], np.int64)
    counts, numbers = grouped(roll.honoured[held >= 0], held[held >= 0], len(roll))
    return {
        "ceremonies": [[ceremony.id, ceremony.name] for ceremony in newest],
        "heldCounts": packed(counts),
        "held": packed(numbers),
    }
