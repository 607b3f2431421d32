"""Draw cards in a process of its own, which loads what drawing needs while this one still reads.

Loading takes three times as long as drawing the cards of one hero, so whoever waits for a single hero waits less. This
module loads next to nothing itself: it is asked for before everything else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qunyingpu.model.published import PublishedHero
    from qunyingpu.model.site import Site
    from qunyingpu.model.theme import SourceFile, Theme
    from qunyingpu.writing import Artifact

Draw = Callable[["Sitter", "Site", "Theme"], Future[Sequence["Artifact"]]]
"""Promise the cards of somebody; the promise is broken by what `ordered_cards` raises."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitter:
    """Whose cards are asked for, with the *portrait*, if any, and in which *sizes*."""

    hero: PublishedHero
    portrait: SourceFile | None
    sizes: Sequence[str]


@contextmanager
def card_room() -> Iterator[Draw]:
    """Yield what draws cards elsewhere, until the end of the ``with`` block."""
    with ProcessPoolExecutor(1) as room:
        room.submit(_load)
        yield lambda sitter, site, theme: room.submit(_drawn, sitter, site, theme)


def _load() -> None:
    pass


def _drawn(sitter: Sitter, site: Site, theme: Theme) -> Sequence[Artifact]:
    from qunyingpu.outputs.cards.orders import Order, ordered_cards  # noqa: PLC0415 - in the other process

    if not sitter.sizes:  # which an order takes for all
        return ()
    return ordered_cards(Order(hero=sitter.hero, portrait=sitter.portrait, sizes=sitter.sizes), site, theme)
