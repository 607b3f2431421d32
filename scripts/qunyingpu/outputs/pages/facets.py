"""Turn the roll into its facets: by region, initial, year, kind of deed and honour, each value with its heroes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from qunyingpu.model.masking import surname_length
from qunyingpu.model.published import PublishedHero
from qunyingpu.model.region import region_table
from qunyingpu.model.vocabulary import DeedType, Kind, Level
from qunyingpu.outputs.pages.places import place_of
from qunyingpu.readings import NO_INITIAL, initial_of

Key = TypeVar("Key", bound=Hashable)
Heroes = tuple[PublishedHero, ...]

_NO_LETTER = "other"
_NO_LEVEL = "unstated"
_AFTER_ALL_READINGS = "~"
_AT_LARGE = ""
"""In place of a code, where no narrower place of a deed is known: such deeds come first."""


@dataclass(frozen=True, slots=True)
class Group:
    """Heroes that stand together in a list under a short *label*, which may lead to the list *slug* of their own."""

    label: str
    heroes: Heroes
    slug: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet: the *slug* of its list, its *label* and *title*, and its heroes in *groups*.

    *trail* leads from the facet's own page to this list: slug and name of the values above it.
    """

    slug: str
    label: str
    title: str
    groups: tuple[Group, ...]
    trail: tuple[tuple[str, str], ...] = ()

    @property
    def heroes(self) -> Heroes:
        """Return all heroes of the value in the order of its list."""
        return tuple(hero for group in self.groups for hero in group.heroes)


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to look through the roll; *id* names its page, *order* tells readers how it is sorted."""

    id: str
    label: str
    order: str


REGION = Facet("region", "按地区", "按事发地排列")
INITIAL = Facet("initial", "按姓氏", "按姓名拼音排列")
YEAR = Facet("year", "按年份", "按事发年份排列，新的在前")
TYPE = Facet("type", "按类型", "按事迹类型排列")
HONOUR = Facet("honour", "按表彰", "按最高一级表彰排列")
FACETS = (REGION, INITIAL, YEAR, TYPE, HONOUR)


def values_of(facet: Facet, heroes: Sequence[PublishedHero]) -> tuple[Value, ...]:
    """Return the values of *facet* that someone of *heroes* has, in the facet's order.

    Of regions these are provinces, cities and counties, each with all heroes who acted there, by code.
    """
    return tuple(_VALUES[facet.id](heroes))


def _regions(heroes: Sequence[PublishedHero]) -> Iterator[Value]:
    found: dict[str, dict[str, list[PublishedHero]]] = {}
    for hero in heroes:
        line = [region.code for region in place_of(hero).today]
        for code, below in zip(line, (*line[1:], _AT_LARGE), strict=True):
            found.setdefault(code, {}).setdefault(below, []).append(hero)
    for code in sorted(found):
        yield _region_value(code, found[code])


def _region_value(code: str, below: dict[str, list[PublishedHero]]) -> Value:
    """Return the value of the region *code*, whose heroes come by the code of the place *below* it."""
    table = region_table()
    groups = [
        Group("", tuple(below[place]))
        if place == _AT_LARGE
        else Group(table.short_name(place), tuple(below[place]), f"region-{place}")
        for place in sorted(below)
    ]
    *above, region = table.lineage(code)
    trail = tuple((f"region-{place.code}", place.name) for place in above)
    return Value(f"region-{code}", table.short_name(code), region.name, tuple(groups), trail)


def _initials(heroes: Sequence[PublishedHero]) -> Iterator[Value]:
    for letter, kept in _gathered(heroes, lambda hero: initial_of(hero.pinyin), order=_letters_then_rest):
        surnames = _gathered(kept, _surname, order=lambda surname: surname)
        groups = tuple(Group(surname, bearers) for (_, surname), bearers in surnames)
        label = "其他" if letter == NO_INITIAL else letter
        slug = f"initial-{_NO_LETTER if letter == NO_INITIAL else letter.lower()}"
        yield Value(slug, label, f"姓名拼音 {label}", groups)


def _surname(hero: PublishedHero) -> tuple[str, str]:
    """Return the reading of the surname, so that 李 and 黎 stand side by side, and the surname; groups come last."""
    if hero.kind is Kind.GROUP:
        return (_AFTER_ALL_READINGS, Kind.GROUP.label)
    surname = hero.name[: surname_length(hero.name)]
    return (" ".join(hero.pinyin.split()[: len(surname)]), surname)


def _years(heroes: Sequence[PublishedHero]) -> Iterator[Value]:
    for year, kept in _gathered(heroes, lambda hero: hero.deed.date.year, order=lambda year: -year):
        yield Value(f"year-{year}", f"{year}年", f"{year}年", _by_initial(kept))


def _types(heroes: Sequence[PublishedHero]) -> Iterator[Value]:
    for deed, kept in _gathered(heroes, lambda hero: hero.deed.type, order=list(DeedType).index):
        yield Value(f"type-{deed.id}", deed.label, deed.label, _by_initial(kept))


def _honours(heroes: Sequence[PublishedHero]) -> Iterator[Value]:
    levels = [*Level, None]
    for level, kept in _gathered(heroes, lambda hero: hero.level, order=levels.index):
        label = level.label if level else "未注明"
        yield Value(f"honour-{level.id if level else _NO_LEVEL}", label, f"最高表彰　{label}", _by_initial(kept))


def _by_initial(heroes: Sequence[PublishedHero]) -> tuple[Group, ...]:
    letters = _gathered(heroes, lambda hero: initial_of(hero.pinyin), order=_letters_then_rest)
    return tuple(Group(letter, kept) for letter, kept in letters)


def _letters_then_rest(letter: str) -> tuple[bool, str]:
    return (letter == NO_INITIAL, letter)


def _gathered(
    heroes: Iterable[PublishedHero], key: Callable[[PublishedHero], Key], *, order: Callable[[Key], Any]
) -> list[tuple[Key, Heroes]]:
    """Return each key with its heroes, which keep their order; keys by *order*, which tells any two of them apart."""
    found: dict[Key, list[PublishedHero]] = {}
    for hero in heroes:
        found.setdefault(key(hero), []).append(hero)
    return [(found_key, tuple(found[found_key])) for found_key in sorted(found, key=order)]


_VALUES: dict[str, Callable[[Sequence[PublishedHero]], Iterator[Value]]] = {
    REGION.id: _regions,
    INITIAL.id: _initials,
    YEAR.id: _years,
    TYPE.id: _types,
    HONOUR.id: _honours,
}
