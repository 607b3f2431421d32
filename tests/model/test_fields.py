"""Fields describe themselves in Chinese: forms, schema and manual are made from them, so that none can drift."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic.fields import FieldInfo

from qunyingpu.model.campaign import Campaign
from qunyingpu.model.ceremony import Ceremony
from qunyingpu.model.hero import Hero
from qunyingpu.model.record import Record

ROOTS = (Hero, Campaign, Ceremony)
HAN = re.compile("[\u4e00-\u9fff]")


def _records(annotation: Any) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
        for field in annotation.model_fields.values():
            yield from _records(field.annotation)
    for part in get_args(annotation):
        yield from _records(part)


def _fields() -> Iterator[tuple[str, FieldInfo]]:
    for record in sorted({found for root in ROOTS for found in _records(root)}, key=lambda record: record.__name__):
        for name, field in record.model_fields.items():
            yield f"{record.__name__}.{name}", field


FIELDS = dict(_fields())


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_says_what_it_is(name: str) -> None:
    """Every field has a Chinese label, a description and an example."""
    field = FIELDS[name]
    assert HAN.search(field.title or "")
    assert field.description
    assert field.examples


def test_all_records_are_met() -> None:
    """The walk over the model reaches the records within records."""
    assert {"Hero.name", "Deed.died", "Member.visibility", "Martyr.document", "WeekdayRule.nth", "Figure.unit"} <= set(
        FIELDS
    )


@pytest.mark.parametrize(
    "name", ["Deed.rescued", "Hero.birth_year", "Hero.member_count", "Campaign.before", "Deed.story"]
)
def test_a_quantity_has_its_unit(name: str) -> None:
    """What is counted says in which unit."""
    extra = FIELDS[name].json_schema_extra
    assert isinstance(extra, dict)
    assert extra["unit"] in {"人", "年", "天", "字"}


@pytest.mark.parametrize("root", ROOTS, ids=lambda root: root.__name__)
def test_the_model_gives_a_schema(root: type[Record]) -> None:
    """Editors get a JSON Schema with Chinese titles, and it allows nothing unknown."""
    schema = root.model_json_schema()
    assert schema["additionalProperties"] is False
    assert all(HAN.search(field["title"]) for field in schema["properties"].values())
