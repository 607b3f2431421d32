"""Turn two states of a profile into what changed, field by field, in the words that staff know the fields by."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from qunyingpu.authoring.canonical import Tree, tree_of
from qunyingpu.model.fields import Field, fields_of
from qunyingpu.model.hero import Hero


class Side(Enum):
    """Where a piece of text stands."""

    BOTH = "both"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a value, and where it stands."""

    text: str
    side: Side


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that changed: its Chinese titles from the outside in, such as 事迹 › 结局, and the *pieces* of both."""

    title: str
    pieces: tuple[Piece, ...]


_SHOWN = 24
"""Characters that are left of what did not change, on either side."""
_SENTENCES = re.compile(r"[^。！？；，\n]*[。！？；，\n]+|[^。！？；，\n]+")


def differences(before: Hero | None, after: Hero | None) -> tuple[Difference, ...]:
    """Return what changed from *before* to *after*, None for no profile, in the order of the model's fields."""
    old = dict(_flat(tree_of(before), fields_of(Hero), ())) if before else {}
    new = dict(_flat(tree_of(after), fields_of(Hero), ())) if after else {}
    titles = [*new, *(title for title in old if title not in new)]
    return tuple(
        Difference(title, tuple(_pieces(old.get(title, ""), new.get(title, ""))))
        for title in titles
        if old.get(title) != new.get(title)
    )


def _flat(tree: Tree, fields: Sequence[Field], above: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    by_name = {field.name: field for field in fields}
    for name, value in tree.items():
        field = by_name[name]
        path = (*above, field.title)
        if isinstance(value, Mapping):
            yield from _flat(value, field.fields, path)
        elif isinstance(value, list) and field.fields:
            for place, item in enumerate(value, 1):
                yield from _flat(item, field.fields, (*above, f"{field.title} {place}"))
        else:
            yield " › ".join(path), _words(value, field)


def _words(value: Any, field: Field) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(_words(item, field) for item in value)
    return field.vocabulary.parse(value).label if field.vocabulary else str(value)


def _pieces(old: str, new: str) -> Iterator[Piece]:
    before, after = _SENTENCES.findall(old), _SENTENCES.findall(new)
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for what, first, last, start, end in matcher.get_opcodes():
        if what == "equal":
            yield Piece(_shortened("".join(before[first:last])), Side.BOTH)
            continue
        if first < last:
            yield Piece("".join(before[first:last]), Side.BEFORE)
        if start < end:
            yield Piece("".join(after[start:end]), Side.AFTER)


def _shortened(text: str) -> str:
    return text if len(text) <= 2 * _SHOWN else f"{text[:_SHOWN]}……{text[-_SHOWN:]}"
