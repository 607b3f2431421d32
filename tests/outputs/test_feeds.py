"""Calendars and the feed: read back by parsers that are not ours, stable in their names, and hiding what is hidden."""

from __future__ import annotations

import dataclasses
import datetime
import re
from typing import Any

import feedparser
import pytest
import vobject
from icalendar import Calendar

from campaigns import a_campaign, a_year
from people import a_book, a_hero
from qunyingpu.model.activity import Activity
from qunyingpu.model.campaign import NATIONAL, Campaign
from qunyingpu.model.hero import Hero
from qunyingpu.model.regulation import Regulation
from qunyingpu.model.site import Site
from qunyingpu.model.vocabulary import Channel
from qunyingpu.occasions import timetable
from qunyingpu.outputs.feeds import feeds, remembered

AS_OF = datetime.date(2026, 11, 23)
HOSTILE = "测试<b>&\"';\\,甲"


def _made(
    *heroes: Hero,
    campaigns: tuple[Campaign, ...] = (),
    activities: tuple[Activity, ...] = (),
    regulations: tuple[Regulation, ...] = (),
    **site: Any,
) -> dict[str, bytes]:
    """Return the files by path, on the day `AS_OF` unless *site* says otherwise."""
    values: dict[str, Any] = {"name": "测试名录", "url": "https://roll.example/", "description": "测试", "as_of": AS_OF}
    place = Site(**(values | site))
    book = dataclasses.replace(a_book(*heroes, campaigns=campaigns), activities=activities, regulations=regulations)
    table = timetable(campaigns, place.as_of.year)
    return {artifact.path: artifact.content for artifact in feeds(book.published(Channel.WEB), place, table)}


def _events(content: bytes) -> list[dict[str, Any]]:
    """Return what icalendar's own parser finds in each event: texts, and dates as dates."""
    return [
        {name.lower(): getattr(value, "dt", None) or str(value) for name, value in event.items()}
        for event in Calendar.from_ical(content).walk("VEVENT")
    ]


def _by_uid(content: bytes) -> dict[str, dict[str, Any]]:
    return {event["uid"]: event for event in _events(content)}


def _fallen(**changes: Any) -> Hero:
    deed = {"outcome": "sacrificed", "died": "2007-11-30"} | changes.pop("deed", {})
    return a_hero(**({"deed": deed} | changes))


def _activity(**changes: Any) -> Activity:
    values = {"id": "one", "name": "测试活动", "campaign": "test", "date": "2027-06-14", "place": "测试公园"}
    return Activity.model_validate(values | {"organiser": "测试基金会"} | changes)


def _rich() -> dict[str, bytes]:
    """Return the files of a roll that has everything, and texts in it that no format likes."""
    hostile = a_campaign(
        "hostile", name=HOSTILE, slogan=HOSTILE, basis="依据\x07\x1b[2J\u2028END:VEVENT\ufffe" + HOSTILE
    )
    return _made(
        a_hero(name=HOSTILE),
        _fallen(
            id="330700-2007-aaaaa", name="测试乙", deed={"summary": f"一句话，{HOSTILE}，桥边。", "died": "2008-02-29"}
        ),
        campaigns=(*a_year(), hostile),
        activities=(_activity(campaign="hostile", name=HOSTILE, place=HOSTILE),),
        regulations=(_regulation(name=HOSTILE),),
    )


def _regulation(**changes: Any) -> Regulation:
    values = {"id": "law", "name": "测试条例", "scope": "320000", "effective": "1998-07-01"}
    return Regulation.model_validate(values | {"sources": [{"title": "虚构资料（测试用）"}]} | changes)


# ── every calendar ──


def test_the_promised_addresses() -> None:
    """There is one calendar of all, one for each dated campaign, one of anniversaries, and the feed."""
    campaigns = (a_campaign("dated"), a_campaign("standing", when={"standing": "true"}))
    assert set(_made(campaigns=campaigns)) == {
        "calendar.ics",
        "campaigns/dated.ics",
        "anniversaries.ics",
        "feed.xml",
    }


