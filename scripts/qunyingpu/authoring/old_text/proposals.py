"""Turn an old text into drafts, one for each person of whom an article tells a deed, and tell what the rest is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qunyingpu.authoring.old_text.articles import Article, articles
from qunyingpu.authoring.old_text.blemishes import Blemish, blemishes
from qunyingpu.authoring.old_text.clues import Guess, Sentence, deed_guesses, honour_guesses, is_about_a_deed
from qunyingpu.authoring.old_text.drafts import Draft
from qunyingpu.authoring.old_text.names import Mention, people
from qunyingpu.authoring.old_text.newsprint import Paragraph, decode_text, paragraphs

_SENTENCE = re.compile(r"[^。！？\n]*[。！？]+[”’」』）]*|[^。！？\n]+")
_AROUND = 6
"""Characters before and after a name that show it to be one."""
_LONGEST_TITLE = 120
_LONGEST_STORY = 20_000
_PARTED = "\n\n"


@dataclass(frozen=True, slots=True)
class OldText:
    """What came of a text: its *articles*, the *drafts* in them, and its *blemishes* line by line.

    *others* are names of which the text tells no deed, each with the line of its first mention.
    """

    articles: tuple[Article, ...]
    drafts: tuple[Draft, ...]
    others: tuple[tuple[str, int], ...]
    blemishes: tuple[Blemish, ...]


def read_old_text(content: bytes, name: str, *, basis: str = "") -> OldText:
    """Return what the text *content* of the file *name* offers.

    *basis* is the ground of publication that whoever imports states. Raises UsageError for what is no text.
    """
    text = decode_text(content, name)
    found = tuple(articles(paragraphs(text)))
    drafts = tuple(draft for article in found for draft in _drafts(article, name, basis))
    drafted = {draft.name for draft in drafts}
    others = {
        name: article.body[mention.paragraph].lines[mention.start]
        for article in found
        for name, mention in people(article.body).items()
        if name not in drafted
    }
    return OldText(found, drafts, tuple(others.items()), tuple(blemishes(text)))


def _drafts(article: Article, file: str, basis: str) -> Iterator[Draft]:
    persons = people(article.body)
    for name, mention in persons.items():
        sentences = list(_about(name, article, list(persons)))
        if not is_about_a_deed(sentences):
            continue
        guesses = [
            _naming(name, mention, article),
            *deed_guesses(name, sentences),
            *honour_guesses(name, sentences),
            *_source(article),
        ]
        lines = [line for sentence in sentences for line in sentence.lines]
        yield Draft(
            name=name,
            source=f"{article.title or '（无标题）'}，{file}",
            first=min(lines),
            last=max(lines),
            guesses=tuple(guesses),
            story=_story(sentences),
            basis=basis,
        )


def _naming(name: str, mention: Mention, article: Article) -> Guess:
    paragraph = article.body[mention.paragraph]
    start = max(0, mention.start - _AROUND)
    around = paragraph.text[start : mention.start + len(name) + _AROUND]
    return Guess(("name",), name, around, paragraph.lines[start])


def _source(article: Article) -> Iterator[Guess]:
    if 0 < len(article.title) <= _LONGEST_TITLE:
        yield Guess(("sources", 0, "title"), article.title, article.title, article.title_line)


def _about(name: str, article: Article, persons: Sequence[str]) -> Iterator[Sentence]:
    """Yield the sentences of *article* about *name*: all where nobody else is named, else those after each mention."""
    current: set[str] = {name} if list(persons) == [name] else set()
    for sentence in _sentences(article.body):
        named = {person for person in persons if person in sentence.text}
        current = named or current
        if name in current:
            yield sentence


def _sentences(body: Sequence[Paragraph]) -> Iterator[Sentence]:
    place = 0
    for paragraph in body:
        for match in _SENTENCE.finditer(paragraph.text):
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            words = match[0].strip()
            if words:
                place += 1
                yield Sentence(words, paragraph.lines[start : start + len(words)], place)
        place += 1


def _story(sentences: Sequence[Sentence]) -> str:
    """Return *sentences* verbatim, what is left out between them a break; empty where a story may not be so long."""
    story, before = "", 0
    for sentence in sentences:
        story += f"{'' if sentence.place == before + 1 or not story else _PARTED}{sentence.text}"
        before = sentence.place
    return story if len(story) <= _LONGEST_STORY else ""
