"""Where an imported article and its pictures lie, decided before anything is written; nothing is ever overwritten."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from plugins.article.read import read_article
from plugins.article.registries import Registries
from plugins.article.reserved_slugs import RESERVED_SLUGS
from plugins.category.registry import Sections
from plugins.editors.importing.article_file import Written, article_text
from plugins.editors.importing.detect import ATTACHED, linked
from plugins.editors.importing.file_output import write_whole
from plugins.editors.importing.import_log import old_address
from plugins.editors.importing.imported_article import (
    Block,
    Doubt,
    ImportedArticle,
    Photo,
    Picture,
    SourceKind,
    Table,
    words_of,
)
from plugins.editors.importing.pictures import Ready, ready
from plugins.media.names import is_noise
from plugins.problems import Level, Problem
from plugins.vietnamese.letters import nfc
from plugins.vietnamese.slugs import slugify

SHELF = "bai-viet"
UNSORTED = "chua-xep"
SHELVES = ("anh", "images")
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f<>:\"/\\|?*\[\]()]+")
_WINDOWS = re.compile(r"^(?:con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)
_LONGEST_NAME = 90


@dataclass(frozen=True, slots=True)
class PlacementPlan:
    """What is to be written: the article's path below the content folder, its text, and the files beside it."""

    path: str
    written: Written
    files: Mapping[str, bytes]

    @property
    def text(self) -> str:
        """The article's text."""
        return self.written.text


def finished(draft: ImportedArticle, registries: Registries, arguments: PlacementWishes) -> ImportedArticle:
    """Return a draft with what the editor said on the command line, and what is still missing told."""
    filled = {"category"} if arguments.section else set()
    filled |= {"date"} if arguments.date and not draft.date else set()
    filled |= {"author"} if arguments.author and not draft.byline else set()
    doubts = [doubt for doubt in draft.doubts if doubt.field not in filled]
    draft = replace(
        draft,
        # Of a section the editor knows more than an old page; a day and a name that stand there are right.
        section=arguments.section or draft.section,
        date=draft.date or arguments.date,
        byline=draft.byline or arguments.author,
        old_addresses=tuple(filter(None, map(old_address, draft.old_addresses))),
    )
    if not draft.byline:
        own = registries.own_organisation.name
        doubts.append(
            Doubt(
                SourceKind.GUESSED,
                f"không thấy tên tác giả; để nguyên thì bài mang tên “{own}”. Có thì thêm dòng “Tác giả: …”.",
                "",
            )
        )
    return replace(draft, doubts=tuple(dict.fromkeys(doubts)))


@dataclass(frozen=True, slots=True)
class PlacementWishes:
    """What the editor says of all that is imported at once, "" for nothing: the section, and a day and an author for what has none."""

    section: str = ""
    date: str = ""
    author: str = ""


def plan(
    draft: ImportedArticle, content: Path, sections: Sections, taken: Iterable[str] = ()
) -> PlacementPlan:
    """Return where a draft's article and pictures are to lie; ``taken`` are paths that another will have."""
    folder = _folder(draft, sections)
    slug = _free_slug(draft, content / folder, folder, frozenset(taken))
    names, files, doubts = _pictures(
        draft,
        content / folder,
        slug,
        lambda name: any((content / shelf / name).is_file() for shelf in SHELVES),
    )
    shelved = {doubt.near for doubt in doubts if doubt.kind is SourceKind.GUESSED}
    # What lies on the shelf is not missing after all.
    draft = replace(
        draft,
        doubts=tuple(
            d for d in draft.doubts if not (d.kind is SourceKind.MISSING and d.near in shelved and d.near)
        ),
    )
    attached = _attachments(draft, content / folder, slug)
    files |= {name: draft.attachments[key] for key, name in attached.items()}

    def moved(link: str) -> str:
        return attached.get(link.removeprefix(ATTACHED), "") if link.startswith(ATTACHED) else link

    body = tuple(linked(_shown(draft.body, names), moved))
    ready_draft = replace(
        draft,
        body=body,
        attachments={attached[key]: data for key, data in draft.attachments.items()},
        doubts=(*draft.doubts, *doubts, *_without_words(body, names)),
    )
    return PlacementPlan(f"{folder}/{slug}.md", article_text(ready_draft, names), files)


def _folder(draft: ImportedArticle, sections: Sections) -> str:
    section = sections.find(draft.section) if draft.section else None
    year = re.search(r"(?<!\d)((?:19|20)\d\d)(?!\d)", draft.date)
    if section is None or year is None:
        return f"{SHELF}/{UNSORTED}"
    return f"{SHELF}/{section.path}/{year[1]}"


def _free_slug(draft: ImportedArticle, folder: Path, shown: str, taken: frozenset[str]) -> str:
    wanted = slugify(draft.title) or slugify(PurePosixPath(draft.origin.replace("\\", "/")).stem) or "bai"
    if wanted in RESERVED_SLUGS or _WINDOWS.match(wanted):
        wanted = f"{wanted}-1"
    slug, count = wanted, 1
    while (folder / f"{slug}.md").exists() or f"{shown}/{slug}.md" in taken:
        count += 1
        slug = f"{wanted[:74].rstrip('-')}-{count}"
    return slug


def clean_name(name: str, ending: str) -> str:
    """
    Return a file name that every system takes and no path hides in.

    >>> clean_name("../..\\\\PN  tập: huấn (1).JPEG", "jpg"), clean_name("con.png", "png")
    ('PN tập huấn 1.jpg', 'anh-con.png')
    """
    base = PurePosixPath(name.replace("\\", "/")).name
    stem = base.rpartition(".")[0] or base
    stem = " ".join(_FORBIDDEN.sub(" ", nfc(stem)).split()).strip(". ")[:_LONGEST_NAME].strip()
    if not stem or _WINDOWS.match(stem) or is_noise(f"{stem}.{ending}") or stem.startswith(("-", "~")):
        stem = f"anh-{stem.strip('.~- ')}".rstrip("-")
    return f"{stem}.{ending}"


