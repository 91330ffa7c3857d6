"""What a lint rule is given of an article: its header fields, the lines of its file, and the text that people read."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from functools import cached_property

from plugins.article.facts import ArticleKind
from plugins.article.reading_habits import PORTALS_OWN, ReadingHabits
from plugins.article.registries import Registries
from plugins.category.registry import Section, Sections
from plugins.editors.checks.advice_settings import AdviceSettings
from plugins.header.decode import LINE_END, decode
from plugins.header.parse import ParsedFile, parse
from plugins.prose.code import find_fences, outside_spans
from plugins.prose.comments import without_comments

# The number of a line, counted from 1, and a sentence for the editor.
Remark = tuple[int, str]
Remarks = Iterator[Remark]

_READ_FIELDS = ("title", "summary", "cover_caption", "cover_alt")
# Markup that is not part of the text, each with a sign that it always contains: the target of a link, tags, addresses,
# Pelican's {…}, the names of footnotes, the lines of a table.
_UNREAD = tuple(
    (sign, re.compile(pattern))
    for sign, pattern in (
        ("](", r"(?<=\])\([^()\s]*(?: [^()\n]*)?\)"),
        ("<", r"<[^<>\n]*>"),
        ("://", r"https?://[^\s<>()]+"),
        ("www.", r"\bwww\.[^\s<>()]+"),
        ("@", r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
        ("{", r"\{[^{}\n]*\}"),
        ("[^", r"\[\^[^\[\]\n]*\]:?"),
        ("---", r"(?:\|[ \t]*+)?:?-{3,}:?(?:[ \t]*+\|)?"),
    )
)
_PICTURE = re.compile(
    r"!\[([^\[\]\n]*+(?:\[[^\[\]\n]*+\][^\[\]\n]*+)*+)\]\(\s*+<?([^()<>\n]*+(?:\([^()\n]*+\)[^()<>\n]*+)*+)>?\s*\)"
)
_CAPTION = re.compile(r"[ \t]*(?:[*_]{0,2}\((.*)\)\.?[*_]{0,2}|[*_](.+)[*_])[ \t]*$")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the body: its line, its description, its file as written, and the caption below it or ""."""

    line: int
    alt: str
    target: str
    caption: str = ""


@dataclass(frozen=True)
class LintInput:
    """
    What a rule is given of one article.

    ``path`` is the path that problems name; ``raw`` the text of the file as it is on the disk; ``source`` its
    header and body after decoding; ``sections``, ``zone`` and ``habits`` are the portal's.
    """

    path: str
    raw: str
    source: ParsedFile
    settings: AdviceSettings = field(default_factory=AdviceSettings)
    sections: Sections = field(default_factory=lambda: Sections(()))
    zone: tzinfo = UTC
    habits: ReadingHabits = PORTALS_OWN

    @property
    def is_page(self) -> bool:
        """Whether it is a standing page."""
        return self.habits.kind_of(self.path) is ArticleKind.PAGE

    @cached_property
    def is_vietnamese(self) -> bool:
        """Whether rules of the Vietnamese language apply."""
        return self.habits.completed(self.source).value("lang").strip().lower() in ("", "vi")

    @cached_property
    def section(self) -> Section | None:
        """The section that the header names, None if there is no such section."""
        return self.sections.find(self.source.value("category")) if self.source.value("category") else None

    @cached_property
    def raw_lines(self) -> list[str]:
        """The lines of the file, without line ends."""
        return LINE_END.sub("\n", self.raw).split("\n")

    @cached_property
    def body_lines(self) -> list[str]:
        """The lines of the body, with code and editors' notes blank."""
        fenced = find_fences(self.source.body.split("\n"))
        lines = ["" if code else line for line, code in zip(fenced.lines, fenced.is_code, strict=True)]
        plain, unclosed = without_comments("\n".join(lines))
        if unclosed is not None:
            plain = plain[:unclosed]
        return plain.split("\n")

    @cached_property
    def prose(self) -> str:
        """The text of the body, with code, addresses and tags replaced by spaces."""
        text = "\n".join(self.body_lines)
        if "`" in text:
            text = "".join(_blank(piece) if code else piece for piece, code in outside_spans(text))
        for sign, pattern in _UNREAD:
            if sign in text:
                text = pattern.sub(lambda found: _blank(found[0]), text)
        return text

    @cached_property
    def passages(self) -> tuple[tuple[int, str], ...]:
        """All text that people read, line by line with the line numbers: title, lead, the cover's words and the body."""
        fields = [self.source.fields[name] for name in _READ_FIELDS if name in self.source.fields]
        body = enumerate(self.prose.split("\n"), self.source.body_line)
        return (
            *((one.line, one.value) for one in fields if one.value),
            *((number, line) for number, line in body if line and not line.isspace()),
        )

    @cached_property
    def words(self) -> str:
        """All passages as one text."""
        return "\n".join(text for _, text in self.passages)

    @cached_property
    def lowered(self) -> str:
        """The same in lower case, for quick tests before a rule looks closer."""
        return self.words.lower()

    def has_any(self, signs: Iterable[str]) -> bool:
        """Tell whether one of the signs, given in lower case, occurs in the passages."""
        return any(sign in self.lowered for sign in signs)

    @cached_property
    def pictures(self) -> tuple[Picture, ...]:
        """The pictures of the body, in order."""
        return tuple(self._pictures())

    def _pictures(self) -> Iterator[Picture]:
        lines = self.body_lines
        for number, line in enumerate(lines):
            for found in _PICTURE.finditer(line):
                rest = line[found.end() :]
                after = (
                    [rest] if rest.strip() else [one for one in lines[number + 1 : number + 3] if one.strip()]
                )
                caption = _CAPTION.match(after[0]) if after else None
                words = (caption[1] or caption[2] or "") if caption else ""
                yield Picture(
                    self.source.body_line + number, found[1].strip(), found[2].strip(), words.strip()
                )


def _blank(text: str) -> str:
    """
    Return a text with every character replaced by a space, except line ends.

    >>> _blank("ab\\nc")
    '  \\n '
    """
    return re.sub(r"[^\n]", " ", text)


def read_lint_input(
    path: str, data: bytes, settings: AdviceSettings, registries: Registries
) -> LintInput | None:
    """Return the input of rules for a file, None for one that is no text with a header."""
    text, _ = decode(path, data)
    if not text.strip():
        return None
    source = parse(path, text)
    if not source.fields:
        return None
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    raw, sections = data.decode(encoding), registries.sections
    return LintInput(path, raw, source, settings, sections, registries.zone, registries.habits)


def lint_input_of(
    text: str,
    settings: AdviceSettings | None = None,
    sections: Sections | None = None,
    path: str = "content/x.md",
    habits: ReadingHabits = PORTALS_OWN,
) -> LintInput:
    """Return the input of rules for a text that needs no decoding."""
    return LintInput(
        path,
        text,
        parse(path, text),
        settings or AdviceSettings(),
        sections or Sections(()),
        habits=habits,
    )
