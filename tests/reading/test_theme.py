"""The theme folder becomes values; a mistake in a layout is told like one in a profile."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from qunyingpu.errors import ContentError, UsageError
from qunyingpu.model.layout import FONTS
from qunyingpu.reading import read_theme

ROOT = Path(__file__).parents[2]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Copy the shipped theme, so that a test may break it."""
    shutil.copytree(ROOT / "theme", tmp_path / "theme")
    return tmp_path


def _told(root: Path) -> list[tuple[str, int, str, str]]:
    with pytest.raises(ContentError) as caught:
        read_theme(root)
    return [(problem.file, problem.line, problem.field, problem.code) for problem in caught.value.problems]


def test_the_shipped_theme_is_whole() -> None:
    """Templates keep their file names; layouts, card themes and fonts go by their stems."""
    theme = read_theme(ROOT)
    assert "hero.html" in theme.templates
    assert {"share", "square", "tile"} <= set(theme.layouts)
    assert {"honour", "paper", "solemn"} <= set(theme.card_themes)
    assert set(FONTS) <= set(theme.fonts)
    assert len({font.digest for font in theme.fonts.values()}) == len(theme.fonts)


def test_mistakes_in_layouts_are_told(root: Path) -> None:
    """A wrong value, an unknown key and broken YAML each have their file and line."""
    (root / "theme/cards/share.yaml").write_text("size: [1200, 630]\nlayers: []\nformat: bmp\n", encoding="utf-8")
    (root / "theme/cards/tile.yaml").write_text("size: [", encoding="utf-8")
    themes = root / "theme/cards/themes.yaml"
    themes.write_text(themes.read_text(encoding="utf-8") + "extra:\n  paper: red\n", encoding="utf-8")
    told = _told(root)
    assert ("theme/cards/share.yaml", 3, "format", "layout-field") in told
    assert ("theme/cards/tile.yaml", 1, "", "yaml-syntax") in told
    assert ("extra.paper", "layout-field") in [(field, code) for _, _, field, code in told]


def test_a_missing_font_is_told(root: Path) -> None:
    """Cards need all three fonts."""
    (root / "theme/fonts/kai.ttf").unlink()
    assert _told(root) == [("theme/fonts/kai", 0, "", "file-unreadable")]


def test_no_theme_is_wrong_usage(tmp_path: Path) -> None:
    """Where neither the project nor the package has a theme, the command was started in the wrong place."""
    with pytest.raises(UsageError, match="theme"):
        read_theme(tmp_path)
