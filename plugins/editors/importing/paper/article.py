"""Make a draft of a paper: of the text layer of a PDF file, or of what Tesseract makes out in pictures of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from time import monotonic

from plugins.article.registries import Registries
from plugins.editors.importing.cleanup.all_steps import clean_blocks
from plugins.editors.importing.completeness import SourceLine, comparable_words
from plugins.editors.importing.completeness_issue import checked
from plugins.editors.importing.import_source import ImportSource
from plugins.editors.importing.imported_article import (
    ImportedArticle,
    ImportIssue,
    IssueKind,
    Photo,
    plain_paragraph,
    text_of_blocks,
)
from plugins.editors.importing.paper.joined_lines import across_pages, paragraphs_of_page
from plugins.editors.importing.paper.pdf_file import TextLayer, can_draw_pages, page_pictures, read_text_layer
from plugins.editors.importing.paper.photo_of_paper import shows_paper
from plugins.editors.importing.paper.tesseract import ReadPage, find_tesseract, read_picture, recognised_text
from plugins.editors.importing.prepare_picture import prepare_picture
from plugins.editors.importing.recognise.parts import recognise_parts
from plugins.editors.importing.recognise.repeats import without_repeats
from plugins.editors.importing.text_decoding import decode_text, decoding_issues
from plugins.editors.importing.word.words_elsewhere import quoted

# A sheet takes some seconds; one that was made to take minutes shall not take hours with its like.
_MOST_READ_PAGES, _SECONDS = 40, 900
_MOST_LOOKED_AT = 6  # of an album's pictures
_MOST_DOUBTFUL = 30
_TYPE_IT = "Nên gõ lại chữ (hoặc xin tệp Word gốc) để bạn đọc tìm được, nghe được bằng máy đọc màn hình, rồi vẫn đính kèm bản chụp"


def import_pdf(source: ImportSource, registries: Registries, *, reads_pictures: bool) -> ImportedArticle:
    """
    Return the draft of a PDF file, with the file attached; ``reads_pictures`` lets Tesseract read pages without text.

    Raises ImportRefused for what is no PDF that can be read.
    """
    layer = read_text_layer(source.data, source.name)
    pages = [paragraphs_of_page(text) for text in layer.texts]
    lines = [line for text in layer.texts for line in text.splitlines()]
    issues = list(_issues_of_layer(layer)) if any(layer.texts) else []
    if layer.silent_pages:
        read = _read_pages(source.data, layer.silent_pages) if reads_pictures and _can_read() else {}
        for number, page in read.items():
            pages[number - 1] = _paragraphs_read(page)
        issues += _issues_of_silence(layer, read, asked=reads_pictures)
    article = _draft(across_pages(pages), lines, source.name, registries)
    name = PurePosixPath(source.name.replace("\\", "/")).name
    attached = replace(
        article, attachments={name if name.lower().endswith(".pdf") else f"{name}.pdf": source.data}
    )
    return replace(attached, issues=(*issues, *_issues_of_notes(layer), *article.issues))


def _issues_of_notes(layer: TextLayer) -> list[ImportIssue]:
    """Return what to tell of words that were typed upon pages and are not among their text."""
    present = set(comparable_words("\n".join(layer.texts)))
    notes = [note for note in dict.fromkeys(layer.notes) if not present.issuperset(comparable_words(note))]
    if not notes:
        return []
    message = (
        f"ghi chú, ô đã điền trên tệp PDF không vào bài: {quoted(notes)}. Cần cho người đọc thì chép vào bài."
    )
    return [ImportIssue(IssueKind.DROPPED, message)]


def with_papers_read(
    imported: ImportedArticle, registries: Registries, *, reads_pictures: bool
) -> ImportedArticle:
    """
    Return an article of nothing but pictures with what can be read in those that show a paper, where that is asked for.

    Else it is told that such pictures hold no text, and what to do. Every other article stays as it is.
    """
    if text_of_blocks(imported.body).strip():
        return imported
    pictures = _pictures_of(imported)
    if reads_pictures and find_tesseract():
        # Whoever asks for it means these pictures, whatever they look like.
        pages = [page for page in _read_in_time(pictures) if page is not None]
        if pages:
            return _with_pages(imported, pages, registries)
    papers = sum(map(shows_paper, pictures[:_MOST_LOOKED_AT]))
    if not papers:
        return imported
    what = "ảnh trông như ảnh chụp một văn bản" if papers == 1 else "các ảnh trông như ảnh chụp văn bản"
    message = f"{what}; chữ trong ảnh không tìm được, máy đọc màn hình không đọc được. {_TYPE_IT}.{_how_to_read(asked=reads_pictures)}"
    return imported.with_issues(ImportIssue(IssueKind.GUESSED, message))


def _pictures_of(imported: ImportedArticle) -> list[bytes]:
    """Return the pictures in an article's body, upright, as far as they can be opened."""
    keys = dict.fromkeys(block.key for block in imported.body if isinstance(block, Photo))
    known = [imported.pictures[key] for key in keys if key in imported.pictures]
    prepared = (prepare_picture(one) for one in known[:_MOST_READ_PAGES])
    return [one.data for one in prepared if not isinstance(one, str)]


