"""Turn a plan into what publicity staff work with: text for a terminal, Markdown for an issue, JSON, a spreadsheet."""

from __future__ import annotations

import importlib

from qunyingpu.errors import UsageError
from qunyingpu.model.book import PublishedBook
from qunyingpu.model.site import Site
from qunyingpu.outputs.plan.data import as_json
from qunyingpu.outputs.plan.markdown import as_markdown
from qunyingpu.outputs.plan.text import as_text
from qunyingpu.outputs.plan.year import year_table
from qunyingpu.planning import Plan

__all__ = ["as_json", "as_markdown", "as_spreadsheet", "as_text", "require_openpyxl", "year_table"]

NO_OPENPYXL = "电子表格要用 openpyxl，这里还没有安装；请改用 python3 scripts/go.py plan 来运行，它会先装好。"


def require_openpyxl() -> None:
    """Raise UsageError with the sentence that says how to install openpyxl, where it is missing."""
    try:
        importlib.import_module("openpyxl")
    except ImportError:
        raise UsageError(NO_OPENPYXL) from None


def as_spreadsheet(plan: Plan, book: PublishedBook, site: Site) -> bytes:
    """Return *plan*, made of *book*, as an XLSX file, the same bytes for the same plan; raise UsageError."""
    require_openpyxl()
    made: bytes = importlib.import_module("qunyingpu.outputs.plan.spreadsheet").spreadsheet(plan, book, site)
    return made
