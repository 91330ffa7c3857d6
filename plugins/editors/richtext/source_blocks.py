"""Part a Markdown body into its top-level blocks, each with its lines and its HTML for the visual editor."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from plugins.editors.richtext.html_nodes import read_nodes
from plugins.editors.richtext.html_tree import html_tree
from plugins.editors.richtext.left_out import LeftOut
from plugins.editors.richtext.line_spans import (
    LineSpan,
    SourceLines,
    SpanKind,
    line_spans,
    with_joined_blocks,
)
from plugins.editors.richtext.node_html import nodes_html
from plugins.editors.richtext.node_markdown import node_as_html, nodes_markdown
from plugins.editors.richtext.nodes import Node
from plugins.editors.richtext.shown_text import shown_tokens
from plugins.prose.editing import cleaned_for_editing, editing_html, editing_html_of_parts

_PICTURE = re.compile(r"^ {0,3}\[?!\[")
_FIGURES = re.compile(r"<figure\b.*?</figure>", re.DOTALL)
_MAY_BE_CAPTION = re.compile(r"[(*_]|<(?:em|i)>|.*ảnh\s*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SourceBlock:
    """
    One top-level block of a body: its place among the blocks, its lines (from 0, to before ``line_after``), its HTML.

    Blank lines between blocks are in none. A block that is not ``editable`` is shown as it is, and can be changed as
    source alone: what it holds could not be written back as it was.
    """

    number: int
    first_line: int
    line_after: int
    html: str
    editable: bool


@dataclass(frozen=True, slots=True)
class EditableBody:
    """A body's source and its blocks."""

    source: str
    blocks: tuple[SourceBlock, ...]


def editable_body(source: str) -> EditableBody:
    """
    Return the blocks of a body; a body that cannot be read is one block, which is not editable.

    >>> [(block.first_line, block.line_after, block.html) for block in editable_body("Một *hai*\\n\\n\\n- ba\\n").blocks]
    [(0, 1, '<p>Một <em>hai</em></p>'), (3, 4, '<ul><li><p>ba</p></li></ul>')]
    """
    lines = SourceLines.of(source)
    spans = _with_captions(lines, line_spans(lines.texts))
    parts = [_part(lines, span) for span in spans]
    htmls = editing_html_of_parts(parts)
    if htmls is None or not _is_whole(source, htmls):
        return EditableBody(source, _as_one_block(lines))
    nodes = [_nodes(html, span, part) for html, span, part in zip(htmls, spans, parts, strict=True)]
    written = {place: text for place, held in enumerate(nodes) if (text := nodes_markdown(held))}
    safe = _written_back(parts, htmls, written)
    # What was edited is written as HTML where Markdown has no words for it: then it can be edited again.
    as_html = {place: "\n\n".join(map(node_as_html, nodes[place])) for place in written if place not in safe}
    safe |= _written_back(parts, htmls, as_html)
    blocks = []
    for place, (span, part, html, held) in enumerate(zip(spans, parts, htmls, nodes, strict=True)):
        is_safe = place in safe
        blocks.append(
            SourceBlock(
                place,
                span.first,
                span.after,
                nodes_html(held) if is_safe else _as_it_is(html, part),
                is_safe,
            )
        )
    return EditableBody(source, tuple(blocks))


def may_be_caption(paragraph: str) -> bool:
    """
    Return whether the source of a paragraph may be the caption of a picture above it.

    >>> may_be_caption("(Cấy lúa)"), may_be_caption("Cấy lúa. Ảnh: Lê Hải"), may_be_caption("Cấy lúa")
    (True, True, False)
    """
    return "![" not in paragraph and _MAY_BE_CAPTION.match(" ".join(paragraph.split())) is not None


def _part(lines: SourceLines, span: LineSpan) -> str:
    return "\n".join(lines.texts[span.first : span.after])


def _with_captions(lines: SourceLines, spans: list[LineSpan]) -> list[LineSpan]:
    """Return blocks in which a picture is one with the caption in the paragraph behind it."""
    pairs = [
        place
        for place, (one, other) in enumerate(pairwise(spans))
        if one.kind is other.kind is SpanKind.TEXT
        and _PICTURE.match(lines.texts[one.first])
        and may_be_caption(_part(lines, other))
        and not any(text.strip() for text in lines.texts[one.after : other.first])
    ]
    texts = [f"{_part(lines, spans[place])}\n\n{_part(lines, spans[place + 1])}" for place in pairs]
    rendered = editing_html_of_parts(texts) or []
    captioned = (
        place for place, html in zip(pairs, rendered, strict=False) if not _FIGURES.sub("", html).strip()
    )
    return with_joined_blocks(spans, frozenset(captioned))


def _is_whole(source: str, htmls: Sequence[str]) -> bool:
    """Return whether the blocks, each read for itself, show what the body shows that is read as one."""
    whole = editing_html(source)
    return whole is not None and _without_separators(shown_tokens(whole)) == _without_separators(
        shown_tokens("\n".join(htmls))
    )


def _without_separators(tokens: Sequence[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Return tokens without empty boxes, which stand between blocks to keep them apart."""
    out: list[tuple[object, ...]] = []
    for token in tokens:
        if token == ("/div",) and out and out[-1] == ("div", ()):
            out.pop()
        else:
            out.append(token)
    return out


def _as_one_block(lines: SourceLines) -> tuple[SourceBlock, ...]:
    """Return all of a source as one block that is shown as it is written."""
    filled = [place for place, text in enumerate(lines.texts) if text.strip()]
    if not filled:
        return ()
    first, after = filled[0], filled[-1] + 1
    source = "\n".join(lines.texts[first:after])
    return (SourceBlock(0, first, after, _as_source(source), editable=False),)


def _nodes(html: str, span: LineSpan, part: str) -> tuple[Node, ...]:
    """Return the nodes that a block is, none for what shows nothing or holds words that are not shown."""
    is_code = html.lstrip().startswith("<pre><code")
    if not is_code and (span.kind is SpanKind.HIDDEN or "<!--" in part):
        return ()
    return read_nodes(html_tree(html), LeftOut())


def _written_back(parts: Sequence[str], htmls: Sequence[str], written: Mapping[int, str]) -> frozenset[int]:
    """Return the places of the blocks that show the same when they are read from what is written of them."""
    if not written:
        return frozenset()
    rendered = editing_html_of_parts([written.get(place, part) for place, part in enumerate(parts)])
    if rendered is not None:
        return frozenset(
            place for place in written if shown_tokens(rendered[place]) == shown_tokens(htmls[place])
        )
    if len(written) == 1:
        return frozenset()
    # One of them spoils the whole: it is in one half.
    places = sorted(written)
    halves = places[: len(places) // 2], places[len(places) // 2 :]
    found = (_written_back(parts, htmls, {place: written[place] for place in half}) for half in halves)
    return frozenset().union(*found)


def _as_it_is(html: str, part: str) -> str:
    """Return the safe HTML of a block that is not editable; one that shows nothing is shown as it is written."""
    cleaned = cleaned_for_editing(html).strip()
    return cleaned if cleaned else _as_source(part)


def _as_source(part: str) -> str:
    return f"<pre>{escape(part, quote=False)}</pre>"
