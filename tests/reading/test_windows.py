"""Every wrong rule for days and every wrong query is told where it stands; what only looks wrong is read."""

from __future__ import annotations

import pytest

from projects import Project

FILE = "content/campaigns/test-day.yaml"

WRONG = [
    ("when: {fixed: 02-30}", "when-day", "没有 2 月 30 日。请照这样写：fixed: 08-01", 15),
    ("when: {fixed: 04-31}", "when-day", "没有 4 月 31 日", 15),
    ("when: {fixed: 13-01}", "when-day", "没有 13 月", 15),
    ("when: {lunar: 13-01}", "when-day", "农历没有 13 月。请照这样写：lunar: 09-09", 15),
    ("when: {lunar: 08-31}", "when-day", "农历一个月最多三十天", 15),
    ("when: {solar_term: 清名}", "solar-term", "清名", 20),
    ("when: {weekday: {nth: '6', day: mon, month: '6'}}", "when-day", "第 6 个星期几。请照这样写：nth: 2", 23),
    ("when: {weekday: {nth: '1', day: 周一, month: '6'}}", "when-day", "“周一”不是星期几。请照这样写：day: sat", 33),
    ("when: {eve_of: {standing: true}}", "when-eve", "standing", 16),
    ("when: {eve_of: {lunar: 01-01, fixed: 01-01}}", "when-format", "日期规则", 16),
    ("when: {eve_of: {eve_of: {lunar: 01-01}}}", "when-eve", "eve_of", 16),
    ("when: {span: [05-01, 2027-05-31]}", "span-ends", "一头写了年份", 14),
    ("when: {span: [2027-05-31, 2027-05-01]}", "date-order", "早于", 14),
    ("when: {span: [2027-01-01, 2028-01-02]}", "window-long", "367 天", 14),
    ("when: {dates: [2027-05]}", "date-whole", "没有写到日", 16),
]


@pytest.mark.parametrize(("line", "code", "words", "column"), WRONG, ids=[wrong[0][6:] for wrong in WRONG])
def test_a_wrong_rule_is_told(project: Project, line: str, code: str, words: str, column: int) -> None:
    """No rule that names no day of any calendar gets past reading."""
    project.write(FILE, f"name: 测试 活动\n{line}\n")
    (problem,) = project.problems()
    assert (problem.file, problem.code, problem.line, problem.column) == (FILE, code, 2, column)
    assert words in problem.message + problem.remedy


WINDOWS = [
    ("before: -5", "window-before", 3),
    ("before: －５", "window-before", 3),
    ("before: 300\nafter: 100", "window-long", 3),
    ("after: 366", "window-long", 3),
    ("after: -1", "window-empty", 3),
    ("before: 2\nafter: -3", "window-empty", 4),
    ("from_year: 2030\nto_year: 2029", "date-order", 4),
]


@pytest.mark.parametrize(("lines", "code", "line"), WINDOWS, ids=[lines for lines, _, _ in WINDOWS])
def test_a_wrong_window_is_told(project: Project, lines: str, code: str, line: int) -> None:
    """A window that lasts over a year, or no day at all, is refused at the line that makes it so."""
    project.write(FILE, f"name: 测试 活动\nwhen: {{fixed: 08-01}}\n{lines}\n")
    assert [(problem.code, problem.line) for problem in project.problems()] == [(code, line)]


@pytest.mark.parametrize("lines", ["before: 365", "after: 365", "before: 200\nafter: -200", "to_year: 2099"])
def test_the_longest_window_is_read(project: Project, lines: str) -> None:
    """A year is allowed, and so are days taken off at one end."""
    project.write(FILE, f"name: 测试 活动\nwhen: {{fixed: 08-01}}\n{lines}\n")
    assert project.problems() == ()


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("when: {dates: [2027-05-01]}\nfrom_year: 2028", "从 2028 年起"),
        ("when: {fixed: 02-29}\nfrom_year: 2029\nto_year: 2031", "从 2029 年起到 2031 年为止"),
        ("when: {weekday: {nth: '5', day: mon, month: '2'}}\nto_year: 1950", "到 1950 年为止"),
    ],
)
def test_a_rule_that_never_comes_is_told(project: Project, lines: str, words: str) -> None:
    """Days that each exist may still miss the years of the campaign."""
    project.write(FILE, f"name: 测试 活动\n{lines}\n")
    (problem,) = project.problems()
    assert (problem.code, problem.line) == ("window-never", 2)
    assert words in problem.message


