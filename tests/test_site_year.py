"""The commemorative year of the finished site: its table of days, its calendars, and that both are all there."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import vobject
from icalendar import Calendar

from projects import TODAY
from qunyingpu.model.campaign import NATIONAL
from qunyingpu.model.vocabulary import Channel
from qunyingpu.occasions import timetable
from qunyingpu.reading import read_book
from timetables import by_javascript, by_python
from trial_projects import ROOT


def test_the_shipped_table_is_small_and_right(site: Path) -> None:
    """Twelve calendar years in at most 4 kB, in which a browser finds on all 4,383 days what Python finds."""
    script = site / "assets" / "timetable.js"
    assert len(gzip.compress(script.read_bytes(), mtime=0)) <= 4000
    campaigns = read_book(ROOT, today=TODAY).published(Channel.WEB).campaigns
    answer = by_javascript(script, "America/St_Johns")["days"]
    assert (len(answer), answer[0][0], answer[-1][0]) == (4383, "2026-01-01", "2037-12-31")
    assert answer == by_python(timetable(campaigns, 2026, years=12), NATIONAL)


def test_two_parsers_take_every_shipped_calendar(site: Path) -> None:
    """Each dated campaign of the roll has its own, one holds all of them, one the anniversaries; none has a fault."""
    campaigns = read_book(ROOT, today=TODAY).published(Channel.WEB).campaigns
    dated = {campaign.id for campaign in campaigns if not campaign.when.standing}
    files = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*.ics")}
    assert set(files) == {"calendar.ics", "anniversaries.ics", *(f"campaigns/{one}.ics" for one in dated)}
    found = {}
    for path, content in files.items():
        calendar = Calendar.from_ical(content)
        assert not any(component.errors for component in calendar.walk()), path
        (other,) = vobject.readComponents(content.decode())
        found[path] = [str(event["uid"]) for event in calendar.walk("VEVENT")]
        assert found[path] == [event.uid.value for event in other.vevent_list], path
    assert len(found["calendar.ics"]) == len(dated) * 4
    assert len(set(found["anniversaries.ics"])) == len(found["anniversaries.ics"]) > 0


def test_every_calendar_is_offered(site: Path) -> None:
    """Nobody subscribes to what no page leads to."""
    pages = {path: path.read_text(encoding="utf-8") for path in (site / "campaigns").glob("*.html")}
    offered = {
        (page.parent / found).resolve()
        for page, text in pages.items()
        for found in re.findall(r'href="([^"]+\.ics)"', text)
    }
    assert offered == {path.resolve() for path in site.rglob("*.ics")}


def test_the_anniversaries_are_all_there(site: Path) -> None:
    """Every day of the index has its file, and no file is without its day."""
    index = (site / "assets" / "anniversaries.js").read_text(encoding="utf-8")
    days = json.loads(index.partition("QYP.anniversaries = ")[2].rstrip(";\n"))["days"]
    assert sorted(path.stem for path in (site / "assets" / "anniversaries").iterdir()) == sorted(days)
