"""Read HTML that nobody vouches for as nodes; what no node can hold is told, and its words stay."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from bs4 import NavigableString, Tag
from bs4.element import PreformattedString

from plugins.editors.richtext.element_facts import (
    code_in,
    description,
    holds_meanings,
    html_attribute,
    is_loose,
    note_label,
    text_beside,
)
from plugins.editors.richtext.html_cells import cell_align, cell_lines, merged_cells, table_rows
from plugins.editors.richtext.left_out import LeftOut
from plugins.editors.richtext.node_html import LANGUAGE
from plugins.editors.richtext.nodes import (
    BoxNode,
    CellNode,
    CodeNode,
    FigureNode,
    FoldNode,
    ListNode,
    MeaningNode,
    MeaningsNode,
    Node,
    NoteNode,
    QuoteNode,
    RuleNode,
    TableNode,
    TextNode,
)
from plugins.editors.richtext.safe_targets import link_target, picture_target
from plugins.editors.richtext.shown_text import code_as_shown
from plugins.editors.spans.html_format import HtmlFormat, format_in, is_hidden
from plugins.editors.spans.legacy_fonts import FontRun, fonts_to_unicode
from plugins.editors.spans.text_spans import TextSpan, TextSpans, VerticalAlign, stripped_spans
from plugins.prose.credits import CSS_CLASS
from plugins.prose.footnotes_in_place import NOTE_ATTRIBUTE
from plugins.prose.sanitise import ALLOWED_ATTRIBUTES, ALLOWED_TAGS
from plugins.vietnamese.letters import nfc

_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside body caption center dd details dialog div dl dt fieldset figcaption footer form header "
        "hgroup html legend main nav p pre section summary",
    )
)
_EMBEDDED = frozenset(re.findall(r"\w+", "audio embed iframe object video"))
_FIELDS = frozenset(re.findall(r"\w+", "button input option select textarea"))
_HEADING = re.compile(r"h([1-6])")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_NUMBER_OF_NOTE = re.compile(r"\[?\d*\]?")
_BASELINE = VerticalAlign.BASELINE
_UNDERLINED = re.compile(r"text-decoration[^;]*underline", re.IGNORECASE)
_RAISED = re.compile(r"vertical-align\s*:\s*(super|sub)\b", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration[^;]*line-through", re.IGNORECASE)
_NO_TITLE = "Xem thêm"
# Deeper than any text of people; what lies deeper is read as plain text.
_DEEPEST = 60

PictureName = Callable[[str], str]


def read_nodes(
    root: Tag, left_out: LeftOut, *, from_elsewhere: bool = False, picture: PictureName = picture_target
) -> tuple[Node, ...]:
    """
    Return the nodes that a tree holds.

    ``from_elsewhere`` is true for what another program wrote: its fonts may stand for an old encoding, its links to
    places on its own page lead nowhere here. ``picture`` returns how a picture is named here, "" for one that cannot
    be had.
    """
    notes: list[Node] = []
    reader = _NodeReader(_Reading(left_out, from_elsewhere, picture, notes), has_figures=True)
    return (*reader.nodes(root, HtmlFormat()), *notes)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What all readers of one document share; ``notes`` are the footnotes that were defined inside of other blocks."""

    left_out: LeftOut
    from_elsewhere: bool
    picture: PictureName
    notes: list[Node]


