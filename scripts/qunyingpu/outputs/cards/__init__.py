"""Turn each hero into portrait cards of all sizes: the name, or the photograph, in the language of the site's face.

Layouts and themes are data, in ``theme/cards/``. One job a hero draws all its cards; the same hero gives the same
bytes in any process and any order.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping

from qunyingpu.errors import ContentError, Problem
from qunyingpu.fonts import missing_characters
from qunyingpu.model.book import PublishedBook
from qunyingpu.model.layout import CardLayout, ColumnLayer, Format, SealLayer, TextRow
from qunyingpu.model.published import PublishedHero
from qunyingpu.model.site import Site
from qunyingpu.model.theme import SourceFile, Theme
from qunyingpu.outputs.cards.jobs import Style, draw_cards
from qunyingpu.outputs.cards.subjects import subject_of
from qunyingpu.outputs.cards.versions import drawing_version
from qunyingpu.stele import upright
from qunyingpu.writing import Drawing, digest

LIVING, FALLEN = "honour", "solemn"
"""The themes by the rule of the face: the living in gold line and deep red, the dead, and their groups, in ink."""

LINKED = ("share", "square", "tile")
"""The layouts to which the pages link; a theme folder may have more."""

_SUFFIXES = {Format.JPEG: "jpg", Format.WEBP: "webp"}


def portrait_cards(
    book: PublishedBook, site: Site, theme: Theme, portraits: Mapping[str, SourceFile]
) -> Iterator[Drawing]:
    """Yield for each hero the drawing of ``cards/<id>-<layout>.jpg`` or ``.webp``, one path a layout.

    *portraits* has the photographs by hero id, of all whose shown profile has one. Raises ContentError when the theme
    lacks a layout or colours that every site needs; a job does for a photograph that cannot be used.
    """
    gaps = tuple(_gaps(theme))
    if gaps:
        raise ContentError(gaps)
    names = sorted(theme.layouts)
    layouts = tuple(theme.layouts[name] for name in names)
    styles = {name: Style(layouts, theme.card_themes[name], theme.fonts) for name in (LIVING, FALLEN)}
    looks = {name: _look_of(style) for name, style in styles.items()}
    for hero in book.heroes:
        chosen = FALLEN if hero.is_mourned or hero.fallen else LIVING
        subject = subject_of(hero, site)
        # A masked hero shows no portrait, whatever photograph lies beside the profile.
        portrait = portraits[hero.id] if hero.portrait else None
        yield Drawing(
            tuple(f"cards/{hero.id}-{name}.{_SUFFIXES[theme.layouts[name].format]}" for name in names),
            digest("cards", looks[chosen], repr(subject), portrait.digest if portrait else ""),
            functools.partial(draw_cards, subject, styles[chosen], portrait, _file_of(hero)),
        )


def missing_glyphs(book: PublishedBook, site: Site, theme: Theme) -> Iterator[Problem]:
    """Yield ``glyph-missing`` for each character that a card would show and no font has: no square is ever drawn."""
    fonts = (theme.fonts["serif"], theme.fonts["serif-bold"])
    texts = [("mkdocs.yml", "site_name", site.name)]
    texts += [
        (f"theme/cards/{name}.yaml", "text", text)
        for name in sorted(theme.layouts)
        for text in _texts_of(theme.layouts[name])
    ]
    texts += [(_file_of(hero), field, text) for hero in book.heroes for field, text in _words_of(hero)]
    everything = "".join(text for _, _, text in texts)
    unknown = set(missing_characters(everything + upright(everything), fonts))
    for file, field, text in texts if unknown else ():
        for character in sorted(unknown.intersection(text + upright(text))):
            yield Problem.told(
                "glyph-missing", file=file, field=field, character=character, codepoint=f"U+{ord(character):04X}"
            )


def _gaps(theme: Theme) -> Iterator[Problem]:
    for name in LINKED:
        if name not in theme.layouts:
            yield Problem.told(
                "layout-field", file=f"theme/cards/{name}.yaml", key=name, reason="没有这个版式，网页要用它"
            )
    for name in (LIVING, FALLEN):
        if name not in theme.card_themes:
            yield Problem.told("layout-field", file="theme/cards/themes.yaml", key=name, reason="没有这一套配色")


def _look_of(style: Style) -> str:
    """Return the digest of all that the cards of a style have in common."""
    fonts = [f"{name} {style.fonts[name].digest}" for name in sorted(style.fonts)]
    return digest(repr(style.layouts), repr(style.theme), *fonts, drawing_version())


def _words_of(hero: PublishedHero) -> Iterator[tuple[str, str]]:
    yield "name", hero.name
    yield "occupation", hero.occupation or ""
    yield "deed.place", hero.deed.place or ""
    yield "deed.summary", hero.deed.summary
    for number, honour in enumerate(hero.honours):
        yield f"honours.{number}.title", honour.title


def _texts_of(layout: CardLayout) -> Iterator[str]:
    for layer in layout.layers:
        if isinstance(layer, SealLayer):
            yield layer.text
        elif isinstance(layer, ColumnLayer):
            yield from (row.text for row in layer.rows if isinstance(row, TextRow))


def _file_of(hero: PublishedHero) -> str:
    return f"heroes/{hero.id[:2]}/{hero.id}.yaml"
