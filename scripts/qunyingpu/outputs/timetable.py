"""Turn the timetable and the anniversaries into classic scripts, from which a page knows what its day shows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from qunyingpu.captions import place_of
from qunyingpu.model.book import PublishedBook
from qunyingpu.model.campaign import NATIONAL, Campaign
from qunyingpu.model.regulation import Regulation
from qunyingpu.model.site import Period, Site
from qunyingpu.occasions import Timetable, day_name, title_lines
from qunyingpu.remembrance import Anniversary, anniversaries, regulations_told
from qunyingpu.stele import COLUMN_GAP, name_parts, stele_of
from qunyingpu.writing import Artifact


def day_scripts(book: PublishedBook, site: Site, timetable: Timetable) -> Iterator[Artifact]:
    """Yield every script that ``day.js`` and ``band.js`` read: the timetable and the anniversaries."""
    yield timetable_script(book, site, timetable)
    yield from anniversary_scripts(book, site.region)


def timetable_script(book: PublishedBook, site: Site, timetable: Timetable) -> Artifact:
    """Return ``assets/timetable.js``, which sets ``QYP.timetable``; one campaign a line, for people to read.

    ``built`` is the day of the data, ``first`` and ``last`` bound the table. ``mourning`` has first and last days,
    ``overrides`` those and the id of a campaign, as the office set them by hand. ``campaigns`` come by priority, then
    id, and only those whose scope contains the site's region, each with ``id``, ``path``, ``lines`` of its title,
    ``tone``, ``priority``, and where given ``slogan`` and ``dayName``. A dated one has ``window``, the days that it
    begins before and ends after its day (a list, one for each day, where a leap year makes it longer), and ``days``:
    the first counted from ``first`` (negative before it), each other from the one before it. A standing one has
    neither.
    """
    entries = [
        _campaign_entry(campaign, timetable)
        for campaign in sorted(book.campaigns, key=lambda campaign: (campaign.priority, campaign.id))
        if timetable.claims[campaign.id].reaches(site.region)
    ]
    bounds = {"built": site.as_of, "first": timetable.first_day, "last": timetable.last_day}
    head = "".join(f'"{name}": "{day.isoformat()}",\n' for name, day in bounds.items())
    head += f'"mourning": {_compact([_days(period) for period in site.mourning])},\n'
    head += f'"overrides": {_compact([[*_days(period), period.campaign_id] for period in site.overrides])},\n'
    kept = {*timetable.standing, *(period.campaign_id for period in site.overrides)}
    told = (entry for entry in entries if entry.get("days") or entry["id"] in kept)
    body = ",\n".join(map(_compact, told))
    return _script("assets/timetable.js", f'window.QYP.timetable = {{\n{head}"campaigns": [\n{body}\n]}};\n')


def anniversary_scripts(book: PublishedBook, region: str = NATIONAL) -> Iterator[Artifact]:
    """Yield ``assets/anniversaries.js`` and, for each day that has anniversaries, ``anniversaries/<MM-DD>.js``.

    The first sets ``QYP.anniversaries`` to ``{"days": {"MM-DD": year, …}, "rules": […], "on": {}}``: the first year of
    that day, and the regulations that are known to the year only; the others add their list to ``on``, people before
    regulations. So a phone loads today and the few days to come, however long the roll.
    """
    rules = regulations_told(book, region)
    dated = (_rule_entry(rule) for rule in rules if rule.effective.whole)
    lists: dict[str, list[dict[str, Any]]] = {}
    for entry in (*map(_entry, anniversaries(book)), *dated):
        lists.setdefault(entry["date"][5:], []).append(entry)
    index = {
        "days": {key: int(min(entry["date"] for entry in lists[key])[:4]) for key in sorted(lists)},
        "rules": [_rule_entry(rule) for rule in rules if not rule.effective.whole],
        "on": {},
    }
    statement = f"window.QYP.anniversaries = {json.dumps(index, ensure_ascii=False)};\n"
    yield _script("assets/anniversaries.js", statement)
    for key in sorted(lists):
        body = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in lists[key])
        statement = f'window.QYP.anniversaries.on["{key}"] = [\n{body}\n];\n'
        yield _script(f"assets/anniversaries/{key}.js", statement)


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
    return entry if campaign.when.standing else entry | _dates(timetable, campaign)


def _dates(timetable: Timetable, campaign: Campaign) -> dict[str, Any]:
    windows = timetable.windows_of(campaign.id)
    after = [(window.end - window.day).days for window in windows]
    is_even = len(set(after)) == 1
    days = [timetable.first_day, *(window.day for window in windows)]
    return {
        "window": [campaign.before, after[0] if is_even else after],
        "days": [(day - before).days for before, day in pairwise(days)],
    }


def _days(period: Period) -> list[str]:
    return [period.start.isoformat(), period.end.isoformat()]


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


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


def _rule_entry(rule: Regulation) -> dict[str, Any]:
    """Return one regulation; its *date* may be the bare year."""
    return {"date": rule.effective.iso, "kind": "rule", "title": rule.title, "path": rule.path}


def _script(path: str, statement: str) -> Artifact:
    # In a string of a script these two were line ends, that is mistakes, until ECMAScript 2019.
    safe = statement.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return Artifact(path, f'"use strict";\nwindow.QYP = window.QYP || {{}};\n{safe}'.encode())
