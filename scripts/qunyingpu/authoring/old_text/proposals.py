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
_LONGEST_TITLE = 120
_LONGEST_STORY = 20_000


@dataclass(frozen=True, slots=True)
class OldText:
    """What came of a text: its *articles*, the *drafts* in them, and its *blemishes* line by line."""

    articles: tuple[Article, ...]
    drafts: tuple[Draft, ...]
    blemishes: tuple[Blemish, ...]


def read_old_text(content: bytes, name: str, *, basis: str = "") -> OldText:
    """Return what the text *content* of the file *name* offers.

    *basis* is the ground of publication that whoever imports states. Raises UsageError for what is no text.
    """
    text = decode_text(content, name)
    found = tuple(articles(paragraphs(text)))
    drafts = tuple(draft for article in found for draft in _drafts(article, name, basis))
    return OldText(found, drafts, tuple(blemishes(text)))


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
            story=_story(name, article, sentences, list(persons)),
            basis=basis,
        )


def _naming(name: str, mention: Mention, article: Article) -> Guess:
    paragraph = article.body[mention.paragraph]
    around = paragraph.text[max(0, mention.start - 6) : mention.start + len(name) + 6]
    return Guess(("name",), name, around, paragraph.lines[mention.start])


def _source(article: Article) -> Iterator[Guess]:
    if 0 < len(article.title) <= _LONGEST_TITLE:
        yield Guess(("sources", 0, "title"), article.title, article.title, article.title_line)


def _about(name: str, article: Article, persons: Sequence[str]) -> Iterator[Sentence]:
    """Yield the sentences of *article* about *name*: all where nobody else is named, else those after each mention."""
    current: set[str] = {name} if persons == [name] else set()
    for paragraph in article.body:
        for sentence in _sentences(paragraph):
            named = {person for person in persons if person in sentence.text}
            current = named or current
            if name in current:
                yield sentence


def _sentences(paragraph: Paragraph) -> Iterator[Sentence]:
    for match in _SENTENCE.finditer(paragraph.text):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        words = match[0].strip()
        if words:
            yield Sentence(words, paragraph.lines[start : start + len(words)])


def _story(name: str, article: Article, sentences: Sequence[Sentence], persons: Sequence[str]) -> str:
    """Return the text about *name* verbatim, empty where it is longer than a story may be."""
    if list(persons) == [name]:
        story = "\n\n".join(paragraph.text.strip() for paragraph in article.body)
    else:
        story = "".join(sentence.text for sentence in sentences)
    return story if len(story) <= _LONGEST_STORY else ""
