"""Typing mistakes of Chinese writers are found on the text, and text that only resembles them is left alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qunyingpu.reading import text as reading_text
from qunyingpu.reading.keys import all_keys
from qunyingpu.reading.text import explain_failure, find_mistakes, unfit_character

ROOT = Path(__file__).parents[2]


def _codes(text: str) -> list[str]:
    return [finding.code for finding in find_mistakes(text) if finding.code]


def _mended(text: str) -> str:
    for finding in reversed(find_mistakes(text)):
        assert finding.repair is not None
        text = text[: finding.start] + finding.repair + text[finding.end :]
    return text


@pytest.mark.parametrize(
    ("line", "code", "mended"),
    [
        ("name：测试", "colon-fullwidth", "name: 测试"),
        ("name： 测试", "colon-fullwidth", "name: 测试"),
        ("name ：测试", "colon-fullwidth", "name: 测试"),
        ("姓名：测试", "colon-fullwidth", "姓名: 测试"),
        ("deed：", "colon-fullwidth", "deed:"),
        ("  outcome：safe", "colon-fullwidth", "  outcome: safe"),
        ("  - title：测试", "colon-fullwidth", "  - title: 测试"),
        ("name:测试", "colon-space", "name: 测试"),
        ("name:\u3000测试", "colon-space", "name: 测试"),
        ("name:\u00a0测试", "colon-space", "name: 测试"),
        ("  - title:测试", "colon-space", "  - title: 测试"),
        ("unknown:测试", "colon-space", "unknown: 测试"),
        ("  -title: 测试", "dash-space", "  - title: 测试"),
        ("  -测试", "dash-space", "  - 测试"),
        ("gender: “男”", "quote-fullwidth", "gender: '男'"),
        ("  - “测试”", "quote-fullwidth", "  - '测试'"),
        ("traits: [党员，教师]", "comma-fullwidth", "traits: [党员, 教师]"),
        ("traits: [党员、教师]", "comma-fullwidth", "traits: [党员, 教师]"),
        ("name: 测\u200b试", "character-invisible", "name: 测试"),
        ("name: 测\u0007试", "character-control", "name: 测试"),
        ("name: 测⼭", "name-script", "name: 测山"),
        ("name: ⻅测", "name-script", "name: 见测"),
        ("name: 测\uf9c4", "name-script", "name: 测龍"),
    ],
)
def test_a_mistake_is_found_and_mended(line: str, code: str, mended: str) -> None:
    """Each mistake has its code, and a repair that says what was meant."""
    text = f"# 注\n{line}\n"
    assert _codes(text) == [code]
    assert _mended(text) == f"# 注\n{mended}\n"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("deed:\n　　date: 2024\n", "indent-fullwidth"),
        ("deed:\n\u00a0\u00a0date: 2024\n", "indent-fullwidth"),
        ("deed:\n  　date: 2024\n", "indent-fullwidth"),
        ("deed:\n\tdate: 2024\n", "indent-tab"),
        ("deed:\n  \tdate: 2024\n", "indent-tab"),
        ("story: |-\n　　正文\n", "indent-fullwidth"),
    ],
)
def test_indents_are_told_and_not_guessed(text: str, code: str) -> None:
    """How deep a tab or a wide space was meant nobody knows: such a file is read no further."""
    assert [(finding.code, finding.repair) for finding in find_mistakes(text)] == [(code, None)]


@pytest.mark.parametrize(
    "text",
    [
        "name: 测试：测试\n",
        "summary: 他说：快跑\n",
        "place: 时间12:30地点\n",
        "url: https://a.example/b:c?d=e\n",
        "- https://a.example/\n",
        "story: |-\n  name：正文\n  -正文\n  \t正文\n\n  　　正文\n  gender: “男”\n",
        "story: >-\n  name:正文\n",
        "- story: |\n    name：正文\n",
        "- |\n  name：正文\n",
        "title: “测试”\n",
        "title: “测试”的报道\n",
        "name: 测　试\n",
        "# name：注\n",
        "  # 　注\n",
        "traits: [党员, 教师]\n",
        "sources:\n  - {title: 测试，测试, date: 2024}\n",
        "place: 某地[东，西]\n",
        "name: 葛\U000e0100\n",
        "name: 𠮷䶮\n",
        "after: -1\n",
        "a: 1 - 2\n",
    ],
)
def test_what_only_looks_wrong_is_left_alone(text: str) -> None:
    """Colons, dashes and quotes within words, block scalars and comments are nobody's mistake."""
    assert find_mistakes(text) == []


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("name:\t测试\t\n", "name: 测试 \n"),
        ("a: 1\n\t\nb: 2\n", "a: 1\n\nb: 2\n"),
        ("a: 1\n　\nb: 2\n", "a: 1\n\nb: 2\n"),
        ("a: 1\n\t# 注\n", "a: 1\n# 注\n"),
        ("a: 测\u2028试\n", "a: 测 试\n"),
        ("a: |-\n   测\u2028试\n", "a: |-\n   测\n   试\n"),
    ],
)
def test_harmless_things_are_mended_silently(text: str, mended: str) -> None:
    """A tab or a line separator that cannot be misunderstood is nothing to bother anybody with."""
    assert _codes(text) == []
    assert _mended(text) == mended