class _NodeReader:
    """Walks over a tree once and collects its nodes; whatever contains blocks is read by another reader."""

    def __init__(
        self, reading: _Reading, depth: int = 0, *, in_cell: bool = False, has_figures: bool = False
    ) -> None:
        self._reading = reading
        self._in_cell = in_cell
        # Where a picture that stands alone is a figure: in the text itself and in boxes, not in lists and quotations.
        self._has_figures = has_figures and not in_cell
        self._left_out = reading.left_out
        self._from_elsewhere = reading.from_elsewhere
        self._depth = depth
        self._is_inner = depth > 0
        self._out: list[Node] = []
        self._runs: list[tuple[TextSpan, str]] = []

    def nodes(self, root: Tag, format_: HtmlFormat) -> tuple[Node, ...]:
        """Return the nodes in an element."""
        self._walk(root, format_)
        self._end_text()
        return tuple(self._out)

    def _inside(
        self, element: Tag, format_: HtmlFormat, *, in_cell: bool = False, is_box: bool = False
    ) -> tuple[Node, ...]:
        has_figures = is_box and self._has_figures
        inner = _NodeReader(
            self._reading, self._depth, in_cell=in_cell or self._in_cell, has_figures=has_figures
        )
        return inner.nodes(element, format_)

    def _walk(self, parent: Tag, format_: HtmlFormat) -> None:
        self._depth += 1
        as_typed = parent.name == "pre" or (parent.name == "code" and parent.find_parent("pre") is not None)
        for child in parent.children:
            if isinstance(child, Tag):
                if self._depth > _DEEPEST:
                    self._add_text(f" {child.get_text(' ')} ", format_)
                else:
                    self._element(child, format_)
            elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                text = str(child).replace("\r\n", "\n").replace("\r", "\n")
                self._add_text(text if as_typed else _SPACE.sub(" ", text), format_)
        self._depth -= 1

    def _add_text(self, text: str, format_: HtmlFormat) -> None:
        if text.strip() or self._runs:
            self._runs.append((replace(format_.span, text=text), format_.font))

    def _element(self, element: Tag, outer: HtmlFormat) -> None:
        name = element.name.lower()
        if is_hidden(element):
            return
        if name in _EMBEDDED:
            self._embedded(element, outer)
            return
        format_ = self._format(element, outer)
        if name == "br":
            self._add_text("\n", format_)
        elif name == "img":
            self._add_picture(element, format_)
        elif name == "sup" and element.get(NOTE_ATTRIBUTE):
            self._add_reference(element, format_)
        elif name in _FIELDS:
            self._left_out.tell("Ô nhập và nút bấm không đưa vào bài được.")
            self._walk(element, format_)
        elif read := self._block_reader(name, element):
            self._end_text()
            read(element, format_)
            self._end_text()
        else:
            self._walk(element, format_)

    def _add_reference(self, element: Tag, format_: HtmlFormat) -> None:
        """Add a reference to a footnote; its number is its editor's, other words in it are the text's."""
        self._runs.append(
            (
                replace(
                    format_.span, note=note_label(element), text="", vertical_align=_BASELINE, code=False
                ),
                "",
            )
        )
        words = element.get_text(" ").strip()
        if not _NUMBER_OF_NOTE.fullmatch(words) and words != note_label(element):
            self._walk(element, format_)

    def _block_reader(self, name: str, element: Tag) -> Callable[[Tag, HtmlFormat], None] | None:
        """Return what reads a block element, None for one that is no block."""
        if element.get(NOTE_ATTRIBUTE) and name == "section":
            return self._note
        if _HEADING.fullmatch(name):
            return self._heading
        readers: dict[str, Callable[[Tag, HtmlFormat], None]] = {
            "ul": self._list,
            "ol": self._list,
            "blockquote": self._quote,
            "details": self._fold,
            "table": self._table,
            "figure": self._figure,
            "hr": self._rule,
        }
        if name == "pre" and code_in(element) is not None and not self._in_cell:
            return self._code
        if not self._from_elsewhere and not self._in_cell:
            # Other programs have such for the look of a page alone.
            readers |= {"div": self._box, "section": self._box}
            readers |= {"dl": self._meanings} if holds_meanings(element) else {}
        is_block = name in _BLOCKS or name in ("li", "tr", "td", "th")
        return readers.get(name, self._walk if is_block else None)

    def _format(self, element: Tag, outer: HtmlFormat) -> HtmlFormat:
        format_ = format_in(element, outer, "")
        if self._from_elsewhere:
            format_ = _styled(element, format_)
        if element.name == "a":
            target = link_target(str(element.get("href", "")))
            if target.startswith("#") and self._from_elsewhere:
                target = ""
            format_ = replace(format_, span=replace(format_.span, link=target or outer.span.link))
        if element.name == "code" and element.find_parent("pre") is None:
            format_ = replace(format_, span=replace(format_.span, code=True))
        self._tell_format(element)
        return format_

    def _tell_format(self, element: Tag) -> None:
        style = str(element.get("style", ""))
        # What was added while changes were tracked is text like any other.
        is_underlined = element.name == "u" or (element.name == "ins" and not element.get("cite"))
        if is_underlined or (_UNDERLINED.search(style) and element.find_parent("a") is None):
            self._left_out.tell("Chữ gạch chân: chữ được giữ, nét gạch bị bỏ.")
        pre = element.find_parent("pre") if element.name == "code" else None
        is_block_of_code = isinstance(pre, Tag) and (code_in(pre) is None or self._in_cell)
        if is_block_of_code or element.name in ("mark", "kbd", "samp", "var", "small"):
            self._left_out.tell("Chữ tô nền, phím gõ, chữ nhỏ: chữ được giữ, kiểu chữ bị bỏ.")

    def _end_text(self) -> None:
        """Make a paragraph of the text that was gathered, if there is any."""
        spans = self._spans()
        pictures = [span for span in spans if span.picture]
        if self._has_figures and pictures and all(span.picture or not span.text.strip() for span in spans):
            self._out += [FigureNode(span.picture, span.text, link=span.link) for span in pictures]
        elif spans:
            self._out.append(TextNode(spans))

    def _spans(self) -> TextSpans:
        runs, self._runs = self._runs, []
        texts = [span.text for span, _ in runs]
        if self._from_elsewhere:
            texts = fonts_to_unicode([[FontRun(span.text, font) for span, font in runs]])[0]
        return _tidy_spans(replace(span, text=text) for (span, _), text in zip(runs, texts, strict=True))

    def _heading(self, element: Tag, format_: HtmlFormat) -> None:
        level = int(element.name[1])
        for node in self._inside(element, format_):
            if isinstance(node, TextNode) and not node.level:
                node = replace(node, level=level)
            self._out.append(node)

    def _quote(self, element: Tag, format_: HtmlFormat) -> None:
        if nodes := self._inside(element, format_):
            self._out.append(QuoteNode(nodes))

    def _fold(self, element: Tag, format_: HtmlFormat) -> None:
        summary = element.find("summary", recursive=False)
        title = self._flat(summary.extract(), format_) if isinstance(summary, Tag) else ()
        if isinstance(summary, Tag) and not title and not self._from_elsewhere:
            self._left_out.tell(f"Khung bấm mới mở chưa có dòng đầu: đã ghi “{_NO_TITLE}”.")
            title = (TextSpan(_NO_TITLE),)
        nodes = self._inside(element, format_, is_box=True)
        if title and not self._in_cell:
            self._out.append(FoldNode(title, nodes, element.has_attr("open")))
        else:
            self._out += [*([TextNode(title)] if title else []), *nodes]

    def _box(self, element: Tag, format_: HtmlFormat) -> None:
        if nodes := self._inside(element, format_, is_box=True):
            may_be = ALLOWED_ATTRIBUTES | ALLOWED_TAGS[element.name]
            written = ((name, html_attribute(element, name)) for name in element.attrs if name in may_be)
            self._out.append(BoxNode(element.name, tuple(written), nodes))

    def _code(self, element: Tag, format_: HtmlFormat) -> None:
        code = code_in(element) or element
        text = nfc(code_as_shown(code.get_text()))
        if text:
            self._out.append(CodeNode(text, html_attribute(code, "class").removeprefix(LANGUAGE)))

    def _meanings(self, element: Tag, format_: HtmlFormat) -> None:
        entries: list[MeaningNode] = []
        for child in element.find_all(("dt", "dd"), recursive=False):
            if child.name == "dt" and (not entries or entries[-1].meanings):
                entries.append(MeaningNode((), ()))
            if child.name == "dt":
                entries[-1] = replace(entries[-1], words=(*entries[-1].words, self._flat(child, format_)))
                continue
            last = entries.pop() if entries else MeaningNode((), ())
            entries.append(replace(last, meanings=(*last.meanings, self._inside(child, format_))))
        if entries:
            self._out.append(MeaningsNode(tuple(entries)))

    def _note(self, element: Tag, format_: HtmlFormat) -> None:
        nodes = self._inside(element, format_)
        if nodes and isinstance(nodes[0], CodeNode):
            # A fence behind the label of a footnote would be the end of the text.
            self._left_out.tell("Khối mã ở đầu chú thích đã thành dòng chữ.")
            nodes = (TextNode((replace(format_.span, text=nodes[0].text),)), *nodes[1:])
        note = NoteNode(note_label(element), nodes)
        # A footnote is no part of what it was pasted into.
        (self._reading.notes if self._is_inner else self._out).append(note)

    def _rule(self, element: Tag, format_: HtmlFormat) -> None:
        self._out.append(RuleNode())

    def _list(self, element: Tag, format_: HtmlFormat) -> None:
        items: list[tuple[Node, ...]] = []
        loose = False
        for child in element.children:
            if isinstance(child, Tag):
                inner = self._item(child, format_)
                loose = loose or is_loose(child)
                if child.name in ("ul", "ol") and items:
                    # Some programs write a list that belongs to an item behind it.
                    items[-1] += inner
                elif inner:
                    items.append(inner)
            elif not isinstance(child, PreformattedString) and str(child).strip():
                items.append((TextNode(_tidy_spans([replace(format_.span, text=str(child))])),))
        start = str(element.get("start", "1"))
        number = int(start) if start.isdecimal() and len(start) < 9 else 1
        if items:
            self._out.append(ListNode(tuple(items), element.name == "ol", number, loose))

    def _item(self, element: Tag, format_: HtmlFormat) -> tuple[Node, ...]:
        if element.name == "li":
            return self._inside(element, self._format(element, format_))
        reader = _NodeReader(self._reading, self._depth, in_cell=self._in_cell)
        reader._element(element, format_)
        reader._end_text()
        return tuple(reader._out)

    def _table(self, element: Tag, format_: HtmlFormat) -> None:
        caption = element.find("caption", recursive=False)
        if isinstance(caption, Tag) and caption.get_text(strip=True):
            self._out += self._inside(caption, format_)
        rows = tuple(row for one in table_rows(element) if (row := self._row(one, format_)))
        if rows:
            self._out.append(TableNode(rows))

    def _row(self, row: Tag, format_: HtmlFormat) -> tuple[CellNode, ...]:
        cells = (cell for cell in row.children if isinstance(cell, Tag) and cell.name in ("td", "th"))
        return tuple(self._cell(cell, self._format(cell, format_)) for cell in cells)

    def _cell(self, element: Tag, format_: HtmlFormat) -> CellNode:
        lines = list(cell_lines(self._inside(element, format_, in_cell=True), self._left_out))
        spans: list[TextSpan] = []
        for line in lines:
            spans += [TextSpan("\n"), *line] if spans else line
        columns, rows = (merged_cells(str(element.get(name, "1"))) for name in ("colspan", "rowspan"))
        align = cell_align(element)
        return CellNode(stripped_spans(spans), element.name == "th", columns, rows, align)

    def _figure(self, element: Tag, format_: HtmlFormat) -> None:
        picture, caption = element.find("img"), element.find("figcaption")
        is_one = isinstance(picture, Tag) and len(element.find_all("img", limit=2)) == 1
        if not isinstance(picture, Tag) or not is_one or text_beside(element, caption):
            self._walk(element, format_)
            return
        if self._has_figures or self._from_elsewhere:
            self._add_figure(picture, format_)
        else:
            self._add_picture(picture, format_)
        if not isinstance(caption, Tag):
            return
        credit = caption.find("span", class_=CSS_CLASS)
        credit_spans = self._flat(credit.extract(), format_) if isinstance(credit, Tag) else ()
        spans = self._flat(caption, format_)
        if self._out and isinstance(self._out[-1], FigureNode):
            self._out[-1] = replace(self._out[-1], caption=spans, credit=credit_spans)
        else:
            self._end_text()
            self._out += [TextNode(one) for one in (spans, credit_spans) if one]

    def _flat(self, element: Tag, format_: HtmlFormat) -> TextSpans:
        lines = cell_lines(self._inside(element, format_), self._left_out)
        return stripped_spans([span for line in lines for span in (TextSpan(" "), *line)])

    def _add_picture(self, element: Tag, format_: HtmlFormat) -> None:
        """Add a picture to the text where it stands; what other programs wrote has them beside the text as well."""
        if self._from_elsewhere and not self._in_cell:
            self._add_figure(element, format_)
        elif name := self._reading.picture(str(element.get("src", ""))):
            self._runs.append(
                (replace(format_.span, text=description(element), picture=name, code=False), "")
            )
        else:
            self._add_figure(element, format_)

    def _add_figure(self, element: Tag, format_: HtmlFormat) -> None:
        name, alt = self._reading.picture(str(element.get("src", ""))), description(element)
        self._end_text()
        if not name:
            what = f" “{alt[:60]}”" if alt else ""
            self._left_out.tell(f"Ảnh{what} không đưa vào bài được: hãy chèn lại bằng nút chèn ảnh.")
            if alt:
                self._out.append(TextNode((TextSpan(alt),)))
            return
        parent = element.find_parent("a")
        link = link_target(str(parent.get("href", ""))) if isinstance(parent, Tag) else ""
        self._out.append(FigureNode(name, alt, link=link))

    def _embedded(self, element: Tag, format_: HtmlFormat) -> None:
        source = link_target(str(element.get("src", "") or element.get("data", "")))
        where = f": {source[:150]}" if source else ""
        self._left_out.tell(
            f"Video, bản đồ, hình nhúng không đưa vào bài được{where}. Cần thì đặt một liên kết."
        )
        self._add_text(_SPACE.sub(" ", element.get_text(" ")), format_)


def _tidy_spans(spans: Iterator[TextSpan] | list[TextSpan]) -> TextSpans:
    """Return spans composed (NFC) and with one space where there are several, without breaks at either end."""
    whole = [replace(span, text=nfc(span.text)) for span in spans]
    return stripped_spans(replace(span, text=re.sub(r" *\n *", "\n", span.text)) for span in whole)


def _styled(element: Tag, format_: HtmlFormat) -> HtmlFormat:
    """Return a format with what a style says that has elements of its own: raised, lowered and struck letters."""
    style = str(element.get("style", ""))
    span = format_.span
    if raised := _RAISED.search(style):
        span = replace(span, vertical_align=VerticalAlign(raised[1].lower().removesuffix("er")))
    if _STRUCK.search(style):
        span = replace(span, struck=True)
    return replace(format_, span=span)
