"""Fix texts automatically: certain fixes have one right answer, uncertain ones need a person's confirmation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta, timezone, tzinfo
from functools import partial

from plugins.article.reading_habits import ReadingHabits
from plugins.article.registries import Registries
from plugins.category.registry import Sections
from plugins.date.parse import DateFault, parse_date
from plugins.editors.checks.lint_input import lint_input_of
from plugins.editors.checks.numbers_and_dates import DECIMAL, ENGLISH_THOUSANDS, FOUR_DOTS, in_vietnamese
from plugins.editors.checks.spelling import misspellings
from plugins.editors.checks.wording import DOUBLED
from plugins.header.decode import CONTROL, FALSE_D, LINE_END, PRIVATE
from plugins.header.fields import BY_NAME, ValueKind, label
from plugins.header.parse import parse
from plugins.prose.code import find_fences
from plugins.vietnamese.letters import fold
from plugins.vietnamese.loose_names import loose
from plugins.vietnamese.stray_letters import plain_letters, without_zero_width

_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?")
_NORMAL_DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{4}(?: \d{1,2}:\d\d)?")
_HEADER_LINE = re.compile(r"([^:：]*)([:：])(\s*)(.*)$")
_LINE_ENDS = re.compile(f"({LINE_END.pattern}|\n)")
_SPACES = " \t\u00a0"
_BYTE_ORDER_MARK = "\ufeff"
_EXAMPLE_ZONE = timezone(timedelta(hours=7))


def normalised_letters(text: str) -> str:
    """
    Return text as articles are read: letters precomposed, without invisible characters, with Đ for letters that look like it.

    >>> normalised_letters("to\\u0302i\\u200b ở Ðà Nẵng")
    'tôi ở Đà Nẵng'
    """
    kept = plain_letters(unicodedata.normalize("NFC", PRIVATE.sub("", without_zero_width(text))))
    return FALSE_D.sub("Đ", CONTROL.sub(" ", kept))


def without_trailing_spaces(lines: Sequence[str], body_from: int = 0) -> list[str]:
    """
    Return lines without spaces at their ends.

    In the body, which begins with the line ``body_from`` (counted from 0), code is left alone, and so are
    two spaces before another line of the same paragraph: they break the line.

    >>> without_trailing_spaces(["Tiêu đề: A  ", "", "một   ", "hai  ", "", "ba\\t"], 2)
    ['Tiêu đề: A', '', 'một  ', 'hai', '', 'ba']
    """
    body = lines[body_from:]
    fenced = find_fences(body)
    fixed = [line.rstrip(_SPACES) for line in lines[:body_from]]
    for number, (line, code) in enumerate(zip(body, fenced.is_code, strict=True)):
        bare = line.rstrip(_SPACES)
        followed = number + 1 < len(body) and body[number + 1].strip() and bare
        breaks = followed and line.endswith("  ")
        fixed.append(line if code or fenced.unclosed is not None else f"{bare}  " if breaks else bare)
    return fixed


def normalised_section(written: str, sections: Sections) -> str:
    """
    Return the name of a section as the portal spells it; any text that is not this name unchanged.

    >>> from plugins.category.registry import load_sections
    >>> known = load_sections('[[chuyen-muc]]\\nten = "Văn hóa – Xã hội"\\nten-cu = ["Văn xã"]')
    >>> [normalised_section(name, known) for name in ("văn hoá - xã hội", "van hoa xa hoi", "Văn xã", "Y tế")]
    ['Văn hóa – Xã hội', 'Văn hóa – Xã hội', 'Văn xã', 'Y tế']
    """
    section = sections.find(written) if written else None
    # Two sections may share a name; then the name alone does not say which.
    if section is None or sections.find(section.name) != section:
        return written
    return section.name if fold(loose(written)) == fold(loose(section.name)) else written


def normalised_date(written: str, zone: tzinfo) -> str:
    """
    Return a written date in the portal's form; unchanged where it has this form, is an ISO date, or is doubtful.

    >>> [normalised_date(day, _EXAMPLE_ZONE) for day in ("ngày 5 tháng 3 năm 2024", "29/11/2023 (GMT+7)", "31.2.2024")]
    ['05/03/2024', '29/11/2023', '31.2.2024']
    """
    if not written or _ISO_DATE.fullmatch(written) or _NORMAL_DATE.fullmatch(written):
        return written
    try:
        reading = parse_date(written, zone)
    except DateFault:
        return written
    moment = reading.moment
    # Where the weekday does not fit the date, it is not known which of the two is right.
    if not reading.weekday_fits or moment.second or reading.is_converted:
        return written
    day = f"{moment:%d/%m/}{moment.year}"
    return f"{day} {moment:%H:%M}" if reading.has_time else day


@dataclass(frozen=True, slots=True)
class UncertainFix:
    """A place that is probably wrong: its line, counted from 1, where it starts and ends there, and its text before and after."""

    code: str
    line: int
    start: int
    end: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class _FileText:
    """The lines of a file, the line end of each, and its byte order mark, "" if it has none."""

    lines: list[str]
    ends: list[str]
    mark: str = ""

    @classmethod
    def of(cls, text: str) -> _FileText:
        mark = _BYTE_ORDER_MARK if text.startswith(_BYTE_ORDER_MARK) else ""
        parts = _LINE_ENDS.split(text.removeprefix(_BYTE_ORDER_MARK))
        return cls(parts[::2], [*parts[1::2], ""], mark)

    def with_lines(self, lines: Sequence[str]) -> str:
        """Return the text of the file with other lines."""
        return self.mark + "".join(line + end for line, end in zip(lines, self.ends, strict=True))


# Where a replacement starts and ends in a text that people read, and what is right there.
FixPlace = tuple[int, int, str]
# The code of a rule, and what finds the places.
Replacement = tuple[str, Callable[[str], Iterator[FixPlace]]]


def _by_pattern(
    pattern: re.Pattern[str], right: Callable[[re.Match[str]], str]
) -> Callable[[str], Iterator[FixPlace]]:
    return lambda text: ((found.start(), found.end(), right(found)) for found in pattern.finditer(text))


def _misspelt(text: str, *, certain: bool) -> Iterator[FixPlace]:
    return ((one.start, one.end, one.right) for one in misspellings(text) if one.certain is certain)


_CERTAIN: tuple[Replacement, ...] = (
    ("bon-cham", _by_pattern(FOUR_DOTS, lambda found: "…")),
    ("loi-chinh-ta", partial(_misspelt, certain=True)),
)
_UNCERTAIN: tuple[Replacement, ...] = (
    ("dau-thap-phan", _by_pattern(DECIMAL, lambda found: f"{found[1]},{found[2]}")),
    ("nghin-kieu-anh", _by_pattern(ENGLISH_THOUSANDS, lambda found: in_vietnamese(found[0]))),
    ("lap-tu", _by_pattern(DOUBLED, lambda found: found[1])),
    ("loi-chinh-ta", partial(_misspelt, certain=False)),
)


def with_fixes(path: str, text: str, registries: Registries) -> str:
    """
    Return a file's text with all certain fixes; line ends and a byte order mark stay as they are.

    >>> from plugins.author.people import Organisation
    >>> from plugins.author.registry import Authors
    >>> from plugins.category.registry import load_sections
    >>> sections = load_sections('[[chuyen-muc]]\\nten = "Văn hóa – Xã hội"')
    >>> portal = Registries(sections, Authors(), _EXAMPLE_ZONE, Organisation("Ban biên tập", "ban-bien-tap"))
    >>> with_fixes("x.md", "Tiêu đề： A \\r\\nChuyên mục: văn hóa - xã hội\\r\\n", portal)
    'Tiêu đề: A\\r\\nChuyên mục: Văn hóa – Xã hội\\r\\n'
    """
    file = _FileText.of(text)
    lines = [normalised_letters(line) for line in file.lines]
    source = parse(path, "\n".join(lines))
    for name, one in source.fields.items():
        lines[one.line - 1] = _fixed_field(lines[one.line - 1], name, one.value, registries)
    if source.fields:
        lines = without_trailing_spaces(lines, source.body_line - 1)
        lines = _replaced(lines, _matches(path, lines, _CERTAIN, registries.habits))
    return file.with_lines(lines)


def with_slug(path: str, text: str, slug: str) -> str:
    """
    Return a file's text whose header names a slug: in place of the one it has, else below the title.

    >>> with_slug("x.md", "Tiêu đề: A\\r\\nNgày đăng: 05/03/2024\\r\\n\\r\\nThân.\\r\\n", "a-2")
    'Tiêu đề: A\\r\\nĐường dẫn: a-2\\r\\nNgày đăng: 05/03/2024\\r\\n\\r\\nThân.\\r\\n'
    """
    file = _FileText.of(text)
    fields = parse(path, "\n".join(file.lines)).fields
    lines, ends = list(file.lines), list(file.ends)
    if "slug" in fields:
        number = fields["slug"].line - 1
        lines[number] = f"{lines[number].partition(':')[0]}: {slug}"
    elif "title" in fields:
        number = fields["title"].line
        # A title may go on in indented lines.
        while number < len(lines) and lines[number][:1] in " \t" and lines[number].strip():
            number += 1
        lines.insert(number, f"{label('slug')}: {slug}")
        ends.insert(number, ends[number - 1])
    return _FileText(lines, ends, file.mark).with_lines(lines)


def _fixed_field(line: str, name: str, value: str, registries: Registries) -> str:
    """Return a header line with a normal colon, and its date or section in the portal's form."""
    found = _HEADER_LINE.match(line)
    if not found:
        return line
    key, colon, gap, rest = found.groups()
    right = (
        normalised_section(value, registries.sections)
        if name == "category"
        else normalised_date(value, registries.zone)
        if BY_NAME[name].kind is ValueKind.DATE
        else value
    )
    if value and value in rest:
        rest = rest.replace(value, right, 1)
    return f"{key.rstrip()}:{gap if colon == ':' else ' ' if rest else ''}{rest}"


