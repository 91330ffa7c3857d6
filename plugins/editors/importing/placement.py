"""Decide where an imported article and its files are written, and write them; no file that is there is ever replaced."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from plugins.article.read import read_article
from plugins.article.registries import Registries
from plugins.editors.importing.article_file import ArticleFile, article_file
from plugins.editors.importing.awaited_files import AwaitedFile, with_file
from plugins.editors.importing.file_names import clean_name, free_name, imported_slug, picture_name
from plugins.editors.importing.file_output import write_whole
from plugins.editors.importing.import_log import old_address
from plugins.editors.importing.imported_article import (
    ImportedArticle,
    ImportedBlock,
    ImportIssue,
    IssueKind,
    Photo,
    PictureFile,
    Table,
)
from plugins.editors.importing.linked_files import ATTACHED, with_links
from plugins.editors.importing.note_words import NO_USABLE_PHOTO, NOT_IN_SOURCE
from plugins.editors.importing.prepare_picture import prepare_picture
from plugins.problems import Level, Problem

# For articles without a date or a section.
UNSORTED_FOLDER = "chua-xep"
# Where the portal keeps pictures that many articles use.
_SHARED_PICTURES = ("anh", "images")


@dataclass(frozen=True, slots=True)
class GivenFields:
    """
    The header fields that the command line gives for all that is imported at once, "" for none.

    The section is that of all articles; date and author are for those that tell none.
    """

    section: str = ""
    date: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class PlacementPlan:
    """What is to be written: the article's path below the content folder, its file, and the files beside it by name."""

    path: str
    article: ArticleFile
    files: Mapping[str, bytes]

    @property
    def text(self) -> str:
        """The article's text."""
        return self.article.text


def with_given_fields(
    imported: ImportedArticle, registries: Registries, given: GivenFields
) -> ImportedArticle:
    """Return an article with the fields of the command line, without the issues that these answer."""
    answered = {"category"} if given.section else set()
    answered |= {"date"} if given.date and not imported.date else set()
    answered |= {"author"} if given.author and not imported.byline else set()
    issues = [issue for issue in imported.issues if issue.field not in answered]
    imported = replace(
        imported,
        # Of a section the editor knows more than an old page; a date and a name that stand there are right.
        section=given.section or imported.section,
        date=imported.date or given.date,
        byline=imported.byline or given.author,
        old_addresses=tuple(filter(None, map(old_address, imported.old_addresses))),
    )
    if not imported.byline:
        own = registries.own_organisation.name
        message = (
            f"không thấy tên tác giả; để nguyên thì bài mang tên “{own}”. Có thì thêm dòng “Tác giả: …”."
        )
        issues.append(ImportIssue(IssueKind.GUESSED, message))
    return replace(imported, issues=tuple(dict.fromkeys(issues)))


def plan_placement(imported: ImportedArticle, content: Path, registries: Registries) -> PlacementPlan:
    """Return where an article and its files are to be written below the content folder."""
    folder = _folder(imported, registries)
    slug = imported_slug(imported, content / folder)
    pictures = _place_pictures(imported, content, content / folder, slug)
    shared = {issue.near for issue in pictures.issues if issue.kind is IssueKind.GUESSED}
    # What lies among the shared pictures is not missing after all.
    issues = [
        issue
        for issue in imported.issues
        if not (issue.kind is IssueKind.MISSING and issue.near and issue.near in shared)
    ]
    attachments = _attachment_names(imported, content / folder)
    files = pictures.files | {name: imported.attachments[key] for key, name in attachments.items()}

    def link_to_copy(link: str) -> str:
        return attachments.get(link.removeprefix(ATTACHED), "") if link.startswith(ATTACHED) else link

    body = tuple(with_links(_without_unnamed_photos(imported.body, pictures.names), link_to_copy))
    placed = replace(
        imported,
        body=body,
        attachments={attachments[key]: data for key, data in imported.attachments.items()},
        issues=(*issues, *pictures.issues, *_missing_descriptions(body, pictures.names)),
    )
    return PlacementPlan(f"{folder}/{slug}.md", article_file(placed, pictures.names), files)


def _folder(imported: ImportedArticle, registries: Registries) -> str:
    """Return the folder of an article below the content folder, by its section and year."""
    news_folder = registries.habits.news_folder
    section = registries.sections.find(imported.section) if imported.section else None
    year = re.search(r"(?<!\d)((?:19|20)\d\d)(?!\d)", imported.date)
    if section is None or year is None:
        return f"{news_folder}/{UNSORTED_FOLDER}"
    return f"{news_folder}/{section.path}/{year[1]}"


@dataclass(frozen=True, slots=True)
class _PlacedPictures:
    """The pictures' file names by key, the files to write by name, and the issues."""

    names: dict[str, str]
    files: dict[str, bytes]
    issues: list[ImportIssue]


