"""Turn a hero into JSON-LD in the words of schema.org: a person or an organisation, the deed as event, the awards."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

from qunyingpu.model.hero import Honour, Reference
from qunyingpu.model.published import PublishedHero, PublishedMember
from qunyingpu.model.site import Site
from qunyingpu.model.vocabulary import Channel, Gender, Kind
from qunyingpu.outputs.pages.places import full_words
from qunyingpu.outputs.pages.wording import honour_title

_ENCODE = json.JSONEncoder(ensure_ascii=False).encode
_GENDERS = {Gender.MALE: "https://schema.org/Male", Gender.FEMALE: "https://schema.org/Female"}


def linked_data(hero: PublishedHero, site: Site) -> Markup:
    """Return the JSON-LD text of *hero*, safe within a script element; what is not published is not in it.

    Dates are ISO 8601, as precise as they are known (https://schema.org/Person, Organization, Event).
    """
    values = {
        "@context": "https://schema.org",
        **(_organisation(hero) if hero.kind is Kind.GROUP else _person(hero)),
        "url": site.address(hero.path),
        "image": site.address(f"cards/{hero.id}-{'share' if Channel.SOCIAL in hero.channels else 'square'}.jpg"),
        "description": hero.deed.summary,
        "award": [_award(honour) for honour in hero.timeline],
        "performerIn": _event(hero),
        "subjectOf": [_publication(source) for source in hero.sources],
    }
    present = {name: value for name, value in values.items() if value}
    # JSON knows these characters as escapes too, and without them no text can end the script.
    text = _ENCODE(present).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup(text)  # noqa: S704


def _person(hero: PublishedHero) -> dict[str, Any]:
    died = hero.deed.died if hero.is_mourned else None
    return {
        "@type": "Person",
        "name": hero.name,
        "alternateName": list(hero.former_names),
        "gender": _GENDERS[hero.gender] if hero.gender else None,
        "birthDate": str(hero.birth_year) if hero.birth_year else None,
        "deathDate": died.iso if died else None,
        "jobTitle": hero.occupation,
        "worksFor": {"@type": "Organization", "name": hero.employer} if hero.employer else None,
    }


def _organisation(hero: PublishedHero) -> dict[str, Any]:
    return {
        "@type": "Organization",
        "name": hero.name,
        "alternateName": list(hero.former_names),
        "member": [_member(member, hero) for member in hero.members],
    }


def _member(member: PublishedMember, hero: PublishedHero) -> dict[str, Any]:
    died = member.died or (hero.deed.died if hero.is_mourned else None)
    dates = {"deathDate": died.iso} if died else {}
    return {"@type": "Person", "name": member.name, **dates}


def _award(honour: Honour) -> str:
    given = [honour.awarded_by, honour.date.label if honour.date else None]
    words = "，".join(word for word in given if word)
    return f"{honour_title(honour)}（{words}）" if words else honour_title(honour)


def _event(hero: PublishedHero) -> dict[str, Any]:
    deed = hero.deed
    return {
        "@type": "Event",
        "name": deed.type.label,
        "description": deed.summary,
        "startDate": deed.date.iso,
        "location": {"@type": "Place", "name": full_words(hero)},
    }


def _publication(source: Reference) -> dict[str, Any]:
    values = {
        "@type": "CreativeWork",
        "name": source.title,
        "publisher": {"@type": "Organization", "name": source.publisher} if source.publisher else None,
        "datePublished": source.date.iso if source.date else None,
        "url": source.url,
    }
    return {name: value for name, value in values.items() if value}
