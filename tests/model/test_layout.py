"""Layouts and themes of cards: a wrong file is told as exactly as a wrong profile."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from qunyingpu.messages import MESSAGES
from qunyingpu.model.card_layout import (
    CardLayout,
    ColumnLayer,
    Format,
    FrameLayer,
    PictureLayer,
    QrLayer,
    RidgeLayer,
    TextRow,
)
from qunyingpu.model.layout import COLOURS, CardTheme

COLUMN = {"kind": "column", "at": ["10", "10"], "box": ["80", "80"]}
TEXT = {"kind": "text", "text": "{name}", "size": "20"}
THEME = dict.fromkeys(COLOURS, "#123456")


def _layout(*layers: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {"size": ["100", "100"], "layers": list(layers)} | changes


def _mistakes(record: type[CardLayout | CardTheme], tree: dict[str, Any]) -> list[tuple[tuple[str | int, ...], str]]:
    """Return the place and the code of every mistake; our own are told from the table, so that no word is missing."""
    with pytest.raises(ValidationError) as refused:
        record.model_validate(tree)
    found = []
    for error in refused.value.errors():
        context = dict(error.get("ctx", {}))
        code = str(context.pop("code", error["type"]))
        if code in MESSAGES:
            MESSAGES[code].text.format(**context)
        found.append((error["loc"], code))
    return found


def test_text_becomes_a_layout() -> None:
    """All scalars are text as YAML gives them, Chinese labels are understood, and the rest has defaults."""
    row = TEXT | {"wrap": "按姓名断行", "whole": "是", "leading": "1.25"}
    layout = CardLayout.model_validate(_layout(COLUMN | {"anchor": "中", "rows": [row]}, format="webp"))
    (column,) = layout.layers
    assert (layout.size, layout.format, layout.quality) == ((100, 100), Format.WEBP, 85)
    assert isinstance(column, ColumnLayer)
    (text,) = column.rows
    assert isinstance(text, TextRow)
    assert (text.size, text.leading, text.whole, text.font) == (20, 1.25, True, "serif")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"size": "twenty"}, "not-number"),
        ({"size": "4"}, "number-range"),
        ({"font": "comic"}, "not-choice"),
        ({"colour": "gold ink"}, "not-choice"),
        ({"text": "{nmae}"}, "layout-field"),
        ({"text": "{name.__class__}"}, "layout-field"),
        ({"text": "{name!r}"}, "layout-field"),
        ({"text": "{name:>9999999}"}, "layout-field"),
        ({"text": "{}"}, "layout-field"),
        ({"text": "{name"}, "layout-field"),
        ({"leading": "wide"}, "layout-field"),
        ({"whole": "maybe"}, "not-boolean"),
        ({"align": "sideways"}, "not-choice"),
        ({"shadow": "3"}, "extra_forbidden"),
    ],
)
def test_a_wrong_field_is_told_where_it_stands(change: dict[str, str], code: str) -> None:
    """A mistake deep in a layout keeps its path down to the field, and its own code."""
    wrong = _layout(
        {"kind": "seal", "at": ["0", "0"], "box": ["9", "9"], "text": "印"}, COLUMN | {"rows": [TEXT | change]}
    )
    (field,) = change
    assert _mistakes(CardLayout, wrong) == [(("layers", 1, "rows", 0, field), code)]


def test_all_mistakes_are_told_at_once() -> None:
    """Each layer is read for itself, so one wrong layer hides no other."""
    wrong = _layout(
        {"kind": "seal", "at": ["0", "0"], "box": ["9", "9"], "text": "三个字"},
        {"kind": "glow", "at": ["0", "0"], "box": ["9", "9"]},
        {"at": ["0", "0"], "box": ["9", "9"]},
        {"kind": "qr", "at": ["0"], "box": ["9", "-9"]},
        "seal",  # type: ignore[arg-type]
        quality="101",
    )
    assert _mistakes(CardLayout, wrong) == [
        (("quality",), "number-range"),
        (("layers", 0, "text"), "layout-field"),
        (("layers", 1), "not-choice"),
        (("layers", 2), "field-missing"),
        (("layers", 3, "at"), "layout-field"),
        (("layers", 3, "box"), "number-range"),
        (("layers", 4), "not-mapping"),
    ]


@pytest.mark.parametrize(
    "change", [{"at": ["30", "10"]}, {"at": ["10", "30"]}, {"box": ["0", "5"]}, {"box": ["5", "200"]}]
)
def test_a_layer_outside_the_picture_is_refused(change: dict[str, list[str]]) -> None:
    """Nothing is drawn where nobody sees it: a layer lies within its card and has an extent."""
    outside, inside = COLUMN | {"rows": [TEXT]} | change, COLUMN | {"rows": [TEXT]}
    told = [(("layers", 0, "box"), "layout-field"), (("layers", 2, "box"), "layout-field")]
    assert _mistakes(CardLayout, _layout(outside, inside, outside)) == told


@pytest.mark.parametrize("size", [["0", "9"], ["9999", "9999"]])
def test_a_picture_has_an_extent_that_memory_can_hold(size: list[str]) -> None:
    """A layout without width or height, or of a hundred million pixels, is refused."""
    assert _mistakes(CardLayout, _layout(size=size)) == [(("size",), "layout-field")]


def test_words_are_known_from_their_braces() -> None:
    """A layout tells which words it asks for, so that no story is read for a card that shows none."""
    rows = [TEXT | {"text": "{who}　{where}"}, TEXT | {"text": "扫码"}, {"kind": "rule"}]
    assert CardLayout.model_validate(_layout(COLUMN | {"rows": rows})).words == {"who", "where"}


@pytest.mark.parametrize(
    ("field", "value"),
    [("seal_text", "三个字"), ("mascot", "../mascot.png"), ("mascot", "mascot.gif"), ("band_text", "长" * 41)],
)
def test_what_a_foundation_writes_of_itself_is_read_strictly(field: str, value: str) -> None:
    """Seal, mascot and band are told like every other mistake, and no picture lies outside the folder of cards."""
    assert _mistakes(CardTheme, THEME | {field: value})[0][0] == (field,)


@pytest.mark.parametrize("colour", ["red", "#12345", "#1234567", "123456", "#12345g"])
def test_colours_are_six_digits(colour: str) -> None:
    """A theme's colours are written as #rrggbb and nothing else."""
    assert _mistakes(CardTheme, THEME | {"seal": colour}) == [(("seal",), "layout-field")]


def test_a_theme_has_every_colour() -> None:
    """A theme that lacks a colour is told which."""
    assert _mistakes(CardTheme, {name: value for name, value in THEME.items() if name != "gold"}) == [
        (("gold",), "missing")
    ]


def test_every_field_can_be_shown_in_a_form() -> None:
    """Every field has a Chinese label, a description and an example."""
    for record in (CardLayout, CardTheme, ColumnLayer, FrameLayer, PictureLayer, QrLayer, RidgeLayer, TextRow):
        for name, field in record.model_fields.items():
            assert field.title, name
            assert field.description, name
            assert field.examples, name
