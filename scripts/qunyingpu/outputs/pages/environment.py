"""Turn the theme's templates into an environment in which content is always data, never a template."""

from __future__ import annotations

from collections.abc import Mapping

from jinja2 import DictLoader, Environment, StrictUndefined

from qunyingpu.outputs.pages import wording


def page_environment(templates: Mapping[str, str]) -> Environment:
    """Return an environment over *templates* (file name -> source), with autoescape, which refuses unknown names.

    Filters: ``name`` sets a name, ``clauses`` breaks a sentence at its punctuation, ``nb`` keeps numbers with their
    units, ``title`` words an honour.
    """
    environment = Environment(
        loader=DictLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= {
        "name": wording.set_name,
        "clauses": wording.clauses,
        "nb": wording.keep_quantities,
        "title": wording.honour_title,
    }
    return environment
