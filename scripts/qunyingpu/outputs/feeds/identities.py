"""Name what the feeds tell of so that readers know it again: addresses of pages, UIDs of events, tags of entries."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from qunyingpu.model.site import Site

TAG_YEAR = 2026
"""The year of every tag, in which these names were first promised (RFC 4151); another would make all entries new."""


def page_address(site: Site, path: str) -> str:
    """Return the absolute address of *path*, a path inside the site, as a URI."""
    return site.address(quote(path))


def event_uid(site: Site, name: str) -> str:
    """Return the UID of the event *name*, unique in the world by the site's host (RFC 7986, 5.3)."""
    return f"{name}@{_host(site)}"


def entry_tag(site: Site, name: str) -> str:
    """Return the ``tag:`` URI of the entry *name* (RFC 4151); two sites on one host differ by their paths."""
    return f"tag:{_host(site)},{TAG_YEAR}:{urlsplit(site.url).path}{quote(name)}"


def _host(site: Site) -> str:
    host = urlsplit(site.url).hostname or "localhost"
    # Tags know only ASCII, and the address of a Chinese domain may be written either way.
    return host if host.isascii() else host.encode("idna").decode("ascii")
