"""Turn the bytes of a photograph into its master: upright sRGB pixels, small, with nothing else in the file.

Also the program of a worker (`darkroom`): run as a script it develops one photograph after another, in a process whose
memory and time are bounded. So it needs Pillow and the standard library alone, and starts in little time.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import signal
import struct
import sys
import warnings
from importlib.util import find_spec
from typing import IO, NamedTuple

# WebP is one of the plugins that Pillow loads only together with forty formats that are not wanted here.
from PIL import Image, ImageCms, ImageFilter, ImageOps, ImageStat, WebPImagePlugin  # noqa: F401

MOST_PIXELS = 60_000_000
MASTER_SIDE = 1600
"""Pixels of a master's longer side at most: 1,440 are 300 dpi in the frame of an A3 board, nothing shows more."""

_QUALITY = 92
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""EXIF 2.32, 4.6.4 A: what makes each orientation upright."""

_SIDEWAYS = {_TURNS[number] for number in (5, 6, 7, 8)}


class Facts(NamedTuple):
    """What is known of a photograph once it is developed; *width* and *height* are the original's, upright."""

    width: int
    height: int
    sharpness: float
    is_profile_sound: bool


class UnfitError(Exception):
    """A photograph that cannot be developed; *code* is that of the message."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def is_boxed(content: bytes) -> bool:
    """Tell whether *content* begins like a file of ISO/IEC 14496-12: HEIC, AVIF, or a film."""
    return content[4:8] == b"ftyp"


def can_read_heic() -> bool:
    """Tell whether the extra ``heic`` is installed."""
    return find_spec("pillow_heif") is not None


def develop(content: bytes) -> tuple[Facts, bytes]:
    """Return what is known of the photograph *content*, and its master, a JPEG.

    Raises UnfitError: ``photo-pixels``, ``photo-animated``, and ``photo-damaged`` for what is cut short, broken, or
    none of JPEG, PNG, WebP and, with the extra, HEIC.
    """
    try:
        with warnings.catch_warnings():
            # Of torn EXIF, which is thrown away in any case, and of sizes, which are refused.
            warnings.simplefilter("ignore")
            return _developed(content)
    except Image.DecompressionBombError:
        raise UnfitError("photo-pixels") from None
    except (OSError, SyntaxError, ValueError, EOFError, RuntimeError, struct.error):
        raise UnfitError("photo-damaged") from None


def _developed(content: bytes) -> tuple[Facts, bytes]:
    with Image.open(io.BytesIO(content), formats=_formats(content)) as photo:
        _refuse(photo, content)
        turn = _TURNS.get(_orientation(photo))
        size = photo.size
        small = _shrunk(photo)
    upright = small.transpose(turn) if turn is not None else small
    rgb, is_sound = _in_srgb(upright, photo.info.get("icc_profile"))
    # A new picture: Pillow carries comments, EXIF and profiles along, and writes some of them into whatever is saved.
    master = Image.new("RGB", rgb.size)
    master.paste(rgb)
    file = io.BytesIO()
    master.save(file, "JPEG", quality=_QUALITY, subsampling="4:4:4")
    width, height = size[::-1] if turn in _SIDEWAYS else size
    return Facts(width, height, _sharpness(master), is_sound), file.getvalue()


def _formats(content: bytes) -> tuple[str, ...]:
    if not (is_boxed(content) and can_read_heic()):
        return ("JPEG", "PNG", "WEBP")
    import pillow_heif  # noqa: PLC0415 - an extra, and dear to load

    pillow_heif.register_heif_opener(thumbnails=False)
    return ("HEIF",)


def _refuse(photo: Image.Image, content: bytes) -> None:
    if photo.width * photo.height > MOST_PIXELS:
        raise UnfitError("photo-pixels")
    if photo.format in {"PNG", "WEBP"} and getattr(photo, "n_frames", 1) > 1:
        raise UnfitError("photo-animated")
    if photo.format == "PNG":
        # Pillow decodes pixels without a look at their checksums.
        with Image.open(io.BytesIO(content), formats=("PNG",)) as png:
            png.verify()
    elif not _has_end(photo, content):
        raise UnfitError("photo-damaged")


def _has_end(photo: Image.Image, content: bytes) -> bool:
    """Tell whether *content* is there to its end: what a broken copy fills up with zeros is decoded as grey."""
    if photo.format in {"JPEG", "MPO"}:
        return content.find(b"\xff\xd9", _scan_start(content)) > 0
    return any(content[-_ZEROS:])


_ZEROS = 32
"""Zeros at the end of a WebP or HEIC that are more than chance and padding."""


def _scan_start(content: bytes) -> int:
    """Return where the header of a JPEG ends (ITU-T T.81, B.1.1): a thumbnail in it has an end of its own."""
    at = 2
    while content[at : at + 1] == b"\xff" and content[at + 1 : at + 2] != b"\xda":
        is_fill = content[at + 1 : at + 2] == b"\xff"
        at += 1 if is_fill else 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return at


def _orientation(photo: Image.Image) -> int:
    try:
        return int(photo.getexif().get(_ORIENTATION, 1))
    except (OSError, SyntaxError, ValueError, TypeError, KeyError, struct.error):
        return 1  # torn EXIF says nothing


def _shrunk(photo: Image.Image) -> Image.Image:
    """Return *photo* decoded, with no side longer than a master's; large JPEGs only as far as that needs."""
    scale = min(1.0, MASTER_SIDE / max(photo.size))
    size = (max(1, round(photo.width * scale)), max(1, round(photo.height * scale)))
    photo.draft(None, size)
    photo.load()
    plain = _plain(photo)
    # Hamming is as sharp as bicubic when it shrinks, at half the cost.
    return plain if plain.size == size else plain.resize(size, Image.Resampling.HAMMING, reducing_gap=3.0)


