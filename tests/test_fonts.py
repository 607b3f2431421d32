"""The shipped fonts and what is cut from them."""

from __future__ import annotations

import hashlib
import io
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from qunyingpu.fonts import FULL_FONT, characters_of, full_font, missing_characters, web_subset
from qunyingpu.model.region import region_table
from qunyingpu.model.theme import SourceFile

FOLDER = Path(__file__).resolve().parents[1] / "theme" / "fonts"
FILES = sorted(path for path in FOLDER.iterdir() if path.suffix in {".otf", ".ttf"})
RARE = "㛃䶮\U0002cc56\U0002b5ae鿍"
VERTICAL = "﹃﹄︵︶〇"


def _source(name: str) -> SourceFile:
    path = FOLDER / name
    return SourceFile(path, hashlib.sha256(path.read_bytes()).hexdigest())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_fonts_are_those_that_the_table_names(path: Path) -> None:
    """FONTS.md tells the digest of every font, and the licence stands beside them in full."""
    table = (FOLDER / "FONTS.md").read_text(encoding="utf-8")
    licence = (FOLDER / "OFL.txt").read_text(encoding="utf-8")
    assert f"| `{path.name}` |" in table
    assert hashlib.sha256(path.read_bytes()).hexdigest() in table
    assert f"{path.name}:" in licence
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "DISCLAIMER" in licence


@pytest.mark.parametrize("name", ["serif.otf", "serif-bold.otf", "kai.ttf"])
def test_fonts_have_rare_names_and_vertical_marks(name: str) -> None:
    """Characters of 通用规范汉字表 beyond GBK, vertical marks and all names of regions are in every font."""
    regions = "".join(province.name for province in region_table().provinces())
    assert missing_characters(RARE + VERTICAL + regions, [_source(name)]) == ()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_repertoire_is_that_of_the_library(path: Path) -> None:
    """Read without naming every glyph, the code points of a font are those that the library tells."""
    with TTFont(path) as font:
        assert characters_of(_source(path.name)) == set(font.getBestCmap())


def test_a_font_of_the_bmp_alone_is_read_by_the_library(tmp_path: Path) -> None:
    """A font of a foundation's own, with the older table only, is known all the same."""
    path = tmp_path / "old.ttf"
    with TTFont(FOLDER / "kai.ttf") as font:
        font["cmap"].tables = [table for table in font["cmap"].tables if table.format == 4]
        font.save(path)
    assert ord("测") in characters_of(SourceFile(path, "old"))


def test_the_full_font_is_found_where_its_extra_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The package of the extra is found without being run; a package without the font counts as none."""
    package, file = FULL_FONT
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / package).mkdir()
    (tmp_path / package / "__init__.py").write_text("raise RuntimeError('never run')\n", encoding="utf-8")
    monkeypatch.delitem(sys.modules, package, raising=False)
    assert full_font() is None
    (tmp_path / package / file).write_bytes(b"font")
    assert full_font() == tmp_path / package / file


def test_missing_characters_come_once_in_order() -> None:
    """What no font has is told once each, in the order of the text; spaces need no glyph."""
    text = "测\U000323af试　 \u00a0㐱\U000323af甲"
    assert missing_characters(text, [_source("serif.otf"), _source("kai.ttf")]) == ("\U000323af", "㐱")


def test_a_character_of_any_font_is_not_missing() -> None:
    """What one font lacks and another has is there."""
    only_kai = next(iter(characters_of(_source("kai.ttf")) - characters_of(_source("serif.otf"))))
    assert missing_characters(chr(only_kai), [_source("serif.otf")]) == (chr(only_kai),)
    assert missing_characters(chr(only_kai), [_source("serif.otf"), _source("kai.ttf")]) == ()


def test_a_web_subset_has_its_characters_and_little_else() -> None:
    """The web font is WOFF2, has the characters asked for and no other, and leaves out what its source lacks."""
    made = web_subset(_source("serif-bold.otf"), "测试甲12\U000323af")
    with TTFont(io.BytesIO(made)) as font:
        assert font.flavor == "woff2"
        assert set(font.getBestCmap()) == set(map(ord, "测试甲12"))
    assert len(made) < 5000


def test_a_web_subset_keeps_its_licence() -> None:
    """Copyright and licence travel inside the cut font, as the OFL asks."""
    with TTFont(io.BytesIO(web_subset(_source("serif.otf"), "测"))) as font:
        assert "Adobe" in font["name"].getDebugName(0)
        assert "SIL Open Font License" in font["name"].getDebugName(13)


def test_a_web_subset_is_the_same_bytes_every_time() -> None:
    """The bytes depend on which characters there are, not on their order or on the hour."""
    source = _source("serif-bold.otf")
    assert web_subset(source, "测试甲乙丙") == web_subset(source, "丙乙甲试测测")
    with TTFont(source.path) as font, TTFont(io.BytesIO(web_subset(source, "测"))) as cut:
        assert cut["head"].modified == font["head"].modified
