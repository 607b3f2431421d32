"""Turn font files into what is asked of them: which characters they have, and a small web font of just those."""

from __future__ import annotations

import importlib.metadata
import io
import struct
from collections.abc import Iterable
from functools import lru_cache
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

from qunyingpu.model.theme import SourceFile

SPACES = " \u00a0\u3000"
"""What is set without a glyph."""

FULL_FONT = ("pylopdf_fonts_zh_cn", "NotoSerifSC-Regular.otf")
"""The package of the extra ``fonts-full``, and the file in it: 30,000 characters, for names that no subset has."""


@lru_cache(maxsize=1)
def subsetter() -> tuple[str, ...]:
    """Return the versions that decide the bytes of a web font besides font and characters."""
    return tuple(importlib.metadata.version(name) for name in ("fonttools", "brotli"))


def full_font() -> Path | None:
    """Return the file of the full font, None where its extra is not installed."""
    package, file = FULL_FONT
    found = find_spec(package)
    folders = found.submodule_search_locations if found else None
    return next((path for folder in folders or () if (path := Path(folder) / file).is_file()), None)


@lru_cache(maxsize=32)
def characters_of(font: SourceFile) -> frozenset[int]:
    """Return the code points that *font* has a glyph for; read once for each file."""
    found = _full_repertoire(font.path.read_bytes())
    if found is not None:
        return found
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - dear to load, and our own fonts do without

    with TTFont(font.path, lazy=True) as opened:
        return frozenset(opened.getBestCmap())


def _full_repertoire(content: bytes) -> frozenset[int] | None:
    """Return the code points of a font's ``cmap`` in format 12 (OpenType 1.9), None where it has no such."""
    tables = struct.iter_unpack(">4s4xLL", content[12 : 12 + 16 * int.from_bytes(content[4:6], "big")])
    start = next((offset for tag, offset, _ in tables if tag == b"cmap"), None)
    if start is None:
        return None
    count = int.from_bytes(content[start + 2 : start + 4], "big")
    for platform, encoding, offset in struct.iter_unpack(">HHL", content[start + 4 : start + 4 + 8 * count]):
        at = start + offset
        if (platform, encoding) in _FULL_UNICODE and content[at : at + 2] == b"\0\x0c":
            groups = int.from_bytes(content[at + 12 : at + 16], "big")
            ranges = struct.iter_unpack(">LLL", content[at + 16 : at + 16 + 12 * groups])
            return frozenset(chain.from_iterable(range(first, last + 1) for first, last, _ in ranges))
    return None


_FULL_UNICODE = {(0, 4), (0, 6), (3, 10)}
"""Platforms and encodings of a ``cmap`` that reach beyond the BMP."""


def missing_characters(text: str, fonts: Iterable[SourceFile]) -> tuple[str, ...]:
    """Return the characters of *text* that none of *fonts* has, each once, in the order of the text."""
    covered = frozenset(map(ord, SPACES)).union(*map(characters_of, fonts))
    return tuple(dict.fromkeys(character for character in text if ord(character) not in covered))


def web_subset(font: SourceFile, characters: str) -> bytes:
    """Return *font* cut down to *characters*, as WOFF2: the same bytes for the same characters in any order.

    Characters that the font lacks are left to the reader's own fonts.
    """
    # Most of what a command needs to start, were it loaded with this module.
    from fontTools.subset import Options, Subsetter  # noqa: PLC0415
    from fontTools.ttLib import TTFont  # noqa: PLC0415

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
