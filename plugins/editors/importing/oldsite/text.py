"""The saved text of an old page becomes blocks: one for each line, verse and broken tables kept by lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from plugins.editors.importing.imported_article import Block, Paragraph, Photo, Span, plain
from plugins.editors.importing.oldsite.boilerplate import furniture

_IMAGE = re.compile(r"\s*(.+?\.(?:jpe?g|png|gif|bmp|webp|tiff?))", re.IGNORECASE)
_LONGEST_NAME = 160
_VERSE_WORDS, _VERSE_LETTERS = (4, 9), 52
_NOT_VERSE = re.compile(r"^[-–+*•\d(\[|]|[:：]\s*$|https?://|\d{1,2}[/-]\d{1,2}[/-]\d{4}")


def read_text(text: str) -> list[Block]:
    """
    Return the blocks of a saved text.

    >>> [type(block).__name__ for block in read_text("Một câu.\\nđồng lúa.jpg\\n(Chú thích)")]
    ['Paragraph', 'Photo', 'Paragraph']
    """
    groups = _groups(text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").split("\n"))
    out: list[Block] = []
    width = _width(groups)
    for group in groups:
        out += _blocks([" ".join(group)] if width and _is_broken(group, width) else _continued(group))
    return out


def _continued(group: Sequence[str]) -> list[str]:
    """
    Return lines in which one that begins small goes on where the long line before it ended.

    >>> _continued(["Hội phụ nữ huyện: Chú trọng xây dựng tổ chức Hội ngày", "càng vững mạnh", "Đăng lúc"])
    ['Hội phụ nữ huyện: Chú trọng xây dựng tổ chức Hội ngày càng vững mạnh', 'Đăng lúc']
    """
    out: list[str] = []
    for line in group:
        goes_on = line[:1].islower() and not furniture().is_line(line) and not image_names(line)
        if out and goes_on and len(out[-1]) > 40 and not re.search(r"[.!?;:…]$", out[-1]):
            out[-1] = f"{out[-1]} {line.strip()}"
        else:
            out.append(line)
    return out


def _groups(lines: Sequence[str]) -> list[list[str]]:
    """Return the lines between blank ones."""
    groups: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            groups[-1].append(line.rstrip())
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _width(groups: Sequence[Sequence[str]]) -> int:
    """Return the width at which a program broke the lines of a text, 0 for a text of whole lines."""
    width = max((len(line) for group in groups for line in group), default=0)
    broken = sum(_is_broken(group, width) for group in groups)
    return width if 40 <= width <= 120 and broken > 1 else 0


def _is_broken(group: Sequence[str], width: int) -> bool:
    """Return whether lines are one paragraph: all but the last reach the width, and few end as sentences do."""
    inner = group[:-1]
    ends = sum(line.rstrip().endswith((".", "!", "?", ":", ";", "…")) for line in inner)
    return bool(inner) and all(len(line) > width * 0.7 for line in inner) and ends * 2 <= len(inner)


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    place = 0
    while place < len(lines):
        verse = _verse(lines[place:])
        if verse > 2:
            yield Paragraph((Span("\n".join(line.strip() for line in lines[place : place + verse])),))
            place += verse
            continue
        names = image_names(lines[place])
        if names:
            yield from (Photo(name) for name in names)
        else:
            yield plain(lines[place].strip("\ufeff"))
        place += 1


def _verse(lines: Sequence[str]) -> int:
    """Return how many of the first lines are verse: short, of a few words, each beginning with a capital."""
    count = 0
    for line in lines:
        words = line.split()
        few = _VERSE_WORDS[0] <= len(words) <= _VERSE_WORDS[1] and len(line.strip()) <= _VERSE_LETTERS
        if not few or not line.strip()[0].isupper() or _NOT_VERSE.search(line.strip()) or line.isupper():
            break
        if furniture().is_line(line) or furniture().is_end(line) or image_names(line):
            break
        count += 1
    return count


def image_names(line: str) -> list[str]:
    """
    Return the names of pictures that a line is made of; two may have been glued together.

    >>> image_names("PN tập huấn.jpg"), image_names("bt.pngbd.png"), image_names("Tải ảnh a.jpg về máy.")
    (['PN tập huấn.jpg'], ['bt.png', 'bd.png'], [])
    """
    bare = line.strip()
    if len(bare) > _LONGEST_NAME or re.match(r"(?:https?|ftp)://", bare):
        return []
    names, behind = [], 0
    while found := _IMAGE.match(bare, behind):
        names.append(found[1].strip())
        behind = found.end()
    return names if names and not bare[behind:].strip() else []