@pytest.mark.parametrize(
    "character",
    list(
        "\u00ad\u200b\u200d\u202e\u2060\u2066\u3164\ufeff\ue863\x00\x7f\x85\ufff9\U000e0041\U000f0000\ufe0f\U000e0100"
        "\u180e\uffff"
    ),
    ids=lambda character: f"U+{ord(character):04X}",
)
def test_unfit_characters_are_named(character: str) -> None:
    """A control, invisible or private character is found anywhere, and its code point told."""
    text = f"story: |-\n  测{character}试" if character != "\U000e0100" else f"story: |-\n  a{character}b"
    (finding,) = find_mistakes(text)
    assert finding.code in {"character-control", "character-invisible", "character-private"}
    assert finding.context["codepoint"] == f"U+{ord(character):04X}"
    assert unfit_character(text) == (finding.code, finding.context)


def test_the_mark_of_an_emoji_is_no_mistake() -> None:
    """U+FE0F after a sign belongs to it; names refuse the sign itself."""
    assert find_mistakes("story: |-\n  ❤\ufe0f\n") == []


def test_a_failure_is_explained_by_any_word() -> None:
    """Once YAML has failed, a word that no record knows counts as a key as well."""
    text = "a:\n  住址：某地\n  b:c\n"
    assert find_mistakes(text) == []
    assert [finding.code for finding in explain_failure(text)] == ["colon-fullwidth", "colon-space"]


def test_the_shipped_files_have_no_mistake() -> None:
    """The roll, the campaigns and the ceremonies are typed without a single finding."""
    files = [*ROOT.glob("heroes/*/*.yaml"), *ROOT.glob("content/*/*.yaml")]
    assert len(files) > 50
    assert [(file.name, find_mistakes(file.read_text(encoding="utf-8"))) for file in files] == [
        (file.name, []) for file in files
    ]


_scraps = st.lists(
    st.sampled_from(
        ["name", "姓名", "：", ":", " ", "\n", "- ", "-", "“", "”", "\t", "　", "|", "[", "，", "\u200b", "⼭", "x"]
    ),
    max_size=40,
).map("".join)


@given(_scraps)
def test_hints_miss_nothing(text: str) -> None:
    """The cheap search before the careful one never lets a mistake pass, and repairs stay within their lines."""
    careful = [finding for finding in reading_text._layout(text, all_keys().__contains__) if finding.code]
    assert [
        f for f in find_mistakes(text) if f.code.startswith(("colon", "dash", "indent", "quote", "comma"))
    ] == sorted(careful, key=lambda finding: (finding.start, finding.code))
    for finding in careful:
        assert "\n" not in text[finding.start : finding.end]
        assert "\n" not in (finding.repair or "")


@given(st.text())
def test_unfit_characters_are_never_missed(text: str) -> None:
    """Whatever the text, the quick look finds what the careful one would."""
    found = {(finding.start, finding.code) for finding in reading_text._characters(text)}
    assert {(f.start, f.code) for f in find_mistakes(text) if re.match("character|name|$", f.code)} >= found
