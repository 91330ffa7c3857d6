"""Find the line below or above an article that names its writer or source, and take it out of the body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plugins.author.byline import ORGANISATION_WORD
from plugins.author.registry import Authors
from plugins.editors.importing.imported_article import (
    ImportedBlock,
    ImportIssue,
    IssueKind,
    Paragraph,
    Role,
)
from plugins.editors.spans.text_spans import Alignment
from plugins.vietnamese.letters import fold, nfc
from plugins.vietnamese.loose_names import loose

_LABEL = re.compile(
    r"^(?:(?:thực hiện|tác giả(?: bài viết)?|người viết|nhóm tác giả|nhóm phóng viên|nhóm pv|phóng viên|pv|ctv|cộng tác viên|biên soạn|"
    r"(?:tin|bài|ảnh|clip|video)(?:\s*(?:,|và|&|-|–|/|\+)?\s*(?:tin|bài|ảnh|clip|video))*)\s*(?:[:：]|(?<=\w)\s[-–]\s))\s*(\S.*)$",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"^(?:\(?\s*theo\s+(?!kế hoạch|đó|chương trình|thống kê|quy định|đánh giá|báo cáo|ông|bà|anh|chị)|\(?\s*nguồn(?: tin)?\s*[:：]\s*)(.+?)\)?[.]?$",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s+[-–—&]\s+|\s*;\s*|\s+và\s+|\s*/\s*")
_INNER_LABEL = re.compile(r"[;,.\-–]?\s*\b(?:ảnh|tin|bài)\s*[:：]\s*", re.IGNORECASE)
_FAMILY_NAMES = frozenset(
    [
        "nguyễn",
        "lê",
        "trần",
        "phạm",
        "hoàng",
        "huỳnh",
        "phan",
        "vũ",
        "võ",
        "đặng",
        "bùi",
        "đỗ",
        "hồ",
        "ngô",
        "dương",
        "lý",
        "trịnh",
        "đinh",
        "lâm",
        "mai",
        "trương",
        "đào",
        "tô",
        "hà",
        "cao",
        "lưu",
        "tạ",
        "thái",
        "chu",
        "quách",
        "đoàn",
        "vương",
        "lương",
        "tống",
        "lã",
        "kiều",
        "doãn",
        "đàm",
        "phùng",
        "tăng",
        "nghiêm",
        "thiều",
        "văn",
        "hàn",
        "khuất",
        "la",
        "lại",
        "lục",
        "mạc",
        "nông",
        "ông",
        "phương",
        "quản",
        "sầm",
        "thân",
        "thạch",
        "tôn",
        "triệu",
        "từ",
        "viên",
        "xa",
        "bạch",
        "cầm",
        "châu",
        "cù",
        "diệp",
        "giáp",
        "hứa",
        "khổng",
        "khương",
        "lang",
        "lò",
        "lường",
    ]
)
_SIGNATORY = re.compile(
    r"^(?:(?:tm|kt|tl|tuq|q)\s*[./]|pho |chu tich|giam doc|truong |chanh |bi thu|thu truong|hieu truong|cuc truong)"
)
_MOST_WORDS, _MOST_SOURCE_WORDS, _MOST_NAME_WORDS = 22, 12, 14
_ROLES = (Role.TEXT, Role.BULLET, Role.CAPTION, Role.SUBTITLE)
_BARE_LABELS = frozenset(
    {
        "nguoi viet",
        "nguoi viet bai",
        "tac gia",
        "nguoi thuc hien",
        "ctv",
        "cong tac vien",
        "phong vien",
        "nguoi dua tin",
    }
)


def is_labelled_byline(text: str) -> bool:
    """
    Return whether a line says by a label who wrote or where the text was taken from.

    >>> is_labelled_byline("Tác giả bài viết: Lê Hải"), is_labelled_byline("Nguồn: Báo Thanh Hóa"), is_labelled_byline("Lê Hải")
    (True, True, False)
    """
    line = " ".join(text.split())
    return _LABEL.match(line) is not None or _SOURCE.match(line) is not None


@dataclass(frozen=True, slots=True)
class BylineLine:
    """Who wrote, as the header has it, the publication it was taken from, and whether a label or a known name says so."""

    byline: str = ""
    source: str = ""
    is_certain: bool = False


def parse_byline_line(text: str, authors: Authors, *, stands_out: bool = False) -> BylineLine | None:
    """
    Return who a line says wrote the article, None for a line that says no such thing.

    ``stands_out`` tells that the line is set apart by its format: bold, italic, indented or at the right.

    >>> parse_byline_line("Tin, ảnh: Lê Hải – Thu Hà", Authors())
    BylineLine(byline='Lê Hải; Thu Hà', source='', is_certain=True)
    >>> parse_byline_line("Theo Báo Thanh Hóa", Authors())
    BylineLine(byline='', source='Báo Thanh Hóa', is_certain=True)
    """
    line = " ".join(nfc(text).split()).strip(" ,;")
    if not line or len(line.split()) > _MOST_WORDS or "\n" in text.strip():
        return None
    bare = line.strip("()").rstrip(".")
    if found := _LABEL.match(bare):
        names = _people(_INNER_LABEL.sub("; ", found[1]).strip(" ;"), authors)
        return BylineLine(names, is_certain=True) if _are_names(names) else None
    if (found := _SOURCE.match(line)) and len(found[1].split()) <= _MOST_SOURCE_WORDS:
        words = found[1]
        organisation = (
            ORGANISATION_WORD.match(words.lower()) is not None
            or "." in words
            or "tin" in words.lower().split()
        )
        if line.lower().startswith(("nguồn", "(nguồn")) or organisation or words[:1].isupper():
            return BylineLine(source=words.strip(" ()"), is_certain=True)
    if loose(bare) in authors.people or loose(bare) in authors.organisations:
        return BylineLine(bare, is_certain=True)
    return _without_label(bare, authors, stands_out=stands_out)


def _without_label(line: str, authors: Authors, *, stands_out: bool) -> BylineLine | None:
    name, comma, organisation = line.partition(",")
    if comma and is_person(name):
        is_known = loose(name) in authors.people or loose(organisation) in authors.organisations
        if is_known or ORGANISATION_WORD.match(organisation.strip().lower()):
            return BylineLine(f"{name.strip()}, {organisation.strip()}", is_certain=is_known)
        if all(is_person(part) for part in line.split(",")):
            return BylineLine("; ".join(part.strip() for part in line.split(",")), is_certain=False)
        return None
    names = [part.strip() for part in _SEPARATOR.split(line) if part.strip()]
    if not names:
        return None
    if all(loose(one) in authors.people for one in names):
        return BylineLine("; ".join(names), is_certain=True)
    first, last = names[0], names[-1]
    if len(names) == 2 and is_person(first) and ORGANISATION_WORD.match(last.lower()):
        return BylineLine(f"{first}, {last}", is_certain=False)
    have_family_names = all(one.split()[0].lower() in _FAMILY_NAMES for one in names)
    if all(map(is_person, names)) and (stands_out or (have_family_names and len(names) <= 3)):
        return BylineLine("; ".join(names), is_certain=False)
    if (
        stands_out
        and len(names) == 1
        and ORGANISATION_WORD.match(line.lower())
        and len(line.split()) > 1
        and line[:1].isupper()
    ):
        return BylineLine(line, is_certain=False)
    return None


def _people(text: str, authors: Authors) -> str:
    """Return names as the header parts them: by semicolons."""
    bare = text.strip(" .()")
    if loose(bare) in authors.people or loose(bare) in authors.organisations:
        return bare
    parts = [part.strip(" .,") for part in _SEPARATOR.split(bare) if part.strip(" .,")]
    if len(parts) == 1:
        return parts[0]
    # "Lê Hải – Trung tâm VHTT": a person and an organisation.
    if len(parts) == 2 and ORGANISATION_WORD.match(parts[1].lower()) and not is_person(parts[1]):
        return f"{parts[0]}, {parts[1]}"
    return "; ".join(parts)


def _are_names(text: str) -> bool:
    """
    Return whether what stands behind a label can be names: capitals in front, no figures, no sentence.

    >>> _are_names("Lê Hải; BBT"), _are_names("toàn cảnh hội nghị"), _are_names("– ; –")
    (True, False, False)
    """
    parts = [part.strip() for part in text.split(";")]
    return all(
        part[:1].isupper() and len(part.split()) <= _MOST_NAME_WORDS and not re.search(r"\d", part)
        for part in parts
    )


def is_person(text: str) -> bool:
    """
    Return whether a text looks like a person's name or pen name.

    >>> [is_person(text) for text in ("Lê Hải", "Nguyễn Thị Thu Hà", "Xã Xuân Lai", "Trời mưa", "BBT")]
    [True, True, False, False, False]
    """
    words = text.split()
    if not 2 <= len(words) <= 5 or not all(word.isalpha() for word in words):
        return False
    if not all(word[:1].isupper() and not word[1:].isupper() for word in words):
        return False
    return not ORGANISATION_WORD.match(text.lower()) or words[0].lower() in _FAMILY_NAMES


@dataclass(frozen=True, slots=True)
class _Found:
    """A paragraph that names who wrote: its place among the blocks, its text, and what it says."""

    place: int
    text: str
    line: BylineLine


def take_byline(
    blocks: Sequence[ImportedBlock], authors: Authors
) -> tuple[BylineLine, list[ImportedBlock], list[ImportIssue]]:
    """Return who wrote, the blocks without the lines that say so, and the issues about what was guessed."""
    found = list(_byline_lines(blocks, authors))
    certain_first = sorted(found, key=lambda one: not one.line.is_certain)
    writer = next((one for one in certain_first if one.line.byline), None)
    source = next((one for one in certain_first if one.line.source), None)
    chosen = [one for one in dict.fromkeys((writer, source)) if one is not None]
    # The writer may be named above and below the article.
    repeated = [
        one
        for one in found
        if writer is not None
        and one not in chosen
        and one.line.byline
        and loose(one.line.byline) in loose(writer.line.byline)
    ]
    taken = {one.place for one in (*chosen, *repeated)}
    taken |= {place - 1 for place in taken if place and _is_bare_label(blocks[place - 1])}
    whole = BylineLine(
        writer.line.byline if writer else "",
        source.line.source if source else "",
        all(one.line.is_certain for one in chosen),
    )
    issues = [
        ImportIssue(
            IssueKind.GUESSED,
            f"dòng “{one.text[:80]}” được hiểu là tác giả. Không phải thì chuyển lại xuống cuối bài.",
            "author",
        )
        for one in chosen
        if not one.line.is_certain
    ]
    return whole, [block for place, block in enumerate(blocks) if place not in taken], issues


def _byline_lines(blocks: Sequence[ImportedBlock], authors: Authors) -> Iterator[_Found]:
    """Yield the lines below an article, and above it, that say who wrote it."""
    places = [place for place, block in enumerate(blocks) if isinstance(block, Paragraph)]
    bottom = places[-3:]
    found_below = False
    for place in reversed(bottom):
        one = _byline_at(blocks, place, authors, below=True)
        if one and (one.line.is_certain or place == bottom[-1] or found_below):
            found_below = True
            yield one
        elif place != bottom[-1] and not found_below:
            break
    for place in places[:3]:
        one = _byline_at(blocks, place, authors, below=False) if place not in bottom else None
        if one and one.line.is_certain:
            yield one


def _byline_at(
    blocks: Sequence[ImportedBlock], place: int, authors: Authors, *, below: bool
) -> _Found | None:
    block = blocks[place]
    if (
        not isinstance(block, Paragraph)
        or block.role not in _ROLES
        or _is_signed(blocks[max(0, place - 3) : place])
    ):
        return None
    stands_out = block.alignment is Alignment.RIGHT or block.is_bold or block.is_italic or block.indented
    line = parse_byline_line(block.text, authors, stands_out=below and stands_out)
    return _Found(place, " ".join(block.text.split()), line) if line else None


def _is_signed(before: Sequence[ImportedBlock]) -> bool:
    """Return whether a name below these blocks is that of who signed in a position: no writer of an article."""
    lines = [line for one in before if isinstance(one, Paragraph) for line in one.text.split("\n")]
    return any(_SIGNATORY.match(fold(line)) and line == line.upper() for line in lines)


def _is_bare_label(block: ImportedBlock) -> bool:
    """Return whether a line is only the label of the name below it."""
    return isinstance(block, Paragraph) and fold(block.text).strip(" :.") in _BARE_LABELS
