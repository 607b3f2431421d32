"""Turn characters into masks of ink: each is drawn once for its font and size, and pasted wherever it stands.

Pillow's basic layout places every character by itself, so that no shaping library of the machine has a say in where
a glyph stands (its ``raqm`` layout depends on a system library that may be absent).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from PIL import Image, ImageDraw, ImageFont

from qunyingpu.fonts import SPACES, characters_of
from qunyingpu.model.theme import SourceFile

ASCENT = 0.88
"""From the top of the ideographic square down to the baseline, in em (OS/2 of the three fonts)."""

_FALLBACKS = ("serif", "serif-bold", "full")
_BOLD_STROKE = 0.011
"""What makes a regular letter as dark as the bold ones beside it, in em on each side of its strokes."""

_MEASURED_SIZE = 1000
_KEPT_GLYPHS = 3000
_OPEN_FONTS = 16
"""Fonts that are open, each at one size: every one counts the pages of its file anew as memory of the process."""


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

    def __init__(self, fonts: tuple[SourceFile, ...], stroke: float) -> None:
        """Ask *fonts* in order; what comes from another than the first is drawn with a *stroke* around it, in em."""
        self._fonts, self._stroke = fonts, stroke
        self.advance = lru_cache(maxsize=None)(self._advance)
        self.glyph = lru_cache(maxsize=_KEPT_GLYPHS)(self._glyph)

    def _advance(self, character: str) -> float:
        """Return how far *character* moves the pen, in em."""
        return _font(self._font_of(character), _MEASURED_SIZE).getlength(character) / _MEASURED_SIZE

    def _glyph(self, character: str, size: int) -> Glyph:
        """Return *character* drawn at *size* pixels."""
        source = self._font_of(character)
        font, stroke = _font(source, size), 0.0 if source is self._fonts[0] else self._stroke * size
        box = font.getbbox(character, anchor="ls", stroke_width=stroke)
        left, top, right, bottom = math.floor(box[0]), math.floor(box[1]), math.ceil(box[2]), math.ceil(box[3])
        # The box that Pillow tells reaches from pen to pen; what is kept is cut to the ink.
        mask = Image.new("L", (max(right - left, 1), max(bottom - top, 1)))
        draw = ImageDraw.Draw(mask)
        draw.text((-left, -top), character, fill=255, font=font, anchor="ls", stroke_width=stroke)
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


def typeface(name: str, fonts: Mapping[str, SourceFile]) -> Typeface:
    """Return the typeface *name*, with those of *fonts* that stand in for it; one for each process."""
    return _typeface(fallback_chain(name, fonts), _BOLD_STROKE if name.endswith("-bold") else 0.0)


@cache
def _typeface(fonts: tuple[SourceFile, ...], stroke: float) -> Typeface:
    return Typeface(fonts, stroke)


@lru_cache(maxsize=_OPEN_FONTS)
def _font(source: SourceFile, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(source.path, size, layout_engine=ImageFont.Layout.BASIC)
