"""Read what the layouts of cards and of print have in common: files by their digest, mistakes with their place."""

from __future__ import annotations

import hashlib
from pathlib import Path

from qunyingpu.errors import Problem
from qunyingpu.messages import MESSAGES
from qunyingpu.model.theme import SourceFile
from qunyingpu.reading.documents import Document
from qunyingpu.reading.files import Found
from qunyingpu.reading.records import Mistake

TEMPLATE_LIMIT = 1024 * 1024
"""Bytes of one template."""


def source_file(found: Found) -> SourceFile:
    """Return *found* with the digest of its bytes."""
    path = Path(found.path)
    return SourceFile(path, hashlib.blake2b(path.read_bytes(), digest_size=20).hexdigest())


def layout_problem(document: Document, mistake: Mistake, *above: str) -> Problem:
    """Return *mistake*, found in what stands under the keys *above*, as a problem of *document*."""
    path, context = (*above, *mistake.path), mistake.context
    if mistake.code != "layout-field":
        reason = MESSAGES[mistake.code].text.format(**context).rstrip("。")
        context = {"key": ".".join(map(str, path)), "reason": reason}
    return document.source.problem("layout-field", path, **context)
