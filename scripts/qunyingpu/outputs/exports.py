"""Turn the published roll into open data: JSON, CSV, and a Frictionless Data Package that describes them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from qunyingpu.model.book import PublishedBook
from qunyingpu.model.published import PublishedHero
from qunyingpu.model.site import Site
from qunyingpu.writing import Artifact

SCHEMA = 1
"""The version of the shape of ``data/roll.json``; a reader may rely on it."""

_COLUMNS = {
    "id": "编号",
    "name": "姓名",
    "kind": "类别",
    "outcome": "结局",
    "deed_date": "事发日期",
    "deed_region": "事发地区划代码",
    "deed_type": "事迹类型",
    "honours": "表彰",
    "url": "网址",
}


def open_data(book: PublishedBook, site: Site) -> Iterator[Artifact]:
    """Yield ``data/roll.json``, ``data/roll.csv`` and ``data/datapackage.json``, heroes sorted by id.

    Ids of vocabularies are English, dates stand as stored; only what *book* publishes is in them.
    """
    heroes = sorted(book.heroes, key=lambda hero: hero.id)
    yield Artifact("data/roll.json", _roll(heroes, site))
    yield Artifact("data/roll.csv", _csv(heroes, site))
    package = json.dumps(_package(site), ensure_ascii=False, indent=1)
    yield Artifact("data/datapackage.json", f"{package}\n".encode())


def _roll(heroes: list[PublishedHero], site: Site) -> bytes:
    """Return the JSON with a hero on each line, so that two editions can be compared line by line."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    records = ",\n".join(encode(_record(hero, site)) for hero in heroes)
    head = f'{{"schema": {SCHEMA}, "as_of": {encode(site.as_of.isoformat())}, "heroes": ['
    return f"{head}\n{records}\n]}}\n".encode()


def _record(hero: PublishedHero, site: Site) -> dict[str, Any]:
    return {
        "id": hero.id,
        "name": hero.name,
        "kind": hero.kind.id,
        "outcome": hero.deed.outcome.id,
        "deed": {"date": hero.deed.date.iso, "region": hero.deed.region, "type": hero.deed.type.id},
        "honours": [
            {
                "title": honour.title,
                "level": honour.level.id if honour.level else None,
                "date": honour.date.iso if honour.date else None,
            }
            for honour in hero.honours
        ],
        "url": site.address(hero.path),
    }


def _csv(heroes: list[PublishedHero], site: Site) -> bytes:
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(_COLUMNS.values())
    for hero in heroes:
        deed = hero.deed
        honours = "；".join(honour.title for honour in hero.honours)
        row = (hero.id, hero.name, hero.kind.label, deed.outcome.label, deed.date.iso, deed.region, deed.type.label)
        writer.writerow(_inert(cell) for cell in (*row, honours, site.address(hero.path)))
    # Excel and WPS read UTF-8 only with a byte order mark.
    return table.getvalue().encode("utf-8-sig")


def _inert(cell: str) -> str:
    """Return *cell* so that no spreadsheet takes it for a formula (OWASP, CSV injection)."""
    return f"'{cell}" if cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠")) else cell


def _package(site: Site) -> dict[str, Any]:
    fields = [{"name": name, "title": title, "type": "string"} for name, title in _COLUMNS.items()]
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "roll",
        "title": f"{site.name}名录",
        "homepage": site.url,
        "licenses": [{"name": "CC-BY-4.0", "title": "知识共享署名 4.0；使用者应随本站撤回已撤回的内容"}],
        "resources": [
            {"name": "roll-json", "path": "roll.json", "format": "json", "encoding": "utf-8"},
            {
                "name": "roll",
                "path": "roll.csv",
                "format": "csv",
                "encoding": "utf-8",
                "schema": {"fields": fields, "primaryKey": "编号"},
            },
        ],
    }
