"""Formatting: the canonical form, comments beside what they are about, nothing else changed, nothing lost."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projects import CLEAN, HERO, TODAY
from qunyingpu.authoring.canonical import canonical_yaml
from qunyingpu.authoring.comments import surviving
from qunyingpu.authoring.formatting import formatted
from qunyingpu.model.hero import Hero
from qunyingpu.reading import judge_profile, parse_document
from qunyingpu.reading.files import Found
from trial_projects import ROOT

FILE = f"heroes/32/{HERO}.yaml"


def _format(content: str | bytes, file: str = FILE) -> str:
    given_bytes = content.encode() if isinstance(content, str) else content
    done = formatted(Found(file, file), given_bytes, today=TODAY)
    assert done.content is not None, [str(problem) for problem in done.problems]
    return done.content.decode()


def _hero(text: str) -> Hero:
    hero, problems = judge_profile(parse_document(FILE, text), HERO, today=TODAY)
    assert hero is not None, [str(problem) for problem in problems]
    return hero


CANONICAL = canonical_yaml(_hero(CLEAN))


@pytest.mark.parametrize("path", sorted(ROOT.glob("heroes/*/*.yaml")), ids=lambda path: path.stem)
def test_the_shipped_roll_is_untouched(path: Path) -> None:
    """A canonical file stays byte for byte."""
    file = path.relative_to(ROOT).as_posix()
    assert _format(path.read_bytes(), file).encode() == path.read_bytes()


TOUCHED = """\
# 校对：测试丙
# 第二遍

# 网上作「测试钾」
name: 测试甲  # 照报道
kind: individual

deed:   # 以下照公告
  # 只知道这一天
  date: 2024-06-24
  region: 320505 # 虎丘
  type: water_rescue
  outcome: safe
  summary: 测试用的一句话，桥边听见呼救。
  story: |- # 未核
    第一段 # 不是注释

    # 也不是注释
  # 获救人数待核

# 出处两条
sources:
  # 第一条
  - title: 虚构资料（测试用） # 甲
    publisher: 测试
    # 日期不明
  # 第二条
  - title: 虚构资料之二
  # 还有一条待补
consent:
  basis: public_report
  # 同意书在柜子里

# 完
"""


def test_a_canonical_file_with_comments_is_untouched() -> None:
    """Comments and blank lines of every sort stay where they are, byte for byte."""
    assert _format(TOUCHED) == TOUCHED


MESSY = """\
# 档案说明

公开依据: {公开依据: 公开报道} # 已核
出处:
# 第一条
- 日期: 2024年7月2日
  # 原题
  标题: "虚构资料（测试用）"
# 关于草稿
草稿: 否 # 可以公布
事迹:
    结局: 平安 # 无恙
    事发地: 江苏省/苏州市/虎丘区 # 枫桥
    事发日期: ２０２４.6.24
    一句话: >
       测试用的一句话，
       桥边听见呼救。
    事迹类型: 救助落水者
    正文: "第一段\\n\\n第二段: 甲"
身份: [党员, # 入党多年
  教师] # 中学
# 名字照户口
姓名: "测 试 甲"
# 没有别的了
"""
TIDY = """\
# 档案说明

# 名字照户口
name: 测试甲
kind: individual
traits:
  - party_member # 入党多年
  - teacher # 中学
deed:
  date: 2024-06-24
  region: 320505 # 枫桥
  type: water_rescue
  outcome: safe # 无恙
  summary: 测试用的一句话， 桥边听见呼救。
  story: |-
    第一段

    第二段: 甲
sources:
  # 第一条
  # 原题
  - title: 虚构资料（测试用）
    date: 2024-07-02
# 关于草稿
# 可以公布
consent:
  basis: public_report # 已核
