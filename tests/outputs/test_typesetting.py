"""Lines of Chinese text: what may stand at their ends, how they fill their measure, and what is done with too much."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qunyingpu.model.layout import Wrap
from qunyingpu.outputs.cards.typesetting import NO_END, NO_START, SMALLEST, Block, NoRoomError, Setting, typeset

PROSE = Setting(size=20, fit=20, lines=40)
TEXTS = st.text("桥边听见呼救他跳下去人，。、；：！？“”（）《》……——2024年6月18.5℃ab-c", min_size=1, max_size=80)


def _advance(character: str) -> float:
    """Measure as the serif does: Latin about half as wide as Han."""
    return 0.5 if character.isascii() else 1.0


def _set(text: str, setting: Setting = PROSE, *, width: float = 200) -> Block:
    return typeset(text, setting, width=width, advance=_advance)


def _lines(text: str, setting: Setting = PROSE, *, width: float = 200) -> list[str]:
    return [line.characters for line in _set(text, setting, width=width).lines]


@pytest.mark.parametrize("mark", sorted(NO_START))
def test_no_line_begins_with_a_closing_mark(mark: str) -> None:
    """A closing mark that comes after a full line hangs, or takes its character along to the next line."""
    for marks in (mark, mark * 2, "。" + mark):
        lines = _lines("测" * 10 + marks + "试" * 5)
        assert all(line[0] not in NO_START for line in lines), lines


@pytest.mark.parametrize("mark", sorted(NO_END))
def test_no_line_ends_with_an_opening_mark(mark: str) -> None:
    """An opening mark goes to the next line with what it opens."""
    for marks in (mark, mark * 2, "，" + mark):
        lines = _lines("测" * 9 + marks + "试" * 5)
        assert all(line[-1] not in NO_END for line in lines), lines


@given(TEXTS)
def test_setting_loses_no_character(text: str) -> None:
    """All lines joined are the text, but for spaces at their ends."""
    assert "".join(_lines(text, width=300)).replace(" ", "") == text.replace(" ", "")


@given(TEXTS, st.integers(60, 400))
def test_no_line_is_wider_than_its_column(text: str, width: int) -> None:
    """What the eye sees of a line lies within the column; only blank halves of marks hang out."""
    block = _set(text, width=width)
    for line in block.lines:
        assert line.width * block.size <= width + 1e-6
        assert all(pen >= -0.5 for pen in line.places)


@pytest.mark.parametrize("whole", ["2024年", "45岁", "18.5℃", "3000多米", "40余公里", "2万元", "……", "——", "Beijing"])
def test_numbers_words_and_long_dashes_stay_whole(whole: str) -> None:
    """A number stays with its unit, …… and —— and Latin words are never broken, wherever they fall in the line."""
    for before in range(12):
        lines = _lines("测" * before + whole + "试" * 12)
        assert any(whole in line for line in lines), lines


def test_a_date_breaks_between_its_parts() -> None:
    """A whole date may break after the year or the month, else justified lines would be torn."""
    assert _lines("测试测试2024年6月24日", width=150) == ["测试测试2024年", "6月24日"]


def test_lines_of_prose_fill_their_measure() -> None:
    """Every line but the last is justified to the measure, by no more than is invisible."""
    block = _set("桥边听见有人呼救，他跳进2024年的河里，救起了两名儿童，自己的衣服湿透了。", width=206)
    assert [round(line.width, 6) for line in block.lines[:-1]] == [206 / 20] * (len(block.lines) - 1)
    assert block.lines[-1].width < 206 / 20


def test_a_line_is_never_torn_apart() -> None:
    """Where a long word moved to the next line, what is left is set as it is and not spaced out."""
    block = _set("测试abcdefghijklmnopqr测试", width=200)
    assert block.lines[0].characters == "测试"
    assert block.lines[0].width == 2


def test_a_mark_at_the_end_of_a_line_hangs() -> None:
    """The blank half of 。 and ， reaches beyond the measure, so that no line is broken for its sake."""
    assert _lines("测试测试测试测试测，试测试", width=190)[0] == "测试测试测试测试测，"


def test_a_mark_at_the_beginning_of_a_line_hangs() -> None:
    """The blank half of an opening mark stands outside, so that the ink of all lines begins at one edge."""
    line = _set("“测试”").lines[0]
    assert line.places[0] == -0.5
    assert line.width == 3


def test_neighbouring_marks_close_up() -> None:
    """Two marks side by side give up the blank between them, and Han and Latin stand a little apart."""
    assert _set("测。”试").lines[0].width == 3.5
    assert _set("测a试").lines[0].width == 2.75


def test_clauses_end_at_their_commas() -> None:
    """A sentence set by clauses breaks after marks only, its lines as even as can be."""
    setting = dataclasses.replace(PROSE, wrap=Wrap.CLAUSES, lines=3)
    assert _lines("公交站台前，她从身后抱住持刀者，使孩子得以躲开。", setting, width=340) == [
        "公交站台前，她从身后抱住持刀者，",
        "使孩子得以躲开。",
    ]


def test_a_title_breaks_before_its_closing_remark() -> None:
    """What stands in brackets at the end goes to the next line whole; brackets on the way are no place to pause."""
    setting = dataclasses.replace(PROSE, wrap=Wrap.CLAUSES, lines=2)
    assert _lines("测试勇士（第二季度测试榜）", setting, width=220) == ["测试勇士", "（第二季度测试榜）"]
    assert _lines("测试（甲）跳下河去救人。", setting)[0] != "测试"


def test_clauses_that_do_not_fit_are_set_as_prose() -> None:
    """A clause longer than a line breaks as prose does, and too many clauses fill their lines."""
    setting = dataclasses.replace(PROSE, wrap=Wrap.CLAUSES, lines=2)
    assert len(_lines("测试，测试，测试，测试，测试，测试。", setting)) == 2
    assert _lines("测" * 15, setting) == ["测" * 10, "测" * 5]


def test_type_shrinks_before_text_is_cut() -> None:
    """A text that is too long is set smaller, down to the smallest size and no further."""
    setting = Setting(size=20, fit=14, lines=1)
    assert _set("测" * 10, setting).size == 20
    assert _set("测" * 12, setting).size == 16
    cut = _set("测" * 30, setting)
    assert (cut.size, cut.lines[0].characters) == (14, "测" * 12 + "……")


def test_a_cut_ends_with_a_whole_sentence() -> None:
    """What does not fit ends with its last whole sentence when that is most of it, else with ……, never at a comma."""
    setting = Setting(size=20, fit=20, lines=2)
    assert (
        "".join(_lines("他跳进河里，救起了两名儿童。随后又返回河心救人，直到力竭。", setting))
        == "他跳进河里，救起了两名儿童。"
    )
    cut = "".join(_lines("他跳进河里。" + "随后又返回河心，" * 5, setting))
    assert cut == "他跳进河里。随后又返回河心，随后又返……"


def test_names_shrink_before_they_break_and_are_never_cut() -> None:
    """A name breaks at its parts, shrinks before a part is broken, and keeps every character."""
    setting = Setting(size=40, fit=20, lines=2, leading=1.2, wrap=Wrap.NAME, whole=True)
    assert _lines("测试大学10·24见义勇为英雄集体", setting, width=240) == ["测试大学10·24", "见义勇为英雄集体"]
    assert _lines("买买提·阿不都热合曼", setting, width=240) == ["买买提·", "阿不都热合曼"]
    long = "测试甲乙" * 10
    assert "".join(_lines(long, setting, width=240)) == long


def test_height_limits_the_lines() -> None:
    """Two lines are allowed only at a size at which both stay within the height."""
    setting = Setting(size=40, fit=10, lines=3, height=66, leading=1.2, wrap=Wrap.NAME, whole=True)
    block = _set("测试大学见义勇为英雄集体", setting, width=200)
    assert (len(block.lines), block.size) == (2, 25)
    assert block.height <= 66


def test_a_whole_text_without_room_is_a_fault() -> None:
    """A text that may not be cut and cannot be set even smallest ends the drawing, instead of running out of it."""
    setting = Setting(size=20, fit=20, whole=True)
    assert _set("测" * 25, setting).size == SMALLEST
    with pytest.raises(NoRoomError):
        _set("测" * 26, setting)


def test_tracking_counts() -> None:
    """Space between characters is part of the width, and none follows the last."""
    assert _set("测试甲", dataclasses.replace(PROSE, tracking=0.5)).lines[0].width == 4


def test_scaling_keeps_the_proportions() -> None:
    """A scaled setting has smaller pixels and the same leading."""
    scaled = Setting(size=40, fit=20, height=100, leading=1.5).scaled(0.5)
    assert (scaled.size, scaled.fit, scaled.height, scaled.leading) == (20, 10, 50, 1.5)
