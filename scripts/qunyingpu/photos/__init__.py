"""Turn photographs from staff into masters, and masters into what a card shows.

``headers`` refuses what is no photograph by its first bytes, ``darkroom`` has the rest made into masters in processes
that may fail, ``developing`` is what these do, ``fitness`` says what a photograph lacks. Outputs read masters only.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from qunyingpu.errors import mistake

_FACE_HEIGHT = 0.42


def open_photo(path: Path, *, least: tuple[int, int]) -> Image.Image:
    """Return the master at *path* in RGB, at least *least* pixels wide and high where it can.

    It is decoded only as far as that needs. Raises the mistake ``photo-damaged``: only for a file that is no master.
    """
    try:
        with Image.open(path, formats=("JPEG",)) as photo:
            photo.draft("RGB", least)
            photo.load()
            return photo.convert("RGB")
    except (OSError, SyntaxError, ValueError):
        raise mistake("photo-damaged", photo=path.name) from None


def open_picture(path: Path) -> Image.Image:
    """Return the picture of a theme at *path* in RGBA; `reading` has looked at its header."""
    with Image.open(path, formats=("PNG", "JPEG", "WEBP")) as picture:
        return picture.convert("RGBA")


def crop_region(
    size: tuple[int, int], *, box: tuple[int, int], focus: tuple[float, float]
) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of what `cropped` shows of a photograph of *size* in *box*."""
    width, height = size
    scale = max(box[0] / width, box[1] / height)
    if _NEARLY <= scale < 1:
        left, top, *_ = _region(size, box, focus)
        return (round(left), round(top), round(left) + box[0], round(top) + box[1])
    return _region(size, (box[0] / scale, box[1] / scale), focus)


def cropped(photo: Image.Image, *, box: tuple[int, int], focus: tuple[float, float]) -> Image.Image:
    """Return *photo* filling *box*, in pixels, with *focus* (across and down, 0 to 1) a little above its middle.

    One that is hardly larger than *box* is only trimmed, a little closer than it would be scaled down: it stays as
    sharp as it is, and scaling is the dearest step of a card.
    """
    region = crop_region(photo.size, box=box, focus=focus)
    across = region[2] - region[0]
    if across == box[0]:
        left, top = round(region[0]), round(region[1])
        return photo.crop((left, top, left + box[0], top + box[1]))
    # As sharp as bicubic when it shrinks, at half the cost.
    kernel = Image.Resampling.HAMMING if across > box[0] else Image.Resampling.BICUBIC
    return photo.resize(box, kernel, box=region, reducing_gap=2.0)


_NEARLY = 0.92


def _region(
    size: tuple[int, int], part: tuple[float, float], focus: tuple[float, float]
) -> tuple[float, float, float, float]:
    """Return where *part*, as large as it is, lies in a photograph of *size* so that the focus is well in it."""
    (width, height), (across, down) = size, part
    left = max(0.0, min(focus[0] * width - across / 2, width - across))
    top = max(0.0, min(focus[1] * height - down * _FACE_HEIGHT, height - down))
    return (left, top, min(left + across, width), min(top + down, height))
