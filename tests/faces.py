"""Draw photographs of nobody: a face that code makes up, as sharp or as blurred as a test needs it."""

from __future__ import annotations

import io
import math
import random
import struct
import zlib
from functools import cache
from typing import Any

from PIL import Image, ImageCms, ImageDraw, ImageFilter

_SKIN, _HAIR, _COAT, _WALL = (214, 170, 140), (38, 32, 30), (52, 62, 84), (176, 184, 190)


def a_face(size: tuple[int, int] = (1200, 1500), *, blur: float = 0.0) -> Image.Image:
    """Return a drawn face of *size*, blurred by a radius of *blur* thousandths of its height."""
    return _blurred(_face(), size, blur)


def a_soft_face(size: tuple[int, int] = (1200, 1500), *, blur: float = 0.0) -> Image.Image:
    """Return the face of `a_face` without its hair and brows: what is sharp in it are the eyes alone."""
    return _blurred(_bald_face(), size, blur)


def encoded(picture: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    """Return *picture* as a file of *kind*."""
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def _blurred(face: Image.Image, size: tuple[int, int], blur: float) -> Image.Image:
    blurred = face.filter(ImageFilter.GaussianBlur(blur * face.height / 1000)) if blur else face
    return blurred.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


@cache
def _face() -> Image.Image:
    """Return the face at 1200 by 1500: soft shades as a lens makes them, with hair and brows that are fine."""
    face = _bald_face().copy()
    _strands(face)
    return face


@cache
def _bald_face() -> Image.Image:
    face = Image.new("RGB", (1200, 1500), _WALL)
    _soft(face, (150, 1075, 1050, 1850), _COAT, 15)
    _soft(face, (480, 850, 720, 1250), (188, 142, 116), 15)
    _soft(face, (300, 175, 900, 850), _HAIR, 6)
    _soft(face, (345, 280, 855, 1030), _SKIN, 12)
    _soft(face, (410, 650, 550, 780), (224, 158, 136), 30)
    _soft(face, (650, 650, 790, 780), (224, 158, 136), 30)
    _soft(face, (565, 590, 635, 740), (196, 148, 120), 15)
    _soft(face, (520, 845, 680, 885), (164, 84, 80), 4)
    for left in (430, 660):
        _soft(face, (left, 540, left + 110, 590), (240, 236, 232), 3)
        _soft(face, (left + 34, 540, left + 79, 588), (46, 34, 28), 2)
        _soft(face, (left + 48, 550, left + 58, 560), (250, 250, 250), 1.5)
    return face


def _soft(face: Image.Image, box: tuple[int, int, int, int], colour: tuple[int, int, int], edge: float) -> None:
    shape = Image.new("L", face.size, 0)
    ImageDraw.Draw(shape).ellipse(box, fill=255)
    face.paste(colour, (0, 0), shape.filter(ImageFilter.GaussianBlur(edge)))


def _strands(face: Image.Image) -> None:
    draw, chance = ImageDraw.Draw(face), random.Random(1)  # noqa: S311 - always the same hair
    for _ in range(900):
        across = chance.uniform(-1, 1)
        top = (600 + 280 * across, 210 + 130 * across * across)
        end = (600 + 320 * across + chance.uniform(-20, 20), 350 + 210 * abs(across) + chance.uniform(-30, 30))
        shade = chance.randrange(20, 90)
        draw.line((top, end), fill=(shade, shade - 6, shade - 8), width=chance.randrange(1, 3))
    for left in (415, 645):
        for step in range(60):
            x, y = left + step * 2.5, 505 - 25 * math.sin(math.pi * step / 60)
            draw.line(((x, y), (x + 7, y - 13)), fill=_HAIR, width=2)


# ── files of all sorts ──


def frames(picture: Image.Image) -> dict[str, Any]:
    """Return the options that make a file of *picture* a film of two frames."""
    return {"save_all": True, "append_images": [Image.new("RGB", picture.size, "green")]}


def png_of_claims(width: int, height: int) -> bytes:
    """Return a PNG that claims to be *width* by *height* pixels, without the pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(10_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def swapped_profile() -> bytes:
    """Return an RGB profile in which red and green stand for each other."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    tags = {bytes(profile[at : at + 4]): at for at in range(132, 132 + 12 * profile[131], 12)}
    red, green = tags[b"rXYZ"], tags[b"gXYZ"]
    profile[red : red + 4], profile[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(profile).replace("sRGB".encode("utf-16-be"), "Test".encode("utf-16-be"))


def cmyk_profile() -> bytes:
    """Return a printer's profile (ICC.1:2001-04, 6.5.6) in which cyan ink is red, paper and other inks are white."""
    red, white = bytes((138, 208, 195)), bytes((255, 128, 128))
    steps = bytes(range(256))
    table = b"".join(red if corner & 8 else white for corner in range(16))
    matrix = struct.pack(">9i", 65536, 0, 0, 0, 65536, 0, 0, 0, 65536)
    look_up = b"mft1\0\0\0\0" + bytes((4, 3, 2, 0)) + matrix + steps * 4 + table + steps * 3
    header = struct.pack(
        ">I4sI4s4s4s12x4s", 144 + len(look_up), b"\0\0\0\0", 0x02400000, b"prtr", b"CMYK", b"Lab ", b"acsp"
    )
    light = struct.pack(">3i", 63190, 65536, 54061)
    return (
        (header.ljust(68, b"\0") + light).ljust(128, b"\0")
        + struct.pack(">I4sII", 1, b"A2B0", 144, len(look_up))
        + look_up
    )