def _pictures(
    draft: ImportedArticle, folder: Path, slug: str, on_shelf: Callable[[str], bool]
) -> tuple[dict[str, str], dict[str, bytes], list[Doubt]]:
    """Return the pictures' names by key, the files to write, and what is doubtful; one file for equal pictures."""
    names: dict[str, str] = {}
    files: dict[str, bytes] = {}
    by_content: dict[bytes, str] = {}
    doubts: list[Doubt] = []
    number = 0
    for key, picture in draft.pictures.items():
        made = ready(picture)
        if isinstance(made, str):
            ending = PurePosixPath(picture.name).suffix.lstrip(".").lower() or "jpg"
            names[key] = clean_name(picture.name, ending)
            if picture.data is not None:
                doubts.append(
                    Doubt(
                        SourceKind.MISSING,
                        f"ảnh “{picture.name}”: {made}. Đặt ảnh tốt vào cạnh bài với tên “{names[key]}”, hoặc xóa dòng ảnh.",
                        near=names[key],
                    )
                )
            elif on_shelf(names[key]):
                doubts.append(
                    Doubt(
                        SourceKind.GUESSED,
                        f"dùng ảnh cùng tên “{names[key]}” trong thư mục ảnh của cổng. Xem có đúng ảnh ấy không.",
                        near=names[key],
                    )
                )
            elif not any(picture.name in doubt.message for doubt in draft.doubts):
                doubts.append(
                    Doubt(
                        SourceKind.MISSING,
                        f"không có tệp ảnh “{picture.name}” trong nguồn. Đặt ảnh vào cạnh bài, hoặc xóa dòng ảnh.",
                        near=names[key],
                    )
                )
            continue
        mark = hashlib.sha256(made.data).digest()
        if mark not in by_content:
            number += 1
            by_content[mark] = _free_name(_wanted_name(picture, made, slug, number), made.data, folder, files)
            files[by_content[mark]] = made.data
        names[key] = by_content[mark]
    return names, files, doubts


def _wanted_name(picture: Picture, made: Ready, slug: str, number: int) -> str:
    """Return a picture's own name where it says something, else one made of the article's."""
    telling = not re.match(
        r"^(?:image|img|picture|anh|hinh|rid)?[-_ ]?\d*\.\w+$", picture.name, re.IGNORECASE
    )
    if telling and "." in picture.name:
        return clean_name(picture.name, made.ending)
    return f"{slug[:60].rstrip('-')}-{number}.{made.ending}"


def _free_name(wanted: str, data: bytes, folder: Path, files: Mapping[str, bytes]) -> str:
    stem, _, ending = wanted.rpartition(".")
    used = {name.casefold() for name in files}
    name, count = wanted, 1
    while name.casefold() in used or ((folder / name).exists() and not _holds(folder / name, data)):
        count += 1
        name = f"{stem}-{count}.{ending}"
    return name


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except OSError:
        return False


def _attachments(draft: ImportedArticle, folder: Path, slug: str) -> dict[str, str]:
    names: dict[str, str] = {}
    for key, data in draft.attachments.items():
        ending = PurePosixPath(key).suffix.lstrip(".").lower()
        names[key] = _free_name(clean_name(key, ending), data, folder, dict.fromkeys(names.values(), b""))
    return names


def _shown(blocks: Iterable[Block], names: Mapping[str, str]) -> list[Block]:
    """Return blocks without photos that have no name at all."""
    out: list[Block] = []
    for block in blocks:
        if isinstance(block, Table):
            rows = tuple(
                tuple(replace(cell, blocks=tuple(_shown(cell.blocks, names))) for cell in row)
                for row in block.rows
            )
            out.append(replace(block, rows=rows))
        elif not isinstance(block, Photo) or block.key in names:
            out.append(block)
    return out


def _without_words(body: Sequence[Block], names: Mapping[str, str]) -> list[Doubt]:
    """Return a doubt for the photos that have no description."""
    silent = list(
        dict.fromkeys(names[block.key] for block in body if isinstance(block, Photo) and not block.alt)
    )
    if not silent:
        return []
    shown = f"ảnh “{silent[0]}”" if len(silent) == 1 else f"{len(silent)} ảnh"
    return [
        Doubt(
            SourceKind.GUESSED,
            f"{shown} chưa có mô tả. Tả điều đang diễn ra vào giữa hai dấu ngoặc vuông ![…].",
            near=silent[0],
        )
    ]


def check(plan_: PlacementPlan, content: Path, registries: Registries) -> list[Problem]:
    """Return what our own reader says of an article that is planned, errors only."""
    reading = read_article(f"{content.name}/{plan_.path}", plan_.text.encode(), registries)
    return [problem for problem in reading.problems if problem.level is Level.ERROR]


def write(plan_: PlacementPlan, content: Path, put: Callable[[Path, bytes], None] = write_whole) -> None:
    """Write the pictures, then the article: an article that is there has all that belongs to it."""
    folder = (content / plan_.path).parent
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in plan_.files.items():
        if os.path.basename(name) != name:
            raise ValueError(name)
        if not (folder / name).exists():
            put(folder / name, data)
    put(content / plan_.path, plan_.text.encode("utf-8"))


def say(draft: ImportedArticle) -> str:
    """Return how much an article holds, in words."""
    words = len(words_of(draft.body).split())
    return f"{words} chữ, {len(draft.pictures)} ảnh"
