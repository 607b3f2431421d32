"""Turn the newest profiles and the year's campaigns into ``feed.xml`` (Atom 1.0, RFC 4287)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from qunyingpu.captions import place_of
from qunyingpu.model.book import PublishedBook
from qunyingpu.model.date import PartialDate
from qunyingpu.model.published import PublishedHero, newest_date
from qunyingpu.model.site import Site
from qunyingpu.occasions import Timetable
from qunyingpu.outputs.feeds.campaigns import exact_day, occurrence_name
from qunyingpu.outputs.feeds.identities import entry_tag, page_address
from qunyingpu.outputs.feeds.wording import fit, span_label
from qunyingpu.writing import Artifact

MOST_HEROES, MOST_CAMPAIGNS = 30, 20
"""Entries of each kind, so that a day on which many are taken in leaves the campaigns their room."""

ANNOUNCED = datetime.timedelta(days=7)
"""How long before its first day a campaign is told of: an entry dated in the future would be hidden by many readers."""

_RIGHTS = "文字采用知识共享署名 4.0 许可协议（CC BY 4.0）；使用者应随本站撤回已撤回的内容。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the feed tells of the page at *url*, new on *day*; *term* and *label* say what kind of thing it is."""

    tag: str
    title: str
    url: str
    day: datetime.date
    summary: str
    term: str
    label: str


def atom_feed(book: PublishedBook, site: Site, table: Timetable) -> Artifact:
    """Return ``feed.xml``: at most 50 entries, latest first, those of one day by their tags.

    Days are those of the data, at midnight in UTC+8, so that a build without news has the feed of the one before.
    """
    heroes = islice(_hero_entries(book, site), MOST_HEROES)
    campaigns = sorted(_campaign_entries(book, site, table), key=lambda entry: (entry.day, entry.tag), reverse=True)
    entries = sorted((*heroes, *campaigns[:MOST_CAMPAIGNS]), key=lambda entry: entry.tag)
    entries.sort(key=lambda entry: entry.day, reverse=True)
    feed = _head(site, entries[0].day if entries else site.as_of)
    for entry in entries:
        _append(feed, entry)
    indent(feed, " ")
    return Artifact("feed.xml", tostring(feed, encoding="utf-8", xml_declaration=True) + b"\n")


def _hero_entries(book: PublishedBook, site: Site) -> Iterator[Entry]:
    """Yield the heroes, the newest first: by the day of being taken in, then the newest honour, then the roll."""
    dated = [(_new_on(hero), newest_date(hero), hero) for hero in book.heroes]
    dated.sort(key=lambda one: (one[0], one[1].sort_key if one[1] else (0, 0, 0)), reverse=True)
    for day, _, hero in dated:
        note = f"（{hero.note}）" if hero.note else ""
        yield Entry(
            tag=entry_tag(site, hero.path),
            title=f"{hero.name}{note}",
            url=page_address(site, hero.path),
            day=min(day, site.as_of),
            summary=f"{hero.deed.date.label}，{place_of(hero)}。{hero.deed.summary}",
            term="hero",
            label="人物与群体",
        )


def _new_on(hero: PublishedHero) -> datetime.date:
    known: PartialDate = hero.added or newest_date(hero) or hero.deed.date
    return datetime.date(known.year, known.month or 1, known.day or 1)


def _campaign_entries(book: PublishedBook, site: Site, table: Timetable) -> Iterator[Entry]:
    """Yield the campaigns of the site's region that have been announced by its day, since its year began."""
    for campaign in book.campaigns:
        for window in table.windows_of(campaign.id) if table.claims[campaign.id].reaches(site.region) else ():
            announced = window.start - ANNOUNCED
            if announced > site.as_of:
                continue
            lines = (span_label(window.start, window.end), exact_day(campaign, window), campaign.slogan)
            yield Entry(
                tag=entry_tag(site, f"campaigns/{occurrence_name(campaign, window)}"),
                title=campaign.name,
                url=page_address(site, f"campaigns/{campaign.id}.html"),
                day=announced,
                summary="。".join(line.rstrip("。") for line in lines if line) + "。",
                term="campaign",
                label="纪念活动",
            )


def _head(site: Site, updated: datetime.date) -> Element:
    feed = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "zh-CN"})
    _text(feed, "id", entry_tag(site, "feed.xml"))
    _text(feed, "title", site.name)
    if site.description:
        _text(feed, "subtitle", site.description)
    _text(feed, "updated", _midnight(updated))
    author = SubElement(feed, "author")
    _text(author, "name", site.name)
    _text(author, "uri", site.url)
    SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": site.address("feed.xml")})
    SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": site.url})
    _text(feed, "icon", site.address("assets/seal.png"))
    _text(feed, "rights", _RIGHTS)
    return feed


def _append(feed: Element, entry: Entry) -> None:
    element = SubElement(feed, "entry")
    _text(element, "id", entry.tag)
    _text(element, "title", entry.title)
    _text(element, "updated", _midnight(entry.day))
    SubElement(element, "link", {"rel": "alternate", "type": "text/html", "href": entry.url})
    SubElement(element, "category", {"term": entry.term, "label": entry.label})
    _text(element, "summary", entry.summary)


def _text(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = fit(text)


def _midnight(day: datetime.date) -> str:
    return f"{day.isoformat()}T00:00:00+08:00"