def test_two_parsers_read_every_calendar_alike() -> None:
    """The parser of icalendar and vobject take each file whole and find the same events in it."""
    for path, content in _rich().items():
        if path.endswith(".ics"):
            first = [
                (event["uid"], event["summary"], event["dtstart"], event["dtend"], event.get("description"))
                for event in _events(content)
            ]
            (other,) = vobject.readComponents(content.decode())
            second = [
                tuple(
                    event.contents[name][0].value if name in event.contents else None
                    for name in ("uid", "summary", "dtstart", "dtend", "description")
                )
                for event in other.contents["vevent"]
            ]
            assert first == second, path
            assert not any(component.errors for component in Calendar.from_ical(content).walk()), path


def test_a_calendar_says_what_it_is() -> None:
    """Name, method, and how often to look again stand in the file, in the old spelling and the new."""
    head = _made(campaigns=(a_campaign(),))["calendar.ics"].decode().split("BEGIN:VEVENT")[0].split("\r\n")
    assert head[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert {
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "NAME:测试名录：纪念活动",
        "X-WR-CALNAME:测试名录：纪念活动",
        "REFRESH-INTERVAL;VALUE=DURATION:P7D",
        "X-PUBLISHED-TTL:P7D",
    } < set(head)


def test_lines_are_folded_between_characters() -> None:
    """No line has more than 75 octets, each is UTF-8 by itself, and all end as the standard wants."""
    for path, content in _rich().items():
        if path.endswith(".ics"):
            lines = content.split(b"\r\n")
            assert lines.pop() == b""
            assert max(map(len, lines)) <= 75
            for line in lines:
                assert not re.search("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]", line.decode())


def test_an_event_has_its_days_and_no_rule() -> None:
    """春节 2027 is on 6 February; the end is the day after the last; nothing repeats, nothing makes anyone busy."""
    campaign = a_campaign("spring", when={"lunar": "01-01"}, before="3", after="2", tone="festive")
    events = _by_uid(_made(campaigns=(campaign,))["calendar.ics"])
    event = events["spring-2027@roll.example"]
    assert (event["dtstart"], event["dtend"]) == (datetime.date(2027, 2, 3), datetime.date(2027, 2, 9))
    assert event["transp"] == "TRANSPARENT"
    assert "正日：2027年2月6日，农历正月初一" in event["description"]
    assert event["url"] == "https://roll.example/campaigns/spring.html"
    content = _made(campaigns=(campaign,))["calendar.ics"]
    assert b"CATEGORIES:\xe5\x96\x9c\xe5\xba\x86\r\n" in content
    assert b"DTSTART;VALUE=DATE:20270203" in content
    assert b"RRULE" not in content


def test_a_single_day_has_an_end() -> None:
    """The end of one day is the next day, written out."""
    (event, *_) = _events(_made(campaigns=(a_campaign(),))["calendar.ics"])
    assert (event["dtstart"], event["dtend"]) == (datetime.date(2026, 6, 15), datetime.date(2026, 6, 16))
    assert "description" not in event


def test_each_campaign_has_one_event_a_year() -> None:
    """Of a real year every dated campaign stands in this year and the three to come, on the days of the timetable."""
    year = a_year()
    events = _by_uid(_made(campaigns=year)["calendar.ics"])
    dated = {campaign.id for campaign in year if not campaign.when.standing}
    assert set(events) == {f"{one}-{number}@roll.example" for one in dated for number in range(2026, 2030)}
    for window in timetable(year, 2026).windows:
        if window.day.year < 2030:
            event = events[f"{window.campaign_id}-{window.day.year}@roll.example"]
            assert (event["dtstart"], event["dtend"]) == (window.start, window.end + datetime.timedelta(days=1))


def test_stamps_come_from_the_data() -> None:
    """The stamp is the day of the data, and a later day has a higher sequence, so that a correction is taken."""
    campaigns = (a_campaign(),)
    old, new = (
        _events(_made(campaigns=campaigns, as_of=day)["calendar.ics"])[0] for day in (AS_OF, AS_OF.replace(day=24))
    )
    assert old["dtstamp"] == datetime.datetime(2026, 11, 23, tzinfo=datetime.UTC)
    assert int(new["sequence"]) > int(old["sequence"]) > 0


def test_the_same_data_give_the_same_bytes() -> None:
    """Two builds are equal, whatever the order of reading."""
    people = (a_hero(), _fallen(id="330700-2007-aaaaa"))
    year = a_year()
    assert _made(*people, campaigns=year) == _made(*reversed(people), campaigns=tuple(reversed(year)))


# ── campaigns ──


def test_a_corrected_date_moves_the_event() -> None:
    """UIDs are of campaign and year, unique, and the same after a correction."""
    before, after = (
        _by_uid(_made(campaigns=(a_campaign(when={"fixed": day}),))["calendar.ics"]) for day in ("06-15", "07-20")
    )
    assert set(before) == set(after)
    assert len(before) == 4
    assert before["test-2027@roll.example"]["dtstart"] != after["test-2027@roll.example"]["dtstart"]


def test_two_days_of_one_year_are_two_events() -> None:
    """The second occasion in a year has a UID of its own, and the page's calendar has both."""
    campaigns = (a_campaign(when={"dates": ["2027-03-01", "2027-09-01"]}),)
    events = _by_uid(_made(campaigns=campaigns)["campaigns/test.ics"])
    assert {uid: event["dtstart"].month for uid, event in events.items()} == {
        "test-2027@roll.example": 3,
        "test-2027-2@roll.example": 9,
    }


@pytest.mark.parametrize("region", [NATIONAL, "330100"])
def test_local_campaigns_name_their_place(region: str) -> None:
    """A campaign of another place is listed, and nobody takes it for the nation's; a name that says so says it once."""
    local = (a_campaign("one", name="测试日", scope="320100"), a_campaign("two", name="江苏省测试日", scope="320000"))
    summaries = {event["summary"] for event in _events(_made(campaigns=local, region=region)["calendar.ics"])}
    assert summaries == {"测试日（江苏省南京市）", "江苏省测试日"}


def test_the_day_is_told_truly() -> None:
    """Of dates that lie beside their day it is said that they are counted from it; a span has no day of its own."""
    beside = a_campaign("beside", when={"lunar": "01-01"}, before="25", after="-1")
    span = a_campaign("span", when={"span": ["2027-05-01", "2027-05-31"]}, basis="测试依据")
    events = _by_uid(_made(campaigns=(beside, span))["calendar.ics"])
    assert events["beside-2027@roll.example"]["description"] == "日期的推算以2027年2月6日，农历正月初一为准"
    assert events["span-2027@roll.example"]["description"] == "依据：测试依据"
    assert events["span-2027@roll.example"]["dtend"] == datetime.date(2027, 6, 1)


def test_a_campaign_that_is_over_has_no_file() -> None:
    """A calendar without any event is not offered."""
    campaigns = (a_campaign(when={"dates": ["2019-03-01"]}),)
    made = _made(campaigns=campaigns)
    assert "campaigns/test.ics" not in made
    assert _events(made["calendar.ics"]) == []


def test_activities_stand_in_their_campaigns_calendar() -> None:
    """Place and organiser are told; old years, other campaigns' activities and the calendar of all stay without."""
    activities = (
        _activity(region="320505", end="2027-06-16"),
        _activity(id="old", date="2024-06-14"),
        _activity(id="other", campaign="elsewhere"),
    )
    made = _made(campaigns=(a_campaign(),), activities=activities)
    found = [event for event in _events(made["campaigns/test.ics"]) if ".activity@" in event["uid"]]
    assert [event["uid"] for event in found] == ["one.activity@roll.example"]
    assert found[0]["location"] == "江苏省苏州市虎丘区 测试公园"
    assert found[0]["description"] == "主办：测试基金会"
    assert found[0]["url"] == "https://roll.example/campaigns/test.html#activity-one"
    assert found[0]["dtend"] == datetime.date(2027, 6, 17)
    assert b"activity@" not in made["calendar.ics"]


# ── remembrance ──


def _anniversaries(*heroes: Hero, **site: Any) -> dict[str, dict[str, Any]]:
    return _by_uid(_made(*heroes, **site)["anniversaries.ics"])


def test_the_fallen_are_remembered_with_their_years() -> None:
    """On the day of death, in whole years, with the place and the sentence of the profile."""
    event = _anniversaries(_fallen())["320500-2024-aaaaa-died-2027@roll.example"]
    assert event["summary"] == "测试甲牺牲二十周年"
    assert event["dtstart"] == datetime.date(2027, 11, 30)
    assert event["description"].startswith("2007年11月30日牺牲，江苏省苏州市。\n测试用的一句话")
    assert event["url"] == "https://roll.example/heroes/320500-2024-aaaaa.html"


def test_the_living_are_never_mourned() -> None:
    """Their day is that of the deed, in other words, from the year after it."""
    events = _anniversaries(a_hero(deed={"date": "2026-06-24"}))
    assert [event["summary"] for event in events.values()] == [f"测试甲见义勇为{word}周年" for word in "一两三"]
    assert "牺牲" not in str(events)


def test_the_29th_of_february_is_kept_every_year() -> None:
    """In common years on the 28th, as everywhere on the site, under UIDs that do not tell."""
    days = [event["dtstart"] for event in _anniversaries(_fallen(deed={"died": "2008-02-29"})).values()]
    assert [(day.month, day.day) for day in days] == [(2, 28), (2, 28), (2, 29), (2, 28)]


def _group(*members: tuple[str, str]) -> Hero:
    values = [{"name": name, "outcome": "sacrificed", "died": died} for name, died in members]
    return a_hero(name="测试群体", kind="group", members=values, deed={"outcome": "mixed"})


def test_a_group_has_an_event_for_each_day() -> None:
    """The first keeps its UID when the other's date is corrected, and is itself moved, not renamed."""
    before = _anniversaries(_group(("测试甲", "2024-06-24"), ("测试乙", "2024-06-26")))
    after = _anniversaries(_group(("测试甲", "2024-06-30"), ("测试乙", "2024-06-26")))
    for events in (before, after):
        assert events["320500-2024-aaaaa-died-2027@roll.example"]["summary"] == "测试甲牺牲三周年"
        assert events["320500-2024-aaaaa-died-2-2027@roll.example"]["summary"] == "测试乙牺牲三周年"


def test_a_large_group_is_named_in_the_description() -> None:
    """A summary stays short enough for a phone; nobody is left out for that."""
    names = [f"测试成员{letter}" for letter in "甲乙丙丁戊己"]
    event = _anniversaries(_group(*((name, "2024-06-24") for name in names)))[
        "320500-2024-aaaaa-died-2027@roll.example"
    ]
    assert event["summary"] == "测试群体成员牺牲三周年"
    assert all(name in event["description"] for name in names)


def test_a_long_roll_tells_of_the_fallen_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Past the limit the living are left out, then all but the great years, then the fifth: kinds, not chance."""
    people = [a_hero(), *(_fallen(id=f"330700-2007-aaaa{letter}", name=f"测试{letter}") for letter in "bcd")]
    people += [_fallen(id=f"330700-2021-aaaa{x}", name=f"测试{x}", deed={"died": "2022-03-01"}) for x in "ef"]
    summaries = {}
    for limit in (6, 5, 2, 1):
        monkeypatch.setattr(remembered, "MOST_A_YEAR", limit)
        summaries[limit] = sorted(event["summary"] for event in _anniversaries(*people).values())
    assert sum("见义勇为" in summary for summary in summaries[6]) == 4
    assert summaries[5] == [summary for summary in summaries[6] if "牺牲" in summary]
    assert summaries[1] == [f"测试{letter}牺牲二十周年" for letter in "bcd"]
    assert summaries[2] == [*summaries[1], "测试e牺牲五周年", "测试f牺牲五周年"]


def test_regulations_have_their_years() -> None:
    """施行三十周年 of a regulation that holds in the site's region; none where its day is unknown."""
    laws = (_regulation(), _regulation(id="vague", effective="1995"), _regulation(id="far", scope="440000"))
    events = _by_uid(_made(regulations=laws, region="320500")["anniversaries.ics"])
    assert set(events) == {f"regulation-law-{year}@roll.example" for year in range(2026, 2030)}
    event = events["regulation-law-2028@roll.example"]
    assert event["summary"] == "《测试条例》施行三十周年"
    assert event["dtstart"] == datetime.date(2028, 7, 1)
    assert event["url"] == "https://roll.example/campaigns/index.html#regulation-law"


# ── what is hidden, what is hostile ──


def test_hidden_names_are_in_no_file() -> None:
    """Masks hold in calendars and feed, in other people's texts too; a pseudonym is marked as one."""
    hidden = (
        _fallen(id="330700-2007-aaaab", name="暗中人", visibility="masked"),
        _fallen(id="330700-2007-aaaac", name="化身人", visibility="alias", alias="测试丙"),
        _fallen(id="330700-2007-aaaad", name="草稿人", draft="是"),
    )
    names = ("暗中人", "化身人", "草稿人")
    campaign = a_campaign(slogan="、".join(names), basis="、".join(names), before="1")
    made = _made(*hidden, campaigns=(campaign,), activities=(_activity(name="纪念暗中人"),))
    for path, content in made.items():
        text = content.decode().replace("\r\n ", "")
        assert not any(name in text for name in names), path
        assert "aaaad" not in text
    assert "测试丙（化名）牺牲" in made["anniversaries.ics"].decode()
    assert "测试丙（化名）" in made["feed.xml"].decode()


def test_hostile_texts_stay_texts() -> None:
    """What looks like markup or like an event is shown as it was written, and begins nothing."""
    made = _rich()
    events = _by_uid(made["campaigns/hostile.ics"])
    event = events["hostile-2026@roll.example"]
    assert event["summary"] == HOSTILE
    assert event["description"] == f"{HOSTILE}\n依据：依据  [2J END:VEVENT {HOSTILE}"
    assert events["one.activity@roll.example"]["location"] == HOSTILE
    assert len(events) == 5
    titles = {entry.title for entry in feedparser.parse(made["feed.xml"]).entries}
    assert HOSTILE in titles


def test_a_chinese_domain_is_written_in_ascii() -> None:
    """UIDs and tags are the same however the address of the site is written."""
    made = [
        _made(campaigns=(a_campaign(),), url=url) for url in ("https://测试.example/", "https://xn--0zwm56d.example/")
    ]
    assert _by_uid(made[0]["calendar.ics"]).keys() == _by_uid(made[1]["calendar.ics"]).keys()
    assert b"tag:xn--0zwm56d.example,2026:/feed.xml" in made[0]["feed.xml"]


# ── the feed ──


def _feed(*heroes: Hero, **rest: Any) -> Any:
    feed = feedparser.parse(_made(*heroes, **rest)["feed.xml"])
    assert not feed.bozo, feed
    return feed


def test_the_feed_is_sound() -> None:
    """The parser finds nothing to complain of, even where texts are hostile and where nothing is in the roll."""
    for made in (_rich(), _made()):
        feed = feedparser.parse(made["feed.xml"])
        assert not feed.bozo
        assert feed.version == "atom10"
        assert feed.feed.id == "tag:roll.example,2026:/feed.xml"
        assert feed.feed.title == feed.feed.author_detail.name == "测试名录"
        assert {link.rel: link.href for link in feed.feed.links} == {
            "self": "https://roll.example/feed.xml",
            "alternate": "https://roll.example/",
        }
        assert feed.feed.rights
        assert len({entry.id for entry in feed.entries}) == len(feed.entries)


def test_a_hero_is_news_on_the_day_of_being_taken_in() -> None:
    """Else on the day of the newest honour, as far as known; never after the day of the data."""
    entries = _feed(
        a_hero(added="2026-11-01"),
        a_hero(id="320500-2024-aaaab", name="测试乙", honours=[{"title": "测试", "date": "2025-07"}]),
        a_hero(id="320500-2024-aaaac", name="测试丙", honours=[]),
        a_hero(id="320500-2024-aaaad", name="测试丁", added="2026-12-24"),
    ).entries
    assert [(entry.title, entry.updated) for entry in entries] == [
        ("测试丁", "2026-11-23T00:00:00+08:00"),
        ("测试甲", "2026-11-01T00:00:00+08:00"),
        ("测试乙", "2025-07-01T00:00:00+08:00"),
        ("测试丙", "2024-06-24T00:00:00+08:00"),
    ]
    assert entries[1].id == "tag:roll.example,2026:/heroes/320500-2024-aaaaa.html"
    assert entries[1].link == "https://roll.example/heroes/320500-2024-aaaaa.html"
    assert entries[1].summary.startswith("2024年6月24日，江苏省苏州市。测试用的一句话")


def test_a_campaign_is_news_a_week_before_it_begins() -> None:
    """Its entry keeps tag and date from then on; nothing in the feed lies ahead of the data."""
    campaigns = (a_campaign("near", when={"fixed": "12-04"}, before="4"), a_campaign("far", when={"fixed": "12-25"}))
    before = _feed(campaigns=campaigns, as_of=datetime.date(2026, 11, 22)).entries
    (after,) = _feed(campaigns=campaigns).entries
    (later,) = _feed(campaigns=campaigns, as_of=datetime.date(2026, 12, 5)).entries
    assert before == []
    assert (after.id, after.updated) == (later.id, later.updated)
    assert (after.id, after.updated) == ("tag:roll.example,2026:/campaigns/near-2026", "2026-11-23T00:00:00+08:00")
    assert after.summary == "2026年11月30日至12月4日。正日：2026年12月4日。"


def test_the_feed_has_only_what_the_site_shows() -> None:
    """A campaign of another place and a standing one are no news here."""
    standing = a_campaign("standing", when={"standing": "true"})
    campaigns = (a_campaign("here", scope="320000"), a_campaign("there", scope="330000"), standing)
    assert [entry.id[-9:] for entry in _feed(campaigns=campaigns, region="320500").entries] == ["here-2026"]


def test_the_feed_stays_short_and_leaves_room_for_campaigns() -> None:
    """Of many heroes taken in on one day the last honoured thirty are told, and twenty campaigns beside them."""
    crowd = [
        a_hero(
            id=f"320500-2024-aa{first}{second}a",
            name=f"测试{first}{second}",
            added="2026-11-23",
            honours=[{"title": "测试", "date": f"2025-{'bcdefghjk'.index(first) + 1:02}-01"}],
        )
        for first in "bcdefghjk"
        for second in "bcdef"
    ]
    entries = _feed(*crowd, campaigns=a_year()).entries
    heroes = [entry for entry in entries if entry.tags[0].term == "hero"]
    assert (len(heroes), len(entries)) == (30, 50)
    assert {entry.title[2] for entry in heroes} == set("efghjk")
