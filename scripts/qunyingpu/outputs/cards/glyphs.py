"""Turn characters into masks of ink: each is drawn once for its font and size, and pasted wherever it stands.

Pillow's basic layout places every character by itself, so that no shaping library of the machine has a say in where
a glyph stands (its ``raqm`` layout depends on a system library that may be absent).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from PIL import Image, ImageDraw, ImageFont

from qunyingpu.fonts import SPACES, characters_of
from qunyingpu.model.theme import SourceFile

ASCENT = 0.88
"""From the top of the ideographic square down to the baseline, in em (OS/2 of the three fonts)."""

_FALLBACKS = ("serif", "serif-bold", "full")
_MEASURED_SIZE = 1000
_KEPT_GLYPHS = 6000


@dataclass(frozen=True, slots=True)
class Glyph:
    """The ink of a character and where its left upper corner stands from the pen on the baseline; None for blanks."""

    mask: Image.Image | None
    left: int
    top: int


class MissingGlyphError(LookupError):
    """A character reached the drawing that no font has; `missing_glyphs` should have told of it before."""


class Typeface:
    """A font with those that stand in for it, first come first served; keeps what it has measured and drawn."""

    def __init__(self, fonts: tuple[SourceFile, ...]) -> None:
        self._fonts = fonts
        self.advance = lru_cache(maxsize=None)(self._advance)
        self.glyph = lru_cache(maxsize=_KEPT_GLYPHS)(self._glyph)

    def _advance(self, character: str) -> float:
        """Return how far *character* moves the pen, in em."""
        return _font(self._font_of(character), _MEASURED_SIZE).getlength(character) / _MEASURED_SIZE

    def _glyph(self, character: str, size: int) -> Glyph:
        """Return *character* drawn at *size* pixels."""
        font = _font(self._font_of(character), size)
        left, top, right, bottom = (round(edge) for edge in font.getbbox(character, anchor="ls"))
        # The box that Pillow tells reaches from pen to pen; what is kept is cut to the ink.
        mask = Image.new("L", (max(right - left, 1), max(bottom - top, 1)))
        ImageDraw.Draw(mask).text((-left, -top), character, fill=255, font=font, anchor="ls")
        ink = mask.getbbox()
        return Glyph(mask.crop(ink), left + ink[0], top + ink[1]) if ink else Glyph(None, 0, 0)

    def _font_of(self, character: str) -> SourceFile:
        if character in SPACES:
            return self._fonts[0]
        for font in self._fonts:
            if ord(character) in characters_of(font):
                return font
        raise MissingGlyphError(f"no font has {character} (U+{ord(character):04X})")


def fallback_chain(name: str, fonts: Mapping[str, SourceFile]) -> tuple[SourceFile, ...]:
    """Return the font *name* and those that stand in for it: for a bold the regular, for all the full one, if any."""
    return tuple(fonts[font] for font in dict.fromkeys((name, *_FALLBACKS)) if font in fonts)


@cache
def typeface(fonts: tuple[SourceFile, ...]) -> Typeface:
    """Return the typeface of *fonts*; one for each process."""
    return Typeface(fonts)


@lru_cache(maxsize=64)
def _font(source: SourceFile, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(source.path, size, layout_engine=ImageFont.Layout.BASIC)
