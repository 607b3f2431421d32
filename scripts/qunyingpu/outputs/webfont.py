"""Turn the characters that headings and names really use into the site's one web font."""

from __future__ import annotations

import functools

from qunyingpu.fonts import SUBSETTER, web_subset
from qunyingpu.model.theme import SourceFile, Theme
from qunyingpu.writing import Drawing, digest

PATH = "assets/fonts/serif.woff2"


def web_font(characters: str, theme: Theme) -> Drawing:
    """Return the bold serif cut down to *characters*, in any order; a whole font would be 1.9 MB."""
    needed = "".join(sorted(set(characters)))
    font = theme.fonts["serif-bold"]
    key = digest("webfont", needed, font.digest, *SUBSETTER)
    return Drawing((PATH,), key, functools.partial(_subset, font, needed))


def _subset(font: SourceFile, characters: str) -> list[bytes]:
    return [web_subset(font, characters)]
