"""`qunyingpu plan`: text, Markdown, spreadsheet and JSON that staff can work with, and what it refuses."""

from __future__ import annotations

import datetime
import io
import json
import os
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from openpyxl import Workbook, load_workbook

from projects import CLEAN, HERO, Project, a_project
from qunyingpu.__main__ import main
from qunyingpu.engines import build_day
from qunyingpu.engines.plan_orders import plan_order, planned
from qunyingpu.outputs.plan.text import WIDTH, width_of
from qunyingpu.verbs import plan
from trial_projects import ROOT

TODAY = datetime.date(2027, 6, 1)
OTHER = "320500-2023-bbbbb"
CAMPAIGN = """\
name: 测试纪念 缅怀英雄
when:
  fixed: 06-15
before: 2
after: 1
tone: solemn
slogan: 向英雄致敬
basis: 《测试办法》第一条
checklist:
  - 核对名单
  - 联系家属
select: all
"""
FALLEN = CLEAN.replace("2024-06-24", "2024-06-14").replace("outcome: safe", "outcome: sacrificed\n  died: 2024-06-14")
ACTIVITY = """\
name: 测试公祭
campaign: test
date: 2026-06-14
end: 2026-06-15
place: 测试公园
organiser: 测试基金会
done: 敬献花篮，宣读事迹。
participants: 120
heroes:
  - 320500-2024-aaaaa
coverage:
  - title: 测试报道
    publisher: 测试日报
    date: 2026-06-16
    url: https://example.org/a.html
"""

Ended = Callable[..., tuple[int, str]]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Make a project with one who died, one who lives, a campaign, and what was done for it a year ago."""
    made = a_project(tmp_path)
    made.write(f"heroes/32/{HERO}.yaml", FALLEN)
    living = CLEAN.replace("测试甲", "测试乙").replace("2024-06-24", "2023-06-20")
    made.add_hero(OTHER, f"{living}  scope: [web]\n")
    made.write("content/campaigns/test.yaml", CAMPAIGN)
    made.write("content/activities/test-2026.yaml", ACTIVITY)
    return made


@pytest.fixture
def ended(project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ended:
    """Return what runs `qunyingpu plan` in the project, on a known day, and gives its status and all it said."""
    for module in (build_day, plan):
        monkeypatch.setattr(module, "real_day", lambda: TODAY)

    def run(*words: str) -> tuple[int, str]:
        monkeypatch.chdir(project.root)
        monkeypatch.setattr(sys, "argv", ["qunyingpu", "plan", *words])
        with pytest.raises(SystemExit) as end:
            main()
        return int(end.value.code or 0), "".join(capsys.readouterr())

    return run


def _book(project: Project, ended: Ended, *words: str) -> Workbook:
    assert ended(*words, "-o", "plan.xlsx") == (0, "plan.xlsx\n")
    return load_workbook(project.root / "plan.xlsx")


def _rows(workbook: Workbook, name: str) -> list[tuple[Any, ...]]:
    return list(workbook[name].iter_rows(min_row=2, values_only=True))


# ── text ──


def test_the_plan_is_told_on_the_screen(ended: Ended) -> None:
    """What comes, how far it is, whom to present and why, what is lacking, what to do, and what was done."""
    status, said = ended()
    assert status == 0, said
    for words in (
        "2027年6月1日至8月30日",
        "6月13日至16日，还有 12 天；纪念日 6月15日 周二，还有 14 天",
        "肃穆",
        "口号  向英雄致敬",
        "依据  《测试办法》第一条",
        f"{HERO}  测试甲　6月14日牺牲三周年　缺：照片　上次：2026年“测试公祭”",
        "待办  [ ] 核对名单",
        "[ ] 征集照片，并取得使用许可：测试甲",
        "已办  2026年6月14日至15日　测试公祭（测试公园，测试基金会）敬献花篮，宣读事迹。120 人参加。报道：",
        "《测试报道》",
        "6月20日  周日  测试乙见义勇为四周年",
    ):
        assert words in said


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2027-06-13", "今天开始；纪念日 6月15日 周二，还有 2 天"),
        ("2027-06-15", "已开始，还剩 1 天；纪念日 6月15日 周二，就是今天"),
        ("2027-06-16", "已开始，今天结束；纪念日 6月15日 周二，已过 1 天"),
    ],
)
def test_days_left_are_told_in_words(ended: Ended, day: str, words: str) -> None:
    """A campaign that runs says what is left of it."""
    assert words in ended("--from", day)[1]


def test_a_terminal_of_code_page_936_shows_every_line_whole(ended: Ended, project: Project) -> None:
    """No line of the shipped roll's year is wider than a hundred columns, and none has a sign that cp936 lacks."""
    project.write("content/campaigns/long.yaml", CAMPAIGN.replace("测试纪念 缅怀英雄", "测试“长”名·" * 5))
    roots = ("--from", "2027-01-01", "--next", "365")
    status, said = ended(*roots)
    assert status == 0, said
    said += _shipped(*roots)
    assert max(map(width_of, said.split("\n"))) <= WIDTH
    assert said.encode("cp936").decode("cp936") == said
    assert not [line for line in said.split("\n") if line.strip().startswith(tuple("，。；：、》）”"))]


