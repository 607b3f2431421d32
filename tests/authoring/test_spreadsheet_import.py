"""A spreadsheet changes what its cells say and nothing else; a mistake is the one that `check` tells, at its cell."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from projects import CLEAN, HERO, Project, a_project
from qunyingpu.authoring.changes import undo
from qunyingpu.authoring.spreadsheet.columns import hero_heading, main_columns
from qunyingpu.authoring.spreadsheet.sheets import Address, column_number, letters
from qunyingpu.model.hero import ID_PATTERN
from workbooks import HEADINGS, NEW, edited, exported, exported_csv, files_of, imported, saved, told, typed

OTHER = "320500-2023-bbbbb"
SAID = "新的一句话，桥边听见呼救。"
GROUP_ROW = (OTHER, "测试群体", "2023-06-24", "320505", "水中救援", "有成员牺牲")
GROUP = """\
name: 测试群体
kind: group
deed:
  date: 2023-06-24
  region: 320505
  type: water_rescue
  outcome: mixed
  summary: 测试用的一句话，众人下水救人。
members:
  - name: 测试丙
    outcome: sacrificed
    honours:
      - title: 测试称号
  - name: 测试丁
    traits:
      - student
sources:
  - title: 虚构资料（测试用）
consent:
  basis: public_report
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Make a project with a hero and a group of two."""
    made = a_project(tmp_path / "project")
    made.add_hero(OTHER, GROUP)
    return made


def _cell(title: str, row: int = 4) -> str:
    """Return the cell of a column of the export; the clean hero stands in row 4, below the group."""
    place = [column.title for column in main_columns([])].index(title) + 1
    return f"{letters(place)}{row}"


def test_a_change_is_shown_cell_by_cell(project: Project) -> None:
    """Whoever imports sees the cell, what it is called, and both values; the file is canonical afterwards."""
    content = edited(
        exported(project), {_cell("姓名"): "测试乙", _cell("性别"): "女", _cell("一句话"): "新的一句话，桥边听见呼救。"}
    )
    found = imported(project, content)
    assert (found.problems, found.counts) == ((), (0, 1, 1))
    assert found.differs == (
        "B4 姓名：“测试甲” → “测试乙”",
        "E4 性别：（空） → “女”",
        "R4 一句话：“测试用的一句话，桥边听见呼救。” → “新的一句话，桥边听见呼救。”",
    )
    assert [change.path for change in found.changes.changes] == [f"heroes/32/{HERO}.yaml"]
    found.changes.apply(project.root)
    text = (project.root / f"heroes/32/{HERO}.yaml").read_text(encoding="utf-8")
    assert text.startswith("name: 测试乙\nkind: individual\ngender: female\n")
    assert project.problems() == ()


def test_members_are_changed_on_their_own_sheet(project: Project) -> None:
    """A member's cell is named with its sheet; a new line is a new member of the group that it names."""
    content = edited(exported(project), {"D4": "女", "A5": OTHER, "C5": "测试戊"}, "成员")
    found = imported(project, content)
    assert found.problems == ()
    assert found.differs == ("成员!D4 成员2·性别：（空） → “女”", "成员!C5 成员3·姓名：（空） → “测试戊”")


def test_a_new_row_gets_an_id_and_an_address(project: Project) -> None:
    """The id is that of city and year; the address is listed; undone, all is as it was."""
    before = files_of(project.root)
    found = imported(project, saved(typed()))
    assert (found.problems, found.counts) == ((), (1, 0, 0))
    paths = [change.path for change in found.changes.changes]
    assert paths[1] == "heroes/permalinks.txt"
    minted = paths[0].removeprefix("heroes/32/").removesuffix(".yaml")
    assert ID_PATTERN.fullmatch(minted)
    assert minted.startswith("320500-2024-")
    assert found.differs[:2] == (f"第 2 行新增 测试乙，编号 {minted}：", "B2 姓名：（空） → “测试乙”")
    found.changes.apply(project.root)
    assert project.problems() == ()
    undo(project.root)
    assert files_of(project.root) == before


