"""Turn the rows of a column into the words that they show of one hero, as data for ``sheet.typ``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from qunyingpu.model.hero import Honour, Reference
from qunyingpu.model.layout import Wrap
from qunyingpu.model.print_layout import (
    HonoursList,
    LineRow,
    MembersList,
    SheetRow,
    SourcesList,
    StoryRow,
    WordsRow,
)
from qunyingpu.model.vocabulary import Level
from qunyingpu.outputs.print.drafts import Draft
from qunyingpu.outputs.print.lines import clauses_of, parts_of, tokens_of
from qunyingpu.outputs.print.subjects import Subject, honour_lines, how_many, named_members, story_of
from qunyingpu.outputs.print.wording import honour_title, spaced_name


def row_data(draft: Draft, row: SheetRow) -> dict[str, Any] | None:
    """Return *row* with its words; None when it has nothing to say."""
    common = {"kind": row.kind, "gap": row.gap, "colour": draft.colour(row.colour)}
    if isinstance(row, LineRow):
        return common | {"weight": row.weight}
    common |= {"font": row.font, "size": row.size, "fit": min(row.fit, row.size), "leading": row.leading}
    if isinstance(row, WordsRow):
        text = draft.subject.told(row.text)
        return common | _words(row, text) if text else None
    if isinstance(row, StoryRow):
        sentences = list(_sentences(draft.subject))
        return common | {"least": row.least, "sentences": sentences} if sentences else None
    entries = _entries(draft, row)
    return common | {"heading": row.heading, **entries} if entries["entries"] else None


def _words(row: WordsRow, text: str) -> dict[str, Any]:
    pieces = {Wrap.NAME: parts_of, Wrap.CLAUSES: clauses_of}.get(row.wrap)
    return {
        "tokens": tokens_of(text),
        "pieces": pieces(text) if pieces else [],
        "lines": row.lines,
        "height": row.height,
        "tracking": row.tracking,
        "align": row.align.id,
    }


def _sentences(subject: Subject) -> Iterator[dict[str, Any]]:
    """Yield the sentences of the story; *opens* those that begin a paragraph."""
    for paragraph in story_of(subject.hero):
        for number, sentence in enumerate(paragraph):
            yield {"opens": number == 0, "tokens": tokens_of(sentence)}


def _entries(draft: Draft, row: HonoursList | MembersList | SourcesList) -> dict[str, Any]:
    hero = draft.subject.hero
    colours = {"soft": draft.colour("soft"), "gold": draft.colour("gold")}
    if isinstance(row, HonoursList):
        return colours | {"entries": [_honour(*line) for line in honour_lines(hero)[: row.most]]}
    if isinstance(row, SourcesList):
        return {"entries": [{"tokens": tokens_of(_source(source))} for source in hero.sources[: row.most]]}
    members = [member for member in named_members(hero) if member.rank < row.most]
    entries = [{"name": spaced_name(member.name), "mark": member.mark, "rank": member.rank} for member in members]
    return colours | {"entries": entries, "everyone": how_many(hero)}


def _honour(honour: Honour, detail: str) -> dict[str, Any]:
    return {
        "tokens": tokens_of(honour_title(honour)),
        "detail": tokens_of(detail),
        "mark": "◆" if honour.level is Level.NATIONAL else "◇",
    }


def _source(source: Reference) -> str:
    parts = (f"《{source.title}》", source.publisher, source.date.label if source.date else "")
    return "，".join(part for part in parts if part)
