"""Problems look right wherever they are shown: a terminal, GitHub, GitLab, a comment, a program."""

from __future__ import annotations

import json
import re
import unicodedata

import pytest

from qunyingpu.errors import Problem, Severity
from qunyingpu.report import ANNOTATIONS, FORMATS, Palette, as_github, as_gitlab, as_json, as_markdown, as_text


def _problem(**changes: object) -> Problem:
    values: dict[str, object] = {
        "file": "heroes/32/320500-2024-aaaaa.yaml",
        "line": 3,
        "column": 9,
        "field": "deed.date",
        "code": "date-impossible",
        "message": "没有 2 月 30 日。",
        "remedy": "请写成 2024-02-29 这样的日期。",
        "severity": Severity.ERROR,
    }
    return Problem(**(values | changes))  # type: ignore[arg-type]


WARNING = _problem(code="name-script", severity=Severity.WARNING, line=1, column=7, field="name")
WHOLE_FILE = _problem(line=0, column=0, field="", code="file-empty", message="文件里没有内容。", remedy="")


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_every_format_tells_nothing_of_nothing(form: str) -> None:
    """No problems make a report, too, in every format."""
    report = FORMATS[form](())
    assert json.loads(report) in ([], {"problems": []}) if form in {"json", "gitlab"} else report == "没有发现问题。"


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_every_format_tells_code_and_words(form: str) -> None:
    """Code, message and remedy are in every format."""
    report = FORMATS[form]((_problem(),))
    words = json.dumps("没有 2 月 30 日。")[1:-1] if form in {"json", "gitlab"} else "没有 2 月 30 日。"
    assert words in report
    assert "date-impossible" in report.replace("\\-", "-")


def test_text_has_the_place_that_terminals_link() -> None:
    """File, line and column come first; a problem of a whole file has no line; a warning says that it is one."""
    report = as_text((_problem(), WHOLE_FILE, WARNING))
    words = "没有 2 月 30 日。请写成 2024-02-29 这样的日期。 [date-impossible]"
    assert f"heroes/32/320500-2024-aaaaa.yaml:3:9: deed.date: {words}" in report
    assert "heroes/32/320500-2024-aaaaa.yaml: 文件里没有内容。 [file-empty]" in report
    assert "[提醒 name-script]" in report


@pytest.mark.parametrize(
    "line", ["  date: 2024-02-30", "姓名：测试甲（测）", "x" * 500, "测" * 500, "a\tb\x1b[31mc\u200b"]
)
@pytest.mark.parametrize("column", [1, 5, 9, 400, 600])
def test_the_mark_stands_under_its_character(line: str, column: int) -> None:
    """Counted in columns of a terminal, the mark is where the character is, in long lines and wide ones."""
    report = as_text((_problem(column=column),), line_of=lambda problem: line)
    quoted, mark = (part.removeprefix("  | ") for part in report.splitlines()[1:3])
    before, _, after = mark.partition("^")
    assert (before.strip(), after) == ("", "")
    assert all(character == "…" or character.isprintable() for character in quoted)
    assert _width(quoted) < 200
    if column <= len(line):
        place = next(index for index in range(len(quoted)) if _width(quoted[:index]) == _width(before))
        assert quoted[place] == (line[column - 1] if line[column - 1].isprintable() else "·")


def test_the_end_says_how_many_and_what_next() -> None:
    """Errors and warnings are counted apart, and the next step is named."""
    assert as_text((_problem(), WHOLE_FILE, WARNING)).splitlines()[-1] == (
        "1 个文件里共有 2 处错误，1 处提醒。请逐处改正，再检查一遍。"
    )
    assert as_text((WARNING,)).splitlines()[-1] == "1 个文件里共有 1 处提醒。提醒不妨碍生成，请有空时核对。"


def test_colour_is_for_terminals_only() -> None:
    """Without a palette there is no escape sequence; with one, the words are the same."""
    plain = as_text((_problem(), WARNING), line_of=lambda problem: "date: 2024")
    coloured = as_text((_problem(), WARNING), line_of=lambda problem: "date: 2024", palette=Palette.COLOUR)
    assert "\x1b" not in plain
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain != coloured


def test_json_keeps_its_keys() -> None:
    """Programs rely on these names; the text is ASCII, so that no console can spoil it."""
    report = as_json((_problem(),))
    assert json.loads(report) == {
        "problems": [
            {
                "file": "heroes/32/320500-2024-aaaaa.yaml",
                "line": 3,
                "column": 9,
                "field": "deed.date",
                "code": "date-impossible",
                "message": "没有 2 月 30 日。",
                "remedy": "请写成 2024-02-29 这样的日期。",
                "severity": "error",
            }
        ]
    }
    assert report.isascii()


def test_github_shows_what_it_can() -> None:
    """Of each severity at most ten commands are written, the last saying how many are left."""
    report = as_github([_problem(line=line) for line in range(1, 31)] + [WARNING])
    errors = [line for line in report.splitlines() if line.startswith("::error")]
    assert len(errors) == ANNOTATIONS
    assert errors[0].startswith(
        "::error file=heroes/32/320500-2024-aaaaa.yaml,line=1,col=9,title=date-impossible::deed.date"
    )
    assert errors[-1] == "::error::还有 21 处，见本次运行的摘要。"
    assert len([line for line in report.splitlines() if line.startswith("::warning")]) == 1
    assert len(as_github([_problem()] * ANNOTATIONS).splitlines()) == ANNOTATIONS + 1


def test_content_gives_github_no_commands() -> None:
    """Line breaks, percent signs, colons and commas of content are escaped: it cannot write a command of its own."""
    evil = _problem(file="a,b:c%.yaml", message="甲\n::error::乙%\r")
    (command, _) = as_github((evil,)).splitlines()
    assert command.startswith("::error file=a%2Cb%3Ac%25.yaml,line=3,")
    assert "甲%0A::error::乙%25%0D" in command


def test_gitlab_knows_a_problem_again() -> None:
    """A fingerprint is the same on another line, another for another problem, and never given twice."""
    first, moved, other = (
        json.loads(as_gitlab((problem,)))[0] for problem in (_problem(), _problem(line=30), _problem(field="added"))
    )
    assert first["fingerprint"] == moved["fingerprint"] != other["fingerprint"]
    twins = json.loads(as_gitlab((_problem(), _problem(line=30))))
    assert len({entry["fingerprint"] for entry in twins}) == 2
    assert (first["check_name"], first["severity"]) == ("date-impossible", "major")
    assert first["location"] == {"path": "heroes/32/320500-2024-aaaaa.yaml", "lines": {"begin": 3}}
    whole, warning = json.loads(as_gitlab((WHOLE_FILE, WARNING)))
    assert (whole["location"]["lines"]["begin"], warning["severity"]) == (1, "minor")


def test_markdown_stays_a_table() -> None:
    """Whatever content holds, a problem is one row of plain words."""
    evil = _problem(message="甲|乙\n**丙** <img src=x> [丁](https://a.example) `戊`")
    rows = [line for line in as_markdown((evil,)).splitlines() if line.startswith("|")]
    assert len(rows) == 3
    assert len(re.findall(r"(?<!\\)\|", rows[2])) == 5
    assert "<img" not in rows[2]
    assert "\\*\\*丙" in rows[2]
    assert "\\[丁\\]" in rows[2]
