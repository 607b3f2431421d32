"""Turn a hero, or any record, into the one text in which it is written: the canonical form.

Keys in the order of the model and in English, two spaces, lists indented, stories in blocks, no flow, what is absent or
the default left out, but for the kind, which says how to read the rest. Equal heroes have equal bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from qunyingpu.model.date import PartialDate
from qunyingpu.model.fields import Field, fields_of
from qunyingpu.model.hero import Hero
from qunyingpu.model.record import Record, Shape
from qunyingpu.model.vocabulary import Vocabulary

Tree = Mapping[str, Any]
"""A record as it is written: keys in order; text, numbers, flags, lists and mappings."""

Path = tuple[str | int, ...]
"""Where a value stands in a tree: ``("honours", 0, "date")``."""


class Line(NamedTuple):
    """A line of a text: what it says, and the *path* of the innermost key or item that it belongs to."""

    path: Path
    text: str


ALWAYS = frozenset({"kind"})
"""Fields of a hero that are written though they hold their default."""

_BLOCKS = frozenset({"story", "text"})
_AMBIGUOUS = re.compile(
    # What YAML would read as something else than these very characters, or another reader as no text at all.
    r"(?:-(?!\d))|[?:,\[\]{}#&*!|>'\"%@`\s]|$|(?i:null|true|false|yes|no|on|off|~)$"
)
_BROKEN_OFF = re.compile(r": |:$|[ \t]#|[\s]$")


def canonical_yaml(hero: Hero) -> str:
    """Return the text of the profile of *hero*."""
    return as_yaml(tree_of(hero))


def tree_of(hero: Hero) -> dict[str, Any]:
    """Return what the profile of *hero* says, without its id, which is the name of its file."""
    return _tree(hero, [field for field in fields_of(Hero) if field.shape is not Shape.ID])


def profile_path(hero_id: str) -> str:
    """Return where the profile *hero_id* lies, from the project's root."""
    return f"heroes/{hero_id[:2]}/{hero_id}.yaml"


def as_yaml(tree: Tree) -> str:
    """Return *tree* as YAML."""
    return "".join(f"{line.text}\n" for line in lines_of(tree))


def lines_of(tree: Tree) -> Iterator[Line]:
    """Yield *tree* as the lines of YAML; a key or an item at a path of n steps stands 2 (n - 1) spaces in."""
    return _lines(tree, (), "")


def _tree(record: Record, fields: Iterable[Field]) -> dict[str, Any]:
    tree = {}
    for field in fields:
        value = getattr(record, field.name)
        is_default = value is None or value == field.default
        if not is_default or (field.name in ALWAYS and isinstance(record, Hero)):
            tree[field.name] = _written(value, field)
    return tree


def _written(value: Any, field: Field) -> Any:
    if isinstance(value, tuple) and field.shape is not Shape.FOCUS:
        return [_written(item, field) for item in value]
    if isinstance(value, Record):
        return _tree(value, field.fields)
    if isinstance(value, Vocabulary):
        return value.id
    if isinstance(value, PartialDate):
        return value.iso
    return list(value) if isinstance(value, tuple) else value


def _lines(tree: Tree, above: Path, indent: str) -> Iterator[Line]:
    for key, value in tree.items():
        path = (*above, key)
        if isinstance(value, Mapping):
            yield Line(path, f"{indent}{key}:")
            yield from _lines(value, path, f"{indent}  ")
        elif isinstance(value, list | tuple):
            yield Line(path, f"{indent}{key}:")
            for place, item in enumerate(value):
                yield from _item(item, (*path, place), f"{indent}  ")
        elif key in _BLOCKS:
            yield Line(path, f"{indent}{key}: |-")
            yield from (Line(path, f"{indent}  {line}" if line else "") for line in value.split("\n"))
        else:
            yield Line(path, f"{indent}{key}: {_scalar(value)}")


def _item(item: Any, path: Path, indent: str) -> Iterator[Line]:
    if not isinstance(item, Mapping):
        yield Line(path, f"{indent}- {_scalar(item)}")
        return
    for place, line in enumerate(_lines(item, path, f"{indent}  ")):
        yield line if place else Line(line.path, f"{indent}- {line.text.lstrip(' ')}")


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    if _AMBIGUOUS.match(text) or _BROKEN_OFF.search(text):
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return text
