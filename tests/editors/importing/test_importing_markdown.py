"""What the importer writes is read by our own reader as it was meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

import pytest
from bs4 import BeautifulSoup, Tag
from filled_bodies import filled
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.editors.importing.imported_article import (
    Cell,
    ImportedBlock,
    Paragraph,
    Photo,
    Role,
    Table,
    plain_paragraph,
)
from plugins.editors.importing.markdown_writer import blocks_to_markdown, footnotes_to_markdown
from plugins.editors.spans.text_spans import TextSpan, VerticalAlign, stripped_spans
from plugins.problems import Level
from plugins.prose.markdown import render_body

NAMES = {"1": "cấy lúa (1).jpg"}
# Everything that Markdown or our reader could take for a mark; quotes and dashes are typography's.
LETTERS = st.sampled_from(
    [
        *"aBcđế019 *_[]()`<>&#!|\\~:=+.^{}-/@$%\n",
        "ab",
        "~~",
        "số ",
        " là ",
        "1. ",
        "- ",
        "](",
        "&lt;",
        "<b>",
        "https://a.vn/x_y",
    ]
)
TEXT = st.lists(LETTERS, min_size=1, max_size=12).map("".join)
SPANS = st.lists(
    st.builds(
        TextSpan,
        TEXT,
        bold=st.booleans(),
        italic=st.booleans(),
        struck=st.sampled_from([False, False, True]),
        vertical_align=st.sampled_from(
            [
                VerticalAlign.BASELINE,
                VerticalAlign.BASELINE,
                VerticalAlign.SUPERSCRIPT,
                VerticalAlign.SUBSCRIPT,
            ]
        ),
        link=st.sampled_from(["", "", "https://b.vn/x (1)"]),
    ),
    min_size=1,
    max_size=4,
).map(tuple)


def read(
    blocks: Sequence[ImportedBlock], notes: dict[str, tuple[ImportedBlock, ...]] | None = None
) -> BeautifulSoup:
    """Return what the reader makes of what the importer writes; it must not complain."""
    text = "\n\n".join(
        filter(None, (blocks_to_markdown(blocks, NAMES), footnotes_to_markdown(notes or {}, NAMES)))
    )
    body, problems = render_body(text, 1, "content/x.md", "")
    assert [str(one) for one in problems if one.level is Level.ERROR] == [], text
    return BeautifulSoup(filled(body, lambda reference: escape(reference.target)), "html.parser")


RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ", "0123456789+-=()n")


def bare(text: str) -> str:
    """Return text without what typography may change, and raised figures as others: a page raises them by an element."""
    tight = re.sub(r"[\s\u00a0]", "", text).replace("–", "-").translate(RAISED)
    tight = re.sub("-+", "-", tight)
    return re.sub(r"\.+", ".", tight.replace("…", "..."))


@settings(max_examples=200)
@given(SPANS)
def test_every_letter_of_a_paragraph_survives(spans: tuple[TextSpan, ...]) -> None:
    """No sign in a text becomes a mark, and none is lost; links lead where they led."""
    page = read([Paragraph(spans)])
    wanted = bare("".join(span.text for span in spans))
    assert bare(page.get_text()) == wanted
    links = {str(link["href"]) for link in page.find_all("a") if "b.vn" in str(link["href"])}
    linked = any(span.link and span.text.strip() for span in spans)
    assert links == ({"https://b.vn/x%20%281%29"} if linked else set())


@settings(max_examples=200)
@given(SPANS, st.sampled_from([Role.HEADING, Role.BULLET, Role.NUMBER, Role.QUOTE]))
def test_every_letter_survives_in_other_paragraphs(spans: tuple[TextSpan, ...], role: Role) -> None:
    """Headings, list items and quotations."""
    page = read([Paragraph(spans, role, 1, number=1)])
    assert bare(page.get_text()) == bare("".join(span.text for span in spans))


@settings(max_examples=200)
@given(st.lists(st.tuples(SPANS, SPANS), min_size=2, max_size=3), st.sampled_from([0, 1]))
def test_every_letter_of_a_table_survives(rows: list[tuple[tuple[TextSpan, ...], ...]], heads: int) -> None:
    """With bars and as HTML."""
    cells = tuple(tuple(Cell((Paragraph(spans),)) for spans in row) for row in rows)
    page = read([Table(cells, heads)])
    found = [[bare(cell.get_text()) for cell in row.find_all(["td", "th"])] for row in page.find_all("tr")]
    assert found == [[bare(cell.text) for cell in row] for row in cells]


WORDS = st.text("abcđế", min_size=1, max_size=4)
PLAIN_SPANS = st.lists(
    st.builds(TextSpan, WORDS.map(lambda word: f"{word} "), bold=st.booleans(), italic=st.booleans()),
    min_size=1,
    max_size=5,
).map(tuple)
TIGHT_SPANS = st.lists(
    st.builds(TextSpan, st.text("abđ1 ", min_size=1, max_size=3), bold=st.booleans(), italic=st.booleans()),
    min_size=1,
    max_size=6,
).map(tuple)


def looks(page: BeautifulSoup) -> list[tuple[str, bool, bool]]:
    """Return each letter with whether it is bold and italic."""
    found = []
    for text in page.find_all(string=True):
        bold, italic = (bool(text.find_parent(name)) for name in ("strong", "em"))
        found += [(letter, bold, italic) for letter in str(text) if not letter.isspace()]
    return found


@settings(max_examples=200)
@given(PLAIN_SPANS | TIGHT_SPANS)
def test_bold_and_italic_survive_letter_by_letter(spans: tuple[TextSpan, ...]) -> None:
    """Also where one ends within a word, or both meet."""
    wanted = [
        (letter, span.bold, span.italic)
        for span in stripped_spans(spans)
        for letter in span.text
        if not letter.isspace()
    ]
    assert looks(read([Paragraph(spans)])) == wanted


def items(page: Tag) -> list[object]:
    """Return a page's lists as nested lists of texts."""
    found: list[object] = []
    for child in page.find_all(["ul", "ol"], recursive=False):
        entries: list[object] = [child.name, int(str(child.get("start", 1)))]
        for item in child.find_all("li", recursive=False):
            own = "".join(part for part in item.find_all(string=True) if part.find_parent("li") is item)
            entries.append((own.strip(), *items(item)) if item.find(["ul", "ol"]) else own.strip())
        found.append(entries)
    return found


