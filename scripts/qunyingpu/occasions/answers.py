"""Say what a day or a whole year holds, ready for JSON and for a table."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from qunyingpu.model.campaign import NATIONAL, Campaign
from qunyingpu.occasions.timetable import Timetable, Window


def title_lines(name: str) -> tuple[str, ...]:
    """Return the lines of a campaign's *name* on a band: it breaks at its spaces, a lone ``·`` is left out."""
    return tuple(part for part in name.split() if part != "·")


def campaigns_on(
    table: Timetable, campaigns: Iterable[Campaign], day: datetime.date, region: str = NATIONAL
) -> dict[str, Any]:
    """Tell what *day* shows: ``{"day", "campaign", "also"}``.

    ``campaign`` is ``{"id", "name", "tone", "start", "end", "day"}`` or None; a standing campaign runs all year, so
    its ``start``, ``end`` and ``day`` are None. ``also`` holds the ids of the other campaigns whose window covers the
    day, best first; standing ones are never among them. Dates are ISO 8601 texts, tones English ids.
    """
    choice = table.on(day, region)
    campaign = next((campaign for campaign in campaigns if campaign.id == choice.campaign_id), None)
    return {
        "day": day.isoformat(),
        "campaign": campaign and _entry(campaign, choice.window),
        "also": list(choice.also),
    }


def year_of(table: Timetable, campaigns: Iterable[Campaign], year: int) -> dict[str, Any]:
    """Tell the campaigns of *year*: ``{"year", "campaigns", "standing"}``.

    ``campaigns`` has an entry for every window that touches the year, by its first day, then its last, its own day
    and the id, each as in `campaigns_on` and with ``scope``, a region's code; ``standing`` those that run all year,
    by priority, then id. Local ones are among them wherever the site is. *table* must hold the year.
    """
    known = {campaign.id: campaign for campaign in campaigns}
    first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    windows = (window for window in table.windows if window.start <= last and window.end >= first)
    return {
        "year": year,
        "campaigns": [_local(known[window.campaign_id], window) for window in windows],
        "standing": [_local(known[campaign_id], None) for campaign_id in table.standing],
    }


def _local(campaign: Campaign, window: Window | None) -> dict[str, Any]:
    return {**_entry(campaign, window), "scope": campaign.scope}


def _entry(campaign: Campaign, window: Window | None) -> dict[str, Any]:
    return {
        "id": campaign.id,
        "name": campaign.name,
        "tone": campaign.tone.id,
        "start": window and window.start.isoformat(),
        "end": window and window.end.isoformat(),
        "day": window and window.day.isoformat(),
    }
