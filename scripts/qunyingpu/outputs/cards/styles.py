"""Turn a site and its theme folder into the style of a card, and say which sizes are made of whom."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from qunyingpu.model.card_layout import CardLayout, MadeFor
from qunyingpu.model.layout import CardTheme
from qunyingpu.model.published import PublishedHero
from qunyingpu.model.site import Site
from qunyingpu.model.theme import SourceFile, Theme
from qunyingpu.outputs.cards.subjects import house_words
from qunyingpu.writing import digest

LIVING, FALLEN = "honour", "solemn"
"""The themes by the rule of the face: the living in gold line and deep red, the dead, and their groups, in ink."""

FULL = "full"
"""The font that is asked only for characters that no other has, so that it may come and go without other cards anew."""


@dataclass(frozen=True, eq=False)
class Style:
    """How cards look: *layouts*, each a size, dressed in *theme*, with the house's own *words*.

    *look* is the digest of all but the layouts, *marks* those of the layouts. What a process has prepared for a style
    it finds again by them.
    """

    layouts: Mapping[str, CardLayout]
    theme: CardTheme
    fonts: Mapping[str, SourceFile]
    pictures: Mapping[str, SourceFile]
    words: Mapping[str, str]
    look: str
    marks: Mapping[str, str]

    def __hash__(self) -> int:
        return hash(self.look)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Style) and (self.look, self.marks) == (other.look, other.marks)

    def words_of(self, names: Collection[str]) -> frozenset[str]:
        """Return the words that the layouts *names* ask for."""
        return frozenset().union(*(self.layouts[name].words for name in names))


def style_of(site: Site, theme: Theme, dress: str, *, version: str, without: Collection[str] = ()) -> Style:
    """Return the style in which *site* dresses cards in its theme *dress*, *without* some fonts.

    *version* stands for the code that draws.
    """
    fonts = {name: font for name, font in theme.fonts.items() if name not in without}
    card_theme, words = theme.card_themes[dress], house_words(site, theme.card_themes[dress])
    used = [f"{name} {source.digest}" for files in (fonts, theme.pictures) for name, source in sorted(files.items())]
    return Style(
        layouts=theme.layouts,
        theme=card_theme,
        fonts=fonts,
        pictures=theme.pictures,
        words=words,
        look=digest(repr(card_theme), repr(words), *used, version),
        marks={name: digest(name, repr(layout)) for name, layout in theme.layouts.items()},
    )


def dress_of(hero: PublishedHero) -> str:
    """Return the theme that *hero* is dressed in, unless another is asked for."""
    return FALLEN if hero.is_mourned or hero.fallen else LIVING


def sizes_of(hero: PublishedHero, site: Site, theme: Theme) -> Sequence[str]:
    """Return the layouts that are made with the site for *hero*: what is passed on only of whom consents to that."""
    wanted = {MadeFor.ALL, MadeFor.FEATURED} if hero.id in site.featured else {MadeFor.ALL}
    return [
        name
        for name, layout in sorted(theme.layouts.items())
        if layout.made_for in wanted and layout.channel in hero.channels
    ]
