"""Turn the photograph of a hero into the picture that a press needs: cropped to its frame, 300 dots an inch."""

from __future__ import annotations

import io
from dataclasses import dataclass

from pydantic_core import PydanticCustomError

from qunyingpu.errors import ContentError, Problem
from qunyingpu.model.layout import Frame, PhotoTone
from qunyingpu.model.print_layout import PortraitPlate
from qunyingpu.model.theme import SourceFile
from qunyingpu.outputs.print.drafts import Draft
from qunyingpu.outputs.print.plates import mat_of
from qunyingpu.photos import cropped, open_photo

FINE, POOR = 300, 150
"""Dots an inch that are wanted, and below which one sees them."""

_MILLIMETRES = 25.4
_QUALITY = 92


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG, and how many *dots* an inch it has in its frame."""

    content: bytes
    dots: int


def picture_of(draft: Draft, layer: PortraitPlate, portrait: SourceFile) -> Picture:
    """Return *portrait* as *layer* of *draft* shows it; raise ContentError for a photograph that is damaged."""
    mat = 2 * mat_of(layer.box) if layer.frame is Frame.LINED else 0.0
    across, down = (draft.layout.scale * (side - mat) / _MILLIMETRES for side in layer.box)
    hero = draft.subject.hero
    try:
        photo = open_photo(portrait.path, least=(round(across * FINE), round(down * FINE)))
    except PydanticCustomError as refused:
        context = dict(refused.context or {})
        file = f"heroes/{hero.id[:2]}/{hero.id}.yaml"
        problem = Problem.told(str(context.pop("code")), file=file, field="portrait.file", **context)
        raise ContentError([problem]) from None
    # What the photograph does not have is not invented: the press enlarges as well as we could.
    dots = min(FINE, photo.width / across, photo.height / down)
    focus = hero.portrait.focus if hero.portrait else (0.5, 0.5)
    picture = cropped(photo, box=(round(across * dots), round(down * dots)), focus=focus)
    if draft.colours.photo is PhotoTone.GREY:
        picture = picture.convert("L")
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=_QUALITY, subsampling="4:4:4", dpi=(round(dots), round(dots)))
    return Picture(stream.getvalue(), int(dots))
