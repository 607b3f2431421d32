"""Turn a hero into what the book tells of one: the name, a note of who it was, the story, and where it is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qunyingpu.captions import place_of
from qunyingpu.model.date import PartialDate
from qunyingpu.model.hero import Honour, Martyr, Reference
from qunyingpu.model.published import PublishedHero
from qunyingpu.model.vocabulary import Kind, Outcome
from qunyingpu.outputs.print.numerals import in_numerals, read_out
from qunyingpu.outputs.print.wording import honour_title, set_name
from qunyingpu.story import story_text

_BLANK = "\u3000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is set of one hero; every number in it is a Chinese numeral, but those of names."""

    name: str
    note: str
    """Who it was, and what the deed was, as a note below the name."""
    story: tuple[str, ...]
    honours: str
    sources: str


def entry_of(hero: PublishedHero) -> Entry:
    """Return what the book tells of *hero*."""
    names = (hero.name, *hero.former_names, *(member.name for member in hero.members))

    def told(text: str) -> str:
        return in_numerals(text, names)

    story = story_text(hero.deed.story) or hero.deed.summary
    return Entry(
        name=set_name(hero),
        note=told(_joined(_who(hero), _members(hero), _what(hero))),
        story=tuple(told(paragraph.strip()) for paragraph in story.split("\n") if paragraph.strip()),
        honours=told(_joined(*map(_honour, hero.timeline), *_martyrs(hero))),
        sources=told(_joined(*map(_source, hero.sources))),
    )


def _who(hero: PublishedHero) -> str:
    gender = hero.gender.label if hero.gender else ""
    born = f"{hero.birth_year}年生" if hero.birth_year else ""
    former = f"曾用名{'、'.join(hero.former_names)}" if hero.former_names else ""
    parts = (former, gender, hero.ethnicity, born, hero.occupation, hero.employer)
    return _sentence(*parts)


def _members(hero: PublishedHero) -> str:
    """Return how many they were and who; of the named only those who died are told so."""
    if hero.kind is not Kind.GROUP:
        return ""
    everyone = f"共{read_out(hero.member_count)}人" if hero.member_count else ""
    named = "、".join(
        f"{member.name}（牺牲）" if member.outcome is Outcome.SACRIFICED and not hero.is_mourned else member.name
        for member in hero.members
    )
    return _sentence(everyone, f"列名{read_out(len(hero.members))}人：{named}" if named else "")


def _what(hero: PublishedHero) -> str:
    deed = hero.deed
    rescued = f"{deed.rescued}人获救" if deed.rescued else ""
    return _sentence(f"{deed.date.label}，{place_of(hero)}，{deed.type.label}", rescued, _fate(hero))


def _fate(hero: PublishedHero) -> str:
    deed = hero.deed
    if not hero.is_mourned:
        return Outcome.INJURED.label if deed.outcome is Outcome.INJURED else ""
    return f"{deed.died.label}牺牲" if deed.died and deed.died != deed.date else "牺牲"


def _honour(honour: Honour) -> str:
    bearers = f"授予{'、'.join(honour.members)}" if honour.members else ""
    return _sentence(_label(honour.date), honour_title(honour), bearers, honour.awarded_by)


def _martyrs(hero: PublishedHero) -> Iterator[str]:
    if hero.martyr:
        yield _martyr(hero.martyr, "")
    yield from (_martyr(member.martyr, member.name) for member in hero.members if member.martyr)


def _martyr(martyr: Martyr, name: str) -> str:
    recognised = f"{martyr.awarded_by or ''}评定{name}为烈士"
    return _sentence(_label(martyr.date), recognised, martyr.document)


def _source(source: Reference) -> str:
    return _sentence(f"《{source.title}》", source.publisher, _label(source.date))


def _label(date: PartialDate | None) -> str:
    return date.label if date else ""


def _joined(*sentences: str) -> str:
    """Return *sentences* with a blank between them, as notes have it."""
    return _BLANK.join(sentence for sentence in sentences if sentence)


def _sentence(*parts: str | None) -> str:
    told = "，".join(part for part in parts if part)
    return f"{told}。" if told else ""