def item(text: str, level: int = 1, number: int = 0) -> Paragraph:
    """Return a list item."""
    return Paragraph((TextSpan(text),), Role.NUMBER if number else Role.BULLET, level, number)


def test_lists_nest_and_count_as_they_did() -> None:
    """Bullets in numbers, a list that begins at three, two lists of two kinds."""
    page = read(
        [item("a", number=3), item("b", 2), item("c", 2), item("d", number=4), item("e"), item("f", 2, 1)]
    )
    assert items(page) == [["ol", 3, ("a", ["ul", 1, "b", "c"]), "d"], ["ul", 1, ("e", ["ol", 1, "f"])]]


def test_a_list_that_begins_anew_keeps_its_numbers() -> None:
    """Two numbered lists one after the other are not counted through."""
    page = read([item("a", number=1), item("b", number=2), item("c", number=1), item("d", number=2)])
    assert re.sub(r"\s+", " ", page.get_text()).strip() == "a b 1. c 2. d"


def test_a_table_with_merged_cells_keeps_them() -> None:
    """Columns and rows, heads, numbers to the right, footnotes called in it."""
    rows = (
        (Cell((plain_paragraph("Xã"),), rows=2), Cell((plain_paragraph("Số hộ"),), columns=2)),
        (Cell((plain_paragraph("2022"),)), Cell((plain_paragraph("2023"),))),
        (
            Cell((Paragraph((TextSpan("Xuân Lai", bold=True),)),)),
            Cell((plain_paragraph("1.204"),)),
            Cell((plain_paragraph("1.310"),)),
        ),
    )
    page = read([Table(rows, 2)])
    first = page.find_all("th")[:2]
    assert first[0]["rowspan"] == "2"
    assert first[1]["colspan"] == "2"
    assert [cell.get_text() for cell in page.find_all("td")] == ["Xuân Lai", "1.204", "1.310"]
    assert page.find_all("td")[1]["class"] == ["align-right"]
    assert page.td is not None
    assert page.td.strong is not None


def test_a_photo_is_a_figure_with_its_caption() -> None:
    """Whatever parentheses its caption and its file's name hold."""
    for caption in ("Bờ đê (sáng 19/02)", "Bờ đê :) sông Chu", "*Bờ* đê"):
        page = read([plain_paragraph("Trước."), Photo("1", "Cấy [lúa]", caption), plain_paragraph("Sau.")])
        assert page.figcaption is not None
        assert page.figcaption.get_text() == caption
    assert page.figure is not None


def test_footnotes_are_called_and_told() -> None:
    """A note of two paragraphs."""
    page = read(
        [Paragraph((TextSpan("Giao cho thôn"), TextSpan("", note="1"), TextSpan(".")))],
        {"1": (plain_paragraph("Danh sách ở đình."), plain_paragraph("Dán từ sáng."))},
    )
    assert page.sup is not None
    note = page.find("div", class_="footnote")
    assert note is not None
    assert "Danh sách ở đình." in note.get_text()
    assert "Dán từ sáng." in note.get_text()


@pytest.mark.parametrize(
    "text",
    [
        "12. Xuân Lai",
        "# Một",
        "- Hai",
        "+ Ba",
        "> Bốn",
        ": Năm",
        "===",
        "---",
        "***",
        "~~~",
        "```",
        "| a | b |",
        "[x]: y",
        "*[HTX]: hợp tác xã",
        "1) Sáu",
        "<!-- bảy",
        "{{ tám }}",
    ],
)
def test_a_text_that_begins_like_a_mark_is_a_paragraph(text: str) -> None:
    """What an author typed at the beginning of a line is text."""
    page = read([plain_paragraph("Trước."), plain_paragraph(text), plain_paragraph("Sau.")])
    assert [bare(p.get_text()) for p in page.find_all("p")] == ["Trước.", bare(text), "Sau."]
