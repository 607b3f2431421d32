"""Say in one sentence why a stick is not taken in; what runs stays as it is."""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818 - nothing failed: it carries the sentence for the person at the machine
    """A stick, or a part of it, that is refused: a stable *code*, and a Chinese *sentence* that says what to do."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
