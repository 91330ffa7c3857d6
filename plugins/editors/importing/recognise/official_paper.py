"""Recognise an official paper (quyết định, kế hoạch, công văn …) and read what its form says: kind, number, signer …"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from plugins.article.document_kinds import DOCUMENT_KINDS, OTHER_KINDS
from plugins.editors.importing.imported_article import ImportedBlock, ImportIssue, IssueKind, Paragraph
from plugins.editors.importing.recognise.byline_line import is_person
from plugins.editors.importing.recognise.headings import SENTENCE_END
from plugins.editors.importing.recognise.issuer_name import issuer_of
from plugins.editors.importing.recognise.recipients import find_recipients
from plugins.editors.spans.text_spans import split_spans, stripped_spans
from plugins.vietnamese.letters import fold

_KINDS = {fold(kind): kind for kind in (*DOCUMENT_KINDS, *OTHER_KINDS, "Biên bản", "Giấy mời", "Thông cáo")}
_LETTER = "Công văn"
_NUMBER = re.compile(r"^số\s*[:.]?\s*(\d[\w. ]*(?:\s*[-/]\s*[\wĐđ&.]+)*)\s*$", re.IGNORECASE)
_DATE = re.compile(r"ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})", re.IGNORECASE)
# The place before a day, also where the day was left open for who signs.
_PLACE = re.compile(r"^([^\W\d_][\w .-]{0,48}?)\s*,\s*ngày\b.*\btháng\b", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:v\s*/\s*v|về việc)\s*:?\s*", re.IGNORECASE)
_GROUNDS = ("can cu ", "theo de nghi ", "xet de nghi ")
_OFFICES = re.compile(
    r"^(?:(?:q\.|quyen)\s*)?(?:pho |thu truong|bo truong|chu tich|giam doc|tong giam doc|cuc truong|chi cuc truong|vu truong|truong|"
    r"chanh|bi thu|vien truong|hieu truong|thi truong|chi huy truong|tong bi thu|hieu pho)"
)
_ON_BEHALF = re.compile(r"^(?:tm|kt|tl|tuq|q)\s*[./]", re.IGNORECASE)
_SEARCHED, _TAIL = 4, 12  # blocks
_MOST_SUBJECT_WORDS, _MOST_OFFICE_WORDS = 60, 10


@dataclass(frozen=True, slots=True)
class OfficialPaper:
    """
    An official paper.

    ``fields`` are the header's fields of a document by their names, ``title`` is its kind and its subject,
    ``blocks`` are all blocks but the lines of the title, ``issues`` what the editor should look at.
    """

    title: str
    fields: Mapping[str, str] = field(default_factory=dict)
    blocks: tuple[ImportedBlock, ...] = ()
    issues: tuple[ImportIssue, ...] = ()


def read_paper(blocks: Sequence[ImportedBlock], letterhead: str) -> OfficialPaper | None:
    """Return the official paper that blocks below a letterhead ("" for none) are, None where they are none."""
    split = _with_split_title(blocks)
    head = [line.strip() for line in re.split(r"[|\n]", letterhead) if line.strip()]
    kind, lines, rest = _titled(split)
    subject = " ".join(lines) or _subject_of_letter(head)
    number = next((_tidy(found[1]) for line in head if (found := _NUMBER.match(line))), "")
    if not kind and subject and number and _is_addressed(rest):
        kind = _LETTER
    signer = find_signer(rest)
    if not kind or not (number or signer or letterhead or _has_grounds(rest)):
        return None
    issued = next((_day(found) for line in head if (found := _DATE.search(line))), "")
    values = {
        "document_kind": kind,
        "document_number": number,
        "issued": issued,
        "issuer": issuer_of(head),
        "signer": signer,
        "issue_place": next(
            (" ".join(found[1].split()) for line in head if (found := _PLACE.match(line))), ""
        ),
        "recipients": "; ".join(find_recipients(rest)),
    }
    fields = {name: value for name, value in values.items() if value}
    return OfficialPaper(_title(kind, subject), fields, tuple(rest), tuple(_issues(fields, subject)))


def _with_split_title(blocks: Sequence[ImportedBlock]) -> list[ImportedBlock]:
    """Return blocks in which a paragraph that begins with a line for the kind of paper is one for each of its lines."""
    out: list[ImportedBlock] = []
    for place, block in enumerate(blocks):
        lines = block.text.split("\n") if isinstance(block, Paragraph) and place < _SEARCHED else []
        if isinstance(block, Paragraph) and len(lines) > 1 and _kind_of(lines[0]):
            pieces = (stripped_spans(spans) for spans in split_spans(block.spans, "\n"))
            out += [replace(block, spans=spans) for spans in pieces if spans]
        else:
            out.append(block)
    return out


def _kind_of(line: str) -> str:
    """
    Return the kind of paper that a line in capitals is the name of, "" for any other line.

    >>> _kind_of("QUYẾT ĐỊNH"), _kind_of("T Ờ  T R Ì N H"), _kind_of("Quyết định"), _kind_of("LÚA")
    ('Quyết định', 'Tờ trình', '', '')
    """
    bare = line.strip(" :.*")
    if bare != bare.upper() or not bare:
        return ""
    if re.fullmatch(r"(?:\w ?)(?:\s+\w)+", bare):
        joined = {kind.replace(" ", ""): name for kind, name in _KINDS.items()}
        return joined.get(fold(bare).replace(" ", ""), "")
    return _KINDS.get(fold(bare), "")


def _titled(blocks: Sequence[ImportedBlock]) -> tuple[str, list[str], list[ImportedBlock]]:
    """Return the kind that stands above the text, the lines of the subject below it, and the blocks without either."""
    for place, block in enumerate(blocks[:_SEARCHED]):
        if isinstance(block, Paragraph) and (kind := _kind_of(block.text)):
            lines: list[str] = []
            for following in blocks[place + 1 : place + 4]:
                if not isinstance(following, Paragraph) or not _goes_on(following, block, bool(lines)):
                    break
                lines.append(" ".join(following.text.split()))
            used = range(place, place + 1 + len(lines))
            return kind, lines, [one for number, one in enumerate(blocks) if number not in used]
    return "", [], list(blocks)


def _goes_on(paragraph: Paragraph, title: Paragraph, is_further: bool) -> bool:
    """Return whether a paragraph is a line of the subject below the kind: set alike, and no sentence of the text."""
    text = paragraph.text.strip()
    if len(text.split()) > _MOST_SUBJECT_WORDS or fold(text).startswith((*_GROUNDS, "kinh gui")):
        return False
    if text == text.upper() and not paragraph.is_bold:
        return False
    is_alike = paragraph.alignment is title.alignment and (paragraph.is_bold or not title.is_bold)
    if _ABOUT.match(text) and not is_further:
        return True
    return (
        is_alike
        and not SENTENCE_END.search(text)
        and "\n" not in text
        and (paragraph.is_bold or not is_further)
    )


def _subject_of_letter(head: Iterable[str]) -> str:
    """Return the subject that stands below the number of a letter, "V/v …", set in several lines."""
    out: list[str] = []
    for line in head:
        if _ABOUT.match(line) or (
            out and not _NUMBER.match(line) and not _DATE.search(line) and line != line.upper()
        ):
            out.append(line)
        elif out:
            break
    return " ".join(out)


def _is_addressed(blocks: Iterable[ImportedBlock]) -> bool:
    return any(isinstance(one, Paragraph) and fold(one.text).startswith("kinh gui") for one in blocks)


def _has_grounds(blocks: Iterable[ImportedBlock]) -> bool:
    return any(isinstance(one, Paragraph) and fold(one.text).startswith(_GROUNDS) for one in blocks)


def _tidy(number: str) -> str:
    """
    Return a number as papers have it, without spaces around its signs.

    >>> _tidy("12 /QĐ - UBND ")
    '12/QĐ-UBND'
    """
    return re.sub(r"\s*([-/])\s*", r"\1", number).strip(" .")


def _day(found: re.Match[str]) -> str:
    day, month, year = (int(one) for one in found.groups())
    return f"{day:02}/{month:02}/{year}" if 1 <= day <= 31 and 1 <= month <= 12 else ""


def _title(kind: str, subject: str) -> str:
    """
    Return the title of a paper of a kind about a subject.

    >>> _title("Quyết định", "Về việc phê duyệt kế hoạch"), _title("Công văn", "V/v cấp nước")
    ('Quyết định về việc phê duyệt kế hoạch', 'Công văn về việc cấp nước')
    >>> _title("Kế hoạch", "Tổ chức ngày hội"), _title("Thông báo", "Thọ Xuân đón khách")
    ('Kế hoạch tổ chức ngày hội', 'Thông báo Thọ Xuân đón khách')
    """
    about = _ABOUT.sub("về việc ", subject)
    words = about.split()
    begins_with_name = len(words) > 1 and words[1][:1].isupper()
    if words and not begins_with_name and not words[0].isupper():
        about = about[:1].lower() + about[1:]
    return f"{kind} {about}".strip()


def find_signer(blocks: Sequence[ImportedBlock]) -> str:
    """Return who signed a paper and in which position, as the header has it, "" where its end does not tell."""
    paragraphs = [block for block in blocks[-_TAIL:] if isinstance(block, Paragraph)]
    lines = [line.strip() for one in paragraphs for line in re.split(r"[\n\t]", one.text) if line.strip()]
    position = ""
    for line in lines:
        bare = line.strip(" .,:")
        if is_signatory_office(bare):
            position = _ON_BEHALF.sub("", bare).strip()
        elif position and is_person(_without_degree(bare)):
            return f"{bare}, {_position_name(position)}"
    return ""


def is_signatory_office(line: str) -> bool:
    """
    Return whether a line in capitals names the position in which a paper is signed.

    >>> is_signatory_office("KT. CHỦ TỊCH"), is_signatory_office("PHÓ CHỦ TỊCH"), is_signatory_office("Chủ tịch họp")
    (True, True, False)
    """
    bare = _ON_BEHALF.sub("", line).strip()
    is_short = 0 < len(bare.split()) <= _MOST_OFFICE_WORDS
    return is_short and bare == bare.upper() and bool(_OFFICES.match(fold(bare)) or _ON_BEHALF.match(line))


def _without_degree(name: str) -> str:
    return re.sub(r"^(?:(?:GS|PGS|TS|ThS|BS|CN|KS|Đ/c|Ông|Bà)\.?\s*)+", "", name)


def _position_name(position: str) -> str:
    """
    Return the name of a position that was set in capitals.

    >>> _position_name("PHÓ CHỦ TỊCH"), _position_name("CHÁNH VĂN PHÒNG")
    ('Phó Chủ tịch', 'Chánh Văn phòng')
    """
    words = position.lower().split()
    head = 1 if words[0] in ("phó", "chánh", "quyền", "q.") and len(words) > 1 else 0
    return " ".join(word.capitalize() if place <= head else word for place, word in enumerate(words))


def _issues(fields: Mapping[str, str], subject: str) -> Iterable[ImportIssue]:
    names = {"document_number": "số", "issued": "ngày ban hành", "signer": "người ký"}
    missing = [name for key, name in names.items() if key not in fields]
    more = f" Không thấy {', '.join(missing)}: điền thêm." if missing else ""
    yield ImportIssue(
        IssueKind.GUESSED,
        f"tệp được hiểu là văn bản ({fields['document_kind']}); các dòng văn bản lấy ở phần đầu và chữ ký.{more} "
        "Người ký không phải tác giả bài. Không đưa vào sổ quy hoạch thì xóa các dòng ấy.",
        "document_kind",
    )
    if re.match(r"^v\s*/\s*v", subject, re.IGNORECASE):
        yield ImportIssue(IssueKind.DROPPED, "tiêu đề viết đầy đủ chữ tắt “V/v” thành: về việc.", "title")
