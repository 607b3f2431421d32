"""Turn the ceremonies and lists of honour into their list, and each into a page with those of the roll it honoured."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qunyingpu.model.book import PublishedBook
from qunyingpu.model.ceremony import Ceremony
from qunyingpu.model.published import PublishedHero
from qunyingpu.outputs.pages.press import Page, Press
from qunyingpu.outputs.pages.rows import Rows
from qunyingpu.outputs.pages.shells import Kind
from qunyingpu.outputs.pages.wording import count_label
from qunyingpu.writing import Artifact

MOST_NAMES = 12
"""Names under one ceremony in a list of ceremonies."""


def ceremony_pages(book: PublishedBook, press: Press, rows: Rows) -> Iterator[Artifact]:
    """Yield ``ceremonies/index.html`` and ``ceremonies/<id>.html`` for every ceremony."""
    yield press.print(
        Page(
            kind=Kind.CEREMONY,
            path="ceremonies/index.html",
            title="历次表彰",
            description="历次表彰大会与见义勇为勇士榜，附收录的人物与群体。",
            template="ceremonies.html",
            context={"news": [ceremony_news(ceremony, book) for ceremony in latest_first(book.ceremonies)]},
        )
    )
    for ceremony in book.ceremonies:
        honoured = book.honoured_at(ceremony.id)
        yield press.print(
            Page(
                kind=Kind.CEREMONY,
                path=f"ceremonies/{ceremony.id}.html",
                title=ceremony.name,
                description=f"{ceremony.name}。{f'本名录收录 {count_label(honoured)}。' if honoured else ''}",
                template="ceremony.html",
                context={
                    "ceremony": ceremony,
                    "count": count_label(honoured) if honoured else "",
                    "rows": rows.of(honoured),
                },
            )
        )


def latest_first(ceremonies: Iterable[Ceremony]) -> list[Ceremony]:
    """Return *ceremonies*, the latest first, undated ones last, ties by id."""
    by_id = sorted(ceremonies, key=lambda ceremony: ceremony.id)
    return sorted(by_id, key=lambda ceremony: ceremony.date.sort_key if ceremony.date else (0, 0, 0), reverse=True)


def ceremony_news(ceremony: Ceremony, book: PublishedBook) -> tuple[Ceremony, tuple[PublishedHero, ...], int]:
    """Return *ceremony*, the first few whom it honoured, and how many more there are."""
    honoured = book.honoured_at(ceremony.id)
    return ceremony, honoured[:MOST_NAMES], max(0, len(honoured) - MOST_NAMES)
