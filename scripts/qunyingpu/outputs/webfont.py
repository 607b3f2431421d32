"""Turn the characters that the site's fonts are really asked for into web fonts."""

from __future__ import annotations

import functools

from qunyingpu.fonts import subsetter, web_subset
from qunyingpu.model.theme import SourceFile, Theme
from qunyingpu.writing import Drawing, digest

PATHS = {"serif-bold": "assets/fonts/serif.woff2", "kai": "assets/fonts/kai.woff2"}
"""Where each font lies that pages load: names and headings, and what the screens in halls say of a deed."""


def web_font(name: str, characters: str, theme: Theme) -> Drawing:
    """Return the font *name* cut down to *characters*, in any order; a whole font would be 1.9 MB."""
    needed = "".join(sorted(set(characters)))
    font = theme.fonts[name]
    key = digest("webfont", needed, font.digest, *subsetter())
    return Drawing((PATHS[name],), key, functools.partial(_subset, font, needed))


def _subset(font: SourceFile, characters: str) -> list[bytes]:
    return [web_subset(font, characters)]
