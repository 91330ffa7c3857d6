"""Tables of a thousand rows are published cell by cell; larger ones go into a file, and the editor is told which way."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
import word_files as word
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from importing_portals import BODY, REGISTRIES

from plugins.editors.importing.detect import import_article
from plugins.editors.importing.import_source import ImportSource
from plugins.editors.importing.imported_article import (
    Cell,
    ImportedArticle,
    Photo,
    Table,
    plain_paragraph,
)
from plugins.editors.importing.large_tables import table_csv, with_large_tables
from plugins.editors.importing.placement import plan_placement, with_given_fields
from plugins.editors.importing.run import GivenFields
from plugins.prose.markdown import render_body

HEAD = ["STT", "Tên dự án", "Số tiền", "Ghi chú"]


def word_table(rows: int, merged_each: int = 0) -> bytes:
    """Return a Word file with a table of so many rows below its head; every so many rows one cell is all of a row."""
    document = word.new()
    word.line(document, "Danh mục dự án của xã", "center", bold=True)
    document.add_paragraph(BODY)
    pieces = [_row(HEAD, "<w:rPr><w:b/></w:rPr>")]
    for number in range(1, rows + 1):
        cells = [str(number), f"Dự án *{number}* | thôn {number % 7}", f"{number}.000", "2_a_b"]
        is_merged = merged_each and number % merged_each == 0
        pieces.append(_row([f"Nhóm {number}"], "", 4) if is_merged else _row(cells, ""))
    table = f"<w:tbl {word.W}>{''.join(pieces)}</w:tbl>"
    document.element.body.insert(2, word.parse_xml(table))
    return word.saved(document)


def _row(cells: list[str], look: str, columns: int = 1) -> str:
    span = f'<w:tcPr><w:gridSpan w:val="{columns}"/></w:tcPr>' if columns > 1 else ""
    inner = "".join(f"<w:tc>{span}<w:p><w:r>{look}<w:t>{text}</w:t></w:r></w:p></w:tc>" for text in cells)
    return f"<w:tr>{inner}</w:tr>"


def imported(data: bytes) -> ImportedArticle:
    """Return the article that a Word file becomes."""
    article = import_article(ImportSource("bai.docx", data), REGISTRIES)
    return with_given_fields(article, REGISTRIES, GivenFields("Tin trong huyện", "19/09/2023"))


@pytest.mark.parametrize(("merged_each", "way"), [(0, "gạch đứng"), (10, "HTML, vì có ô gộp")])
def test_a_thousand_rows_are_published_cell_by_cell(merged_each: int, way: str, tmp_path: Path) -> None:
    """With bars where nothing is merged, else as HTML; which of them, and how large it is, is told."""
    article = imported(word_table(1_000, merged_each))
    text = plan_placement(article, tmp_path, REGISTRIES).text
    body, problems = render_body(text.partition("-->\n")[2], 1, "content/x.md", "")
    rows = BeautifulSoup(body.html, "html.parser").find_all("tr")
    found = [[cell.get_text() for cell in row.find_all(["td", "th"])] for row in rows]
    wanted = [HEAD] + [
        [f"Nhóm {n}"]
        if merged_each and n % merged_each == 0
        else [str(n), f"Dự án *{n}* | thôn {n % 7}", f"{n}.000", "2_a_b"]
        for n in range(1, 1_001)
    ]
    assert found == wanted
    assert problems == ()
    assert any("1.000 hàng, 4 cột" in one.message and way in one.message for one in article.issues)
    assert not article.attachments


def test_what_is_too_large_for_a_page_is_a_file_beside_it(tmp_path: Path) -> None:
    """The first rows stay, all of them are in the file that the article links to, and no word counts as lost."""
    article = imported(word_table(2_100))
    plan = plan_placement(article, tmp_path, REGISTRIES)
    assert list(plan.files) == ["bang-danh-muc-du-an-cua-xa-1.csv"]
    rows = list(csv.reader(io.StringIO(plan.files["bang-danh-muc-du-an-cua-xa-1.csv"].decode("utf-8-sig"))))
    assert (rows[0], rows[-1]) == (HEAD, ["2100", "Dự án *2100* | thôn 0", "2100.000", "2_a_b"])
    assert len(rows) == 2_101
    assert "| 20 |" in plan.text
    assert "| 21 |" not in plan.text
    assert "[Xem đủ 2.100 hàng (tệp CSV)](bang-danh-muc-du-an-cua-xa-1.csv)" in plan.text
    assert [one.kind.value for one in article.issues if "hàng" in one.message] == ["doan"]
    assert not [one for one in article.issues if one.kind.value == "mat-chu"]


def test_pictures_of_rows_that_go_into_a_file_stay_in_the_article() -> None:
    """A CSV holds none."""
    row = (Cell((plain_paragraph("a"),)), Cell((Photo("anh"),)))
    article = ImportedArticle("x", body=(Table((row,) * 2_100),))
    assert sum(isinstance(block, Photo) for block in with_large_tables(article).body) == 2_100 - 20


CELLS = st.tuples(st.text('ab,;"\n=-1', max_size=5), st.integers(1, 3), st.integers(1, 3))


@settings(max_examples=60)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=5))
def test_a_table_as_csv_has_every_cell_once(rows: list[list[tuple[str, int, int]]]) -> None:
    """Whatever is merged; nothing begins as a formula."""
    made = tuple(
        tuple(Cell((plain_paragraph(text),), columns, depth) for text, columns, depth in row) for row in rows
    )
    data = table_csv(Table(made)).decode("utf-8-sig")
    found = [cell for row in csv.reader(io.StringIO(data, newline="")) for cell in row if cell]
    wanted = [text.strip() for row in rows for text, _, _ in row if text.strip()]
    # What keeps a cell from being a formula is a mark of ours.
    assert [cell.replace("'", "") for cell in found] == [text.replace("'", "") for text in wanted]
    assert not [cell for cell in found if cell.startswith("=")]


def test_a_negative_number_stays_one() -> None:
    """It cannot be run."""
    table = Table(((Cell((plain_paragraph("-3,5%"),)), Cell((plain_paragraph("-3+cmd"),))),))
    assert table_csv(table).decode("utf-8-sig") == '"-3,5%",\'-3+cmd\r\n'


def test_a_small_table_is_told_nothing_about_its_size() -> None:
    """Most tables are."""
    article = imported(word_table(30))
    assert with_large_tables(replace(article, issues=())).issues == ()
