"""Get the pictures and attachments that an old page refers to, and point its links to the copies."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from plugins.editors.importing.awaited_files import AwaitedFile, awaited_message
from plugins.editors.importing.content_kinds import begins_as_picture
from plugins.editors.importing.file_names import clean_name
from plugins.editors.importing.import_source import PHOTO_EXTENSIONS, GetFile, ImportSource
from plugins.editors.importing.imported_article import (
    ImportedArticle,
    ImportedBlock,
    ImportIssue,
    IssueKind,
    Paragraph,
    Photo,
    PictureFile,
    Table,
    blocks_of_kind,
)
from plugins.editors.importing.note_words import NO_FILE, NO_PHOTO, NOT_FOR_THE_MOMENT
from plugins.editors.importing.oldsite.picture_candidates import least_size, own_addresses
from plugins.media import image_processing
from plugins.media.attachments import is_attachment
from plugins.web.data_url import bytes_of_data_url

_MAX_PICTURES = 200
_MAX_FILE_BYTES = 250_000_000

# What a link to an attachment of the article begins with until the attachment has its file name.
ATTACHED = "attachment:"


def with_pictures(
    imported: ImportedArticle, sources: Mapping[str, Sequence[str]], source: ImportSource
) -> ImportedArticle:
    """
    Return an article with the files of the pictures in its body, as far as they can be had, each in its largest form.

    ``sources`` are the addresses of each picture by its key, the largest first; one that is not in it has its key as address.
    """
    pictures: dict[str, PictureFile] = {}
    issues: list[ImportIssue] = []
    for photo in blocks_of_kind(Photo, imported.body):
        if photo.key in pictures or len(pictures) >= _MAX_PICTURES:
            continue
        addresses = tuple(dict.fromkeys((*sources.get(photo.key, ()), photo.key)))
        address, data = _picture_at(addresses, source)
        name = name_in_address(address, len(pictures) + 1)
        pictures[photo.key] = PictureFile(name, data)
        if data is None:
            issues.append(_missing_picture(name, addresses, source))
        elif larger := _larger_to_come(addresses, address, source):
            issues.append(_small_picture(name, larger))
    body, repeats = _each_once(imported.body, pictures)
    return replace(imported, body=body, pictures=pictures).with_issues(*issues, *repeats)


def _missing_picture(name: str, addresses: Sequence[str], source: ImportSource) -> ImportIssue:
    """Return the issue about a picture that could not be had; one that may come later is told with its address."""
    later = next((one for one, _ in _forms_of(addresses) if source.is_awaited(one)), "")
    if later:
        extension = posixpath.splitext(name)[1].lstrip(".").lower() or "jpg"
        message = awaited_message(clean_name(name, extension), urljoin(source.base, later), is_photo=True)
    else:
        message = f"{NO_PHOTO} “{name}”. Chép ảnh vào cạnh bài với đúng tên trong ngoặc, hoặc xóa dòng ảnh."
    return ImportIssue(IssueKind.MISSING, message, near=name)


def _larger_to_come(addresses: Sequence[str], address: str, source: ImportSource) -> str:
    """Return where a larger form of a picture is that did not come for the moment, "" where none is waited for."""
    forms = [one for one, _ in _forms_of(addresses)]
    before = forms[: forms.index(address)] if address in forms else []
    return next((urljoin(source.base, one) for one in before if source.is_awaited(one)), "")


def _small_picture(name: str, larger: str) -> ImportIssue:
    """Return the issue about a picture of which only a smaller form came."""
    message = (
        f"ảnh “{name}” chỉ có bản nhỏ: bản lớn ở {larger} {NOT_FOR_THE_MOMENT}. "
        "Mở địa chỉ ấy, tải ảnh về rồi chép đè lên ảnh cạnh bài."
    )
    return ImportIssue(IssueKind.MISSING, message, near=name)


def _each_once(
    body: Sequence[ImportedBlock], pictures: Mapping[str, PictureFile]
) -> tuple[tuple[ImportedBlock, ...], list[ImportIssue]]:
    """Return a body without the pictures that a page prints twice, as a thumbnail and at its place; captions stay."""
    by_data: dict[bytes, list[int]] = {}
    for place, block in enumerate(body):
        if isinstance(block, Photo) and (data := pictures[block.key].data if block.key in pictures else None):
            by_data.setdefault(data, []).append(place)
    dropped: set[int] = set()
    issues = []
    for places in by_data.values():
        captions = [
            place for place in places if (block := body[place]) and isinstance(block, Photo) and block.caption
        ]
        kept = captions or places[:1]
        if more := set(places) - set(kept):
            dropped |= more
            name = pictures[body[kept[0]].key].name  # type: ignore[union-attr]
            issues.append(
                ImportIssue(
                    IssueKind.DROPPED, f"ảnh {name} có {len(places)} lần trên trang cũ; giữ {len(kept)}."
                )
            )
    return tuple(block for place, block in enumerate(body) if place not in dropped), issues


def _picture_at(addresses: Sequence[str], source: ImportSource) -> tuple[str, bytes | None]:
    """
    Return the first address that has a picture, and its bytes; the first address and what it answers where none has.

    What lies at hand comes before what must be asked for: one asks an old portal for nothing that is there already.
    """
    inline = next((one for one in addresses if one.startswith("data:")), "")
    tried: dict[str, bytes] = {}
    for get in (source.get_saved, source.get_file):
        for address, least in _forms_of(one for one in addresses if not one.startswith("data:")):
            data = get(address)
            if data is not None and begins_as_picture(data) and _is_as_large(data, least):
                return address, data
            if data is not None:
                tried.setdefault(address, data)
    if inline:
        return inline, bytes_of_data_url(inline)
    return next(iter(tried.items()), (addresses[0], None))


def _forms_of(addresses: Iterable[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield where a picture may be had, the largest form first, and the size that it must have at least."""
    for address in addresses:
        for own in own_addresses(address):
            yield own, least_size(address)
        yield address, (0, 0)


