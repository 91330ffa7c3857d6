"""What can be mended has one right answer; each kind of mending is a function from the old value to the right one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta, timezone, tzinfo

from plugins.category.registry import Sections
from plugins.date.parse import DateFault, parse_date
from plugins.editors.checks.figures import DECIMAL, FOUR_DOTS
from plugins.editors.checks.lint_input import lint_input_of
from plugins.editors.checks.words import DOUBLED
from plugins.header.decode import CONTROL, FALSE_D, LINE_END, PRIVATE, ZERO_WIDTH
from plugins.header.parse import parse
from plugins.prose.code import find_fences
from plugins.vietnamese.letters import fold
from plugins.vietnamese.loose_names import loose

DAY_FIELDS = frozenset(
    {"date", "expires", "issued", "consultation_from", "consultation_to", "disclosure_from", "disclosure_to"}
)
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?")
_PLAIN = re.compile(r"\d{1,2}/\d{1,2}/\d{4}(?: \d{1,2}:\d\d)?")
_HEADER_LINE = re.compile(r"(\s*)([^:：]{1,60}?)(\s*)([:：])(\s*)(.*)$")
_ENDS = re.compile(f"({LINE_END.pattern}|\n)")
_SPACES = " \t\u00a0"
_MARK = "\ufeff"
_EXAMPLE_ZONE = timezone(timedelta(hours=7))


def sound_letters(text: str) -> str:
    """
    Return text as reading makes it sound: letters composed, nothing hidden, Đ in the place of letters that look like it.

    >>> sound_letters("to\\u0302i\\u200b ở Ðà Nẵng")
    'tôi ở Đà Nẵng'
    """
    kept = unicodedata.normalize("NFC", PRIVATE.sub("", ZERO_WIDTH.sub("", text)))
    return FALSE_D.sub("Đ", CONTROL.sub(" ", kept))


def without_trailing_spaces(lines: Sequence[str], body_from: int = 0) -> list[str]:
    """
    Return lines without spaces at their ends; in a body (from a line on, counted from 0) code is left alone,
    and so are two spaces before a line of the same paragraph: they break the line.

    >>> without_trailing_spaces(["Tiêu đề: A  ", "", "một   ", "hai  ", "", "ba\\t"], 2)
    ['Tiêu đề: A', '', 'một  ', 'hai', '', 'ba']
    """
    body = lines[body_from:]
    fenced = find_fences(body)
    with_fixes = [line.rstrip(_SPACES) for line in lines[:body_from]]
    for number, (line, code) in enumerate(zip(body, fenced.is_code, strict=True)):
        bare = line.rstrip(_SPACES)
        followed = number + 1 < len(body) and body[number + 1].strip() and bare
        breaks = followed and line.endswith("  ")
        with_fixes.append(line if code or fenced.unclosed is not None else f"{bare}  " if breaks else bare)
    return with_fixes


def section_name(written: str, sections: Sections) -> str:
    """
    Return the name of a section as the portal spells it; the text itself if it is no section's name, or another of its names.

    >>> from plugins.category.registry import load_sections
    >>> known = load_sections('[[chuyen-muc]]\\nten = "Văn hóa – Xã hội"\\nten-cu = ["Văn xã"]')
    >>> [section_name(name, known) for name in ("văn hoá - xã hội", "van hoa xa hoi", "Văn xã", "Y tế")]
    ['Văn hóa – Xã hội', 'Văn hóa – Xã hội', 'Văn xã', 'Y tế']
    """
    section = sections.find(written) if written else None
    # Two sections may share a name; then the name alone does not say which.
    if section is None or sections.find(section.name) != section:
        return written
    return section.name if fold(loose(written)) == fold(loose(section.name)) else written


def day_form(written: str, zone: tzinfo) -> str:
    """
    Return a written day in the portal's one form; the text itself where it is that already, ISO's, or doubtful.

    >>> [day_form(day, _EXAMPLE_ZONE) for day in ("ngày 5 tháng 3 năm 2024", "29/11/2023 (GMT+7)", "31.2.2024")]
    ['05/03/2024', '29/11/2023', '31.2.2024']
    """
    if not written or _ISO.fullmatch(written) or _PLAIN.fullmatch(written):
        return written
    try:
        reading = parse_date(written, zone)
    except DateFault:
        return written
    moment = reading.moment
    # A reminder that a weekday does not fit leaves open which of the two is right.
    doubtful = "là Thứ" in reading.reminder or "là Chủ" in reading.reminder
    if doubtful or moment.second or moment.utcoffset() != zone.utcoffset(moment.replace(tzinfo=None)):
        return written
    day = f"{moment:%d/%m/}{moment.year}"
    return f"{day} {moment:%H:%M}" if reading.has_time else day


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place that is probably wrong: a line counted from 1, from where to where in it, and what it should say."""

    code: str
    line: int
    start: int
    end: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class _Text:
    """A file's lines, what ends each of them, and whether a byte order mark stands before them."""

    lines: list[str]
    ends: list[str]
    mark: str = ""

    @classmethod
    def of(cls, text: str) -> _Text:
        mark = _MARK if text.startswith(_MARK) else ""
        parts = _ENDS.split(text.removeprefix(_MARK))
        return cls(parts[::2], [*parts[1::2], ""], mark)

    def whole(self, lines: Sequence[str]) -> str:
        return self.mark + "".join(line + end for line, end in zip(lines, self.ends, strict=True))


