"""New ids: those that the checker expects, never one that is taken."""

from __future__ import annotations

import secrets
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people import a_hero
from qunyingpu.authoring.identities import ALPHABET, mint_id
from qunyingpu.model.hero import ID_PATTERN
from qunyingpu.model.region import region_table
from qunyingpu.model.vocabulary import Visibility

CODES = sorted({*region_table()._rows})


@given(region=st.sampled_from(CODES), year=st.integers(1980, 2026), visibility=st.sampled_from(list(Visibility)))
def test_an_id_is_well_formed_wherever_and_whenever(region: str, year: int, visibility: Visibility) -> None:
    """Any region and year give an id that the model takes."""
    assert a_hero(id=mint_id(region, year, visibility, ())).id
    assert ID_PATTERN.fullmatch(mint_id(region, year, visibility, ()))


@pytest.mark.parametrize(
    ("region", "start"),
    [("320505", "320500-2024-"), ("110107", "110000-2024-"), ("469006", "469006-2024-"), ("990000", "990000-2024-")],
)
def test_an_id_begins_with_the_city_of_the_deed(region: str, start: str) -> None:
    """The city and the year stand first; a municipality, a county without a city and abroad stand for themselves."""
    assert mint_id(region, 2024, Visibility.NAMED, ()).startswith(start)


def test_a_withheld_id_says_nothing() -> None:
    """Neither place nor year stands in the id of a profile that is not shown."""
    assert mint_id("320505", 2024, Visibility.WITHHELD, ()).startswith("000000-0000-")


def test_no_id_is_given_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """What chance gives a second time is not taken."""
    letters = chain("aaaaa", "bbbbb")
    monkeypatch.setattr(secrets, "choice", lambda alphabet: next(letters))
    assert mint_id("320505", 2024, Visibility.NAMED, {"320500-2024-aaaaa"}) == "320500-2024-bbbbb"


def test_the_alphabet_is_that_of_the_model() -> None:
    """Every character that is minted is one that an id may have, and all of those are minted."""
    allowed = {chr(code) for code in range(33, 127) if ID_PATTERN.fullmatch(f"320500-2024-aaaa{chr(code)}")}
    assert set(ALPHABET) == allowed
