"""Files of content, theme and settings turned into the model, or every problem in them told at once.

``files`` finds and decodes, ``text`` catches typing mistakes, ``strict_yaml`` makes trees, ``documents`` joins the
three, ``records`` makes records of the model, ``positions`` says where something stands, ``book`` reads a whole roll.
"""

from qunyingpu.reading.book import Reading, read_all, read_book
from qunyingpu.reading.documents import Document, parse_document
from qunyingpu.reading.excerpts import excerpts
from qunyingpu.reading.files import Found, printable_path
from qunyingpu.reading.masters import Masters
from qunyingpu.reading.permalinks import LIST as PERMALINKS
from qunyingpu.reading.permalinks import permalinks_in
from qunyingpu.reading.portraits import read_portraits
from qunyingpu.reading.profiles import judge_profile
from qunyingpu.reading.settings import configured_day, read_site, unfit_for_release, wrong_references
from qunyingpu.reading.single import Single, read_single
from qunyingpu.reading.theme import read_hall_guides, read_kiosk_assets, read_preview_frame, read_theme

__all__ = [
    "PERMALINKS",
    "Document",
    "Found",
    "Masters",
    "Reading",
    "Single",
    "configured_day",
    "excerpts",
    "judge_profile",
    "parse_document",
    "permalinks_in",
    "printable_path",
    "read_all",
    "read_book",
    "read_hall_guides",
    "read_kiosk_assets",
    "read_portraits",
    "read_preview_frame",
    "read_single",
    "read_site",
    "read_theme",
    "unfit_for_release",
    "wrong_references",
]