# A code, a pattern in what people read, and the right answer to it.
Answer = tuple[str, re.Pattern[str], Callable[[re.Match[str]], str]]
_SURE_WORDS: tuple[Answer, ...] = (("bon-cham", FOUR_DOTS, lambda found: "…"),)
# Right nearly always: a person is asked.
_LIKELY_WORDS: tuple[Answer, ...] = (
    ("dau-thap-phan", DECIMAL, lambda found: f"{found[1]},{found[2]}"),
    ("lap-tu", DOUBLED, lambda found: found[1]),
)


def with_fixes(path: str, text: str, sections: Sections, zone: tzinfo) -> str:
    """
    Return a file's text with all mended that has one right answer; line ends and a byte order mark stay as they are.

    >>> from plugins.category.registry import load_sections
    >>> sections = load_sections('[[chuyen-muc]]\\nten = "Văn hóa – Xã hội"')
    >>> with_fixes("x.md", "Tiêu đề： A \\r\\nChuyên mục: văn hóa - xã hội\\r\\n", sections, _EXAMPLE_ZONE)
    'Tiêu đề: A\\r\\nChuyên mục: Văn hóa – Xã hội\\r\\n'
    """
    file = _Text.of(text)
    lines = [sound_letters(line) for line in file.lines]
    source = parse(path, "\n".join(lines))
    for name, one in source.fields.items():
        lines[one.line - 1] = _mended_field(lines[one.line - 1], name, one.value, sections, zone)
    if source.fields:
        lines = without_trailing_spaces(lines, source.body_line - 1)
        lines = _with(lines, _places(path, lines, _SURE_WORDS))
    return file.whole(lines)


def _mended_field(line: str, name: str, value: str, sections: Sections, zone: tzinfo) -> str:
    """Return a header line with its colon set right, and its day or section in the one form."""
    found = _HEADER_LINE.match(line)
    if not found:
        return line
    space, key, _, colon, gap, rest = found.groups()
    right = (
        section_name(value, sections)
        if name == "category"
        else day_form(value, zone)
        if name in DAY_FIELDS
        else value
    )
    if value and value in rest:
        rest = rest.replace(value, right, 1)
    return f"{space}{key}:{gap if colon == ':' else ' ' if rest else ''}{rest}"


def doubts(path: str, text: str) -> list[Doubt]:
    """
    Return the places of a text that a person should be asked of, in order.

    >>> [(one.line, one.before, one.after) for one in doubts("x.md", "Tiêu đề: A\\n\\nĐạt 86.1%.")]
    [(3, '86.1', '86,1')]
    """
    return _places(path, _Text.of(text).lines, _LIKELY_WORDS)


def with_answers(text: str, answered: Sequence[Doubt]) -> str:
    """
    Return a text in which the given doubts are settled.

    >>> with_answers("Tiêu đề: A\\n\\nĐạt 86.1%.", doubts("x.md", "Tiêu đề: A\\n\\nĐạt 86.1%."))
    'Tiêu đề: A\\n\\nĐạt 86,1%.'
    """
    file = _Text.of(text)
    return file.whole(_with(file.lines, answered))


def _with(lines: Sequence[str], changes: Sequence[Doubt]) -> list[str]:
    changed = list(lines)
    # From the end of a line to its beginning, so that places before a change stay where they are.
    for one in sorted(changes, key=lambda one: (one.line, -one.start)):
        line = changed[one.line - 1]
        changed[one.line - 1] = line[: one.start] + one.after + line[one.end :]
    return changed


def _places(path: str, lines: Sequence[str], kinds: Sequence[Answer]) -> list[Doubt]:
    """Return where the patterns stand in what people read of a file; a line with a note between editors is left alone."""
    lint_input = lint_input_of("\n".join(lines), path=path)
    found: list[Doubt] = []
    if not lint_input.is_vietnamese:
        return found
    for number, passage in lint_input.passages:
        line = lines[number - 1]
        shift = line.find(passage) if number < lint_input.source.body_line else 0
        if shift < 0 or (not shift and len(line) != len(passage) and number >= lint_input.source.body_line):
            continue
        for code, pattern, right in kinds:
            for hit in pattern.finditer(passage):
                start, end = hit.start() + shift, hit.end() + shift
                found.append(Doubt(code, number, start, end, hit[0], right(hit)))
    return sorted(found, key=lambda one: (one.line, one.start))
