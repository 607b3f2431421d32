"""Turn the cards of one hero into a single picture: all sizes side by side, and the photograph with what each shows."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PIL import Image

from qunyingpu.model.card_layout import CardLayout, PortraitLayer
from qunyingpu.model.theme import SourceFile
from qunyingpu.outputs.cards.canvas import Canvas, Place
from qunyingpu.outputs.cards.glyphs import ASCENT
from qunyingpu.outputs.cards.jobs import Sitting, decoded
from qunyingpu.outputs.cards.plates import photo_place
from qunyingpu.outputs.cards.styles import Style
from qunyingpu.outputs.cards.subjects import Subject
from qunyingpu.photos import crop_region

_WIDTH, _GAP, _CAPTION, _TYPE = 2400, 40, 44, 26
_AREA, _PHOTO_AREA, _HIGHEST = 330_000, 700_000, 900
_CROSS, _QUALITY = 24, 88


@dataclass(frozen=True, slots=True)
class _Exhibit:
    """A picture of the overview with the words under it."""

    picture: Image.Image
    caption: str

    @property
    def height(self) -> int:
        """Return the pixels of both together."""
        return self.picture.height + _CAPTION


def overview(subject: Subject, style: Style, names: Sequence[str], portrait: SourceFile | None, profile: str) -> bytes:
    """Return a JPEG with all cards of `draw_cards` in small, each with its name and its size in pixels.

    Where there is a photograph it comes first, with the focus as a cross and a frame for what each size shows of it.
    """
    layouts = {name: style.layouts[name] for name in names}
    photo = decoded(portrait, list(layouts.values()), profile) if portrait else None
    exhibits = [_cropping(photo, list(layouts.values()), subject, style)] if photo else []
    sitting = Sitting(subject, style, photo)
    # From tall to wide, so that rows are filled.
    for name, layout in sorted(layouts.items(), key=lambda item: (item[1].size[0] / item[1].size[1], item[0])):
        small = _shrunk(sitting.card(name, profile), _AREA)
        title = f"{name}　{layout.title}" if layout.title else name
        exhibits.append(_Exhibit(small, f"{title}　{layout.size[0]}×{layout.size[1]}"))
    return _hung(exhibits, style)


def _cropping(photo: Image.Image, layouts: Sequence[CardLayout], subject: Subject, style: Style) -> _Exhibit:
    small = _shrunk(photo, _PHOTO_AREA)
    canvas = Canvas(small, style.theme, style.fonts)
    for layer in (layer for layout in layouts for layer in layout.layers if isinstance(layer, PortraitLayer)):
        place = photo_place(layer)
        seen = crop_region(small.size, box=(place.width, place.height), focus=subject.focus)
        frame = Place(*map(round, seen))
        canvas.outline(frame, canvas.colour("on_band"), weight=4)
        canvas.outline(frame.inset(1), canvas.colour("accent"), weight=2)
    across, down = (round(part * side) for part, side in zip(subject.focus, small.size, strict=True))
    for weight, colour in ((3, "on_band"), (1, "accent")):
        canvas.fill(Place(across - _CROSS, down - weight, across + _CROSS, down + weight), canvas.colour(colour))
        canvas.fill(Place(across - weight, down - _CROSS, across + weight, down + _CROSS), canvas.colour(colour))
    return _Exhibit(small, "照片：十字是焦点，方框是各画面取的部分")


def _shrunk(picture: Image.Image, area: int) -> Image.Image:
    scale = min(1.0, (area / picture.width / picture.height) ** 0.5, _HIGHEST / picture.height)
    scale = min(scale, (_WIDTH - 2 * _GAP) / picture.width)
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return picture.resize(size, Image.Resampling.HAMMING, reducing_gap=1.0)


def _hung(exhibits: Sequence[_Exhibit], style: Style) -> bytes:
    rows = list(_rows(exhibits))
    height = sum(max(exhibit.height for exhibit in row) + _GAP for row in rows) + _GAP
    canvas = Canvas(Image.new("RGB", (_WIDTH, height)), style.theme, style.fonts)
    canvas.fill(Place(0, 0, _WIDTH, height), canvas.colour("rule"))
    top = _GAP
    for row in rows:
        left = _GAP
        for exhibit in row:
            canvas.image.paste(exhibit.picture, (left, top))
            _write(canvas, exhibit.caption, left, top + exhibit.picture.height + _CAPTION - _TYPE)
            left += exhibit.picture.width + _GAP
        top += max(exhibit.height for exhibit in row) + _GAP
    file = io.BytesIO()
    canvas.image.save(file, "JPEG", quality=_QUALITY, subsampling="4:4:4")
    return file.getvalue()


def _rows(exhibits: Sequence[_Exhibit]) -> Iterator[list[_Exhibit]]:
    row: list[_Exhibit] = []
    for exhibit in exhibits:
        if row and sum(one.picture.width + _GAP for one in (*row, exhibit)) > _WIDTH - _GAP:
            yield row
            row = []
        row.append(exhibit)
    yield row


def _write(canvas: Canvas, text: str, left: int, top: int) -> None:
    font, pen = canvas.typeface("serif"), float(left)
    for character in text:
        canvas.ink(font.glyph(character, _TYPE), (pen, top + ASCENT * _TYPE), canvas.colour("ink"))
        pen += font.advance(character) * _TYPE
