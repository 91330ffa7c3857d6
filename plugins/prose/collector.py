"""Collect what is found while one body is rendered: references, problems, ids."""

from __future__ import annotations

from dataclasses import dataclass, field

from plugins.problems.problem import Problem, error, warning
from plugins.prose.body import Reference, ReferenceKind
from plugins.prose.character_placeholders import placeholders_as_text
from plugins.vietnamese.letters import without_loose_marks

LONGEST_SHOWN = 80


def shortened(text: str) -> str:
    """Return a text as messages quote it: on one line, cut after 80 characters."""
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST_SHOWN else flat[: LONGEST_SHOWN - 1] + "…"


@dataclass(slots=True)
class Collector:
    """
    What was found in one body so far; ``source`` is its Markdown, which begins on ``first_line`` of the file ``path``.

    ``ids`` are those of the finished body, ``footnotes`` the names of its footnotes as they are defined, ``anchors``
    what links to its own anchors name, with their lines.
    """

    source: str
    first_line: int
    path: str
    references: list[Reference] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    footnotes: list[str] = field(default_factory=list)
    anchors: list[tuple[str, int]] = field(default_factory=list)
    _behind: dict[str, int] = field(default_factory=dict)

    def line_of(self, text: str) -> int:
        """Return the line of the next occurrence of ``text`` in the source, counted on from the last call; 0 if none."""
        needle = text.split("\n", 1)[0][:200]
        if not needle:
            return 0
        place = self.source.find(needle, self._behind.get(needle, 0))
        if place < 0:
            place = self.source.find(needle)
        if place < 0:
            return 0
        self._behind[needle] = place + len(needle)
        return self.first_line + self.source.count("\n", 0, place)

    def line_of_target(self, target: str, written: str) -> int:
        """Return the line of a target, which the source may spell with entities."""
        return self.line_of(target) or self.line_of(written)

    def placeholder(self, kind: ReferenceKind, target: str, line: int, alt: str = "") -> str:
        """Note a reference and return the placeholder that stands for it."""
        self.references.append(Reference(kind, target, line, without_loose_marks(placeholders_as_text(alt))))
        return f"\ue000{len(self.references) - 1}\ue001"

    def error(self, line: int, code: str, message: str) -> None:
        """Note an error; the same twice counts once."""
        self._note(error(self.path, line, code, message))

    def warning(self, line: int, code: str, message: str) -> None:
        """Note a warning; the same twice counts once."""
        self._note(warning(self.path, line, code, message))

    def _note(self, problem: Problem) -> None:
        if problem not in self.problems:
            self.problems.append(problem)
