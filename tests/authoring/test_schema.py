"""The schema for editors is current, is a schema, and agrees with the checker on whatever it can know."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

import make_schema
from projects import HERO, TODAY
from qunyingpu.authoring.schema import profile_schema
from qunyingpu.errors import Severity
from qunyingpu.model.fields import Field, fields_of
from qunyingpu.model.hero import Hero
from qunyingpu.reading import judge_profile, parse_document
from qunyingpu.reading.documents import read_document
from qunyingpu.reading.files import Found
from qunyingpu.reading.strict_yaml import compose
from trial_projects import ROOT

VALIDATOR = Draft202012Validator(profile_schema())
SEEN = {
    "field-missing",
    "field-unknown",
    "not-text",
    "not-list",
    "not-mapping",
    "text-too-long",
    "text-too-short",
    "not-number",
    "number-range",
    "not-boolean",
    "not-choice",
    "date-format",
    "date-range",
    "url-format",
    "focus-format",
    "path-outside",
    "schema-version",
    "yaml-duplicate",
}
"""The codes of what a value shows by itself; the others need a calendar, another field, or another file."""


def _typed(node: Node) -> Any:
    """Return what an editor makes of *node*: YAML 1.2, core schema."""
    if isinstance(node, MappingNode):
        return {key.value: _typed(value) for key, value in node.value}
    if isinstance(node, SequenceNode):
        return [_typed(item) for item in node.value]
    assert isinstance(node, ScalarNode)
    if node.style:
        return node.value
    for pattern, make in (
        (r"[-+]?[0-9]+", int),
        (r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", float),
        (r"true|True|TRUE", lambda word: True),
        (r"false|False|FALSE", lambda word: False),
        (r"~|null|Null|NULL|", lambda word: None),
    ):
        if re.fullmatch(pattern, node.value):
            return make(node.value)
    return node.value


def _verdicts(text: str) -> tuple[bool, set[str]]:
    """Return whether the schema takes *text*, and the codes of the errors for which the checker refuses it."""
    _, problems = judge_profile(parse_document(f"heroes/32/{HERO}.yaml", text), HERO, today=TODAY)
    codes = {problem.code for problem in problems if problem.severity is Severity.ERROR}
    root = compose(text)
    assert root is not None
    return VALIDATOR.is_valid(_typed(root)), codes


def test_the_schema_in_the_repository_is_current() -> None:
    """`python scripts/make_schema.py` would change nothing."""
    assert make_schema.FILE.read_text(encoding="utf-8") == make_schema.schema_text()


def test_the_schema_is_one() -> None:
    """It keeps to JSON Schema 2020-12, and each of its references leads somewhere."""
    Draft202012Validator.check_schema(profile_schema())
    text = make_schema.schema_text()
    named = set(re.findall(r'"#/\$defs/([^"]+)"', text))
    assert named == set(profile_schema()["$defs"])


def test_every_field_is_told_in_chinese() -> None:
    """Title and description of each key stand in the schema, under its English and its Chinese name."""
    parts = profile_schema()["$defs"]

    def told(fields: tuple[Field, ...], holder: dict[str, Any], above: str) -> int:
        count = 0
        for field in fields:
            part = parts[above + field.name]
            assert (part["title"], part["description"]) == (field.title, field.description)
            assert holder["properties"][field.name] == holder["properties"][field.title]
            inner = part.get("items", part)
            count += 1 + told(field.fields, inner, f"{above}{field.name}.")
        return count

    assert told(fields_of(Hero)[1:], profile_schema(), "") == len(parts) > 70


@pytest.mark.parametrize("path", sorted(ROOT.glob("heroes/*/*.yaml")), ids=lambda path: path.stem)
def test_the_shipped_roll_fits(path: Path) -> None:
    """No profile that the checker takes is refused by the schema."""
    assert _verdicts(path.read_text(encoding="utf-8"))[0]


FULL = """\
姓名: 测试甲
曾用名: [测试乙]
类别: 群体
性别: 男
民族: 汉族
出生年: 1980
traits: [党员, teacher]
deed:
  date: 2024-06-24
  region: 320505
  type: 救助落水者
  rescued: 2
  outcome: mixed
  summary: 测试用的一句话，桥边听见呼救。
  story:
honours:
  - title: 测试称号
    level: 国家级
    date: 2025
    posthumous: 是
members:
  - name: 测试丙
    outcome: 牺牲
    died: 2024-06-24
member_count: 15
portrait:
  file: 320500-2024-aaaaa.jpg
  focus: [0.5, 0.38]
media:
  - title: 测试报道
    kind: video
sources:
  - 标题: 虚构资料（测试用）
    url: https://example.org/a.html
consent:
  basis: 公开报道
  scope: [web, 展馆]