def _with_pages(
    imported: ImportedArticle, pages: Sequence[ReadPage], registries: Registries
) -> ImportedArticle:
    """Return an article of pictures with what Tesseract made out in them above them."""
    draft = _draft(across_pages([_paragraphs_read(page) for page in pages]), [], imported.origin, registries)
    others = [one for one in imported.issues if one.kind is not IssueKind.MISSING or not one.field]
    return replace(
        draft,
        body=(*draft.body, *imported.body),
        pictures=imported.pictures,
        notes=imported.notes,
        issues=(_read_issue("trong ảnh", pages), *draft.issues, *others),
    )


def _paragraphs_read(page: ReadPage) -> list[str]:
    """Return the paragraphs of a page: Tesseract takes the lines of a title for one, and parts a paragraph where a line is slant."""
    text = "\n\n".join("\n".join(map(recognised_text, lines)) for lines in page.paragraphs)
    return across_pages([[one] for one in paragraphs_of_page(text)])


def _draft(
    paragraphs: Sequence[str], lines: Sequence[str], name: str, registries: Registries
) -> ImportedArticle:
    """Return the article in paragraphs, checked against the lines that they were made of."""
    conversion = decode_text("\n".join(paragraphs).encode())
    text = conversion.text if conversion is not None else "\n".join(paragraphs)
    blocks, letterhead, issues = clean_blocks(
        [plain_paragraph(line) for line in text.split("\n") if line.strip()]
    )
    parts = recognise_parts(blocks, registries.authors, name, letterhead)
    body, repeats = without_repeats(parts.body, parts.title)
    if letterhead:
        quoted = " / ".join(letterhead.split("\n"))
        message = f"phần đầu văn bản (quốc hiệu, cơ quan, số, ngày) không vào thân bài: “{quoted}”."
        issues.append(ImportIssue(IssueKind.DROPPED, message))
    hint = f" Cuối bài ghi “{parts.date_line}”." if parts.date_line else ""
    missing = (
        ImportIssue(IssueKind.MISSING, f"điền ngày đăng sau “Ngày đăng:”.{hint}", "date"),
        ImportIssue(IssueKind.MISSING, "chọn một chuyên mục của cổng.", "category"),
    )
    of_encoding = decoding_issues(conversion) if conversion is not None else []
    imported = ImportedArticle(
        origin=name,
        title=parts.title,
        lead=parts.lead,
        byline=parts.byline.byline,
        source=parts.byline.source,
        document=parts.document,
        body=tuple(body),
        issues=(*missing, *parts.issues, *issues, *repeats, *of_encoding),
    )
    return checked(imported, [SourceLine(line) for line in lines])


def _issues_of_layer(layer: TextLayer) -> Sequence[ImportIssue]:
    """Return what to tell of a text layer that was read."""
    found = [
        ImportIssue(
            IssueKind.GUESSED,
            "chữ lấy từ tệp PDF: bảng, cột, chữ đậm, danh sách và ảnh không theo vào, đoạn được nối lại theo cách trình bày. "
            "Đối chiếu với tệp PDF đính kèm; có tệp Word gốc thì nhập tệp ấy tốt hơn.",
        )
    ]
    if layer.pages > len(layer.texts):
        message = f"tệp PDF có {layer.pages} trang, chỉ đọc {len(layer.texts)} trang đầu. Phần sau xem trong tệp đính kèm."
        found.append(ImportIssue(IssueKind.FAILED, message))
    return found


