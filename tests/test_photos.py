"""What a card shows of a master: decoded no further than needed, cropped around the face."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from pydantic_core import PydanticCustomError

from faces import a_face, encoded
from qunyingpu.photos import cropped, open_photo

RED, BLUE = (200, 30, 30), (30, 30, 200)


def test_a_master_is_decoded_only_as_far_as_needed(tmp_path: Path) -> None:
    """A card gets a picture that is smaller, but never below what it needs."""
    master = tmp_path / "master"
    master.write_bytes(encoded(a_face((1200, 1600))))
    assert open_photo(master, least=(100, 150)).size == (150, 200)
    assert open_photo(master, least=(2000, 2000)).size == (1200, 1600)


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff", encoded(a_face((90, 90)), "PNG"), encoded(a_face())[:9000]])
def test_only_masters_are_opened(tmp_path: Path, content: bytes) -> None:
    """What is no master, or half of one, never reaches a card."""
    master = tmp_path / "master"
    master.write_bytes(content)
    with pytest.raises(PydanticCustomError) as refused:
        open_photo(master, least=(100, 150))
    assert (refused.value.context or {})["code"] == "photo-damaged"


def _red_part(crop: Image.Image) -> tuple[float, float]:
    """Return the middle of what is red in *crop*, in parts of its size."""
    left, top, right, bottom = crop.getchannel("R").point(lambda value: 255 * (value > 128)).getbbox() or (0, 0, 0, 0)
    return ((left + right) / 2 / crop.width, (top + bottom) / 2 / crop.height)


def test_a_crop_keeps_the_face_in_sight() -> None:
    """The focus lies in the middle across and a little above it down; the crop never leaves the photograph."""
    photo = Image.new("RGB", (400, 400), BLUE)
    ImageDraw.Draw(photo).rectangle((290, 110, 309, 129), fill=RED)
    assert _red_part(cropped(photo, box=(100, 400), focus=(0.75, 0.3))) == pytest.approx((0.5, 0.3), abs=0.02)
    assert _red_part(cropped(photo, box=(400, 100), focus=(0.75, 0.3))) == pytest.approx((0.75, 0.42), abs=0.02)
    assert _red_part(cropped(photo, box=(200, 200), focus=(0.75, 0.3))) == pytest.approx((0.75, 0.3), abs=0.02)


@pytest.mark.parametrize("focus", [(0.0, 0.0), (1.0, 1.0), (0.5, 0.38)])
@pytest.mark.parametrize("size", [(1, 1), (3, 500), (301, 7), (1600, 1), (428, 533), (751, 938)])
def test_any_photograph_fills_any_box(size: tuple[int, int], focus: tuple[float, float]) -> None:
    """Odd sizes and corners neither fail nor leave an edge empty."""
    crop = cropped(Image.new("RGB", size, RED), box=(342, 468), focus=focus)
    assert (crop.size, crop.getextrema()) == ((342, 468), ((200, 200), (30, 30), (30, 30)))