def _shipped(*words: str) -> str:
    start = datetime.date.fromisoformat(words[1])
    order = plan_order(start=start, days=words[3], channel="", form="text", output=None)
    return planned(order, ROOT, TODAY).decode()


def test_the_columns_of_the_overview_stand_under_each_other(ended: Ended, project: Project) -> None:
    """Every name begins in the same cell, whatever stands before it."""
    project.write("content/campaigns/wide.yaml", CAMPAIGN.replace("06-15", "08-29").replace("缅怀英雄", "另一"))
    lines = ended()[1].split("\n")
    begun = lines.index("一览")
    head, *rows = lines[begun + 1 : begun + 4]
    cells = {width_of(row[: row.index("测试纪念")]) for row in rows}
    assert cells == {width_of(head[: head.index("活动")])}


# ── Markdown ──


def _html(markdown: str) -> str:
    return str(MarkdownIt("commonmark").enable("table").render(markdown))


def test_markdown_is_the_body_of_an_issue(ended: Ended) -> None:
    """Headings, tasks to tick off, names that lead to their pages, reports that lead to theirs."""
    said = ended("--format", "markdown")[1]
    assert "## 测试纪念 缅怀英雄" in said
    assert "- [ ] 核对名单\n" in said
    html = _html(said)
    assert f'<a href="https://qunyingpu.example/heroes/{HERO}.html">测试甲</a>' in html
    assert '<a href="https://example.org/a.html">《测试报道》</a>' in html


HOSTILE = "`|[x](y)*@all#1<b>&amp;~$ www.a.cn http://a.cn"


def test_no_name_acts_in_markdown(ended: Ended, project: Project) -> None:
    """Pipes, brackets, mentions and hashes of a name are signs like others, wherever the name stands."""
    name = HOSTILE[:40]
    project.write(f"heroes/32/{HERO}.yaml", FALLEN.replace("name: 测试甲", f"name: '{name}'"))
    project.write("content/campaigns/test.yaml", CAMPAIGN.replace("核对名单", f"'{HOSTILE}'"))
    said = ended("--format", "markdown")[1]
    assert "@" not in said
    assert "www." not in said
    assert said.count("://") == said.count("<https://")
    assert all(line.startswith("#") for line in said.split("\n") if "#" in line)
    html = _html(said)
    shown = name.replace("@", "＠").replace("#", "＃").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert f'.html">{shown}</a></td>' in html
    assert html.count("<a ") == said.count("](<") + said.count("：<https")
    rows = [row for row in html.split("<tr>") if HERO in row and "<td" in row]
    assert rows
    assert all(row.count("<td") in (3, 5) for row in rows)
    assert "<b>" not in html


# ── the spreadsheet ──


