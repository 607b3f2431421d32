"""Keep the promises of the shipped roll: what stands under heroes/ and content/ is whole, sourced and dignified.

No test names anyone: the files are the only place where facts about real people stand.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from qunyingpu.model.activity import Activity
from qunyingpu.model.book import Book, PublishedBook, Totals
from qunyingpu.model.campaign import NATIONAL, Campaign
from qunyingpu.model.ceremony import Ceremony
from qunyingpu.model.hero import Hero, Martyr, Reference
from qunyingpu.model.record import Record
from qunyingpu.model.region import region_table
from qunyingpu.model.regulation import Regulation
from qunyingpu.model.rules import broken_rules
from qunyingpu.model.selection import Person, Selected
from qunyingpu.model.vocabulary import Channel, ConsentBasis, Outcome, Tone

ROOT = Path(__file__).parents[1]
DAY = datetime.date(2026, 11, 23)
"""The day of the roll's data."""

PROFILES = sorted((ROOT / "heroes").glob("*/*.yaml"))
RECORDS = [*PROFILES, *sorted((ROOT / "content").glob("*/*.yaml"))]
KINDS: dict[str, type[Record]] = {
    "campaigns": Campaign,
    "ceremonies": Ceremony,
    "activities": Activity,
    "regulations": Regulation,
}
WITHOUT_FIGURE = {"list-2024-q3", "list-2022-q3", "list-2024-q2", "list-2025-q2-q3"}
"""Issues of which no report gave a number: what could be computed from others is not published."""


def _raw(file: Path) -> dict[str, Any]:
    # Every scalar as text, as the project's own reader hands them to the model.
    loaded: dict[str, Any] = yaml.load(file.read_bytes(), yaml.CBaseLoader)  # noqa: S506 - it makes only text
    return loaded


@cache
def _book() -> Book:
    return Book(
        heroes=tuple(Hero.model_validate(_raw(file) | {"id": file.stem}) for file in PROFILES),
        campaigns=tuple(Campaign.model_validate(_raw(file) | {"id": file.stem}) for file in _files("campaigns")),
        ceremonies=tuple(Ceremony.model_validate(_raw(file) | {"id": file.stem}) for file in _files("ceremonies")),
        activities=tuple(Activity.model_validate(_raw(file) | {"id": file.stem}) for file in _files("activities")),
        regulations=tuple(Regulation.model_validate(_raw(file) | {"id": file.stem}) for file in _files("regulations")),
        read_name=str,
    )


def _files(folder: str) -> list[Path]:
    return [file for file in RECORDS if file.parent.name == folder]


@cache
def _published() -> PublishedBook:
    return _book().published(Channel.WEB)


def _keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _keys(part)


def _people_of(selected: Selected) -> tuple[Person, ...]:
    shown = selected.members or (None,)
    return tuple(Person(selected.hero, member) for member in shown)


def test_every_profile_keeps_the_rules() -> None:
    """Every shipped profile is valid by the model and breaks no rule."""
    broken = [(hero.id, rule.code) for hero in _book().heroes for rule in broken_rules(hero, today=DAY)]
    assert not broken


def test_the_totals_are_those_of_the_data() -> None:
    """The roll has 27 profiles: 22 people and 5 groups, 17 fallen with single members, deeds in 19 provinces."""
    assert len(PROFILES) == 27
    assert _published().totals == Totals(people=22, groups=5, fallen=17, provinces=19)


@pytest.mark.parametrize("file", RECORDS, ids=lambda file: file.stem)
def test_nothing_of_the_editors_is_published(file: Path) -> None:
    """No record has a key for the editor's notes, confidence, or computed figures."""
    assert not {"notes", "note", "confidence", "derived", "sourced", "source"} & set(_keys(_raw(file)))


@pytest.mark.parametrize("file", RECORDS, ids=lambda file: file.stem)
def test_records_are_in_canonical_form(file: Path) -> None:
    """Records have keys in the order of the model, no flow style, no tabs, LF and a final newline."""
    kind = KINDS.get(file.parent.name, Hero)
    text = file.read_bytes().decode()
    keys = list(_raw(file))
    assert keys == [key for key in kind.model_fields if key in keys]
    assert not re.search(r"[\t\r]|[ \t]$|^[ -]*\w+: [\[{]", text, re.MULTILINE)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@pytest.mark.parametrize("hero", _book().heroes, ids=lambda hero: hero.id)
def test_an_id_tells_city_and_year_of_the_deed(hero: Hero) -> None:
    """An id opens with the code of the deed's city and its year, and lies in the folder of its first two digits."""
    city = region_table().city_of(hero.deed.region, hero.deed.date.year).code
    assert hero.id.startswith(f"{city}-{hero.deed.date.year}-")
    assert (ROOT / "heroes" / hero.id[:2] / f"{hero.id}.yaml").is_file()


@pytest.mark.parametrize("hero", _book().heroes, ids=lambda hero: hero.id)
def test_profiles_stand_on_public_reports(hero: Hero) -> None:
    """Every profile has two sources or more, rests on public reports, is honoured nationally and shows no portrait."""
    assert len(hero.sources) >= 2
    assert hero.consent.basis is ConsentBasis.PUBLIC_REPORT
    assert hero.portrait is None
    assert hero.honours


