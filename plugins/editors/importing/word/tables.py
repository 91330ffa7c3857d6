"""Read the tables of a Word file, with their merged cells."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from plugins.editors.importing.word.open_document import ReadBlocks
from plugins.editors.importing.word.raw_blocks import RawCell, RawTable
from plugins.editors.importing.word.reading_report import ReadingReport
from plugins.editors.importing.word.xml_names import (
    W,
    children_in_wrappers,
    on_off_value,
    whole_number,
    word_attribute,
)


def read_word_table(element: Element, read_blocks: ReadBlocks, report: ReadingReport) -> RawTable:
    """Return a table; ``read_blocks`` reads what a cell holds, rows that were deleted are reported."""
    table = RawTable()
    above: dict[int, RawCell] = {}
    for row in children_in_wrappers(element, f"{W}tr"):
        properties = row.find(f"{W}trPr")
        if properties is not None and properties.find(f"{W}del") is not None:
            report.add_deletion(row)
            continue
        table.rows.append(_row(row, above, read_blocks))
        is_header = properties is not None and on_off_value(properties.find(f"{W}tblHeader"))
        if is_header and table.header_rows == len(table.rows) - 1:
            table.header_rows += 1
    return table


def _row(row: Element, above: dict[int, RawCell], read_blocks: ReadBlocks) -> list[RawCell]:
    """Return the cells of a row; ``above`` are the cells that may reach down into it, by their first columns."""
    column = whole_number(word_attribute(row.find(f"{W}trPr/{W}gridBefore"))) or 0
    cells = [RawCell(columns=column)] if column else []
    for element in children_in_wrappers(row, f"{W}tc"):
        cell = _cell(element, read_blocks)
        if cell.continues and column in above and above[column].columns == cell.columns:
            above[column].rows += 1
            above[column].blocks += cell.blocks
        elif word_attribute(element.find(f"{W}tcPr/{W}hMerge")) == "continue" and cells:
            cells[-1].columns += cell.columns
        else:
            cells.append(cell)
            above[column] = cell
        column += cell.columns
    after = whole_number(word_attribute(row.find(f"{W}trPr/{W}gridAfter"))) or 0
    return [*cells, *([RawCell(columns=after)] if after else [])]


def _cell(element: Element, read_blocks: ReadBlocks) -> RawCell:
    properties = element.find(f"{W}tcPr")
    columns, continues = 1, False
    if properties is not None:
        columns = max(1, whole_number(word_attribute(properties.find(f"{W}gridSpan"))) or 1)
        merge = properties.find(f"{W}vMerge")
        continues = merge is not None and (word_attribute(merge) or "continue") == "continue"
    return RawCell(read_blocks(element), columns, 1, continues)
