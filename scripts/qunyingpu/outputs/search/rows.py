"""Turn a hero into its row: what the index takes of it besides its text, in plain values that can be kept.

Rows are dear, since a hero lies scattered over the memory, and most do not change from one run to the next. What other
rows have a say in, such as the number of a place or of a word, is found later, from all rows together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from qunyingpu.captions import ABROAD
from qunyingpu.model.date import PartialDate
from qunyingpu.model.published import PublishedHero, PublishedMember
from qunyingpu.model.region import region_table
from qunyingpu.model.vocabulary import Level, Outcome, Trait, Vocabulary
from qunyingpu.outputs.search.cards import card_of
from qunyingpu.outputs.search.folding import fold
from qunyingpu.outputs.search.places import Place, place_in, written_place
from qunyingpu.readings import plain, readings_of, spoken_parts

MARTYR = "烈士"

LIST, WORDS = "\t", "\n"
"""Between the texts of a column that holds several; a word may have tabs before its other spellings."""


class Row(NamedTuple):
    """One row. *former*, *members*, *own* and *ceremonies* are lists, *words* are words; numbers are of vocabularies.

    *own* holds what the profile's own pinyin adds to the readings of its characters, ``乐yao``. *place* is a `Place` as
    `written_place` writes it, *spot* the profile's own words for it, *level* the highest, *ceremonies* are ids.
    """

    name: str
    note: str
    former: str
    members: str
    own: str
    place: str
    spot: str
    words: str
    ceremonies: str
    card: str
    date: int
    type: int
    level: int
    outcome: int
    kind: int


def row_of(hero: PublishedHero) -> Row:
    """Return the row of *hero*."""
    deed, members = hero.deed, hero.members
    honours = [*hero.honours, *(honour for member in members for honour in member.honours)]
    level = min((_number(honour.level) for honour in honours if honour.level), default=len(Level))
    outcome = outcome_of(deed.outcome, members)
    place = _place_of(hero)
    return Row(
        name=hero.name,
        note=hero.note,
        former=LIST.join(hero.former_names),
        members=LIST.join(member.name for member in members),
        own=LIST.join(unusual_readings(hero.name, hero.pinyin)),
        place=written_place(place),
        spot=deed.place or "",
        words=WORDS.join(_words(hero, [honour.title for honour in honours])),
        ceremonies=LIST.join(honour.ceremony for honour in honours if honour.ceremony),
        card=card_of(hero, place.shown, tuple(Level)[level] if level < len(Level) else None, outcome),
        date=_date_number(deed.date),
        type=_number(deed.type),
        level=level,
        outcome=_number(outcome),
        kind=_number(hero.kind),
    )


def outcome_of(outcome: Outcome, members: Sequence[PublishedMember]) -> Outcome:
    """Return the outcome under which a row is filed: a group in which nobody died is never filed among the dead."""
    if outcome is not Outcome.MIXED:
        return outcome
    outcomes = {member.outcome for member in members} - {None}
    if not outcomes or Outcome.SACRIFICED in outcomes:
        return outcome
    return Outcome.INJURED if Outcome.INJURED in outcomes else Outcome.SAFE


def unusual_readings(name: str, pinyin: str) -> Iterator[str]:
    """Yield ``乐yao`` for each character of *name* that *pinyin* reads as no dictionary does.

    A reading with more or fewer syllables than the name has is of no use here and yields nothing. Nor does a longer run
    of Latin letters or digits, which counts as one syllable: the format has room for the readings of single characters.
    """
    parts = [fold(part) for part in spoken_parts(name)]
    syllables = [syllable for syllable in map(plain, pinyin.split()) if syllable.isalnum()]
    if len(parts) != len(syllables):
        return
    for part, syllable in zip(parts, syllables, strict=True):
        is_reading = len(part) == 1 and syllable.isascii() and syllable.isalpha()
        if is_reading and syllable not in (part, *_readings(part)):
            yield part + syllable


_readings = cache(readings_of)


@cache
def _number(term: Vocabulary) -> int:
    return tuple(type(term)).index(term)


def _place_of(hero: PublishedHero) -> Place:
    deed = hero.deed
    place = place_in(region_table().find(deed.region, deed.date.year))
    return place._replace(shown=deed.place) if deed.region == ABROAD and deed.place else place


def _words(hero: PublishedHero, titles: Sequence[str]) -> Iterator[str]:
    """Yield the words, besides names, places and ceremonies, by which *hero* is found, other spellings after tabs."""
    yield from filter(None, (hero.occupation, hero.employer, hero.ethnicity))
    yield from map(_spellings, hero.traits)
    for member in hero.members:
        yield from map(_spellings, member.traits)
    if hero.martyr or any(member.martyr for member in hero.members):
        yield MARTYR
    yield from titles


@cache
def _spellings(trait: Trait) -> str:
    return "\t".join((trait.label, *trait.aliases))


def _date_number(date: PartialDate) -> int:
    """Return a number that sorts as *date* does: 416 to a year, 32 to a month, from 1900."""
    return (date.year - 1900) * 416 + (date.month or 0) * 32 + (date.day or 0)
