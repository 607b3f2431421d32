"""Photographs from staff: what is refused, and what becomes of what is taken. All pictures are drawn by code."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms, ImageDraw
from pydantic_core import PydanticCustomError

from qunyingpu.messages import MESSAGES
from qunyingpu.photos import check_photo, cropped, open_photo

LEAST = (100, 150)
RED, GREEN, BLUE = (200, 30, 30), (30, 160, 30), (30, 30, 200)
Save = Callable[..., Path]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Write a picture or bytes as a photograph and return its path."""

    def write(picture: Image.Image | bytes, name: str = "photo.jpg", **options: Any) -> Path:
        path = tmp_path / name
        if isinstance(picture, bytes):
            path.write_bytes(picture)
        else:
            picture.save(path, **options)
        return path

    return write


def _halves(mode: str = "RGB", size: tuple[int, int] = (120, 160)) -> Image.Image:
    """Return a picture with a red upper and a blue lower half."""
    picture = Image.new("RGB", size, BLUE)
    ImageDraw.Draw(picture).rectangle((0, 0, size[0], size[1] // 2 - 1), fill=RED)
    return picture.convert(mode)


def _bytes(picture: Image.Image, kind: str, **options: Any) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def _empty_png(width: int, height: int) -> bytes:
    """Return a PNG that claims to be large, without the pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def _refused(path: Path, how: Callable[[Path], object]) -> str:
    with pytest.raises(PydanticCustomError) as refused:
        how(path)
    context = dict(refused.value.context or {})
    code = str(context.pop("code"))
    assert path.name in MESSAGES[code].text.format(**context)
    return code


def _open(path: Path) -> Image.Image:
    return open_photo(path, least=LEAST)


def _near(colour: Any, wanted: tuple[int, int, int], slack: int = 12) -> bool:
    return all(abs(a - b) <= slack for a, b in zip(colour, wanted, strict=True))


GIF = _bytes(_halves(), "GIF")
FRAMES = {"save_all": True, "append_images": [Image.new("RGB", (120, 160), GREEN)]}


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("gif.jpg", GIF, "photo-format"),
        ("script.jpg", b"#!/bin/sh\necho photo\n", "photo-format"),
        ("drawing.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "photo-format"),
        ("empty.jpg", b"", "photo-format"),
        ("bomb.png", _empty_png(30_000, 30_000), "photo-pixels"),
        ("wide.png", _empty_png(12_000, 12_000), "photo-pixels"),
        ("large.png", _empty_png(8_000, 8_000), "photo-pixels"),
        ("moving.png", _bytes(_halves(), "PNG", **FRAMES), "photo-animated"),
        ("moving.webp", _bytes(_halves(), "WEBP", **FRAMES), "photo-animated"),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value else "",
)
def test_what_is_no_photograph_is_refused_by_its_header(save: Save, name: str, content: bytes, code: str) -> None:
    """Only still JPEG, PNG and WebP of at most 60 megapixels pass, whatever the file is called."""
    path = save(content, name)
    assert _refused(path, check_photo) == code
    assert _refused(path, _open) == code


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_torn_photograph_is_refused(save: Save, kind: str) -> None:
    """A photograph whose second half is missing is never shown half."""
    noise = Image.effect_noise((200, 200), 80).convert("RGB")
    content = _bytes(noise, kind)
    path = save(content[: len(content) // 2])
    assert _refused(path, _open) == "photo-damaged"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_three_formats_are_taken(save: Save, kind: str) -> None:
    """A JPEG, PNG or WebP becomes RGB pixels of its own size, whatever its name ends with."""
    photo = _open(save(_bytes(_halves(), kind, quality=95)))
    assert (photo.mode, photo.size) == ("RGB", (120, 160))
    assert _near(photo.getpixel((60, 20)), RED)
    assert _near(photo.getpixel((60, 140)), BLUE)


def test_a_phones_second_picture_is_no_animation(save: Save) -> None:
    """An MPO, the JPEG of phones with a second picture behind the first, is taken as its first picture."""
    behind = [Image.new("RGB", (120, 160), GREEN)]
    photo = _open(save(_bytes(_halves(), "MPO", save_all=True, append_images=behind, quality=95)))
    assert _near(photo.getpixel((60, 20)), RED)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_photographs_are_turned_upright(save: Save, orientation: int) -> None:
    """Each EXIF orientation is applied, so that what was up for the camera is up on the card."""
    turned = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    stored = _halves().transpose(turned[orientation]) if orientation in turned else _halves()
    exif = Image.Exif()
    exif[0x0112] = orientation
    photo = _open(save(stored, exif=exif, quality=95))
    assert photo.size == (120, 160)
    assert _near(photo.getpixel((60, 20)), RED)
    assert _near(photo.getpixel((60, 140)), BLUE)


def test_nothing_but_pixels_survives(save: Save) -> None:
    """No EXIF, no place, no comment and no profile of the original is left in what is encoded from it."""
    exif = Image.Exif()
    exif[0x010F] = "Testcamera"
    exif.get_ifd(0x8825)[1] = "N"
    path = save(_halves(), exif=exif, comment=b"secret place")
    assert b"Testcamera" in path.read_bytes()
    for kind in ("JPEG", "WEBP"):
        published = _bytes(cropped(_open(path), box=LEAST, focus=(0.5, 0.5)), kind)
        assert not [mark for mark in (b"Exif", b"EXIF", b"Testcamera", b"secret", b"ICC") if mark in published]


def _swapped_profile() -> bytes:
    """Return an RGB profile in which red and green stand for each other."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    tags = {bytes(profile[at : at + 4]): at for at in range(132, 132 + 12 * profile[131], 12)}
    red, green = tags[b"rXYZ"], tags[b"gXYZ"]
    profile[red : red + 4], profile[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(profile).replace("sRGB".encode("utf-16-be"), "Test".encode("utf-16-be"))


def test_other_colour_spaces_become_srgb(save: Save) -> None:
    """A photograph with a profile is shown in the colours that it means, not by its bare numbers."""
    plain = Image.new("RGB", (120, 160), (200, 30, 30))
    shown = _open(save(plain, icc_profile=_swapped_profile(), quality=95))
    red, green, _ = shown.split()
    assert max(red.tobytes()) < min(green.tobytes())


def test_a_broken_profile_is_refused(save: Save) -> None:
    """Colours that nobody can know are not guessed."""
    assert _refused(save(_halves(), icc_profile=b"no profile at all" * 20), _open) == "photo-profile"


@pytest.mark.parametrize("mode", ["CMYK", "L"])
def test_printers_and_grey_photographs_become_rgb(save: Save, mode: str) -> None:
    """CMYK and greyscale JPEGs come out as RGB."""
    photo = _open(save(_halves(mode), quality=95))
    assert photo.mode == "RGB"
    if mode == "CMYK":
        assert _near(photo.getpixel((60, 20)), RED, slack=25)


def test_what_is_transparent_becomes_white(save: Save) -> None:
    """A cut-out portrait stands on white, not on black."""
    picture = _halves("RGBA")
    picture.putalpha(Image.new("L", picture.size, 0))
    assert _open(save(picture, "photo.png")).getpixel((60, 20)) == (255, 255, 255)


def test_sixteen_bits_keep_their_light(save: Save) -> None:
    """A 16-bit PNG is scaled to 8 bits, not clipped to white."""
    picture = Image.new("I;16", (120, 160), 0x4000)
    assert _near(_open(save(picture, "photo.png")).getpixel((60, 80)), (0x40, 0x40, 0x40), slack=1)


def test_large_photographs_are_decoded_only_as_far_as_needed(save: Save) -> None:
    """A large JPEG comes out smaller, but never below what the cards need, also when it was stored lying."""
    assert _open(save(_halves(size=(1200, 1600)))).size == (150, 200)
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = _open(save(_halves(size=(400, 1600)), exif=exif))
    assert turned.size == (800, 200)


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
@pytest.mark.parametrize("size", [(1, 1), (3, 500), (301, 7), (428, 533), (751, 938)])
def test_any_photograph_fills_any_box(size: tuple[int, int], focus: tuple[float, float]) -> None:
    """Odd sizes and corners neither fail nor leave an edge empty."""
    crop = cropped(Image.new("RGB", size, RED), box=(342, 468), focus=focus)
    assert (crop.size, crop.getextrema()) == ((342, 468), ((200, 200), (30, 30), (30, 30)))
