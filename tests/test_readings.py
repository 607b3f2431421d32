"""Readings of names: surnames as families say them, modern readings only, and every reading for search."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from qunyingpu import readings
from qunyingpu.readings import initial_of, plain, read_name, readings_of, spoken_parts

SURNAMES = {
    "单测甲": "shan ce jia",
    "解测甲": "xie ce jia",
    "仇测甲": "qiu ce jia",
    "查测甲": "zha ce jia",
    "曾测甲": "zeng ce jia",
    "区测甲": "ou ce jia",
    "朴测甲": "piao ce jia",
    "任测甲": "ren ce jia",
    "盖测甲": "ge ce jia",
    "覃测甲": "qin ce jia",
    "翟测甲": "zhai ce jia",
    "员测甲": "yun ce jia",
    "乐测甲": "yue ce jia",
    "缪测甲": "miao ce jia",
    "种测甲": "chong ce jia",
    "尉迟测甲": "yu chi ce jia",
    "万俟测甲": "mo qi ce jia",
    "单于测甲": "chan yu ce jia",
    "长孙测甲": "zhang sun ce jia",
    "欧阳测甲": "ou yang ce jia",
    "澹台测甲": "tan tai ce jia",
    "令狐测甲": "ling hu ce jia",
}


@pytest.mark.parametrize("name", SURNAMES)
def test_surnames_are_read_as_surnames(name: str) -> None:
    """单 is Shan at the head of a name, 尉迟 Yuchi, whatever they are in words."""
    assert read_name(name) == SURNAMES[name]


COMMON = {
    "石": "shi",
    "叶": "ye",
    "万": "wan",
    "强": "qiang",
    "沈": "shen",
    "陆": "lu",
    "贾": "jia",
    "殷": "yin",
    "宁": "ning",
    "车": "che",
}


@pytest.mark.parametrize("surname", COMMON)
def test_common_surnames_keep_their_common_reading(surname: str) -> None:
    """The dictionary of 2013 lists readings by the alphabet: the first of 石, dan, is not its usual one."""
    assert read_name(f"{surname}测") == f"{COMMON[surname]} ce"


OTHER_NAMES = {
    "甲单": "jia dan",
    "李乐甲": "li le jia",
    "测晟": "ce sheng",
    "测曾": "ce zeng",
    "测珩": "ce heng",
    "吕测绿": "lv ce lv",
    "略": "lve",
    "测𬱖": "ce di",
    "测试·乐乙": "ce shi le yi",
    "李甲、单乙、尉迟丙": "li jia shan yi yu chi bing",
    "重庆银行测试群体": "chong qing yin hang ce shi qun ti",
    "测试大学10·24英雄集体": "ce shi da xue 10 24 ying xiong ji ti",
    "Ann·测": "ann ce",
    "测某某": "ce mou mou",
    "单": "dan",
}


@pytest.mark.parametrize("name", OTHER_NAMES)
def test_other_names_are_read_as_people_read_them(name: str) -> None:
    """Given names, names with a dot, of several people, of groups, with digits, Latin or rare characters."""
    assert read_name(name) == OTHER_NAMES[name]


def test_a_character_without_a_reading_stands_for_itself() -> None:
    """It is listed under #, after the letters, and nothing is invented for it."""
    assert read_name("㐂测") == "㐂 ce"
    assert initial_of(read_name("㐂测")) == "#"
    assert readings_of("㐂") == ()


@pytest.mark.parametrize(
    ("reading", "initial"), [("shan jia", "S"), ("lv", "L"), ("10 24", "#"), ("㐂", "#"), ("", "#")]
)
def test_initials_are_letters_or_the_number_sign(reading: str, initial: str) -> None:
    """The letter of the first syllable; # for digits, for what has no reading and for nothing."""
    assert initial_of(reading) == initial


def test_all_modern_readings_count_the_usual_first() -> None:
    """Surname, given name and word; ü as v; no reading that dictionaries have given up."""
    assert readings_of("单") == ("dan", "chan", "shan")
    assert readings_of("吕") == ("lv",)
    assert set(readings_of("曾")) == {"ceng", "zeng"}
    assert "he" in readings_of("黑")
    assert "sheng" in readings_of("晟")
    assert "hang" in readings_of("珩"), "often read so, though held for wrong"
    assert set(readings_of("行")) == {"xing", "hang", "heng"}
    assert readings_of("A") == readings_of("1") == readings_of("·") == ()


def test_a_name_has_as_many_parts_as_its_reading_has_syllables() -> None:
    """Every Han character, known or not, every run of Latin letters or digits; marks are none."""
    assert spoken_parts("张𠀂·㐂Q10、阿Q") == ["张", "𠀂", "㐂", "Q10", "阿", "Q"]
    for name in (*SURNAMES, *OTHER_NAMES):
        assert len(spoken_parts(name)) == len(read_name(name).split()), name


@pytest.mark.parametrize(("reading", "said"), [("Yào", "yao"), ("LǙ", "lv"), ("nüe", "nve"), ("a", "a"), ("10", "10")])
def test_a_reading_is_plain_without_tone_and_umlaut(reading: str, said: str) -> None:
    """However staff write it: with tone marks, with capitals, with ü."""
    assert plain(reading) == said


def test_every_row_of_the_table_changes_a_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """A surname that would be read rightly without its row has no place in the table."""
    needless = []
    for surname, reading in list(readings._SURNAMES.items()):
        with monkeypatch.context() as without:
            without.delitem(readings._SURNAMES, surname)
            if readings._read_person(f"{surname}测") == [*reading.split(), "ce"]:
                needless.append(surname)
    assert needless == []


def test_what_is_read_is_found() -> None:
    """Each syllable of a name's reading is among the readings by which search knows its character."""
    for name in (*SURNAMES, "甲单", "李乐甲", "测晟", "吕测绿"):
        if len(read_name(name).split()) == len(name):
            pairs = zip(name, read_name(name).split(), strict=True)
            assert [pair for pair in pairs if pair[1] not in readings_of(pair[0])] == []


def test_the_dictionaries_wait_until_a_name_is_read() -> None:
    """Importing the room loads no dictionary: it is done at every start of the engine."""
    program = "import sys, qunyingpu.readings; print('pypinyin' in sys.modules)"
    place = {"PYTHONPATH": str(Path(readings.__file__).parents[1])}
    said = subprocess.run([sys.executable, "-c", program], env=os.environ | place, capture_output=True, check=True)
    assert said.stdout.strip() == b"False"