def awaited_forms(awaited: AwaitedFile) -> list[str]:
    """Return where a file that did not come for the moment may be had: a photo in its largest form first."""
    forms = own_addresses(awaited.address) if awaited.is_photo else ()
    return list(dict.fromkeys((*forms, awaited.address)))


def _is_as_large(data: bytes, least: tuple[int, int]) -> bool:
    """Return whether a picture is no smaller than the copy by whose address it was guessed."""
    if least == (0, 0):
        return True
    size = image_processing.inspect(data)
    return size is not None and size.width >= least[0] and size.height >= least[1]


def name_in_address(address: str, number: int) -> str:
    """
    Return the name of a picture's file by its address, one made of a number where that is no picture's name.

    >>> name_in_address("https://a.vn/anh/PN%20t%E1%BA%ADp%20hu%E1%BA%A5n.jpg?w=5", 1)
    'PN tập huấn.jpg'
    >>> name_in_address("https://a.vn/get?id=5", 2)
    'anh-2'
    """
    if address.startswith("data:"):
        return f"anh-{number}"
    try:
        path = urlsplit(address).path if "://" in address else address.replace("\\", "/").split("?")[0]
    except ValueError:
        return f"anh-{number}"
    name = posixpath.basename(unquote(path))
    return name if name.lower().endswith(PHOTO_EXTENSIONS) else f"anh-{number}"


def with_attachments(imported: ImportedArticle, source: ImportSource) -> ImportedArticle:
    """Return an article whose links to files of the old portal lead to copies, as far as these can be had."""
    attachments: dict[str, bytes] = {}
    addresses: dict[str, None] = {}
    issues: list[ImportIssue] = []
    own_host = urlsplit(source.address).hostname or ""

    def convert(link: str) -> str:
        if link.startswith(("mailto:", "tel:")) or not link:
            return link
        try:
            parts = urlsplit(link)
        except ValueError:
            return ""
        is_external = bool(parts.hostname) and not _same_host(own_host, parts.hostname or "")
        name = posixpath.basename(unquote(parts.path))
        if is_attachment(name) and not is_external:
            if name not in attachments and (data := source.get_file(link)):
                attachments[name] = data
            if name in attachments:
                if parts.scheme in ("http", "https"):
                    addresses[link] = None
                return ATTACHED + name
            issues.append(_missing_attachment(name, link, source))
        if issue := _link_issue(link, parts, is_external or is_attachment(name)):
            issues.append(issue)
        return link if parts.scheme in ("http", "https") else ""

    body = tuple(with_links(imported.body, convert))
    article = replace(imported, body=body, attachments=attachments, attachment_addresses=tuple(addresses))
    return article.with_issues(*dict.fromkeys(issues))


