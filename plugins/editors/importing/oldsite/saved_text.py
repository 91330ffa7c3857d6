"""Convert the saved plain text of an old page to blocks: one for each line, with wrapped lines joined and verse kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from plugins.editors.importing.imported_article import ImportedBlock, Paragraph, Photo, plain_paragraph
from plugins.editors.importing.oldsite.boilerplate import boilerplate
from plugins.editors.spans.text_spans import TextSpan

_IMAGE = re.compile(r"\s*(.+?\.(?:jpe?g|png|gif|bmp|webp|tiff?))", re.IGNORECASE)
_MAX_NAME = 160
_VERSE_WORDS, _MAX_VERSE_CHARACTERS = (4, 9), 52
_NOT_VERSE = re.compile(r"^[-–+*•\d(\[|]|[:：]\s*$|https?://|\d{1,2}[/-]\d{1,2}[/-]\d{4}")


def read_saved_text(text: str) -> list[ImportedBlock]:
    """
    Return the blocks of a saved text.

    >>> [type(block).__name__ for block in read_saved_text("Một câu.\\nđồng lúa.jpg\\n(Chú thích)")]
    ['Paragraph', 'Photo', 'Paragraph']
    """
    groups = _paragraphs(text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").split("\n"))
    out: list[ImportedBlock] = []
    width = _wrap_width(groups)
    for group in groups:
        out += _blocks([" ".join(group)] if width and _is_wrapped(group, width) else _joined_lines(group))
    return out


def _joined_lines(group: Sequence[str]) -> list[str]:
    """
    Return lines in which one that begins with a small letter is joined to the long line before it.

    >>> _joined_lines(["Hội phụ nữ huyện: Chú trọng xây dựng tổ chức Hội ngày", "càng vững mạnh", "Đăng lúc"])
    ['Hội phụ nữ huyện: Chú trọng xây dựng tổ chức Hội ngày càng vững mạnh', 'Đăng lúc']
    """
    out: list[str] = []
    for line in group:
        goes_on = line[:1].islower() and not boilerplate().is_line(line) and not picture_names(line)
        if out and goes_on and len(out[-1]) > 40 and not re.search(r"[.!?;:…]$", out[-1]):
            out[-1] = f"{out[-1]} {line.strip()}"
        else:
            out.append(line)
    return out


def _paragraphs(lines: Sequence[str]) -> list[list[str]]:
    """Return the lines grouped by the blank lines between them."""
    groups: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            groups[-1].append(line.rstrip())
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _wrap_width(groups: Sequence[Sequence[str]]) -> int:
    """Return the width in characters at which a program wrapped the lines of a text, 0 for a text of whole lines."""
    width = max((len(line) for group in groups for line in group), default=0)
    wrapped = sum(_is_wrapped(group, width) for group in groups)
    return width if 40 <= width <= 120 and wrapped > 1 else 0


def _is_wrapped(group: Sequence[str], width: int) -> bool:
    """Return whether lines are one wrapped paragraph: all but the last reach the width, and few end as sentences do."""
    inner = group[:-1]
    ends = sum(line.rstrip().endswith((".", "!", "?", ":", ";", "…")) for line in inner)
    return bool(inner) and all(len(line) > width * 0.7 for line in inner) and ends * 2 <= len(inner)


def _blocks(lines: Sequence[str]) -> Iterator[ImportedBlock]:
    place = 0
    while place < len(lines):
        verse = _verse_lines(lines[place:])
        if verse > 2:
            yield Paragraph((TextSpan("\n".join(line.strip() for line in lines[place : place + verse])),))
            place += verse
            continue
        names = picture_names(lines[place])
        if names:
            yield from (Photo(name) for name in names)
        else:
            yield plain_paragraph(lines[place].strip("\ufeff"))
        place += 1


def _verse_lines(lines: Sequence[str]) -> int:
    """Return how many of the first lines are verse: short, of a few words, each beginning with a capital."""
    count = 0
    for line in lines:
        words = line.split()
        few = _VERSE_WORDS[0] <= len(words) <= _VERSE_WORDS[1] and len(line.strip()) <= _MAX_VERSE_CHARACTERS
        if not few or not line.strip()[0].isupper() or _NOT_VERSE.search(line.strip()) or line.isupper():
            break
        if boilerplate().is_line(line) or boilerplate().is_end(line) or picture_names(line):
            break
        count += 1
    return count


def picture_names(line: str) -> list[str]:
    """
    Return the names of pictures that a line consists of, [] for any other line; two may have been glued together.

    >>> picture_names("PN tập huấn.jpg"), picture_names("bt.pngbd.png"), picture_names("Tải ảnh a.jpg về máy.")
    (['PN tập huấn.jpg'], ['bt.png', 'bd.png'], [])
    """
    bare = line.strip()
    if len(bare) > _MAX_NAME or re.match(r"(?:https?|ftp)://", bare):
        return []
    names, behind = [], 0
    while found := _IMAGE.match(bare, behind):
        names.append(found[1].strip())
        behind = found.end()
    return names if names and not bare[behind:].strip() else []
