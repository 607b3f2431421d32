"""The shipped fonts and what is cut from them."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from qunyingpu.fonts import characters_of, missing_characters, web_subset
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
