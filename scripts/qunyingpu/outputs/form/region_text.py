"""Write all places, today's and former, as one short text that the form's picker and its checks read back.

The text is groups with a space between them; a group is the first four digits that codes share, then its places by
code, of one code the oldest first. A place is, without spaces::

    stem ending delta first last [successor [;successor]…] [,former name [,former name]… ,] [^]

*stem* is Chinese, everything else is not. Numbers are single signs of `SIGNS`. *ending* is a number in `ENDINGS`;
where the stem is empty it is that of the first successor, and ``=`` says that the whole name is. *delta* is added to
the last two digits of the place before, the first of a group stands at 0. *first* and *last* are years after 1980;
``~`` for *last* says that the place has its code today: then it has no successors, and 1980 for *first* is left out.
A successor is two signs, the place of its code in the sorted list of codes. ``^`` says that the place lies in its
province although there is a city by its code.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from qunyingpu.model.region import Region, Tier
from qunyingpu.model.region_rows import FIRST_LIST

SIGNS = "".join(chr(code) for code in range(33, 127) if chr(code) not in '"&,;<=\\^~')
"""The signs of numbers from 0: what neither JSON nor HTML would have to escape."""

ENDINGS = ("", "自治县", "自治旗", "自治州", "地区", "县", "区", "市", "省", "旗", "盟", "州")
"""How names end, those first that end in others."""


def region_text(places: Sequence[Region]) -> str:
    """Return the text of *places*, which are all there are, by code, of one code the oldest first.

    Raises ValueError where the text cannot say what a place is: the way of writing must then be widened.
    """
    names = _Names(places)
    groups = (_group(prefix, [*within], names) for prefix, within in groupby(places, lambda place: place.code[:4]))
    return " ".join(groups)


class _Names:
    """What the text of a place takes from other places."""

    def __init__(self, places: Sequence[Region]) -> None:
        self.codes = {code: number for number, code in enumerate(dict.fromkeys(place.code for place in places))}
        self._places: dict[str, list[Region]] = {}
        for place in places:
            self._places.setdefault(place.code, []).append(place)

    def successor(self, place: Region) -> Region:
        """Return what *place*, which has ended, became first."""
        later = self._places[place.successors[0]]
        return next(other for other in later if other.last_year is None or other.last_year > (place.last_year or 0))


def _group(prefix: str, places: Sequence[Region], names: _Names) -> str:
    before = 0
    parts = [prefix]
    for place in places:
        number = int(place.code[4:])
        parts.append(_name(place, names) + _sign(number - before) + "".join(_rest(place, names)))
        before = number
    return "".join(parts)


def _name(place: Region, names: _Names) -> str:
    stem, ending = _parted(place.name)
    if not place.is_current:
        successor = names.successor(place)
        if successor.name == place.name:
            return "="
        if _parted(successor.name)[0] == stem:
            stem = ""
    return stem + _sign(ending)


def _parted(name: str) -> tuple[str, int]:
    for number, ending in enumerate(ENDINGS):
        if number and name.endswith(ending) and name != ending:
            return name.removesuffix(ending), number
    return name, 0


def _rest(place: Region, names: _Names) -> Iterator[str]:
    if not place.is_current or place.first_year != FIRST_LIST:
        yield _sign(place.first_year - FIRST_LIST)
    yield "~" if place.last_year is None else _sign(place.last_year - FIRST_LIST)
    yield ";".join(_pair(names.codes[code]) for code in place.successors)
    yield "".join(f",{name}" for name in place.former_names) + ("," if place.former_names else "")
    city = f"{place.code[:4]}00"
    if place.level is Tier.COUNTY and city in names.codes and place.parent != city:
        yield "^"


def _pair(number: int) -> str:
    return _sign(number // len(SIGNS)) + _sign(number % len(SIGNS))


def _sign(number: int) -> str:
    if not 0 <= number < len(SIGNS):
        raise ValueError(f"{number} is no single sign")
    return SIGNS[number]
