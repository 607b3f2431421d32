"""Turn the roll into shelves by surname, from which visitors take a name by its first letter or by its strokes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qunyingpu.model.published import PublishedHero
from qunyingpu.model.vocabulary import Channel, Kind
from qunyingpu.outputs.pages.facets import INITIAL, values_of
from qunyingpu.strokes import strokes_of

Shelf = tuple[str, str, int, list[int]]
"""A surname, its first letter, the strokes of its first character (0: not known), and its rows in the roll."""


def surnames(heroes: Sequence[PublishedHero]) -> Iterator[Shelf]:
    """Yield a shelf for each surname in the order of its reading; groups have one of their own without strokes.

    *heroes* are all rows of the roll; whoever does not agree to be shown in halls stands on no shelf.
    """
    row_of = {hero.id: row for row, hero in enumerate(heroes)}
    shown = [hero for hero in heroes if Channel.KIOSK in hero.channels]
    for value in values_of(INITIAL, shown):
        for group in value.groups:
            is_group = group.heroes[0].kind is Kind.GROUP
            strokes = 0 if is_group else strokes_of(group.label[0])
            yield group.label, value.label, strokes, [row_of[hero.id] for hero in group.heroes]
