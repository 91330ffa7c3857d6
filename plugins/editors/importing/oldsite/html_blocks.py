"""Convert the elements of an HTML tree to blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from bs4 import Comment, Doctype, NavigableString, Tag

from plugins.editors.importing.imported_article import (
    Cell,
    HorizontalRule,
    ImportedBlock,
    Paragraph,
    Photo,
    Role,
    Table,
)
from plugins.editors.importing.oldsite.picture_candidates import candidate_addresses
from plugins.editors.importing.oldsite.printed_dates import says_date
from plugins.editors.importing.oldsite.table_cells import cells_of, is_caption_element, with_captions_marked
from plugins.editors.importing.refusal import ImportRefused
from plugins.editors.spans.html_format import HtmlFormat, alignment_of, format_in, is_hidden
from plugins.editors.spans.legacy_fonts import FontRun, fonts_to_unicode
from plugins.editors.spans.text_spans import Alignment, TextSpan, merged_spans, split_spans

_BLOCK_ELEMENTS = frozenset(
    re.findall(
        r"\w+",
        "address article blockquote body center dd details div dl dt fieldset figcaption figure form h1 h2 h3 h4 h5 h6 "
        "header html li main ol p pre section summary table tbody td tfoot th thead tr ul hr",
    )
)
_HEADING = re.compile(r"^h([1-6])$")
_ICON = re.compile(
    r"(?:^|[/_\-.])(?:icons?|spacer|blank|pixel|print|email|share|facebook|twitter|zalo|arrow|bullet|rss|logo|banner|loading|avatar)(?:[/_\-.\d]|$)",
    re.IGNORECASE,
)
_NO_ALT = re.compile(
    r"\.(?:jpe?g|png|gif|bmp|webp)$|^(?:image|img|picture|ảnh|hình)?[\s_\d-]*$", re.IGNORECASE
)
_LEAST_PIXELS = 40
_VERSE_CHARACTERS = 90
# Tables around a table; skins of old portals have up to a dozen.
_DEEPEST_TABLE = 30
_MOST_CELL_WORDS = 120
_MOST_DAY_CHARACTERS, _MOST_PARTS_OF_DAY = 60, 3


@dataclass(frozen=True, slots=True)
class _ParagraphKind:
    role: Role = Role.TEXT
    level: int = 0
    number: int = 0


_TEXT = _ParagraphKind()


@dataclass(slots=True)
class _OpenList:
    """A list that is being read, and the number of its next item."""

    is_numbered: bool
    next_number: int = 1


class HtmlBlockReader:
    """
    Walks over a tree once and collects its blocks.

    ``base`` is the address of the page, "" where it is not known. ``videos`` are the addresses of embedded
    videos, ``picture_addresses`` those of each picture, the largest form first, by the keys that the blocks have.
    """

    def __init__(self, base: str) -> None:
        self.base = base
        self.videos: list[str] = []
        self.picture_addresses: dict[str, tuple[str, ...]] = {}
        self._out: list[ImportedBlock] = []
        self._runs: list[tuple[TextSpan, str]] = []
        self._kind = _TEXT
        self._lists: list[_OpenList] = []

    def blocks(self, root: Tag) -> list[ImportedBlock]:
        """Return the blocks of a tree."""
        self._walk(root, HtmlFormat())
        self._end_paragraph(HtmlFormat())
        return self._out

    def _walk(self, parent: Tag, format_: HtmlFormat) -> None:
        for child in parent.children:
            if isinstance(child, Comment | Doctype):
                continue
            if isinstance(child, NavigableString):
                is_preformatted = child.find_parent("pre") is not None
                text = str(child) if is_preformatted else re.sub(r"[ \t\r\n\f]+", " ", str(child))
                if text.strip() or self._runs:
                    self._add_text(text, format_)
            elif isinstance(child, Tag):
                self._element(child, format_)

    def _add_text(self, text: str, format_: HtmlFormat) -> None:
        self._runs.append((replace(format_.span, text=text), format_.font))

    def _element(self, element: Tag, format_: HtmlFormat) -> None:
        name = element.name.lower()
        if is_hidden(element):
            return
        if name == "br":
            self._add_text("\n", format_)
        elif name == "img":
            self._picture(element, format_)
        elif name in ("iframe", "video", "source"):
            source = str(element.get("src", ""))
            if source.startswith(("http", "//")):
                self.videos.append(urljoin(self.base or "https:", source))
        elif name == "input":
            return
        elif name == "hr":
            self._end_paragraph(format_)
            self._out.append(HorizontalRule())
        elif name == "table":
            self._end_paragraph(format_)
            self._table(element, format_)
        elif name in _BLOCK_ELEMENTS or _is_label_of_day(element):
            self._block(element, name, format_in(element, format_, self.base))
        else:
            self._walk(element, format_in(element, format_, self.base))

    def _block(self, element: Tag, name: str, format_: HtmlFormat) -> None:
        self._end_paragraph(format_)
        outer = self._kind
        if heading := _HEADING.match(name):
            self._kind = _ParagraphKind(Role.HEADING, int(heading[1]))
        elif name == "figcaption" or is_caption_element(element):
            self._kind = _ParagraphKind(Role.CAPTION)
        elif name in ("ul", "ol"):
            start = str(element.get("start", "1"))
            self._lists.append(_OpenList(name == "ol", int(start) if start.isdigit() else 1))
        elif name == "li" and self._lists:
            self._kind = self._list_item()
        elif name == "blockquote":
            self._kind = _ParagraphKind(Role.QUOTE)
        self._walk(element, format_)
        self._end_paragraph(format_)
        if name in ("ul", "ol"):
            self._lists.pop()
        self._kind = outer

    def _list_item(self) -> _ParagraphKind:
        innermost = self._lists[-1]
        number = innermost.next_number
        innermost.next_number += 1
        if innermost.is_numbered:
            return _ParagraphKind(Role.NUMBER, len(self._lists), number)
        return _ParagraphKind(Role.BULLET, len(self._lists))

    def _end_paragraph(self, format_: HtmlFormat) -> None:
        """Make a paragraph of the text that was collected, if there is any."""
        runs, self._runs = self._runs, []
        if not any(span.text.strip() for span, _ in runs):
            return
        texts = fonts_to_unicode([[FontRun(span.text, font) for span, font in runs]])[0]
        spans = merged_spans(replace(span, text=text) for (span, _), text in zip(runs, texts, strict=True))
        kind = self._kind
        self._out += _split_at_breaks(Paragraph(spans, kind.role, kind.level, kind.number, format_.alignment))
        if kind.role in (Role.BULLET, Role.NUMBER):
            # What follows in the same item is no item of its own.
            self._kind = _TEXT

    def _picture(self, element: Tag, format_: HtmlFormat) -> None:
        source = _picture_source(element)
        sizes = [str(element.get(name, "")).removesuffix("px") for name in ("width", "height")]
        is_tiny = any(size.isdigit() and int(size) < _LEAST_PIXELS for size in sizes)
        if not source or is_tiny or (_ICON.search(source) and not source.startswith("data:")):
            return
        self._end_paragraph(format_)
        self.picture_addresses[source] = tuple(self._whole(one) for one in candidate_addresses(element))
        alt = " ".join(str(element.get("alt", "")).split())
        self._out.append(Photo(source, "" if _NO_ALT.search(alt) else alt))

    def _whole(self, address: str) -> str:
        try:
            return address if address.startswith("data:") else urljoin(self.base, address)
        except ValueError:
            return address

    def _table(self, element: Tag, format_: HtmlFormat) -> None:
        """Add a table if it holds data, what is in its cells if it only lays the page out; refuse tables without end."""
        if element.find("table") is not None and len(element.find_parents("table")) > _DEEPEST_TABLE:
            raise ImportRefused("trang lồng bảng quá nhiều lớp. Chép bài vào một tệp Word rồi nhập tệp ấy.")
        cells = cells_of(element)
        caption = element.find("caption")
        if not _holds_data(element, cells):
            self._layout_table(cells, format_)
            return
        if isinstance(caption, Tag) and caption.get_text(strip=True):
            text = " ".join(caption.get_text(" ").split())
            self._out.append(Paragraph((TextSpan(text, bold=True),)))
        headers = 0
        while headers < len(cells) and cells[headers] and all(cell.name == "th" for cell in cells[headers]):
            headers += 1
        made = tuple(tuple(self._cell(cell) for cell in row) for row in cells if row)
        self._out.append(Table(made, headers if headers < len(made) else 0))

    def _layout_table(self, cells: list[list[Tag]], format_: HtmlFormat) -> None:
        outer = self._kind
        for cell, is_caption in with_captions_marked(cells):
            self._kind = _ParagraphKind(Role.CAPTION) if is_caption else _TEXT
            self._walk(cell, format_)
            self._end_paragraph(format_)
        self._kind = outer

    def _cell(self, element: Tag) -> Cell:
        reader = HtmlBlockReader(self.base)
        blocks = tuple(reader.blocks(element))
        self.picture_addresses.update(reader.picture_addresses)
        spans = [str(element.get(name, "1")) for name in ("colspan", "rowspan")]
        columns, rows = (min(int(one), 100) if one.isdigit() and int(one) > 0 else 1 for one in spans)
        alignment = alignment_of(element, Alignment.DEFAULT)
        if not alignment:
            alignments = {block.alignment for block in blocks if isinstance(block, Paragraph)}
            alignment = alignments.pop() if len(alignments) == 1 else Alignment.DEFAULT
        return Cell(blocks, columns, rows, alignment)


def _picture_source(element: Tag) -> str:
    """Return the address by which a picture is known; some pages load it late and have a placeholder in ``src``."""
    for name in ("data-src", "data-original", "src"):
        if element.get(name) and not (name == "src" and str(element[name]).startswith("data:image/gif")):
            return str(element[name]).strip()
    return next(iter(candidate_addresses(element)), "")


def _holds_data(table: Tag, cells: list[list[Tag]]) -> bool:
    """Return whether a table holds data; most tables of old pages only lay the page out."""
    filled = [row for row in cells if any(cell.get_text(strip=True) for cell in row)]
    if table.find("table") is not None or len(filled) < 2 or max(map(len, filled), default=0) < 2:
        return False
    if table.find(["h1", "h2", "h3", "form", "input", "script"]) is not None:
        return False
    texts = [cell.get_text(" ", strip=True) for row in filled for cell in row]
    if any(len(text.split()) > _MOST_CELL_WORDS for text in texts):
        return False
    pictures = len(table.find_all("img"))
    wide = sum(len(row) > 1 for row in filled)
    return pictures <= 1 and wide * 2 >= len(filled) and sum(map(bool, texts)) * 2 >= len(texts)


def _is_label_of_day(element: Tag) -> bool:
    """Return whether an element is a day in a row of labels, which nothing but their style keeps apart."""
    inner = element.contents
    if not 1 <= len(inner) <= _MOST_PARTS_OF_DAY or any(
        isinstance(one, Tag) and one.contents for one in inner
    ):
        return False
    beside = (element.previous_sibling, element.next_sibling)
    text = "".join(one for one in inner if isinstance(one, NavigableString)).strip()
    return (
        any(isinstance(one, Tag) for one in beside)
        and not any(isinstance(one, NavigableString) and one.strip() for one in beside)
        and element.parent is not None
        and element.parent.name not in ("p", "td")
        and 8 <= len(text) <= _MOST_DAY_CHARACTERS
        and says_date(text)
    )


def _split_at_breaks(paragraph: Paragraph) -> list[Paragraph]:
    """Return a paragraph as the paragraphs that its line breaks made of it; short lines of verse stay together."""
    if "\n" not in paragraph.text:
        return [paragraph]
    if paragraph.role in (Role.HEADING, Role.TITLE):
        spans = merged_spans(replace(span, text=span.text.replace("\n", " ")) for span in paragraph.spans)
        return [replace(paragraph, spans=spans)]
    rows = split_spans(paragraph.spans, "\n")
    texts = ["".join(span.text for span in row).strip() for row in rows]
    is_verse = all(len(text) <= _VERSE_CHARACTERS for text in texts)
    groups: list[list[TextSpan]] = [[]]
    for row, text in zip(rows, texts, strict=True):
        if not text or not is_verse:
            groups.append([])
        if text:
            groups[-1] += [TextSpan("\n"), *row] if groups[-1] else row
    made = [replace(paragraph, spans=merged_spans(group)) for group in groups if group]
    # Only the first of them is the item or the caption that the whole was.
    return made[:1] + [replace(one, role=Role.TEXT, level=0, number=0) for one in made[1:]]
