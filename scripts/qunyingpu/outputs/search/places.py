"""Turn the region of a deed into the place under which search finds it: today's, with the names of then."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from qunyingpu.model.region import Region, region_table


class Place(NamedTuple):
    """Where a deed is found: *listed*, today's codes from the province down; *shown*, the city as it was called then.

    *others* are the names that the place and those above it had then and have no longer. Places sort by their codes.
    """

    listed: tuple[str, ...]
    shown: str
    others: tuple[str, ...]


def written_place(place: Place) -> str:
    """Return *place* as a text that `read_place` reads; such texts sort as places do."""
    # A tab comes before all that a name, or a list of codes, may go on with.
    return "\t".join(("/".join(place.listed), place.shown, *place.others))


def read_place(written: str) -> Place:
    """Return the place that *written* is."""
    listed, shown, *others = written.split("\t")
    return Place(tuple(listed.split("/")), shown, tuple(others))


@cache
def place_in(region: Region) -> Place:
    """Return the place of a deed in *region*: it shows the city, of a municipality the district."""
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
