"""What tests of cards share: the theme that ships, and a photograph that code has drawn."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from qunyingpu.model.theme import SourceFile, Theme
from qunyingpu.reading import read_theme

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def theme() -> Theme:
    """Read the theme that ships."""
    return read_theme(ROOT)


@pytest.fixture(scope="session")
def portrait(tmp_path_factory: pytest.TempPathFactory) -> SourceFile:
    """Write a photograph, red above and blue below, and return it as `reading` does."""
    path = tmp_path_factory.mktemp("photos") / "photo.jpg"
    picture = Image.new("RGB", (900, 1200), (30, 30, 200))
    picture.paste((200, 30, 30), (0, 0, 900, 600))
    picture.save(path, quality=92)
    return SourceFile(path, "photo")
