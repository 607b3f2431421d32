"""Chinese numerals for the Arabic digits of a text, as they stand in vertical lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qunyingpu.outputs.print.numerals import digit_by_digit, in_numerals, read_out

_VALUES = {"零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "零"),
        (10, "十"),
        (15, "十五"),
        (20, "二十"),
        (99, "九十九"),
        (105, "一百零五"),
        (110, "一百一十"),
        (115, "一百一十五"),
        (1005, "一千零五"),
        (1050, "一千零五十"),
        (10005, "一万零五"),
        (12000, "一万二千"),
        (100000, "十万"),
        (100010000, "一亿零一万"),
    ],
)
def test_numbers_are_read_out(number: int, words: str) -> None:
    """Each number is read as it is spoken."""
    assert read_out(number) == words


def _value(words: str) -> int:
    """Return the number that *words* mean, by the rule that a reader follows."""
    total = section = digit = 0
    for word in words:
        if word in _VALUES:
            digit = _VALUES[word]
        elif word in "十百千":
            section += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[word]
            digit = 0
        else:
            total = (total + section + digit) * {"万": 10**4, "亿": 10**8}[word]
            section = digit = 0
    return total + section + digit


@given(st.integers(0, 10**8 - 1))
def test_what_is_read_out_is_the_number(number: int) -> None:
    """Read back by the rule of numerals, the words give the number again."""
    assert _value(read_out(number)) == number


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2024年6月24日下午", "二〇二四年六月二十四日下午"),
        ("2020—2024年", "二〇二〇—二〇二四年"),
        ("2005感动中国，2000人", "二〇〇五感动中国，二千人"),
        ("2022年第四季度", "二〇二二年第四季度"),
        ("18.5℃的河水", "十八点五摄氏度的河水"),
        ("烧伤面积达18%", "烧伤面积达百分之十八"),
        ("救起2名儿童，第2名", "救起两名儿童，第二名"),
        ("2.5米", "二点五米"),
        ("1/3", "三分之一"),
        ("10:30", "十时三十分"),
        ("救起 2 人", "救起两人"),
        ("拨打110报警", "拨打一一〇报警"),
        ("拨打110", "拨打一一〇"),
        ("110人", "一百一十人"),
        ("5·12地震", "五·一二地震"),
        ("某政函〔2024〕1号", "某政函〔二〇二四〕一号"),
        ("07号", "〇七号"),
        ("1,200元", "一千二百元"),
        ("3-4米", "三—四米"),
        ("12345678901", "一二三四五六七八九〇一"),
        ("G15高速、K118次", "G15高速、K118次"),
        ("１２岁", "十二岁"),
        ("没有数字", "没有数字"),
    ],
)
def test_texts_are_told_in_numerals(text: str, told: str) -> None:
    """Years and calls go digit by digit, quantities are read out, letters with numbers stay."""
    assert in_numerals(text) == told


def test_names_keep_their_digits() -> None:
    """A name is never changed, wherever it stands."""
    name = "测试大学10·24集体"
    assert in_numerals(f"{name}于10月24日", [name, "测试甲"]) == f"{name}于十月二十四日"


def test_digits_alone() -> None:
    """Years go digit by digit."""
    assert digit_by_digit("2024") == "二〇二四"
