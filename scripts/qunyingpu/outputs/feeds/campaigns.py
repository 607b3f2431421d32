"""Turn the campaigns into calendars: one of them all, and one of each with its activities."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from qunyingpu.model.activity import Activity
from qunyingpu.model.book import PublishedBook
from qunyingpu.model.campaign import NATIONAL, Campaign
from qunyingpu.model.region import region_table
from qunyingpu.model.site import Site
from qunyingpu.occasions import Timetable, Window, day_name, days_in
from qunyingpu.outputs.feeds.calendars import YEARS_TOLD, DayEvent, calendar_file
from qunyingpu.outputs.feeds.identities import event_uid, page_address
from qunyingpu.outputs.feeds.wording import day_label
from qunyingpu.writing import Artifact


def campaign_calendars(book: PublishedBook, site: Site, table: Timetable) -> Iterator[Artifact]:
    """Yield ``calendar.ics`` and, for every dated campaign that still comes, ``campaigns/<id>.ics``.

    The first has the campaigns of every place, for they are listed everywhere though they are chosen only at home; the
    others also have the campaign's activities. Standing campaigns have no event.
    """
    found = {campaign.id: tuple(_campaign_events(campaign, site, table)) for campaign in book.campaigns}
    every = (event for events in found.values() for event in events)
    yield calendar_file("calendar.ics", f"{site.name}：纪念活动", every, site)
    for campaign in book.campaigns:
        if found[campaign.id]:
            events = (*found[campaign.id], *_activity_events(campaign, book, site))
            yield calendar_file(f"campaigns/{campaign.id}.ics", f"{site.name}：{campaign.name}", events, site)


def occurrence_name(campaign: Campaign, window: Window) -> str:
    """Return ``<id>-<year>`` for *window*, which stays when its date is corrected.

    Of several in one year, as a day of the twelfth lunar month may come twice, the second ends in ``-2`` and so on.
    """
    days = days_in(campaign.when, window.day.year)
    place = days.index(window.day) if window.day in days else 0
    return f"{campaign.id}-{window.day.year}" + (f"-{place + 1}" if place else "")


def exact_day(campaign: Campaign, window: Window) -> str:
    """Return ``正日：2027年4月5日，清明``; of a day outside *window*, that its dates are counted from it.

    Nothing where *window* is that day and it has no name; nor of a span, which has no such day.
    """
    name = day_name(campaign.when)
    is_span = (window.end - window.start).days != campaign.before + campaign.after
    if is_span or (window.start == window.end == window.day and not name):
        return ""
    day = "，".join(part for part in (day_label(window.day), name) if part)
    return f"正日：{day}" if window.covers(window.day) else f"日期的推算以{day}为准"


def _campaign_events(campaign: Campaign, site: Site, table: Timetable) -> Iterator[DayEvent]:
    years = range(site.as_of.year, site.as_of.year + YEARS_TOLD)
    for window in table.windows_of(campaign.id):
        if window.day.year in years:
            basis = f"依据：{campaign.basis}" if campaign.basis else ""
            lines = (campaign.slogan, exact_day(campaign, window), basis)
            yield DayEvent(
                uid=event_uid(site, occurrence_name(campaign, window)),
                summary=_with_place(campaign),
                start=window.start,
                end=window.end,
                description="\n".join(line for line in lines if line),
                url=page_address(site, f"campaigns/{campaign.id}.html"),
                category=campaign.tone.label,
            )


def _with_place(campaign: Campaign) -> str:
    place = "" if campaign.scope == NATIONAL else region_table().full_name(campaign.scope)
    return campaign.name if place in campaign.name else f"{campaign.name}（{place}）"


def _activity_events(campaign: Campaign, book: PublishedBook, site: Site) -> Iterator[DayEvent]:
    for activity in book.activities_of(campaign.id):
        if activity.end.year >= site.as_of.year:
            yield DayEvent(
                uid=event_uid(site, f"{activity.id}.activity"),
                summary=activity.name,
                start=activity.start,
                end=activity.end,
                description=f"主办：{activity.organiser}",
                url=page_address(site, f"campaigns/{campaign.id}.html") + f"#activity-{quote(activity.id)}",
                category=campaign.tone.label,
                location=_location(activity),
            )


def _location(activity: Activity) -> str:
    return f"{region_table().full_name(activity.region)} {activity.place}" if activity.region else activity.place
