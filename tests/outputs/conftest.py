"""What tests of cards share: the theme that ships, and a photograph that code has drawn."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from inked import Mark
from qunyingpu.model.theme import SourceFile, Theme
from qunyingpu.outputs.cards.canvas import Canvas, Rgb
from qunyingpu.outputs.cards.glyphs import Glyph
from qunyingpu.outputs.cards.grounds import ground_of
from qunyingpu.reading import read_theme

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def theme() -> Theme:
    """Read the theme that ships."""
    return read_theme(ROOT)


@pytest.fixture
def ink(monkeypatch: pytest.MonkeyPatch) -> list[Mark]:
    """Record every letter that is drawn, those that all cards of a layout have in common too."""
    marks: list[Mark] = []
    draw = Canvas.ink

    def record(canvas: Canvas, glyph: Glyph, pen: tuple[float, float], colour: Rgb) -> None:
        if glyph.mask is not None:
            marks.append(Mark.of(canvas, glyph, pen, colour))
        draw(canvas, glyph, pen, colour)

    ground_of.cache_clear()
    monkeypatch.setattr(Canvas, "ink", record)
    return marks


@pytest.fixture(scope="session")
def portrait(tmp_path_factory: pytest.TempPathFactory) -> SourceFile:
    """Write a photograph, red above and blue below, and return it as `reading` does."""
    path = tmp_path_factory.mktemp("photos") / "photo.jpg"
    picture = Image.new("RGB", (900, 1200), (30, 30, 200))
    picture.paste((200, 30, 30), (0, 0, 900, 600))
    picture.save(path, quality=92)
    return SourceFile(path, "photo")
