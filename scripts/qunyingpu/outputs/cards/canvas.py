"""Hold the picture that is being painted, with the colours and fonts that its theme gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageColor

from qunyingpu.model.layout import CardTheme
from qunyingpu.model.theme import SourceFile
from qunyingpu.outputs.cards.glyphs import Glyph, Typeface, typeface

Rgb = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle on a card, in pixels; *right* and *bottom* lie outside it."""

    left: int
    top: int
    right: int
    bottom: int

    @classmethod
    def of(cls, at: tuple[int, int], box: tuple[int, int]) -> Place:
        """Return the rectangle *box* wide and high at *at*."""
        return cls(at[0], at[1], at[0] + box[0], at[1] + box[1])

    @property
    def width(self) -> int:
        """Return the width in pixels."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Return the height in pixels."""
        return self.bottom - self.top

    def meets(self, other: Place) -> bool:
        """Tell whether the two have a pixel in common."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def inset(self, distance: int) -> Place:
        """Return the rectangle *distance* pixels within this one on each side."""
        return Place(self.left + distance, self.top + distance, self.right - distance, self.bottom - distance)


@dataclass(frozen=True, slots=True)
class Canvas:
    """A picture under the brush."""

    image: Image.Image
    theme: CardTheme
    fonts: Mapping[str, SourceFile]

    def colour(self, name: str) -> Rgb:
        """Return the theme's colour *name*."""
        return rgb(getattr(self.theme, name))

    def typeface(self, name: str) -> Typeface:
        """Return the font *name* with those that stand in for it."""
        return typeface(name, self.fonts)

    def fill(self, place: Place, colour: Rgb) -> None:
        """Fill *place* flat."""
        self.image.paste(colour, (place.left, place.top, place.right, place.bottom))

    def outline(self, place: Place, colour: Rgb, *, weight: int) -> None:
        """Draw the edge of *place*, *weight* pixels strong, within it."""
        self.fill(Place(place.left, place.top, place.right, place.top + weight), colour)
        self.fill(Place(place.left, place.bottom - weight, place.right, place.bottom), colour)
        self.fill(Place(place.left, place.top, place.left + weight, place.bottom), colour)
        self.fill(Place(place.right - weight, place.top, place.right, place.bottom), colour)

    def ink(self, glyph: Glyph, pen: tuple[float, float], colour: Rgb) -> None:
        """Put *glyph* where the pen stands on the baseline; all letters that are ever drawn pass here."""
        if glyph.mask is not None:
            left, top = round(pen[0]) + glyph.left, round(pen[1]) + glyph.top
            box = (left, top, left + glyph.mask.width, top + glyph.mask.height)
            # What `Image.paste` comes to, without its questions, which take longer than the ink of most letters.
            self.image.im.paste(colour, box, glyph.mask.im)


@lru_cache(maxsize=256)
def rgb(colour: str) -> Rgb:
    """Return ``#7a1014`` as three numbers from 0 to 255."""
    red, green, blue = ImageColor.getrgb(colour)[:3]
    return (red, green, blue)


def mixed(ink: Rgb, ground: Rgb, *, part: float) -> Rgb:
    """Return *part* of *ink* on *ground*, as one flat colour."""
    red, green, blue = (round(part * upper + (1 - part) * lower) for upper, lower in zip(ink, ground, strict=True))
    return (red, green, blue)
