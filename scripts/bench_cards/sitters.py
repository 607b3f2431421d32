"""Make people who never lived to draw: heroes of a fictional roll, and a face that code makes up."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

from qunyingpu.model.hero import Portrait
from qunyingpu.model.published import PublishedHero
from qunyingpu.model.site import Site
from qunyingpu.model.theme import SourceFile
from qunyingpu.model.vocabulary import Channel
from qunyingpu.photos.developing import develop
from qunyingpu.reading import read_book

ROOT = Path(__file__).resolve().parents[2]
DAY = datetime.date(2026, 11, 23)
SITE = Site(name="群英谱", url="https://qunyingpu.example/", description="", as_of=DAY)
DEFAULT = ("share", "square", "tile", "poster")
"""The sizes that are made for every hero."""


def read_heroes(folder: Path) -> Sequence[PublishedHero]:
    """Return the heroes of the project in *folder*, in the order of the roll."""
    return read_book(folder, today=DAY).published(Channel.WEB).heroes


def pictured(hero: PublishedHero) -> PublishedHero:
    """Return *hero* with a photograph."""
    portrait = Portrait(file=f"{hero.id}.jpg", focus=(0.5, 0.42), credit=None, licence=None)
    return hero.model_copy(update={"portrait": portrait})


def a_master(folder: Path, size: tuple[int, int]) -> SourceFile:
    """Return the master of a drawn face of *size*, as the site would keep it."""
    file = io.BytesIO()
    drawn_face().resize(size, Image.Resampling.LANCZOS).save(file, "JPEG", quality=92)
    path = folder / f"face-{size[0]}x{size[1]}"
    path.write_bytes(develop(file.getvalue())[1])
    return SourceFile(path, path.name)


def drawn_face() -> Image.Image:
    """Return a face that nobody has, 1200 by 1500 pixels."""
    wall, skin, hair, coat = (176, 184, 190), (214, 170, 140), (38, 32, 30), (52, 62, 84)
    picture = Image.new("RGB", (1200, 1500), wall)
    draw = ImageDraw.Draw(picture)
    draw.polygon([(100, 1500), (160, 1180), (480, 1040), (720, 1040), (1040, 1180), (1100, 1500)], fill=coat)
    draw.rounded_rectangle((500, 850, 700, 1080), 60, fill=skin)
    draw.ellipse((380, 430, 820, 980), fill=skin)
    draw.pieslice((350, 350, 850, 860), 180, 360, fill=hair)
    for eye in (510, 690):
        draw.ellipse((eye - 32, 680, eye + 32, 712), fill="white")
        draw.ellipse((eye - 14, 680, eye + 14, 712), fill=hair)
    draw.arc((530, 790, 670, 880), 25, 155, fill=(150, 84, 72), width=12)
    grain = Image.effect_noise(picture.size, 14).convert("RGB")
    return Image.blend(picture.filter(ImageFilter.GaussianBlur(1.5)), grain, 0.06)
