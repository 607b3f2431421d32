"""Find campaigns that no calendar ever reaches, that last too long, or whose query asks for what is not there."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from qunyingpu.errors import Problem
from qunyingpu.model.campaign import Campaign, broken_windows
from qunyingpu.occasions import CALENDAR_YEARS, windows_in
from qunyingpu.reading.documents import source_of
from qunyingpu.reading.files import Found
from qunyingpu.reading.keys import Path
from qunyingpu.reading.references import nearest


def wrong_windows(campaign: Campaign, found: Found) -> Iterator[Problem]:
    """Yield why *campaign* has no days, too many, or none in the years in which a lunar month is short."""
    broken = list(broken_windows(campaign))
    for rule in broken:
        yield source_of(found).problem(rule.code, rule.path, **rule.context)
    if not broken and not campaign.when.standing and not _is_ever_run(campaign):
        yield source_of(found).problem("window-never", ("when",), years=_years(campaign))
    yield from _lost_thirtieths(campaign, found)


def unknown_queried_ceremonies(campaign: Campaign, found: Found, ceremonies: Collection[str]) -> Iterator[Problem]:
    """Yield the ceremonies that *campaign*'s query asks for and that are not among *ceremonies*, by id."""
    for path, ceremony_id in campaign.select.ceremonies:
        if ceremony_id not in ceremonies:
            suggestion = nearest(ceremony_id, ceremonies)
            place = ("select", *path)
            yield source_of(found).problem("ceremony-unknown", place, id=ceremony_id, suggestion=suggestion)


def _is_ever_run(campaign: Campaign) -> bool:
    first = campaign.from_year or CALENDAR_YEARS.start
    last = campaign.to_year or first + len(CALENDAR_YEARS) - 1
    return any(list(windows_in(campaign, year)) for year in range(first, last + 1))


def _years(campaign: Campaign) -> str:
    first, last = campaign.from_year, campaign.to_year
    if not first and not last:
        return "哪一年都"
    return f"{f'从 {first} 年起' if first else ''}{f'到 {last} 年为止' if last else ''}"


def _lost_thirtieths(campaign: Campaign, found: Found) -> Iterator[Problem]:
    when = campaign.when
    rules: list[tuple[Path, object]] = [(("when", "lunar"), when.lunar)]
    rules += [(("when", "eve_of", "lunar"), when.eve_of.lunar)] if when.eve_of else []
    for path, day in rules:
        if isinstance(day, tuple) and day[1] == 30:
            yield source_of(found).problem("when-thirtieth", path, month=day[0])
