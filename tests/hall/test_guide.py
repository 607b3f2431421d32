"""Whoever sets a hall up types what the guide on the stick says: every line of it is a command that works."""

from __future__ import annotations

import html
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import click
import pytest

from qunyingpu.verbs.kiosk import install, serve

HALL = Path(__file__).parents[2] / "theme" / "hall"
GUIDE = (HALL / "INSTALL-说明.html").read_text(encoding="utf-8")
COMMANDS = [
    html.unescape(line)
    for block in re.findall(r"<code>(.*?)</code>", GUIDE, re.DOTALL)
    for line in block.split("<br>")
    if " kiosk " in line and "--help" not in line
]
VERBS: dict[str, click.Command] = {"install": install.verb, "serve": serve.verb}
PLACES = {
    r"C:\qunyingpu\.venv\Scripts\qunyingpu": r"C:\qunyingpu-hall",
    "~/qunyingpu/.venv/bin/qunyingpu": "~/qunyingpu-hall",
}
"""Where the program lies -> where the content lies, on Windows and on Linux."""


@pytest.mark.parametrize("command", COMMANDS)
def test_what_the_guide_says_can_be_typed(command: str) -> None:
    """The program stands with its place, since it is on no path; the hall's home is named; every option is known."""
    program, _, verb, *arguments = command.split()
    context = VERBS[verb].make_context(verb, arguments)
    assert context.params["home"] == Path(PLACES[program])


def test_the_guide_installs_and_serves_on_both_systems() -> None:
    """An update, the first installation and a trial run, for each."""
    assert len(COMMANDS) == 2 * 3


def test_what_starts_by_itself_is_what_the_guide_has_set_up() -> None:
    """The service of Linux and the task of Windows name the same program and the same home."""
    (windows, windows_home), (linux, linux_home) = PLACES.items()
    service = (HALL / "qunyingpu-hall.service").read_text(encoding="utf-8")
    assert f"ExecStart={linux} kiosk serve --home {linux_home}\n".replace("~", "%h") in service
    task = {one.tag.rpartition("}")[2]: one.text for one in ET.parse(HALL / "qunyingpu-hall.xml").iter()}  # noqa: S314 - our own
    assert (task["Command"], task["Arguments"]) == (f"{windows}.exe", f"kiosk serve --home {windows_home}")
    assert task["Description"] == "群英谱展馆终端"


def test_windows_can_read_its_task() -> None:
    """Its importer refuses a file that names UTF-8, and takes one without an encoding for the machine's own."""
    content = (HALL / "qunyingpu-hall.xml").read_bytes()
    assert content.isascii()
    assert content.startswith(b'<?xml version="1.0"?>\n')