def test_a_withheld_hero_gets_an_id_that_tells_nothing_and_no_address(project: Project) -> None:
    """Neither place nor year nor a page may point at the person."""
    found = imported(project, saved(typed([(*NEW, "不公开")], (*HEADINGS, "公开方式"))))
    assert found.problems == ()
    (change,) = found.changes.changes
    assert change.path.startswith("heroes/00/000000-0000-")


def test_what_has_no_column_stays(project: Project) -> None:
    """Deleting a column deletes nothing: only an empty cell says that there is nothing."""
    rich = CLEAN.replace("name: 测试甲\n", "name: 测试甲\ngender: male\nemployer: 测试单位\n")
    project.write(f"heroes/32/{HERO}.yaml", rich)
    row = (HERO, *NEW[1:-1], "新的资料", "")
    found = imported(project, saved(typed([row], (*HEADINGS, "单位"))))
    assert found.problems == ()
    found.changes.apply(project.root)
    text = (project.root / f"heroes/32/{HERO}.yaml").read_text(encoding="utf-8")
    assert "gender: male" in text
    assert "employer" not in text
    assert "title: 新的资料" in text


def test_a_group_keeps_its_members_without_their_sheet(project: Project) -> None:
    """Members are left alone where the spreadsheet says nothing of them, and gone where their sheet says none."""
    row = (
        OTHER,
        "测试群体",
        "2023-06-24",
        "320505",
        "水中救援",
        "有成员牺牲",
        "新的一句话，众人下水救人。",
        "公开报道",
        "虚构",
    )
    workbook = typed([(*row, "群体")], (*HEADINGS, "类别"))
    found = imported(project, saved(workbook))
    assert [line.split("：")[0] for line in found.differs] == ["G2 一句话", "I2 出处1·标题"]
    workbook.create_sheet("成员").append(["编号", "姓名"])
    assert "members-missing" in [code for _, code in told(imported(project, saved(workbook)))]


def test_a_member_keeps_what_its_sheet_has_no_column_for(project: Project) -> None:
    """By the name, so that another order of lines gives nobody another's honour."""
    row = (
        OTHER,
        "测试群体",
        "2023-06-24",
        "320505",
        "水中救援",
        "有成员牺牲",
        "测试用的一句话，众人下水救人。",
        "公开报道",
    )
    workbook = typed([(*row, "虚构资料（测试用）", "群体")], (*HEADINGS, "类别"))
    sheet = workbook.create_sheet("成员")
    for line in (["编号", "姓名", "结局", "身份"], [OTHER, "测试丁", "", "学生"], [OTHER, "测试丙", "牺牲", ""]):
        sheet.append(line)
    found = imported(project, saved(workbook))
    assert found.problems == ()
    found.changes.apply(project.root)
    book = project.read().book
    assert book is not None
    members = next(hero.members for hero in book.heroes if hero.id == OTHER)
    assert [(member.name, len(member.honours)) for member in members] == [("测试丁", 0), ("测试丙", 1)]


def test_namesakes_keep_what_is_theirs(project: Project) -> None:
    """Two members of one name are told apart by their order."""
    project.write(f"heroes/32/{OTHER}.yaml", GROUP.replace("测试丁", "测试丙"))
    workbook = typed([(*GROUP_ROW, SAID, "公开报道", "虚构资料（测试用）", "群体")], (*HEADINGS, "类别"))
    sheet = workbook.create_sheet("成员")
    for line in (["编号", "姓名", "结局"], [OTHER, "测试丙", "牺牲"], [OTHER, "测试丙", ""]):
        sheet.append(line)
    found = imported(project, saved(workbook))
    assert found.problems == ()
    assert [line.split("：")[0] for line in found.differs] == ["G2 一句话"]
    found.changes.apply(project.root)
    book = project.read().book
    assert book is not None
    members = next(hero.members for hero in book.heroes if hero.id == OTHER)
    assert [(len(member.honours), len(member.traits)) for member in members] == [(1, 0), (0, 1)]