def test_the_spreadsheet_holds_what_is_planned(ended: Ended, project: Project) -> None:
    """Campaigns with dates as dates, heroes with links, tasks in their first state, earlier years, anniversaries."""
    workbook = _book(project, ended)
    assert workbook.sheetnames == ["活动", "人物", "待办", "往年", "周年"]
    (campaign,) = _rows(workbook, "活动")
    assert campaign[:4] == (*(datetime.datetime(2027, 6, day) for day in (13, 16)), "还有 12 天", _moment(15))
    (hero,) = _rows(workbook, "人物")
    assert hero[2:6] == ("测试甲", HERO, "6月14日牺牲三周年", "照片")
    assert workbook["人物"]["C2"].hyperlink.target == f"https://qunyingpu.example/heroes/{HERO}.html"
    assert [row[:4] for row in _rows(workbook, "待办")] == [
        ("待办", _moment(13), "测试纪念 缅怀英雄", "核对名单"),
        ("待办", _moment(13), "测试纪念 缅怀英雄", "联系家属"),
        ("待办", _moment(13), "测试纪念 缅怀英雄", "征集照片，并取得使用许可"),
    ]
    (earlier,) = _rows(workbook, "往年")
    assert earlier[6:] == (
        "敬献花篮，宣读事迹。120 人参加。",
        120,
        "测试甲",
        "《测试报道》 测试日报 2026-06-16 https://example.org/a.html",
    )
    assert [row[2] for row in _rows(workbook, "周年")] == ["测试甲牺牲三周年", "测试乙见义勇为四周年"]


def _moment(day: int) -> datetime.datetime:
    return datetime.datetime(2027, 6, day)


