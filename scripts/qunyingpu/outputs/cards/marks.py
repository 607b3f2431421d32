"""Turn the foundation's seal and the page's address into marks on a card: the seal in flat colour, the QR code."""

from __future__ import annotations

from functools import lru_cache

from PIL import Image, ImageDraw

from qunyingpu.model.card_layout import QrLayer, SealLayer
from qunyingpu.outputs.cards.canvas import Canvas, Place
from qunyingpu.outputs.cards.glyphs import ASCENT
from qunyingpu.qr import QrCode

LEAST_MODULE = 4
"""Pixels of a module below which phones no longer read a code that was scaled down to half on its way."""

_FINER, _RADIUS = 4, 0.083
_CHARACTER, _OFF = 0.39, 0.205
_SEATS = {
    1: ((0.0, 0.0),),
    2: ((0.0, -_OFF), (0.0, _OFF)),
    4: ((_OFF, -_OFF), (_OFF, _OFF), (-_OFF, -_OFF), (-_OFF, _OFF)),
}
"""Where the characters of a seal stand from its middle, read from the right, by their number."""


def draw_seal(canvas: Canvas, layer: SealLayer) -> None:
    """Draw the seal of *layer*, as large as its box allows; without words of its own it has those of the theme."""
    text = layer.text or canvas.theme.seal_text
    place = Place.of(layer.at, layer.box)
    side = min(place.width, place.height)
    canvas.image.paste(canvas.colour(layer.ground), (place.left, place.top), _rounded(side))
    bold, size = canvas.typeface("serif-bold"), round(_CHARACTER * side)
    for character, (across, down) in zip(text, _SEATS[len(text)], strict=True):
        pen = place.left + side * (0.5 + across) - size * bold.advance(character) / 2
        baseline = place.top + side * (0.5 + down) - size / 2 + ASCENT * size
        canvas.ink(bold.glyph(character, size), (pen, baseline), canvas.colour(layer.colour))


def draw_code(canvas: Canvas, layer: QrLayer, code: QrCode) -> None:
    """Draw *code* in whole pixels a module, in the middle of its box, which becomes its quiet zone.

    Where the box is too small for it, the place is left empty: what is there should be read (`code_gaps` tells).
    """
    place = Place.of(layer.at, layer.box)
    module = min(place.width, place.height) // code.size
    if module < LEAST_MODULE:
        return
    side = module * code.size
    left, top = place.left + (place.width - side) // 2, place.top + (place.height - side) // 2
    dark = Image.frombytes("L", (code.size, code.size), b"".join(code.rows)).point([0] + [255] * 255)
    canvas.fill(place, canvas.colour(layer.ground))
    mask = dark.resize((side, side), Image.Resampling.NEAREST)
    canvas.image.paste(canvas.colour(layer.colour), (left, top), mask)


@lru_cache(maxsize=16)
def _rounded(side: int) -> Image.Image:
    """Return the mask of a square with rounded corners, drawn finer and scaled down for smooth edges."""
    fine = Image.new("L", (side * _FINER, side * _FINER))
    ImageDraw.Draw(fine).rounded_rectangle((0, 0, *(end - 1 for end in fine.size)), _RADIUS * fine.width, fill=255)
    return fine.resize((side, side), Image.Resampling.BOX)
