"""Turn each hero into portrait cards of all sizes: the name, or the photograph, in the language of the site's face.

Layouts and themes are data, in ``theme/cards/``. One job a hero draws all its cards; the same hero gives the same
bytes in any process and any order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qunyingpu.errors import ContentError
from qunyingpu.model.book import PublishedBook
from qunyingpu.model.site import Site
from qunyingpu.model.theme import SourceFile, Theme
from qunyingpu.outputs.cards.checks import KIOSK, card_problems, layout_gaps, theme_gaps
from qunyingpu.outputs.cards.studio import Studio
from qunyingpu.outputs.cards.styles import dress_of, sizes_of
from qunyingpu.writing import Drawing

__all__ = ["card_problems", "kiosk_portraits", "portrait_cards"]


def portrait_cards(
    book: PublishedBook, site: Site, theme: Theme, portraits: Mapping[str, SourceFile]
) -> Iterator[Drawing]:
    """Yield for each hero the drawing of ``cards/<id>-<layout>.jpg`` or ``.webp``, one path a layout.

    *portraits* has the photographs by hero id, of all whose shown profile has one. Raises ContentError when the theme
    lacks a layout or colours that every site needs; a job does for a photograph that cannot be used.
    """
    gaps = tuple(theme_gaps(theme))
    if gaps:
        raise ContentError(gaps)
    studio = Studio(site, theme)
    for hero in book.heroes:
        # A masked hero shows no portrait, whatever photograph lies beside the profile.
        portrait = portraits[hero.id] if hero.portrait else None
        yield studio.drawing(hero, portrait, dress_of(hero), sizes_of(hero, site, theme))


def kiosk_portraits(
    book: PublishedBook, site: Site, theme: Theme, portraits: Mapping[str, SourceFile]
) -> Iterator[Drawing]:
    """Yield for each hero with a photograph the drawing of ``cards/<id>-hall.jpg`` and ``cards/<id>-tile.webp``.

    The kiosk wants no other card: lists show the tile, the loop and the person's own screen the large one. Raises
    ContentError when the theme lacks one of them.
    """
    gaps = tuple(layout_gaps(theme, KIOSK))
    if gaps:
        raise ContentError(gaps)
    studio = Studio(site, theme)
    for hero in book.heroes:
        if hero.portrait:
            yield studio.drawing(hero, portraits[hero.id], dress_of(hero), KIOSK)
