"""pydantic's findings become our codes with labels, samples and guesses; what it finds anew ends the program."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel

from people import a_profile
from qunyingpu.model.campaign import Campaign
from qunyingpu.model.hero import Hero
from qunyingpu.reading.documents import parse_document
from qunyingpu.reading.keys import all_keys, field_at, guess_at, label_of, sample_of
from qunyingpu.reading.records import read_record, validate


def _codes(tree: Any) -> list[tuple[str, str]]:
    return [(mistake.code, ".".join(map(str, mistake.path))) for mistake in validate(Hero, tree)[1]]


def test_a_right_tree_is_a_record() -> None:
    """What the model accepts comes back without a mistake."""
    hero, mistakes = validate(Hero, a_profile())
    assert (hero is not None, mistakes) == (True, [])


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"name": ["甲"]}, ("not-text", "name")),
        ({"name": {"a": "甲"}}, ("not-text", "name")),
        ({"traits": "党员"}, ("not-list", "traits")),
        ({"traits": ["党员，教师"]}, ("comma-fullwidth", "traits.0")),
        ({"traits": [["党员"]]}, ("not-text", "traits.0")),
        ({"honours": ["甲"]}, ("not-mapping", "honours.0")),
        ({"consent": "公开报道"}, ("not-mapping", "consent")),
        ({"birth_year": ["1969"]}, ("not-text", "birth_year")),
        ({"birth_year": "1e3"}, ("not-number", "birth_year")),
        ({"birth_year": "1700"}, ("number-range", "birth_year")),
        ({"draft": ["是"]}, ("not-text", "draft")),
        ({"draft": "也许"}, ("not-boolean", "draft")),
        ({"portrait": {"file": ["a"]}}, ("not-text", "portrait.file")),
        ({"portrait": {"file": "a.jpg", "focus": "中间"}}, ("focus-format", "portrait.focus")),
        ({"sources": [{"title": "甲", "url": "javascript:alert(1)"}]}, ("url-format", "sources.0.url")),
        ({"deed": {"region": {"a": "b"}}}, ("not-text", "deed.region")),
        ({"deed": {"region": "测" * 70_000}}, ("region-unknown", "deed.region")),
        ({"deed": {"type": "x" * 70_000}}, ("not-choice", "deed.type")),
    ],
)
def test_every_shape_has_its_code(change: dict[str, Any], expected: tuple[str, str]) -> None:
    """A value of another shape, or out of its range, is told as what it is."""
    assert _codes(a_profile(**change)) == [expected]


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ({"span": ["2027-05-01"]}, "when-format"),
        ({"span": ["2027-05-01", "2027-05-02", "2027-05-03"]}, "when-format"),
        ({}, "when-format"),
        ({"fixed": "08-01", "lunar": "09-09"}, "when-format"),
        ({"fixed": ["08-01"]}, "when-format"),
        ({"solar_term": "大寒节"}, "solar-term"),
        ({"weekday": "周六"}, "not-mapping"),
    ],
)
def test_a_rule_for_a_day_has_its_codes(when: dict[str, Any], expected: str) -> None:
    """A campaign's rule that cannot be understood is told at the rule."""
    _, mistakes = validate(Campaign, {"id": "a", "name": "测试活动", "when": when})
    assert [mistake.code for mistake in mistakes] == [expected]
    assert mistakes[0].path[0] == "when"


@pytest.mark.parametrize(
    ("select", "path"),
    [
        (["all"], ()),
        ({"outcome": {"a": "b"}}, ("outcome",)),
        ({"not": "x"}, ("not",)),
        ({"any": ["x"]}, ("any", 0)),
        ({"region": "无此地"}, ("region",)),
    ],
)
def test_a_wrong_query_is_told(select: Any, path: tuple[str | int, ...]) -> None:
    """No query, of whatever shape, is more than a mistake, at its own place."""
    value, mistakes = validate(
        Campaign, {"id": "a", "name": "测试活动", "when": {"standing": "true"}, "select": select}
    )
    assert value is None
    assert [mistake.path for mistake in mistakes] == [("select", *path)]


def test_a_scope_is_one_region() -> None:
    """A list of regions is told as what it is."""
    _, mistakes = validate(Campaign, {"id": "a", "name": "测试活动", "when": {"standing": "true"}, "scope": ["320000"]})
    assert [(mistake.code, mistake.path) for mistake in mistakes] == [("not-text", ("scope",))]


def test_unknown_kinds_of_mistake_are_our_own() -> None:
    """A type of pydantic's that nobody thought of is a fault of the program, not of the file."""

    class Odd(BaseModel):
        number: float

    with pytest.raises(KeyError, match="float_parsing"):
        validate(Odd, {"number": "x"})


def test_a_missing_field_is_told_with_a_line_to_copy() -> None:
    """Its Chinese label, and a sample in the form of the file."""
    (mistake,) = validate(Hero, {key: value for key, value in a_profile().items() if key != "consent"})[1]
    assert mistake.context == {"label": "公开依据", "example": "consent: {basis: 公开报道}"}
    field = field_at(Hero, ("honours", 0, "members"))
    assert (label_of(field, "members"), sample_of(field, "members")) == ("受表彰成员", "members: [测试甲]")
    assert sample_of(field_at(Hero, ("deed",)), "deed") == "deed:"


@pytest.mark.parametrize(
    ("path", "name", "words"),
    [
        (("nmae",), "name", "name"),
        (("姓名 ",), "name", "姓名"),
        (("名字",), "name", "姓名"),
        (("事发地",), None, "事迹"),
        (("deed", "regoin"), "region", "region"),
        (("honours", 0, "荣誉称号"), "title", "称号"),
        (("region",), None, "deed"),
        (("blood",), None, "请删去"),
        (("x" * 70_000,), None, "请删去"),
    ],
)
def test_a_key_that_is_none_is_guessed(path: tuple[str | int, ...], name: str | None, words: str) -> None:
    """The nearest name or title of that level, else the level where the key belongs."""
    guess = guess_at(Hero, path)
    assert guess.name == name
    assert words in guess.sentence


def test_titles_and_names_are_known() -> None:
    """Keys of every level of every record are known, in both languages."""
    assert {"name", "姓名", "region", "事发地", "solar_term", "节气", "figures", "basis"} <= all_keys()


def test_one_cause_is_told_once() -> None:
    """A misspelled key is not missing as well, and a character that the text pass told is not told by the name."""
    document = parse_document("a.yaml", 'nmae: 甲\nalias: "a\\u202eb"\n')
    codes = [problem.code for problem in [*document.problems, *read_record(Hero, document, "320500-2024-aaaaa")[1]]]
    assert codes.count("field-unknown") == 1
    assert "name-character" not in codes
    assert ("field-missing", "name") not in [(p.code, p.field) for p in read_record(Hero, document, "x")[1]]
