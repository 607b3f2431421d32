"""Say what site is built: its name, its address, its region, and the day that its pages speak of."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from urllib.parse import urlsplit

from qunyingpu.model.campaign import NATIONAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days from *start* to *end*, both included."""

    start: datetime.date
    end: datetime.date

    def covers(self, day: datetime.date) -> bool:
        """Tell whether *day* is one of these days."""
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Mourning(Period):
    """Days on which the site is grey, switched by hand after an announcement of the State Council: its *reason*."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Override(Period):
    """Days on which the office shows a campaign that it has chosen by hand."""

    campaign_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What `mkdocs.yml` says of the whole site; *as_of* is the day of the data, never the clock's."""

    name: str
    url: str
    """Ends with a slash; QR codes, canonical addresses and feeds are made of it."""
    description: str
    as_of: datetime.date
    region: str = NATIONAL
    featured: tuple[str, ...] = ()
    """Ids of the heroes on the home page; empty: the most recently honoured."""
    honouring_body: str = ""
    """Whoever honours and runs this site: of what it awarded itself it may print certificates; empty: nobody."""
    icp: str = ""
    """The filing number that 互联网信息服务管理办法 art. 12 wants in the footer."""
    mourning: tuple[Mourning, ...] = ()
    """In the order of the file, no day twice; so are the overrides."""
    overrides: tuple[Override, ...] = ()
    contact: str = ""
    """How to reach the maintainer, in words."""
    repository: str = ""
    """Address of the project on GitHub, Gitee or GitLab, to which profiles are handed in; empty: none is named."""
    branch: str = "main"

    @property
    def is_sample(self) -> bool:
        """Tell whether the address is still a placeholder; what is printed then carries 样张."""
        return self.host.endswith(".example")

    @property
    def host(self) -> str:
        """Return the name of the site's host: sticks and keys of halls belong to it."""
        return urlsplit(self.url).hostname or ""

    def address(self, path: str) -> str:
        """Return the absolute address of *path*, a path inside the site."""
        return self.url + path
