"""The form knows what the model knows: fields, words, sentences and places, all within its room."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from indexes import run_node
from qunyingpu.messages import MESSAGES
from qunyingpu.model.fields import fields_of
from qunyingpu.model.hero import Hero
from qunyingpu.model.region import Region, Tier, region_table
from qunyingpu.model.site import Site
from qunyingpu.model.vocabulary import DeedType, Vocabulary
from qunyingpu.outputs.form.data import JUDGED, PHOTO, READ, SCRIPTS, form_data
from qunyingpu.outputs.form.region_text import region_text

THEME = Path(__file__).parents[2] / "theme" / "form"
ROOM = 92_000
"""Bytes that the data may take of the 200 kB of the whole form."""
SITE = Site(
    name="群英谱", url="https://qyp.example/", description="", as_of=datetime.date(2026, 11, 23), region="320000"
)

ASK = f"""
const regions = require({json.dumps((THEME / "regions.js").as_posix())});
const asked = JSON.parse(require("fs").readFileSync(0, "utf8"));
regions.load(asked.data);
const code = (place) => (place ? place.code : null);
const codes = (places) => places.map((place) => place.code);
const told = {{
  places: () => regions.all().map((place) => Object.values(place)),
  cities: () => asked.pairs.map(([place, year]) => code(regions.cityOf(place, year))),
  names: () => asked.pairs.map(([place, year]) => regions.fullName(place, year)),
  valid: () => asked.pairs.map(([place, year]) => regions.isValidIn(place, year)),
  inYear: () => asked.pairs.map(([place, year]) => codes(regions.inYear(place, year))),
  found: () => asked.texts.map((text) => code(regions.find(text))),
  foundThen: () => asked.pairs.map(([text, year]) => code(regions.find(text, year))),
  suggested: () => asked.texts.map((text) => codes(regions.suggest(text))),
  searched: () => asked.texts.map((text) => regions.search(text)),
  provinces: () => codes(regions.provinces()),
  children: () => asked.texts.map((text) => codes(regions.children(text))),
}};
process.stdout.write(JSON.stringify(told[process.argv[1]]()));
"""


def _ask(what: str, **asked: object) -> Any:
    return json.loads(run_node(["-e", ASK, what], {"data": form_data(SITE)["regions"], **asked}))


def _every_name() -> list[str]:
    return [region_table().full_name(place.code) for place in region_table().every_place()]


def test_data_are_plain_and_within_their_room() -> None:
    """They are written as JSON and come back the same, in less than ninety thousand bytes."""
    data = form_data(SITE)
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    assert json.loads(text) == data
    assert len(text.encode()) < ROOM
    assert "<" not in data["regions"]["text"]
    assert "\\" not in data["regions"]["text"]


def test_fields_are_those_of_the_model() -> None:
    """Name by name and in order, with the words and bounds that the model has."""
    data = form_data(SITE)
    fields = {field["name"]: field for field in data["fields"]}
    assert list(fields) == [field.name for field in fields_of(Hero)]
    deed = {field["name"]: field for field in fields["deed"]["fields"]}
    assert (deed["summary"]["low"], deed["summary"]["high"]) == (8, 60)
    assert deed["type"]["vocabulary"] == "DeedType"
    assert deed["type"]["isRequired"]
    assert data["vocabularies"]["DeedType"][2] == ["water_rescue", "水中救援", "水域救援", "救助落水者"]
    assert len(data["vocabularies"]["DeedType"]) == len(DeedType)
    honour = {field["name"]: field for field in fields["honours"]["fields"]}
    assert fields["honours"]["isList"]
    assert honour["posthumous"]["shape"] == "flag"
    assert "default" not in honour["posthumous"]


def test_defaults_are_written_as_they_would_be() -> None:
    """A word by its id, a list of words by theirs, a pair of numbers as it is."""
    fields = {field["name"]: field for field in form_data(SITE)["fields"]}
    assert fields["kind"]["default"] == "individual"
    consent = {field["name"]: field for field in fields["consent"]["fields"]}
    assert consent["scope"]["default"] == ["web", "kiosk", "print", "social"]
    portrait = {field["name"]: field for field in fields["portrait"]["fields"]}
    assert tuple(portrait["focus"]["default"]) == (0.5, 0.38)


def test_every_vocabulary_of_a_profile_is_there() -> None:
    """Each that a field names, and no other."""
    data = form_data(SITE)

    def named(fields: list[dict[str, Any]]) -> set[str]:
        own = {field["vocabulary"] for field in fields if "vocabulary" in field}
        return own.union(*(named(field.get("fields", [])) for field in fields))

    assert set(data["vocabularies"]) == named(data["fields"])
    known = {vocabulary.__name__ for vocabulary in Vocabulary.__subclasses__()}
    assert set(data["vocabularies"]) <= known


def test_sentences_are_those_of_the_table() -> None:
    """Each code that the form tells has the text, the remedy and the severity of the table."""
    messages = form_data(SITE)["messages"]
    assert set(messages) == {*JUDGED, *READ, *PHOTO}
    assert all(messages[code] == list(MESSAGES[code]) for code in messages)


def test_scripts_are_there() -> None:
    """Every script that knows the rules lies in the theme, those first that others need."""
    assert all((THEME / script).is_file() for script in SCRIPTS)
    for place, script in enumerate(SCRIPTS):
        text = (THEME / script).read_text(encoding="utf-8")
        later = [other for other in SCRIPTS[place:] if f'require("./{other}")' in text]
        assert not later, script


def test_every_place_comes_back() -> None:
    """All places, today's and former, with years, successors and former names, are what the table has."""
    table = [
        [
            *(place.code, place.name, place.level.value, place.parent, place.first_year, place.last_year),
            *(list(place.former_names), list(place.successors)),
        ]
        for place in region_table().every_place()
    ]
    assert len(table) > 7000
    assert _ask("places") == table


