"""Turn the fields of a profile and ``theme/form/`` into 填表.html: one file, opened by a double click, without network.

The page may load nothing and send nothing: its policy allows the one style and the one script that it carries, by their
digests, and pictures that it made itself.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from qunyingpu.errors import ContentError, Problem
from qunyingpu.model.masking import COMPOUND_SURNAMES
from qunyingpu.model.record import Record
from qunyingpu.model.site import Site
from qunyingpu.model.theme import Theme
from qunyingpu.model.vocabulary import Vocabulary
from qunyingpu.outputs.form.data import SCRIPTS, form_data
from qunyingpu.outputs.form.submission import submission_of
from qunyingpu.photos.developing import MOST_PIXELS
from qunyingpu.photos.fitness import LEAST_SIDE, MOST_SLENDER
from qunyingpu.photos.headers import MOST_BYTES
from qunyingpu.writing import Artifact

PATH = "submit/index.html"
"""Where the form lies in the site, which offers the same bytes for download as 填表.html."""

FACE = ("tree.js", "view.js", "places.js", "preview.js", "photo.js", "draft.js", "next.js", "main.js")
"""The scripts of ``theme/form`` that are seen, in the order in which they must be loaded, after those that judge."""

_CARD, _CARD_THEMES = "share", ("honour", "solemn")
_SLOT = re.compile("⟦([a-z]+)⟧")


def form_artifacts(site: Site, theme: Theme) -> Iterator[Artifact]:
    """Yield the form of *site*; raise ContentError where the theme lacks a part of it."""
    yield Artifact(PATH, form_page(site, theme))


def form_page(site: Site, theme: Theme) -> bytes:
    """Return 填表.html of *site*, in UTF-8; raise ContentError where the theme lacks a part of it."""
    missing = [name for name in ("form.html", "form.css", "loader.js", *SCRIPTS, *FACE) if name not in theme.form]
    if missing:
        raise ContentError(
            Problem.told("file-unreadable", file=f"theme/form/{name}", reason="没有这个文件") for name in missing
        )
    style, loader = lean(theme.form["form.css"]), lean(theme.form["loader.js"])
    script = _script(_told(site, theme), theme.form)
    slots = {
        "policy": _policy(scripts=(loader, script), style=style),
        "site": html.escape(site.name),
        "style": style,
        "loader": loader,
        # A text that is mostly names of places packs to less than half.
        "packed": base64.b64encode(zlib.compress(script.encode(), 9)).decode(),
    }
    return _SLOT.sub(lambda slot: slots[slot[1]], theme.form["form.html"]).encode()


def lean(source: str) -> str:
    """Return a style or script without its comments that stand on lines of their own, empty lines and indents.

    No text of ours that spans lines may begin a line with blanks or with a comment.
    """
    bare = re.sub(r"^[ \t]*/\*.*?\*/[ \t]*\n", "", source, flags=re.DOTALL | re.MULTILINE)
    lines = (line.strip() for line in bare.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))


def _told(site: Site, theme: Theme) -> Mapping[str, Any]:
    """Return what the scripts are given: the data of the rules, and what only the face needs."""
    data = form_data(site)
    return data | {
        "site": data["site"] | {"contact": site.contact},
        "submission": submission_of(site),
        "photo": {"bytes": MOST_BYTES, "pixels": MOST_PIXELS, "side": LEAST_SIDE, "slender": MOST_SLENDER},
        "card": {
            "layout": _plain(theme.layouts[_CARD]),
            "themes": {name: _plain(theme.card_themes[name]) for name in _CARD_THEMES},
            "sample": "样张" if site.is_sample else "",
            "surnames": sorted(COMPOUND_SURNAMES),
        },
    }


def _script(told: Mapping[str, Any], sources: Mapping[str, str]) -> str:
    parts = (lean(sources[name]) for name in (*SCRIPTS, *FACE))
    data = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return "".join(['"use strict";\n', *parts, f"QYPForm.start({data});\n"])


def _plain(value: Any) -> Any:
    """Return *value*, a record of the theme, as JSON has it, without what is not given."""
    if isinstance(value, Record):
        named = ((name, getattr(value, name)) for name in type(value).model_fields)
        return {name: _plain(part) for name, part in named if part is not None}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value.id if isinstance(value, Vocabulary) else value


def _policy(*, scripts: Iterable[str], style: str) -> str:
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(_digest, scripts))}",
            f"style-src {_digest(style)}",
            "img-src blob:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
