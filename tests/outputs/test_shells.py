"""Shells: split once, filled any number of times, never half-filled."""

from __future__ import annotations

import pytest

from qunyingpu.outputs.pages.shells import Kind, Shell, Slot, shell_source, split_shells

RENDERED = (
    "<title>⟦title⟧ - 群英谱</title><meta name=description content='⟦description⟧'>"
    "<link href='⟦canonical⟧'>⟦head⟧<body title='⟦title⟧'>⟦body⟧</body>"
)
VALUES = {
    Slot.TITLE: "测试甲",
    Slot.DESCRIPTION: "一句话",
    Slot.CANONICAL: "https://example.org/a.html",
    Slot.HEAD: "<meta name=x>",
    Slot.BODY: "<p>正文</p>",
}


def test_every_slot_is_filled_wherever_it_stands() -> None:
    """A slot may stand more than once, and no marker is left in the page."""
    page = Shell.split(RENDERED).fill(VALUES).decode()
    assert page.count("测试甲") == 2
    assert "⟦" not in page
    assert "<p>正文</p></body>" in page


def test_text_is_escaped_and_markup_is_not() -> None:
    """A name cannot leave its attribute; finished HTML passes as it is."""
    page = Shell.split(RENDERED).fill(VALUES | {Slot.TITLE: "'\"><script>"}).decode()
    assert "&#x27;&quot;&gt;&lt;script&gt;" in page
    assert "<script>" not in page


def test_a_missing_slot_is_an_error() -> None:
    """A theme that drops a slot stops the build instead of losing a value."""
    with pytest.raises(ValueError, match="body"):
        Shell.split(RENDERED.replace("⟦body⟧", ""))


def test_an_unknown_slot_is_an_error() -> None:
    """A misspelt slot stops the build."""
    with pytest.raises(ValueError, match="titel"):
        Shell.split(RENDERED + "⟦titel⟧")


def test_an_unfilled_slot_is_an_error() -> None:
    """A page without one of the values is not written."""
    with pytest.raises(KeyError):
        Shell.split(RENDERED).fill({Slot.TITLE: "测试甲"})


def test_an_unsound_shell_is_named() -> None:
    """The message says which kind of page lost its slot."""
    rendered = dict.fromkeys(Kind, RENDERED) | {Kind.ROLL: "<html>"}
    with pytest.raises(ValueError, match="roll"):
        split_shells(rendered)


def test_values_that_look_like_slots_stay_text() -> None:
    """A story that contains a marker does not open a slot."""
    page = Shell.split(RENDERED).fill(VALUES | {Slot.BODY: "⟦title⟧"}).decode()
    assert "⟦title⟧</body>" in page


@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.value)
def test_a_shell_is_an_ordinary_page(kind: Kind) -> None:
    """The engine gets front matter that names the kind and the tab."""
    source = shell_source(kind)
    assert f"shell: {kind.value}\nsection: {kind.section}\n" in source
    assert kind.source.endswith(".md")
