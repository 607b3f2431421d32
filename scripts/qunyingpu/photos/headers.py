"""Turn the first bytes of a file into what kind of picture it says to be, and refuse what is no photograph.

Without a decoder and in a few reads, so that ten thousand files are looked at in a second and none of them can do harm.
What a header claims is claimed only: whoever decodes looks again.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from typing import IO, NamedTuple

from qunyingpu.errors import mistake
from qunyingpu.photos.developing import MOST_PIXELS, can_read_heic, is_boxed

WEB_FORMATS = frozenset({"JPEG", "PNG", "WebP"})
"""What every browser shows."""

PORTRAIT_FORMATS = WEB_FORMATS | {"HEIC"}
"""What a portrait may come in: HEIC is what iPhones make."""

MOST_BYTES = 50_000_000
"""A PNG of 12 megapixels straight from a scanner has 36 million at most."""


class Header(NamedTuple):
    """The *kind* of a picture, how large it says to be (0 where that is not looked for), and whether it moves."""

    kind: str
    width: int = 0
    height: int = 0
    is_animated: bool = False


def check_photo(path: Path, formats: Collection[str] = WEB_FORMATS) -> None:
    """Refuse a file that is no photograph of *formats*, whatever it is called, by its header alone.

    Raises the mistakes ``photo-format``, ``photo-heic`` (the extra is not installed), ``photo-bytes``,
    ``photo-pixels`` (over 60 megapixels), ``photo-animated`` (which of the pictures is meant?) and ``photo-damaged``.
    """
    name = path.name
    try:
        with path.open("rb") as stream:
            size = stream.seek(0, 2)
            header = _header_of(stream)
    except OSError:
        raise mistake("photo-damaged", photo=name) from None
    if header is None or header.kind not in formats:
        guess = _spoken(header.kind) if header else "别的文件" if size else "一个空文件"
        raise mistake("photo-format", photo=name, guess=guess)
    if header.kind == "HEIC" and not can_read_heic():
        raise mistake("photo-heic", photo=name)
    if size > MOST_BYTES:
        raise mistake("photo-bytes", photo=name, size=size // 1_000_000, limit=MOST_BYTES // 1_000_000)
    if header.width * header.height > MOST_PIXELS:
        raise mistake("photo-pixels", photo=name)
    if header.is_animated:
        raise mistake("photo-animated", photo=name)
    if header.kind != "HEIC" and not header.width * header.height:
        raise mistake("photo-damaged", photo=name)


def _spoken(kind: str) -> str:
    return f"一张 {kind} 照片" if kind in PORTRAIT_FORMATS else kind


_OTHERS = {
    b"GIF8": "一张 GIF 图",
    b"BM": "一张 BMP 图",
    b"II*\0": "一张 TIFF 图",
    b"MM\0*": "一张 TIFF 图",
    b"%PDF": "一份 PDF 文件",
    b"PK\3\4": "压缩包或 Office 文件",
    b"version https://git-lfs": "一个 Git LFS 占位文件",
    b"<svg": "一张 SVG 图",
    b"<?xml": "一张 SVG 图",
    b"<": "一个网页",
}
_HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1"}
_AVIF = {b"avif", b"avis"}


def _header_of(stream: IO[bytes]) -> Header | None:
    stream.seek(0)
    start = stream.read(64)
    if start.startswith(b"\xff\xd8\xff"):
        return Header("JPEG", *_jpeg_size(stream))
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return _png_header(start, stream)
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return _webp_header(start)
    if is_boxed(start):
        return _heif_header(start)
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return next((Header(name) for magic, name in _OTHERS.items() if text.startswith(magic.lower())), None)


_MOST_PARTS = 4096
"""Segments or chunks before the pixels; a photograph has about twenty."""

_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_WITHOUT_LENGTH = {0x01, *range(0xD0, 0xD9)}
_SCAN = 0xDA


def _jpeg_size(stream: IO[bytes]) -> tuple[int, int]:
    """Return width and height from the frame header (ITU-T T.81, B.2.2), 0 where there is none."""
    stream.seek(2)
    for _ in range(_MOST_PARTS):
        marker = stream.read(2)
        if len(marker) < 2 or marker[0] != 0xFF:
            break
        if marker[1] == 0xFF:  # fill
            stream.seek(-1, 1)
        elif marker[1] in _FRAMES:
            frame = stream.read(7)
            return _number(frame[5:7]), _number(frame[3:5])
        elif marker[1] not in _WITHOUT_LENGTH:
            stream.seek(max(2, _number(stream.read(2))) - 2, 1)
    return 0, 0


_ANYTHING = re.compile(rb".*", re.DOTALL)
_OF_PICTURE = {
    0xE0: re.compile(rb"JFIF\0.{7}\0\0", re.DOTALL),  # the last two: it has no thumbnail
    0xE2: re.compile(rb"ICC_PROFILE\0.*", re.DOTALL),
    0xEE: re.compile(rb"Adobe.{7}", re.DOTALL),
    **dict.fromkeys({0xC4, _SCAN, 0xDB, 0xDD} | _FRAMES, _ANYTHING),
}
"""What may stand in the segments of a JPEG that only serve its picture (ITU-T T.81, B.2.4; JFIF; ICC.1; Adobe)."""

_PIXELS = re.compile(rb"(?:[^\xff]++|\xff[\0\xd0-\xd7])*+")
"""What follows the header of a scan (B.1.1.5): it ends at the next marker that is no restart."""


def has_traces(content: bytes) -> bool:
    """Tell whether *content* may say more than its picture: where and with what it was taken, or by whom.

    Only a JPEG that is understood from its first byte to its last, one picture and nothing else, does not. Decoders
    forgive stray bytes and whatever stands behind, so all of that counts as a trace, as do all other formats.
    """
    if not content.startswith(b"\xff\xd8"):
        return True
    at = 2
    for _ in range(_MOST_PARTS):
        if content[at : at + 2] == b"\xff\xd9":
            return at + 2 != len(content)
        end = at + 2 + _number(content[at + 2 : at + 4])
        allowed = _OF_PICTURE.get(content[at + 1]) if content[at : at + 1] == b"\xff" and end < len(content) else None
        if allowed is None or not allowed.fullmatch(content, at + 4, end):
            return True
        pixels = _PIXELS.match(content, end) if content[at + 1] == _SCAN else None
        at = pixels.end() if pixels else end
    return True


def _png_header(start: bytes, stream: IO[bytes]) -> Header:
    """Return what the chunks before the pixels say; one for animation comes before them (PNG, 3rd edition, 5.6)."""
    is_animated = False
    stream.seek(8)
    for _ in range(_MOST_PARTS):
        chunk = stream.read(12)
        if len(chunk) < 12:
            break
        if chunk[4:8] == b"IDAT":
            return Header("PNG", _number(start[16:20]), _number(start[20:24]), is_animated)
        is_animated |= chunk[4:8] == b"acTL" and _number(chunk[8:12]) > 1
        stream.seek(_number(chunk[:4]), 1)
    return Header("PNG")


def _webp_header(start: bytes) -> Header:
    """Return what stands in the first chunk of a WebP (RFC 9649, 2.5 to 2.7)."""
    match start[12:16]:
        case b"VP8X":
            width, height = (int.from_bytes(start[at : at + 3], "little") + 1 for at in (24, 27))
            return Header("WebP", width, height, is_animated=bool(start[20] & 2))
        case b"VP8L":
            bits = int.from_bytes(start[21:25], "little")
            return Header("WebP", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
        case b"VP8 ":
            width, height = (int.from_bytes(start[at : at + 2], "little") & 0x3FFF for at in (26, 28))
            return Header("WebP", width, height)
    return Header("WebP")


def _heif_header(start: bytes) -> Header | None:
    """Return which of the pictures in a box of ISO/IEC 23008-12 this is; its size lies deep and is not looked for."""
    end = max(16, min(len(start), _number(start[:4])))
    brands = {start[8:12], *(start[at : at + 4] for at in range(16, end, 4))}
    if brands & _AVIF:
        return Header("一张 AVIF 图")
    return Header("HEIC") if brands & _HEIC else Header("一段视频")


def _number(content: bytes) -> int:
    return int.from_bytes(content, "big")
