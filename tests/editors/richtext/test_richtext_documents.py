"""Whatever a person makes in the visual editor is written as Markdown that is read as the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.editors.richtext.node_html import nodes_html
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
    QuoteNode,
    RuleNode,
    TableNode,
    TextNode,
)
from plugins.editors.richtext.save import EditedBlock, SavedBody, saved_body
from plugins.editors.richtext.shown_text import shown_tokens
from plugins.editors.richtext.source_blocks import editable_body
from plugins.editors.spans.text_spans import TextSpan, TextSpans, VerticalAlign, merged_spans
from plugins.problems import Level
from plugins.prose.markdown import render_body

# Everything that Markdown or our reader could take for a mark.
LETTERS = st.sampled_from(
    [
        *"aBcđế019 *_[]()`<>&#!|\\~:=+.^{}-/@$%",
        "ab",
        "số ",
        " là ",
        "Điều 1. ",
        "1. ",
        "1) ",
        "- ",
        "+ ",
        "# ",
        "> ",
        ": ",
        "---",
        "===",
        "~~~",
        "~~",
        "```",
        "](",
        "&lt;",
        "<b>",
        "<!--",
        "-->",
        "[^1]",
        "[^1]: ",
        "*[a]: ",
        "[a]: b",
        "[x] ",
        "![a](b)",
        "https://a.vn/x_y",
        "a@b.vn",
        "Ảnh: ",
        "\u00a0",
        "😀",
    ]
)
TEXT = st.lists(LETTERS, min_size=1, max_size=8).map("".join).filter(lambda text: bool(text.strip()))
LINKS = st.sampled_from(
    [
        "",
        "",
        "",
        "https://b.vn/x (1)",
        "bai khac.md",
        "ke hoach_so*1.docx",
        "/tin/?a=1&b=2#c",
        "#muc",
        "mailto:a@b.vn",
    ]
)


def span_lists(text: st.SearchStrategy[str], *, breaks: bool = True) -> st.SearchStrategy[TextSpans]:
    """Return spans of every format, with breaks between them where they may have such."""
    aligns = st.sampled_from(
        [*[VerticalAlign.BASELINE] * 4, VerticalAlign.SUPERSCRIPT, VerticalAlign.SUBSCRIPT]
    )
    span = st.builds(
        TextSpan,
        text,
        bold=st.booleans(),
        italic=st.booleans(),
        struck=st.sampled_from([False, False, True]),
        vertical_align=aligns,
        link=LINKS,
        code=st.sampled_from([False] * 5 + [True]),
    )
    pieces = st.lists(span | st.just(TextSpan("\n")) if breaks else span, min_size=1, max_size=4)
    return pieces.map(merged_spans).filter(lambda spans: bool("".join(span.text for span in spans).strip()))


SPANS = span_lists(TEXT)
ALTS = (TEXT | st.just("")).map(lambda text: " ".join(text.split()))
PICTURES = st.builds(TextSpan, ALTS, link=LINKS, picture=st.sampled_from(["lua.jpg", "/anh/cay lúa (2).png"]))
CELLS = st.lists(SPANS | PICTURES.map(lambda picture: (picture,)), min_size=1, max_size=3).map(
    lambda parts: merged_spans(span for part in parts for span in part)
)
# A picture between words is a part of its paragraph.
WITH_PICTURE = st.tuples(SPANS, PICTURES, SPANS).map(
    lambda parts: merged_spans((*parts[0], parts[1], *parts[2]))
)
PARAGRAPHS = st.builds(TextNode, SPANS | WITH_PICTURE)
CODE = st.builds(
    CodeNode,
    st.lists(
        TEXT | st.sampled_from(["", "  if x:", "\tx", "```toml", "~~~~", "</code></pre>"]),
        min_size=1,
        max_size=4,
    )
    .map(lambda lines: "\n".join(lines).rstrip())
    .filter(lambda text: bool(text.strip())),
    st.sampled_from(["", "toml", "c++"]),
)
HEADINGS = st.builds(TextNode, span_lists(TEXT, breaks=False), st.integers(1, 6))


def lists_of(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    """Return lists whose items begin with a paragraph."""
    items = st.tuples(PARAGRAPHS, st.lists(inner, max_size=2)).map(lambda parts: (parts[0], *parts[1]))
    return st.builds(
        ListNode, st.lists(items, min_size=1, max_size=3).map(tuple), st.booleans(), st.integers(1, 30)
    )


BLOCKS = st.recursive(
    PARAGRAPHS,
    lambda inner: lists_of(inner) | st.builds(QuoteNode, st.lists(inner, min_size=1, max_size=2).map(tuple)),
    max_leaves=5,
)


@st.composite
def tables(draw: st.DrawFn) -> Node:
    """Return tables with bars or without, some with merged cells."""
    columns, merged = draw(st.integers(1, 3)), draw(st.booleans())
    aligns = [draw(st.sampled_from(["", "left", "center", "right"])) for _ in range(columns)]
    rows = []
    for number in range(draw(st.integers(1, 3))):
        cells = [
            CellNode(draw(CELLS | st.just(())), number == 0, align=aligns[place]) for place in range(columns)
        ]
        if merged and columns > 1 and number:
            cells = [CellNode(draw(CELLS), columns=columns)]
        rows.append(tuple(cells))
    return TableNode(tuple(rows))


FIGURES = st.builds(
    FigureNode,
    st.sampled_from(["cay lua.jpg", "anh (1).png", "a_b*.jpg"]),
    st.sampled_from(["", "Cấy lúa", "Lúa *chín* | <b>"]),
    span_lists(st.sampled_from(["Đồng Xuân Lai", "Lúa (vụ xuân) chín", "a) b"]), breaks=False) | st.just(()),
    st.just(()) | st.just((TextSpan("Ảnh: Lê Hải"),)),
)
FOLDS = st.builds(
    FoldNode,
    span_lists(TEXT, breaks=False),
    st.lists(PARAGRAPHS | tables(), min_size=1, max_size=2).map(tuple),
    st.booleans(),
)
MEANINGS = st.builds(
    MeaningsNode,
    st.builds(
        MeaningNode,
        st.lists(span_lists(TEXT, breaks=False), min_size=1, max_size=2).map(tuple),
        st.lists(st.lists(PARAGRAPHS, min_size=1, max_size=2).map(tuple), min_size=1, max_size=2).map(tuple),
    ).map(lambda entry: (entry,)),
)
BOXES = st.builds(
    BoxNode,
    st.sampled_from(["div", "section"]),
    st.sampled_from(
        [(), (("class", "luu-y"),), (("id", "khung"), ("class", "a b"), ("aria-label", 'Lưu "ý"'))]
    ),
    st.lists(PARAGRAPHS | HEADINGS | tables() | FIGURES | FOLDS | CODE, min_size=1, max_size=2).map(tuple),
)
DOCUMENTS = st.lists(
    BLOCKS
    | FOLDS
    | BOXES
    | CODE
    | MEANINGS
    | HEADINGS
    | tables()
    | FIGURES
    | st.just(RuleNode())
    | PARAGRAPHS,
    min_size=1,
    max_size=5,
)


def written(nodes: list[Node]) -> SavedBody:
    """Return what is saved of a document that was made in the editor."""
    return saved_body(editable_body(""), [EditedBlock(nodes_html([node]), None) for node in nodes])


@settings(max_examples=300, deadline=None)
@given(DOCUMENTS)
def test_a_document_is_read_as_it_was_made(nodes: list[Node]) -> None:
    """Letters, marks, links, lists, quotations, tables and pictures: what was made is what is seen again."""
    saved = written(nodes)
    assert saved.lost == ()
    again = editable_body(saved.source)
    assert [shown_tokens(block.html) for block in again.blocks] == [
        shown_tokens(nodes_html([node])) for node in nodes
    ], saved.source


@settings(max_examples=100, deadline=None)
@given(DOCUMENTS)
def test_a_page_has_no_fault_that_the_editor_made(nodes: list[Node]) -> None:
    """The prose room finds no error in what was written."""
    _, problems = render_body(written(nodes).source, 1, "content/x.md", "")
    assert [str(one) for one in problems if one.level is Level.ERROR and one.code != "lien-ket-sai"] == []


@pytest.mark.parametrize("code", ["\n```toml", "x\n  ~~~~\n", "```"])
def test_code_in_a_box_may_show_fences(code: str) -> None:
    """Also where the box has to be written as HTML, for the caption in it: no line of it begins or ends a block."""
    caption = (TextSpan("Đồng Xuân Lai "), TextSpan("a) b", italic=True))
    box = BoxNode("div", (), (FigureNode("cay lua.jpg", "", caption, ()), CodeNode(code, "")))
    saved = written([TextNode((TextSpan("a"),)), box, TextNode((TextSpan("b"),))])
    assert saved.lost == ()
    assert len(editable_body(saved.source).blocks) == 3
