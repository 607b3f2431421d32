"""Turn a layout and its dress into what is the same on every card, painted once, and what is left to paint on each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image

from qunyingpu.model.card_layout import (
    HOUSE_WORDS,
    AnyLayer,
    CardLayout,
    ColumnLayer,
    FrameLayer,
    HonoursRow,
    PictureLayer,
    PortraitLayer,
    QrLayer,
    RidgeLayer,
    RuleLayer,
    SealLayer,
    TextRow,
)
from qunyingpu.outputs.cards.canvas import Canvas, Place, rgb
from qunyingpu.outputs.cards.columns import draw_column
from qunyingpu.outputs.cards.marks import draw_seal
from qunyingpu.outputs.cards.ornaments import draw_frame, draw_picture, draw_ridge
from qunyingpu.outputs.cards.styles import Style
from qunyingpu.outputs.cards.subjects import Copy
from qunyingpu.outputs.cards.typesetting import NoRoomError


@dataclass(frozen=True, slots=True)
class Ground:
    """The *image* on which every card of a layout begins, and the layers that differ, each with its number."""

    image: Image.Image
    moving: Sequence[tuple[int, AnyLayer]]


class LayerError(Exception):
    """The words of layer number *place* have no room."""

    def __init__(self, place: int) -> None:
        super().__init__(place)
        self.place = place


@lru_cache(maxsize=10)
def ground_of(style: Style, name: str) -> Ground:
    """Return what all cards of *style* in the layout *name* have in common; painted once in each process."""
    layout = style.layouts[name]
    image = Image.new("RGB", layout.size, rgb(getattr(style.theme, layout.ground)))
    canvas = Canvas(image, style.theme, style.fonts)
    moving = tuple(_moving(layout))
    left_out = {place for place, _ in moving}
    for place, layer in enumerate(layout.layers):
        if place not in left_out:
            paint_fixed(canvas, style, place, layer)
    return Ground(image, moving)


def paint_fixed(canvas: Canvas, style: Style, place: int, layer: AnyLayer) -> None:
    """Paint *layer*, number *place* of its layout, which is the same on every card."""
    match layer:
        case RuleLayer():
            canvas.fill(Place.of(layer.at, layer.box), canvas.colour(layer.colour))
        case SealLayer():
            draw_seal(canvas, layer)
        case RidgeLayer():
            draw_ridge(canvas, layer)
        case FrameLayer():
            draw_frame(canvas, layer)
        case PictureLayer():
            file = layer.file or style.theme.mascot
            if file:
                draw_picture(canvas, layer, style.pictures[file])
        case ColumnLayer():
            paint_column(canvas, place, layer, Copy(style.words))


def paint_column(canvas: Canvas, place: int, layer: ColumnLayer, copy: Copy) -> None:
    """Paint the words of *layer*, number *place* of its layout; raise LayerError where they have no room."""
    try:
        draw_column(canvas, layer, copy)
    except NoRoomError:
        raise LayerError(place) from None


def _moving(layout: CardLayout) -> Iterator[tuple[int, AnyLayer]]:
    """Yield the layers that differ from card to card, and those that are painted over one of them."""
    covered: list[Place] = []
    for number, layer in enumerate(layout.layers):
        place = Place.of(layer.at, layer.box)
        if not _is_fixed(layer) or any(place.meets(other) for other in covered):
            covered.append(place)
            yield number, layer


def _is_fixed(layer: AnyLayer) -> bool:
    if layer.only is not None or isinstance(layer, PortraitLayer | QrLayer):
        return False
    if not isinstance(layer, ColumnLayer):
        return True
    return not any(
        row.only is not None
        or isinstance(row, HonoursRow)
        or (isinstance(row, TextRow) and not row.words <= set(HOUSE_WORDS))
        for row in layer.rows
    )
