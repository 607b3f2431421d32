"""Turn a published hero into what can be found of it besides the name: place, outcome, words, unusual readings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from qunyingpu.captions import ABROAD
from qunyingpu.model.published import PublishedHero
from qunyingpu.model.region import Region, region_table
from qunyingpu.model.vocabulary import Outcome, Trait
from qunyingpu.readings import readings_of

MARTYR = "烈士"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a deed is found: *listed*, today's codes from the province down; *shown*, the city as it was called then.

    *others* are the names that the place and those above it had then and have no longer.
    """

    listed: tuple[str, ...]
    shown: str
    others: tuple[str, ...]

    def sort_key(self) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
        """Order by codes, then by the names of then."""
        return (self.listed, self.shown, self.others)


def place_of(hero: PublishedHero) -> Place:
    """Return the place of the deed of *hero*: abroad it shows the profile's words, of a municipality the district."""
    place = _place(region_table().find(hero.deed.region, hero.deed.date.year))
    return replace(place, shown=hero.deed.place) if hero.deed.region == ABROAD and hero.deed.place else place


def outcome_of(hero: PublishedHero) -> Outcome:
    """Return the outcome under which *hero* is filed: a group in which nobody died is never filed among the dead."""
    outcomes = {member.outcome for member in hero.members} - {None}
    if hero.deed.outcome is not Outcome.MIXED or not outcomes or Outcome.SACRIFICED in outcomes:
        return hero.deed.outcome
    return Outcome.INJURED if Outcome.INJURED in outcomes else Outcome.SAFE


def words_of(hero: PublishedHero, ceremonies: Mapping[str, str]) -> Iterator[str]:
    """Yield the texts, besides names and places, by which *hero* is found; *ceremonies* are names by id.

    A text that has other spellings carries them after tabs: only the first is shown.
    """
    yield from filter(None, (hero.occupation, hero.employer, hero.ethnicity))
    for trait in _traits(hero):
        yield "\t".join((trait.label, *trait.aliases))
    if hero.martyr or any(member.martyr for member in hero.members):
        yield MARTYR
    for honour in hero.all_honours:
        yield honour.title
        if honour.ceremony and honour.ceremony in ceremonies:
            yield ceremonies[honour.ceremony]


def unusual_readings(hero: PublishedHero) -> Iterator[str]:
    """Yield ``乐yao`` for each character of the name that the profile reads as no dictionary does.

    A reading with more or fewer syllables than the name has is of no use here and yields nothing.
    """
    characters = [character for character in hero.name if readings_of(character)]
    syllables = [part for part in hero.pinyin.lower().replace("ü", "v").split() if part.isascii() and part.isalpha()]
    if len(characters) == len(syllables):
        for character, syllable in zip(characters, syllables, strict=True):
            if syllable not in readings_of(character):
                yield character + syllable


@cache
def _place(region: Region) -> Place:
    # Its first year names the very region that is meant, whatever else the code stood for.
    table, code, year = region_table(), region.code, region.first_year
    listed = table.lineage(table.listed_under(code, year).code)
    then = table.lineage(code, year)
    names = {region.name for region in listed}
    is_municipality = then[0].name.endswith("市")
    return Place(
        listed=tuple(region.code for region in listed),
        shown="".join(region.name for region in then) if is_municipality else table.city_of(code, year).name,
        others=tuple(region.name for region in then if region.name not in names),
    )


def _traits(hero: PublishedHero) -> Iterator[Trait]:
    yield from hero.traits
    for member in hero.members:
        yield from member.traits
