"""`qunyingpu new`: a person answers in Chinese, wrong answers are told at once, and a sound profile is written."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from projects import HERO, Project, a_project
from qunyingpu.authoring.identities import taken_ids
from qunyingpu.authoring.interview import _ORDER, _STAND_INS, next_question
from qunyingpu.messages import MESSAGES
from qunyingpu.verbs import new
from verbs import Ended, caller

ANSWERS = {
    "姓名": "测试乙",
    "类别": "个人",
    "事发日期": "2024年6月24日",
    "事发地": "江苏省/苏州市/虎丘区",
    "具体地点": "测试桥",
    "事迹类型": "3",
    "获救人数": "",
    "结局": "1",
    "一句话": "测试用的一句话，桥边听见：呼救。",
    "称号": "测试称号",
    "级别": "市级",
    "授予单位": "",
    "授予日期": "2025",
    "标题": "虚构资料（测试用）",
    "发布者": "",
    "日期": "",
    "网址": "",
    "公开方式": "",
    "公开依据": "3",
}
WRITTEN = """\
name: 测试乙
kind: individual
deed:
  date: 2024-06-24
  region: 320505
  place: 测试桥
  type: water_rescue
  outcome: safe
  summary: 测试用的一句话，桥边听见：呼救。
honours:
  - title: 测试称号
    level: municipal
    date: 2025
sources:
  - title: 虚构资料（测试用）
