"""Open data: the promised shape, only what is published, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import datetime
import io
import json
from typing import Any

from people import a_book, a_hero
from qunyingpu.model.hero import Hero
from qunyingpu.model.site import Site
from qunyingpu.model.vocabulary import Channel
from qunyingpu.outputs.exports import open_data

SITE = Site(name="群英谱", url="https://qunyingpu.example/", description="", as_of=datetime.date(2026, 11, 23))


def _files(*heroes: Hero) -> dict[str, bytes]:
    return {artifact.path: artifact.content for artifact in open_data(a_book(*heroes).published(Channel.WEB), SITE)}


def _rows(*heroes: Hero) -> list[list[str]]:
    return list(csv.reader(io.StringIO(_files(*heroes)["data/roll.csv"].decode("utf-8-sig"))))


def test_the_roll_has_the_promised_shape() -> None:
    """Readers of data/roll.json may rely on these keys, English ids, and dates as stored."""
    roll: dict[str, Any] = json.loads(_files(a_hero(deed={"date": "2024-06"}))["data/roll.json"])
    assert roll == {
        "schema": 1,
        "as_of": "2026-11-23",
        "heroes": [
            {
                "id": "320500-2024-aaaaa",
                "name": "测试甲",
                "kind": "individual",
                "outcome": "safe",
                "deed": {"date": "2024-06", "region": "320505", "type": "water_rescue"},
                "honours": [{"title": "测试称号", "level": "national", "date": "2025-07-21"}],
                "url": "https://qunyingpu.example/heroes/320500-2024-aaaaa.html",
            }
        ],
    }


def test_heroes_are_sorted_by_id() -> None:
    """Two exports of one roll are equal whatever the order of reading."""
    heroes = [a_hero(id="320500-2024-bbbbb"), a_hero()]
    assert _files(*heroes) == _files(*reversed(heroes))


def test_masks_hold_in_the_data() -> None:
    """What the pages hide is not in the data either."""
    content = b"".join(_files(a_hero(visibility="masked")).values()).decode()
    assert "测试甲" not in content
    assert "测某某" in content


def test_a_cell_is_never_a_formula() -> None:
    """A title that begins like a formula opens as text in Excel and WPS."""
    for sign in "=+-@＝":
        (_, row) = _rows(a_hero(honours=[{"title": f"{sign}cmd|x"}]))
        assert row[7] == f"'{sign}cmd|x"


def test_the_table_opens_in_excel() -> None:
    """A byte order mark, Chinese headings, and one line for each hero."""
    assert _files(a_hero())["data/roll.csv"].startswith(b"\xef\xbb\xbf")
    assert _rows(a_hero())[0][:2] == ["编号", "姓名"]


def test_the_package_describes_the_table() -> None:
    """The Data Package names every column of the table, in order."""
    package = json.loads(_files(a_hero())["data/datapackage.json"])
    (table,) = (resource for resource in package["resources"] if resource["path"] == "roll.csv")
    assert [field["title"] for field in table["schema"]["fields"]] == _rows(a_hero())[0]
