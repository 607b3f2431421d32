"""The theme folder becomes values; a mistake in a layout is told like one in a profile."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image

from qunyingpu.errors import ContentError, UsageError
from qunyingpu.model.layout import FONTS
from qunyingpu.reading import read_theme
from qunyingpu.reading import theme as theme_reading

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
    sizes = {"share", "square", "tile", "poster", "cover", "kiosk", "kiosk-wide", "slide", "ribbon", "hall"}
    assert set(theme.layouts) == sizes
    assert set(theme.card_themes) == {"honour", "paper", "solemn", "plain"}
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


def test_all_mistakes_of_a_layout_are_told_where_they_stand(root: Path) -> None:
    """Every wrong layer of every layout has its own line and column and says how it should be written, all at once."""
    layout = (
        "size: [100, 100]\n"
        "layers:\n"
        "  - {kind: seal, at: [90, 0], box: [20, 20]}\n"
        "  - {kind: column, at: [0, 0], box: [9, 9], rows: [{kind: text, text: '{nmae}', size: 20}]}\n"
        "  - {kind: picture, at: [0, 0], box: [9, 9], file: bear.png}\n"
        "  - {kind: glow, at: [0, 0], box: [9, 9]}\n"
    )
    (root / "theme/cards/extra.yaml").write_text(layout, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_theme(root)
    told = {(p.line, p.column, p.field): p for p in caught.value.problems if p.file == "theme/cards/extra.yaml"}
    assert [place[::2] for place in sorted(told)] == [(4, "layers.1.rows.0.text"), (6, "layers.3")]
    assert all(column > 3 for _, column, _ in told)
    assert "没有“{nmae}”" in told[sorted(told)[0]].message
    (root / "theme/cards/extra.yaml").write_text("".join(layout.splitlines(keepends=True)[:3]), encoding="utf-8")
    assert _told(root) == [("theme/cards/extra.yaml", 3, "layers.0.box", "layout-field")]
    third = "".join(line for number, line in enumerate(layout.splitlines(keepends=True)) if number in {0, 1, 4})
    (root / "theme/cards/extra.yaml").write_text(third, encoding="utf-8")
    assert _told(root) == [("theme/cards/extra.yaml", 3, "layers.0.file", "layout-field")]


def test_pictures_of_the_theme_are_found_by_name(root: Path) -> None:
    """A mascot beside the layouts may be named in a theme; a picture that is none, or is not there, is told."""
    themes, cards = root / "theme/cards/themes.yaml", root / "theme/cards"
    Image.new("RGBA", (20, 30)).save(cards / "mascot.png")
    themes.write_text(
        themes.read_text(encoding="utf-8").replace("honour:\n", "honour:\n  mascot: mascot.png\n", 1), encoding="utf-8"
    )
    theme = read_theme(root)
    assert set(theme.pictures) == {"mascot.png"}
    assert theme.card_themes["honour"].mascot == "mascot.png"
    (cards / "mascot.png").unlink()
    ((file, line, field, code),) = _told(root)
    assert (file, line > 1, field, code) == ("theme/cards/themes.yaml", True, "honour.mascot", "layout-field")
    (cards / "mascot.png").write_bytes(b"GIF89a")
    assert ("theme/cards/mascot.png", 0, "", "photo-format") in _told(root)


def test_letters_that_cannot_be_read_are_told(root: Path) -> None:
    """A colour that hardly stands out from its ground is a mistake at its line, with the ratio that it has."""
    themes = root / "theme/cards/themes.yaml"
    text = themes.read_text(encoding="utf-8")
    themes.write_text(text.replace('on_band: "#fdf6e6"', 'on_band: "#a04040"', 1), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_theme(root)
    (problem,) = caught.value.problems
    assert (problem.field, problem.line > 1, "对比只有 1." in problem.message) == ("honour.on_band", True, True)


def test_a_layout_is_named_like_an_address(root: Path) -> None:
    """The stem of a layout becomes part of addresses, so that no other name is taken."""
    (root / "theme/cards/海报.yaml").write_text("size: [9, 9]\nlayers: []\n", encoding="utf-8")
    assert _told(root) == [("theme/cards/海报.yaml", 0, "", "file-name")]


def test_the_full_font_comes_with_its_extra(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the extra is installed its font stands in for all others; where not, nothing is missing."""
    assert set(read_theme(root).fonts) - {"full"} == set(FONTS)
    monkeypatch.setattr(theme_reading, "full_font", lambda: root / "theme/fonts/kai.ttf")
    assert set(read_theme(root).fonts) == {*FONTS, "full"}
    monkeypatch.setattr(theme_reading, "full_font", lambda: None)
    assert set(read_theme(root).fonts) == set(FONTS)


def test_a_missing_font_is_told(root: Path) -> None:
    """Cards need all three fonts."""
    (root / "theme/fonts/kai.ttf").unlink()
    assert _told(root) == [("theme/fonts/kai", 0, "", "file-unreadable")]


def test_no_theme_is_wrong_usage(tmp_path: Path) -> None:
    """Where neither the project nor the package has a theme, the command was started in the wrong place."""
    with pytest.raises(UsageError, match="theme"):
        read_theme(tmp_path)
