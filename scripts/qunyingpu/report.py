"""Turn problems into what a person reads, or what a machine that shows them to a person reads.

Nothing here reads a file or prints: the lines to quote come as an argument, and a report is one string.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from enum import Enum

from qunyingpu.errors import Problem, Severity

LineOf = Callable[[Problem], str]
"""Return the line of the file that a problem stands in, empty where there is none to show."""

ANNOTATIONS = 10
"""How many errors, and as many warnings, GitHub shows of one step; it drops the rest without a word."""


class Palette(Enum):
    """Whether a report is coloured: each value is the escape sequences for error, warning, quiet and plain."""

    PLAIN = ("", "", "", "")
    COLOUR = ("\x1b[1;31m", "\x1b[1;33m", "\x1b[2m", "\x1b[0m")


def as_text(problems: Sequence[Problem], *, line_of: LineOf | None = None, palette: Palette = Palette.PLAIN) -> str:
    """Return *problems* for a terminal: place, message and remedy, the line with a mark under it, and a summary."""
    parts = [_paragraph(problem, line_of(problem) if line_of else "", palette) for problem in problems]
    return "\n".join([*parts, summary(problems)])


def as_json(problems: Sequence[Problem]) -> str:
    """Return *problems* as ``{"problems": [{"file", "line", "column", "field", "code", "message", …}]}``.

    JSON is ASCII throughout, so that no console's encoding can spoil it on its way to a program.
    """
    entries = [
        {
            "file": problem.file,
            "line": problem.line,
            "column": problem.column,
            "field": problem.field,
            "code": problem.code,
            "message": problem.message,
            "remedy": problem.remedy,
            "severity": problem.severity.value,
        }
        for problem in problems
    ]
    return json.dumps({"problems": entries}, indent=2)


def as_github(problems: Sequence[Problem]) -> str:
    """Return workflow commands that GitHub shows beside the lines of a pull request, ten of each severity."""
    lines = []
    for severity in Severity:
        chosen = [problem for problem in problems if problem.severity is severity]
        # The last of the ten says how many are left.
        shown = chosen if len(chosen) <= ANNOTATIONS else chosen[: ANNOTATIONS - 1]
        lines += [_annotation(problem) for problem in shown]
        if len(shown) < len(chosen):
            left = f"还有 {len(chosen) - len(shown)} 处，见本次运行的摘要。"
            lines.append(f"::{severity.value}::{_github_text(left)}")
    return "\n".join([*lines, summary(problems)])


def as_gitlab(problems: Sequence[Problem]) -> str:
    """Return a Code Quality report; fingerprints leave the line out, so that a problem that moves stays the same."""
    seen: Counter[str] = Counter()
    entries = []
    for problem in problems:
        identity = "\0".join((problem.file, problem.field, problem.code, problem.message))
        seen[identity] += 1
        entries.append(
            {
                "description": problem.message + problem.remedy,
                "check_name": problem.code,
                "fingerprint": hashlib.sha256(f"{identity}\0{seen[identity]}".encode()).hexdigest()[:32],
                "severity": "major" if problem.severity is Severity.ERROR else "minor",
                "location": {"path": problem.file, "lines": {"begin": max(problem.line, 1)}},
            }
        )
    return json.dumps(entries, indent=2)


def as_markdown(problems: Sequence[Problem]) -> str:
    """Return a table to paste into a pull request."""
    if not problems:
        return summary(problems)
    rows = [
        f"| {_cell(_place(problem))} | {_cell(problem.field)} | {_cell(problem.message + problem.remedy)} "
        f"| {_cell(problem.code)} |"
        for problem in problems
    ]
    return "\n".join(["| 位置 | 项目 | 问题与改法 | 代码 |", "| --- | --- | --- | --- |", *rows, "", summary(problems)])


FORMATS: Mapping[str, Callable[[Sequence[Problem]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "gitlab": as_gitlab,
    "markdown": as_markdown,
}
"""The formats by name, as `qunyingpu check --format` knows them."""


def summary(problems: Sequence[Problem]) -> str:
    """Return one sentence: how many problems in how many files, and what to do next."""
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    if not problems:
        return "没有发现问题。"
    counts = "，".join([f"{errors} 处错误"] * bool(errors) + [f"{warnings} 处提醒"] * bool(warnings))
    files = len({problem.file for problem in problems})
    step = "请逐处改正，再检查一遍。" if errors else "提醒不妨碍生成，请有空时核对。"
    return f"{files} 个文件里共有 {counts}。{step}"


def _paragraph(problem: Problem, line: str, palette: Palette) -> str:
    error, warning, quiet, plain = palette.value
    is_error = problem.severity is Severity.ERROR
    colour, label = (error, problem.code) if is_error else (warning, f"提醒 {problem.code}")
    head = f"{problem} {colour}[{label}]{plain}"
    if not line.strip():
        return head + "\n"
    shown, before = _window(line, max(problem.column, 1))
    return f"{head}\n  {quiet}|{plain} {shown}\n  {quiet}|{plain} {_blank(before)}{colour}^{plain}\n"


_AROUND = 36
"""Characters of a long line that are shown on each side of the mark."""


def _window(line: str, column: int) -> tuple[str, str]:
    """Return the part of *line* around *column* (from 1), and the part of that which stands before the column."""
    start = max(0, column - 1 - _AROUND)
    end = min(len(line), column - 1 + _AROUND)
    head = "…" if start else ""
    tail = "…" if end < len(line) else ""
    visible = "".join(character if character.isprintable() or character == "\u3000" else "·" for character in line)
    return head + visible[start:end] + tail, head + visible[start : column - 1]


def _blank(text: str) -> str:
    """Return spaces as wide as *text*: an ideographic one for each wide character, so that every font lines up."""
    wide = {character for character in text if unicodedata.east_asian_width(character) in "WF"}
    return "".join("\u3000" if character in wide else " " for character in text if not unicodedata.combining(character))


def _place(problem: Problem) -> str:
    return f"{problem.file}:{problem.line}:{problem.column}" if problem.line else problem.file


def _annotation(problem: Problem) -> str:
    properties = {"file": problem.file, "line": problem.line, "col": problem.column, "title": problem.code}
    given = ",".join(f"{name}={_github_property(str(value))}" for name, value in properties.items() if value)
    field = f"{problem.field}: " if problem.field else ""
    return f"::{problem.severity.value} {given}::{_github_text(field + problem.message + problem.remedy)}"


def _github_text(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _github_property(text: str) -> str:
    return _github_text(text).replace(":", "%3A").replace(",", "%2C")


def _cell(text: str) -> str:
    """Return *text* as the plain words of a table cell, whatever Markdown it may hold."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return "".join(f"\\{character}" if character in "\\`*_[]|~#!" else character for character in escaped).replace(
        "\n", " "
    )