@pytest.mark.parametrize("rule", ["{lunar: 12-30}", "{eve_of: {lunar: 12-30}}"])
def test_a_thirtieth_is_a_warning(project: Project, rule: str) -> None:
    """Of a month that is often short the thirtieth is read, and whoever meant 除夕 is told how to write it."""
    project.write(FILE, f"name: 测试 活动\nwhen: {rule}\n")
    (problem,) = project.problems()
    assert (problem.code, problem.severity.value, problem.line) == ("when-thirtieth", "warning", 2)
    assert "eve_of: {lunar: 01-01}" in problem.remedy


@pytest.mark.parametrize("line", ["from_year: 2027", "to_year: 2027"])
def test_a_standing_campaign_has_no_years(project: Project, line: str) -> None:
    """What runs all year begins and ends with its file."""
    project.write(FILE, f"name: 测试 活动\nwhen: {{standing: true}}\n{line}\n")
    assert [(problem.code, problem.line) for problem in project.problems()] == [("standing-years", 3)]


def test_one_id_is_one_campaign(project: Project) -> None:
    """The file's name is the id: neither a second folder, nor a second ending, nor a line in the file makes another."""
    text = "name: 测试 活动\nwhen: {fixed: 08-01}\n"
    project.write(FILE, f"{text}id: other\n")
    project.write("content/campaigns/more/test-day.yaml", text)
    project.write("content/campaigns/test-day.yml", text)
    assert project.told() == [
        ("content/campaigns/more/test-day.yaml", "file-place"),
        (FILE, "id-duplicate"),
        (FILE, "field-unknown"),
        ("content/campaigns/test-day.yml", "file-name"),
        ("content/campaigns/test-day.yml", "id-duplicate"),
    ]


def test_two_files_of_one_id_name_each_other(project: Project) -> None:
    """Whoever is told to move or rename a file learns that its place is taken, of activities and the like as well."""
    for folder in ("campaigns", "ceremonies", "activities", "regulations"):
        project.write(f"content/{folder}/test-day.yaml", "name: 测试\n")
        project.write(f"content/{folder}/test-day.yml", "name: 测试\n")
        doubled = [one for one in project.problems() if one.code == "id-duplicate" and folder in one.file]
        assert [one.file for one in doubled] == [f"content/{folder}/test-day.yml"]
        assert f"content/{folder}/test-day.yaml" in doubled[0].message


QUERIES = [
    ("{colour: red}", "select-unknown", 10),
    ("{outcom: sacrificed}", "select-unknown", 10),
    ("{any: [{gender: female}, {colour: red}]}", "select-unknown", 35),
    ("{outcome: 牺性}", "not-choice", 19),
    ("{not: {}}", "select-empty", 15),
    ("{any: []}", "select-empty", 15),
    ("{year: 2024..2020}", "date-order", 16),
    ("{region: 无此地}", "region-unknown", 18),
    ("{ceremony: cq-2099}", "ceremony-unknown", 20),
    ("{any: [{ceremony: [cq-2099]}]}", "ceremony-unknown", 28),
]


@pytest.mark.parametrize(("query", "code", "column"), QUERIES, ids=[query for query, _, _ in QUERIES])
def test_a_wrong_query_is_told(project: Project, query: str, code: str, column: int) -> None:
    """A condition that nobody could meet would select in silence; it is told at its own place, deep or not."""
    project.write(FILE, f"name: 测试 活动\nwhen: {{fixed: 08-01}}\nselect: {query}\n")
    assert [(problem.code, problem.line, problem.column) for problem in project.problems()] == [(code, 3, column)]
