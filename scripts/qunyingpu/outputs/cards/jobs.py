"""Turn a subject and a style into the finished files of all sizes: one decoded photograph, one code, many cards."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass

from PIL import Image
from pydantic_core import PydanticCustomError

from qunyingpu.errors import ContentError, Problem
from qunyingpu.model.layout import (
    AnyLayer,
    CardLayout,
    CardTheme,
    ColumnLayer,
    Format,
    PortraitLayer,
    QrLayer,
    RuleLayer,
    SealLayer,
)
from qunyingpu.model.theme import SourceFile
from qunyingpu.outputs.cards.canvas import Canvas, Place, rgb
from qunyingpu.outputs.cards.columns import draw_column
from qunyingpu.outputs.cards.marks import draw_code, draw_seal
from qunyingpu.outputs.cards.plates import draw_photo, draw_stele, photo_place
from qunyingpu.outputs.cards.subjects import Subject
from qunyingpu.photos import open_photo
from qunyingpu.qr import qr_code

_WEBP_EFFORT = 4


@dataclass(frozen=True, slots=True)
class Style:
    """How cards look: *layouts*, each a size, in the colours of *theme*, set in *fonts*."""

    layouts: tuple[CardLayout, ...]
    theme: CardTheme
    fonts: Mapping[str, SourceFile]


def draw_cards(subject: Subject, style: Style, portrait: SourceFile | None, profile: str) -> list[bytes]:
    """Return a finished file of *subject* for each layout of *style*, in their order.

    Raises ContentError, at the file *profile*, when the photograph cannot be used.
    """
    photo = _decoded(portrait, style, profile) if portrait else None
    return [_encoded(_drawn(layout, subject, style, photo), layout) for layout in style.layouts]


def _decoded(portrait: SourceFile, style: Style, profile: str) -> Image.Image:
    """Return the photograph, as large as the largest of all sizes needs it."""
    places = [
        photo_place(layer) for layout in style.layouts for layer in layout.layers if isinstance(layer, PortraitLayer)
    ]
    least = (max((place.width for place in places), default=1), max((place.height for place in places), default=1))
    try:
        return open_photo(portrait.path, least=least)
    except PydanticCustomError as refused:
        context = dict(refused.context or {})
        problem = Problem.told(context.pop("code"), file=profile, field="portrait.file", **context)
        raise ContentError([problem]) from None


def _drawn(layout: CardLayout, subject: Subject, style: Style, photo: Image.Image | None) -> Image.Image:
    image = Image.new("RGB", layout.size, rgb(getattr(style.theme, layout.ground)))
    canvas = Canvas(image, style.theme, style.fonts)
    for layer in layout.layers:
        _draw_layer(canvas, layer, subject, photo)
    return image


def _draw_layer(canvas: Canvas, layer: AnyLayer, subject: Subject, photo: Image.Image | None) -> None:
    match layer:
        case PortraitLayer() if photo is not None:
            draw_photo(canvas, layer, photo, subject.focus)
        case PortraitLayer():
            draw_stele(canvas, layer, subject)
        case ColumnLayer():
            draw_column(canvas, layer, subject)
        case RuleLayer():
            canvas.fill(Place.of(layer.at, layer.box), canvas.colour(layer.colour))
        case SealLayer():
            draw_seal(canvas, layer)
        case QrLayer():
            draw_code(canvas, layer, qr_code(subject.address))


def _encoded(image: Image.Image, layout: CardLayout) -> bytes:
    file = io.BytesIO()
    if layout.format is Format.JPEG:
        image.save(file, "JPEG", quality=layout.quality, subsampling="4:4:4")
    else:
        image.save(file, "WEBP", quality=layout.quality, method=_WEBP_EFFORT)
    return file.getvalue()
