"""A new article: where it lies and what its file says before the editor writes the first word."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from plugins.article.reserved_slugs import RESERVED_SLUGS
from plugins.category.registry import Section, Sections
from plugins.vietnamese.dates import short
from plugins.vietnamese.letters import nfc
from plugins.vietnamese.slugs import slugify

FOLDER = "bai-viet"
_LONGEST = 60  # of a slug that is made of a title: an address is read out on the phone
_NOTE = """\
<!-- Viết thân bài từ đây rồi xóa dòng ghi chú này. Giữa hai đoạn để một dòng trống.
Ảnh đặt cạnh tệp này: ![tả điều đang thấy trong ảnh](ten-anh.jpg), dòng dưới là (Chú thích. Ảnh: tên người chụp). -->
"""


@dataclass(frozen=True, slots=True)
class NewArticle:
    """A new article: its path below the content folder, its address on the portal, its text."""

    path: str
    address: str
    text: str


def one_line(text: str) -> str:
    """
    Return typed text as a header holds it: composed letters, one line, single spaces.

    >>> one_line("  Ho\\u0323p\\tba\\u0301o ")
    'Họp báo'
    """
    return " ".join(nfc(text).split())


def new_article(
    title: str,
    section: Section,
    author: str,
    day: date,
    taken: Collection[str],
    *,
    summary: str = "",
    status: str = "nháp",
) -> NewArticle:
    """
    Return a new article; ``taken`` are the paths of the content folder, of which none is written over.

    It is a draft, so that nothing half written is ever public.

    >>> section = Section("Tin trong huyện", "tin-trong-huyen", "tin-trong-huyen")
    >>> made = new_article("Họp báo: quý I", section, "Lê Hải", date(2024, 3, 5), ["bai-viet/tin-trong-huyen/2024/hop-bao-quy-i.md"])
    >>> made.path, made.address
    ('bai-viet/tin-trong-huyen/2024/hop-bao-quy-i-2.md', 'tin-trong-huyen/2024/hop-bao-quy-i-2/')
    """
    folder = f"{FOLDER}/{section.path}/{day.year}"
    slug = _free_slug(slugify(title, _LONGEST) or "bai-moi", folder, taken)
    fields = (
        ("Tiêu đề", title),
        ("Ngày đăng", short(day)),
        ("Chuyên mục", section.name),
        ("Tác giả", author),
        ("Tóm tắt", summary),
        ("Thẻ", ""),
        ("Trạng thái", status),
    )
    header = "\n".join(f"{key}: {value}".rstrip() for key, value in fields)
    return NewArticle(f"{folder}/{slug}.md", f"{section.path}/{day.year}/{slug}/", f"{header}\n\n{_NOTE}")


def _free_slug(slug: str, folder: str, taken: Collection[str]) -> str:
    """Return the slug, or the slug with the first number that makes it nobody else's."""
    names = {path.casefold() for path in taken}
    number = 1
    wanted = slug
    while wanted in RESERVED_SLUGS or f"{folder}/{wanted}.md".casefold() in names:
        number += 1
        wanted = f"{slug}-{number}"
    return wanted


def listed(sections: Sections) -> list[str]:
    """
    Return the sections' names with their numbers, those below others moved in.

    >>> from plugins.category.registry import load_sections
    >>> listed(load_sections('[[chuyen-muc]]\\nten = "Quy hoạch"\\n[[chuyen-muc.con]]\\nten = "Quy hoạch vùng"'))
    ['   1  Quy hoạch', '   2    Quy hoạch vùng']
    """
    return [
        f"{number:>4}  {'  ' * section.path.count('/')}{section.name}"
        for number, section in enumerate(sections.all, 1)
    ]
