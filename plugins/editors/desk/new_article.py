"""Create a new article: its path, its address, and a file with the header filled in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from plugins.article.reserved_slugs import RESERVED_SLUGS
from plugins.category.registry import Section, Sections
from plugins.media.copies import ARTICLE_ENDINGS
from plugins.vietnamese.dates import short
from plugins.vietnamese.letters import nfc
from plugins.vietnamese.slugs import slugify

FOLDER = "bai-viet"
_LONGEST = 60  # letters of a slug that is made from a title: people read addresses out on the phone
_NOTE = """\
<!-- Viết thân bài từ đây rồi xóa dòng ghi chú này. Giữa hai đoạn để một dòng trống.
Ảnh đặt cạnh tệp này: ![tả điều đang thấy trong ảnh](ten-anh.jpg), dòng dưới là (Chú thích. Ảnh: tên người chụp). -->
"""


@dataclass(frozen=True, slots=True)
class NewArticle:
    """A new article: its path below the content folder, its address on the portal, and the text of its file."""

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
    Return a new article; ``taken`` are the paths that the content folder has already.

    It is a draft unless ``status`` says otherwise, so that nothing half written is public.

    >>> section = Section("Tin trong huyện", "tin-trong-huyen", "tin-trong-huyen")
    >>> article = new_article("Họp báo: quý I", section, "Lê Hải", date(2024, 3, 5), ["bai-viet/tin-trong-huyen/2024/hop-bao-quy-i.md"])
    >>> article.path, article.address
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
    """Return the slug, with the first number behind it that makes it free where it is taken."""
    # A file of another name may have the same slug: “họp báo.md” and hop-bao.md.
    beside = (PurePosixPath(path) for path in taken if path.startswith(f"{folder}/"))
    slugs = {slugify(path.stem) for path in beside if path.suffix.lower() in ARTICLE_ENDINGS}
    number = 1
    wanted = slug
    while wanted in RESERVED_SLUGS or wanted in slugs:
        number += 1
        wanted = f"{slug}-{number}"
    return wanted


def numbered_names(sections: Sections) -> list[str]:
    """
    Return the names of the sections with numbers before them; those below others are indented.

    >>> from plugins.category.registry import load_sections
    >>> numbered_names(load_sections('[[chuyen-muc]]\\nten = "Quy hoạch"\\n[[chuyen-muc.con]]\\nten = "Quy hoạch vùng"'))
    ['   1  Quy hoạch', '   2    Quy hoạch vùng']
    """
    return [
        f"{number:>4}  {'  ' * section.path.count('/')}{section.name}"
        for number, section in enumerate(sections.all, 1)
    ]
