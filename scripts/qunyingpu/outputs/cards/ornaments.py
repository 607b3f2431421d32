"""Turn ridges, frames and pictures of the theme into what stands behind the words, the same on every card."""

from __future__ import annotations

import itertools

from PIL import Image, ImageDraw

from qunyingpu.model.card_layout import FrameLayer, PictureLayer, RidgeLayer
from qunyingpu.model.theme import SourceFile
from qunyingpu.outputs.cards.canvas import Canvas, Place
from qunyingpu.photos import open_picture

_STEP, _HEIGHT = 60.0, 200.0
_FAR = (
    129,
    141,
    158,
    168,
    166,
    156,
    146,
    139,
    128,
    111,
    92,
    81,
    84,
    97,
    111,
    117,
    119,
    123,
    129,
    133,
    128,
    117,
    109,
    114,
    129,
)
_NEAR = (
    178,
    185,
    182,
    174,
    166,
    163,
    165,
    168,
    167,
    167,
    171,
    177,
    180,
    175,
    163,
    149,
    141,
    137,
    135,
    132,
    131,
    137,
    150,
    163,
    169,
)
"""How far below the top the ridges of ``theme/pages/ridge.html`` stand, of 200, every 60 units of 1,440."""

_FINER, _STRIDE = 4, 4
_CORNER_WEIGHT = 3


def draw_ridge(canvas: Canvas, layer: RidgeLayer) -> None:
    """Draw both ridges, as wide as their box and as high."""
    place = Place.of(layer.at, layer.box)
    for heights, colour in ((_FAR, layer.far), (_NEAR, layer.near)):
        canvas.image.paste(canvas.colour(colour), (place.left, place.top), _silhouette(heights, layer.box))


def draw_frame(canvas: Canvas, layer: FrameLayer) -> None:
    """Draw the line of *layer* and the marks in its four corners."""
    place, colour = Place.of(layer.at, layer.box), canvas.colour(layer.colour)
    canvas.outline(place.inset(layer.inset), colour, weight=layer.weight)
    weight, length = _CORNER_WEIGHT * layer.weight, layer.corner
    if not length:
        return
    for left, top in itertools.product((place.left, place.right - length), (place.top, place.bottom - length)):
        row = place.top if top == place.top else place.bottom - weight
        column = place.left if left == place.left else place.right - weight
        canvas.fill(Place(left, row, left + length, row + weight), colour)
        canvas.fill(Place(column, top, column + weight, top + length), colour)


def draw_picture(canvas: Canvas, layer: PictureLayer, picture: SourceFile) -> None:
    """Draw *picture* whole, as large as the box of *layer* allows, in the middle of its foot."""
    place = Place.of(layer.at, layer.box)
    whole = open_picture(picture.path)
    scale = min(place.width / whole.width, place.height / whole.height)
    fitted = whole.resize((max(1, round(whole.width * scale)), max(1, round(whole.height * scale))), reducing_gap=2.0)
    left = place.left + (place.width - fitted.width) // 2
    canvas.image.paste(fitted, (left, place.bottom - fitted.height), fitted)


def _silhouette(heights: tuple[int, ...], box: tuple[int, int]) -> Image.Image:
    """Return the mask of a ridge; slopes are gentle, so that it is drawn finer in height only and scaled down."""
    width, height = box
    across, down = _STEP * (len(heights) - 1) / width, height * _FINER / _HEIGHT
    fine = Image.new("L", (width, height * _FINER))
    line = [(left, _height_at(heights, left * across) * down) for left in range(0, width + _STRIDE, _STRIDE)]
    ImageDraw.Draw(fine).polygon([(0, fine.height), *line, (width, fine.height)], fill=255)
    return fine.resize(box, Image.Resampling.BOX)


def _height_at(heights: tuple[int, ...], across: float) -> float:
    """Return the height between the given ones, along a smooth line through all of them (Catmull and Rom, 1974)."""
    last = len(heights) - 1
    step = min(max(int(across // _STEP), 0), last - 1)
    part = min(max(across / _STEP - step, 0.0), 1.0)
    before, start, end, after = (heights[min(max(step + offset, 0), last)] for offset in (-1, 0, 1, 2))
    return start + part / 2 * (
        end - before + part * (2 * before - 5 * start + 4 * end - after + part * (3 * (start - end) + after - before))
    )