def test_files_without_a_cell_are_told_after_the_cells(project: Project) -> None:
    """Whoever is asked has seen every file that changes."""
    found = imported(project, saved(typed()))
    assert [line for line in found.differs if "heroes/" in line] == ["修改 heroes/permalinks.txt"]
    assert found.differs[-1] == "修改 heroes/permalinks.txt"
    (project.root / "heroes/permalinks.txt").unlink()
    assert imported(project, saved(typed())).differs[-1] == "新增 heroes/permalinks.txt"


MISTAKES = [
    ("事发日期", "2024-02-30", "2024-06-24", "2024-02-30"),
    ("事发日期", "去年夏天", "2024-06-24", "去年夏天"),
    ("事发日期", "2029-01-01", "2024-06-24", "2029-01-01"),
    ("事发地", "苏洲市", "320505", "苏洲市"),
    ("事迹类型", "水中救人", "water_rescue", "水中救人"),
    ("结局", "", "  outcome: safe\n", ""),
    ("一句话", "太短", "测试用的一句话，桥边听见呼救。", "太短"),
    ("一句话", "长" * 70, "测试用的一句话，桥边听见呼救。", "长" * 70),
    ("姓名", "测试😀", "测试甲", "测试😀"),
    ("姓名", "测试\u200b甲", "测试甲", "测试\u200b甲"),
    ("姓名", "测试\u0430甲", "测试甲", "测试\u0430甲"),
    ("姓名", "", "name: 测试甲\n", ""),
    ("出生年", "一九六九", "deed:", "birth_year: 一九六九\ndeed:"),
    ("出生年", "1700", "deed:", "birth_year: 1700\ndeed:"),
    ("出生年", "2026", "deed:", "birth_year: 2026\ndeed:"),
    ("获救人数", "0", "  outcome", "  rescued: 0\n  outcome"),
    ("牺牲日期", "2024-06-26", "  summary", "  died: 2024-06-26\n  summary"),
    ("草稿", "好", "consent:", "draft: 好\nconsent:"),
    ("公开方式", "化名", "consent:", "visibility: 化名\nconsent:"),
    ("正文", "电话 13800138000", "sources:", "  story: |-\n    电话 13800138000\nsources:"),
    (
        "正文",
        "<b>粗</b>![图](https://example.org/a.jpg)",
        "sources:",
        "  story: |-\n    <b>粗</b>![图](https://example.org/a.jpg)\nsources:",
    ),
    ("表彰1·表彰编号", "none-1", "sources:", "honours:\n  - title: 测试称号\n    ceremony: none-1\nsources:"),
    ("表彰1·级别", "国字级", "sources:", "honours:\n  - title: 测试称号\n    level: 国字级\nsources:"),
    ("出处1·网址", "www.example.org", "（测试用）", "（测试用）\n    url: www.example.org"),
    ("焦点", "2, 3", "sources:", "portrait:\n  file: 320500-2024-aaaaa.jpg\n  focus:\n    - 2\n    - 3\nsources:"),
    ("照片文件", "../a.jpg", "sources:", "portrait:\n  file: ../a.jpg\nsources:"),
    ("照片文件", "320500-2024-aaaaa.jpg", "sources:", "portrait:\n  file: 320500-2024-aaaaa.jpg\nsources:"),
    ("化名", "测试丙", "consent:", "visibility: alias\nalias: 测试丙\nconsent:"),
    ("公开依据", "", "consent:\n  basis: public_report\n", ""),
]
"""A heading and a wrong value, and the same mistake as a replacement in the clean profile."""

