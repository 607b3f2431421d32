"""Turn a photograph from staff into upright sRGB pixels that carry nothing else, and crop it around the face.

Whatever is published is encoded anew from these pixels, so that no EXIF, GPS, thumbnail or trailer survives.
"""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError
from pydantic_core import PydanticCustomError

from qunyingpu.errors import mistake

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 60_000_000

_FACE_HEIGHT = 0.42
_SIDEWAYS = range(5, 9)
_ORIENTATION = 0x0112


def check_photo(path: Path) -> None:
    """Refuse a file that is no photograph to publish, by its header alone; raise the mistakes of `open_photo`."""
    with _opened(path):
        pass


def open_photo(path: Path, *, least: tuple[int, int]) -> Image.Image:
    """Return the photograph at *path* upright, in RGB by sRGB, at least *least* pixels wide and high where it can.

    Large JPEGs are decoded only as far as that needs. Raises the mistakes ``photo-format`` (only JPEG, PNG and WebP,
    whatever the file is called), ``photo-pixels`` (over 60 megapixels), ``photo-animated``, ``photo-profile`` (an ICC
    profile that cannot be read) and ``photo-damaged`` (cut short).
    """
    with _opened(path) as photo:
        is_sideways = photo.getexif().get(_ORIENTATION) in _SIDEWAYS
        photo.draft("RGB", (least[1], least[0]) if is_sideways else least)
        photo.load()
        upright = _in_srgb(ImageOps.exif_transpose(photo), name=path.name)
    # Pillow carries comments, EXIF and profiles along, and writes some of them into whatever is saved.
    upright.info.clear()
    return upright


def cropped(photo: Image.Image, *, box: tuple[int, int], focus: tuple[float, float]) -> Image.Image:
    """Return *photo* filling *box*, in pixels, with *focus* (across and down, 0 to 1) a little above its middle."""
    width, height = photo.size
    scale = max(box[0] / width, box[1] / height)
    across, down = box[0] / scale, box[1] / scale
    left = max(0.0, min(focus[0] * width - across / 2, width - across))
    top = max(0.0, min(focus[1] * height - down * _FACE_HEIGHT, height - down))
    region = (left, top, min(left + across, width), min(top + down, height))
    # Hamming is as sharp as bicubic when it shrinks, at half the cost: the dearest step of a card.
    kernel = Image.Resampling.HAMMING if scale < 1 else Image.Resampling.BICUBIC
    return photo.resize(box, kernel, box=region, reducing_gap=2.0)


@contextmanager
def _opened(path: Path) -> Iterator[Image.Image]:
    """Yield the photograph at *path*, not yet decoded; what Pillow cannot read becomes a mistake."""
    with warnings.catch_warnings():
        # Pillow warns of torn EXIF, which is thrown away in any case, and of sizes, which are refused below.
        warnings.simplefilter("ignore")
        try:
            with Image.open(path, formats=FORMATS) as photo:
                _refuse(photo, name=path.name)
                yield photo
        except PydanticCustomError:
            raise
        except UnidentifiedImageError:
            raise mistake("photo-format", photo=path.name) from None
        except Image.DecompressionBombError:
            raise mistake("photo-pixels", photo=path.name) from None
        except (OSError, SyntaxError, ValueError, EOFError, struct.error):
            raise mistake("photo-damaged", photo=path.name) from None


def _refuse(photo: Image.Image, *, name: str) -> None:
    if photo.width * photo.height > MOST_PIXELS:
        raise mistake("photo-pixels", photo=name)
    # A phone's MPO is a JPEG with a second picture behind it, not an animation.
    if getattr(photo, "n_frames", 1) > 1 and photo.format != "MPO":
        raise mistake("photo-animated", photo=name)


def _in_srgb(photo: Image.Image, *, name: str) -> Image.Image:
    """Return *photo* in RGB by sRGB, what is transparent in it as white."""
    # A profile speaks of the colours as they were stored; alpha, palettes and 16 bits are flattened before.
    stored = photo if photo.mode in {"RGB", "CMYK", "L"} else _flat(photo)
    profile = photo.info.get("icc_profile")
    if not profile:
        return stored.convert("RGB")
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "sRGB" in ImageCms.getProfileDescription(own):
            return stored.convert("RGB")
        return ImageCms.buildTransform(own, ImageCms.createProfile("sRGB"), stored.mode, "RGB").apply(stored)
    except (OSError, ImageCms.PyCMSError):
        raise mistake("photo-profile", photo=name) from None


def _flat(photo: Image.Image) -> Image.Image:
    if photo.mode == "I;16":
        return photo.point(lambda value: value * (1 / 256)).convert("L").convert("RGB")
    if not photo.has_transparency_data:
        return photo.convert("RGB")
    ground = Image.new("RGBA", photo.size, "white")
    return Image.alpha_composite(ground, photo.convert("RGBA")).convert("RGB")
