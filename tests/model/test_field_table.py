"""The table of fields says of a profile what the model itself checks: form, spreadsheet and schema cannot drift."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pydantic import ValidationError

from people import a_profile
from qunyingpu.model.fields import Field, fields_of
from qunyingpu.model.hero import Hero
from qunyingpu.model.record import Record, Shape
from qunyingpu.model.vocabulary import Channel, Gender


def _walk(fields: tuple[Field, ...], above: str = "") -> Iterator[tuple[str, Field]]:
    for field in fields:
        yield f"{above}{field.name}", field
        yield from _walk(field.fields, f"{above}{field.name}.")


TABLE = dict(_walk(fields_of(Hero)))


def test_the_fields_stand_in_the_order_of_the_model() -> None:
    """Nothing is left out, and what is within a record follows it."""
    assert [field.name for field in fields_of(Hero)] == list(Hero.model_fields)
    assert {"deed.died", "members.martyr.document", "honours.members", "portrait.focus"} <= set(TABLE)


def test_a_field_is_described_as_it_is_declared() -> None:
    """Shape, bounds, choices, default and unit come from the declaration."""
    summary, gender, rescued = TABLE["deed.summary"], TABLE["gender"], TABLE["deed.rescued"]
    assert (summary.shape, summary.low, summary.high, summary.is_required) == (Shape.LINE, 8, 60, True)
    assert (gender.shape, gender.vocabulary, gender.is_required, gender.default) == (Shape.CHOICE, Gender, False, None)
    assert (rescued.shape, rescued.low, rescued.high, rescued.unit) == (Shape.NUMBER, 1, 999, "人")
    assert (TABLE["consent.scope"].default, TABLE["consent.scope"].is_list) == (tuple(Channel), True)
    assert (TABLE["traits"].example, TABLE["honours"].example) == ("退役军人", "")


def test_what_is_required_is_what_the_model_asks_for() -> None:
    """Leaving out a required field, and only such a one, is a mistake of the model's too."""
    for field in fields_of(Hero):
        given = {key: value for key, value in a_profile().items() if key != field.name}
        try:
            Hero.model_validate(given)
        except ValidationError as error:
            missing = {details["loc"][0] for details in error.errors() if details["type"] == "missing"}
        else:
            missing = set()
        assert missing == ({field.name} if field.is_required else set())


def test_a_field_without_a_shape_is_a_fault_of_ours() -> None:
    """Whoever adds a kind of field says how it is written, or nothing starts."""

    class Odd(Record):
        odd: complex

    with pytest.raises(TypeError, match="odd"):
        fields_of(Odd)