def _place_pictures(imported: ImportedArticle, content: Path, folder: Path, slug: str) -> _PlacedPictures:
    """Return the pictures with their file names in a folder; equal pictures share one file."""
    names: dict[str, str] = {}
    files: dict[str, bytes] = {}
    by_digest: dict[bytes, str] = {}
    issues: list[ImportIssue] = []
    for key, picture in imported.pictures.items():
        prepared = prepare_picture(picture)
        if isinstance(prepared, str):
            extension = PurePosixPath(picture.name).suffix.lstrip(".").lower() or "jpg"
            names[key] = clean_name(picture.name, extension)
            if issue := _unavailable(picture, names[key], prepared, imported, content):
                issues.append(issue)
            continue
        digest = hashlib.sha256(prepared.data).digest()
        if digest not in by_digest:
            wanted = picture_name(picture, prepared, slug, len(by_digest) + 1)
            by_digest[digest] = free_name(wanted, prepared.data, folder, files)
            files[by_digest[digest]] = prepared.data
        names[key] = by_digest[digest]
    return _PlacedPictures(names, files, issues)


def _unavailable(
    picture: PictureFile, name: str, reason: str, imported: ImportedArticle, content: Path
) -> ImportIssue | None:
    """Return the issue about a picture that has no usable file, None where the article has one about it already."""
    if picture.data is not None:
        message = f"ảnh “{picture.name}”: {reason}. {NO_USABLE_PHOTO} với tên “{name}”, hoặc xóa dòng ảnh."
        return ImportIssue(IssueKind.MISSING, message, near=name)
    if any((content / shared / name).is_file() for shared in _SHARED_PICTURES):
        message = f"dùng ảnh cùng tên “{name}” trong thư mục ảnh của cổng. Xem có đúng ảnh ấy không."
        return ImportIssue(IssueKind.GUESSED, message, near=name)
    if any(picture.name in issue.message for issue in imported.issues):
        return None
    message = f"{NOT_IN_SOURCE} “{picture.name}” trong nguồn. Đặt ảnh vào cạnh bài, hoặc xóa dòng ảnh."
    return ImportIssue(IssueKind.MISSING, message, near=name)


def _attachment_names(imported: ImportedArticle, folder: Path) -> dict[str, str]:
    """Return the file names of the attachments in a folder by the names that they had on the old portal."""
    names: dict[str, str] = {}
    for key, data in imported.attachments.items():
        extension = PurePosixPath(key).suffix.lstrip(".").lower()
        names[key] = free_name(clean_name(key, extension), data, folder, names.values())
    return names


def _without_unnamed_photos(blocks: Iterable[ImportedBlock], names: Mapping[str, str]) -> list[ImportedBlock]:
    """Return blocks without the photos of which the article has no picture."""
    out: list[ImportedBlock] = []
    for block in blocks:
        if isinstance(block, Table):
            out.append(block.with_cell_blocks(lambda inner: _without_unnamed_photos(inner, names)))
        elif not isinstance(block, Photo) or block.key in names:
            out.append(block)
    return out


def _missing_descriptions(body: Sequence[ImportedBlock], names: Mapping[str, str]) -> list[ImportIssue]:
    """Return the issue about the photos that have no description."""
    files = list(
        dict.fromkeys(names[block.key] for block in body if isinstance(block, Photo) and not block.alt)
    )
    if not files:
        return []
    which = f"ảnh “{files[0]}”" if len(files) == 1 else f"{len(files)} ảnh"
    message = f"{which} chưa có mô tả. Tả điều đang diễn ra vào giữa hai dấu ngoặc vuông ![…]."
    return [ImportIssue(IssueKind.GUESSED, message, near=files[0])]


def article_errors(plan: PlacementPlan, content: Path, registries: Registries) -> list[Problem]:
    """Return the errors that the portal's own reader finds in an article that is planned."""
    reading = read_article(f"{content.name}/{plan.path}", plan.text.encode(), registries)
    return [problem for problem in reading.problems if problem.level is Level.ERROR]


def write_imported(plan: PlacementPlan, content: Path) -> None:
    """Write the pictures and attachments, then the article: an article that is there has all that belongs to it."""
    folder = (content / plan.path).parent
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in plan.files.items():
        if os.path.basename(name) != name:
            raise ValueError(name)
        if not (folder / name).exists():
            write_whole(folder / name, data)
    write_whole(content / plan.path, plan.text.encode("utf-8"))


def place_awaited(path: Path, awaited: AwaitedFile, data: bytes) -> bool:
    """
    Lay a file that an article waited for beside it, and let the article lead there; return False for bytes that are no photo.

    Where the editor has put a file of that name there by now, that one stays.
    """
    name = awaited.name
    if awaited.is_photo:
        prepared = prepare_picture(PictureFile(name, data))
        if isinstance(prepared, str):
            return False
        name, data = clean_name(name, prepared.extension), prepared.data
    else:
        name = clean_name(name, PurePosixPath(name).suffix.lstrip(".").lower())
    folder = path.parent
    if (folder / awaited.name).exists():
        name = awaited.name
    else:
        name = free_name(name, data, folder, ())
        write_whole(folder / name, data)
    text = path.read_bytes().decode("utf-8", "replace")
    write_whole(path, with_file(text, awaited, name).encode())
    return True
