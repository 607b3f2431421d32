"""A path finds its line and column in the text as it was written, whatever was mended before YAML read it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qunyingpu.reading.positions import VALUE_LENGTH, Edit, Source

TEXT = """\
name: 测试甲
deed:
  date: 2024-06-24
  empty:
honours:
- {title: 甲, level: national}
-
- title: 乙
  members: [甲, ~, 乙]
"""


def _place(source: Source, *path: str | int, code: str = "not-list") -> tuple[int, int]:
    problem = source.problem(code, path, key="", suggestion="", example="")
    return problem.line, problem.column


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ((), (1, 1)),
        (("name",), (1, 7)),
        (("deed", "date"), (3, 9)),
        (("honours", 0, "level"), (6, 21)),
        (("honours", 1, "title"), (8, 10)),
        (("honours", 1, "members", 1), (9, 19)),
        (("deed", "story"), (2, 1)),
        (("deed", "empty"), (2, 1)),
        (("nothing",), (1, 1)),
        (("honours", 7, "title"), (5, 1)),
    ],
)
def test_a_path_leads_to_its_value(path: tuple[str | int, ...], place: tuple[int, int]) -> None:
    """A value is told where it begins, a missing one at the key that should hold it; absent items do not count."""
    assert _place(Source("a.yaml", TEXT), *path) == place


def test_what_speaks_of_a_key_stands_at_the_key() -> None:
    """An unknown key is told where it is written, with a value or without."""
    assert _place(Source("a.yaml", TEXT), "deed", "date", code="field-unknown") == (3, 3)
    assert _place(Source("a.yaml", TEXT), "deed", "empty", code="field-unknown") == (4, 3)


def test_columns_count_characters() -> None:
    """An astral character is one column, as in an editor."""
    assert _place(Source("a.yaml", "a: {𠮷: 𠮷, b: 1}\n"), "a", "b") == (1, 14)


def test_repairs_move_no_place() -> None:
    """What stands behind a mended mistake is told where the writer sees it."""
    text = "a：{b：1, c: 2}\n"
    source = Source("a.yaml", text, [Edit(1, 2, ": "), Edit(4, 5, ": ")])
    assert source.clean == "a: {b: 1, c: 2}\n"
    assert _place(source, "a", "b") == (1, 6)
    assert _place(source, "a", "c") == (1, 12)


def test_added_lines_move_no_place() -> None:
    """A line separator that became a line of its own does not count as one."""
    text = "a: |-\n  x\u2028y\nb: 1\n"
    source = Source("a.yaml", text, [Edit(9, 10, "\n  ")])
    assert _place(source, "b") == (3, 4)


def test_a_text_that_is_no_yaml_has_its_beginning() -> None:
    """Where nothing can be composed, a problem stands at the beginning."""
    assert _place(Source("a.yaml", "a: ["), "a") == (1, 1)


def test_a_place_leads_to_its_path() -> None:
    """The value around a character is found; a comment belongs to none."""
    source = Source("a.yaml", "a: {b: [1, 测试]} # 注\n")
    assert source.path_at(12) == ("a", "b", 1)
    assert source.path_at(19) == ()


def test_messages_repeat_values_safely() -> None:
    """A long value is cut short, and nothing in it can steer a terminal."""
    source = Source("a.yaml", "a: 1\n")
    told = source.problem("not-number", ("a",), value="\x1b[31m" + "测" * 99, example="1").message
    assert "\x1b" not in told
    assert "测" * (VALUE_LENGTH - 5) + "……" in told
    assert "测" * VALUE_LENGTH not in told


@st.composite
def _edited(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    text = draw(st.text("ab\n", min_size=1, max_size=30))
    edits, at = [], 0
    while at < len(text) and draw(st.booleans()):
        start = draw(st.integers(at, len(text) - 1))
        end = draw(st.integers(start, len(text)))
        edits.append(Edit(start, end, draw(st.text("xy\n", max_size=3))))
        at = end + 1
    return text, edits


@given(_edited())
def test_every_kept_character_keeps_its_place(case: tuple[str, list[Edit]]) -> None:
    """For each character that no edit touched, the way back from the clean text leads to itself."""
    text, edits = case
    source = Source("a", text, edits)
    clean, at = 0, 0
    for start, end, replacement in [*edits, Edit(len(text), len(text), "")]:
        for index in range(at, start):
            assert source._as_written(clean + index - at) == index
        clean += start - at
        for index in range(len(replacement)):
            assert source._as_written(clean + index) == start
        clean += len(replacement)
        at = end
    assert clean == len(source.clean)
