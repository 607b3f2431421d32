"""`qunyingpu find`: whoever is in the roll is found by what one remembers of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from projects import CLEAN, HERO, Project, a_project
from qunyingpu.verbs import find
from verbs import Ended, caller

GROUP = "110000-2020-bbbbb"
GROUP_PROFILE = """\
name: 测试大桥群体
kind: group
former_names: [测试曾用]
deed:
  date: 2020-06
  region: 110107
  place: 测试桥
  type: water_rescue
  outcome: safe
  summary: 测试用的一句话，桥边听见呼救。
members:
  - {name: 单小测}
sources:
  - title: 虚构资料（测试用）
visibility: masked
consent:
  basis: public_report
draft: 是
"""


@pytest.fixture
def ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ended:
    """Return what runs `qunyingpu find` in a project of one person and one group."""
    project = a_project(tmp_path)
    project.add_hero(GROUP, GROUP_PROFILE)
    return caller(project.root, "find", monkeypatch, capsys, find)


ONE = f"{HERO}  测试甲  2024-06-24  江苏省苏州市虎丘区  heroes/32/{HERO}.yaml\n"
OTHER = f"{GROUP}  测试大桥群体  2020-06  北京市石景山区 测试桥  [草稿、隐名]  heroes/11/{GROUP}.yaml\n"


@pytest.mark.parametrize("word", ["试甲", "ceshijia", "ceshi jia", "csj", "sj", "jia", "aaaaa", "虎丘", "2024"])
def test_one_person_is_found(ended: Ended, word: str) -> None:
    """By a part of the name, pinyin, initials, a part of the id, the place, the year."""
    assert ended(word) == (0, f"{ONE}找到 1 份档案。\n")


@pytest.mark.parametrize("word", ["大桥", "曾用", "小测", "shanxiaoce", "sxc", "SXC", "石景山", "测试桥", "2020-06"])
def test_a_group_is_found(ended: Ended, word: str) -> None:
    """By a former name and by its members, whose surnames are read as surnames; drafts and hidden ones say so."""
    assert ended(word) == (0, f"{OTHER}找到 1 份档案。\n")


def test_several_words_must_all_be_true(ended: Ended) -> None:
    """More words narrow the search; all of a roll comes in order of the names."""
    assert ended("测试", "2020") == (0, f"{OTHER}找到 1 份档案。\n")
    assert ended("测试") == (0, f"{OTHER}{ONE}找到 2 份档案。\n")
    assert ended("测试", "1999") == (0, "没有找到“测试 1999”。\n")


def test_what_could_not_be_searched_is_said(ended: Ended, tmp_path: Path) -> None:
    """A profile with a mistake is named, and one that is withdrawn says so."""
    project = Project(tmp_path)
    project.add_hero("320500-2024-ccccc", CLEAN.replace("2024-06-24", "2024-02-30"))
    project.write("heroes/permalinks.txt", f"heroes/{HERO}.html withdrawn\n")
    status, said = ended("试甲")
    assert (status, "虎丘区  [已撤回]  heroes" in said) == (0, True)
    assert "1 份有错误，没有查：heroes/32/320500-2024-ccccc.yaml。" in said


def test_a_search_for_nothing_is_refused(ended: Ended) -> None:
    """Without a word the status is 2."""
    assert ended()[0] == 2
