"""Turn a hero and a layout into a sheet: board, handout, certificate, plaque, table card, as data for ``sheet.typ``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qunyingpu.errors import ContentError, Problem
from qunyingpu.model.layout import Frame, Sides
from qunyingpu.model.print_layout import (
    LEAST_MODULE,
    FrameLayer,
    LineLayer,
    PortraitPlate,
    QrPlate,
    SampleMark,
    SealMark,
    SheetColumn,
    SheetLayer,
)
from qunyingpu.outputs.print.codes import code_of
from qunyingpu.outputs.print.drafts import Draft
from qunyingpu.outputs.print.pictures import Picture, picture_of
from qunyingpu.outputs.print.plates import SIDE_INK, lines_of, mat_of, mixed, stele_strokes
from qunyingpu.outputs.print.rows import row_data
from qunyingpu.outputs.print.subjects import SAMPLE

_PICTURE = "portrait.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The *data* of a sheet, its *pictures* by name, and the *dots* an inch of its photograph, None without one."""

    data: dict[str, Any]
    pictures: dict[str, bytes]
    dots: int | None


def sheet_of(draft: Draft) -> Sheet:
    """Return the sheet of *draft*.

    Raises ContentError for a code that would be too small to be read, and for a photograph that is damaged.
    """
    hero, site, layout = draft.subject.hero, draft.site, draft.layout
    picture = _picture(draft)
    layers = (_layer(draft, layer) for layer in layout.layers)
    data = {
        "title": hero.name,
        "description": hero.deed.summary,
        "author": site.name,
        "day": [site.as_of.year, site.as_of.month, site.as_of.day],
        "page": list(layout.page),
        "bleed": layout.bleed,
        "scale": layout.scale,
        "ground": draft.colour(layout.ground),
        "layers": [layer for layer in layers if layer],
    }
    pictures = {_PICTURE: picture.content} if picture else {}
    return Sheet(data=data, pictures=pictures, dots=picture.dots if picture else None)


def _picture(draft: Draft) -> Picture | None:
    plate = next((layer for layer in draft.layout.layers if isinstance(layer, PortraitPlate)), None)
    return picture_of(draft, plate, draft.portrait) if plate and draft.portrait else None


def _layer(draft: Draft, layer: SheetLayer) -> dict[str, Any] | None:
    """Return *layer* as it is drawn; None when there is nothing to draw."""
    drawn: dict[str, Any] = {"kind": layer.kind, "at": list(layer.at), "box": list(layer.box)}
    match layer:
        case PortraitPlate():
            drawn |= _plate(draft, layer)
        case SheetColumn():
            rows = [row for wanted in layer.rows if (row := row_data(draft, wanted))]
            drawn |= {"anchor": layer.anchor.id, "turned": layer.turned, "rows": rows}
        case LineLayer():
            drawn |= {"colour": draft.colour(layer.colour), "dashed": layer.dashed}
        case FrameLayer():
            drawn |= {"colour": draft.colour(layer.colour), "ground": draft.colour(layer.ground)}
            drawn |= {"weight": layer.weight, "gap": layer.gap}
        case SealMark():
            drawn |= {"text": layer.text, "colour": draft.colour("seal"), "ink": draft.colour("on_seal")}
        case QrPlate():
            drawn |= _code(draft, layer)
        case SampleMark():
            pale = mixed(draft.colour(layer.colour), draft.colour("stele"), part=layer.part)
            drawn |= {"text": SAMPLE, "colour": pale}
    return drawn if not isinstance(layer, SampleMark) or draft.subject.is_sample else None


def _plate(draft: Draft, layer: PortraitPlate) -> dict[str, Any]:
    is_photo = draft.portrait is not None
    lined = layer.frame is Frame.LINED or not is_photo
    plate = {
        "ground": draft.colour("stele"),
        "rule": draft.colour("stele_rule"),
        "ink": draft.colour("stele_ink"),
        "weak": mixed(draft.colour("stele_ink"), draft.colour("stele"), part=SIDE_INK),
        **(lines_of(layer.box, 2 if is_photo else 3) if lined else {"weight": 0, "lines": []}),
    }
    if is_photo:
        return plate | {"picture": _PICTURE, "mat": mat_of(layer.box) if lined else 0, "alt": draft.subject.hero.name}
    strokes = stele_strokes(draft.subject.hero, layer.box, with_sides=layer.sides is Sides.SHOWN)
    return plate | {"strokes": strokes}


def _code(draft: Draft, layer: QrPlate) -> dict[str, Any]:
    code = code_of(draft.site.address(draft.subject.hero.path))
    side = min(layer.box) * draft.layout.scale
    if side / code["size"] < LEAST_MODULE:
        least = LEAST_MODULE * code["size"] / draft.layout.scale
        reason = (
            f"二维码一格不足 {LEAST_MODULE} 毫米，手机读不出，它的 box 至少要 {least:.1f} 毫米，或换短一些的 site_url"
        )
        file = f"theme/print/{draft.name}.yaml"
        raise ContentError([Problem.told("layout-field", file=file, field="layers", key="qr", reason=reason)])
    return code | {"dark": draft.colour(layer.colour), "light": draft.colour(layer.ground)}
