"""Create a new article: its path, its address, and a file with the header filled in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath

from plugins.article.facts import Status
from plugins.article.reserved_slugs import RESERVED_SLUGS
from plugins.category.registry import Section, Sections
from plugins.header.fields import label
from plugins.media.article_endings import ARTICLE_ENDINGS
from plugins.vietnamese.date_texts import short
from plugins.vietnamese.letters import fold, nfc, without_loose_marks
from plugins.vietnamese.slugs import slugify

_LONGEST = 60  # letters of a slug that is made from a title: people read addresses out on the phone
_NOTE = """\
<!-- Viết thân bài từ đây rồi xóa dòng ghi chú này. Giữa hai đoạn để một dòng trống.
Ảnh đặt cạnh tệp này: ![tả điều đang thấy trong ảnh](ten-anh.jpg), dòng dưới là (Chú thích. Ảnh: tên người chụp). -->
"""


@dataclass(frozen=True, slots=True)
class WantedArticle:
    """
    What is known of an article before there is one.

    ``fields`` are those of its kind by their names, of which an empty one shows the writer what is to be filled in.
    """

    title: str
    section: Section
    author: str
    day: date
    summary: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewArticle:
    """A new article: its path below the content folder, its address on the portal, and the text of its file."""

    path: str
    address: str
    text: str


def one_line(text: str) -> str:
    """
    Return typed text as a header holds it: composed letters without loose marks, one line, single spaces.

    >>> one_line("  Ho\\u0323p\\tba\\u0301o ")
    'Họp báo'
    """
    return " ".join(without_loose_marks(nfc(text)).split())


def folder_of(news_folder: str, section: Section, day: date) -> str:
    """Return the folder in which an article of a section and a day lies, below the content folder."""
    return f"{news_folder}/{section.path}/{day.year}"


def new_article(wanted: WantedArticle, taken: Collection[str], news_folder: str) -> NewArticle:
    """
    Return a new article, a draft, so that nothing half written is public.

    ``taken`` are the paths that the content folder has already, ``news_folder`` is the one of them that new articles come into.

    >>> section = Section("Tin trong huyện", "tin-trong-huyen", "tin-trong-huyen")
    >>> wanted = WantedArticle("Họp báo: quý I", section, "Lê Hải", date(2024, 3, 5))
    >>> article = new_article(wanted, ["bai-viet/tin-trong-huyen/2024/hop-bao-quy-i.md"], "bai-viet")
    >>> article.path, article.address
    ('bai-viet/tin-trong-huyen/2024/hop-bao-quy-i-2.md', 'tin-trong-huyen/2024/hop-bao-quy-i-2/')
    """
    section, folder = wanted.section, folder_of(news_folder, wanted.section, wanted.day)
    slug = new_article_slug(wanted.title, [folder], taken)
    values = {
        "title": wanted.title,
        "date": short(wanted.day),
        "category": section.name,
        "author": wanted.author,
        "summary": wanted.summary,
        "tags": "",
        **wanted.fields,
        "status": Status.DRAFT.value,
    }
    header = "\n".join(f"{label(name)}: {value}".rstrip() for name, value in values.items())
    address = f"{section.path}/{wanted.day.year}/{slug}/"
    return NewArticle(f"{folder}/{slug}.md", address, f"{header}\n\n{_NOTE}")


def new_article_slug(title: str, folders: Collection[str], taken: Collection[str]) -> str:
    """
    Return the slug of a title, with the first number behind it that makes it free in all of some folders.

    >>> new_article_slug("Họp báo", ["bai-viet/tin/2023", "bai-viet/tin/2024"], ["bai-viet/tin/2023/họp báo.md"])
    'hop-bao-2'
    """
    # A file of another name may have the same slug: “họp báo.md” and hop-bao.md.
    beside = (PurePosixPath(path) for path in taken if path.rpartition("/")[0] in folders)
    slugs = {slugify(path.stem) for path in beside if path.suffix.lower() in ARTICLE_ENDINGS}
    slug = slugify(title, _LONGEST) or "bai-moi"
    number = 1
    wanted = slug
    while wanted in RESERVED_SLUGS or wanted in slugs:
        number += 1
        wanted = f"{slug}-{number}"
    return wanted


def same_titled(title: str, titles: Mapping[str, str]) -> list[str]:
    """
    Return the paths of the articles with a title, whatever its capitals, marks and punctuation; ``titles`` are by path.

    >>> same_titled("Họp báo: quý I", {"a.md": "HỌP BÁO – quý I.", "b.md": "Họp báo quý II"})
    ['a.md']
    """
    wanted = _title_key(title)
    return sorted(path for path, known in titles.items() if wanted and _title_key(known) == wanted)


def _title_key(title: str) -> str:
    return " ".join("".join(letter if letter.isalnum() else " " for letter in fold(title)).split())


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
