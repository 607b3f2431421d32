"""What is no photograph to publish is known by its first bytes, and told; nothing is decoded for that."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms
from pillow_heif import register_heif_opener
from pydantic_core import PydanticCustomError

from faces import a_face, encoded, frames, png_of_claims
from qunyingpu.messages import MESSAGES
from qunyingpu.photos import headers
from qunyingpu.photos.headers import MOST_BYTES, PORTRAIT_FORMATS, check_photo, has_traces

register_heif_opener()
SMALL = a_face((120, 150))
Save = Callable[[str, bytes], Path]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Write bytes as a file and return its path."""

    def write(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


def _refusal(path: Path) -> tuple[str, str]:
    """Return the code and the sentence with which *path* is refused."""
    with pytest.raises(PydanticCustomError) as refused:
        check_photo(path, PORTRAIT_FORMATS)
    context = dict(refused.value.context or {})
    code = str(context.pop("code"))
    return code, MESSAGES[code].text.format(**context)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("gif.jpg", encoded(SMALL, "GIF"), "photo-format"),
        ("moving.gif", encoded(SMALL, "GIF", **frames(SMALL)), "photo-format"),
        ("script.jpg", b"#!/bin/sh\necho photo\n", "photo-format"),
        ("page.jpg", b"<!DOCTYPE html><script>alert(1)</script>", "photo-format"),
        ("drawing.jpg", b"\xef\xbb\xbf <svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "photo-format"),
        ("drawing.png", b"<?xml version='1.0'?><svg/>", "photo-format"),
        ("book.jpg", b"%PDF-1.7\n", "photo-format"),
        ("zip.jpg", b"PK\3\4" + bytes(40), "photo-format"),
        ("lfs.jpg", b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "photo-format"),
        ("scan.png", encoded(SMALL, "TIFF"), "photo-format"),
        ("old.jpg", encoded(SMALL, "BMP"), "photo-format"),
        ("new.webp", encoded(SMALL, "AVIF"), "photo-format"),
        ("film.heic", b"\0\0\0\x14ftypmp42\0\0\0\0mp42" + bytes(40), "photo-format"),
        ("empty.jpg", b"", "photo-format"),
        ("bomb.png", png_of_claims(12_000, 12_000), "photo-pixels"),
        ("bomb50.png", png_of_claims(50_000, 50_000), "photo-pixels"),
        ("large.png", png_of_claims(8_000, 8_000), "photo-pixels"),
        ("nothing.png", png_of_claims(0, 9), "photo-damaged"),
        ("moving.png", encoded(SMALL, "PNG", **frames(SMALL)), "photo-animated"),
        ("moving.webp", encoded(SMALL, "WEBP", **frames(SMALL)), "photo-animated"),
        ("short.jpg", encoded(SMALL)[:30], "photo-damaged"),
        ("short.png", encoded(SMALL, "PNG")[:14], "photo-damaged"),
        ("short.webp", encoded(SMALL, "WEBP")[:14], "photo-damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value else "",
)
def test_what_is_no_photograph_is_refused(save: Save, name: str, content: bytes, code: str) -> None:
    """Only still JPEG, PNG, WebP and HEIC of at most 60 megapixels pass; the sentence names the file."""
    told, sentence = _refusal(save(name, content))
    assert told == code
    assert name in sentence


@pytest.mark.parametrize(
    ("content", "guess"),
    [
        (b"GIF89a", "一张 GIF 图"),
        (b"<svg/>", "一张 SVG 图"),
        (b"", "一个空文件"),
        (b"\0" * 80, "别的文件"),
        (b"BM", "一张 BMP 图"),
    ],
)
def test_the_sentence_says_what_it_is_instead(save: Save, content: bytes, guess: str) -> None:
    """Whoever renamed a file learns what it really is."""
    assert _refusal(save("a.jpg", content))[1] == f"“a.jpg”不是 JPEG、PNG 或 WebP 照片，而是{guess}。"


def _sizes(kind: str) -> tuple[tuple[int, int], ...]:
    return ((1, 1), (30_000, 20)) if kind != "WEBP" else ((1, 1), (16_000, 20))


@pytest.mark.parametrize("ending", ["jpg", "png", "webp"])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_the_four_formats_pass_whatever_they_are_called(save: Save, kind: str, ending: str) -> None:
    """Bytes decide, not the ending: programs that rename are common, and nothing of the file is published as it is."""
    check_photo(save(f"photo.{ending}", encoded(SMALL, kind)), PORTRAIT_FORMATS)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_sizes_are_read_right(save: Save, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Width and height are those of the picture: at its own number of pixels it passes, at one less it does not."""
    variants: list[dict[str, Any]] = [{}, {"exif": _exif()}, {"lossless": True} if kind == "WEBP" else {}]
    for options in [*variants, {"progressive": True}] if kind == "JPEG" else variants:
        for width, height in _sizes(kind):
            path = save("photo", encoded(Image.new("RGB", (width, height)), kind, **options))
            monkeypatch.setattr(headers, "MOST_PIXELS", width * height)
            check_photo(path)
            monkeypatch.setattr(headers, "MOST_PIXELS", width * height - 1)
            assert _refusal(path)[0] == "photo-pixels"


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010E] = "x" * 60_000
    return exif


def test_a_phones_second_picture_is_no_animation(save: Save) -> None:
    """An MPO, the JPEG of phones with a second picture behind the first, passes."""
    check_photo(save("photo.jpg", encoded(SMALL, "MPO", **frames(SMALL))))


def test_heic_is_for_portraits_only(save: Save) -> None:
    """A picture beside a page goes to browsers as it is, and these cannot show HEIC."""
    path = save("photo.jpg", encoded(SMALL, "HEIF"))
    check_photo(path, PORTRAIT_FORMATS)
    with pytest.raises(PydanticCustomError):
        check_photo(path)


def test_heic_without_the_extra_is_told(save: Save, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the extra is not installed, the sentence says what to do, not that the file is broken."""
    monkeypatch.setattr(headers, "can_read_heic", lambda: False)
    assert _refusal(save("photo.heic", encoded(SMALL, "HEIF")))[0] == "photo-heic"


def test_a_file_that_is_too_large_is_told(save: Save, monkeypatch: pytest.MonkeyPatch) -> None:
    """More than 50 MB are not even read."""
    path = save("photo.jpg", encoded(SMALL))
    with path.open("r+b") as file:
        file.truncate(MOST_BYTES)
        check_photo(path)
        file.truncate(MOST_BYTES + 1)
    assert _refusal(path)[0] == "photo-bytes"


@pytest.mark.parametrize(
    "content",
    [
        encoded(SMALL)[:2] + b"\xff\xe0\0\2" * 200_000 + encoded(SMALL)[2:],
        encoded(SMALL)[:2] + b"\xff" * 200_000 + encoded(SMALL)[2:],
        encoded(SMALL, "PNG")[:33] + b"\0\0\0\0teXtcrc_" * 90_000 + encoded(SMALL, "PNG")[33:],
    ],
    ids=["segments", "fill", "chunks"],
)
def test_endless_headers_end(save: Save, content: bytes) -> None:
    """A header of a hundred thousand parts is given up, not followed: the picture behind them is not looked for."""
    assert _refusal(save("photo.jpg", content))[0] == "photo-damaged"


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    """A folder, or a file that vanished, is told like a torn one."""
    assert _refusal(tmp_path / "gone.jpg")[0] == "photo-damaged"


PLAIN = encoded(SMALL)
_HEAD = PLAIN[:2]
_REST = PLAIN[2:]
_SCAN_AT = PLAIN.index(b"\xff\xda")
_EXIF = b"\xff\xe1\0\x12Exif\0\0at home x"


def _profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@pytest.mark.parametrize(
    "content",
    [
        PLAIN,
        encoded(SMALL, progressive=True, icc_profile=_profile()),
        encoded(SMALL, restart_marker_rows=1),
        encoded(SMALL.convert("L")),
        encoded(SMALL.convert("CMYK")),
    ],
    ids=["plain", "progressive", "restarts", "grey", "cmyk"],
)
def test_a_picture_and_nothing_else_has_no_traces(content: bytes) -> None:
    """Whatever writes a JPEG without a word beside it is understood, so that its bytes may stay as they are."""
    assert not has_traces(content)


@pytest.mark.parametrize(
    "content",
    [
        _HEAD + b"x" + _EXIF + _REST,
        _HEAD + b"\xff" + _EXIF + _REST,
        PLAIN[:_SCAN_AT] + b"\xff\xfe\0\6home" + PLAIN[_SCAN_AT:],
        PLAIN[:-2] + _EXIF + PLAIN[-2:],
        PLAIN[:-2] + b"\xff\xfe\0\6home" + PLAIN[-2:],
        PLAIN + encoded(SMALL, exif=Image.Exif()),
        encoded(SMALL, "MPO", **frames(SMALL)),
        PLAIN + b"home",
        PLAIN + bytes(9),
        PLAIN[:-2],
        PLAIN[:_SCAN_AT],
        _HEAD + b"\xff\xe2\0\6home" + _REST,
        _HEAD + b"\xff\xe0\0\x0aJFXX\0\x10xx" + _REST,
        _HEAD + b"\xff\xe1\0\0" + _REST,
        _HEAD + b"\xff\xe0\0\2" * 5000 + _REST,
        b"",
        encoded(SMALL, "PNG"),
        encoded(SMALL, "WEBP"),
        encoded(SMALL, "HEIF"),
        b"GIF89a\xff\xd9",
    ],
    ids=[
        "stray byte", "fill", "comment", "behind the scan", "comment behind the scan", "second picture", "mpo", "text",
        "zeros", "cut", "no scan", "other app2", "thumbnail", "no length", "endless", "empty", "png", "webp", "heic",
        "gif",
    ],
)  # fmt: skip
def test_whatever_is_not_understood_counts_as_a_trace(content: bytes) -> None:
    """Decoders forgive more than the standard allows: nothing that hides in what they skip is taken for a picture."""
    assert has_traces(content)
