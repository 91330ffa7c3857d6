"""Convert a Word file to an article: clean its blocks up and recognise its parts."""

from __future__ import annotations

from plugins.author.registry import Authors
from plugins.editors.importing.cleanup.all_steps import clean_blocks
from plugins.editors.importing.imported_article import ImportedArticle, ImportIssue, IssueKind
from plugins.editors.importing.recognise.parts import recognise_parts
from plugins.editors.importing.recognise.repeats import without_repeats
from plugins.editors.importing.refusal import ImportRefused
from plugins.editors.importing.word.document import WordDocument, read_word
from plugins.editors.importing.word.package import Package


def import_word(package: Package, authors: Authors, name: str) -> ImportedArticle:
    """Return the article in a .docx file called ``name``; raise ImportRefused for a file that holds none."""
    document = read_word(package)
    blocks, letterhead, issues = clean_blocks(document.blocks)
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
    if not blocks and not letterhead:
        left_out = [
            one.message for one in document.issues if one.kind in (IssueKind.DROPPED, IssueKind.FAILED)
        ]
        more = " ".join(["", *left_out])
        raise ImportRefused(f"“{name}” không có chữ hay ảnh nào đọc được.{more} Mở tệp xem lại.")
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
