"""Detect by its bytes what kind of file a source is, and convert it to an article."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from plugins.article.registries import Registries
from plugins.editors.importing.completeness_issue import article_words, checked, checked_page
from plugins.editors.importing.content_kinds import is_film, is_photo
from plugins.editors.importing.import_source import ImportSource
from plugins.editors.importing.imported_article import (
    ImportedArticle,
    ImportIssue,
    IssueKind,
    Photo,
    PictureFile,
)
from plugins.editors.importing.large_tables import with_large_tables
from plugins.editors.importing.linked_files import with_attachments, with_pictures
from plugins.editors.importing.oldsite.article import import_old_page
from plugins.editors.importing.oldsite.html_page import HtmlPage, link_share, read_html
from plugins.editors.importing.oldsite.mht import read_mht
from plugins.editors.importing.oldsite.page_metadata import PageMetadata
from plugins.editors.importing.oldsite.page_text import page_lines
from plugins.editors.importing.oldsite.saved_text import read_saved_text
from plugins.editors.importing.oldsite.second_opinion import disagreements, second_extractor
from plugins.editors.importing.paper.article import import_pdf, with_papers_read
from plugins.editors.importing.prepare_picture import prepare_picture
from plugins.editors.importing.refusal import ImportRefused, NotAnArticle
from plugins.editors.importing.text_decoding import decode_text, decoding_issues
from plugins.editors.importing.word.article import import_word
from plugins.editors.importing.word.converted_text import converted_lines
from plugins.editors.importing.word.file_kinds import as_docx, is_word_processor_file
from plugins.editors.importing.word.package import open_package
from plugins.editors.importing.word.source_text import word_lines
from plugins.editors.importing.word.words_elsewhere import with_words_elsewhere
from plugins.media.article_endings import ARTICLE_ENDINGS

_HTML = re.compile(r"<(?:!doctype\s+html|html|body|head|div|p|table|span|font|br|meta)\b", re.IGNORECASE)
_HTML_BYTES = 20_000
_LEGACY_FONT = re.compile(r"(?:face\s*=|font-family\s*:)\s*[\"']?\s*(?:\.vn|vni-)", re.IGNORECASE)
_LINK_SHARE_OF_LISTS = 0.6
_MAX_BYTES = 250_000_000
# Programs put a few bytes of their own before the mark.
_PDF = re.compile(rb"[^<]{0,1024}?%PDF-")


@dataclass(frozen=True, slots=True)
class SourceFormat:
    """
    A format of sources: whether a source has it, and the article that such a source becomes.

    ``imports`` raises ImportRefused for what cannot become one. It compares the words of the article with those of its
    source (``checked``); the last of what it is given lets Tesseract read pictures.
    """

    recognises: Callable[[ImportSource], bool]
    imports: Callable[[ImportSource, Registries, bool], ImportedArticle]


def import_article(
    source: ImportSource, registries: Registries, *, reads_pictures: bool = False
) -> ImportedArticle:
    """
    Return the article that a source becomes; raise ImportRefused for what cannot become one.

    ``reads_pictures`` lets Tesseract read the text of scanned pages and of photos of papers.
    """
    found = next(one for one in FORMATS if one.recognises(source))
    imported = found.imports(source, registries, reads_pictures)
    imported = with_papers_read(imported, registries, reads_pictures=reads_pictures)
    # Last of all: the words of a table that goes into a file of its own were compared with the source's before.
    return with_large_tables(imported)


def _refused(recognises: Callable[[ImportSource], bool], message: str) -> SourceFormat:
    """Return a format that nothing becomes an article of, with the reason: ``{name}`` stands for the source's."""

    def refuse(source: ImportSource, _registries: Registries, _reads_pictures: bool) -> ImportedArticle:
        raise ImportRefused(message.format(name=source.name))

    return SourceFormat(recognises, refuse)


def _import_word_file(source: ImportSource, registries: Registries, _reads_pictures: bool) -> ImportedArticle:
    package = open_package(as_docx(source.data, source.name))
    imported = import_word(package, registries.authors, source.name)
    own = article_words(imported)
    lines = [*word_lines(package), *converted_lines(source.data)]
    return checked(with_words_elsewhere(imported, package, own), lines, own)


def _import_pdf_file(source: ImportSource, registries: Registries, reads_pictures: bool) -> ImportedArticle:
    return import_pdf(source, registries, reads_pictures=reads_pictures)


def _import_photo(source: ImportSource, _registries: Registries, _reads_pictures: bool) -> ImportedArticle:
    """Return an article that holds nothing but a photo: the editor writes the rest."""
    picture = PictureFile(PurePosixPath(source.name.replace("\\", "/")).name, source.data)
    prepared = prepare_picture(picture)
    if isinstance(prepared, str):
        raise ImportRefused(f"“{source.name}”: {prepared}. Lưu lại ảnh bằng phần mềm ảnh rồi nhập lại.")
    taken = f" Máy ảnh ghi ngày chụp {prepared.taken}." if prepared.taken else ""
    missing = (
        ImportIssue(
            IssueKind.MISSING,
            "mới chỉ có ảnh. Viết tên bài sau “Tiêu đề:”, viết bài dưới ảnh, rồi đổi tên tệp .md theo tên bài (không dấu, nối bằng “-”).",
            "title",
        ),
        ImportIssue(IssueKind.MISSING, f"điền ngày đăng sau “Ngày đăng:”.{taken}", "date"),
        ImportIssue(IssueKind.MISSING, "chọn một chuyên mục của cổng.", "category"),
    )
    return ImportedArticle(
        source.name, body=(Photo(picture.name),), pictures={picture.name: picture}, issues=missing
    )


