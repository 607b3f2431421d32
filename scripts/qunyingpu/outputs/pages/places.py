"""Turn the region of a deed into the names that pages set: as it was then, and where today's lists have it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from qunyingpu.captions import ABROAD
from qunyingpu.model.published import PublishedHero
from qunyingpu.model.region import Region, region_table


@dataclass(frozen=True, slots=True)
class Place:
    """Where a deed was done: names of that year in *full*, the *province*, the *city* and its *short* name.

    *city* is 苏州市, or 北京市石景山区 in a municipality, whose *province* is empty then. *today* holds the province,
    city and county of today under which the deed is listed, as far as they are known.
    """

    full: str
    province: str
    city: str
    short: str
    today: tuple[Region, ...]


def place_of(hero: PublishedHero) -> Place:
    """Return the place of the deed of *hero*; abroad, the profile's own words stand for the city."""
    deed = hero.deed
    words = deed.place if deed.region == ABROAD else None
    return _place(deed.region, deed.date.year, words or "")


def full_words(hero: PublishedHero) -> str:
    """Return 江苏省苏州市虎丘区（苏州高新区）: every level that is known, and what the code cannot say in brackets."""
    full = place_of(hero).full
    return f"{full}（{hero.deed.place}）" if hero.deed.place else full


@cache
def _place(code: str, year: int, abroad: str) -> Place:
    table = region_table()
    then, today = table.lineage(code, year), table.lineage(table.listed_under(code, year).code)
    if code == ABROAD:
        return Place(then[0].name, "", abroad or then[0].name, then[0].name, today)
    full = "".join(above.name for above in then)
    city = table.city_of(code, year)
    # Its first year names the very region that is meant, whatever else the code stood for.
    short = table.short_name(city.code, city.first_year)
    if city == then[0]:
        return Place(full, "", full, short, today)
    return Place(full, then[0].name, city.name, short, today)
