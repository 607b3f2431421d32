"""The name as portrait: which columns it stands in, how large, and where a line of it may break."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qunyingpu.stele import NAME_HEIGHT, NAME_WIDTH, Stele, name_parts, stele_of, upright

NAMES = st.text("测试甲乙丙英雄集体大学救人群县市·、“”（）0123456789 Aa-é\u3000\U0002cc56", min_size=1, max_size=40)


def _columns(name: str) -> list[str]:
    return ["".join(cell.text for cell in column) for column in stele_of(name).columns]


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("测试甲", ["测试甲"]),
        ("测甲", ["测甲"]),
        ("欧阳测试", ["欧阳测试"]),
        ("测试甲乙丙", ["测试甲乙丙"]),
        ("阿卜杜测·买买提", ["阿卜杜测", "买买提"]),
        ("测试甲、测乙、测试丙", ["测试甲", "测\u3000乙", "测试丙"]),
        ("测甲、测乙", ["测甲", "测乙"]),
        ("测试大学10·24见义勇为英雄集体", ["测试大学", "10·24见义勇为", "英雄集体"]),
        ("测试永定河救人群体", ["测试永定河", "救人群体"]),
        ("Ceshi Jia", ["CeshiJia"]),
    ],
)
def test_names_stand_in_columns_as_a_reader_pauses(name: str, columns: list[str]) -> None:
    """People stand in one column, parts and lists of names in one each, groups are cut at their words."""
    assert _columns(name) == columns


def test_a_number_is_one_small_cell_across() -> None:
    """10·24 is set small and horizontal at the head of its column, never one digit below another."""
    run = stele_of("测试大学10·24见义勇为英雄集体").columns[1][0]
    assert (run.text, run.scale) == ("10·24", 0.46)


def test_latin_words_are_read_across() -> None:
    """A name in Latin letters has a word a row, at full size."""
    (column,) = stele_of("Ceshi Jia").columns
    assert [(cell.text, cell.scale) for cell in column] == [("Ceshi", 1.0), ("Jia", 1.0)]


@pytest.mark.parametrize(
    ("name", "size", "gap"), [("测甲", 29.0, 0.7), ("测试甲", 27.2, 0.3), ("测试甲·测试乙", 25.0, 0.3)]
)
def test_sizes_are_those_of_the_face(name: str, size: float, gap: float) -> None:
    """Short names are set as large as the face shows them, two characters far apart."""
    assert (stele_of(name).size, stele_of(name).gap) == (size, gap)


@given(NAMES)
def test_every_name_fits_its_plate(name: str) -> None:
    """No name is higher or wider than its part of the plate, however long."""
    stele = stele_of(name)
    assert stele.size > 0
    assert stele.height * stele.size <= NAME_HEIGHT + 1e-6
    assert stele.width * stele.size <= NAME_WIDTH + 1e-6


@given(NAMES)
def test_no_character_of_a_name_is_lost(name: str) -> None:
    """A stele has every character of its name in order, but what sets parts apart; marks may be set upright."""
    separators = "·、 \u3000"
    shown = "".join(cell.text for column in stele_of(name).columns for cell in column)
    told, asked = ("".join(c for c in text if c not in separators) for text in (shown, name))
    assert not asked or upright(told) == upright(asked)


def test_marks_stay_with_their_words() -> None:
    """No column ends with an opening mark or begins with a closing one; both are set upright."""
    assert _columns("测试大学“5·12”抗震救灾志愿服务队")[1] == "﹃5·12﹄"


def test_a_number_keeps_its_unit() -> None:
    """39路 stands in one column and on one line."""
    assert "39路" in "/".join(_columns("测试39路公交车英雄司机"))
    assert all(not part.endswith("39") for part in name_parts("测试39路公交车英雄司机"))


@given(NAMES)
def test_parts_joined_are_the_name(name: str) -> None:
    """Breaking a name into parts changes no character of it."""
    assert "".join(name_parts(name)) == name


def test_people_break_only_after_their_dots() -> None:
    """A person's name never breaks within a part, a list of names only after its commas."""
    assert name_parts("测试甲") == ("测试甲",)
    assert name_parts("阿卜杜测·买买提") == ("阿卜杜测·", "买买提")
    assert name_parts("测试甲、测乙") == ("测试甲、", "测乙")
    assert name_parts("测试大学10·24见义勇为英雄集体") == ("测试大学", "10·24", "见义勇为", "英雄集体")


def test_wide_names_leave_no_room_for_sides() -> None:
    """A title and a place stand beside the name only where they do not touch it."""
    assert stele_of("测试甲").leaves_sides
    assert not stele_of("测试大学10·24见义勇为英雄集体").leaves_sides


def test_an_endless_name_is_cut_quickly_and_evenly() -> None:
    """A name of forty characters without any word to cut at is cut into columns of ten."""
    stele: Stele = stele_of("测试甲乙" * 10)
    assert [len(column) for column in stele.columns] == [10, 10, 10, 10]