def _import_text(source: ImportSource, registries: Registries, _reads_pictures: bool) -> ImportedArticle:
    """Return the article in a web page, a page saved in one file, or a plain text."""
    try:
        return _imported_text(source, registries)
    except RecursionError:
        raise ImportRefused(
            f"“{source.name}” lồng thẻ HTML quá nhiều lớp, không đọc được. Mở trang bằng trình duyệt, chép bài vào một tệp Word rồi nhập "
            "tệp ấy."
        ) from None


def _imported_text(source: ImportSource, registries: Registries) -> ImportedArticle:
    source = _without_mht(source)
    conversion = decode_text(source.data, source.charset)
    if conversion is not None and _is_html(conversion.text) and _LEGACY_FONT.search(conversion.text):
        # Fonts tell better than the words do which encoding each run is in.
        conversion = decode_text(source.data, source.charset, repair=False)
    if conversion is None:
        raise ImportRefused(
            f"“{source.name}” không phải là văn bản hay trang web. Chỉ nhập được Word, HTML, văn bản .txt và ảnh."
        )
    convert = _import_html if _is_html(conversion.text) else _import_saved_text
    return convert(source, conversion.text, registries).with_issues(*decoding_issues(conversion))


def _is_html(text: str) -> bool:
    return _HTML.search(text[:_HTML_BYTES]) is not None


def _without_mht(source: ImportSource) -> ImportSource:
    """Return the page in a .mht file with the files that were saved in it; any other source as it is."""
    head = source.data[:2000]
    starts_as_mht = (
        head.lstrip()[:200].lower().startswith((b"mime-version:", b"from: <saved", b'from: "saved'))
    )
    if not starts_as_mht and not (b"multipart/related" in head and b"boundary=" in head):
        return source
    saved = read_mht(source.data)
    if saved is None:
        return source
    return replace(
        source,
        data=saved.html,
        charset=saved.charset,
        address=source.address or (saved.address if saved.address.startswith("http") else ""),
        get_file=lambda address: saved.files.get(address) or source.get_file(address),
        get_saved=lambda address: saved.files.get(address) or source.get_saved(address),
    )


def _import_saved_text(source: ImportSource, text: str, registries: Registries) -> ImportedArticle:
    blocks = read_saved_text(text)
    imported = import_old_page(blocks, (), PageMetadata(source.address), registries, source.name)
    return checked_page(with_pictures(imported, {}, source), text.splitlines())


def _import_html(source: ImportSource, html: str, registries: Registries) -> ImportedArticle:
    page = read_html(html, source.address, source.base)
    if not page.blocks:
        raise ImportRefused(
            f"“{source.name}” không có chữ nào, hoặc trang quá phức tạp. Mở trang bằng trình duyệt, chép chữ sang một tệp .txt rồi nhập tệp ấy."
        )
    imported = import_old_page(page.blocks, page.article_blocks, page.metadata, registries, source.name)
    if not imported.date and link_share(imported.body) > _LINK_SHARE_OF_LISTS:
        raise NotAnArticle(f"“{source.name}” giống trang chủ hay trang danh sách hơn là một bài; không nhập.")
    source = replace(source, address=page.metadata.address)
    imported = with_attachments(with_pictures(imported, page.picture_addresses, source), source)
    doubts = disagreements(html, imported, second_extractor())
    return checked_page(imported.with_issues(*_video_issues(page), *doubts), page_lines(html))


def _video_issues(page: HtmlPage) -> tuple[ImportIssue, ...]:
    return tuple(
        ImportIssue(
            IssueKind.FAILED,
            f"video hay bản đồ nhúng không đưa vào bài được: {address[:150]}. Cần thì đặt một liên kết tới đó.",
        )
        for address in page.videos[:5]
    )


# The first that recognises a source imports it: the last takes whatever no other did.
FORMATS = (
    _refused(lambda source: not source.data.strip(), "“{name}” rỗng. Chép lại tệp."),
    _refused(
        lambda source: len(source.data) > _MAX_BYTES,
        "“{name}” quá lớn. Thu nhỏ ảnh trong tệp rồi nhập lại.",
    ),
    _refused(
        lambda source: source.data.startswith(b"Rar!"),
        "tệp nén RAR: giải nén rồi nhập từng tệp bên trong.",
    ),
    _refused(
        lambda source: source.data.startswith(b"7z\xbc\xaf"),
        "tệp nén 7z: giải nén rồi nhập từng tệp bên trong.",
    ),
    _refused(
        lambda source: source.name.lower().endswith(ARTICLE_ENDINGS),
        "“{name}” đã là tệp bài viết: đặt vào content/bai-viet/. Chữ ở mã cũ thì dùng: python3 tasks.py convert.",
    ),
    SourceFormat(lambda source: is_word_processor_file(source.data), _import_word_file),
    _refused(
        lambda source: is_film(source.data),
        "“{name}” là video, không nhập thành bài được. Viết bài rồi đặt một liên kết tới video.",
    ),
    SourceFormat(lambda source: _PDF.match(source.data) is not None, _import_pdf_file),
    SourceFormat(lambda source: is_photo(source.data), _import_photo),
    SourceFormat(lambda _source: True, _import_text),
)
