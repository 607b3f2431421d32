"""Personal data is found however it is spelled, numbers of other kinds are not, and what is found is never repeated."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects import CLEAN, HERO, Project
from qunyingpu.reading.privacy import hidden, personal_data
from qunyingpu.report import as_text

# Numbers that were made up for tests; the identity number is the sample printed in GB 11643-1999.
FOUND = [
    ("身份证号码", "11010519491231002X"),
    ("身份证号码", "身份证１１０１０５１９４９１２３１００２Ｘ"),
    ("身份证号码", "110105 19491231 002X"),
    ("身份证号码", "110105\u200b19491231002X"),
    ("身份证号码", "11010519491231002x"),
    ("身份证号码", "11010519491231002Ｘ"),
    ("手机号码", "电话13800138000"),
    ("手机号码", "138-0013-8000"),
    ("手机号码", "138 0013 8000"),
    ("手机号码", "138　0013　8000"),
    ("手机号码", "+86 13800138000"),
    ("手机号码", "8613800138000"),
    ("手机号码", "１３８００１３８０００"),
    ("手机号码", "138\u200b0013\u200b8000"),
    ("手机号码", "138\u00ad0013·8000"),
    ("手机号码", "①③⑧⓪⓪①③⑧⓪⓪⓪"),
    ("手机号码", "一三八零零一三八〇〇〇"),
    ("手机号码", "幺三八零零幺三八零零零"),
    ("银行卡号", "6222021234567890128"),
    ("银行卡号", "6222 0212 3456 7890 128"),
    ("电子邮箱", "a.b@c.example"),
    ("电子邮箱", "邮箱ａ＠ｂ.example"),
    ("微信号或 QQ 号", "微信号：abc_12345"),
    ("微信号或 QQ 号", "微信 abcdef1"),
    ("微信号或 QQ 号", "wx:abcdef1"),
    ("微信号或 QQ 号", "ＱＱ：123456789"),
    ("微信号或 QQ 号", "QQ号是 123456789"),
]


@pytest.mark.parametrize(("kind", "text"), FOUND)
def test_personal_data_is_found(kind: str, text: str) -> None:
    """Each spelling is found once, as what it is, and nothing of it is left when it is hidden."""
    around = f"虚构的{text}，完"
    assert [trace.kind for trace in personal_data(around)] == [kind]
    assert not personal_data(hidden(around))
    assert len(hidden(around)) == len(around)
    assert hidden(around).startswith("虚构的")
    assert hidden(around).endswith("，完")


@pytest.mark.parametrize(
    "text",
    [
        "2024年5月1日15时30分",
        "2024-06-24 2025-07-21",
        "date: 2024-06-24\n  region: 320505\n",
        "奖金100000元",
        "他在138路公交车上救人",
        "京字第12345号文件",
        "第20180427号公告",
        "表彰决定〔2020〕15号",
        "1998年抗洪",
        "统一社会信用代码91110000100000001X",
        "ISBN 9787010000000",
        "救起3名落水者",
        "中山路派出所民警",
        "一九四九年十月一日",
        "320500-2024-23456",
        "https://a.example/202307/t20230709_14584833.shtml?id=13800138000&b=6222021234567890128",
        "微信公众号发布",
        "微信群里的同事",
        "QQ 音乐",
        "110105194913310020",
        "110105194912310021",
        "990105194912310020",
        "6222021234567890127",
        "面积 12 m² 编号①",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    """Dates, document numbers, ids, addresses of pages and wrong check digits are nobody's data."""
    assert personal_data(text) == ()
    assert hidden(text) == text


def test_random_numbers_are_rarely_identities() -> None:
    """Of random numbers of eighteen digits, as few pass as province, birthday and check digit let through."""
    draw = random.Random(1)  # noqa: S311 - nothing here is secret
    numbers = ("".join(draw.choices("0123456789", k=18)) for _ in range(20_000))
    found = [number for number in numbers if any(trace.kind == "身份证号码" for trace in personal_data(number))]
    assert len(found) < 60


def test_the_log_never_repeats_it(project: Project) -> None:
    """Neither the message of personal data, nor another message, nor the quoted line shows any of it."""
    number = "13800138000"
    text = (
        CLEAN.replace("测试用的一句话", f"测试用的{number}") + f"gender: {number}\nbirth_year: {number}\n{number}: x\n"
    )
    project.add_hero(HERO, text)
    problems = project.problems()
    assert {"personal-data", "not-choice", "not-number", "field-unknown"} <= {problem.code for problem in problems}
    assert number not in as_text(problems, line_of=lambda problem: hidden(text.split("\n")[problem.line - 1]))
    assert all(number[:7] not in str(problem) for problem in problems)


def test_it_is_found_in_comments_and_campaigns(project: Project) -> None:
    """A file of a public repository has no private corner."""
    project.add_hero(HERO, CLEAN + "# 家属 13800138000\n")
    project.write("content/campaigns/test-day.yaml", "name: 测试活动\nwhen: {fixed: 08-01}\ntext: 请拨 13800138000\n")
    assert [code for _, code in project.told()] == ["personal-data", "personal-data"]


def test_escapes_hide_nothing(project: Project) -> None:
    """What YAML's escapes spell is found where it stands."""
    project.add_hero(HERO, CLEAN + 'occupation: "测 138\\x30\\u0030138000"\n')
    (problem,) = project.problems()
    assert (problem.code, problem.field, problem.line) == ("personal-data", "occupation", 12)


def test_its_place_is_told(project: Project) -> None:
    """Line, column and field lead to it, and the message counts characters."""
    project.add_hero(HERO, CLEAN.replace("  summary:", "  story: |-\n    第一行。\n    请拨 13800138000。\n  summary:"))
    (problem,) = project.problems()
    assert (problem.line, problem.column, problem.field) == (9, 8, "deed.story")
    assert "第 8 个字起" in problem.message


@given(st.text(st.sampled_from("0123456789 -@.QqXx微信wv\u200b①一１\n"), max_size=60))
def test_hiding_leaves_nothing_and_keeps_the_rest(text: str) -> None:
    """Whatever the text, hiding keeps its length and its lines."""
    told = hidden(text)
    assert len(told) == len(text)
    assert told.count("\n") == text.count("\n")
