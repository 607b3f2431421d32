"""Turn addresses that are gone into what stands there now: one constant notice, or the way to the new place."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from qunyingpu.model.book import AddressStatus, PublishedBook
from qunyingpu.model.site import Site
from qunyingpu.model.theme import Theme
from qunyingpu.outputs.pages.environment import page_environment
from qunyingpu.outputs.pages.press import Page, Press
from qunyingpu.outputs.pages.shells import Kind
from qunyingpu.writing import Artifact

WITHDRAWN = "该内容已按规定调整"


def withdrawn_pages(book: PublishedBook, press: Press) -> Iterator[Artifact]:
    """Yield the same notice for every withdrawn page; it says nothing of whom or what it stands for."""
    for path in book.withdrawn_paths:
        if path.endswith(".html"):
            yield press.print(
                Page(
                    kind=Kind.HERO if "/" in path else Kind.SEARCH,  # whose links fit a page in a folder, or outside
                    path=path,
                    title="内容已调整",
                    description=WITHDRAWN,
                    template="withdrawn.html",
                    context={"notice": WITHDRAWN, "base": "../" if "/" in path else ""},
                )
            )


def redirect_pages(book: PublishedBook, site: Site, theme: Theme) -> Iterator[Artifact]:
    """Yield for every moved address a small page that leads to the new one, also without JavaScript."""
    template = page_environment(theme.templates).get_template("moved.html")
    for link in book.permalinks:
        if link.status is AddressStatus.MOVED:
            way = posixpath.relpath(link.to, posixpath.dirname(link.path) or ".")
            page = template.render(site=site, way=way, address=site.address(link.to))
            yield Artifact(link.path, page.encode())
