"""Find what no single field can show to be wrong in a profile: dates out of order, a death without one who died.

`reading` asks for every broken rule of a file at once and gives each its place in the text.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import NamedTuple

from qunyingpu.model.date import PartialDate
from qunyingpu.model.hero import Hero, Honour
from qunyingpu.model.region import region_table
from qunyingpu.model.vocabulary import ConsentBasis, Kind, Outcome, Visibility

MAJORITY = 18
"""未成年人保护法 art. 2; art. 103 forbids what identifies a minor."""


LONG_NAME, LONG_TITLE, LONG_SENTENCE = 30, 50, 120
"""Characters beyond which names become small on cards, titles of honours are cut, and a text must have sentences."""

_SENTENCE_END, _HAN = re.compile("[。！？…]"), re.compile("[\u4e00-\u9fff]")


class BrokenRule(NamedTuple):
    """A rule that a profile breaks: the *path* of the field, the message's *code*, and what its sentence needs."""

    path: tuple[str | int, ...]
    code: str
    context: dict[str, object]


def broken_rules(hero: Hero, *, today: datetime.date) -> Iterator[BrokenRule]:
    """Yield every rule that *hero* breaks, in the order of the file; *today* only judges dates that lie ahead."""
    yield from _deed_rules(hero, today)
    yield from _people_rules(hero)
    yield from _honour_rules(hero.honours, ("honours",), hero, today)
    for index, member in enumerate(hero.members):
        yield from _honour_rules(member.honours, ("members", index, "honours"), hero, today)
    yield from _martyr_rules(hero)
    yield from _publication_rules(hero)
    yield from _unwieldy(hero)


def _deed_rules(hero: Hero, today: datetime.date) -> Iterator[BrokenRule]:
    deed = hero.deed
    yield from _future(deed.date, ("deed", "date"), today)
    if not region_table().is_valid_in(deed.region, deed.date.year):
        yield BrokenRule(("deed", "region"), "region-year", _region_context(deed.region, deed.date.year))
    yield from _death(deed.outcome, deed.died, deed.date, ("deed", "died"))
    if hero.birth_year and deed.date.year < hero.birth_year:
        yield _out_of_order(("birth_year",), ("事发日期", deed.date.label), ("出生年", f"{hero.birth_year}年"))


def _region_context(code: str, year: int) -> dict[str, object]:
    table = region_table()
    region = table.find(code)
    # A code that ended has no past of its own: what it is today tells what it was then.
    places = [place for current in table.today(code) for place in table.in_year(current.code, year)]
    then = "或".join(f" {place.code}（{place.name}）" for place in places[:3])
    return {
        "region": code,
        "name": region.name,
        "year": year,
        "span": f" {region.first_year} 年至{f' {region.last_year} 年' if region.last_year else '今'}",
        "suggestion": f"那一年应写{then}。" if then else "",
    }


def _people_rules(hero: Hero) -> Iterator[BrokenRule]:
    if hero.kind is not Kind.GROUP:
        if hero.members or hero.member_count:
            yield BrokenRule(("members",) if hero.members else ("member_count",), "members-individual", {})
        if hero.deed.outcome is Outcome.MIXED:
            yield BrokenRule(("deed", "outcome"), "outcome-mixed", {})
        return
    if not hero.members and not hero.member_count:
        yield BrokenRule(("kind",), "members-missing", {})
    for index, member in enumerate(hero.members):
        if member.outcome is Outcome.MIXED:
            yield BrokenRule(("members", index, "outcome"), "outcome-mixed", {})
            continue
        yield from _death(member.outcome, member.died, hero.deed.date, ("members", index, "died"))
        if hero.deed.outcome is not Outcome.MIXED and member.outcome not in {None, hero.deed.outcome}:
            yield BrokenRule(("members", index, "outcome"), "outcome-members", {"outcome": hero.deed.outcome.label})


def _honour_rules(
    honours: tuple[Honour, ...], path: tuple[str | int, ...], hero: Hero, today: datetime.date
) -> Iterator[BrokenRule]:
    names = {member.name for member in hero.members}
    for index, honour in enumerate(honours):
        for place, name in enumerate(honour.members):
            if name not in names:
                yield BrokenRule((*path, index, "members", place), "member-unknown", {"name": name})
        if honour.date is None:
            continue
        yield from _future(honour.date, (*path, index, "date"), today)
        if honour.date.surely_before(hero.deed.date):
            yield _out_of_order(
                (*path, index, "date"), ("授予日期", honour.date.label), ("事发日期", hero.deed.date.label)
            )


