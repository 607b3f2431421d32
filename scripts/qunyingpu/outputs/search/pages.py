"""Turn campaigns, ceremonies and hand-written pages into rows of the index: path, title, kind, what else finds them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from qunyingpu.model.book import PublishedBook
from qunyingpu.story import story_text

CAMPAIGN, CEREMONY, PAGE = "纪念活动", "表彰", "页面"
NO_CONTENT = {"index.html", "404.html", "search.html"}
"""Pages that only lead elsewhere."""

Row = tuple[str, str, str, str]


def page_rows(book: PublishedBook, documents: Mapping[str, Sequence[str]]) -> Iterator[Row]:
    """Yield the rows of *book* and of *documents*, each path with its headings, the title first.

    Campaigns and ceremonies come in the order of the book, pages by their paths.
    """
    for campaign in book.campaigns:
        told = (campaign.slogan, story_text(campaign.text))
        yield f"campaigns/{campaign.id}.html", campaign.name, CAMPAIGN, _line(told)
    for ceremony in book.ceremonies:
        date = ceremony.date.label if ceremony.date else None
        yield (
            f"ceremonies/{ceremony.id}.html",
            ceremony.name,
            CEREMONY,
            _line((date, ceremony.place, ceremony.organiser)),
        )
    for path in sorted(documents):
        if documents[path] and path not in NO_CONTENT:
            title, *headings = documents[path]
            yield path, title, PAGE, _line(headings)


def _line(texts: Sequence[str | None]) -> str:
    return " ".join(" ".join(filter(None, texts)).split())
