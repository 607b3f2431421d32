"""Turn rows of heroes into the three parts of the index: names, facts that filter and order, and all other words.

The engine asks for each part by its name, so that a large roll may send the names before the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from qunyingpu.model.book import PublishedBook
from qunyingpu.model.date import PartialDate
from qunyingpu.model.published import PublishedHero
from qunyingpu.model.region import region_table
from qunyingpu.model.vocabulary import DeedType, Kind, Level, Outcome, Vocabulary
from qunyingpu.outputs.search.columns import packed
from qunyingpu.outputs.search.entries import Place, outcome_of, place_of, unusual_readings, words_of
from qunyingpu.readings import readings_of


def names_part(heroes: Sequence[PublishedHero]) -> dict[str, Any]:
    """Return names by row, the other names of some rows, and how their characters may be read.

    ``readings`` is ``dan chan shan:单|lv:吕绿``; ``own`` holds what a profile's own pinyin adds, ``乐yao``.
    """
    names = [hero.name for hero in heroes]
    former = [hero.former_names for hero in heroes]
    members = [tuple(member.name for member in hero.members) for hero in heroes]
    return {
        "n": len(heroes),
        "names": "\n".join(names),
        "former": _sparse(former),
        "members": _sparse(members),
        "notes": _sparse((hero.note,) if hero.note else () for hero in heroes),
        "own": _sparse(tuple(unusual_readings(hero)) for hero in heroes),
        "readings": _readings(character for row in (names, *former, *members) for name in row for character in name),
    }


def facts_part(heroes: Sequence[PublishedHero]) -> dict[str, Any]:
    """Return each row's place, date and vocabulary terms as columns, with what their numbers stand for.

    ``regions`` are ``[code, name, number of the parent]``, provinces -1 and a short name; ``places`` are
    ``[number of the region, city as called then, other names of then …]``; ``terms`` are ``[id, label, aliases …]``.
    """
    columns = {
        "type": _numbers(DeedType, [hero.deed.type for hero in heroes]),
        "level": _numbers(Level, [hero.level for hero in heroes]),
        "outcome": _numbers(Outcome, [outcome_of(hero) for hero in heroes]),
        "kind": _numbers(Kind, [hero.kind for hero in heroes]),
    }
    vocabularies = {"type": DeedType, "level": Level, "outcome": Outcome, "kind": Kind}
    return {
        "n": len(heroes),
        **_places(heroes),
        "date": packed([_date_number(hero.deed.date) for hero in heroes]),
        "terms": {
            name: [[term.id, term.label, *term.aliases] for term in vocabulary]
            for name, vocabulary in vocabularies.items()
        },
        "columns": {name: packed(column) for name, column in columns.items()},
    }


def words_part(book: PublishedBook) -> dict[str, Any]:
    """Return all other words, each once, the first ``spots`` of them places, and the words of each row."""
    ceremonies = {ceremony.id: ceremony.name for ceremony in book.ceremonies}
    spots = [{hero.deed.place} if hero.deed.place else set() for hero in book.heroes]
    others = [set(words_of(hero, ceremonies)) for hero in book.heroes]
    first = sorted(set[str]().union(*spots))
    words = first + sorted(set[str]().union(*others).difference(first))
    number = {word: index for index, word in enumerate(words)}
    rows = [sorted(number[word] for word in spot | other) for spot, other in zip(spots, others, strict=True)]
    return {
        "n": len(rows),
        "spots": len(first),
        "words": words,
        "counts": packed([len(row) for row in rows]),
        "rows": packed([word for row in rows for word in row]),
    }


def _sparse(rows: Iterable[tuple[str, ...]]) -> list[list[int | str]]:
    return [[row, *texts] for row, texts in enumerate(rows) if texts]


def _readings(characters: Iterable[str]) -> str:
    spoken: dict[str, list[str]] = {}
    for character in sorted(set(characters)):
        if readings := " ".join(readings_of(character)):
            spoken.setdefault(readings, []).append(character)
    return "|".join(f"{readings}:{''.join(spoken[readings])}" for readings in sorted(spoken))


def _numbers(vocabulary: type[Vocabulary], terms: Sequence[Vocabulary | None]) -> list[int]:
    """Return the place of each term in its vocabulary, the length of the vocabulary for none."""
    order = {term: place for place, term in enumerate(vocabulary)}
    return [len(order) if term is None else order[term] for term in terms]


def _date_number(date: PartialDate) -> int:
    """Return a number that sorts as *date* does: 416 to a year, 32 to a month, from 1900."""
    year, month, day = date.sort_key
    return (year - 1900) * 416 + month * 32 + day


def _places(heroes: Sequence[PublishedHero]) -> dict[str, Any]:
    rows = [place_of(hero) for hero in heroes]
    places = sorted(set(rows), key=Place.sort_key)
    codes = sorted({code for place in places for code in place.listed})
    number = {code: index for index, code in enumerate(codes)}
    order = {place: index for index, place in enumerate(places)}
    return {
        "regions": _regions(places, number),
        "places": [[number[place.listed[-1]], place.shown, *place.others] for place in places],
        "place": packed([order[place] for place in rows]),
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
