"""Turn a subject and a style into the finished files of all sizes: one decoded photograph, one code, many cards."""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image
from pydantic_core import PydanticCustomError

from qunyingpu.errors import ContentError, Problem
from qunyingpu.model.card_layout import AnyLayer, CardLayout, ColumnLayer, Format, PortraitLayer, QrLayer
from qunyingpu.model.layout import Plate
from qunyingpu.model.theme import SourceFile
from qunyingpu.outputs.cards.canvas import Canvas
from qunyingpu.outputs.cards.grounds import LayerError, ground_of, paint_column, paint_fixed
from qunyingpu.outputs.cards.marks import draw_code
from qunyingpu.outputs.cards.plates import draw_photo, draw_stele, photo_place
from qunyingpu.outputs.cards.styles import Style
from qunyingpu.outputs.cards.subjects import Copy, Subject
from qunyingpu.photos import open_photo
from qunyingpu.qr import qr_code

_WEBP_EFFORT = 4


def draw_cards(
    subject: Subject, style: Style, names: Sequence[str], portrait: SourceFile | None, profile: str
) -> list[bytes]:
    """Return a finished file of *subject* for each of the layouts *names* of *style*, in their order.

    Raises ContentError, at the file *profile*, when the photograph cannot be used, and at the layout where the words
    have no room.
    """
    photo = decoded(portrait, [style.layouts[name] for name in names], profile) if portrait else None
    sitting = Sitting(subject, style, photo)
    return [_encoded(sitting.card(name, profile), style.layouts[name]) for name in names]


def decoded(portrait: SourceFile, layouts: Sequence[CardLayout], profile: str) -> Image.Image:
    """Return the photograph, as large as the largest of *layouts* needs it; raise ContentError at *profile*."""
    places = [photo_place(layer) for layout in layouts for layer in layout.layers if isinstance(layer, PortraitLayer)]
    least = (max((place.width for place in places), default=1), max((place.height for place in places), default=1))
    try:
        return open_photo(portrait.path, least=least)
    except PydanticCustomError as refused:
        context = dict(refused.context or {})
        problem = Problem.told(context.pop("code"), file=profile, field="portrait.file", **context)
        raise ContentError([problem]) from None


class Sitting:
    """One hero before the brush: what all cards of *subject* share, so that it is found only once."""

    def __init__(self, subject: Subject, style: Style, photo: Image.Image | None) -> None:
        self._subject, self._style, self._photo = subject, style, photo
        plate = Plate.PHOTO if photo else Plate.STELE
        self._copy = Copy({**style.words, **subject.words}, subject.honours, plate)

    def card(self, name: str, profile: str) -> Image.Image:
        """Return the card of the layout *name*; raise ContentError, naming *profile*, where words have no room."""
        ground = ground_of(self._style, name)
        canvas = Canvas(ground.image.copy(), self._style.theme, self._style.fonts)
        try:
            for place, layer in ground.moving:
                if layer.only in {None, self._copy.plate}:
                    self._paint(canvas, place, layer)
        except LayerError as crowded:
            file, field = f"theme/cards/{name}.yaml", f"layers.{crowded.place}"
            raise ContentError([Problem.told("layout-room", file=file, field=field, name=profile)]) from None
        return canvas.image

    def _paint(self, canvas: Canvas, place: int, layer: AnyLayer) -> None:
        match layer:
            case PortraitLayer() if self._photo is not None:
                draw_photo(canvas, layer, self._photo, self._subject.focus)
            case PortraitLayer():
                draw_stele(canvas, layer, self._subject)
            case ColumnLayer():
                paint_column(canvas, place, layer, self._copy)
            case QrLayer():
                draw_code(canvas, layer, qr_code(self._subject.address))
            case _:
                paint_fixed(canvas, self._style, place, layer)


def _encoded(image: Image.Image, layout: CardLayout) -> bytes:
    file = io.BytesIO()
    if layout.format is Format.JPEG:
        image.save(file, "JPEG", quality=layout.quality, subsampling="4:4:4")
    else:
        image.save(file, "WEBP", quality=layout.quality, method=_WEBP_EFFORT)
    return file.getvalue()
