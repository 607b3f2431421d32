"""What tests share: the shipped roll as a built site, copies of the project to change, and a browser."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

import go
from sites import Shipped, run_mkdocs, serving
from trial_projects import shipped_project

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")  # a busy machine is no mistake


def pytest_addoption(parser: pytest.Parser) -> None:
    """Know the option that renews golden pictures: ``pytest --renew -k golden``."""
    parser.addoption("--renew", action="store_true", help="store what is drawn now as the golden pictures")


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Shipped:
    """Build the shipped roll once, from an empty cache."""
    root = shipped_project(tmp_path_factory.mktemp("shipped"))
    said = run_mkdocs(root)
    assert said.returncode == 0, said.stdout + said.stderr
    return Shipped(root, said.stderr)


@pytest.fixture(scope="session")
def site(shipped: Shipped) -> Path:
    """The folder of the built shipped roll."""
    return shipped.root / "site"


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Serve the built site and return its address, with a slash at the end."""
    with serving(site) as base:
        yield base


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the system's Chromium; where there is none, fail and say how to get one."""
    found = go.find_browser(go.CHROMIUM)
    if found is None:
        pytest.fail(go.CHROMIUM.missing)
    background = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(found), args=[*background, *sandbox])
        yield chromium
        chromium.close()
