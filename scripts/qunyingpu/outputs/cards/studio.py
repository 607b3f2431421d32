"""Turn an order, a hero in some sizes, into the drawing that a process makes and the store keeps."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, field

from qunyingpu.fonts import missing_characters
from qunyingpu.model.card_layout import Format
from qunyingpu.model.published import PublishedHero
from qunyingpu.model.site import Site
from qunyingpu.model.theme import SourceFile, Theme
from qunyingpu.outputs.cards.jobs import draw_cards
from qunyingpu.outputs.cards.styles import FULL, Style, style_of
from qunyingpu.outputs.cards.subjects import Subject, subject_of
from qunyingpu.outputs.cards.versions import drawing_version
from qunyingpu.stele import upright
from qunyingpu.writing import Drawing, digest

_SUFFIXES = {Format.JPEG: "jpg", Format.WEBP: "webp"}


@dataclass(frozen=True)
class Studio:
    """Where cards of *site* are ordered in its *theme*."""

    site: Site
    theme: Theme
    _styles: dict[tuple[str, tuple[str, ...]], Style] = field(default_factory=dict)

    def drawing(self, hero: PublishedHero, portrait: SourceFile | None, dress: str, names: Sequence[str]) -> Drawing:
        """Return the drawing of *hero* in the theme *dress*, with a path for each of the layouts *names*."""
        style, subject = self.order(hero, dress, names)
        paths = tuple(f"cards/{hero.id}-{name}.{_SUFFIXES[self.theme.layouts[name].format]}" for name in names)
        marks = (style.marks[name] for name in names)
        key = digest("cards", style.look, *marks, repr(subject), portrait.digest if portrait else "")
        make = functools.partial(draw_cards, subject, style, tuple(names), portrait, profile_of(hero))
        return Drawing(paths, key, make)

    def order(self, hero: PublishedHero, dress: str, names: Sequence[str]) -> tuple[Style, Subject]:
        """Return in which style, and with which words, the layouts *names* of *hero* are drawn."""
        style = self._style(dress, FULL)
        subject = subject_of(hero, self.site, style.words_of(names))
        # The full font comes and goes with its extra: only cards that need it depend on it.
        is_rare = FULL in self.theme.fonts and missing_characters(_letters(subject), style.fonts.values())
        return (self._style(dress) if is_rare else style), subject

    def _style(self, dress: str, *without: str) -> Style:
        if (dress, without) not in self._styles:
            version = drawing_version()
            self._styles[dress, without] = style_of(self.site, self.theme, dress, version=version, without=without)
        return self._styles[dress, without]


def profile_of(hero: PublishedHero) -> str:
    """Return the file in which *hero* stands."""
    return f"heroes/{hero.id[:2]}/{hero.id}.yaml"


def _letters(subject: Subject) -> str:
    words = "".join([*subject.words.values(), *(title for title, _ in subject.honours)])
    cells = "".join(cell.text for column in subject.stele.columns for cell in column)
    return upright(words) + words + cells
