"""What becomes of a photograph: a small upright sRGB picture with nothing else in the file, or a refusal."""

from __future__ import annotations

import io
import random
from typing import Any

import pytest
from PIL import Image, ImageCms, ImageDraw, PngImagePlugin
from pillow_heif import register_heif_opener

from faces import a_face, cmyk_profile, encoded, frames, png_of_claims, swapped_profile
from qunyingpu.photos.developing import MASTER_SIDE, UnfitError, develop

register_heif_opener()
RED, GREEN, BLUE = (200, 30, 30), (30, 160, 30), (30, 30, 200)


def _halves(mode: str = "RGB", size: tuple[int, int] = (120, 160)) -> Image.Image:
    """Return a picture with a red upper and a blue lower half."""
    picture = Image.new("RGB", size, BLUE)
    ImageDraw.Draw(picture).rectangle((0, 0, size[0], size[1] // 2 - 1), fill=RED)
    return picture.convert(mode)


def _master(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(develop(content)[1]))


def _refusal(content: bytes) -> str:
    with pytest.raises(UnfitError) as refused:
        develop(content)
    return refused.value.code


def _near(colour: Any, wanted: tuple[int, int, int], slack: int = 12) -> bool:
    return all(abs(a - b) <= slack for a, b in zip(colour, wanted, strict=True))


# ── formats and sizes ──


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_each_format_becomes_a_jpeg(kind: str) -> None:
    """Whatever a photograph came in, its master is a JPEG of the same picture, and its size is known."""
    content = encoded(_halves(), kind, quality=95)
    master = _master(content)
    assert (master.format, master.mode, master.size) == ("JPEG", "RGB", (120, 160))
    assert _near(master.getpixel((60, 20)), RED)
    assert _near(master.getpixel((60, 140)), BLUE)
    assert develop(content)[0][:2] == (120, 160)


def test_the_same_photograph_gives_the_same_master() -> None:
    """Nothing but the bytes decides on the bytes."""
    content = encoded(a_face((300, 400)))
    assert develop(content) == develop(content)


@pytest.mark.parametrize(
    ("size", "small"),
    [((3000, 3750), (1280, 1600)), ((3200, 1000), (1600, 500)), ((1601, 900), (1600, 899)), ((900, 1600), (900, 1600))],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_master_is_small(kind: str, size: tuple[int, int], small: tuple[int, int]) -> None:
    """No side is longer than 1,600 pixels, and nothing is enlarged; the size that is told is the original's."""
    facts, _ = develop(content := encoded(Image.new("RGB", size, RED), kind))
    assert (_master(content).size, facts[:2]) == (small, size)


@pytest.mark.parametrize(
    ("size", "small"), [((1, 1), (1, 1)), ((30_000, 20), (MASTER_SIDE, 1)), ((2, 5000), (1, 1600))]
)
def test_the_smallest_and_the_most_slender_pass(size: tuple[int, int], small: tuple[int, int]) -> None:
    """A photograph of one pixel, or of one row, is no reason to fail; that it is unfit is told elsewhere."""
    assert _master(encoded(Image.new("RGB", size, RED))).size == small


def test_twelve_megapixels_of_one_colour_pass() -> None:
    """A PNG of a few kilobytes that is honestly large is taken."""
    facts, _ = develop(encoded(Image.new("RGB", (4000, 3000), RED), "PNG"))
    assert (facts.width, facts.height, facts.sharpness) == (4000, 3000, 0.0)


def test_large_jpegs_are_decoded_only_as_far_as_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a JPEG of twice the size of a master or more, not every pixel is made."""
    loaded: list[tuple[int, int]] = []
    load = Image.Image.load

    def note(photo: Image.Image) -> Any:
        loaded.append(photo.size)
        return load(photo)

    content = encoded(Image.new("RGB", (3200, 4000), RED))
    monkeypatch.setattr(Image.Image, "load", note)
    develop(content)
    assert max(loaded) == (1600, 2000)


# ── what is refused ──


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (png_of_claims(12_000, 12_000), "photo-pixels"),
        (png_of_claims(50_000, 50_000), "photo-pixels"),
        (png_of_claims(8_000, 8_000), "photo-pixels"),
        (encoded(_halves(), "GIF"), "photo-damaged"),
        (encoded(_halves(), "TIFF"), "photo-damaged"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "photo-damaged"),
        (b"", "photo-damaged"),
        (encoded(_halves(), "PNG", **frames(_halves())), "photo-animated"),
        (encoded(_halves(), "WEBP", **frames(_halves())), "photo-animated"),
    ],
)
def test_what_a_header_let_pass_is_refused_all_the_same(content: bytes, code: str) -> None:
    """Before it decodes, the decoder asks again: a header may claim what the decoder reads otherwise."""
    assert _refusal(content) == code


NOISE = Image.effect_noise((200, 200), 80).convert("RGB")


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize(
    "content",
    [
        encoded(NOISE),
        encoded(NOISE, progressive=True),
        encoded(NOISE, "PNG"),
        encoded(NOISE, "WEBP"),
        encoded(NOISE, "WEBP", lossless=True),
        encoded(NOISE, "HEIF"),
    ],
    ids=["jpeg", "progressive", "png", "webp", "lossless", "heic"],
)
@pytest.mark.parametrize("filler", [b"", b"\0"], ids=["cut", "zeros"])
def test_a_torn_photograph_is_refused(content: bytes, part: float, filler: bytes) -> None:
    """A copy that ends early, or that goes on in zeros, never shows half a face over grey."""
    kept = int(len(content) * part)
    assert _refusal(content[:kept] + filler * (len(content) - kept)) == "photo-damaged"


def test_a_thumbnail_does_not_vouch_for_the_photograph() -> None:
    """The end of the small picture in a JPEG's header is not taken for the end of the photograph."""
    exif = Image.Exif()
    exif[0x010E] = encoded(a_face((60, 80)))
    content = encoded(NOISE, exif=exif)
    assert content.count(b"\xff\xd9") == 2
    half = len(content) - 20_000
    assert _refusal(content[:half] + bytes(20_000)) == "photo-damaged"


@pytest.mark.parametrize("place", [0.3, 0.6, 0.9])
def test_a_png_with_a_changed_bit_is_refused(place: float) -> None:
    """The checksums of a PNG are looked at."""
    content = bytearray(encoded(NOISE, "PNG", compress_level=0))
    content[int(len(content) * place)] ^= 1
    assert _refusal(bytes(content)) == "photo-damaged"


def test_a_text_that_swells_is_refused() -> None:
    """A PNG with a text of a few kilobytes that unpacks to a hundred megabytes is not unpacked."""
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", "a" * 100_000_000, zip=True)
    assert _refusal(encoded(_halves(), "PNG", pnginfo=texts)) == "photo-damaged"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_broken_bytes_never_surprise(kind: str) -> None:
    """Whatever bytes are changed, a photograph becomes a master or is refused by a code."""
    content = encoded(a_face((60, 80)), kind)
    chance = random.Random(kind)  # noqa: S311 - the same changes in every run
    for _ in range(60):
        broken = bytearray(content)
        for _ in range(chance.randrange(1, 12)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        try:
            assert Image.open(io.BytesIO(develop(bytes(broken))[1])).format == "JPEG"
        except UnfitError as refused:
            assert refused.code.startswith("photo-")


# ── upright ──


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_photographs_are_turned_upright(orientation: int, kind: str) -> None:
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
    upright = _halves()
    upright.paste(GREEN, (0, 0, 60, 40))
    exif = Image.Exif()
    exif[0x0112] = orientation
    # The HEIC encoder turns what it gets; its reader turns it back and says so.
    is_turned = orientation in turned and kind != "HEIF"
    stored = upright.transpose(turned[orientation]) if is_turned else upright
    content = encoded(stored, kind, exif=exif, quality=95)
    master = _master(content)
    assert (master.size, develop(content)[0][:2]) == ((120, 160), (120, 160))
    assert _near(master.getpixel((20, 20)), GREEN, slack=20)
    assert _near(master.getpixel((100, 20)), RED, slack=20)
    assert _near(master.getpixel((60, 140)), BLUE, slack=20)


@pytest.mark.parametrize("exif", [b"Exif\0\0", b"Exif\0\0no exif at all", b"Exif\0\0MM\0*\0\0\0\x08\xff\xff"])
def test_torn_exif_is_no_reason_to_refuse(exif: bytes) -> None:
    """What is thrown away need not be whole."""
    assert _near(_master(encoded(_halves(), exif=exif)).getpixel((60, 20)), RED)


# ── nothing but pixels ──


def test_nothing_but_pixels_survives() -> None:
    """No EXIF, no place, no thumbnail, no comment, no profile and no trailer of the original is left in the master."""
    exif = Image.Exif()
    exif[0x010F] = "Testcamera"
    exif[0x010E] = encoded(a_face((60, 80)))
    exif.get_ifd(0x8825)[1] = "N"
    profile = swapped_profile()
    for kind, options in (("JPEG", {"comment": b"secret"}), ("WEBP", {}), ("PNG", {}), ("HEIF", {})):
        content = encoded(_halves(), kind, exif=exif, xmp=b"<x:xmpmeta>secret", icc_profile=profile, **options)
        content += b"PK\3\4 secret"
        assert b"Testcamera" in content
        assert b"secret" in content
        master = develop(content)[1]
        marks = (b"Exif", b"EXIF", b"Testcamera", b"secret", b"ICC", b"xmp", b"PK\3\4", b"CREATOR")
        assert not [mark for mark in marks if mark in master]
        assert Image.open(io.BytesIO(master)).info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert master.rindex(b"\xff\xd9") == len(master) - 2


def test_a_phones_second_picture_is_left_behind() -> None:
    """Of an MPO, the JPEG of phones with a second picture behind the first, the first is taken."""
    content = encoded(_halves(), "MPO", quality=95, **frames(_halves()))
    master = develop(content)[1]
    assert _near(Image.open(io.BytesIO(master)).getpixel((60, 20)), RED)
    assert master.count(b"\xff\xd8\xff") == 1


def test_a_film_behind_a_photograph_is_left_behind() -> None:
    """What phones append to a moving photograph is no part of it, whatever bytes it has."""
    film = random.Random(1).randbytes(400_000)  # noqa: S311 - any bytes
    assert develop(encoded(_halves()) + film) == develop(encoded(_halves()))


# ── colours ──


def test_other_colour_spaces_become_srgb() -> None:
    """A photograph with a profile is shown in the colours that it means, not by its bare numbers."""
    plain = Image.new("RGB", (120, 160), RED)
    for kind in ("JPEG", "PNG", "WEBP", "HEIF"):
        red, green, _ = _master(encoded(plain, kind, icc_profile=swapped_profile(), quality=95)).split()
        assert max(red.tobytes()) < min(green.tobytes())


def test_printers_photographs_go_through_their_profile() -> None:
    """CMYK means what its profile says: here cyan ink is red."""
    content = encoded(Image.new("CMYK", (40, 40), (255, 0, 0, 0)), icc_profile=cmyk_profile(), quality=95)
    facts, _ = develop(content)
    assert facts.is_profile_sound
    red, green, blue = _colour(_master(content))
    assert red > 100 + max(green, blue)


@pytest.mark.parametrize("mode", ["CMYK", "L", "RGB"])
@pytest.mark.parametrize(
    "profile",
    [
        b"no profile at all" * 20,
        b"\0",
        swapped_profile()[:200],
        ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")),
    ],
    ids=["text", "byte", "torn", "of another space"],
)
def test_a_broken_profile_counts_as_none(mode: str, profile: Any) -> None:
    """Colours that nobody can know are taken for sRGB, and it is known that they were."""
    profile = profile if isinstance(profile, bytes) else profile.tobytes()
    facts, _ = develop(content := encoded(_halves(mode), icc_profile=profile, quality=95))
    assert not facts.is_profile_sound
    assert _colour(_master(content)) == pytest.approx(_colour(_master(encoded(_halves(mode), quality=95))), abs=2)


@pytest.mark.parametrize("mode", ["CMYK", "L"])
def test_printers_and_grey_photographs_become_rgb(mode: str) -> None:
    """CMYK and greyscale JPEGs come out as RGB."""
    master = _master(encoded(_halves(mode), quality=95))
    assert master.mode == "RGB"
    if mode == "CMYK":
        assert _near(master.getpixel((60, 20)), RED, slack=25)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_transparent_becomes_white(mode: str) -> None:
    """A cut-out portrait stands on white, not on black."""
    picture = _halves().quantize(4) if mode == "P" else _halves(mode)
    options = {"transparency": picture.getpixel((60, 20))} if mode == "P" else {}
    if mode != "P":
        picture.putalpha(Image.new("L", picture.size, 0))
    assert _colour(_master(encoded(picture, "PNG", **options))) == (255, 255, 255)


def test_palettes_become_colours() -> None:
    """A picture of 256 colours, or of two, is shrunk as colours, not as their numbers."""
    assert _near(_colour(_master(encoded(_halves(size=(2000, 2400)).quantize(4), "PNG"))), RED)
    assert _near(_colour(_master(encoded(Image.new("1", (120, 160), 1), "PNG"))), (255, 255, 255))


def test_sixteen_bits_keep_their_light() -> None:
    """A 16-bit PNG is scaled to 8 bits, not clipped to white."""
    assert _near(_colour(_master(encoded(Image.new("I;16", (120, 160), 0x4000), "PNG"))), (0x40,) * 3, slack=1)


def _colour(picture: Image.Image) -> tuple[int, int, int]:
    colour = picture.getpixel((picture.width // 2, 20))
    assert isinstance(colour, tuple)
    return colour[0], colour[1], colour[2]