consent:
  basis: public_report
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Make a project with one profile."""
    return a_project(tmp_path)


@pytest.fixture
def ended(project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ended:
    """Return what runs `qunyingpu new` in the project."""
    return caller(project.root, "new", monkeypatch, capsys, new)


def _typed(changes: dict[str, str] | None = None, *, end: str = "y\n") -> str:
    return "".join(f"{answer}\n" for answer in {**ANSWERS, **(changes or {})}.values()) + end


def _made(project: Project) -> list[Path]:
    return [path for path in (project.root / "heroes").rglob("*.yaml") if path.stem != HERO]


def test_a_profile_is_asked_for_and_written(ended: Ended, project: Project) -> None:
    """Each field is asked by its Chinese title; the profile is canonical, its address is listed, nothing is wrong."""
    status, said = ended(typed=_typed())
    assert status == 0, said
    assert [title for title in ANSWERS if f"{title}（" not in said] == []
    assert "+name: 测试乙" in said
    (path,) = _made(project)
    assert path.stem.startswith("320500-2024-")
    assert path.read_text(encoding="utf-8") == WRITTEN
    listed = (project.root / "heroes/permalinks.txt").read_text(encoding="utf-8").splitlines()
    assert listed == sorted([f"heroes/{HERO}.html", f"heroes/{path.stem}.html"])
    assert not project.told()


@pytest.mark.parametrize(
    ("title", "wrong", "code"),
    [
        ("事发日期", "2024-02-30", "没有 2 月 30 日。"),
        ("事发日期", "2099-01-01", "2099年1月1日 还没有到。"),
        ("事发地", "江苏省/苏洲市", "没有“江苏省/苏洲市”这个行政区划。"),
        ("事迹类型", "救助溺水者", "没有“救助溺水者”这个选项。"),
        ("事迹类型", "99", "没有“99”这个选项。"),
        ("结局", "有成员牺牲", MESSAGES["outcome-mixed"].text),
        ("一句话", "太短", "写了 2 个字，至少 8 个字。"),
        ("一句话", "电话 13900000000 可以问", "写了手机号码"),
        ("授予日期", "2023", "早于事发日期"),
        ("网址", "example.org", "不是完整的网址。"),
        ("姓名", "测\u200b试", "看不见的字符"),
        ("类别", "团体", "没有“团体”这个选项。"),
        ("公开方式", "保密\n公开", "没有“保密”这个选项。"),
        ("姓名", "", "“姓名”不能空着。"),
    ],
)
def test_a_wrong_answer_is_told_at_once_and_asked_again(
    ended: Ended, project: Project, title: str, wrong: str, code: str
) -> None:
    """The words are those of `check`; the next answer counts."""
    status, said = ended(typed=_typed({title: f"{wrong}\n{ANSWERS[title]}"}))
    assert (status, code in said) == (0, True), said
    assert said.count(f"{title}（") >= 2
    (path,) = _made(project)
    assert path.read_text(encoding="utf-8") == WRITTEN


def test_a_group_an_alias_and_a_death_ask_for_more(ended: Ended, project: Project) -> None:
    """What only some profiles need is asked for only there."""
    more = {"类别": "群体\n12", "结局": "牺牲\n2024-06-25", "公开方式": "化名\n\n测试丁", "公开依据": "1\nC-1"}
    status, said = ended(typed=_typed(more))
    assert status == 0, said
    assert "“化名”不能空着。" in said
    text = _made(project)[0].read_text(encoding="utf-8")
    for line in ("kind: group", "member_count: 12", "  died: 2024-06-25", "alias: 测试丁", "  reference: C-1"):
        assert line in text.splitlines()
    assert not project.told()


def test_a_draft_has_no_address(ended: Ended, project: Project) -> None:
    """--draft keeps the profile back."""
    assert ended("--draft", typed=_typed())[0] == 0
    assert _made(project)[0].read_text(encoding="utf-8") == WRITTEN + "draft: true\n"
    listed = (project.root / "heroes/permalinks.txt").read_text(encoding="utf-8")
    assert listed == f"heroes/{HERO}.html\n"


def test_a_withheld_profile_gets_an_id_that_says_nothing(ended: Ended, project: Project) -> None:
    """Neither place nor year is told."""
    assert ended(typed=_typed({"公开方式": "不公开"}))[0] == 0
    assert _made(project)[0].stem.startswith("000000-0000-")
    assert not project.told()


def test_an_alias_that_is_somebodys_name_is_refused(ended: Ended, project: Project) -> None:
    """What only the whole roll shows is judged before anything is written."""
    status, said = ended(typed=_typed({"公开方式": "化名\n测试甲"}))
    assert (status, "另一人的真名相同" in said) == (1, True)
    assert _made(project) == []


def test_a_namesake_is_pointed_out(ended: Ended, project: Project) -> None:
    """Whoever is in the roll under that name already is shown; it may be somebody else."""
    status, said = ended(typed=_typed({"姓名": "测试甲"}))
    assert (status, f"请核对是不是同一个人：{HERO}  测试甲" in said) == (0, True)
    assert len(_made(project)) == 1


@pytest.mark.parametrize("lines", range(0, len(ANSWERS) + 1, 3))
def test_whoever_stops_has_written_nothing(ended: Ended, project: Project, lines: int) -> None:
    """Where the answers end early, even at the last question, the roll is as it was."""
    typed = "".join(_typed(end="").splitlines(keepends=True)[:lines])
    assert ended(typed=typed)[0] == 2
    assert _made(project) == []


def test_ctrl_c_writes_nothing(ended: Ended, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C at the last question ends with a sentence."""
    asked = []

    def interrupted(*words: object, **settings: object) -> bool:
        asked.append(words)
        raise click.Abort

    monkeypatch.setattr(click, "confirm", interrupted)
    status, said = ended(typed=_typed())
    assert (status, "已中断。" in said, len(asked)) == (2, True, 1)
    assert _made(project) == []


def test_no_leaves_the_roll_as_it_was(ended: Ended, project: Project) -> None:
    """A no at the end is a no."""
    assert ended(typed=_typed(end="n\n"))[0] == 0
    assert _made(project) == []


def test_every_question_is_asked_once() -> None:
    """Whatever is answered, the questions come to an end, and what stands in for answers is asked for."""
    answers = dict.fromkeys(_ORDER, "")
    assert next_question(answers) is None
    assert set(_STAND_INS) <= set(_ORDER)


def test_ids_that_were_ever_published_are_taken(project: Project) -> None:
    """Also those of profiles that are gone, and of photographs without a profile."""
    project.write("heroes/permalinks.txt", f"heroes/{HERO}.html\nheroes/320500-2024-zzzzz.html withdrawn\n")
    assert {HERO, "320500-2024-zzzzz"} <= taken_ids(project.root)