ELSEWHERE = {"id-deed", "minor-named"}
"""What follows of a wrong date is told at the id, or at the consent."""

BESIDE = {
    "表彰1·表彰编号": {"表彰1·称号": "测试称号"},
    "表彰1·级别": {"表彰1·称号": "测试称号"},
    "焦点": {"照片文件": "320500-2024-aaaaa.jpg"},
    "化名": {"公开方式": "化名"},
}


@pytest.mark.parametrize(("title", "value", "old", "new"), MISTAKES)
def test_a_mistake_has_the_code_and_the_sentence_that_check_tells(
    title: str, value: str, old: str, new: str, project: Project
) -> None:
    """The door makes no difference; nothing is written where one mistake is an error."""
    before = files_of(project.root)
    cells = {_cell(title): value or None, **{_cell(other): word for other, word in BESIDE.get(title, {}).items()}}
    found = imported(project, edited(exported(project), cells))
    assert old in CLEAN
    project.write(f"heroes/32/{HERO}.yaml", CLEAN.replace(old, new, 1))
    checked = {(problem.code, problem.message, problem.remedy) for problem in project.problems()}
    assert checked
    assert {(problem.code, problem.message, problem.remedy) for problem in found.problems} == checked
    assert {problem.file for problem in found.problems} == {"名单.xlsx"}
    places = {where for where, code in told(found) if code not in ELSEWHERE}
    if title != "公开方式":
        assert places == {_cell(title)}
    if found.is_refused:
        assert found.changes.changes == ()
    project.write(f"heroes/32/{HERO}.yaml", before[f"heroes/32/{HERO}.yaml"])
    assert files_of(project.root) == before


def test_all_mistakes_are_told_at_once(project: Project) -> None:
    """In the order of the cells, those of members too, by their sheets."""
    content = edited(exported(project), {_cell("性别"): "公", _cell("结局", 3): "好"})
    content = edited(content, {"F3": "坏", "G4": "2024-13"}, "成员")
    assert [code for _, code in told(imported(project, content))] == ["not-choice"] * 3 + ["date-impossible"]
    assert {where for where, _ in told(imported(project, content))} == {"E4", _cell("结局", 3), "成员!F3", "成员!G4"}


def test_one_id_twice_is_told_at_the_second(project: Project) -> None:
    """Which of two rows is meant is not for the program to say."""
    found = imported(project, saved(typed([(HERO, *NEW[1:]), (HERO, *NEW[1:])])))
    (problem,) = [problem for problem in found.problems if problem.code == "id-duplicate"]
    assert (problem.field, problem.message) == ("A3 编号", f"编号 {HERO} 用了两次，另一处是 A2。")


def test_a_wrong_id_is_told(project: Project) -> None:
    """It would become the name of a file."""
    assert told(imported(project, saved(typed([("../../etc", *NEW[1:])])))) == [("A2", "id-format")]


def test_importing_a_second_time_makes_nobody_twice(project: Project) -> None:
    """A new row has no id in the file that staff keep, so the person is known by name, day and place."""
    content = saved(typed())
    imported(project, content).changes.apply(project.root)
    assert told(imported(project, content)) == [("B2", "sheet-twin")]
    assert told(imported(project, saved(typed([("", "测试辛", *NEW[2:])] * 2)))) == [("B3", "sheet-twin")]
    mistyped = saved(typed([("320500-2024-zzzzz", *NEW[1:])]))
    assert told(imported(project, mistyped)) == [("B2", "sheet-twin")]
    apart = [(f"320500-2024-zzzz{end}", "测试辛", *NEW[2:]) for end in "yz"]
    assert imported(project, saved(typed(apart))).problems == ()


