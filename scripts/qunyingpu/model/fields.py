"""Describe the fields of a record as a table: form, spreadsheet, schema, handbook and canonical text are made from it.

Everything here is read off the model's own declarations, so that none of these can differ from what is checked.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic.fields import FieldInfo

from qunyingpu.model.date import PartialDate
from qunyingpu.model.record import Line, Number, Record, Shape, Text
from qunyingpu.model.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a record.

    *name* is its key in YAML, *title* the Chinese one. *default* is what an absent field stands for, None where it may
    not be absent or nothing stands for it. *low* and *high* bound characters or a number, both included. *fields* are
    those of a RECORD; a field that *is_list* holds any number of values of its *shape*.
    """

    name: str
    title: str
    description: str
    example: str
    shape: Shape
    is_list: bool
    is_required: bool
    default: object
    unit: str = ""
    low: int | None = None
    high: int | None = None
    vocabulary: type[Vocabulary] | None = None
    fields: tuple[Field, ...] = ()


@cache
def fields_of(record: type[Record]) -> tuple[Field, ...]:
    """Return the fields of *record* in the order of the model, those of records within them included.

    Raises TypeError for a field whose declaration says no shape: that is our fault, not a writer's.
    """
    hints = get_type_hints(record, include_extras=True)
    return tuple(_field(name, info, hints[name]) for name, info in record.model_fields.items())


def _field(name: str, info: FieldInfo, hint: Any) -> Field:
    inner, is_list = _item(hint)
    kind, *notes = get_args(inner) if get_origin(inner) is Annotated else (inner,)
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    bounds = next((note for note in notes if isinstance(note, Line | Text | Number)), None)
    return Field(
        name=name,
        title=info.title or name,
        description=info.description or "",
        example=_first_text(info.examples),
        shape=_shape(name, kind, notes),
        is_list=is_list,
        is_required=info.is_required(),
        default=None if info.is_required() else info.default,
        unit=str(extra.get("unit", "")),
        low=bounds.low if bounds else None,
        high=bounds.high if bounds else None,
        vocabulary=kind if _is_kind(kind, Vocabulary) else None,
        fields=fields_of(kind) if _is_kind(kind, Record) else (),
    )


def _item(hint: Any) -> tuple[Any, bool]:
    """Return what *hint* allows besides None, of a list what one of its items is, and whether it is a list."""
    if get_origin(hint) in {Union, UnionType}:
        hint = next(part for part in get_args(hint) if part is not type(None))
    if get_origin(hint) is tuple:
        return get_args(hint)[0], True
    return hint, False


def _shape(name: str, kind: Any, notes: list[Any]) -> Shape:
    said = next((note for note in notes if isinstance(note, Shape)), None)
    if said:
        return said
    for parent, shape in ((Record, Shape.RECORD), (Vocabulary, Shape.CHOICE), (PartialDate, Shape.DATE)):
        if _is_kind(kind, parent):
            return shape
    for note in notes:
        for rule, shape in ((Line, Shape.LINE), (Text, Shape.TEXT), (Number, Shape.NUMBER)):
            if isinstance(note, rule):
                return shape
    raise TypeError(f"the field {name} says no shape")


def _is_kind(kind: Any, parent: type) -> bool:
    return isinstance(kind, type) and issubclass(kind, parent)


def _first_text(examples: list[Any] | None) -> str:
    """Return the first of *examples* as a text; that of a list of texts is its first item, that of a record is none."""
    first = examples[0] if examples else ""
    if isinstance(first, list):
        first = first[0] if first and isinstance(first[0], str) else ""
    return first if isinstance(first, str) else ""
