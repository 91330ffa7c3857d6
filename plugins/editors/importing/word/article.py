"""Convert a Word file to an article: clean its blocks up and recognise its parts."""

from __future__ import annotations

import re

from plugins.author.registry import Authors
from plugins.editors.importing.cleanup.all_steps import clean_blocks
from plugins.editors.importing.completeness import comparable_words
from plugins.editors.importing.imported_article import (
    ImportedArticle,
    ImportIssue,
    IssueKind,
    Photo,
    plain_paragraph,
    text_of_blocks,
)
from plugins.editors.importing.recognise.parts import recognise_parts
from plugins.editors.importing.recognise.repeats import without_repeats
from plugins.editors.importing.refusal import ImportRefused
from plugins.editors.importing.word.document import WordDocument, read_word
from plugins.editors.importing.word.package import Package
from plugins.editors.importing.word.package_words import READABLE_PLACES, words_elsewhere
from plugins.editors.importing.word.words_elsewhere import quoted
from plugins.editors.importing.word.xml_names import main_part

# Two letters beside each other: a number of a page is no text.
_WORD = re.compile(r"[^\W\d_]{2}")


def import_word(package: Package, authors: Authors, name: str) -> ImportedArticle:
    """Return the article in a .docx file called ``name``; raise ImportRefused for a file that holds none."""
    document = read_word(package)
    blocks, letterhead, issues = clean_blocks(document.blocks)
    if not blocks and not letterhead:
        return _of_other_places(document, package, name)
    notes = {key: tuple(clean_blocks(inner)[0]) for key, inner in document.notes.items()}
    if letterhead:
        quoted = " / ".join(letterhead.split("\n"))
        issues.append(
            ImportIssue(
                IssueKind.DROPPED,
                f"phần đầu văn bản (quốc hiệu, cơ quan, số, ngày) không vào thân bài: “{quoted}”.",
            )
        )
    parts = recognise_parts(blocks, authors, name, letterhead)
    body, repeats = without_repeats(parts.body, parts.title)
    issues += repeats
    missing = _missing(document, parts.date_line)
    return ImportedArticle(
        origin=name,
        title=parts.title,
        lead=parts.lead,
        byline=parts.byline.byline,
        source=parts.byline.source,
        document=parts.document,
        body=tuple(body),
        notes=notes,
        pictures=document.pictures,
        issues=(*missing, *parts.issues, *issues, *document.issues),
    )


def _of_other_places(document: WordDocument, package: Package, name: str) -> ImportedArticle:
    """
    Return an article of a file whose text is empty, of the words that stand elsewhere in it.

    Raises ImportRefused where nobody wrote any words or put any picture there either.
    """
    places = words_elsewhere(package, main_part(package))
    margins = text_of_blocks(document.margins)
    found = [*clean_blocks(document.margins)[0]] if _WORD.search(margins) or _photos(document) else []
    lines = [line for one in places if one.place in READABLE_PLACES for line in one.lines]
    seen = set(comparable_words(margins))
    for line in dict.fromkeys(lines):
        if _WORD.search(line) and not seen.issuperset(comparable_words(line)):
            found.append(plain_paragraph(" ".join(line.split())))
    if not found:
        told = [one.message for one in document.issues if one.kind in (IssueKind.DROPPED, IssueKind.FAILED)]
        told += [f"{one.place}: {quoted(one.lines)}." for one in places]
        more = " ".join(["", *told])
        raise ImportRefused(f"“{name}” không có chữ hay ảnh nào đọc được.{more} Mở tệp xem lại.")
    places_of_words = ["đầu trang, chân trang"] if margins.strip() else []
    places_of_words += [one.place for one in places if one.place in READABLE_PLACES]
    issue = ImportIssue(
        IssueKind.GUESSED,
        "thân tệp Word trống; bài chép những gì nằm ở chỗ khác trong tệp "
        f"({'; '.join(dict.fromkeys(places_of_words)) or 'ảnh ở đầu trang, chân trang'}). Mở tệp, xem thứ tự và chọn phần cần đăng.",
    )
    pictures = {key: document.pictures[key] for key in _photos(document) if key in document.pictures}
    missing_title = ImportIssue(IssueKind.MISSING, "viết tên bài sau “Tiêu đề:”.", "title")
    return ImportedArticle(
        origin=name,
        body=tuple(found),
        pictures=pictures,
        issues=(missing_title, *_missing(document, ""), issue, *document.issues),
    )


def _photos(document: WordDocument) -> list[str]:
    """Return the keys of the pictures in headers and footers."""
    return [block.key for block in document.margins if isinstance(block, Photo)]


def _missing(document: WordDocument, date_line: str) -> tuple[ImportIssue, ImportIssue]:
    """Return what no Word file tells: the date and the section, with hints at the date."""
    saved = document.modified
    hint = f" Tệp Word được lưu lần cuối {saved[8:10]}/{saved[5:7]}/{saved[:4]}." if saved else ""
    hint = f" Cuối bài ghi “{date_line}”." if date_line else hint
    return (
        ImportIssue(
            IssueKind.MISSING,
            f"tệp Word không cho biết ngày đăng.{hint} Điền ngày sau “Ngày đăng:”.",
            "date",
        ),
        ImportIssue(
            IssueKind.MISSING,
            "tệp Word không cho biết chuyên mục. Chọn một chuyên mục của cổng.",
            "category",
        ),
    )
