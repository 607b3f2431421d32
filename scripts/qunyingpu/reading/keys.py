"""Know the keys that a record may have: what each is called, what it looks like, and which one a typist meant.

A file writes the English names; a later issue lets it write the Chinese titles too, and this is where they turn
into names.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from functools import cache
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from qunyingpu.model.activity import Activity
from qunyingpu.model.campaign import Campaign
from qunyingpu.model.ceremony import Ceremony
from qunyingpu.model.hero import Hero
from qunyingpu.model.regulation import Regulation

Path = tuple[str | int, ...]
"""Where a value stands in its file: ``("honours", 0, "date")``."""


_LONGEST = 40


def field_at(record: type[BaseModel], path: Path) -> FieldInfo | None:
    """Return the field of *record* at *path*, places in lists left aside; None where there is none."""
    field: FieldInfo | None = None
    holder: type[BaseModel] | None = record
    for key in path:
        if isinstance(key, int):
            continue
        field = holder.model_fields.get(key) if holder else None
        if field is None:
            return None
        holder = _record_in(field.annotation)
    return field


def label_of(field: FieldInfo | None, key: str) -> str:
    """Return the Chinese title of *field*, or *key* where it has none."""
    return (field.title if field else None) or key


def sample_of(field: FieldInfo | None, key: str) -> str:
    """Return a line to copy, such as ``name: 测试甲``, for a field that is missing."""
    example = field.examples[0] if field and field.examples else ""
    return f"{key}: {_written(example)}" if example else f"{key}:"


class Guess(NamedTuple):
    """What to do about a key that is none: a *sentence*, and the *name* that was probably meant, None where unclear."""

    sentence: str
    name: str | None


def guess_at(record: type[BaseModel], path: Path) -> Guess:
    """Return which key was meant where *path* ends in one that *record* does not have."""
    key = str(path[-1]).strip()
    holder = _record_at(record, path[:-1])
    fields = holder.model_fields if holder else {}
    names = {name: name for name in fields} | {field.title: name for name, field in fields.items() if field.title}
    if key in names:
        return Guess(f"请写作“{names[key]}”。", names[key])
    near = difflib.get_close_matches(key.casefold()[:_LONGEST], names, 1, 0.6)
    if near:
        return Guess(f"是不是想写“{names[near[0]]}”？", names[near[0]])
    above = next((name for name, inner in _nested(record) if key in inner.model_fields), None)
    if above:
        return Guess(f"“{key}”应当写在“{above}”下面，请检查缩进。", None)
    return Guess("请删去，或参照别的档案改正。", None)


@cache
def all_keys() -> frozenset[str]:
    """Return every name and every title that any record knows."""
    records: list[type[BaseModel]] = [Hero, Campaign, Ceremony, Activity, Regulation]
    inner = [nested for record in records for _, nested in _nested(record)]
    fields = [(name, field) for record in (*records, *inner) for name, field in record.model_fields.items()]
    return frozenset(name for name, _ in fields) | frozenset(field.title for _, field in fields if field.title)


def _written(example: object) -> str:
    if isinstance(example, dict):
        return "{" + ", ".join(f"{key}: {_written(value)}" for key, value in example.items()) + "}"
    if isinstance(example, list):
        return "[" + ", ".join(_written(value) for value in example) + "]"
    return str(example)


def _record_at(record: type[BaseModel], path: Path) -> type[BaseModel] | None:
    if not any(isinstance(key, str) for key in path):
        return record
    field = field_at(record, path)
    return _record_in(field.annotation) if field else None


def _record_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in {Annotated, Union, UnionType, tuple}:
        return next((found for part in get_args(annotation) if (found := _record_in(part))), None)
    return None


def _nested(record: type[BaseModel]) -> Iterator[tuple[str, type[BaseModel]]]:
    for name, field in record.model_fields.items():
        inner = _record_in(field.annotation)
        if inner:
            yield name, inner
            yield from _nested(inner)