# 没有别的了
"""


def test_a_messy_file_becomes_canonical() -> None:
    """Keys, order, indents, dates, words, regions, quotes and blocks become canonical; comments follow their values."""
    lines = TIDY.replace("# 关于草稿\n# 可以公布\n", "").splitlines()
    done = _format(MESSY)
    assert [line for line in done.splitlines() if line not in ("# 关于草稿", "# 可以公布")] == lines
    assert done.index("# 关于草稿\n# 可以公布\n") > 0
    assert canonical_yaml(_hero(MESSY)) == _without_comments(done)
    assert _format(done) == done


def _without_comments(text: str) -> str:
    lines = (line.split(" #")[0] for line in text.splitlines() if not line.strip().startswith("#"))
    return "".join(f"{line}\n" for line in lines if line or "story" in text).replace("\n\nname", "\nname").lstrip("\n")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"\xef\xbb\xbf" + CANONICAL.encode(), "a byte order mark"),
        (CANONICAL.replace("\n", "\r\n").encode(), "CRLF"),
        (CANONICAL.replace("\n", "\r").encode(), "CR"),
        (CANONICAL.encode("gb18030"), "GB18030"),
        (CANONICAL.rstrip("\n").encode(), "no line break at the end"),
        ((CANONICAL + "\n\n").encode(), "blank lines at the end"),
        (CANONICAL.replace("  date: ", "  date:     ").encode(), "spaces"),
        (CANONICAL.replace("测试甲", "“测试甲”").encode(), "Chinese quotes around a value"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_machines_do_to_text_is_repaired(content: bytes, what: str) -> None:
    """The file is canonical again."""
    assert content != CANONICAL.encode(), what
    assert _format(content) == CANONICAL


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (CLEAN.replace("2024-06-24", "2024-02-30"), "date-impossible"),
        (CLEAN.replace("name: ", "name："), "colon-fullwidth"),
        (CLEAN + "ghost: 1\n", "field-unknown"),
        ("", "file-empty"),
        (CLEAN.encode("utf-16"), "file-encoding"),
        (b"\xff\xff\xff\xff\x00", "file-encoding"),
        (CLEAN + "# 电话 13900000000\n", "personal-data"),
    ],
)
def test_a_file_with_a_mistake_is_left_alone(content: str | bytes, code: str) -> None:
    """There is no content to write, and the mistake is told."""
    given_bytes = content.encode() if isinstance(content, str) else content
    done = formatted(Found(FILE, FILE), given_bytes, today=TODAY)
    assert done.content is None
    assert code in [problem.code for problem in done.problems]


# ── whatever is written ──

WORDS = st.sampled_from(["甲", "甲: 乙", "# 甲", "- 甲", "“甲”", "甲 #乙", "是", "null", "1", "{甲}", "e\u0301"])
TEXTS = st.lists(WORDS, min_size=1, max_size=4).map("，".join)
STORIES = st.lists(st.one_of(TEXTS, st.just("")), max_size=4).map("\n".join)
COMMENTS = st.sampled_from(["# 注", "# 第二注", "#", "# name: 假", "# - 假", "", "#    缩"])


def _quoted(text: str, quote: str) -> str:
    return f"'{text}'" if quote == "'" else '"' + text.replace('"', '\\"') + '"'


@st.composite
def _mapping(draw: st.DrawFn, entries: list[list[str]], indent: int) -> list[str]:
    """Return *entries*, each some lines, in any order, indented, with comments above and beside."""
    lines = []
    for entry in draw(st.permutations(entries)):
        for comment in draw(st.lists(COMMENTS, max_size=2)):
            lines.append(" " * draw(st.sampled_from([indent, indent, 0, indent + 1])) + comment)
        lines += [" " * indent + line if line else "" for line in entry]
        if len(entry) == 1:
            lines[-1] += draw(st.sampled_from(["", "", "", " # 旁", "\t# 旁注"]))
    return lines


@st.composite
def _profiles(draw: st.DrawFn) -> str:
    """Return a profile whose lines stand in any order, indent and spelling, with comments anywhere between."""
    step = draw(st.sampled_from([1, 2, 4]))
    quote = draw(st.sampled_from(['"', "'"]))
    story = draw(STORIES).strip()
    written = ["story: |- # 头", *(f"{' ' * step}{line}" if line else "" for line in story.split("\n"))]
    deed = [
        [draw(st.sampled_from(["date: 2024-06-24", "事发日期: 2024.6.24", "date: 2024年6月24日"]))],
        [draw(st.sampled_from(["region: 320505", "事发地: 江苏省/苏州市/虎丘区"]))],
        [draw(st.sampled_from(["type: water_rescue", "事迹类型: 水域救援"]))],
        ["outcome: safe"],
        [f"summary: {_quoted('测试用的一句话，桥边听见：' + draw(TEXTS), quote)}"],
        ["place:"],
        written if story else ["story: ''"],
    ]
    source = [[f"title: {_quoted('虚构' + draw(TEXTS), quote)}"], ["date: 2024-07"], ["url:"]]
    item = draw(_mapping(source, 4))
    first = next(place for place, line in enumerate(item) if line.strip() and line.strip()[0] != "#")
    item[first] = f"  - {item[first].strip()}"
    flow = draw(st.sampled_from(["traits: [党员, 教师]", "traits: [] # 无", "traits:\n- 党员 # 甲\n# 间\n- teacher"]))
    consent = [["basis: 公开报道"], ["scope: [网站, 展馆, 印刷, 社交媒体]"]]
    entries = [
        [f"name: {_quoted('测试甲', quote)}"],
        ["deed:", *draw(_mapping(deed, step))],
        ["sources: # 列", *item, "  -", "  - {title: 虚构之二} # 流"],
        flow.split("\n"),
        ["consent:", *draw(_mapping(consent, step))],
        ["draft: 否"],
    ]
    return "\n".join(draw(_mapping(entries, 0))) + draw(st.sampled_from(["", "\n", "\n\n# 尾", "\n  # 深尾\n"]))


@settings(max_examples=200, deadline=None)
@given(text=_profiles())
def test_formatting_changes_the_form_alone(text: str) -> None:
    """Whatever the order, indents, spellings and comments: the hero is the same, comments survive, twice is once."""
    done = _format(text)
    assert _hero(done) == _hero(text)
    assert surviving(done) == surviving(unicodedata.normalize("NFC", text).replace("\t", " "))
    assert _format(done) == done
