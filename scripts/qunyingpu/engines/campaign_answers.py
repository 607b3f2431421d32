"""Answer `qunyingpu campaigns`: what a day shows, or what a year holds, in words and as data."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any, NamedTuple

from qunyingpu.engines.build_day import real_day
from qunyingpu.engines.project import any_site
from qunyingpu.errors import ContentError, UsageError
from qunyingpu.model.book import PublishedBook
from qunyingpu.model.site import Site
from qunyingpu.model.vocabulary import Channel
from qunyingpu.occasions import CALENDAR_YEARS, campaigns_on, timetable, year_of
from qunyingpu.outputs.plan import year_table
from qunyingpu.reading import read_book, wrong_references
from qunyingpu.writing import CACHE, Store


class Answer(NamedTuple):
    """The same in *words* for people and as *data*, ready for JSON."""

    words: str
    data: dict[str, Any]


def day_answer(root: Path, day: datetime.date) -> Answer:
    """Return the campaign that the site of the project at *root* shows on *day*, and what else falls on it.

    Raises ContentError for mistakes in content or settings, and UsageError for a year without a calendar.
    """
    book, site = _read(root)
    table = timetable(book.campaigns, _within(day.year), years=1, overrides=site.overrides)
    data = campaigns_on(table, book.campaigns, day, site.region)
    return Answer(_in_words(data, book), data)


def year_answer(root: Path, year: str) -> Answer:
    """Return all campaigns of *year*, which is written in four digits, local ones of any place too; raise as above."""
    if not (year.isascii() and year.isdigit() and len(year) == 4):
        raise UsageError(f"“{year}”不是年份，请写成 2027 这样。")
    asked = _within(int(year))
    book, _ = _read(root)
    table = timetable(book.campaigns, asked, years=1)
    known = {campaign.id: campaign for campaign in book.campaigns}
    return Answer(year_table(table, known, asked), year_of(table, book.campaigns, asked))


def _read(root: Path) -> tuple[PublishedBook, Site]:
    site = any_site(root)
    book = read_book(root, today=real_day(), cache=Store(root / CACHE).trees)
    wrong = tuple(wrong_references(root, site, book))
    if wrong:
        raise ContentError(wrong)
    return book.published(Channel.WEB), site


def _within(year: int) -> int:
    if year not in CALENDAR_YEARS:
        raise UsageError(f"年份要在 {CALENDAR_YEARS[0]} 年至 {CALENDAR_YEARS[-1]} 年之间，现在是 {year} 年。")
    return year


def _in_words(data: dict[str, Any], book: PublishedBook) -> str:
    names = {campaign.id: campaign.name for campaign in book.campaigns}
    campaign = data["campaign"]
    chosen = f"{campaign['name']}（{campaign['id']}）" if campaign else "没有活动"
    also = "、".join(f"{names[other]}（{other}）" for other in data["also"])
    return f"{data['day']}：{chosen}" + (f"\n同日还有：{also}" if also else "")
