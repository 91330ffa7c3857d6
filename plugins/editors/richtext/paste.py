"""Read what is pasted from other programs: clean HTML in the editor's own vocabulary, and what could not be kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qs, urlsplit, urlunsplit

from bs4 import BeautifulSoup, NavigableString

from plugins.editors.richtext.html_nodes import read_nodes
from plugins.editors.richtext.html_tree import html_tree
from plugins.editors.richtext.left_out import LeftOut
from plugins.editors.richtext.node_html import nodes_html
from plugins.editors.richtext.nodes import (
    BoxNode,
    CellNode,
    FoldNode,
    ListNode,
    Node,
    QuoteNode,
    TableNode,
    TextNode,
    with_spans,
)
from plugins.editors.richtext.safe_targets import is_data_picture
from plugins.editors.richtext.word_html import without_word
from plugins.editors.spans.text_spans import TextSpan, TextSpans, merged_spans
from plugins.vietnamese.letters import nfc
from plugins.vietnamese.stray_letters import plain_letters, without_zero_width
from plugins.web.data_url import bytes_of_data_url

_KIND = re.compile(r"data:image/([a-z]+)", re.IGNORECASE)
_BULLET = re.compile("^[ \t]*[-–—•●▪◦*+·✓✔➢❖][ \t\u00a0]+(?=\\S)")
_NUMBER = re.compile("^[ \t]*(\\d{1,3})[.)][ \t\u00a0]+(?=\\S)")
_FIGURES = re.compile(r"[+\-–]?\d[\d.,\s]*(?:%|°C)?")
_BLANK = re.compile(r"\n[ \t\u00a0]*\n")
_LONGEST_SIGN, _KEYCAP = 8, "\u20e3"
_UNFOLDS = frozenset({"xem thêm", "see more"})
_FOLDS = frozenset({"ẩn bớt", "thu gọn", "see less"})
_HASHTAG = re.compile(r"https?://(?:www\.|m\.)?facebook\.com/hashtag/", re.IGNORECASE)
# What Facebook adds to addresses to know who read what.
_FOLLOWS = re.compile(
    r"(?:^|(?<=&))(?:fbclid|mibextid|__cft__(?:\[|%5B)\d*(?:\]|%5D)|__tn__|__eep__|__xts__[^=&]*)=",
    re.IGNORECASE,
)
_LETTER_LISTS = re.compile(r"(?:lower|upper)-(?:alpha|latin|roman)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PastedPicture:
    """A picture that came with the text: the name that stands for it in the HTML, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Pasted:
    """
    What was pasted: HTML as ``node_html.py`` describes it, and sentences for the editor about what was not kept.

    In the HTML, ``src`` of a picture that came along is its ``name`` in ``pictures``: whoever stores its bytes puts the
    name of the file in its place.
    """

    html: str
    told: tuple[str, ...]
    pictures: tuple[PastedPicture, ...] = ()


def pasted_html(html: str) -> Pasted:
    """
    Return what a clipboard holds as HTML.

    >>> pasted_html('<b style="font-weight:normal"><p><span style="font-weight:700">Xã</span> họp</p></b>').html
    '<p><strong>Xã</strong> họp</p>'
    """
    left_out = LeftOut()
    tree = html_tree(html)
    without_word(tree, left_out)
    _prepare(tree, left_out)
    pictures = _Pictures()
    nodes = read_nodes(tree, left_out, from_elsewhere=True, picture=pictures.name)
    nodes = tuple(_tidied(node, left_out) for node in nodes)
    return Pasted(nodes_html(nodes), tuple(left_out.told), tuple(pictures.found))


def pasted_text(text: str) -> Pasted:
    """
    Return what a clipboard holds as plain text: tabs make tables, bullets and numbers lists, blank lines paragraphs.

    >>> pasted_text("Việc:\\n- một\\n- hai\\n\\n𝗛𝗼̣𝗽 dân").html
    '<p>Việc:</p><ul><li><p>một</p></li><li><p>hai</p></li></ul><p>Họp dân</p>'
    """
    left_out = LeftOut()
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").strip("\n")
    nodes = [node for part in _BLANK.split(plain) for node in _nodes_of_lines(part.split("\n"))]
    return Pasted(nodes_html([_tidied(node, left_out) for node in nodes]), tuple(left_out.told))


