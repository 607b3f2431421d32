"""Turn the campaigns into the calendar of a year, and each into a page with those whom it selects."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from qunyingpu.model.book import PublishedBook
from qunyingpu.model.campaign import NATIONAL, Campaign
from qunyingpu.model.region import region_table
from qunyingpu.model.regulation import Regulation
from qunyingpu.model.selection import Person, Selected
from qunyingpu.model.vocabulary import DeedType, Gender, Kind, Level, Outcome, Trait, Vocabulary
from qunyingpu.occasions import Timetable, Window, day_name, title_lines
from qunyingpu.outputs.pages import shells
from qunyingpu.outputs.pages.activity_lists import programme
from qunyingpu.outputs.pages.mourning import Mourned, Selections, mourning_line
from qunyingpu.outputs.pages.press import Page, Press
from qunyingpu.outputs.pages.wording import count_label, day_label, has_fallen, outcome_label, span_label
from qunyingpu.remembrance import Remembrance, anniversaries, in_words, next_great_year, regulations_told
from qunyingpu.story import story_html
from qunyingpu.writing import Artifact

MOST_TALES = 24
"""Profiles told of on a campaign's page; the roll has the rest."""

MOST_ANNIVERSARIES = 366
"""Days of remembrance on the calendar; a longer list is no calendar any more."""

ALL_YEAR = 13
"""The month, in a calendar, of campaigns that run all year."""

_YEARS_TOLD = 3