draft: no
added: 2026-11-23
"""
CHANGES: list[tuple[str, str]] = [
    ("", ""),
    ("测试甲", "110"),
    ("姓名: 测试甲", "名字: 测试甲"),
    ("姓名: 测试甲", "姓名: 测试甲\nname: 测试甲"),
    ("姓名: 测试甲\n", ""),
    ("姓名: 测试甲", "姓名:"),
    ("姓名: 测试甲", "姓名: [测试甲]"),
    ("曾用名: [测试乙]", "曾用名: 测试乙"),
    ("曾用名: [测试乙]", "曾用名: [测试乙, ~]"),
    ("类别: 群体", "类别: 团体"),
    ("类别: 群体", "类别: group"),
    ("性别: 男", "gender:"),
    ("consent:\n  basis: 公开报道\n  scope: [web, 展馆]", "consent: 公开报道"),
    ("性别: 男", "性别: 男性"),
    ("民族: 汉族", "民族: 汉"),
    ("民族: 汉族", "民族: " + "汉" * 9),
    ("1980", "1849"),
    ("1980", "2101"),
    ("1980", "一九八〇"),
    ("1980", "１９８０"),
    ("[党员, teacher]", "[党员, 老师]"),
    ("[党员, teacher]", "党员"),
    ("date: 2024-06-24\n  region", "date: 2024年6月24日\n  region"),
    ("date: 2024-06-24\n  region", "date: 2024.6\n  region"),
    ("date: 2024-06-24\n  region", "date: ２０２４／６／２４\n  region"),
    ("date: 2024-06-24\n  region", "date: 24-06-2024\n  region"),
    ("date: 2024-06-24\n  region", "date: 去年夏天\n  region"),
    ("date: 2024-06-24\n  region", "date: 20240624\n  region"),
    ("date: 2024-06-24\n  region", "date: [2024]\n  region"),
    ("date: 2025\n", "date: 1899\n"),
    ("region: 320505", "region: 江苏省/苏州市/虎丘区"),
    ("region: 320505", "region: 3205"),
    ("region: 320505", "region: [320505]"),
    ("type: 救助落水者", "type: 救助溺水者"),
    ("  rescued: 2", "  rescued: 0"),
    ("  rescued: 2", "  rescued: 1000"),
    ("  rescued: 2", "  rescued: 两人"),
    ("  rescued: 2", "  rescued: 2.5"),
    ("  rescued: 2", "  rescued: ~"),
    ("  rescued: 2", "  获救人数: 2"),
    ("测试用的一句话，桥边听见呼救。", "太短了"),
    ("测试用的一句话，桥边听见呼救。", "长" * 61),
    ("  story:", "  story: 2024"),
    ("  outcome: mixed", "  outcome: ~"),
    ("posthumous: 是", "posthumous: true"),
    ("posthumous: 是", "posthumous: 1"),
    ("posthumous: 是", "posthumous: 2"),
    ("posthumous: 是", "posthumous: 也许"),
    ("honours:\n  - title", "honours:\n  -\n  - title"),
    ("  - title: 测试称号\n    level", "  - level"),
    ("  - name: 测试丙", "  - name: 测试丙\n    age: 5"),
    ("member_count: 15", "member_count: 1"),
    ("320500-2024-aaaaa.jpg", "../a.jpg"),
    ("320500-2024-aaaaa.jpg", "320500-2024-aaaaa.gif"),
    ("[0.5, 0.38]", "[0.5, 1.38]"),
    ("[0.5, 0.38]", "[0.5]"),
    ("[0.5, 0.38]", "中间"),
    ("kind: video", "kind: 电影"),
    ("https://example.org/a.html", "example.org"),
    ("https://example.org/a.html", "ftp://example.org/a.html"),
    ("https://example.org/a.html", "https:///a.html"),
    ("https://example.org/a.html", "https://example.org/a b.html"),
    ("basis: 公开报道", "basis: 听说"),
    ("[web, 展馆]", "[web, 电视]"),
    ("[web, 展馆]", "~"),
    ("draft: no", "draft: 否"),
    ("draft: no", "草稿: 否"),
    ("draft: no", "draft: maybe"),
    ("added: 2026-11-23", "added: 2026"),
    ("added: 2026-11-23", "schema: 1"),
    ("added: 2026-11-23", "schema: 2"),
]


@pytest.mark.parametrize(("old", "new"), CHANGES, ids=lambda text: text[:20])
def test_schema_and_checker_agree(old: str, new: str) -> None:
    """On a profile with one thing changed, both take it or both refuse it."""
    assert FULL.count(old) == 1 or not old
    is_valid, codes = _verdicts(FULL.replace(old, new) if old else FULL)
    assert is_valid == (not codes), codes
    assert codes <= SEEN


def _readable(path: Path) -> str | None:
    """Return the text of *path* if it is plain YAML as it stands, without typing mistakes."""
    document = read_document(Found(f"heroes/32/{path.name}", str(path)))
    return document.source.text if document.tree is not None and document.source.clean == document.source.text else None


NAMED_NULL = {"10-name-null", "10-name-null-capital", "24-keys-in-chinese-null-name"}
"""To an editor the word ``null`` is nothing, to us it is somebody's name."""

BROKEN = [
    path for path in sorted((ROOT / "tests/broken").glob("*.yaml")) if _readable(path) and path.stem not in NAMED_NULL
]


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_the_broken_profiles_get_one_verdict(path: Path) -> None:
    """Of the corpus of wrong files: what is right is taken, and what a value shows by itself is refused."""
    text = _readable(path)
    assert text is not None
    is_valid, codes = _verdicts(text)
    if not codes:
        assert is_valid
    if codes & (SEEN - {"date-range"}):
        assert not is_valid, codes


def test_the_corpus_is_worth_its_name() -> None:
    """There are enough files of both sorts, and every code that the schema sees is among them."""
    verdicts = [_verdicts(FULL.replace(old, new) if old else FULL) for old, new in CHANGES]
    told = {code for _, codes in verdicts for code in codes}
    assert told == SEEN
    assert len(BROKEN) > 60
    assert sum(is_valid for is_valid, _ in verdicts) > 20


def test_editors_are_set_up() -> None:
    """VS Code takes the schema for profiles, UTF-8 and line feeds, and offers the extension that reads it."""
    folder = ROOT / ".vscode"
    settings = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
    ((schema, files),) = settings["yaml.schemas"].items()
    assert (ROOT / schema) == make_schema.FILE
    assert len(list(ROOT.glob(files))) >= 27
    assert (settings["files.encoding"], settings["files.eol"]) == ("utf8", "\n")
    extensions = json.loads((folder / "extensions.json").read_text(encoding="utf-8"))
    assert "redhat.vscode-yaml" in extensions["recommendations"]
