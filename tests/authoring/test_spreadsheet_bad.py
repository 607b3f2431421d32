"""What is wrong with a file is told with its cell or sheet, and nothing of it is imported by half."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from projects import HERO, TODAY, Project, a_project
from qunyingpu.authoring.spreadsheet import parts
from qunyingpu.authoring.spreadsheet.importing import import_spreadsheet
from qunyingpu.authoring.spreadsheet.numbers import date_format
from qunyingpu.errors import UsageError
from workbooks import HEADINGS, NEW, exported, files_of, first_sheet, imported, part, saved, told, typed, with_parts


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Make a project with one hero."""
    return a_project(tmp_path / "project")


def _sheet(change: Callable[[Worksheet], object], headings: tuple[str, ...] = HEADINGS) -> bytes:
    """Return a typed workbook with one new hero after *change*."""
    workbook = typed(headings=headings)
    change(first_sheet(workbook))
    return saved(workbook)


def _put(cell: str, value: Any, number_format: str = "General") -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        sheet[cell] = value
        sheet[cell].number_format = number_format

    return change


REFUSED = [
    ("merged", lambda sheet: sheet.merge_cells("D2:D3"), "第", "sheet-merged"),
    ("without a column", lambda sheet: sheet.delete_cols(3), "事发日期", "sheet-column-missing"),
    ("misspelt column", _put("G1", "一句活"), "G1", "sheet-column-unknown"),
    ("column of one's own", _put("J1", "备注"), "J1", "sheet-column-unknown"),
    ("column twice", _put("J1", "姓名"), "J1", "sheet-column-twice"),
    ("column without heading", _put("J2", "谁来填"), "J1", "sheet-column-untitled"),
    ("long number", _put("B2", 123456789012345678), "B2", "sheet-rounded"),
    ("long number as text", _put("B2", "1.2E+17"), "B2", "sheet-rounded"),
    ("formula", _put("B2", "=A1"), "B2", "sheet-formula"),
    ("error", _put("B2", "#N/A"), "B2", "sheet-error"),
    ("month as a fraction", _put("C2", 2024.1), "C2", "sheet-date-fraction"),
    ("month as a fraction in a cell of text", _put("C2", 2024.1, "@"), "C2", "sheet-date-fraction"),
]


