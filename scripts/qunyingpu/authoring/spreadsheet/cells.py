"""Take a hero apart into the texts of cells, and put such texts together into the tree of a profile again.

Words of vocabularies are written as their Chinese labels and regions as paths; whatever comes back is read by the
model, which knows both spellings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pydantic_core import PydanticCustomError

from qunyingpu.authoring.canonical import tree_of
from qunyingpu.authoring.spreadsheet.columns import ID, Path, field_of
from qunyingpu.model.fields import Field, fields_of
from qunyingpu.model.hero import Hero
from qunyingpu.model.record import Shape
from qunyingpu.model.region import region_table, resolve_code
from qunyingpu.model.vocabulary import Vocabulary

Cells = Mapping[Path, str]
"""What a hero's cells say, by the path of each; no cell is empty."""


def cells_of(hero: Hero) -> dict[Path, str]:
    """Return the texts of the cells of *hero*."""
    return {ID: hero.id, **dict(_flat(tree_of(hero), fields_of(Hero), ()))}


def tree_from(cells: Cells) -> dict[str, Any]:
    """Return the tree of a profile that *cells* describe, for YAML; an item of a list without a cell is left out."""
    tree: dict[Any, Any] = {}
    for path, text in cells.items():
        value = _read(text, field_of(path))
        if path == ID or value in ("", []):
            continue
        holder = tree
        for key in path[:-1]:
            holder = holder.setdefault(key, {})
        holder[path[-1]] = value
    return {str(key): _with_lists(value) for key, value in tree.items()}


def closed_up(cells: Cells) -> dict[Path, Path]:
    """Return for each path of *cells* the one that it has in their tree, where empty items are left out of lists."""
    items: dict[Path, set[int]] = {}
    for path in cells:
        for depth, key in enumerate(path):
            if isinstance(key, int):
                items.setdefault(path[:depth], set()).add(key)
    ranks = {(*above, key): rank for above, keys in items.items() for rank, key in enumerate(sorted(keys))}
    return {
        path: tuple(ranks[path[: depth + 1]] if isinstance(key, int) else key for depth, key in enumerate(path))
        for path in cells
    }


def _with_lists(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if all(isinstance(key, int) for key in value):
        return [_with_lists(value[key]) for key in sorted(value)]
    return {key: _with_lists(part) for key, part in value.items()}


# ── out ──


def _flat(tree: Mapping[str, Any], fields: tuple[Field, ...], path: Path) -> Iterator[tuple[Path, str]]:
    for field in fields:
        value = tree.get(field.name)
        here = (*path, field.name)
        if value is None:
            continue
        if field.shape is not Shape.RECORD:
            yield here, _written(value, field)
        elif field.is_list:
            for place, item in enumerate(value):
                yield from _flat(item, field.fields, (*here, place))
        else:
            yield from _flat(value, field.fields, here)


def _written(value: Any, field: Field) -> str:
    if field.is_list:
        return _joined([_word(item, field) for item in value])
    if field.shape is Shape.FOCUS:
        return ", ".join(map(str, value))
    return _word(value, field)


def _word(value: Any, field: Field) -> str:
    if field.vocabulary:
        return _labels(field.vocabulary)[value]
    if field.shape is Shape.FLAG:
        return "是" if value else "否"
    return _region_words(value) if field.shape is Shape.REGION else str(value)


@cache
def _labels(vocabulary: type[Vocabulary]) -> dict[str, str]:
    return {term.id: term.label for term in vocabulary}


@cache
def _region_words(code: str) -> str:
    """Return the path of names of *code* where it leads back to that code, else the code itself."""
    words = "/".join(place.name for place in region_table().lineage(code))
    try:
        return words if resolve_code(words) == code else code
    except PydanticCustomError:
        return code


_SEPARATORS = re.compile(r"[、，,；;]")
_SPACED = re.compile(r"[、，,；;\s]+")


def _joined(words: list[str]) -> str:
    """Return *words* in one cell: with 、 between them, or a line each where one of them holds such a mark."""
    if any(_SEPARATORS.search(word) for word in words):
        return "".join(f"{word}\n" for word in words)
    return "、".join(words)


# ── in ──


def _read(text: str, field: Field) -> Any:
    if field.shape is Shape.FOCUS:
        return [part for part in _SPACED.split(text) if part]
    if field.is_list:
        return _split(text, field)
    if field.shape is Shape.TEXT:
        return re.sub(r"\r\n?|[\u2028\u2029]", "\n", text).strip()
    line = " ".join(text.split("\r\n" if "\r\n" in text else "\n")).strip()
    return re.sub(r"\.0+$", "", line) if field.shape is Shape.NUMBER else line


def _split(text: str, field: Field) -> list[str]:
    between = _SPACED if field.vocabulary else re.compile(r"[\r\n]+") if "\n" in text else _SEPARATORS
    parts = between.split(text)
    return [part.strip() for part in parts if part.strip()]