@pytest.mark.parametrize("hero", _book().heroes, ids=lambda hero: hero.id)
def test_martyr_is_a_fact_with_a_document(hero: Hero) -> None:
    """Whoever was honoured as 烈士 died, and has its document: the authority's reply, or the sources of the profile."""
    documents = {_cited(source) for source in hero.sources}
    people = [(hero.honours, hero.martyr, hero.deed.outcome)]
    people += [(member.honours, member.martyr, member.outcome or Outcome.SAFE) for member in hero.members]
    for honours, martyr, outcome in people:
        assert bool(martyr) == any("烈士" in honour.title for honour in honours)
        if martyr:
            assert outcome is Outcome.SACRIFICED
            assert martyr.document in documents | _notices(martyr)


def _cited(source: Reference) -> str:
    title = source.title if source.title.startswith("（") else f"《{source.title}》"
    return f"{source.publisher}{title}"


def _notices(martyr: Martyr) -> set[str]:
    granted = f"{martyr.awarded_by}评定，见出处所列报道" if martyr.awarded_by else "公开报道，见出处"
    return {granted, f"{martyr.awarded_by}批复"}


def test_posthumous_honours_go_to_the_dead() -> None:
    """An honour marked as posthumous names only people who died."""
    for hero in _book().heroes:
        for honour in hero.honours:
            members = [member for member in hero.members if member.name in honour.members]
            outcomes = {member.outcome for member in members} if members else {hero.deed.outcome}
            assert not honour.posthumous or outcomes == {Outcome.SACRIFICED}


def test_honours_name_known_ceremonies() -> None:
    """Every ceremony that an honour names has its record, and an honour given there bears its year."""
    ceremonies = {ceremony.id: ceremony for ceremony in _book().ceremonies}
    for hero in _published().heroes:
        for honour in hero.all_honours:
            if honour.ceremony:
                held = ceremonies[honour.ceremony].date
                assert honour.date
                assert held
                assert honour.date.year == held.year


def test_reported_figures_have_sources() -> None:
    """Five conferences and eleven lists ship, each with a source; no figure stands where none was reported."""
    kinds = [ceremony.kind.id for ceremony in _book().ceremonies]
    assert (kinds.count("conference"), kinds.count("list")) == (5, 11)
    for ceremony in _book().ceremonies:
        assert ceremony.sources
        assert bool(ceremony.figures) != (ceremony.id in WITHOUT_FIGURE)


@pytest.mark.parametrize("campaign", _book().campaigns, ids=lambda campaign: campaign.id)
def test_no_living_person_is_mourned(campaign: Campaign) -> None:
    """A solemn campaign finds only people who are known to have died."""
    people = [person for found in _published().selected_by(campaign) for person in _people_of(found)]
    assert campaign.tone is not Tone.SOLEMN or all(person.outcome is Outcome.SACRIFICED for person in people)


def test_qingming_remembers_all_the_fallen() -> None:
    """Qingming finds every one of the fallen, members of groups singly."""
    (qingming,) = (campaign for campaign in _book().campaigns if campaign.id == "qingming")
    people = [person for found in _published().selected_by(qingming) for person in _people_of(found)]
    assert len(people) == _published().totals.fallen


def test_the_national_memorial_day_shows_no_hero() -> None:
    """The memorial day of 12-13 is solemn, lasts one day, and selects nobody."""
    (memorial,) = (campaign for campaign in _book().campaigns if campaign.when.fixed == (12, 13))
    assert memorial.select.words == "none"
    assert (memorial.tone, memorial.before, memorial.after) == (Tone.SOLEMN, 0, 0)
    assert not _published().selected_by(memorial)


def test_campaigns_ship_as_the_data_says() -> None:
    """Of 44 campaigns six are local, two stand all year and select none, and each says on what it rests."""
    campaigns = _book().campaigns
    assert len(campaigns) == 44
    assert sum(campaign.scope != NATIONAL for campaign in campaigns) == 6
    standing = [campaign for campaign in campaigns if campaign.when.standing]
    assert [campaign.select.words for campaign in standing] == ["none", "none"]
    assert not [campaign.id for campaign in campaigns if not campaign.basis or re.search("[a-z]", campaign.basis)]


def test_every_address_is_promised() -> None:
    """The list of addresses is sorted, free of doubles, and has every hero, campaign and ceremony."""
    lines = (ROOT / "heroes" / "permalinks.txt").read_text(encoding="utf-8").splitlines()
    made = {f"heroes/{file.stem}.html" for file in PROFILES}
    made |= {f"{kind}/{file.stem}.html" for kind in ("campaigns", "ceremonies") for file in _files(kind)}
    assert lines == sorted(set(lines))
    assert made <= set(lines)


def test_about_tells_how_to_ask_for_a_correction() -> None:
    """The page about the roll has the anchor for corrections, and gives no address that nobody reads."""
    about = (ROOT / "content" / "about.md").read_text(encoding="utf-8")
    assert "{#correction}" in about
    assert not re.search(r"@|\d{7}", about)
