"""The house as CONTRIBUTING describes it: who may import whom, who may write, print, or look at the clock."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "scripts" / "qunyingpu"
MODULES = sorted(PACKAGE.rglob("*.py"))

RANKS = {
    "qunyingpu": 0,
    "messages": 0,
    "errors": 1,
    "command_line": 1,
    "model": 2,
    "writing": 3,
    "readings": 3,
    "photos": 3,
    "fonts": 3,
    "stele": 3,
    "story": 3,
    "handwritten": 3,
    "stilling": 3,
    "strokes": 3,
    "occasions": 3,
    "remembrance": 3,
    "report": 3,
    "qr": 3,
    "qr_series": 4,
    "captions": 4,
    "planning": 4,
    "outputs": 5,
    "reading": 5,
    "authoring": 6,
    "hall": 6,
    "publish": 6,
    "engines": 7,
    "verbs": 8,
    "__main__": 9,
}
"""A room may import itself and rooms of a lower rank."""

NEIGHBOURS = {("reading", "outputs"), ("outputs", "reading")}

THIRD_PARTIES = {
    "mkdocs": {"engines/mkdocs_plugin.py"},
    "yaml": {"reading", "authoring"},
    "PIL": {"photos", "fonts.py", "outputs/cards"},
    "pillow_heif": {"photos"},
    "jinja2": {"outputs/pages"},
    "markupsafe": {"outputs/pages"},
    "lunar_python": {"occasions"},
    "pypinyin": {"readings.py"},
    "pypinyin_dict": {"readings.py"},
    "typst": {"outputs/print"},
    "segno": {"qr.py", "qr_series.py"},
    "fontTools": {"fonts.py"},
    "markdown_it": {"story.py"},
    "nh3": {"story.py", "handwritten.py"},
    "cryptography": {"hall"},
    "icalendar": {"outputs/feeds"},
    "numpy": {"outputs/search", "qr_series.py"},
    "opencc": {"outputs/search"},
    "openpyxl": {"outputs/plan", "authoring/spreadsheet", "stilling.py"},
    "click": {"__main__.py", "command_line.py", "verbs"},
    "rich": {"engines/progress.py"},
    "pydantic": {"model", "errors.py", "reading", "authoring"},
}
"""Where each third party may be met; the standard library and pydantic_core stand outside the table."""


def _name(module: Path) -> str:
    return module.relative_to(PACKAGE).as_posix()


def _imports(module: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{_name(module)}:{node.lineno}: imports are absolute"
            yield node.lineno, node.module or ""


def _room(dotted: str) -> str:
    parts = dotted.removesuffix(".py").replace("/", ".").split(".")
    return parts[1] if parts[0] == "qunyingpu" and len(parts) > 1 else parts[0]


def _output(dotted: str) -> str:
    parts = dotted.removesuffix(".py").replace("/", ".").split(".")
    parts = parts[1:] if parts[0] == "qunyingpu" else parts
    return parts[1] if len(parts) > 1 and parts[0] == "outputs" else ""


def _own_room(module: Path) -> str:
    return "qunyingpu" if _name(module) == "__init__.py" else _room(_name(module))


@pytest.mark.parametrize("module", MODULES, ids=_name)
def test_imports_go_down(module: Path) -> None:
    """A room imports only itself and rooms below it; an output never imports an output."""
    own = _own_room(module)
    for line, imported in _imports(module):
        if not imported.startswith("qunyingpu"):
            continue
        room = _room(imported)
        place = f"{_name(module)}:{line} imports {imported}"
        assert room == own or RANKS[room] < RANKS[own], place
        assert (own, room) not in NEIGHBOURS, place
        if own == room == "outputs":
            assert _output(imported) == _output(_name(module)), f"{place}: outputs never import each other"


@pytest.mark.parametrize("module", MODULES, ids=_name)
def test_third_parties_stay_in_their_rooms(module: Path) -> None:
    """Each library is met in the one place that the design names for it."""
    for line, imported in _imports(module):
        homes = THIRD_PARTIES.get(imported.split(".")[0])
        if homes is not None:
            assert any(_name(module) == home or _name(module).startswith(f"{home}/") for home in homes), (
                f"{_name(module)}:{line} imports {imported}"
            )


def _attributes(module: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node.lineno, node.func.attr
            elif isinstance(node.func, ast.Name):
                yield node.lineno, node.func.id


def _forbid(calls: set[str], homes: set[str]) -> None:
    offenders = [
        f"{_name(module)}:{line} {call}"
        for module in MODULES
        if _own_room(module) not in homes
        for line, call in _attributes(module)
        if call in calls
    ]
    assert not offenders


CLOCKS = re.compile(
    r"(?:^|\.)(?:date|datetime)\.(?:today|now|utcnow)$|(?:^|\.)time\.(?:time|monotonic|perf_counter|localtime|gmtime)$"
)


def test_only_the_edge_looks_at_the_clock() -> None:
    """Nothing below the engines and the command line reads the clock, so that two builds of a commit are equal.

    The `hall` makes nothing: it watches a browser, by the monotonic clock alone.
    """
    offenders = [
        f"{_name(module)}:{node.lineno}"
        for module in MODULES
        if _own_room(module) not in {"engines", "__main__", "hall"}
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and CLOCKS.search(ast.unparse(node))
    ]
    assert not offenders


def test_only_writing_writes() -> None:
    """No room but `writing` writes into the site or the cache; `hall` has a disk of its own, in another building."""
    calls = {"write_text", "write_bytes", "mkdir", "unlink", "rmtree", "copyfile", "link", "symlink", "rename"}
    _forbid(calls, {"writing", "authoring", "engines", "hall"})


def test_outputs_read_no_files() -> None:
    """Outputs see values only; files are read by `reading`, pictures and fonts by the rooms that draw with them."""
    offenders = [
        f"{_name(module)}:{line} {call}"
        for module in MODULES
        if _name(module).startswith("outputs/")
        for line, call in _attributes(module)
        if call in {"open", "read_text", "read_bytes", "iterdir", "glob", "rglob"}
    ]
    assert not offenders


def test_only_the_command_line_prints_and_exits() -> None:
    """Verbs print, by `click.echo` alone; nothing but `__main__` ends the program."""
    forbidden = {"__main__": r"print", "verbs": r"print|exit|quit|sys\.exit|os\._exit"}
    offenders = [
        f"{_name(module)}:{node.lineno}"
        for module in MODULES
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and re.fullmatch(
            forbidden.get(_own_room(module), r"print|exit|quit|sys\.exit|os\._exit|click\.echo"),
            ast.unparse(node.func),
        )
    ]
    assert not offenders


def test_no_room_is_a_drawer() -> None:
    """No module is called utils, helpers, common, misc, calendar or site, but the model's own site."""
    drawers = {"utils", "helpers", "common", "misc", "calendar", "site"}
    assert {_name(m) for m in MODULES if m.stem in drawers} <= {"model/site.py"}


def test_every_module_says_what_it_does() -> None:
    """A module opens with a sentence, and so do its public classes and functions."""
    silent = []
    for module in MODULES:
        tree = ast.parse(module.read_text(encoding="utf-8"))
        public = [
            node
            for node in tree.body
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
        ]
        unsaid = (node for node in (tree, *public) if not ast.get_docstring(node))
        silent += [f"{_name(module)}:{getattr(node, 'name', '')}" for node in unsaid]
    assert not silent


def test_functions_and_files_stay_small() -> None:
    """A function has about 30 lines and a file about 300; past that there is a noun missing."""
    long_functions = [
        f"{_name(module)}:{node.lineno} {node.name} {node.end_lineno - node.lineno + 1}"
        for module in MODULES
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.end_lineno and node.end_lineno - node.lineno + 1 > 40
    ]
    long_files = [_name(m) for m in MODULES if len(m.read_text(encoding="utf-8").splitlines()) > 330]
    assert (long_functions, long_files) == ([], [])
