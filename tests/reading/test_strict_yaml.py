"""YAML becomes trees of text and nothing else, and nothing that a file holds ends the process."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from qunyingpu.reading import strict_yaml
from qunyingpu.reading.strict_yaml import DEPTH, UnreadableError, load_tree


@pytest.fixture(params=["libyaml", "pure"], autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run every test with both loaders."""
    if request.param == "pure":
        monkeypatch.setattr(strict_yaml, "_Loader", strict_yaml._PureLoader)


def _tree(text: str) -> Any:
    loaded = load_tree(text)
    return loaded.tree if loaded else None


def _codes(text: str) -> list[str]:
    with pytest.raises(UnreadableError) as caught:
        load_tree(text)
    return [misread.code for misread in caught.value.misreads]


def test_all_scalars_stay_text() -> None:
    """What YAML would guess to be a flag, a number, a time or a date is the text that was written."""
    text = "a: NO\nb: 0110\nc: 12:30\nd: 2024-02-30\ne: 1_000\nf: 1e3\ng: =\nh: .inf\ni: 0x1F\n"
    assert _tree(text) == {
        "a": "NO",
        "b": "0110",
        "c": "12:30",
        "d": "2024-02-30",
        "e": "1_000",
        "f": "1e3",
        "g": "=",
        "h": ".inf",
        "i": "0x1F",
    }


def test_absent_is_absent() -> None:
    """Nothing, ``~`` and ``null`` leave key and item out; in quotes they are text."""
    loaded = load_tree("a:\nb: ~\nc: null\nd: [~, x, null, '']\ne: 'null'\nf: \"~\"\n")
    assert loaded is not None
    assert loaded.tree == {"d": ["x", ""], "e": "null", "f": "~"}
    assert loaded.absent == ["a", "b", "c"]


def test_a_name_may_be_null() -> None:
    """In a name the word null is text, and only ``~`` and nothing are missing."""
    text = "name: null\nalias: NULL\nformer_names: [null, ~]\nmembers:\n  - null\n  - name: Null\n"
    assert _tree(text) == {
        "name": "null",
        "alias": "NULL",
        "former_names": ["null"],
        "members": ["null", {"name": "Null"}],
    }
    assert _tree("x: 1\nname: ~\nalias:\n") == {"x": "1"}


@pytest.mark.parametrize("text", ["", "  \n", "# 注\n", "~\n", "---\n", "null"])
def test_no_content_is_no_tree(text: str) -> None:
    """An empty text, a comment alone and a lone null have nothing to read."""
    assert load_tree(text) is None


@pytest.mark.parametrize(
    "bomb",
    ["[" * 60_000, "{" * 60_000, "[{" * 30_000, "- " * 30_000, "? " * 30_000, "- ? " * 15_000, "a:\n" + " - " * 20_000],
    ids=lambda bomb: bomb[:6].strip(),
)
def test_depth_ends_no_process(bomb: str) -> None:
    """Tens of thousands of levels are a mistake that is told; before the guard, libyaml's composer died of them."""
    assert set(_codes(bomb)) <= {"yaml-depth", "yaml-syntax"}


def test_deep_indents_end_no_process() -> None:
    """Nesting by indentation alone is bounded as well."""
    assert _codes("".join(" " * level + "a:\n" for level in range(350))) == ["yaml-depth"]


def test_depth_is_counted_exactly() -> None:
    """As many levels as are allowed are read, one more is refused where it begins."""
    assert _tree("a: " + "[" * (DEPTH - 1) + "]" * (DEPTH - 1)) is not None
    with pytest.raises(UnreadableError) as caught:
        load_tree("a: " + "[" * DEPTH + "]" * DEPTH)
    assert [(m.code, m.place) for m in caught.value.misreads] == [("yaml-depth", 3 + DEPTH - 1)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: &x 1\n", "yaml-anchor"),
        ("a: *x\n", "yaml-anchor"),
        ("a: [&x 1]\n", "yaml-anchor"),
        ('{"a":&x 1}\n', "yaml-anchor"),
        ("&x a: 1\n", "yaml-anchor"),
        ("<<: {a: 1}\n", "yaml-anchor"),
        ("a: !!str 1\n", "yaml-tag"),
        ("a: !x 1\n", "yaml-tag"),
        ("!x a: 1\n", "yaml-tag"),
        ("a: [!x 1]\n", "yaml-tag"),
        ("a: ! 1\n", "yaml-tag"),
        ("a: 1\n---\nb: 2\n", "yaml-documents"),
        ("a: 1\na: 2\n", "yaml-duplicate"),
        ("a: ~\na: 2\n", "yaml-duplicate"),
        ("? [a]\n: 1\n", "yaml-key"),
        ("a: {{ b }}\n", "brace-unquoted"),
        ("a: 'x\n", "yaml-syntax"),
    ],
)
def test_what_is_not_plain_yaml_is_refused(text: str, code: str) -> None:
    """Anchors, aliases, merges, tags, second documents, doubled and odd keys, and broken syntax have their codes."""
    assert _codes(text) == [code]


@pytest.mark.parametrize("text", ["a: x & y\n", "a: x*y! z\n", "a: |-\n  *x* & !y\n  &z\n", "a: 'R&D'\n"])
def test_signs_within_text_are_text(text: str) -> None:
    """``&``, ``*`` and ``!`` mean something to YAML only where a value begins."""
    assert load_tree(text) is not None


def test_both_lines_of_a_doubled_key_are_told() -> None:
    """A doubled key is told where it stands again, together with where it stood first."""
    with pytest.raises(UnreadableError) as caught:
        load_tree("a: 1\nb: 2\na: 3\n")
    (misread,) = caught.value.misreads
    assert (misread.place, misread.earlier) == (10, 0)


_nested = st.recursive(
    st.sampled_from(["x", "测试"]),
    lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(st.sampled_from("ab"), inner, min_size=1),
    max_leaves=40,
)


@given(_nested, st.sampled_from([False, True, None]))
def test_plain_trees_survive(tree: Any, style: Any) -> None:
    """What any writer of YAML makes of mappings, lists and text is read back as it was, or refused for its depth."""
    text = yaml.safe_dump(tree, default_flow_style=style, allow_unicode=True)
    try:
        assert _tree(text) == tree
    except UnreadableError as error:
        assert {misread.code for misread in error.misreads} == {"yaml-depth"}


@given(st.text(st.sampled_from("[]{}-?: \n|>'\"#&*!,ab测%@\\"), max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text makes the reader fail in any other way than by saying why."""
    try:
        load_tree(text)
    except UnreadableError as error:
        assert error.misreads
        assert all(0 <= misread.place <= len(text) for misread in error.misreads)