def test_a_place_that_the_text_cannot_tell_is_refused() -> None:
    """A year before 1980 has no sign: better no form than a wrong one."""
    early = Region("110000", "北京市", Tier.PROVINCE, "", 1979, None, ())
    with pytest.raises(ValueError, match="-1"):
        region_text([early])


def test_cities_names_and_years_are_those_of_the_table() -> None:
    """For every code and four years of it."""
    table = region_table()
    codes = list(dict.fromkeys(place.code for place in table.every_place()))
    pairs = [(code, year) for code in codes for year in (1982, 1990, 2005, 2024)]
    assert _ask("cities", pairs=pairs) == [table.city_of(code, year).code for code, year in pairs]
    assert _ask("names", pairs=pairs) == [table.full_name(code, year) for code, year in pairs]
    assert _ask("valid", pairs=pairs) == [table.is_valid_in(code, year) for code, year in pairs]


def test_places_of_a_year_are_those_of_the_table() -> None:
    """What a deed of 1990 should carry, for every seventieth of today's places."""
    table = region_table()
    pairs = [(place.code, 1990) for place in table.every_place() if place.is_current][::70]
    expected = [[place.code for place in table.in_year(code, year)] for code, year in pairs]
    assert sum(map(bool, expected)) > 30
    assert _ask("inYear", pairs=pairs) == expected


def test_paths_are_read_alike() -> None:
    """Whole names of every place, today's and former, and what writers make of them."""
    table = region_table()
    texts = [
        *dict.fromkeys(_every_name()),
        "朝阳区",
        "北京/朝阳",
        "吉林",
        "襄樊",
        "河南",
        "３２０５０５",
        "3205",
        "火星",
    ]
    found = [_code(text, None) for text in texts]
    assert sum(map(bool, found)) > 5000
    assert _ask("found", texts=texts) == found
    pairs = [(text, 1985) for text in texts[::40]]
    assert _ask("foundThen", pairs=pairs) == [_code(text, year) for text, year in pairs]
    assert table.find_by_path("火星") is None


def _code(text: str, year: int | None) -> str | None:
    table = region_table()
    digits = text.translate(str.maketrans("０１２３４５６７８９", "0123456789"))
    if digits in table:
        return table.find(digits, year).code
    place = table.find_by_path(text, year)
    return place.code if place else None


def test_guesses_are_those_of_the_table() -> None:
    """Names with a wrong character, too short, of many places, and codes of no place."""
    table = region_table()
    names = _every_name()[::61]
    texts = [f"{name[:-2]}甲{name[-1:]}" for name in names] + [
        "朝阳",
        "320599",
        "999999",
        "苏州虎秋区",
        "县",
        "甲" * 90,
    ]
    expected = [[place.code for place in table.suggest(text)] for text in texts]
    assert sum(map(bool, expected)) > 50
    assert _ask("suggested", texts=texts) == expected


def test_the_picker_finds_places() -> None:
    """By code, by name and by names from above, wider places first, twenty at most."""
    (codes, name, path, many, nothing) = _ask("searched", texts=["3205", "虎丘", "江苏 虎丘", "区", ""])
    assert codes[0] == {"code": "320500", "name": "苏州市", "path": "江苏省苏州市"}
    assert name == path == [{"code": "320505", "name": "虎丘区", "path": "江苏省苏州市虎丘区"}]
    assert len(many) == 20
    assert nothing == []


def test_the_picker_goes_down_level_by_level() -> None:
    """Provinces in the order of their codes, their cities, and what their provinces govern themselves."""
    table = region_table()
    assert _ask("provinces") == [place.code for place in table.provinces()]
    current = [place for place in table.every_place() if place.is_current]
    within = _ask("children", texts=["32", "11", "3205", "46"])
    for above, below in zip(["320000", "110000", "320500", "460000"], within, strict=True):
        assert below == [place.code for place in current if place.parent == above]
