"""Turn the addresses of the site into ``sitemap.xml`` for robots."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote
from xml.sax.saxutils import escape

from qunyingpu.model.site import Site
from qunyingpu.writing import Artifact

_UNLISTED = {"404.html", "search.html", "maintenance.html"}


def sitemap(site: Site, paths: Iterable[str]) -> Artifact:
    """Return ``sitemap.xml`` with the HTML pages among *paths*, sorted (sitemaps.org protocol 0.9)."""
    pages = sorted({path for path in paths if path.endswith(".html")} - _UNLISTED)
    urls = "".join(f"<url><loc>{escape(site.address(quote(path)))}</loc></url>\n" for path in pages)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return Artifact("sitemap.xml", f"{head}{urls}</urlset>\n".encode())
