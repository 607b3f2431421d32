"""Texts in vertical lines: what takes a cell, what stands beside one, what is never parted, notes in double rows."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qunyingpu.model.print_layout import BookLayout
from qunyingpu.model.theme import Theme
from qunyingpu.outputs.print.galley import Galley, Ink
from qunyingpu.outputs.print.grid import Grid
from qunyingpu.outputs.print.vertical import Form, height_of, pieces_of

TEXT = Ink("kai", "ink", 7.0)
NOTE = Ink("kai", "ink", 3.8)


@pytest.fixture
def layout(theme: Theme) -> BookLayout:
    """Return the book's layout that ships."""
    assert theme.printing.book is not None
    return theme.printing.book


def _forms(text: str, longest: int = 20) -> list[tuple[str, Form, int]]:
    return [(cell.text, cell.form, cell.height) for piece in pieces_of(text, longest=longest) for cell in piece.cells]


def test_stops_stand_beside_and_take_no_cell() -> None:
    """A comma belongs to the character before it, also behind a bracket."""
    assert height_of("水急，他跳下。", longest=20) == 5
    assert [len(piece.cells) for piece in pieces_of("急，“跳！”", longest=20)] == [2, 4]
    assert _forms("，跳")[0] == ("，", Form.UPRIGHT, 1)


def test_brackets_are_not_parted_from_what_they_enclose() -> None:
    """No line ends with an opening bracket or begins with a closing one."""
    assert ["".join(cell.text for cell in piece.cells) for piece in pieces_of("见（测试）后", longest=20)] == [
        "见",
        "（测",
        "试）",
        "后",
    ]


def test_short_runs_stand_across_and_long_words_lie() -> None:
    """10·24 stands in one cell, words of Latin letters are turned together, dashes take their length."""
    assert _forms("院10·24见")[1] == ("10·24", Form.ACROSS, 1)
    assert _forms("Ceshi Jia") == [("Ceshi Jia", Form.TURNED, 6)]
    assert _forms("水——急")[1] == ("——", Form.TURNED, 2)
    assert _forms("乙·丙")[1] == ("·", Form.UPRIGHT, 1)
    assert _forms("测\U000323af试")[1] == ("\U000323af", Form.UPRIGHT, 1)


@given(st.text(alphabet="测试甲（“，。”）·—…1a AZé\u0301\U000323af", max_size=120), st.integers(2, 24))
def test_pieces_hold_the_text_and_fit_a_line(text: str, longest: int) -> None:
    """No piece is higher than a line, and no character but a space is lost, whatever the text is."""
    pieces = pieces_of(text, longest=longest)
    assert all(piece.height <= longest for piece in pieces)
    told = "".join(cell.text for piece in pieces for cell in piece.cells)
    widened = str.maketrans("", "", " ")
    assert told.translate(widened) == text.translate(widened)


def _placed(galley: Galley) -> list[list[Any]]:
    return [stroke for leaf in galley.leaves for stroke in leaf.strokes]


def test_lines_go_from_right_to_left_over_the_fold(layout: BookLayout) -> None:
    """A leaf has the lines of two halves; between them lies the core."""
    galley = Galley(Grid(layout))
    for _ in range(galley.grid.lines + 1):
        galley.begin_line()
        galley.set("测", TEXT)
    lefts = [stroke[2] for stroke in galley.leaves[0].strokes]
    assert len(galley.leaves) == 2
    assert lefts == sorted(lefts, reverse=True)
    step = lefts[0] - lefts[1]
    assert lefts[layout.columns - 1] - lefts[layout.columns] == pytest.approx(step + layout.core, abs=0.01)


def test_a_long_text_wraps_at_its_indent(layout: BookLayout) -> None:
    """A line holds as many characters as the layout says; the next begins as low as the paragraph."""
    galley = Galley(Grid(layout))
    galley.begin_line(1)
    galley.set("测" * 30, TEXT, indent=1)
    first, second = _placed(galley)
    assert (len(first[5]), len(second[5])) == (layout.rows - 1, 30 - layout.rows + 1)
    assert first[3] == second[3] == pytest.approx(galley.grid.top(1) + (galley.grid.row - TEXT.size) / 2, abs=0.01)


@pytest.mark.parametrize(("length", "rows"), [(1, 1), (4, 1), (5, 2), (7, 2), (8, 2), (9, 3), (80, 20)])
def test_notes_stand_in_two_even_rows(layout: BookLayout, length: int, rows: int) -> None:
    """A note takes as few cells as can be: the right row first, the left as long or shorter."""
    galley = Galley(Grid(layout))
    galley.begin_line()
    galley.note("注" * length, NOTE)
    assert galley.row == rows
    right, *left = _placed(galley)
    assert len(right[5]) + sum(len(stroke[5]) for stroke in left) == length
    assert all(stroke[2] < right[2] for stroke in left)


def test_a_note_goes_on_in_the_next_line(layout: BookLayout) -> None:
    """What does not fit below a name goes on at the indent of the next line."""
    galley = Galley(Grid(layout))
    galley.begin_line()
    galley.set("测试", TEXT)
    galley.note("注" * 100, NOTE, indent=1)
    assert galley.line == 1
    assert sum(len(stroke[5]) for stroke in _placed(galley)) == 102


def test_a_heading_takes_the_next_leaf_where_it_would_stand_alone(layout: BookLayout) -> None:
    """Where fewer lines are left than it needs, it begins the next leaf."""
    galley = Galley(Grid(layout))
    for _ in range(galley.grid.lines - 1):
        galley.begin_line()
        galley.set("测", TEXT)
    galley.begin_line(room=2)
    assert (galley.leaf, galley.line) == (1, galley.grid.lines)
