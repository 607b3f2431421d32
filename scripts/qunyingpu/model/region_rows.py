"""Turn the rows of ``regions.csv`` into regions: places that had a code from one year to another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

#: The oldest list of codes, and the last year in which whole provinces were numbered anew: sources disagree about the
#: codes of these years, so a code of any of them serves for a deed of any of them, or of an earlier year.
FIRST_LIST, RENUMBERED_UNTIL = 1980, 1984


class Tier(StrEnum):
    """How far down a region stands."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"


@dataclass(frozen=True, slots=True)
class Region:
    """A place that had *code* from *first_year* to *last_year*, or has it today (None).

    The year of a change belongs to both sides of it. *name* is the last that it bore, *former_names* those before it,
    oldest first. *successors* are the codes that it passed to, several where it was divided. *parent* is a code, empty
    for a province.
    """

    code: str
    name: str
    level: Tier
    parent: str
    first_year: int
    last_year: int | None
    successors: tuple[str, ...]
    former_names: tuple[str, ...] = ()

    def __hash__(self) -> int:
        """Return the hash of the code, which nearly tells regions apart: many tables have them as keys."""
        return hash(self.code)

    def is_valid_in(self, year: int) -> bool:
        """Tell whether a deed of *year* may carry the code of this place."""
        if year <= RENUMBERED_UNTIL:
            return self.first_year <= RENUMBERED_UNTIL
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)

    @property
    def is_current(self) -> bool:
        """Tell whether the place has its code today."""
        return self.last_year is None


def merged_rows(rows: Iterable[Sequence[str]]) -> Iterator[Region]:
    """Yield the places of the rows of one code, oldest first."""
    former: list[Sequence[str]] = []
    for row in rows:
        code, name, level, parent, _, last_year, successors = row
        if successors == code:
            former.append(row)
            continue
        yield Region(
            code=code,
            name=name,
            level=Tier(level),
            parent=parent,
            first_year=int((former or [row])[0][4]),
            last_year=int(last_year) if last_year else None,
            successors=tuple(successors.split()),
            former_names=tuple(dict.fromkeys(earlier[1] for earlier in former if earlier[1] != name)),
        )
        former = []