@pytest.mark.parametrize("mistaken", [CLEAN.replace("06-24", "06-31"), f"{CLEAN}portrait:\n  focus: 2\n"])
def test_a_profile_with_mistakes_is_not_changed_by_a_spreadsheet(project: Project, mistaken: str) -> None:
    """What of it cannot be read could not be kept where the spreadsheet has no column; a wrong portrait neither."""
    project.write(f"heroes/32/{HERO}.yaml", mistaken)
    found = imported(project, saved(typed([(HERO, *NEW[1:])])))
    assert told(found) == [("A2", "sheet-profile")]
    assert found.changes.changes == ()


def test_an_old_mistake_elsewhere_keeps_nobody_out(project: Project) -> None:
    """Only what the import itself would bring in is told; a new name may make another's alias wrong, though."""
    project.write("heroes/32/320500-2022-ccccc.yaml", CLEAN.replace("测试甲", "测试己").replace("safe", "good"))
    assert imported(project, saved(typed())).problems == ()
    alias = CLEAN.replace("consent:", "visibility: alias\nalias: 测试乙\nconsent:").replace("甲", "庚")
    project.add_hero("320500-2024-ddddd", alias)
    found = imported(project, saved(typed()))
    assert [(problem.file, problem.code) for problem in found.problems] == [
        ("heroes/32/320500-2024-ddddd.yaml", "alias-taken")
    ]


def test_csv_is_read_in_utf8_and_gb18030(project: Project) -> None:
    """With a mark, without one, and as Windows calls ANSI; rare characters of names stay."""
    text = exported_csv(project).decode("utf-8-sig").replace("测试甲", "测试𠮷䶮")
    for content in (b"\xef\xbb\xbf" + text.encode(), text.encode(), text.encode("gb18030")):
        found = imported(project, content, "名单.csv")
        assert found.problems == ()
        assert found.differs == ("B3 姓名：“测试甲” → “测试𠮷䶮”",)


def test_a_formula_in_csv_is_refused(project: Project) -> None:
    """A program that opens the file would run it; the same text behind an apostrophe is a text."""
    for text, expected in (("=1+1", [("B2", "sheet-formula")]), ("'=1+1", [])):
        row = ",".join(("", text, *NEW[2:]))
        found = imported(project, f"{','.join(HEADINGS)}\n{row}\n".encode(), "名单.csv")
        assert [problem for problem in told(found) if problem[1] == "sheet-formula"] == expected
    assert "B2 姓名：（空） → “=1+1”" in found.differs


def test_csv_may_be_separated_by_tabs_or_semicolons(project: Project) -> None:
    """As programs of other countries and the clipboard do."""
    for mark in "\t;":
        text = "".join(f"{mark.join(row)}\n" for row in (HEADINGS, NEW))
        assert imported(project, text.encode(), "名单.csv").counts == (1, 0, 0)


def test_a_long_text_is_shown_where_it_begins_to_differ(project: Project) -> None:
    """A changed word at the end of a story is seen in one line."""
    story = "很长的正文。" * 30
    project.write(f"heroes/32/{HERO}.yaml", CLEAN.replace("sources:", f"  story: |-\n    {story}\nsources:"))
    found = imported(project, edited(exported(project), {_cell("正文"): f"{story[:-2]}改。"}))
    (line,) = found.differs
    assert line.endswith("的正文。很长的正改。”")
    assert len(line) < 100


def test_columns_and_their_letters_agree() -> None:
    """The names of cells are those that people see."""
    for number, name in ((1, "A"), (26, "Z"), (27, "AA"), (703, "AAA")):
        assert (letters(number), column_number(name)) == (name, number)
    assert str(Address("成员", 3, 28)) == "成员!AB3"


def test_the_export_is_what_the_headings_of_these_tests_mean(project: Project, tmp_path: Path) -> None:
    """Typed headings are columns of the export."""
    file = tmp_path / "a.xlsx"
    file.write_bytes(exported(project))
    titles = [cell.value for cell in load_workbook(file)["英雄"][1]]
    assert set(HEADINGS) <= set(titles)
    assert all(hero_heading(str(title)) for title in titles)
