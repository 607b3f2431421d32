"""Turn a roll and its theme into what would be wrong with their cards, before any is drawn."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import chain

from qunyingpu.errors import Problem
from qunyingpu.fonts import missing_characters
from qunyingpu.model.book import PublishedBook
from qunyingpu.model.card_layout import CardLayout, ColumnLayer, QrLayer, SealLayer, TextRow
from qunyingpu.model.published import PublishedHero
from qunyingpu.model.site import Site
from qunyingpu.model.theme import Theme
from qunyingpu.outputs.cards.marks import LEAST_MODULE
from qunyingpu.outputs.cards.studio import profile_of
from qunyingpu.outputs.cards.styles import FALLEN, LIVING, sizes_of
from qunyingpu.outputs.cards.subjects import story_of
from qunyingpu.qr import qr_code
from qunyingpu.stele import upright

LINKED = ("poster", "share", "square", "tile")
"""The layouts to which the pages link; a theme folder may have more."""

KIOSK = ("hall", "tile")
"""The layouts of which the kiosk edition shows photographs."""

_THEMES = "theme/cards/themes.yaml"


def card_problems(book: PublishedBook, site: Site, theme: Theme) -> Iterator[Problem]:
    """Yield what would spoil cards: a theme with gaps, characters that no font has, codes without room.

    ``glyph-missing`` names each such character where it stands, so that no square is ever drawn.
    """
    gaps = tuple(theme_gaps(theme))
    yield from gaps or chain(_missing_glyphs(book, site, theme), _code_gaps(book, site, theme))


def theme_gaps(theme: Theme) -> Iterator[Problem]:
    """Yield what every site needs and *theme* lacks: layouts that pages link to, colours of the living and the dead."""
    yield from layout_gaps(theme, LINKED)
    for name in (LIVING, FALLEN):
        if name not in theme.card_themes:
            yield Problem.told("layout-field", file=_THEMES, key=name, reason="没有这一套配色")


def layout_gaps(theme: Theme, names: Collection[str]) -> Iterator[Problem]:
    """Yield which of the layouts *names* *theme* lacks."""
    for name in names:
        if name not in theme.layouts:
            file, reason = f"theme/cards/{name}.yaml", "没有这个版式，网页要用它"
            yield Problem.told("layout-field", file=file, key=name, reason=reason)


def order_problems(hero: PublishedHero, site: Site, theme: Theme, names: Collection[str]) -> Iterator[Problem]:
    """Yield the characters that the layouts *names* of *hero* would show and no font has."""
    yield from _unknown_in([*_house_texts(site, theme), *_texts_about(hero, theme, names)], theme)


def _missing_glyphs(book: PublishedBook, site: Site, theme: Theme) -> Iterator[Problem]:
    texts = [found for hero in book.heroes for found in _texts_about(hero, theme, sizes_of(hero, site, theme))]
    yield from _unknown_in([*_house_texts(site, theme), *texts], theme)


def _unknown_in(texts: Sequence[tuple[str, str, str]], theme: Theme) -> Iterator[Problem]:
    everything = "".join(text for _, _, text in texts)
    unknown = set(missing_characters(everything + upright(everything), theme.fonts.values()))
    for file, field, text in texts if unknown else ():
        for character in sorted(unknown.intersection(text + upright(text))):
            codepoint = f"U+{ord(character):04X}"
            yield Problem.told("glyph-missing", file=file, field=field, character=character, codepoint=codepoint)


def _code_gaps(book: PublishedBook, site: Site, theme: Theme) -> Iterator[Problem]:
    # Ids are all of one length, so that the first hero's code is as large as any.
    for hero in book.heroes[:1]:
        side = qr_code(site.address(hero.path)).size * LEAST_MODULE
        for name, layout in sorted(theme.layouts.items()):
            for place, layer in enumerate(layout.layers):
                if isinstance(layer, QrLayer) and min(layer.box) < side:
                    file, field = f"theme/cards/{name}.yaml", f"layers.{place}.box"
                    yield Problem.told("layout-code", file=file, field=field, least=LEAST_MODULE, side=side)


def _house_texts(site: Site, theme: Theme) -> Iterator[tuple[str, str, str]]:
    yield "mkdocs.yml", "site_name", site.name
    for name, layout in sorted(theme.layouts.items()):
        for field, text in _texts_of(layout):
            yield f"theme/cards/{name}.yaml", field, text
    for name, dress in sorted(theme.card_themes.items()):
        yield _THEMES, f"{name}.seal_text", dress.seal_text
        yield _THEMES, f"{name}.band_text", dress.band_text


def _texts_of(layout: CardLayout) -> Iterator[tuple[str, str]]:
    for place, layer in enumerate(layout.layers):
        if isinstance(layer, SealLayer) and layer.text:
            yield f"layers.{place}.text", layer.text
        elif isinstance(layer, ColumnLayer):
            for number, row in enumerate(layer.rows):
                if isinstance(row, TextRow):
                    yield f"layers.{place}.rows.{number}.text", row.text


def _texts_about(hero: PublishedHero, theme: Theme, names: Collection[str]) -> Iterator[tuple[str, str, str]]:
    file, deed = profile_of(hero), hero.deed
    yield file, "name", hero.name
    yield file, "occupation", hero.occupation or ""
    yield file, "deed.place", deed.place or ""
    yield file, "deed.summary", deed.summary
    for number, honour in enumerate(hero.honours):
        yield file, f"honours.{number}.title", honour.title
    if any("story" in theme.layouts[name].words for name in names):
        yield file, "deed.story", story_of(hero)