def test_the_sheets_are_ready_for_work_and_for_paper(ended: Ended, project: Project) -> None:
    """The head stays, states are chosen from a list, and each sheet prints as wide as an A4 page turned over."""
    workbook = _book(project, ended)
    for sheet in workbook:
        assert (sheet.freeze_panes, sheet.print_title_rows) == ("A2", "$1:$1")
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        page = sheet.sheet_properties.pageSetUpPr
        assert page is not None
        assert (page.fitToPage, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (True, 1, 0)
        assert all(sheet.column_dimensions[letter].width >= 6 for letter in "ABCDE")
    assert workbook["活动"]["A2"].number_format == "yyyy-mm-dd"
    (choice,) = workbook["待办"].data_validations.dataValidation
    assert choice.formula1 == '"待办,进行中,完成"'
    assert "A2" in choice.sqref


@pytest.mark.parametrize("sign", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1"])
def test_no_cell_is_a_formula(ended: Ended, project: Project, sign: str) -> None:
    """What begins like a formula stays the text that it is, also when someone edits the cell."""
    project.write("content/campaigns/test.yaml", CAMPAIGN.replace("向英雄致敬", f"'{sign}'"))
    project.write(f"heroes/32/{HERO}.yaml", FALLEN.replace("name: 测试甲", f"name: '{sign}'"))
    workbook = _book(project, ended)
    for cell in (workbook["活动"]["I2"], workbook["人物"]["C2"]):
        assert (cell.value, cell.data_type, cell.quotePrefix) == (sign, "s", True)
    assert not [cell for sheet in workbook for row in sheet for cell in row if cell.data_type == "f"]


def test_two_runs_write_the_same_bytes(ended: Ended, project: Project) -> None:
    """Nothing in the file tells when it was made, or where."""
    _book(project, ended)
    content = (project.root / "plan.xlsx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.read("docProps/core.xml").count(b"1980-01-01T00:00:00Z") == 2
        assert not any(str(project.root).encode() in archive.read(name) for name in archive.namelist())
    _book(project, ended)
    assert (project.root / "plan.xlsx").read_bytes() == content


def test_without_openpyxl_the_spreadsheet_is_refused(
    ended: Ended, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence says what is missing, before anything is read; the other forms need none of it."""
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    assert ended()[0] == 0
    project.write("content/campaigns/test.yaml", "name: 测试\n")
    status, said = ended("-o", "plan.xlsx")
    assert (status, said.count("\n")) == (2, 1)
    assert "openpyxl" in said


# ── JSON, files, channels ──


def test_json_is_for_programs(ended: Ended) -> None:
    """English ids, ISO dates, numbers of days; ASCII throughout."""
    said = ended("--format", "json", "--channel", "social")[1]
    answer = json.loads(said)
    assert said.isascii()
    assert (answer["from"], answer["to"], answer["channels"]) == ("2027-06-01", "2027-08-30", ["social"])
    (run,) = answer["campaigns"]
    assert (run["id"], run["start"], run["day"], run["days_until_start"]) == ("test", "2027-06-13", "2027-06-15", 12)
    assert run["heroes"][0]["lacks"] == [{"what": "portrait", "channels": []}]
    assert [one["id"] for one in run["earlier"]] == ["test-2026"]


def test_who_lacks_consent_for_the_channel_is_named(ended: Ended, project: Project) -> None:
    """By id and shown name; for a channel that is consented to, nothing is said."""
    project.write("content/campaigns/test.yaml", CAMPAIGN.replace("solemn", "plain"))
    assert f"{OTHER}  测试乙　6月" not in ended("--channel", "web")[1]
    for channel in ("social", "社交媒体"):
        said = ended("--channel", channel)[1]
        assert "缺：授权未含“社交媒体”；照片" in next(line for line in said.split("\n") if OTHER in line)
    assert "授权未含" not in ended("--channel", "web")[1]


def test_a_masked_hero_stays_masked(ended: Ended, project: Project) -> None:
    """In every form, staff see what the web shows."""
    project.write(f"heroes/32/{HERO}.yaml", FALLEN.replace("测试甲", "欧阳测试") + "visibility: masked\n")
    project.write("content/activities/test-2026.yaml", ACTIVITY.replace(f"heroes:\n  - {HERO}\n", ""))
    for form in ("text", "markdown", "json"):
        said = ended("--format", form)[1]
        assert "欧阳某某" in said.encode().decode("unicode-escape" if form == "json" else "utf-8")
        assert "欧阳测试" not in said
    assert [row[2] for row in _rows(_book(project, ended), "人物")] == ["欧阳某某"]


@pytest.mark.parametrize(("name", "head"), [("plan.md", "# 活动筹备"), ("plan.txt", "测试名录"), ("plan.json", "{")])
def test_a_file_is_written_in_the_form_of_its_name(ended: Ended, project: Project, name: str, head: str) -> None:
    """UTF-8, ending with a line break; the screen tells where it lies."""
    assert ended("-o", name) == (0, f"{name}\n")
    text = (project.root / name).read_bytes().decode("utf-8")
    assert text.startswith(head)
    assert text.endswith("\n")


def test_nothing_is_written_by_halves(ended: Ended, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was there stays when the writing fails, and nothing is left beside it."""
    project.write("plan.md", "旧")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    status, said = ended("-o", "plan.md")
    assert (status, said) == (2, "写不进“plan.md”：磁盘满了。\n")
    assert (project.root / "plan.md").read_text(encoding="utf-8") == "旧"
    assert [path.name for path in project.root.glob("*plan*")] == ["plan.md"]


# ── usage ──


def test_the_plan_begins_today_unless_told(ended: Ended) -> None:
    """The real day is only the default of --from."""
    assert ended() == ended("--from", "2027-06-01", "--next", "90")


def test_a_time_without_campaigns_is_no_mistake(ended: Ended, project: Project) -> None:
    """It says so, in every form, with status 0."""
    words = ("--from", "2027-09-01", "--next", "30")
    status, said = ended(*words)
    assert (status, "这段时间没有纪念活动。" in said) == (0, True)
    assert ended(*words, "--format", "markdown")[0] == 0
    assert _rows(_book(project, ended, *words), "活动") == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--next", "-1"), "--next 后面请写 0 至 400 的天数"),
        (("--next", "401"), "现在是“401”"),
        (("--next", "三个月"), "现在是“三个月”"),
        (("--next", "²"), "现在是“²”"),
        (("--from", "2027-02-30"), "“2027-02-30”不是日期"),
        (("--from", "9999-12-31"), "1950 年至 2095 年"),
        (("--channel", "weibo"), "没有“weibo”这个渠道，可以写：web（网站）"),
        (("--format", "docx"), "--format 的值写得不对"),
        (("--format", "xlsx"), "请加上 -o"),
        (("--format", "xlsx", "-o", "plan.txt"), "电子表格的文件名以 .xlsx 结尾"),
        (("--format", "text", "-o", "plan.xlsx"), "电子表格的文件名以 .xlsx 结尾"),
        (("-o", "nowhere/plan.md"), "没有这个文件夹"),
    ],
)
def test_wrong_usage_is_one_chinese_sentence(ended: Ended, words: tuple[str, ...], sentence: str) -> None:
    """Status 2, what is wrong and what to write instead, no traceback and no file."""
    status, said = ended(*words)
    assert (status, said.count("\n")) == (2, 1)
    assert sentence in said


def test_mistakes_in_content_are_told(ended: Ended, project: Project) -> None:
    """A roll that cannot be read gives its problems and status 1."""
    project.write("content/campaigns/test.yaml", "name: 测试\n")
    status, said = ended()
    assert (status, "content/campaigns/test.yaml" in said) == (1, True)