class _Pictures:
    """Names the pictures that came along."""

    def __init__(self) -> None:
        self.found: list[PastedPicture] = []

    def name(self, source: str) -> str:
        """Return the name of a picture whose bytes stand in its address, "" for any other."""
        data = bytes_of_data_url(source.strip()) if is_data_picture(source) else None
        if not data:
            return ""
        kind = _KIND.match(source.strip())
        ending = kind[1].lower().replace("jpeg", "jpg") if kind else "png"
        self.found.append(PastedPicture(f"anh-dan-{len(self.found) + 1}.{ending}", data))
        return self.found[-1].name


def _prepare(tree: BeautifulSoup, left_out: LeftOut) -> None:
    """Change a tree in place: signs that are pictures become signs, addresses lose the detour over a search engine."""
    for picture in tree.find_all("img"):
        alt = str(picture.get("alt", "")).strip()
        if alt and _is_sign(alt):
            picture.replace_with(NavigableString(alt))
    _without_folds(tree, left_out)
    for link in tree.find_all("a", href=True):
        link["href"] = _direct(str(link["href"]))
        if _HASHTAG.match(str(link["href"])) and link.get_text().strip().startswith("#"):
            left_out.tell("Thẻ # của Facebook đã thành chữ thường, không còn dẫn sang Facebook.")
            link.unwrap()
    for numbered in tree.find_all("ol"):
        if str(numbered.get("type", "")) in ("a", "A", "i", "I") or _LETTER_LISTS.search(
            str(numbered)[:4000]
        ):
            left_out.tell(
                "Danh sách đánh chữ a, b, c hay I, II đã thành 1, 2, 3: xem lại các chỗ nhắc tới mục."
            )
    for heading in tree.find_all("h1"):
        heading.name = "h2"


def _is_sign(words: str) -> bool:
    """
    Tell whether the description of a picture is the sign that it shows; a figure in its box is one, too.

    >>> _is_sign("📢"), _is_sign("1️⃣"), _is_sign("Lúa"), _is_sign("2026")
    (True, True, False, False)
    """
    return len(words) <= _LONGEST_SIGN and (_KEYCAP in words or not any(letter.isalnum() for letter in words))


def _without_folds(tree: BeautifulSoup, left_out: LeftOut) -> None:
    """Take out the buttons that unfold and fold a long post, and tell where its rest was not copied."""
    for fold_button in tree.find_all(attrs={"role": "button"}):
        words = " ".join(fold_button.get_text().split()).casefold()
        if words in _UNFOLDS:
            left_out.tell(
                "Bài gốc còn phần bị gập sau “Xem thêm”, chưa được chép: bấm mở hết bài ấy rồi chép lại."
            )
        if words in _UNFOLDS | _FOLDS:
            fold_button.decompose()


def _direct(address: str) -> str:
    """
    Return where a link of Google's or Facebook's really leads, without what follows its readers.

    >>> _direct("https://www.google.com/url?q=https://a.vn/&sa=D"), _direct("https://a.vn/")
    ('https://a.vn/', 'https://a.vn/')
    >>> _direct("https://a.vn/tin/?trang=2&fbclid=Iw#x"), _direct("https://www.facebook.com/xa?__cft__[0]=A&__tn__=R")
    ('https://a.vn/tin/?trang=2#x', 'https://www.facebook.com/xa')
    """
    try:
        parts = urlsplit(address)
        asked = {"www.google.com/url": "q", "l.facebook.com/l.php": "u"}.get(f"{parts.netloc}{parts.path}")
        real = parse_qs(parts.query).get(asked, [address])[0] if asked else address
        parts = urlsplit(real)
    except ValueError:
        return address
    if not _FOLLOWS.search(parts.query):
        return real
    kept = [one for one in parts.query.split("&") if not _FOLLOWS.match(one)]
    return urlunsplit(parts._replace(query="&".join(kept)))


def _tidied(node: Node, left_out: LeftOut) -> Node:
    """Return a node with plain letters, its tables with a row of headers where the first row is one."""
    node = with_spans(node, lambda spans: _plain_spans(spans, left_out))
    return _with_tables(node, left_out)


def _plain_spans(spans: TextSpans, left_out: LeftOut) -> TextSpans:
    out = []
    for span in spans:
        text = without_zero_width(nfc(plain_letters(span.text)))
        if nfc(plain_letters(span.text)) != nfc(span.text):
            left_out.tell("Chữ kiểu của mạng xã hội đã thành chữ thường để bạn đọc tìm và nghe được.")
        out.append(replace(span, text=text))
    return tuple(span for span in out if span.text or span.is_thing)