_CLAIMED = re.compile("烈士(?!陵园|纪念|公园|墓)")


def _martyr_rules(hero: Hero) -> Iterator[BrokenRule]:
    """烈士 stands only where it was granted: 英雄烈士保护法 and 烈士褒扬条例; sources keep their own titles."""
    if hero.martyr and hero.deed.outcome is not Outcome.SACRIFICED:
        yield BrokenRule(("martyr",), "martyr-alive", {"outcome": hero.deed.outcome.label})
    for index, member in enumerate(hero.members):
        if member.martyr and member.outcome is not Outcome.SACRIFICED:
            label = member.outcome.label if member.outcome else "未写"
            yield BrokenRule(("members", index, "martyr"), "martyr-alive", {"outcome": label})
    if hero.martyr or any(member.martyr for member in hero.members):
        return
    for field in ("summary", "story"):
        if _CLAIMED.search(getattr(hero.deed, field)):
            yield BrokenRule(("deed", field), "martyr-word", {})
    for index, honour in enumerate(hero.honours):
        if "烈士" in honour.title:
            yield BrokenRule(("honours", index, "title"), "martyr-word", {})


def _publication_rules(hero: Hero) -> Iterator[BrokenRule]:
    if hero.portrait and hero.portrait.file.rpartition(".")[0] != hero.id:
        ending = hero.portrait.file.rpartition(".")[2]
        yield BrokenRule(("portrait", "file"), "portrait-name", {"expected": f"{hero.id}.{ending}"})
    if not hero.sources:
        yield BrokenRule(("sources",), "sources-missing", {})
    if hero.visibility is Visibility.ALIAS and hero.alias is None:
        yield BrokenRule(("visibility",), "alias-missing", {})
    for index, member in enumerate(hero.members):
        if member.visibility is Visibility.ALIAS and member.alias is None:
            yield BrokenRule(("members", index, "visibility"), "alias-missing", {})
    if hero.visibility is Visibility.WITHHELD and not hero.id.startswith("000000-0000-"):
        yield BrokenRule(("visibility",), "withheld-id", {})
    if (
        hero.birth_year
        and 0 <= hero.deed.date.year - hero.birth_year < MAJORITY
        and hero.deed.outcome is not Outcome.SACRIFICED
        and hero.visibility is Visibility.NAMED
        and hero.consent.basis is not ConsentBasis.GUARDIAN
    ):
        yield BrokenRule(("visibility",), "minor-named", {})


def _unwieldy(hero: Hero) -> Iterator[BrokenRule]:
    """Yield the words that cards and print can only show very small, or must cut where it hurts."""
    if len(hero.name) > LONG_NAME:
        yield BrokenRule(("name",), "name-long", {"count": len(hero.name)})
    for index, honour in enumerate(hero.honours):
        if len(honour.title) > LONG_TITLE:
            yield BrokenRule(("honours", index, "title"), "title-long", {"count": len(honour.title)})
    story = hero.deed.story
    if not _SENTENCE_END.search(story) and len(_HAN.findall(story)) > LONG_SENTENCE:
        yield BrokenRule(("deed", "story"), "story-unended", {})


def _death(
    outcome: Outcome | None, died: PartialDate | None, deed: PartialDate, path: tuple[str | int, ...]
) -> Iterator[BrokenRule]:
    if died is None:
        return
    if outcome is not Outcome.SACRIFICED:
        yield BrokenRule(path, "died-alive", {"outcome": outcome.label if outcome else "未写"})
    if died.surely_before(deed):
        yield _out_of_order(path, ("牺牲日期", died.label), ("事发日期", deed.label))


def _future(date: PartialDate, path: tuple[str | int, ...], today: datetime.date) -> Iterator[BrokenRule]:
    if PartialDate(today.year, today.month, today.day).surely_before(date):
        yield BrokenRule(path, "date-future", {"value": date.label})


def _out_of_order(path: tuple[str | int, ...], later: tuple[str, str], earlier: tuple[str, str]) -> BrokenRule:
    return BrokenRule(
        path,
        "date-order",
        {"later_label": later[0], "later": later[1], "earlier_label": earlier[0], "earlier": earlier[1]},
    )
