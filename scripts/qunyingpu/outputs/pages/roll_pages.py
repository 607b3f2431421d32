"""Turn the roll into its lists: by region, initial, year, kind of deed and honour, a hundred to a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from markupsafe import Markup

from qunyingpu.model.book import PublishedBook
from qunyingpu.model.region import region_table
from qunyingpu.outputs.pages.facets import FACETS, REGION, Facet, Group, Heroes, Value, values_of
from qunyingpu.outputs.pages.places import place_of
from qunyingpu.outputs.pages.press import Page, Press
from qunyingpu.outputs.pages.rows import Rows
from qunyingpu.outputs.pages.shells import Kind
from qunyingpu.outputs.pages.wording import count_label
from qunyingpu.writing import Artifact

PAGE_LENGTH = 100
"""Rows on one page; a whole roll of up to so many stands on the facets' own pages too."""

Part = tuple[Group, Heroes]
"""A group, and those of its heroes that stand on one page."""

_NEAR = 2
"""Pages shown on either side of the present one."""


def roll_pages(book: PublishedBook, press: Press, rows: Rows) -> Iterator[Artifact]:
    """Yield the page of every facet, and ``roll/<facet>-<value>[-<page>].html`` for every value that someone has."""
    for facet in FACETS:
        values = values_of(facet, book.heroes)
        yield _facet_page(facet, values, book, press, rows)
        for value in values:
            yield from _list_pages(facet, value, press, rows)


def region_tiles(book: PublishedBook) -> list[tuple[str, str, int]]:
    """Return code, short name and number of profiles of the 34 provinces in the order of their codes, then of 境外."""
    counts = Counter(place_of(hero).today[0].code for hero in book.heroes)
    table = region_table()
    return [(region.code, table.short_name(region.code), counts[region.code]) for region in table.provinces()]


def _facet_page(facet: Facet, values: Sequence[Value], book: PublishedBook, press: Press, rows: Rows) -> Artifact:
    is_short = len(book.heroes) <= PAGE_LENGTH
    shown = [value for value in values if not value.trail]
    parts = [(Group(value.label, value.heroes, value.slug), value.heroes) for value in shown] if is_short else []
    return press.print(
        Page(
            kind=Kind.ROLL,
            path="roll/index.html" if facet is REGION else f"roll/{facet.id}.html",
            title="名录" if facet is REGION else f"名录{facet.label}",
            description=f"收录人物 {book.totals.people} 位，群体 {book.totals.groups} 个，{facet.order}。",
            template="facet.html",
            context={
                "facet": facet,
                "facets": FACETS,
                "totals": book.totals,
                "tiles": region_tiles(book) if facet is REGION else (),
                "groups": _set(parts, rows),
                "values": () if is_short or facet is REGION else _counted(shown),
            },
        )
    )


def _list_pages(facet: Facet, value: Value, press: Press, rows: Rows) -> Iterator[Artifact]:
    sheets = tuple(_sheets(value.groups))
    count = count_label(value.heroes)
    places = [(group.slug, group.label, len(group.heroes)) for group in value.groups if group.slug]
    for number, parts in enumerate(sheets, start=1):
        part = f"（第 {number} 页）" if number > 1 else ""
        yield press.print(
            Page(
                kind=Kind.ROLL,
                path=f"roll/{_address(value, number)}",
                title=f"{value.title}　名录{part}",
                description=f"见义勇为英雄名录，{value.title}：{count}{part}。",
                template="list.html",
                context={
                    "facet": facet,
                    "facets": FACETS,
                    "value": value,
                    "count": count,
                    "places": places if len(sheets) > 1 and len(places) > 1 else (),
                    "groups": _set(parts, rows),
                    "number": number,
                    "pages": _shown_pages(value, number, len(sheets)),
                    "last": len(sheets),
                },
                previous=_address(value, number - 1) if number > 1 else "",
                following=_address(value, number + 1) if number < len(sheets) else "",
            )
        )


def _counted(values: Sequence[Value]) -> list[tuple[str, str, int]]:
    return [(value.slug, value.label, len(value.heroes)) for value in values]


def _sheets(groups: Sequence[Group]) -> Iterator[list[Part]]:
    """Yield the parts of each page: a page is full at `PAGE_LENGTH` rows, and a group may go on on the next."""
    sheet: list[Part] = []
    room = PAGE_LENGTH
    for group in groups:
        heroes = group.heroes
        while heroes:
            sheet.append((group, heroes[:room]))
            heroes, room = heroes[room:], room - min(room, len(heroes))
            if not room:
                yield sheet
                sheet, room = [], PAGE_LENGTH
    if sheet:
        yield sheet


def _set(parts: Sequence[Part], rows: Rows) -> list[tuple[Group, str, Markup]]:
    """Return each group with the words of its number, where it has more than one, and the rows of its part."""
    return [
        (group, count_label(group.heroes) if len(group.heroes) > 1 else "", rows.of(heroes)) for group, heroes in parts
    ]


def _shown_pages(value: Value, number: int, last: int) -> list[tuple[int, str]]:
    """Return number and address of the first, the last and the near pages; 0 stands where some are left out."""
    numbers = sorted({1, last, *range(max(1, number - _NEAR), min(last, number + _NEAR) + 1)})
    shown: list[tuple[int, str]] = []
    for page in numbers:
        if shown and page - shown[-1][0] > 1:
            shown.append((0, ""))
        shown.append((page, _address(value, page)))
    return shown


def _address(value: Value, number: int) -> str:
    return f"{value.slug}{f'-{number}' if number > 1 else ''}.html"
