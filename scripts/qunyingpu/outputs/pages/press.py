"""Turn a page's own words into a whole page of the site: its fragment rendered, its shell filled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import cast

from jinja2 import Environment, Template
from markupsafe import Markup

from qunyingpu.model.site import Site
from qunyingpu.outputs.pages.shells import Kind, Shell, Slot
from qunyingpu.writing import Artifact

Context = Mapping[str, object]
Part = Callable[..., Markup]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One generated page: where it lies, what robots and shares say of it, and what its *template* is filled with.

    *image* is the path of a share card (1200x630) inside the site. *previous* and *following* are the neighbours in a
    sequence of pages, relative to the page. *linked_data* is a finished JSON-LD text that is safe within a script.
    """

    kind: Kind
    path: str
    title: str
    description: str
    template: str
    context: Context
    image: str = ""
    previous: str = ""
    following: str = ""
    linked_data: Markup = field(default_factory=Markup)


@dataclass(frozen=True, slots=True)
class Press:
    """What every page is printed with; templates are compiled once."""

    site: Site
    environment: Environment
    shells: Mapping[Kind, Shell]
    _templates: dict[str, Template] = field(default_factory=dict)

    def print(self, page: Page) -> Artifact:
        """Return *page* as a file of the site."""
        address = self.site.address(page.path)
        values = {
            Slot.TITLE: page.title,
            Slot.DESCRIPTION: page.description,
            Slot.CANONICAL: address,
            Slot.HEAD: self.part("head.html", "head")(self.site, page, address),
            Slot.BODY: self.render(page.template, page.context),
        }
        return Artifact(page.path, self.shells[page.kind].fill(values))

    def render(self, template: str, context: Context) -> Markup:
        """Return the fragment *template* filled with *context*."""
        # The environment escapes every value, so what comes out is markup.
        return Markup(self._compiled(template).render(context))  # noqa: S704

    def part(self, template: str, macro: str) -> Part:
        """Return a *macro* of *template*, for small fragments: a call is a fifth of the work of a rendering."""
        return cast(Part, getattr(self._compiled(template).module, macro))

    def _compiled(self, template: str) -> Template:
        if template not in self._templates:
            self._templates[template] = self.environment.get_template(template)
        return self._templates[template]