_CONDITION = re.compile(r"(\w+): \[([^\]]*)\]")
_ASKED: dict[str, type[Vocabulary]] = {
    "traits": Trait,
    "type": DeedType,
    "gender": Gender,
    "outcome": Outcome,
    "level": Level,
    "kind": Kind,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A *campaign* in the calendar: its *place*, empty for the nation, and its dates *this_year* and *next_year*."""

    campaign: Campaign
    place: str
    this_year: str
    next_year: str


def campaign_pages(selections: Selections, press: Press, timetable: Timetable) -> Iterator[Artifact]:
    """Yield ``campaigns/index.html`` and ``campaigns/<id>.html`` for every campaign."""
    yield _calendar(selections.book, press, timetable)
    for campaign in selections.book.campaigns:
        yield _campaign_page(campaign, selections, press, timetable)


def campaign_calendar(campaigns: Iterable[Campaign], timetable: Timetable, year: int) -> list[tuple[int, list[Entry]]]:
    """Return month by month the campaigns of *year*; one without a day in it stands in the month of its next day.

    Standing campaigns come last, under `ALL_YEAR`; ties go by id.
    """
    months: dict[int, list[tuple[tuple[int, str], Entry]]] = {}
    for campaign in campaigns:
        this, following = (_window(campaign, timetable, asked) for asked in (year, year + 1))
        window = this or following
        if window is None and not campaign.when.standing:
            continue
        month, day = (window.day.month, window.day.day) if window else (ALL_YEAR, 0)
        dates = (_days_of(one) if one else "" for one in (this, following))
        entry = Entry(campaign, place_label(campaign), *dates)
        months.setdefault(month, []).append(((day, campaign.id), entry))
    for found in months.values():
        found.sort(key=lambda dated: dated[0])
    return [(month, [entry for _, entry in months[month]]) for month in sorted(months)]


def place_label(campaign: Campaign) -> str:
    """Return the place where alone *campaign* is run, empty for the whole nation."""
    return "" if campaign.scope == NATIONAL else region_table().full_name(campaign.scope)


def reasons(campaign: Campaign, item: Selected) -> tuple[str, ...]:
    """Return which of the words that *campaign* asks for are true of *item*, in the order of the vocabularies."""
    persons = _persons(item)
    return tuple(term.label for term in asked_terms(campaign) if any(_is_true(term, person) for person in persons))


def reason_counts(campaign: Campaign, selected: Iterable[Selected]) -> tuple[str, ...]:
    """Return ``退役军人 8 位``, ``1 个群体`` after it where a group is meant as a whole, for each word asked for.

    Of groups the members that were asked for are counted. A word that is true of nobody is left out, and so is the
    kind of profile, by which people and groups are told apart anyway.
    """
    people: Counter[Vocabulary] = Counter()
    groups: Counter[Vocabulary] = Counter()
    terms = [term for term in asked_terms(campaign) if not isinstance(term, Kind)]
    for item in selected:
        whole = item.hero.kind is Kind.GROUP and not item.members
        for person in _persons(item):
            (groups if whole else people).update(term for term in terms if _is_true(term, person))
    counts = ((term, people[term], groups[term]) for term in terms if people[term] or groups[term])
    return tuple(
        f"{term.label} " + "、".join(part for part in (single and f"{single} 位", whole and f"{whole} 个群体") if part)
        for term, single, whole in counts
    )


def asked_terms(campaign: Campaign) -> tuple[Vocabulary, ...]:
    """Return the terms that the query of *campaign* asks for, however the file spells them; none if it excludes any."""
    words = campaign.select.words
    if "not(" in words:
        return ()
    asked = {(key, value) for key, values in _CONDITION.findall(words) for value in re.findall("'([^']*)'", values)}
    return tuple(
        term
        for key, vocabulary in _ASKED.items()
        for term in vocabulary
        if any((key, spelling) in asked for spelling in (term.id, term.label, *term.aliases))
    )


def _persons(item: Selected) -> list[Person]:
    return [Person(item.hero, member) for member in item.members] or [Person(item.hero, None)]


def _is_true(term: Vocabulary, person: Person) -> bool:
    deed = person.hero.deed
    return term in {*person.traits, deed.type, person.gender, person.outcome, person.hero.level, person.hero.kind}


def _calendar(book: PublishedBook, press: Press, timetable: Timetable) -> Artifact:
    year = press.site.as_of.year
    remembered = [item for item in anniversaries(book) if item.kind is Remembrance.DIED]
    days: dict[int, list[tuple[str, str, str]]] = {}
    for item in remembered if len(remembered) <= MOST_ANNIVERSARIES else ():
        entry = (f"{item.date.month}月{item.date.day}日", item.name, item.hero.id)
        days.setdefault(item.date.month, []).append(entry)
    return press.print(
        Page(
            kind=shells.Kind.CAMPAIGN,
            path="campaigns/index.html",
            title="纪念活动",
            description="一年里的纪念日与宣传活动，牺牲者的纪念日。",
            template="campaigns.html",
            context={
                "year": year,
                "months": campaign_calendar(book.campaigns, timetable, year),
                "anniversaries": sorted(days.items()),
                "programme": programme(book.activities, book, press.site.as_of),
                "others": programme((one for one in book.activities if not one.campaign), book, press.site.as_of),
                "regulations": [_regulation_entry(one, year) for one in regulations_told(book, press.site.region)],
            },
        )
    )


def _regulation_entry(regulation: Regulation, year: int) -> dict[str, object]:
    """Return a regulation with its place and the great anniversary that is in *year* or next after it, as a date."""
    place = "" if regulation.scope == NATIONAL else region_table().full_name(regulation.scope)
    great, years = next_great_year(regulation.effective.year, year)
    return {
        "regulation": regulation,
        "place": "" if regulation.name.startswith(place) else place,
        "great": f"{great}年满{in_words(years)}周年",
        "text": Markup(story_html(regulation.text)),  # noqa: S704 - safe by its module's promise
    }


def _campaign_page(campaign: Campaign, selections: Selections, press: Press, timetable: Timetable) -> Artifact:
    selected = selections.of(campaign)
    mourned = selections.mourned_by(campaign)
    line = campaign_line(campaign, mourned)
    return press.print(
        Page(
            kind=shells.Kind.CAMPAIGN,
            path=f"campaigns/{campaign.id}.html",
            title=campaign.name,
            description=line or f"{campaign.name}：日期、依据与人物。",
            template="campaign.html",
            context={
                "campaign": campaign,
                "lines": title_lines(campaign.name),
                "line": line,
                "place": place_label(campaign),
                "day_name": day_name(campaign.when),
                "upcoming": _upcoming(campaign, timetable, press.site.as_of),
                "dates": tuple(_dates(campaign, timetable, press.site.as_of.year)),
                "text": Markup(story_html(campaign.text)),  # noqa: S704 - safe by its module's promise
                "mourned": mourned,
                "count": count_label(item.hero for item in selected) if selected else "",
                "reasons": reason_counts(campaign, selected),
                "programme": programme(selections.book.activities_of(campaign.id), selections.book, press.site.as_of),
                "tales": [tale_of(campaign, item) for item in selected[:MOST_TALES]],
                "more": len(selected) > MOST_TALES,
            },
        )
    )


def campaign_line(campaign: Campaign, mourned: tuple[Mourned, ...]) -> str:
    """Return the line under the title of *campaign*: its slogan, else how many it mourns, empty for neither."""
    return campaign.slogan or (mourning_line(mourned) if mourned else "")


def tale_of(campaign: Campaign, item: Selected) -> dict[str, object]:
    """Return a selected profile with its mark, why it is here, and of a group the members that were asked for."""
    mark = outcome_label(item.hero) if has_fallen(item.hero) else ""
    return {
        "hero": item.hero,
        "mark": mark,
        "why": [reason for reason in reasons(campaign, item) if reason != mark],
        "members": [member.name for member in item.members],
    }


def _window(campaign: Campaign, timetable: Timetable, year: int) -> Window | None:
    return next((window for window in timetable.windows_of(campaign.id) if window.day.year == year), None)


def _days_of(window: Window) -> str:
    """Return ``4月1日至10日``, with its year in front where the window begins in another year than its own day."""
    year = "" if window.start.year == window.day.year else f"{window.start.year}年"
    return year + span_label(window.start, window.end)


def _upcoming(campaign: Campaign, timetable: Timetable, as_of: datetime.date) -> str:
    ahead = (window for window in timetable.windows_of(campaign.id) if window.end >= as_of)
    window = next(ahead, None)
    if campaign.when.standing or window is None:
        return "全年开展" if campaign.when.standing else ""
    return f"{window.start.year}年{span_label(window.start, window.end)}"


def _dates(campaign: Campaign, timetable: Timetable, year: int) -> Iterator[tuple[str, str]]:
    """Yield the campaign's own day, and the days around it where there are any, of three years."""
    windows: Sequence[Window | None] = [_window(campaign, timetable, year + offset) for offset in range(_YEARS_TOLD)]
    for window in windows:
        if window is not None:
            around = "" if window.start == window.end else span_label(window.start, window.end)
            yield day_label(window.day), around
