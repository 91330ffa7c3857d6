"""Collect what is found while one body is rendered: references, problems, ids."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from plugins.problems.problem import Problem, error, warning
from plugins.prose.body import Reference, ReferenceKind
from plugins.prose.character_placeholders import placeholders_as_text
from plugins.prose.code import find_fences, outside_spans
from plugins.vietnamese.letters import without_loose_marks

LONGEST_SHOWN = 80
_NOWHERE = -1  # a text that the source does not have is looked for once
_LINE_END = re.compile("\n")


_NOT_LINE_END = re.compile(r"[^\n]")
_TAG = re.compile(r"<(/?[A-Za-z][\w-]*)")
_ESCAPABLE = re.compile(r"[_*`&\\\[\]]")
_MOST_SOUGHT = 20
# Targets that were nowhere as they are meant; a body with more was made to cost time, and its lines may be rough.
_MOST_IN_VAIN = 100
# What stands before a target in Markdown and HTML, the commonest first, and what may follow it.
_OPENINGS = ("](", "](<", "]: ", '="', "='", "<", "=", "]( ", "]:")
_ENDS = frozenset(("", *"\n\t >\"')"))


def quoted_text(text: str) -> str:
    """Return a text as messages quote it: on one line, cut after 80 characters."""
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST_SHOWN else flat[: LONGEST_SHOWN - 1] + "…"


@dataclass(slots=True)
class Collector:
    """
    What was found in one body so far; ``source`` is its Markdown, which begins on ``first_line`` of the file ``path``.

    ``ids`` are those of the finished body, ``footnotes`` the names of its footnotes as they are defined, ``anchors``
    what links to its own anchors name, with their lines. ``extended`` tells that extensions of the settings read the body too, and may have written
    what the source has nowhere.
    """

    source: str
    first_line: int
    path: str
    extended: bool = False
    references: list[Reference] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    footnotes: list[str] = field(default_factory=list)
    anchors: list[tuple[str, int]] = field(default_factory=list)
    _in_vain: int = 0
    _behind: dict[str, int] = field(default_factory=dict)
    _seen: set[Problem] = field(default_factory=set)
    _line_ends: list[int] = field(default_factory=list)
    _lines: dict[str, int] = field(default_factory=dict)
    _prose: str | None = None
    _walked: int = -1
    _not_walked_to: int = 0

    def line_of(self, text: str) -> int:
        """Return the line of the next occurrence of ``text`` in the source, counted on from the last call; 0 if none."""
        needle = text.split("\n", 1)[0][:200]
        if not needle or self._behind.get(needle) == _NOWHERE:
            return 0
        place = self.source.find(needle, self._behind.get(needle, 0))
        if place < 0:
            place = self.source.find(needle)
        self._behind[needle] = place + len(needle) if place >= 0 else _NOWHERE
        return self.first_line + self._lines_before(place) if place >= 0 else 0

    def line_of_tag(self, written: str) -> int:
        """
        Return the line of the next tag that is written so, but for its white space, which Markdown changes; 0 if none.

        >>> found = Collector("<b>a</b>\\n<b\\tid=x>", 1, "bai.md")
        >>> found.line_of_tag("<b  id=x>"), found.line_of_tag("<b id=y>")
        (2, 0)
        """
        # A tag of several lines is more than its first.
        line = 0 if "\n" in written else self.line_of(written)
        return line or self._line_of_pattern(r"\s+".join(map(re.escape, written[:200].split())))

    def line_of_name(self, tag: str) -> int:
        """
        Return the line of the next tag with a name, for one that ends with a stroke before it; 0 if none.

        >>> found = Collector("<blockquote>\\n<b>\\n<b>\\n", 1, "bai.md")
        >>> [found.line_of_name("b") for _ in "abc"], found.line_of_name("/b")
        ([2, 3, 2], 0)
        """
        return self._line_of_pattern(rf"<{re.escape(tag)}(?![\w-])")

    def line_near_tag(self, written: str) -> int:
        """Return where a message tells of a tag: its line, or that of the next one with its name; 0 if the source has neither."""
        name = _TAG.match(written)
        return self.line_of_tag(written) or (self.line_of_name(name[1]) if name else 0)

    def _line_of_pattern(self, pattern: str) -> int:
        """Return the line of the next place of a pattern, counted on from the last call as text is; 0 if none."""
        if not pattern or self._behind.get(pattern) == _NOWHERE:
            return 0
        sought = re.compile(pattern, re.IGNORECASE)
        found = sought.search(self.source, self._behind.get(pattern, 0)) or sought.search(self.source)
        self._behind[pattern] = found.end() if found else _NOWHERE
        return self.first_line + self._lines_before(found.start()) if found else 0

    def _lines_before(self, place: int) -> int:
        if not self._line_ends:
            self._line_ends = [found.start() for found in _LINE_END.finditer(self.source)]
        return bisect_left(self._line_ends, place)

    def line_onwards(self, text: str) -> int:
        """
        Return the line of the next place of a text behind that of the last one asked for, however many are asked for in one walk.

        What does not come behind it is looked for from the beginning a few times; then the line of the walk must do.

        >>> found = Collector("a b\\nb c\\na", 1, "bai.md")
        >>> [found.line_onwards(letter) for letter in "bbac"]
        [1, 2, 3, 2]
        """
        onwards = self._not_walked_to < _MOST_SOUGHT
        place = self.source.find(text, self._walked + 1) if onwards else -1
        if place >= 0:
            self._walked = place
        elif onwards:
            self._not_walked_to += 1
            place = self.source.find(text)
        return self.first_line + self._lines_before(max(place if place >= 0 else self._walked, 0))

    def line_of_target(self, target: str, written: str, tag: str = "") -> int:
        """
        Return the line of the next link or picture with a target, which the source may spell with entities; ``tag`` is the one that it stands in.

        A longer target that contains this one is another one, and code shows targets but has none.

        >>> found = Collector("`[x](a)` ![x](a.jpg)\\n[x](a)\\n[x]()", 3, "bai.md")
        >>> found.line_of_target("a", "a"), found.line_of_target("", "")
        (4, 5)
        """
        for one in dict.fromkeys((target, written, target.replace("\\", "\\\\"))):
            first = one.split("\n", 1)[0][:200]
            for opening in _OPENINGS if first else ("](", '="', "='"):
                if self._in_vain > _MOST_IN_VAIN:
                    break
                if line := self._line_of_next(opening + first, whole=first == one):
                    return line
        self._in_vain += 1
        # Written with escapes or code in it: what stands before them is found.
        plain = _ESCAPABLE.split(target, maxsplit=1)[0]
        return (
            (self.line_near_tag(tag) if tag else 0)
            or self.line_of(target)
            or self.line_of(written)
            or self._line_of_next(f"]({plain}", whole=False)
            or self._line_of_next("](", whole=False)
            # A tag whose attribute is all entities.
            or self._line_of_next('="', whole=False)
            or self._line_of_next("='", whole=False)
            or self.first_line
        )

    def line_outside_code(self, text: str) -> int:
        """Return the line of the next place of a text outside code, that of the last one where no more follow, 0 if none is."""
        return self._line_of_next(text, whole=False)

    def _line_of_next(self, needle: str, *, whole: bool) -> int:
        """Return the line of the next place outside code that a target ends with, the last one where no more follow, 0 if none is."""
        source = self._without_code()
        place = source.find(needle, self._behind.get(needle, 0))
        while place >= 0 and whole and source[place + len(needle) : place + len(needle) + 1] not in _ENDS:
            place = source.find(needle, place + 1)
        if place < 0:
            self._behind[needle] = len(source)
            return self._lines.get(needle, 0)
        self._behind[needle] = place + len(needle)
        self._lines[needle] = self.first_line + self._lines_before(place)
        return self._lines[needle]

    def _without_code(self) -> str:
        """Return the source with every letter of its code replaced by a space."""
        if self._prose is None and "`" not in self.source and "~~~" not in self.source:
            self._prose = self.source
        elif self._prose is None:
            lines = self.source.split("\n")
            is_code = find_fences(lines).is_code
            plain = (" " * len(line) if code else line for line, code in zip(lines, is_code, strict=True))
            pieces = outside_spans("\n".join(plain))
            self._prose = "".join(_NOT_LINE_END.sub(" ", piece) if code else piece for piece, code in pieces)
        return self._prose

    def placeholder(
        self, kind: ReferenceKind, target: str, line: int, alt: str = "", classes: str = ""
    ) -> str:
        """Note a reference and return the placeholder that stands for it."""
        shown = without_loose_marks(placeholders_as_text(alt))
        self.references.append(Reference(kind, target, line, shown, classes))
        return f"\ue000{len(self.references) - 1}\ue001"

    def error(self, line: int, code: str, message: str) -> None:
        """Note an error; the same twice counts once."""
        self._note(error(self.path, line, code, message))

    def warning(self, line: int, code: str, message: str) -> None:
        """Note a warning; the same twice counts once."""
        self._note(warning(self.path, line, code, message))

    def _note(self, problem: Problem) -> None:
        if problem not in self._seen:
            self._seen.add(problem)
            self.problems.append(problem)
