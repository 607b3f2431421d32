"""Put the roll into an MkDocs site: hand the engine the shells, then publish what they are filled with.

The only file that knows MkDocs; no rule about heroes lives here. ProperDocs loads the same plugin.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from qunyingpu.engines.build_day import build_day, real_day
from qunyingpu.engines.progress import progress_bar
from qunyingpu.errors import ContentError, Problem, UsageError
from qunyingpu.handwritten import handwritten_html, headings_of
from qunyingpu.model.vocabulary import Channel
from qunyingpu.outputs.pages.shells import Kind, shell_source, split_shells
from qunyingpu.publish import Edition, site_works, unfit_cards
from qunyingpu.reading import Masters, excerpts, read_book, read_portraits, read_site, read_theme, wrong_references
from qunyingpu.report import as_text
from qunyingpu.writing import CACHE, Store, drawing_pool, publish

_log = get_plugin_logger("qunyingpu")


class QunyingpuPlugin(BasePlugin):  # type: ignore[type-arg, no-untyped-call]  # no options, no types
    """The plugin ``qunyingpu`` of an ordinary MkDocs site."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the roll before anything is rendered, so that a mistake stops the build at once."""
        self.root = Path(config.config_file_path).parent
        # A build makes many values and drops few: the collector would look at all of them again and again.
        gc.disable()
        try:
            day = build_day(self.root, configured=str(config.extra.get("as_of", "")))
            site = read_site(self.root, as_of=day)
            store = Store(self.root / CACHE)
            trees, masters = store.trees, Masters(store)
            book = read_book(self.root, today=real_day(), cache=trees, masters=masters)
            trees.keep()
            _refuse(wrong_references(self.root, site, book))
            self.edition = Edition(
                book=book.published(Channel.WEB),
                site=site,
                theme=read_theme(self.root),
                portraits=read_portraits(self.root, book, masters),
            )
            _refuse(unfit_cards(self.edition))
        except ContentError as error:
            raise self._told(error) from None
        except UsageError as error:
            raise PluginError(str(error)) from None
        # Templates show the day of the data, wherever it was found.
        config.extra["as_of"] = day.isoformat()
        # The site map is ours: the engine's would list the shells and carry the clock.
        config.theme.static_templates -= {"sitemap.xml"}
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add a shell for every kind of generated page."""
        for kind in Kind:
            if kind.source in files.src_uris:
                raise PluginError(f"content/{kind.source} 由系统生成，请改名或删去。")
            in_nav = kind.path.endswith("index.html")
            files.append(
                File.generated(
                    config,
                    kind.source,
                    content=shell_source(kind),
                    inclusion=InclusionLevel.INCLUDED if in_nav else InclusionLevel.NOT_IN_NAV,
                )
            )
        shells = {kind.source for kind in Kind}
        pages = files.documentation_pages()
        self.documents: dict[str, tuple[str, ...]] = {f.dest_uri: () for f in pages if f.src_uri not in shells}
        return files

    def on_page_markdown(self, markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put a hand-written page under the masks of the roll, what it says of itself too."""
        disguised = self.edition.book.disguised
        page.meta = {key: disguised(value) if isinstance(value, str) else value for key, value in page.meta.items()}
        return disguised(markdown)

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Let a hand-written page keep only what a text needs, and note its headings, which are set in our font."""
        clean = handwritten_html(html)
        if page.file.dest_uri in self.documents:
            # The theme sets the title of a page that has no heading of the first level.
            title = () if "<h1" in clean else (str(page.title),)
            self.documents[page.file.dest_uri] = (*title, *headings_of(clean))
        return clean

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Fill the shells and write everything else of the site."""
        into = Path(config.site_dir)
        rendered = {kind: (into / kind.path).read_text(encoding="utf-8") for kind in Kind}
        for kind in Kind:
            (into / kind.path).unlink()
        try:
            store = Store(self.root / CACHE)
            postings = store.postings
            works = site_works(self.edition, shells=split_shells(rendered), documents=self.documents, postings=postings)
            with drawing_pool() as executor, progress_bar("绘制图片") as watch:
                report = publish(works, into=into, store=store, executor=executor, watch=watch)
            postings.keep()
        except ContentError as error:
            raise self._told(error) from None
        _log.info(f"写成 {report.written} 个文件；图片新绘 {report.made} 组，沿用 {report.reused} 组。")
        # What is there now goes with the process: no need to look through it once more.
        gc.freeze()
        gc.enable()
        if self.edition.site.is_sample:
            _log.info("网址仍是样张：正式发布前请在 mkdocs.yml 写上真正的 site_url。")

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, builder: object) -> LiveReloadServer:
        """Rebuild when a profile or the theme changes; the engine itself watches only ``content/``."""
        for folder in ("heroes", "theme"):
            server.watch(str(self.root / folder))
        return server

    def _told(self, error: ContentError) -> PluginError:
        return PluginError(as_text(error.problems, line_of=excerpts(self.root)))


def _refuse(problems: Iterable[Problem]) -> None:
    wrong = tuple(problems)
    if wrong:
        raise ContentError(wrong)
