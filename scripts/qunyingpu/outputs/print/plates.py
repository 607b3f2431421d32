"""Turn a name into the strokes of its stele, in millimetres: the measures are those of the pages and the cards."""

from __future__ import annotations

from typing import Any

from qunyingpu.captions import side_place, side_title
from qunyingpu.model.published import PublishedHero
from qunyingpu.stele import COLUMN_GAP, Stele, stele_of

SIDE_INK = 0.76
"""How much of the name's ink the words beside it have."""

_WEIGHT, _MARGIN, _DOUBLE, _MAT = 0.004, 0.032, 0.0135, 0.016
_SIDE_SIZE, _SIDE_PITCH = 0.046, 1.24
_SIDE_FROM_TOP, _SIDE_FROM_EDGE, _SIDE_FROM_FOOT = 0.122, 0.112, 0.108


def lines_of(box: tuple[float, float], count: int) -> dict[str, Any]:
    """Return the *weight* of the lines of a plate of *box*, and how far each of *count* lies within its edge."""
    unit = _unit(box)
    distances = (0.0, _MARGIN * unit, (_MARGIN + _DOUBLE) * unit)
    return {"weight": max(0.15, _WEIGHT * unit), "lines": distances[:count]}


def mat_of(box: tuple[float, float]) -> float:
    """Return how far a photograph lies within the edge of its plate."""
    return (_MARGIN + _MAT) * _unit(box)


def stele_strokes(hero: PublishedHero, box: tuple[float, float], *, with_sides: bool) -> list[dict[str, Any]]:
    """Return the characters of the stele of *hero* in *box*: ``{text, x, y, size, side}``, x and y their middles.

    *side* marks the title and the place, which stand in weaker ink.
    """
    stele = stele_of(hero.name)
    strokes = _name_strokes(stele, box)
    if with_sides and stele.leaves_sides:
        strokes += _side_strokes(hero, box)
    return strokes


def mixed(ink: str, ground: str, *, part: float) -> str:
    """Return *part* of *ink* on *ground*, both ``#rrggbb``, as one flat colour: presses want no transparency."""
    pairs = ((int(ink[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(part * upper + (1 - part) * lower):02x}" for upper, lower in pairs)


def _unit(box: tuple[float, float]) -> float:
    return min(box[0], box[1] * 3 / 4)


def _name_strokes(stele: Stele, box: tuple[float, float]) -> list[dict[str, Any]]:
    size = stele.size * _unit(box) / 100
    right = (box[0] + stele.width * size) / 2
    strokes = []
    for column, width in zip(stele.columns, stele.column_widths, strict=True):
        middle, top = right - width * size / 2, (box[1] - stele.height * size) / 2
        for cell in column:
            if cell.text.strip("\u3000 "):
                strokes.append(_stroke(cell.text, middle, top + cell.height * size / 2, cell.scale * size))
            top += (cell.height + stele.gap) * size
        right -= (width + COLUMN_GAP) * size
    return strokes


def _side_strokes(hero: PublishedHero, box: tuple[float, float]) -> list[dict[str, Any]]:
    unit = _unit(box)
    size = _SIDE_SIZE * unit
    pitch = _SIDE_PITCH * size
    edge = _SIDE_FROM_EDGE * unit + size / 2
    title, place = side_title(hero), side_place(hero)
    foot = box[1] - _SIDE_FROM_FOOT * unit - pitch * len(place) + (pitch - size)
    columns = ((title, box[0] - edge, _SIDE_FROM_TOP * unit), (place, edge, foot))
    return [
        {**_stroke(character, middle, top + number * pitch + size / 2, size), "side": True}
        for text, middle, top in columns
        for number, character in enumerate(text)
        if character != "\u3000"
    ]


def _stroke(text: str, x: float, y: float, size: float) -> dict[str, Any]:
    return {"text": text, "x": round(x, 3), "y": round(y, 3), "size": round(size, 3), "side": False}