def _same_host(one: str, other: str) -> bool:
    return one.removeprefix("www.") == other.removeprefix("www.")


def _missing_attachment(name: str, link: str, source: ImportSource) -> ImportIssue:
    if source.is_awaited(link):
        message = awaited_message(name, link, is_photo=False)
    else:
        message = f"{NO_FILE} “{name}” mà bài dẫn tới. Chép tệp vào cạnh bài rồi đặt lại liên kết."
    return ImportIssue(IssueKind.MISSING, message, near=name)


def _link_issue(link: str, parts: SplitResult, is_no_page: bool) -> ImportIssue | None:
    """Return what the editor should know about a link that is no copy; ``is_no_page``: to no page of the old portal."""
    if not parts.scheme:
        return ImportIssue(
            IssueKind.DROPPED, f"liên kết “{link[:80]}” chỉ có nghĩa trên cổng cũ nên chỉ giữ chữ."
        )
    if is_no_page or parts.scheme not in ("http", "https"):
        return None
    return ImportIssue(
        IssueKind.GUESSED,
        f"liên kết tới cổng cũ được giữ: {link[:120]}. Đổi sang bài tương ứng trên cổng này nếu có.",
    )


def with_links(blocks: Iterable[ImportedBlock], convert: Callable[[str], str]) -> Iterator[ImportedBlock]:
    """Yield blocks with the address of every link converted."""
    for block in blocks:
        if isinstance(block, Paragraph):
            spans = [replace(span, link=convert(span.link)) if span.link else span for span in block.spans]
            yield replace(block, spans=tuple(spans))
        elif isinstance(block, Table):
            yield block.with_cell_blocks(lambda inner: with_links(inner, convert))
        else:
            yield block


def files_beside(file: Path, root: Path) -> GetFile:
    """Return a function that gets the files that a saved page refers to; nothing outside of ``root`` is ever read."""
    folders = [
        file.parent,
        *(folder for folder in _folders_of_browsers(file) if folder.is_dir()),
        *(file.parent / name for name in ("anh", "images", "img")),
    ]
    real_root = root.resolve()

    def get_file(address: str) -> bytes | None:
        if address.startswith(("data:", "//")):
            return None
        is_whole = "://" in address
        path = unquote(urlsplit(address).path if is_whole else address.split("?")[0].split("#")[0])
        path = path.replace("\\", "/").lstrip("/")
        name = posixpath.basename(path)
        if not name or not (name.lower().endswith(PHOTO_EXTENSIONS) or is_attachment(name)):
            return None
        candidates = [] if is_whole else [file.parent / path]
        candidates += [folder / name for folder in folders]
        return next((data for one in candidates if (data := _read_below(real_root, one)) is not None), None)

    return get_file


def _read_below(root: Path, path: Path) -> bytes | None:
    """Return the bytes of a file below a folder, None where it is none, too large or outside."""
    try:
        real = path.resolve()
        if real.is_relative_to(root) and real.is_file() and real.stat().st_size <= _MAX_FILE_BYTES:
            return real.read_bytes()
    except (OSError, ValueError):
        # No file of this name can be read here: the caller looks elsewhere, and tells the editor of what it finds nowhere.
        pass
    return None


def _folders_of_browsers(file: Path) -> list[Path]:
    """Return the folders in which browsers save the pictures of a page."""
    named = [file.with_name(f"{file.stem}{end}") for end in ("_files", "_tệp", ".files", "_file")]
    return [*named, file.with_name(file.stem)]