def _can_read() -> bool:
    return bool(find_tesseract()) and can_draw_pages()


def _read_pages(data: bytes, numbers: Sequence[int]) -> dict[int, ReadPage]:
    """Return what Tesseract makes out on these pages, by their numbers; pages that it cannot read are left out."""
    wanted = numbers[:_MOST_READ_PAGES]
    pages = _read_in_time(page_pictures(data, wanted))
    return {number: page for number, page in zip(wanted, pages, strict=False) if page is not None}


def _read_in_time(pictures: Iterable[bytes | None]) -> Iterator[ReadPage | None]:
    """Yield what Tesseract makes out in pictures, None where that is nothing, until its time is over."""
    end = monotonic() + _SECONDS
    for picture in pictures:
        page = read_picture(picture) if picture is not None else None
        yield page if page is not None and page.words else None
        if monotonic() > end:
            return


def _issues_of_silence(layer: TextLayer, read: dict[int, ReadPage], *, asked: bool) -> list[ImportIssue]:
    """Return what to tell of pages without text."""
    issues = []
    if read:
        issues.append(_read_issue(f"ở {_pages(tuple(read), layer)}", list(read.values())))
    left = tuple(number for number in layer.silent_pages if number not in read)
    if left:
        message = (
            f"{_pages(left, layer)} chỉ là ảnh chụp, không có chữ. {_TYPE_IT}.{_how_to_read(asked=asked)}"
        )
        issues.append(ImportIssue(IssueKind.FAILED, message))
    return issues


def _pages(numbers: Sequence[int], layer: TextLayer) -> str:
    """
    Return pages in words.

    >>> _pages([1, 2], TextLayer(2, ("", ""))), _pages([2, 5], TextLayer(9, ("a", "", "b", "c", "")))
    ('cả 2 trang của tệp PDF', 'trang 2, 5 của tệp PDF')
    """
    if len(numbers) == layer.pages:
        return "tệp PDF một trang này" if layer.pages == 1 else f"cả {layer.pages} trang của tệp PDF"
    shown = ", ".join(map(str, numbers[:20]))
    more = f" và {len(numbers) - 20} trang nữa" if len(numbers) > 20 else ""
    return f"trang {shown}{more} của tệp PDF"


def _how_to_read(*, asked: bool) -> str:
    """Return how the text of pictures can be had on this machine, as a sentence after a space."""
    if not find_tesseract():
        return (
            " Muốn máy nhận dạng chữ làm bản nháp: cài Tesseract với tiếng Việt (trên Debian, Ubuntu: sudo apt install tesseract-ocr "
            "tesseract-ocr-vie) rồi chạy lại lệnh import, thêm hai tùy chọn nhan-dang và nhap-lai."
        )
    if asked:
        return " Máy đã thử nhận dạng mà không ra chữ nào."
    return (
        " Máy này có Tesseract tiếng Việt: chạy lại lệnh import, thêm hai tùy chọn nhan-dang và nhap-lai, để lấy chữ làm bản nháp "
        "rồi soát từng chữ."
    )


def _read_issue(where: str, pages: Sequence[ReadPage]) -> ImportIssue:
    """Return what to tell of text that Tesseract made out: how much of it is doubtful, and which words."""
    words = [word for page in pages for word in page.words]
    doubtful = list(dict.fromkeys(word.text for word in words if word.is_doubtful))
    named = f", nhất là: {' '.join(doubtful[:_MOST_DOUBTFUL])}" if doubtful else ""
    count = sum(word.is_doubtful for word in words)
    message = (
        f"chữ {where} do máy nhận dạng (Tesseract), CHƯA AI SOÁT: {count} trong {len(words)} chữ đáng ngờ{named}. "
        "Chữ máy tưởng là chắc vẫn có thể sai dấu: soát từng chữ với bản chụp, kỹ nhất là tên người, con số, ngày tháng, rồi hãy đăng."
    )
    return ImportIssue(IssueKind.GUESSED, message)
