"""Turn font files into what is asked of them: which characters they have, and a small web font of just those."""

from __future__ import annotations

import importlib.metadata
import io
from collections.abc import Iterable
from functools import lru_cache

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from qunyingpu.model.theme import SourceFile

SUBSETTER = tuple(importlib.metadata.version(name) for name in ("fonttools", "brotli"))
"""What decides the bytes of a web font besides font and characters."""

SPACES = " \u00a0\u3000"
"""What is set without a glyph."""


@lru_cache(maxsize=32)
def characters_of(font: SourceFile) -> frozenset[int]:
    """Return the code points that *font* has a glyph for; read once for each file."""
    with TTFont(font.path, lazy=True) as opened:
        return frozenset(opened.getBestCmap())


def missing_characters(text: str, fonts: Iterable[SourceFile]) -> tuple[str, ...]:
    """Return the characters of *text* that none of *fonts* has, each once, in the order of the text."""
    covered = frozenset(map(ord, SPACES)).union(*map(characters_of, fonts))
    return tuple(dict.fromkeys(character for character in text if ord(character) not in covered))


def web_subset(font: SourceFile, characters: str) -> bytes:
    """Return *font* cut down to *characters*, as WOFF2: the same bytes for the same characters in any order.

    Characters that the font lacks are left to the reader's own fonts.
    """
    # Our fonts carry no hints to take out, and their boxes stay right for fewer glyphs: both would double the time.
    options = Options(flavor="woff2", hinting=True, name_IDs=["*"], notdef_outline=True, recalc_bounds=False)
    with TTFont(font.path, recalcTimestamp=False, recalcBBoxes=False) as opened:
        subsetter = Subsetter(options)
        subsetter.populate(text=characters)
        subsetter.subset(opened)
        opened.flavor = options.flavor
        written = io.BytesIO()
        opened.save(written, reorderTables=True)
        return written.getvalue()
