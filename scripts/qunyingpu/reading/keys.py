"""Know the keys that a record may have: what each is called, what it looks like, and which one a typist meant.

A file may write the English names or the Chinese titles. One title stands for different names in different records
(单位 is the employer of a hero and the unit of a figure), so each is looked up in the record that holds it.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
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
from qunyingpu.model.selection import CONDITION_TITLES, Query

Path = tuple[str | int, ...]
"""Where a value stands in its file: ``("honours", 0, "date")``."""


Holder = type[BaseModel] | type[Query]
"""What holds keys: a record, or the query of a campaign."""

_LONGEST = 40
_RECORDS: tuple[type[BaseModel], ...] = (Hero, Campaign, Ceremony, Activity, Regulation)
_FOLDERS: Mapping[str, type[BaseModel] | None] = {
    "content/campaigns/": Campaign,
    "content/ceremonies/": Ceremony,
    "content/activities/": Activity,
    "content/regulations/": Regulation,
    "theme/": None,
}


def record_of(file: str) -> type[BaseModel] | None:
    """Return which record the file *file* holds, a path from the project's root; None where it is none of the model.

    What lies anywhere else is a profile: they come from zips and forms too.
    """
    return next((record for folder, record in _FOLDERS.items() if file.startswith(folder)), Hero)


def titles_of(holder: Holder) -> Mapping[str, str]:
    """Return the Chinese titles of the keys of *holder*, each with its English name."""
    key: Any = holder  # mypy takes a union of classes for something without a hash
    return _keys_of(key).titles


def holder_below(holder: Holder, name: str) -> Holder | None:
    """Return what the value of the key *name* of *holder*, or each of its items, holds; None where that has no keys."""
    key: Any = holder
    return _keys_of(key).below.get(name)


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


def name_of(record: type[BaseModel], path: Path, word: str) -> str | None:
    """Return the name of the key that *word*, a name or a title, is in what *record* has at *path*, None for none."""
    holder = _record_at(record, path)
    if holder is None:
        return None
    return word if word in holder.model_fields else titles_of(holder).get(word)


class Guess(NamedTuple):
    """What to do about a key that is none: a *sentence*, and the *name* that was probably meant, None where unclear."""

    sentence: str
    name: str | None


def guess_at(record: type[BaseModel], path: Path) -> Guess:
    """Return which key was meant where *path* ends in one that *record* does not have."""
    key = str(path[-1]).strip()
    holder = _record_at(record, path[:-1])
    fields = holder.model_fields if holder else {}
    names = {name: name for name in fields} | (dict(titles_of(holder)) if holder else {})
    if key in names:
        return Guess(f"请写作“{key}”。", names[key])
    # Half of a word of two characters is already much: 名字 for 姓名.
    near = difflib.get_close_matches(key.casefold()[:_LONGEST], names, 1, 0.6 if key.isascii() else 0.5)
    if near:
        return Guess(f"是不是想写“{near[0]}”？", names[near[0]])
    above = next((field for field, inner in _nested(record) if key in inner.model_fields), None)
    above = above or next((field for field, inner in _nested(record) if key in titles_of(inner)), None)
    if above:
        written = above.name if key.isascii() else above.title
        return Guess(f"“{key}”应当写在“{written}”下面，请检查缩进。", None)
    return Guess("请删去，或参照别的档案改正。", None)


@cache
def all_keys() -> frozenset[str]:
    """Return every name and every title that any record knows."""
    return frozenset(key for _, name, title in _every_key() for key in (name, title))


@cache
def spellings_of(names: Collection[str]) -> frozenset[str]:
    """Return *names* and all titles that any record gives to one of them."""
    return frozenset(names) | frozenset(title for _, name, title in _every_key() if name in names)


@cache
def keys_in_words() -> str:
    """Return every key of every record in one text, which differs wherever a file might be read differently."""
    return "\n".join(" ".join(key) for key in sorted(_every_key()))


@cache
def _every_key() -> frozenset[tuple[str, str, str]]:
    """Return record, name and title of every key."""
    holders = {*_RECORDS, *(inner for record in _RECORDS for _, inner in _nested(record))}
    found = {(h.__name__, name, field.title or name) for h in holders for name, field in h.model_fields.items()}
    return frozenset(found | {("Query", name, title) for name, title in CONDITION_TITLES.items()})


class _Keys(NamedTuple):
    titles: Mapping[str, str]
    below: Mapping[str, Holder]


@cache
def _keys_of(holder: Any) -> _Keys:
    if holder is Query:
        titles = {title: name for name, title in CONDITION_TITLES.items()}
        return _Keys(titles, dict.fromkeys(("any", "all", "not"), Query))
    fields: Mapping[str, FieldInfo] = holder.model_fields
    below = {name: _holder_in(field.annotation) for name, field in fields.items()}
    return _Keys(
        {field.title: name for name, field in fields.items() if field.title},
        {name: inner for name, inner in below.items() if inner},
    )


def _holder_in(annotation: Any) -> Holder | None:
    return Query if annotation is Query else _record_in(annotation)


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


class _Above(NamedTuple):
    name: str
    title: str


def _nested(record: type[BaseModel]) -> Iterator[tuple[_Above, type[BaseModel]]]:
    """Yield each record that stands in *record*, however deep, with the key above it."""
    for name, field in record.model_fields.items():
        inner = _record_in(field.annotation)
        if inner:
            yield _Above(name, field.title or name), inner
            yield from _nested(inner)