def _with_tables(node: Node, left_out: LeftOut) -> Node:
    match node:
        case TableNode():
            return _with_headers(_with_even_columns(node), left_out)
        case ListNode(items):
            changed = tuple(tuple(_with_tables(one, left_out) for one in item) for item in items)
            return replace(node, items=changed)
        case QuoteNode(nodes) | FoldNode(_, nodes, _) | BoxNode(_, _, nodes):
            return replace(node, nodes=tuple(_with_tables(one, left_out) for one in nodes))
        case _:
            return node


def _with_even_columns(table: TableNode) -> TableNode:
    """Return a table without empty rows at its end, each column aligned as its cells below the first row are."""
    rows = list(table.rows)
    while len(rows) > 1 and not any(cell.spans for cell in rows[-1]):
        rows.pop()
    if not _is_plain(rows):
        return TableNode(tuple(rows))
    aligns = []
    for column in zip(*(rows[1:] or rows), strict=True):
        given = {cell.align for cell in column if cell.spans}
        aligns.append(given.pop() if len(given) == 1 else "")
    return TableNode(
        tuple(
            tuple(replace(cell, align=align) for cell, align in zip(row, aligns, strict=True)) for row in rows
        )
    )


def _with_headers(table: TableNode, left_out: LeftOut) -> TableNode:
    head, *rest = table.rows
    is_headed = any(cell.is_header for row in table.rows for cell in row)
    if is_headed or not rest or not _is_plain(table.rows) or not all(map(_may_be_header, head)):
        return table
    left_out.tell("Hàng đầu của bảng được coi là hàng tiêu đề. Không phải thì bỏ trong bảng.")
    return TableNode((tuple(_as_header(cell) for cell in head), *rest))


def _as_header(cell: CellNode) -> CellNode:
    """Return a cell as a header, which is bold by itself."""
    return replace(cell, is_header=True, spans=merged_spans(replace(span, bold=False) for span in cell.spans))


def _is_plain(rows: Sequence[Sequence[CellNode]]) -> bool:
    return len({len(row) for row in rows}) == 1 and all(
        cell.columns == cell.rows == 1 for row in rows for cell in row
    )


def _may_be_header(cell: CellNode) -> bool:
    text = "".join(span.text for span in cell.spans).strip()
    return bool(text) and not _FIGURES.fullmatch(text)


def _nodes_of_lines(lines: Sequence[str]) -> Iterator[Node]:
    """Yield the nodes that lines without a blank one between them make."""
    kinds = [_kind(line) for line in lines]
    place = 0
    while place < len(lines):
        after = place + 1
        while after < len(lines) and kinds[after] == kinds[place]:
            after += 1
        yield from _node_of_run(lines[place:after], kinds[place])
        place = after


def _kind(line: str) -> str:
    """Return what a line is part of: a table of so many columns, a list, or text."""
    if columns := line.rstrip(" ").strip("\n").count("\t"):
        return f"table {columns}" if not _BULLET.match(line) and not _NUMBER.match(line) else _item_kind(line)
    return _item_kind(line)


def _item_kind(line: str) -> str:
    return "bullets" if _BULLET.match(line) else "numbers" if _NUMBER.match(line) else "text"


def _node_of_run(lines: Sequence[str], kind: str) -> Iterator[Node]:
    """Yield the node of lines of one kind; one row of columns is no table, numbers that do not count are text."""
    if kind == "bullets":
        yield ListNode(tuple((_text_node(_BULLET.sub("", line)),) for line in lines))
        return
    if kind.startswith("table") and len(lines) > 1:
        yield TableNode(tuple(tuple(CellNode(_spans(cell)) for cell in line.split("\t")) for line in lines))
        return
    numbers = [int(found[1]) for line in lines if (found := _NUMBER.match(line))]
    if kind == "numbers" and len(lines) > 1 and numbers == [*range(numbers[0], numbers[0] + len(lines))]:
        yield ListNode(tuple((_text_node(_NUMBER.sub("", line)),) for line in lines), True, numbers[0])
        return
    text = _text_node("\n".join(" ".join(line.split()) for line in lines))
    if text.spans:
        yield text


def _text_node(text: str) -> TextNode:
    return TextNode(_spans(text))


def _spans(text: str) -> TextSpans:
    stripped = text.strip()
    return (TextSpan(stripped),) if stripped else ()
