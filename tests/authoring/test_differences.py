"""What changed in a profile, field by field, in Chinese."""

from __future__ import annotations

from people import a_hero
from qunyingpu.authoring.differences import Side, differences


def _told(before: dict[str, object], after: dict[str, object]) -> dict[str, list[tuple[str, Side]]]:
    return {
        one.title: [(piece.text, piece.side) for piece in one.pieces]
        for one in differences(a_hero(**before), a_hero(**after))
    }


def test_a_word_of_a_list_is_told_in_chinese() -> None:
    """Fields and choices have their Chinese titles, whatever level they stand at."""
    assert _told({}, {"deed": {"outcome": "injured"}, "traits": ["veteran", "rider"]}) == {
        "身份": [("退役军人、外卖快递骑手", Side.AFTER)],
        "事迹 › 结局": [("平安", Side.BEFORE), ("负伤", Side.AFTER)],
    }


def test_items_of_lists_are_counted() -> None:
    """A second honour is told as the second, and what stays is not told."""
    honours = [{"title": "测试称号", "level": "national", "date": "2025-07-21"}, {"title": "测试称号二"}]
    assert _told({}, {"honours": honours}) == {"表彰 2 › 称号": [("测试称号二", Side.AFTER)]}


def test_of_a_long_text_only_the_sentences_that_changed_are_told() -> None:
    """What stays is cut to its ends, so that a reviewer sees the change."""
    start = "很长的一句话" * 20 + "。"
    (told,) = _told({"deed": {"story": f"{start}旧的。"}}, {"deed": {"story": f"{start}新的。"}}).values()
    assert [(len(text), side) for text, side in told] == [(50, Side.BOTH), (3, Side.BEFORE), (3, Side.AFTER)]


def test_equal_profiles_have_no_difference() -> None:
    """The same profile written in another way has not changed."""
    assert differences(a_hero(), a_hero(kind="个人")) == ()
