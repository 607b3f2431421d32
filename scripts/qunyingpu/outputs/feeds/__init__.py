"""Turn campaigns, remembrance and new profiles into calendars (iCalendar) and a feed (Atom) that people subscribe to.

What a reader has once taken in is known again by its UID or tag, which say nothing of the date: a corrected date
moves the event, it does not add another.
"""

from __future__ import annotations

from collections.abc import Iterator

from qunyingpu.model.book import PublishedBook
from qunyingpu.model.site import Site
from qunyingpu.occasions import Timetable
from qunyingpu.outputs.feeds.atom import atom_feed
from qunyingpu.outputs.feeds.campaigns import campaign_calendars
from qunyingpu.outputs.feeds.remembered import anniversary_calendar
from qunyingpu.writing import Artifact


def feeds(book: PublishedBook, site: Site, table: Timetable) -> Iterator[Artifact]:
    """Yield ``calendar.ics``, ``campaigns/<id>.ics`` of every dated campaign, ``anniversaries.ics``, ``feed.xml``.

    *table* begins with the year of the site's day; calendars tell of `YEARS_TOLD` of its years.
    """
    yield from campaign_calendars(book, site, table)
    yield anniversary_calendar(book, site)
    yield atom_feed(book, site, table)
