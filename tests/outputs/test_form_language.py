"""The scripts of the form are written in what Chromium 109 knows, the last one that Windows 7 can have.

Its syntax is that of ECMAScript 2022, which a parser of that edition proves; what came later as a name, of an object, a
method or an event, is refused by that name.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from indexes import JS, run_node

SCRIPTS = sorted((JS.parents[1] / "theme" / "form").glob("*.js"))

_EDITIONS = """
.toSorted .toReversed .toSpliced .with .isWellFormed .toWellFormed Object.groupBy Map.groupBy Array.fromAsync Iterator
Promise.withResolvers Promise.try .union .intersection .difference .symmetricDifference .isSubsetOf .isSupersetOf
.isDisjointFrom .transferToFixedLength .resizable Atomics.waitAsync RegExp.escape Math.f16round Math.sumPrecise
Float16Array .getFloat16 .setFloat16 .fromBase64 .toBase64 .fromHex .toHex .setFromBase64 .setFromHex Error.isError
JSON.rawJSON JSON.isRawJSON Temporal Symbol.dispose Symbol.asyncDispose DisposableStack AsyncDisposableStack
SuppressedError Intl.DurationFormat .getOrInsert .getOrInsertComputed
"""
_BROWSERS = """
URL.canParse URL.parse AbortSignal.any URLPattern .showPopover .hidePopover .togglePopover .popover .onscrollend
.startViewTransition .moveBefore .setHTML .setHTMLUnsafe .getHTML .parseHTMLUnsafe .requestClose .closedBy
.onscrollsnapchange scheduler.yield .caretPositionFromPoint documentPictureInPicture CloseWatcher EditContext Sanitizer
ViewTransition .commandForElement
"""
_CHROMIUM_ONLY = """
showOpenFilePicker showSaveFilePicker showDirectoryPicker EyeDropper navigator.userAgentData
.showOpenFilePicker .showSaveFilePicker .showDirectoryPicker
"""
LATER = frozenset(f"{_EDITIONS} {_BROWSERS} {_CHROMIUM_ONLY}".split())
"""What Chromium 109 or Firefox ESR lacks, as a parser finds it: an object, ".method", or "Object.method"."""


def _read(sources: Mapping[str, str]) -> dict[str, list[str]]:
    """Return for each of *sources* what is wrong with it."""
    script = str(JS / "parse_as_of_2022.js")
    said = json.loads(run_node(["--no-warnings", "--expose-internals", script], sources))
    return {
        name: [told["error"]] if told["error"] else sorted(LATER.intersection(told["names"]))
        for name, told in said.items()
    }


def test_scripts_are_of_the_edition_of_2022() -> None:
    """Every script of the form parses, and calls nothing that is newer."""
    assert SCRIPTS
    wrong = _read({path.name: path.read_text(encoding="utf-8") for path in SCRIPTS})
    assert {name: told for name, told in wrong.items() if told} == {}


@pytest.mark.parametrize(
    "source",
    [
        "const a = [].toSorted();",
        "Object.groupBy([], (one) => one);",
        'Object["groupBy"]([], (one) => one);',
        "const { promise } = Promise.withResolvers();",
        "new Set().union(new Set());",
        "const a = /[a--b]/v;",
        "const a = /(?i:a)/;",
        "const a = /(?<y>a)|(?<y>b)/;",
        "{ using a = b; }",
        "@one class A {}",
        "Array.fromAsync(a);",
        "Iterator.from(a);",
        "box.showPopover();",
        "window.showSaveFilePicker();",
        "import a from 'a';",
    ],
)
def test_what_is_newer_is_refused(source: str) -> None:
    """Syntax and names of later editions, however they are called; and modules, which file:// does not load."""
    assert _read({"newer": source})["newer"]


def test_what_is_old_enough_passes() -> None:
    """What came last before Chromium 109 is taken."""
    source = 'class A { #b = [].at(-1); static { Object.hasOwn({}, "c"); } }; const d = /(?<=a)\\p{L}/dgu; a ??= b?.c;'
    assert _read({"old": source})["old"] == []