def _plain(photo: Image.Image) -> Image.Image:
    """Return *photo* in a mode that can be shrunk without harm: colours instead of a palette, 8 bits instead of 16."""
    if photo.mode.startswith("I"):
        return photo.point(lambda value: value * (1 / 256)).convert("L")
    if photo.has_transparency_data:
        return photo.convert("RGBA")
    if photo.mode in {"RGB", "L", "CMYK"}:
        return photo
    return photo.convert("L" if photo.mode == "1" else "RGB")


def _in_srgb(photo: Image.Image, profile: bytes | None) -> tuple[Image.Image, bool]:
    """Return *photo* in RGB by sRGB, what is transparent in it as white, and whether *profile* was of use.

    Colours whose profile cannot be read are taken for sRGB, as every browser does.
    """
    if photo.mode == "RGBA":
        photo = Image.alpha_composite(Image.new("RGBA", photo.size, "white"), photo).convert("RGB")
    if not profile:
        return photo.convert("RGB"), True
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if photo.mode != "CMYK" and "sRGB" in ImageCms.getProfileDescription(own):
            return photo.convert("RGB"), True
        return ImageCms.buildTransform(own, ImageCms.createProfile("sRGB"), photo.mode, "RGB").apply(photo), True
    except (OSError, ImageCms.PyCMSError):
        return photo.convert("RGB"), False


# ── sharpness ──

_LOOKED_AT = 500
_GRID = 4
_LAPLACIAN = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128)


def _sharpness(master: Image.Image) -> float:
    """Return the variance of the Laplacian in the sharpest of sixteen fields of *master*, at the size of a card.

    The sharpest, since the ground behind a face may be blurred at will; after the tones are stretched, so that a dull
    photograph counts like a bright one. Pech-Pacheco and others, Diatom autofocusing in brightfield microscopy, 2000.
    """
    scale = min(1.0, _LOOKED_AT / max(master.size))
    size = (max(1, round(master.width * scale)), max(1, round(master.height * scale)))
    if min(size) < 3 * _GRID:
        return 0.0
    # Stretched before it is made small: the other way round, the steps between dull tones would count as edges.
    grey = ImageOps.autocontrast(master.convert("L"), cutoff=1)
    edges = grey.resize(size, Image.Resampling.HAMMING, reducing_gap=2.0).filter(_LAPLACIAN)
    # The filter leaves the outermost pixels as they were.
    inner = edges.crop((1, 1, size[0] - 1, size[1] - 1))
    across, down = inner.width / _GRID, inner.height / _GRID
    fields = (
        inner.crop((round(x * across), round(y * down), round((x + 1) * across), round((y + 1) * down)))
        for x in range(_GRID)
        for y in range(_GRID)
    )
    return round(max(ImageStat.Stat(field).var[0] for field in fields), 1)


# ── the program of a worker ──


def main() -> None:
    """Develop what comes on the standard input; the arguments are seconds of a photograph and bytes of memory."""
    seconds, memory = map(int, sys.argv[1:])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's, who ends this process
    bound_memory(memory)
    # Whatever a library prints must not stand among the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    with contextlib.suppress(BrokenPipeError), answers:
        while (content := read_frame(sys.stdin.buffer)) is not None:
            bound_time(seconds)
            for part in _answer(content):
                answers.write(frame(part))
            answers.flush()


def frame(content: bytes) -> bytes:
    """Return *content* as it travels between the processes: eight bytes of length, then itself."""
    return len(content).to_bytes(8, "big") + content


def read_frame(stream: IO[bytes], most: int = 1 << 32) -> bytes | None:
    """Return the next frame of *stream*, None at its end; raise ValueError for more than *most* bytes."""
    head = stream.read(8)
    length = int.from_bytes(head, "big")
    if length > most:
        raise ValueError("the frame is too long")
    content = stream.read(length)
    return content if len(head) == 8 and len(content) == length else None


def _answer(content: bytes) -> tuple[bytes, ...]:
    try:
        facts, master = develop(content)
    except UnfitError as error:
        return (json.dumps({"code": error.code}).encode(),)
    return json.dumps(facts._asdict()).encode(), master


if sys.platform == "win32":

    def bound_memory(_: int) -> None:
        """Do nothing: Windows bounds jobs, not processes; headers are checked before anything is decoded."""

    def bound_time(_: int) -> None:
        """Do nothing: the parent ends what takes too long."""

else:
    import resource

    def bound_memory(most: int) -> None:
        """Let this process have no more than *most* bytes of addresses, where the system knows how."""
        _lower(resource.RLIMIT_AS, most)

    def bound_time(seconds: int) -> None:
        """End this process after *seconds* more of computing, even when its parent is gone."""
        spent = resource.getrusage(resource.RUSAGE_SELF)
        _lower(resource.RLIMIT_CPU, int(spent.ru_utime + spent.ru_stime) + seconds + 1)

    def _lower(kind: int, most: int) -> None:
        hard = resource.getrlimit(kind)[1]
        soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with contextlib.suppress(ValueError, OSError):  # macOS knows the limit and refuses to set it
            resource.setrlimit(kind, (soft, hard))


if __name__ == "__main__":
    main()
