"""Say what 填表.html needs to know: the fields of a profile, the words it may use, the sentences, the places.

All of it is read off the model and the table of messages, so that the form and `check` cannot differ. Scripts of
``theme/form`` read it back: ``QYPRules.load(data)`` and ``QYPRegions.load(data.regions)``.
"""

from __future__ import annotations

from typing import Any

from qunyingpu.messages import MESSAGES
from qunyingpu.model.activity import Activity
from qunyingpu.model.campaign import Campaign
from qunyingpu.model.ceremony import Ceremony
from qunyingpu.model.fields import Field, fields_of
from qunyingpu.model.hero import VERSION, Hero
from qunyingpu.model.record import Shape
from qunyingpu.model.region import ABROAD, region_table
from qunyingpu.model.regulation import Regulation
from qunyingpu.model.rules import LONG_NAME, LONG_SENTENCE, LONG_TITLE, MAJORITY
from qunyingpu.model.site import Site
from qunyingpu.model.vocabulary import Vocabulary
from qunyingpu.outputs.form.region_text import ENDINGS, SIGNS, region_text

SCRIPTS = (
    "characters.js",
    "likeness.js",
    "regions.js",
    "privacy.js",
    "links.js",
    "yaml.js",
    "zip.js",
    "values.js",
    "consistency.js",
    "rules.js",
)
"""The scripts of ``theme/form`` that know the rules, in the order in which they must be loaded."""

JUDGED = (
    *("colon-fullwidth", "colon-space", "quote-fullwidth", "comma-fullwidth"),
    *("character-control", "character-invisible", "character-private"),
    *("field-missing", "field-unknown", "not-text", "not-list", "not-mapping", "text-too-long", "text-too-short"),
    *("not-number", "number-range", "not-boolean", "not-choice", "date-format", "date-impossible", "date-range"),
    *("date-future", "date-order", "url-format", "focus-format", "path-outside", "portrait-name"),
    *("name-character", "name-script", "region-unknown", "region-year", "id-deed"),
    *("members-missing", "members-individual", "member-unknown", "outcome-mixed", "outcome-members", "died-alive"),
    *("alias-missing", "withheld-id", "martyr-alive", "martyr-word", "sources-missing", "minor-named"),
    *("name-long", "title-long", "story-unended", "personal-data", "image-external", "link-scheme"),
)
"""The codes that QYPRules tells of what is written in a profile."""

READ = (
    *("file-too-large", "file-empty", "indent-fullwidth", "indent-tab", "dash-space", "yaml-syntax", "yaml-anchor"),
    *("yaml-tag", "yaml-depth", "yaml-documents", "yaml-duplicate", "yaml-key", "schema-version"),
)
"""The other codes that the form tells of a file that it cannot open."""

PHOTO = (
    *("photo-format", "photo-bytes", "photo-pixels", "photo-animated", "photo-damaged", "photo-small", "photo-shape"),
)
"""The codes that the form can tell of a photograph before it is sent."""


def form_data(site: Site) -> dict[str, Any]:
    """Return what the form of *site* needs, mappings, lists, text, numbers and flags only.

    ``fields`` are those of a profile in the order of the model; ``vocabularies`` by name the lists of ``[id, label,
    alias…]``; ``messages`` by code ``[text, remedy, severity]``; ``samples`` what a missing record looks like;
    ``keys`` the names of fields of other records; ``version`` that of the form of profiles; ``regions`` what
    QYPRegions loads; ``site`` its name, address and region.
    """
    fields = fields_of(Hero)
    return {
        "site": {"name": site.name, "url": site.url, "region": site.region},
        "fields": [_field(field) for field in fields],
        "vocabularies": {
            vocabulary.__name__: [[term.id, term.label, *term.aliases] for term in vocabulary]
            for vocabulary in dict.fromkeys(_vocabularies(fields))
        },
        "messages": {code: list(MESSAGES[code]) for code in JUDGED + READ + PHOTO},
        "samples": {name: _sample(Hero.model_fields[name].examples) for name in ("deed", "consent")},
        "regions": {"signs": SIGNS, "endings": list(ENDINGS), "text": region_text(region_table().every_place())},
        "keys": sorted(_other_keys()),
        "version": VERSION,
        "limits": {"majority": MAJORITY, "name": LONG_NAME, "title": LONG_TITLE, "sentence": LONG_SENTENCE},
        "abroad": ABROAD,
    }


def _other_keys() -> set[str]:
    """Return names and titles of the fields of other records: a word before a colon may be one of them."""
    fields = [item for record in (Campaign, Ceremony, Activity, Regulation) for item in record.model_fields.items()]
    return {name for name, _ in fields} | {field.title for _, field in fields if field.title}


def _sample(examples: list[Any] | None) -> str:
    """Return the example of a record as `check` writes it where the record is missing; empty where it has none."""
    parts = ", ".join(f"{name}: {value}" for name, value in (examples or [{}])[0].items())
    return f"{{{parts}}}" if parts else ""


def _vocabularies(fields: tuple[Field, ...]) -> list[type[Vocabulary]]:
    own = [field.vocabulary for field in fields if field.vocabulary]
    return own + [vocabulary for field in fields for vocabulary in _vocabularies(field.fields)]


def _field(field: Field) -> dict[str, Any]:
    """Return *field* with what is empty, absent or false left out."""
    told = {
        "name": field.name,
        "title": field.title,
        "description": field.description,
        "example": field.example,
        "shape": field.shape.value,
        "isList": field.is_list,
        "isRequired": field.is_required,
        "default": _default(field),
        "unit": field.unit,
        "low": field.low,
        "high": field.high,
        "vocabulary": field.vocabulary.__name__ if field.vocabulary else "",
        "fields": [_field(inner) for inner in field.fields],
    }
    return {name: value for name, value in told.items() if value is not None and value not in ("", False, [])}


def _default(field: Field) -> Any:
    """Return what an absent *field* stands for as it would be written."""
    if isinstance(field.default, Vocabulary):
        return field.default.id
    if isinstance(field.default, tuple):
        is_focus = field.shape is Shape.FOCUS
        return [item if is_focus else item.id for item in field.default]
    return field.default
