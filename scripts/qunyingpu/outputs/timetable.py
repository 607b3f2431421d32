"""Turn the timetable and the anniversaries into classic scripts, from which a page knows what its day shows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import Any

from qunyingpu.captions import place_of
from qunyingpu.model.book import PublishedBook
from qunyingpu.model.campaign import Campaign
from qunyingpu.model.site import Site
from qunyingpu.occasions import Timetable, day_name, title_lines
from qunyingpu.remembrance import Anniversary, anniversaries
from qunyingpu.stele import COLUMN_GAP, name_parts, stele_of
from qunyingpu.writing import Artifact


def day_scripts(book: PublishedBook, site: Site, timetable: Timetable) -> Iterator[Artifact]:
    """Yield every script that ``day.js`` and ``band.js`` read: the timetable and the anniversaries."""
    yield timetable_script(book, site, timetable)
    yield from anniversary_scripts(book)


def timetable_script(book: PublishedBook, site: Site, timetable: Timetable) -> Artifact:
    """Return ``assets/timetable.js``, which sets ``QYP.timetable``; one campaign a line, for people to read.

    ``built`` is the day of the data, ``first`` and ``last`` bound the table. ``campaigns`` come by priority, then id,
    and only those whose scope contains the site's region, each with ``id``, ``path``, ``lines`` of its title,
    ``tone``, ``priority``, and where given ``slogan`` and ``dayName``. A dated one has ``window``, the days that it
    begins before and ends after its day, and ``days``: the first counted from ``first`` (negative before it), each
    other from the one before it. A standing one has neither.
    """
    entries = [
        _campaign_entry(campaign, timetable)
        for campaign in sorted(book.campaigns, key=lambda campaign: (campaign.priority, campaign.id))
        if timetable.claims[campaign.id].reaches(site.region)
    ]
    bounds = {"built": site.as_of, "first": timetable.first_day, "last": timetable.last_day}
    head = "".join(f'"{name}": "{day.isoformat()}",\n' for name, day in bounds.items())
    body = ",\n".join(
        json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
        for entry in entries
        if "days" in entry or entry["id"] in timetable.standing
    )
    return _script("assets/timetable.js", f'window.QYP.timetable = {{\n{head}"campaigns": [\n{body}\n]}};\n')


def anniversary_scripts(book: PublishedBook) -> Iterator[Artifact]:
    """Yield ``assets/anniversaries.js`` and, for each day on which someone is remembered, ``anniversaries/<MM-DD>.js``.

    The first sets ``QYP.anniversaries`` to ``{"days": ["MM-DD", …], "on": {}}``, the others add their list to ``on``.
    So a phone loads today and the few days to come, however long the roll.
    """
    days = groupby(anniversaries(book), key=lambda item: f"{item.date:%m-%d}")
    lists = {day: [_entry(item) for item in items] for day, items in days}
    index = json.dumps({"days": list(lists), "on": {}})
    yield _script("assets/anniversaries.js", f"window.QYP.anniversaries = {index};\n")
    for day, entries in lists.items():
        body = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
        statement = f'window.QYP.anniversaries.on["{day}"] = [\n{body}\n];\n'
        yield _script(f"assets/anniversaries/{day}.js", statement)


def _campaign_entry(campaign: Campaign, timetable: Timetable) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "id": campaign.id,
        "path": f"campaigns/{campaign.id}.html",
        "lines": title_lines(campaign.name),
        "tone": campaign.tone.id,
        "priority": campaign.priority,
    }
    entry |= {"slogan": campaign.slogan} if campaign.slogan else {}
    name = day_name(campaign.when)
    entry |= {"dayName": name} if name else {}
    windows = timetable.windows_of(campaign.id)
    if windows:
        sample = windows[0]
        entry["window"] = [(sample.day - sample.start).days, (sample.end - sample.day).days]
        days = [timetable.first_day, *(window.day for window in windows)]
        entry["days"] = [(day - before).days for before, day in pairwise(days)]
    return entry


def _entry(item: Anniversary) -> dict[str, Any]:
    """Return one remembrance: the name in *parts* between which it may break, and its stele as `stele_of` sets it."""
    stele = stele_of(item.name)
    return {
        "date": item.date.isoformat(),
        "kind": item.kind.value,
        "parts": name_parts(item.name),
        "group": "" if item.name == item.hero.name else item.hero.name,
        "place": place_of(item.hero),
        "summary": item.hero.deed.summary,
        "path": item.hero.path,
        "stele": {
            "size": stele.size,
            "gap": stele.gap,
            "columnGap": COLUMN_GAP,
            "columns": [[cell.text for cell in column] for column in stele.columns],
        },
    }


def _script(path: str, statement: str) -> Artifact:
    # In a string of a script these two were line ends, that is mistakes, until ECMAScript 2019.
    safe = statement.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return Artifact(path, f'"use strict";\nwindow.QYP = window.QYP || {{}};\n{safe}'.encode())
