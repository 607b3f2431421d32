"""What browser tests share: a small site of invented people, a visitor at a desk, and sticks for halls."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from prove_kiosk.editions import Office
from sites import serving
from small_search import write_search_site
from trial_projects import shipped_project


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site as files."""
    return write_search_site(tmp_path_factory.mktemp("search"))


@pytest.fixture(scope="session")
def served(folder: Path) -> Iterator[str]:
    """The small site's address over http."""
    with serving(folder) as base:
        yield base


@pytest.fixture(params=["http", "file"])
def base(request: pytest.FixtureRequest, served: str, folder: Path) -> str:
    """The small site's address, over http and as files."""
    return served if request.param == "http" else f"{folder.as_uri()}/"


@pytest.fixture
def desk(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh visitor at a desk."""
    visitor = browser.new_context(viewport={"width": 1440, "height": 900})
    visitor.set_default_timeout(10_000)
    yield visitor
    visitor.close()


@pytest.fixture
def page(desk: BrowserContext) -> Iterator[Page]:
    """A page that no script may fail on."""
    opened = desk.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    yield opened
    assert faults == []


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Whoever makes sticks of the shipped roll; the first lies beside it."""
    made = Office(shipped_project(tmp_path_factory.mktemp("office") / "project"))
    made.fill(made.project / "stick", 1)
    return made