def uncertain_fixes(path: str, text: str, habits: ReadingHabits) -> list[UncertainFix]:
    """
    Return the fixes of a text that a person has to confirm, in order; ``habits`` are how the portal reads articles.

    >>> [(one.line, one.before, one.after) for one in uncertain_fixes("x.md", "Tiêu đề: A\\n\\nĐạt 86.1%.", ReadingHabits())]
    [(3, '86.1', '86,1')]
    """
    return _matches(path, _FileText.of(text).lines, _UNCERTAIN, habits)


def with_confirmed(text: str, confirmed: Sequence[UncertainFix]) -> str:
    """
    Return a text with the fixes that a person confirmed.

    >>> text = "Tiêu đề: A\\n\\nĐạt 86.1%."
    >>> with_confirmed(text, uncertain_fixes("x.md", text, ReadingHabits()))
    'Tiêu đề: A\\n\\nĐạt 86,1%.'
    """
    file = _FileText.of(text)
    return file.with_lines(_replaced(file.lines, confirmed))


def _replaced(lines: Sequence[str], fixes: Sequence[UncertainFix]) -> list[str]:
    changed = list(lines)
    # From the end of a line to its beginning, so that the positions before a fix stay valid.
    for one in sorted(fixes, key=lambda one: (one.line, -one.start)):
        line = changed[one.line - 1]
        changed[one.line - 1] = line[: one.start] + one.after + line[one.end :]
    return changed


def _matches(
    path: str, lines: Sequence[str], replacements: Sequence[Replacement], habits: ReadingHabits
) -> list[UncertainFix]:
    """Return the places in the text that people read; lines with editors' notes are left alone."""
    lint_input = lint_input_of("\n".join(lines), path=path, habits=habits)
    found: list[UncertainFix] = []
    if not lint_input.is_vietnamese:
        return found
    for number, passage in lint_input.passages:
        line = lines[number - 1]
        shift = line.find(passage) if number < lint_input.source.body_line else 0
        if shift < 0 or (not shift and len(line) != len(passage) and number >= lint_input.source.body_line):
            continue
        for code, places in replacements:
            for start, end, right in places(passage):
                fix = UncertainFix(code, number, start + shift, end + shift, passage[start:end], right)
                found.append(fix)
    return sorted(found, key=lambda one: (one.line, one.start))
