"""Write an edited body: what was not touched keeps its source byte for byte, what was touched becomes Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from plugins.editors.richtext.html_nodes import read_nodes
from plugins.editors.richtext.html_tree import html_tree
from plugins.editors.richtext.left_out import LeftOut
from plugins.editors.richtext.line_spans import SEPARATOR, SourceLines
from plugins.editors.richtext.node_html import nodes_html
from plugins.editors.richtext.node_markdown import node_as_html, node_markdown
from plugins.editors.richtext.nodes import BoxNode, FigureNode, FoldNode, ListNode, Node, NoteNode
from plugins.editors.richtext.note_labels import labels_in, references_in, with_own_labels
from plugins.editors.richtext.shown_text import shown_tokens
from plugins.editors.richtext.source_blocks import EditableBody, may_be_caption
from plugins.prose.credits import as_credit
from plugins.prose.editing import editing_html_of_parts
from plugins.vietnamese.letters import nfc

_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_ITEMS_APART = re.compile(
    r"^[ \t]*(?:[-+*]|\d{1,9}\.)[ \t].*\n(?:[ \t]*\n)+[ \t]*(?:[-+*]|\d{1,9}\.)[ \t]", re.MULTILINE
)
_FIRST_TAG, _LAST_TAG = re.compile(r"\s*<(\w+)"), re.compile(r"<(?:/(\w+)|hr|br)>\s*\Z")
_LISTS = frozenset({"ul", "ol", "dl", "section"})
_RUN_TOGETHER = frozenset({"ul", "ol", "dl", "blockquote"})
_LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class KeptBlock:
    """A block that nobody touched."""

    number: int


@dataclass(frozen=True, slots=True)
class EditedBlock:
    """A block as the editor has it now; ``number`` is that of the block it was, None for a new one."""

    html: str
    number: int | None


@dataclass(frozen=True, slots=True)
class SavedBody:
    """The new source, and what could not be kept, as sentences for the editor."""

    source: str
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """
    A block of the new source; ``node`` is None for one that is kept.

    ``number`` is the block that it was, ``begins`` and ``ends`` say whether it is where that block began and ended.
    """

    text: str
    html: str
    node: Node | None = None
    number: int | None = None
    begins: bool = True
    ends: bool = True

    @property
    def is_kept(self) -> bool:
        return self.node is None


@dataclass(frozen=True, slots=True)
class _Between:
    """What stood between two neighbours in the source; ``touch`` says that it had no blank line."""

    text: str
    touch: bool


def saved_body(before: EditableBody, blocks: Sequence[KeptBlock | EditedBlock]) -> SavedBody:
    """
    Return the source of a body after its blocks were edited; raise ValueError for a block that it does not have.

    >>> from plugins.editors.richtext.source_blocks import editable_body
    >>> body = editable_body("Một  \\r\\nhai\\r\\n\\r\\n\\r\\n* ba\\r\\n")
    >>> saved_body(body, [KeptBlock(0), EditedBlock("<ul><li><p>1. bốn</p></li></ul>", 1)]).source
    'Một  \\r\\nhai\\r\\n\\r\\n\\r\\n- 1\\\\. bốn\\r\\n'
    """
    left_out = LeftOut()
    lines = SourceLines.of(before.source)
    pieces = [piece for block in blocks for piece in _pieces(before, lines, block, left_out)]
    if _is_untouched(before, pieces):
        return SavedBody(before.source, ())
    pieces = _written(_labelled(pieces, left_out), left_out)
    _tell_lost_notes(before, lines, pieces, left_out)
    return SavedBody(_joined(before, lines, pieces), tuple(left_out.told))


def _is_untouched(before: EditableBody, pieces: Sequence[_Piece]) -> bool:
    numbers = [piece.number for piece in pieces]
    return all(piece.is_kept for piece in pieces) and numbers == [block.number for block in before.blocks]


def _pieces(
    before: EditableBody, lines: SourceLines, block: KeptBlock | EditedBlock, left_out: LeftOut
) -> Iterator[_Piece]:
    if block.number is not None and not 0 <= block.number < len(before.blocks):
        raise ValueError(f"no block {block.number}")
    if isinstance(block, KeptBlock):
        yield _kept(before, lines, block.number)
        return
    told = LeftOut()
    nodes = read_nodes(html_tree(block.html), told)
    if block.number is not None and _shows_the_same(before, block, nodes):
        yield _kept(before, lines, block.number)
        return
    left_out.told |= told.told
    was = None if block.number is None else before.blocks[block.number]
    is_loose = was is not None and bool(_BLANK_LINE.search(_source(lines, was.first_line, was.line_after)))
    for place, node in enumerate(map(_credited, nodes)):
        if isinstance(node, ListNode):
            node = _with_room(node, loose=is_loose)
        elif isinstance(node, FoldNode | BoxNode):
            apart = was is not None and bool(
                _ITEMS_APART.search(_source(lines, was.first_line, was.line_after))
            )
            node = _with_room_inside(node, loose=apart)
        yield _Piece("", "", node, block.number, place == 0, place == len(nodes) - 1)


def _kept(before: EditableBody, lines: SourceLines, number: int) -> _Piece:
    block = before.blocks[number]
    return _Piece(lines.between(block.first_line, block.line_after), block.html, number=number)


def _source(lines: SourceLines, first: int, after: int) -> str:
    return "\n".join(lines.texts[first:after])


def _shows_the_same(before: EditableBody, block: EditedBlock, nodes: tuple[Node, ...]) -> bool:
    """Return whether a block was only passed through the editor."""
    was = before.blocks[block.number or 0]
    if shown_tokens(block.html) == shown_tokens(was.html):
        return True
    if was.editable:
        return bool(nodes) and shown_tokens(nodes_html(nodes)) == shown_tokens(was.html)
    # Its marks may have no place in the editor; while its words are the same, its source says more.
    return _letters(block.html) == _letters(was.html)


def _letters(html: str) -> str:
    return "".join(html_tree(html).get_text().split())


def _credited(node: Node) -> Node:
    """Return a node whose photos say “Ảnh:” before who took them: a name alone would be a part of the caption."""
    match node:
        case FigureNode(credit=(first, *rest)):
            words = "".join(span.text for span in node.credit).strip()
            label = as_credit(words).removesuffix(words)
            return replace(node, credit=(replace(first, text=label + first.text.lstrip()), *rest))
        case FoldNode(nodes=nodes) | BoxNode(nodes=nodes):
            return replace(node, nodes=tuple(map(_credited, nodes)))
        case _:
            return node


def _with_room(node: ListNode, *, loose: bool) -> ListNode:
    """Return a list, and the lists in it, written with blank lines between the items or without."""
    items = tuple(
        tuple(_with_room(one, loose=loose) if isinstance(one, ListNode) else one for one in item)
        for item in node.items
    )
    return replace(node, items=items, loose=loose)


def _with_room_inside(node: FoldNode | BoxNode, *, loose: bool) -> FoldNode | BoxNode:
    """Return a box whose lists are written with blank lines between the items or without."""
    nodes = [
        _with_room(one, loose=loose)
        if isinstance(one, ListNode)
        else _with_room_inside(one, loose=loose)
        if isinstance(one, FoldNode | BoxNode)
        else one
        for one in node.nodes
    ]
    return replace(node, nodes=tuple(nodes))


def _labelled(pieces: Sequence[_Piece], left_out: LeftOut) -> list[_Piece]:
    """Return pieces whose footnotes have labels of their own; a second copy of a kept footnote goes."""
    seen: set[int] = set()
    single: list[_Piece] = []
    for piece in pieces:
        again = piece.is_kept and piece.number in seen
        if not (again and labels_in(piece.text.replace("\r", "\n"))):
            single.append(piece)
        seen |= {piece.number} if piece.is_kept and piece.number is not None else set()
    kept = [piece.text.replace("\r", "\n") for piece in single if piece.is_kept]
    labelled = with_own_labels([piece.node for piece in single], kept, left_out)
    return [
        replace(piece, node=node)
        for piece, node in zip(single, labelled.nodes, strict=True)
        if piece.is_kept or node is not None
    ]


def _written(pieces: Sequence[_Piece], left_out: LeftOut) -> list[_Piece]:
    """Return pieces with the source of those that were edited, as Markdown where that is read as what is shown."""
    labels = {
        label for piece in pieces if piece.is_kept for label in labels_in(piece.text.replace("\r", "\n"))
    }
    labels |= {piece.node.label for piece in pieces if isinstance(piece.node, NoteNode)}
    edited = [
        replace(piece, text=nfc(node_markdown(piece.node)), html=nodes_html([piece.node]))
        for piece in pieces
        if piece.node
    ]
    edited = _checked(edited, labels, left_out)
    remaining = iter(edited)
    return [piece for piece in (next(remaining) if one.node else one for one in pieces) if piece.text.strip()]


def _checked(edited: Sequence[_Piece], labels: set[str], left_out: LeftOut) -> list[_Piece]:
    """Return pieces that are read as what they show: as Markdown, else as HTML; what neither can say is told."""
    is_right = _read_as_shown(edited, labels)
    second = [
        piece if right or piece.node is None else replace(piece, text=node_as_html(piece.node))
        for piece, right in zip(edited, is_right, strict=True)
    ]
    if all(is_right):
        return second
    settled: list[_Piece] = []
    for piece, other, right in zip(edited, second, _read_as_shown(second, labels), strict=True):
        if not right:
            words = " ".join(html_tree(piece.html).get_text(" ").split())
            left_out.tell(
                f"Đoạn “{words[:_LONGEST_SHOWN]}” có kiểu chữ không ghi lại được hết; hãy xem lại đoạn ấy."
            )
        settled.append(other if right else piece)
    return settled


def _read_as_shown(pieces: Sequence[_Piece], labels: set[str]) -> list[bool]:
    """Return for each piece whether its source is read as what it shows."""
    notes = [f"[^{label}]: x" for label in sorted(labels)]
    rendered = editing_html_of_parts([*(piece.text or "\u200b" for piece in pieces), *notes])
    if rendered is None:
        if len(pieces) <= 1:
            return [False] * len(pieces)
        half = len(pieces) // 2
        return [*_read_as_shown(pieces[:half], labels), *_read_as_shown(pieces[half:], labels)]
    return [
        not piece.text or shown_tokens(html) == shown_tokens(piece.html)
        for piece, html in zip(pieces, rendered, strict=False)
    ]


def _tell_lost_notes(
    before: EditableBody, lines: SourceLines, pieces: Sequence[_Piece], left_out: LeftOut
) -> None:
    """Tell of footnotes that were deleted though what was not touched refers to them."""
    there = {label for piece in pieces for label in labels_in(piece.text.replace("\r", "\n"))}
    gone = [label for label in labels_in("\n".join(lines.texts)) if label not in there]
    called = {label for piece in pieces if piece.is_kept for label in references_in(piece.text)}
    for label in dict.fromkeys(label for label in gone if label in called):
        left_out.tell(f"Lời chú thích “{label}” đã xóa, nhưng trong bài còn chỗ gọi [^{label}].")


def _joined(before: EditableBody, lines: SourceLines, pieces: Sequence[_Piece]) -> str:
    """Return the new source: pieces with what stood between them, blank lines where nothing did."""
    end = lines.usual_end
    head, tail = _around(before, lines)
    out = [head]
    last_shown: _Piece | None = None
    # Whether what stands above without a blank line is another: a line of “---” or “===” is read by it.
    is_touched = False
    for place, piece in enumerate(pieces):
        if place:
            left = pieces[place - 1]
            between = _between(before, lines, left, piece)
            is_other = not left.is_kept or (is_touched and not _has_blank_line(left))
            is_touched = is_other and between is not None and between.touch
            stays = left.is_kept and piece.is_kept and not is_touched
            out.append(_gap(between, last_shown, piece, end, stays=stays))
        out.append(piece.text if piece.is_kept else piece.text.replace("\n", end))
        last_shown = last_shown if _shows_nothing(piece) else piece
    if pieces and not before.blocks:
        tail = tail or end
    return "".join((*out, tail))


def _around(before: EditableBody, lines: SourceLines) -> tuple[str, str]:
    """Return what stands before the first block, and behind the last."""
    if not before.blocks:
        return before.source, ""
    first, after = before.blocks[0].first_line, before.blocks[-1].line_after
    head = "".join(text + end for text, end in zip(lines.texts[:first], lines.ends[:first], strict=True))
    rest = zip(lines.texts[after:], lines.ends[after:], strict=True)
    return head, lines.ends[after - 1] + "".join(text + end for text, end in rest)


def _has_blank_line(piece: _Piece) -> bool:
    """Return whether a piece has a blank line within, behind which nothing hangs on what stands above it."""
    return any(not line.strip() for line in piece.text.splitlines())


def _between(before: EditableBody, lines: SourceLines, left: _Piece, right: _Piece) -> _Between | None:
    """Return what stood between two pieces, None where they were no neighbours."""
    if not (left.ends and right.begins and left.number is not None and right.number == left.number + 1):
        return None
    first, after = before.blocks[left.number].line_after, before.blocks[right.number].first_line
    texts, ends = lines.texts[first:after], lines.ends[first:after]
    text = lines.ends[first - 1] + "".join(line + end for line, end in zip(texts, ends, strict=True))
    return _Between(text, touch=all(line.strip() for line in texts))


def _gap(between: _Between | None, last_shown: _Piece | None, right: _Piece, end: str, *, stays: bool) -> str:
    """
    Return what is to stand before a piece: what stood there, as far as it still keeps it apart from what is shown above it.

    ``stays`` says that both neighbours and what hangs on them were left alone; most lines of the source end with ``end``.
    """
    # What keeps blocks apart does so without blank lines, too.
    if between and (stays or SEPARATOR in between.text):
        return between.text
    if last_shown is not None and _would_run_together(last_shown, right):
        return f"{end}{end}{SEPARATOR}{end}{end}"
    return between.text if between and not between.touch else end + end


def _would_run_together(left: _Piece, right: _Piece) -> bool:
    """Return whether two pieces would be read as one, with nothing but blank lines between them."""
    ends, begins = _LAST_TAG.search(left.html), _FIRST_TAG.match(right.html)
    last, first = ends[1] if ends else None, begins[1] if begins else None
    if last == first and last in _RUN_TOGETHER:
        return True
    if last in _LISTS and right.is_kept and right.text[:2].isspace():
        return True
    is_bare = last == "figure" and not left.html.rstrip().endswith("</figcaption></figure>")
    return is_bare and first == "p" and may_be_caption(right.text)


def _shows_nothing(piece: _Piece) -> bool:
    return piece.is_kept and piece.html.startswith("<pre>") and "<code" not in piece.html