@pytest.mark.parametrize(("change", "place", "code"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_what_cannot_be_meant_is_refused_at_its_place(
    change: Callable[[Worksheet], object], place: str, code: str, project: Project
) -> None:
    """Merged cells, columns that lack or mean nothing, numbers without their digits, formulas: told, none imported."""
    before = files_of(project.root)
    found = imported(project, _sheet(change))
    assert (place, code) in told(found)
    assert found.is_refused
    assert found.changes.changes == ()
    assert files_of(project.root) == before


def test_the_sentences_say_what_to_do(project: Project) -> None:
    """The near heading is offered, the lost digits are named with their remedy."""
    messages = {}
    for cell, value in (("G1", "一句活"), ("B2", 123456789012345678), ("B2", "=A1"), ("C2", 2024.10)):
        for problem in imported(project, _sheet(_put(cell, value))).problems:
            messages[problem.code] = problem.message + problem.remedy
    assert messages["sheet-column-unknown"] == "不认识“一句活”这一列。是不是“一句话”？请改正标题，或删去这一列。"
    assert messages["sheet-rounded"].startswith("“1.23457E+17”是被改成科学计数的长数字")
    assert "设为文本格式" in messages["sheet-rounded"]
    assert "“=A1”" in messages["sheet-formula"]
    assert messages["sheet-date-fraction"] == (
        "日期被当成了小数“2024.1”，2024.10 与 2024.1 分不清。请把单元格设为文本，写成 2024-10。"
    )


def test_what_is_hidden_is_told_and_read(project: Project) -> None:
    """A filter hides rows that were meant; whoever forgot one is told of it."""

    def hide(sheet: Worksheet) -> None:
        sheet.append(["", "测试丙", *NEW[2:]])
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["F"].hidden = True
        sheet.row_dimensions[9].hidden = True

    found = imported(project, _sheet(hide))
    assert told(found) == [("F1", "sheet-hidden-column"), ("第", "sheet-hidden-row")]
    assert not found.is_refused
    assert found.counts == (2, 0, 0)


@pytest.mark.parametrize(
    ("value", "number_format", "meant"),
    [
        (datetime.date(2024, 5, 6), "yyyy-mm-dd", "2024-05-06"),
        (datetime.datetime(2024, 5, 6, 13, 30), 'yyyy"年"m"月"d"日"', "2024-05-06"),
        (datetime.date(2024, 5, 1), "mmm-yy", "2024-05"),
        (datetime.date(2024, 5, 1), 'yyyy"年"m"月"', "2024-05"),
        (2024, "General", "2024"),
        (2024.0, "0.0", "2024"),
        ("2024年5月6日", "@", "2024-05-06"),
        ("2024.5.6", "@", "2024-05-06"),
        (" 2024/5 ", "@", "2024-05"),
    ],
)
def test_a_date_is_read_as_it_was_meant(value: object, number_format: str, meant: str, project: Project) -> None:
    """Real dates of Excel, as precise as they show; a year that is a number; dates as text in every spelling."""
    found = imported(project, _sheet(_put("C2", value, number_format)))
    assert found.problems == ()
    assert f"C2 事发日期：（空） → “{meant}”" in found.differs


def test_a_fraction_is_refused_only_where_a_date_stands(project: Project) -> None:
    """Of members and honours too; elsewhere 2024.1 is what was typed."""
    headings = (*HEADINGS, "职业", "表彰1·称号", "表彰1·授予日期")
    workbook = typed([(*NEW, 2024.1, "测试称号", 2024.1)], headings)
    workbook.create_sheet("成员").append(["编号", "姓名", "表彰1·称号", "表彰1·授予日期"])
    workbook["成员"].append([HERO, "测试丙", 2024.1, 2024.1])
    fractions = {cell for cell, code in told(imported(project, saved(workbook))) if code == "sheet-date-fraction"}
    assert fractions == {"L2", "成员!D2"}


def test_dates_since_1904_are_those_that_the_sheet_shows(project: Project) -> None:
    """Workbooks of old Macs count from another day."""
    workbook = typed()
    workbook.epoch = CALENDAR_MAC_1904
    _put("C2", 43956, "yyyy-mm-dd")(first_sheet(workbook))
    found = imported(project, saved(workbook))
    assert "C2 事发日期：（空） → “2024-05-06”" in found.differs


def test_formats_tell_dates_from_numbers() -> None:
    """Letters in quotes and in brackets are no parts of a date; times are none either."""
    assert [date_format(0, code) for code in ('0"日"', "[Red]0", "h:mm", "General", "@")] == [""] * 5
    assert [date_format(0, code) for code in ("yy-m", "yyyy", "[$-804]m月d日", "d-mmm")] == ["ym", "y", "ymd", "ymd"]
    assert [date_format(number, "") for number in (14, 57, 17, 31, 0, 49)] == ["ymd", "ym", "ym", "ymd", "", ""]


@pytest.mark.parametrize("value", [3, 3.0, "3", "3.0", "３", " 3 "], ids=repr)
def test_a_number_is_read_however_it_is_kept(value: object, project: Project) -> None:
    """What Excel keeps as 3.0 is 3."""
    found = imported(project, _sheet(_put("J2", value), (*HEADINGS, "获救人数")))
    assert found.problems == ()
    assert "J2 获救人数：（空） → “3”" in found.differs


def test_a_title_above_the_headings_may_be_merged(project: Project) -> None:
    """Staff like one; only what is below the headings must not be merged."""

    def add_title(sheet: Worksheet) -> None:
        sheet.insert_rows(1, 2)
        sheet["A1"] = "某市见义勇为人员名单"
        sheet.merge_cells("A1:I1")

    found = imported(project, _sheet(add_title))
    assert (found.problems, found.counts) == ((), (1, 0, 0))
    assert "B4 姓名：（空） → “测试乙”" in found.differs


def test_an_empty_workbook_says_so(project: Project) -> None:
    """Nothing, headings only, and words that are none are three things."""
    assert told(imported(project, saved(Workbook()))) == [("", "sheet-empty")]
    assert told(imported(project, saved(typed([])))) == [("", "sheet-empty")]
    workbook = Workbook()
    first_sheet(workbook)["A1"] = "你好"
    assert told(imported(project, saved(workbook))) == [("", "sheet-heading")]
    assert told(imported(project, b"", "空.csv")) == [("", "sheet-empty")]


def test_another_sheet_that_looks_like_heroes_is_told(project: Project) -> None:
    """People there were not read: nobody is left out in silence."""
    workbook = typed()
    workbook.create_sheet("第二批").append(HEADINGS)
    found = imported(project, saved(workbook))
    assert (told(found), found.is_refused) == ([("第二批", "sheet-unread")], False)


def test_a_member_without_a_group_is_told(project: Project) -> None:
    """By its cell; a new group may be named by its name."""
    group = ("", "测试群体", *NEW[2:])
    workbook = typed([(*group, "群体")], (*HEADINGS, "类别"))
    sheet = workbook.create_sheet("成员")
    for line in (
        ["编号", "群体名称", "姓名"],
        ["", "测试群体", "测试丙"],
        ["", "别的群体", "测试丁"],
        [HERO, "", "测试戊"],
    ):
        sheet.append(line)
    found = imported(project, saved(workbook))
    assert [(where, code) for where, code in told(found) if code == "sheet-member-group"] == [
        ("成员!A3", "sheet-member-group"),
        ("成员!A4", "sheet-member-group"),
    ]
    sheet.delete_rows(3, 2)
    assert imported(project, saved(workbook)).problems == ()


# ── files ──


def _zip(**entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
FILES = [
    ("old", OLE, "旧格式（.xls 或 .et）"),
    ("locked", OLE + "EncryptedPackage".encode("utf-16-le"), "设了密码"),
    ("picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xff", "不是电子表格"),
    ("utf-16", "编号\t姓名".encode("utf-16"), "不是电子表格"),
    ("no workbook", _zip(a=b"b"), "不是 .xlsx 电子表格"),
    ("cut off", saved(typed())[:900], "已损坏"),
]


@pytest.mark.parametrize(("content", "words"), [case[1:] for case in FILES], ids=[case[0] for case in FILES])
def test_a_file_that_is_no_workbook_is_named(content: bytes, words: str, project: Project) -> None:
    """By what it is, whatever it is called, with what to do about it."""
    with pytest.raises(UsageError, match=words.replace("(", r"\(").replace(".", r"\.")) as refusal:
        imported(project, content)
    assert "请" in str(refusal.value)


def test_a_file_that_is_not_there_is_named(project: Project) -> None:
    """A folder and a wrong name are told in a sentence."""
    for file, words in ((project.root, "读不了"), (project.root / "没有.xlsx", "没有“")):
        with pytest.raises(UsageError, match=words):
            import_spreadsheet(file, project.root, today=TODAY)


_BOMB = "大得不合常理"


@pytest.mark.parametrize("place", ["xl/worksheets/sheet1.xml", "xl/media/s.xml"])
def test_a_bomb_is_not_unpacked(place: str, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a part unpacks to is counted before a byte of it is, wherever it lies."""
    content = saved(typed())
    relations = part(content, "xl/_rels/workbook.xml.rels").replace(b"xl/worksheets/sheet1.xml", place.encode())
    bomb = with_parts(content, {"xl/_rels/workbook.xml.rels": relations, place: bytes(3_000_000)})
    monkeypatch.setattr(parts, "MOST_UNPACKED", 2_000_000)
    with pytest.raises(UsageError, match=_BOMB):
        imported(project, bomb)


def test_a_part_counts_each_time_that_it_is_read(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand sheets may all lead to the same part."""
    content = saved(typed())
    book = part(content, "xl/workbook.xml")
    entry = book[book.index(b"<sheet ") : book.index(b"</sheets>")]
    monkeypatch.setattr(parts, "MOST_UNPACKED", 100_000)
    assert imported(project, content).problems == ()
    with pytest.raises(UsageError, match=_BOMB):
        imported(project, with_parts(content, {"xl/workbook.xml": book.replace(entry, entry * 200)}))


@pytest.mark.parametrize("inner", [b"<a>" * 900 + b"</a>" * 900, b"<a/>" * 1001], ids=["deep", "wide"])
def test_a_tree_has_bounds(inner: bytes, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A part that is kept as a whole is neither nested nor filled without end."""
    monkeypatch.setattr(parts, "MOST_ELEMENTS", 1000)
    styles = b"<styleSheet>" + inner + b"</styleSheet>"
    with pytest.raises(UsageError, match=_BOMB):
        imported(project, with_parts(saved(typed()), {"xl/styles.xml": styles}))


def test_tags_are_counted_in_all(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cells cost a hundred times more memory than the bytes that they unpack to."""
    content = saved(typed())
    assert imported(project, content).problems == ()
    monkeypatch.setattr(parts, "MOST_TAGS", 100)
    with pytest.raises(UsageError, match=_BOMB):
        imported(project, content)


def test_only_deflate_is_unpacked(project: Project) -> None:
    """Others unpack more at once than they are asked for; no workbook has them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
    with pytest.raises(UsageError, match="已损坏"):
        imported(project, out.getvalue())


def test_entities_do_not_grow(project: Project) -> None:
    """A part that declares a document type is refused where it does so."""
    laughs = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><sst><si><t>&b;</t></si></sst>'
    content = with_parts(exported(project), {"xl/sharedStrings.xml": laughs})
    with pytest.raises(UsageError, match=_BOMB):
        imported(project, content)


def test_broken_xml_is_told(project: Project) -> None:
    """A part that ends too early makes the workbook a damaged one, not a shorter one."""
    sheet = part(exported(project), "xl/worksheets/sheet1.xml")
    with pytest.raises(UsageError, match="已损坏"):
        imported(project, with_parts(exported(project), {"xl/worksheets/sheet1.xml": sheet[: len(sheet) // 2]}))


def test_links_to_other_files_are_told_and_not_followed(project: Project) -> None:
    """What they would fetch is no part of the file."""
    content = saved(typed())
    relations = part(content, "xl/_rels/workbook.xml.rels").replace(
        b"</Relationships>",
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink"'
        b' Target="externalLinks/externalLink1.xml"/></Relationships>',
    )
    found = imported(project, with_parts(content, {"xl/_rels/workbook.xml.rels": relations}))
    assert (told(found), found.counts) == ([("", "sheet-links")], (1, 0, 0))


def test_formatted_rows_of_nothing_are_no_heroes(project: Project) -> None:
    """A hundred thousand empty rows in a style, as WPS leaves them, are read as none."""
    content = saved(typed())
    sheet = part(content, "xl/worksheets/sheet1.xml").decode()
    cells = "".join(f'<c r="{letter}{{0}}" s="1"/>' for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    rows = "".join(f'<row r="{row}">{cells.format(row)}</row>' for row in range(3, 100_003))
    full = sheet.replace("</sheetData>", f"{rows}</sheetData>").encode()
    found = imported(project, with_parts(content, {"xl/worksheets/sheet1.xml": full}))
    assert (found.problems, found.counts) == ((), (1, 0, 0))


def test_empty_cells_never_become_elements() -> None:
    """They are left out before the parser sees them, which is why a hundred thousand rows take no minutes."""
    seen: list[str] = []
    row = b'<row><c r="A1" s="1"/><c r="B1"><v>1</v></c><c r="C1"/></row>'
    archive = parts.Parts("名单.xlsx", _zip(a=b"<r>" + row + b'<col min="1"/><c:d/></r>'))
    archive.feed("a", start=lambda name, _: seen.append(name), end=lambda _: None, words=lambda _: None)
    assert seen == ["r", "row", "c", "v", "col", "c:d"]


@pytest.mark.parametrize("named", ["", "AD"])
@pytest.mark.parametrize("empty", [b'<c r="{}2"/>', b'<c r="{}2" s="1"/>'])
def test_cells_without_references_are_counted(named: str, empty: bytes, project: Project) -> None:
    """A reference is optional (ECMA-376 part 1, 18.3.1.4): without them, an empty cell moves those behind it."""
    content = saved(typed([(None, NEW[1], None, None, *NEW[2:])], (*HEADINGS[:2], "性别", "民族", *HEADINGS[2:])))
    sheet = part(content, "xl/worksheets/sheet1.xml")
    row = sheet[sheet.index(b"<c ", sheet.index(b'<row r="2"')) : sheet.rindex(b"</row>")]
    cells = {cell[6:7].decode(): cell + b"</c>" for cell in row.split(b"</c>")[:-1]}
    for letter in "ACD":
        cells[letter] = empty.replace(b"{}", letter.encode())
    bare = b"".join(
        cell if letter in named else cell.replace(f' r="{letter}2"'.encode(), b"")
        for letter, cell in sorted(cells.items())
    )
    assert bare.count(b" r=") == len(named)
    found = imported(project, with_parts(content, {"xl/worksheets/sheet1.xml": sheet.replace(row, bare)}))
    assert found.problems == ()
    assert found.differs[1:] == imported(project, content).differs[1:]
