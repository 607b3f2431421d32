"""Turn what is wrong with content into problems that staff can mend.

A `Problem` says where, what and how to mend it; `ContentError` carries all of them at once. Model validators
raise `mistake(code, …)`; the sentences stand in one table, `messages.py`, so that the checker, the form and the
handbook can never differ.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from pydantic_core import PydanticCustomError

from qunyingpu.messages import MESSAGES


class Severity(Enum):
    """How much a problem weighs: an error stops the build, a warning is only told."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One mistake in content, told so that its writer can mend it.

    *file* is relative to the project's root with forward slashes; *line* and *column* count from 1 (0: the file as a
    whole); *field* is a dotted path such as ``honours.0.date``; *code* never changes once published.
    """

    file: str
    line: int
    column: int
    field: str
    code: str
    message: str
    remedy: str
    severity: Severity = Severity.ERROR

    @classmethod
    def told(
        cls,
        code: str,
        *,
        file: str,
        line: int = 0,
        column: int = 0,
        field: str = "",
        **context: object,
    ) -> Problem:
        """Make the problem *code*, its sentences filled with *context*.

        Raises KeyError for a code that the table lacks: that is our fault, not the writer's.
        """
        message = MESSAGES[code]
        return cls(
            file=file,
            line=line,
            column=column,
            field=field,
            code=code,
            message=message.text.format(**context),
            remedy=message.remedy.format(**context),
            severity=Severity(message.severity),
        )

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order by place, then code: two runs tell the same list."""
        return (self.file, self.line, self.column, self.field, self.code)

    def __str__(self) -> str:
        """Return ``file:line:column: field: message remedy``, the form that editors and terminals link."""
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        field = f" {self.field}:" if self.field else ""
        return f"{place}:{field} {self.message}{self.remedy}"


class ContentError(Exception):
    """Content cannot be published as it stands; carries every problem, sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Take *problems* in any order."""
        self.problems = tuple(sorted(problems, key=lambda problem: problem.sort_key))
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[ContentError], tuple[tuple[Problem, ...]]]:
        """Let the problems of a job come back from another process."""
        return (ContentError, (self.problems,))


class UsageError(Exception):
    """A command was given what it cannot work with; its text is one Chinese sentence, its exit status 2."""


def mistake(code: str, **context: object) -> PydanticCustomError:
    """Make the exception with which a model validator refuses a value: *code* and what its sentence needs."""
    # The sentence is made from the table when the problem is told, so pydantic carries only the code.
    return PydanticCustomError("mistake", "{code}", {"code": code, **context})
