"""Turn the roll's totals into the page on which ``assets/search/`` shows its results."""

from __future__ import annotations

from qunyingpu.model.book import PublishedBook
from qunyingpu.outputs.pages.press import Page, Press
from qunyingpu.outputs.pages.shells import Kind
from qunyingpu.writing import Artifact


def search_page(book: PublishedBook, press: Press) -> Artifact:
    """Return ``search.html``."""
    return press.print(
        Page(
            kind=Kind.SEARCH,
            path="search.html",
            title="检索",
            description="按姓名、拼音、地名、年份、事迹类型与表彰查找见义勇为英雄。",
            template="search.html",
            context={"book": book},
        )
    )
