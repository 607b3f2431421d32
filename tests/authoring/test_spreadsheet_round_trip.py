"""What goes out as a spreadsheet comes back the same, object and bytes; and what goes out is safe to open."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

import make_roll
from people import a_hero
from projects import HERO, TODAY, Project, a_project
from qunyingpu.authoring.canonical import as_yaml, canonical_yaml
from qunyingpu.authoring.spreadsheet.books import as_workbook
from qunyingpu.authoring.spreadsheet.cells import cells_of, closed_up, tree_from
from qunyingpu.authoring.spreadsheet.importing import import_spreadsheet
from qunyingpu.authoring.spreadsheet.texts import FORMULA_SIGNS, as_csv, guarded, unguarded
from qunyingpu.model.hero import Hero
from qunyingpu.model.vocabulary import Trait
from qunyingpu.reading import read_all
from workbooks import a_photo, edited, files_of

RICH = {
    "former_names": ["测试乙"],
    "kind": "group",
    "traits": ["党员", "teacher"],
    "deed": {"rescued": "2", "outcome": "牺牲", "died": "2024年6月26日"},
    "honours": [{"title": "测试: 称号", "posthumous": "是", "members": ["测试丙"]}],
    "members": [
        {
            "name": "测试丙",
            "outcome": "牺牲",
            "martyr": {"document": "测试〔2024〕1号"},
            "honours": [{"title": "甲"}, {"title": "乙", "level": "省级", "members": []}],
        },
        {"name": "测试丁", "outcome": "牺牲", "traits": ["学生"], "visibility": "化名", "alias": "测试戊"},
    ],
    "member_count": "15",
    "portrait": {"file": "320500-2024-aaaaa.jpg", "focus": ["0.5", "0.25"]},
    "media": [{"title": "虚构", "kind": "视频"}],
    "consent": {"basis": "本人同意", "scope": ["网站", "展馆"]},
    "draft": "是",
}

ODD = {
    "former_names": ["测试、乙", "测试丙"],
    "employer": "=HYPERLINK(1)",
    "occupation": "'单引号",
    "ethnicity": "＠族人",
    "deed": {"place": "_x0041_ 站", "story": "-第一段\n\n+第二段：“引号”\n  缩进 𠮷䶮", "region": "990000"},
    "honours": [{"title": "@称号"}, {"title": "2024-06", "posthumous": "是"}],
    "sources": [{"title": f"虚构资料 {place}", "date": "2024-06"} for place in range(5)],
    "consent": {"basis": "public_report", "reference": "0012", "scope": ["web"]},
}
"""What trips a spreadsheet: marks that separate, signs of formulas, escapes, leading zeros, months without a day."""


def _back(heroes: list[Hero], content: bytes, folder: Path, name: str) -> dict[str, bytes]:
    """Return the files that importing *content* into an empty project writes."""
    project = Project(folder / name.replace(".", "-"))
    project.write("mkdocs.yml", "site_name: 测试名录\nsite_url: https://qunyingpu.example/\n")
    for hero in heroes:
        for honour in hero.honours:
            if honour.ceremony:
                record = "name: 测试表彰\nkind: conference\ndate: 2024-01-01\n"
                project.write(f"content/ceremonies/{honour.ceremony}.yaml", record)
        if hero.portrait:
            project.write(f"heroes/{hero.id[:2]}/{hero.portrait.file}", a_photo())
    found = import_spreadsheet(project.write(f"../{name}", content), project.root, today=TODAY)
    errors = [problem for problem in found.problems if problem.severity.value == "error"]
    assert not [problem for problem in errors if problem.file == name], errors
    assert not errors, errors
    found.changes.apply(project.root)
    return {path: content for path, content in files_of(project.root).items() if path.endswith(".yaml")}


def _as_files(heroes: list[Hero]) -> dict[str, bytes]:
    return {f"heroes/{hero.id[:2]}/{hero.id}.yaml": canonical_yaml(hero).encode() for hero in heroes}


def _heroes() -> list[Hero]:
    rich = a_hero(**RICH)
    odd = a_hero(**ODD).model_copy(update={"id": "990000-2024-bbbbb"})
    return [a_hero().model_copy(update={"id": "320500-2024-ccccc"}), rich, odd]


@pytest.mark.parametrize("name", ["名单.xlsx", "名单.csv"])
def test_all_that_a_profile_may_say_comes_back(name: str, tmp_path: Path) -> None:
    """Groups, members with honours of their own, several sources, odd texts: equal bytes of canonical YAML."""
    heroes = _heroes()
    content = as_workbook(heroes) if name.endswith("xlsx") else as_csv(heroes)
    assert _back(heroes, content, tmp_path, name) == _as_files(heroes)


@pytest.mark.parametrize("name", ["名单.xlsx", "名单.csv"])
def test_a_roll_comes_back(name: str, tmp_path: Path) -> None:
    """Three hundred fictional heroes and groups are the same, byte by byte, after the way out and in."""
    project = Project(tmp_path / "roll")
    make_roll.write_roll(make_roll.FictionalRoll(seed=11).entries(300), project.root)
    project.write("mkdocs.yml", "site_name: 测试名录\nsite_url: https://qunyingpu.example/\n")
    book = read_all(project.root, today=TODAY).book
    assert book is not None
    heroes = list(book.heroes)
    content = as_workbook(heroes) if name.endswith("xlsx") else as_csv(heroes)
    assert _back(heroes, content, tmp_path, name) == {
        path: text for path, text in files_of(project.root).items() if path.endswith(".yaml")
    }


def test_an_export_that_nobody_edited_changes_nothing(tmp_path: Path) -> None:
    """Neither as it was written nor as another program saves it, not even where a file is not canonical."""
    project = a_project(tmp_path / "project")
    book = project.read().book
    assert book is not None
    for number, content in enumerate(
        (as_workbook(book.heroes), edited(as_workbook(book.heroes), {}), as_csv(book.heroes))
    ):
        file = project.write(f"../名单{number}.xlsx", content)
        found = import_spreadsheet(file, project.root, today=TODAY)
        assert (found.problems, found.changes.changes, found.differs) == ((), (), ())
        assert found.counts == (0, 0, 1)


def test_the_same_roll_is_the_same_file() -> None:
    """Two exports are equal byte by byte: no clock and no place is in them."""
    first, second = as_workbook(_heroes()), as_workbook(_heroes())
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"1980-01-01" in archive.read("docProps/core.xml")


def test_the_workbook_helps_whoever_fills_it_in() -> None:
    """Headings and help stay in sight, every cell is text, words of vocabularies are picked from a list."""
    workbook = load_workbook(io.BytesIO(as_workbook(_heroes())))
    sheet = workbook["英雄"]
    assert (sheet.freeze_panes, workbook["选项"].sheet_state) == ("C3", "hidden")
    titles = {cell.value: get_column_letter(place) for place, cell in enumerate(sheet[1], 1)}
    assert str(sheet["A2"].value).startswith("说明（这一行不导入）")
    assert "不超过 60 字" in str(sheet[f"{titles['一句话']}2"].value)
    checks = {
        str(area).split(":")[0]: check for check in sheet.data_validations.dataValidation for area in check.sqref.ranges
    }
    for title, words in (("结局", ["平安", "负伤", "牺牲", "有成员牺牲"]), ("草稿", ["是", "否"])):
        check = checks[f"{titles[title]}3"]
        area = check.formula1.removeprefix("选项!").replace("$", "")
        assert [cell.value for (cell,) in workbook["选项"][area]] == words
        assert check.type == "list"
    length = checks[f"{titles['一句话']}3"]
    assert (length.type, length.formula1, length.formula2, length.error) == (
        "textLength",
        "8",
        "60",
        "请写 8 至 60 个字。",
    )
    assert sheet.column_dimensions[titles["出生年"]].number_format == "@"
    for row in sheet.iter_rows(min_row=3):
        for cell in row:
            assert cell.data_type in {"s", "n"}
            assert cell.value is None or (cell.data_type == "s" and cell.number_format == "@")
    assert [workbook["成员"].cell(3, place).value for place in (1, 2, 3)] == [HERO, "测试甲", "测试丙"]


@pytest.mark.parametrize("sign", FORMULA_SIGNS)
def test_what_begins_like_a_formula_is_text(sign: str) -> None:
    """In a workbook it is marked as text, in CSV an apostrophe guards it; both are undone on the way back."""
    text = f"{sign}1+1"
    hero = a_hero(employer="单位").model_copy(update={"employer": text})
    sheet = load_workbook(io.BytesIO(as_workbook([hero])))["英雄"]
    cell = next(cell for cell in sheet[3] if cell.value and str(cell.value).startswith(sign[:1].replace("\r", "\n")))
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    (_, row) = csv.reader(io.StringIO(as_csv([hero]).decode("utf-8-sig"), newline=""))
    assert f"'{text}" in row
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["", "测试", "'", "''", "'=", "'a", "a'=", "''-1"])
def test_a_guard_is_taken_off_exactly_where_it_was_put(text: str) -> None:
    """Apostrophes that people wrote themselves stay."""
    assert unguarded(guarded(text)) == text


def test_an_item_between_two_may_be_empty() -> None:
    """Whoever clears 表彰1 and leaves 表彰2 has one honour, not a hole."""
    cells = {("honours", 1, "title"): "测试称号", ("honours", 4, "title"): "另一称号", ("name",): "测试甲"}
    assert tree_from(cells) == {"honours": [{"title": "测试称号"}, {"title": "另一称号"}], "name": "测试甲"}
    assert closed_up(cells)["honours", 4, "title"] == ("honours", 1, "title")


def test_words_of_a_list_may_be_separated_as_people_do() -> None:
    """Enumeration commas, commas, semicolons, spaces between words of a vocabulary, a line each."""
    trait = Trait.VETERAN.label
    for mark in "、，,；; \n":
        assert tree_from({("traits",): f"{trait}{mark}教师"}) == {"traits": [trait, "教师"]}
    assert tree_from({("former_names",): "A B、测试乙"}) == {"former_names": ["A B", "测试乙"]}
    assert tree_from({("former_names",): "测试、乙\n"}) == {"former_names": ["测试、乙"]}


def test_cells_speak_chinese() -> None:
    """Staff read labels, paths of regions and 是, never the ids of the program."""
    cells = cells_of(a_hero(**RICH))
    assert cells["deed", "region"] == "江苏省/苏州市/虎丘区"
    assert cells["traits",] == "中共党员、教师"
    assert cells["honours", 0, "posthumous"] == "是"
    assert cells["portrait", "focus"] == "0.5, 0.25"
    assert "kind: 群体" in as_yaml(tree_from(cells))
    assert not [text for text in cells.values() if text in {"group", "sacrificed", "true", "masked"}]
