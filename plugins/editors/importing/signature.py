"""Who wrote it: the line below an article, or above it, that says so."""

from __future__ import annotations

import re
from dataclasses import dataclass

from plugins.author.byline import OFFICE
from plugins.author.registry import Authors
from plugins.vietnamese.letters import fold, nfc
from plugins.vietnamese.loose_names import loose

_LABEL = re.compile(
    r"^(?:(?:thực hiện|tác giả|người viết|nhóm tác giả|nhóm phóng viên|nhóm pv|phóng viên|pv|ctv|cộng tác viên|biên soạn|"
    r"(?:tin|bài|ảnh|clip|video)(?:\s*(?:,|và|&|-|–|/|\+)?\s*(?:tin|bài|ảnh|clip|video))*)\s*(?:[:：]|(?<=\w)\s[-–]\s))\s*(\S.*)$",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"^(?:\(?\s*theo\s+(?!kế hoạch|đó|chương trình|thống kê|quy định|đánh giá|báo cáo|ông|bà|anh|chị)|\(?\s*nguồn(?: tin)?\s*[:：]\s*)(.+?)\)?[.]?$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s+[-–—&]\s+|\s*;\s*|\s+và\s+|\s*/\s*")
_PHOTO = re.compile(r"[;,.\-–]?\s*\b(?:ảnh|tin|bài)\s*[:：]\s*", re.IGNORECASE)
_FAMILIES = frozenset(
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
_LONGEST = 22  # words


@dataclass(frozen=True, slots=True)
class Signature:
    """Who wrote, as the header has it; where it was taken from; whether a label or a known name says so."""

    byline: str = ""
    source: str = ""
    sure: bool = False


def signature(text: str, authors: Authors, marked: bool = False) -> Signature | None:
    """
    Return who a line says wrote the article, None for a line that says no such thing.

    ``marked`` tells that the line stands apart by its look: bold, italic, at the right.

    >>> signature("Tin, ảnh: Lê Hải – Thu Hà", Authors())
    Signature(byline='Lê Hải; Thu Hà', source='', sure=True)
    >>> signature("Theo Báo Thanh Hóa", Authors())
    Signature(byline='', source='Báo Thanh Hóa', sure=True)
    """
    line = " ".join(nfc(text).split()).strip(" ,;")
    if not line or len(line.split()) > _LONGEST or "\n" in text.strip():
        return None
    bare = line.strip("()").rstrip(".")
    if found := _LABEL.match(bare):
        names = _people(_PHOTO.sub("; ", found[1]).strip(" ;"), authors)
        return Signature(names, sure=True) if _are_names(names) else None
    if (found := _FROM.match(line)) and len(found[1].split()) <= 12:
        words = found[1]
        office = OFFICE.match(words.lower()) is not None or "." in words or "tin" in words.lower().split()
        if line.lower().startswith(("nguồn", "(nguồn")) or office or words[:1].isupper():
            return Signature(source=words.strip(" ()"), sure=True)
    if loose(bare) in authors.people or loose(bare) in authors.organisations:
        return Signature(bare, sure=True)
    return _unlabelled(bare, authors, marked)


def _unlabelled(line: str, authors: Authors, marked: bool) -> Signature | None:
    name, comma, office = line.partition(",")
    if comma and is_person(name):
        known = loose(name) in authors.people or loose(office) in authors.organisations
        if known or OFFICE.match(office.strip().lower()):
            return Signature(f"{name.strip()}, {office.strip()}", sure=known)
        if all(is_person(part) for part in line.split(",")):
            return Signature("; ".join(part.strip() for part in line.split(",")), sure=False)
        return None
    names = [part.strip() for part in _BETWEEN.split(line) if part.strip()]
    if not names:
        return None
    if all(loose(one) in authors.people for one in names):
        return Signature("; ".join(names), sure=True)
    first, last = names[0], names[-1]
    if len(names) == 2 and is_person(first) and OFFICE.match(last.lower()):
        return Signature(f"{first}, {last}", sure=False)
    families = all(one.split()[0].lower() in _FAMILIES for one in names)
    if all(map(is_person, names)) and (marked or (families and len(names) <= 3)):
        return Signature("; ".join(names), sure=False)
    if (
        marked
        and len(names) == 1
        and OFFICE.match(line.lower())
        and len(line.split()) > 1
        and line[:1].isupper()
    ):
        return Signature(line, sure=False)
    return None


def _people(text: str, authors: Authors) -> str:
    """Return names as the header parts them: by semicolons."""
    bare = text.strip(" .()")
    if loose(bare) in authors.people or loose(bare) in authors.organisations:
        return bare
    parts = [part.strip(" .,") for part in _BETWEEN.split(bare) if part.strip(" .,")]
    if len(parts) == 1:
        return parts[0]
    # "Lê Hải – Trung tâm VHTT": a person and an office.
    if len(parts) == 2 and OFFICE.match(parts[1].lower()) and not is_person(parts[1]):
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
        part[:1].isupper() and len(part.split()) <= 14 and not re.search(r"\d", part) for part in parts
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
    return not OFFICE.match(text.lower()) or words[0].lower() in _FAMILIES


def is_credit(text: str) -> bool:
    """
    Return whether a line names only who took a photo.

    >>> is_credit("Ảnh: Lê Hải"), is_credit("Ảnh chụp sáng 19/02")
    (True, False)
    """
    return fold(text).startswith(("anh:", "anh :", "(anh:", "photo:")) and len(text.split()) <= 8
