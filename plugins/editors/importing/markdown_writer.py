"""Write blocks as Markdown, each parted from the next by a blank line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from plugins.editors.importing.imported_article import (
    HorizontalRule,
    ImportedBlock,
    Paragraph,
    Photo,
    Role,
    Table,
)
from plugins.editors.importing.table_markdown import photo_to_markdown, table_to_markdown
from plugins.editors.spans.span_markdown import paragraph_lines, spans_to_markdown
from plugins.editors.spans.text_spans import TextSpan, stripped_spans


def _on_one_line(spans: Iterable[TextSpan]) -> str:
    return " ".join(spans_to_markdown(stripped_spans(spans)).split())


def blocks_to_markdown(blocks: Sequence[ImportedBlock], names: Mapping[str, str]) -> str:
    """Return blocks as the body of an article; ``names`` are the pictures' file names by their keys."""
    parts: list[str] = []
    for are_items, group in groupby(blocks, key=_is_item):
        if are_items:
            parts.append(_list([block for block in group if isinstance(block, Paragraph)]))
        else:
            parts += [_block(block, names) for block in group]
    return "\n\n".join(filter(None, parts))


def _is_item(block: ImportedBlock) -> bool:
    return isinstance(block, Paragraph) and block.role in (Role.BULLET, Role.NUMBER)


def _block(block: ImportedBlock, names: Mapping[str, str]) -> str:
    if isinstance(block, Photo):
        return photo_to_markdown(block, names)
    if isinstance(block, Table):
        return table_to_markdown(block, names)
    if isinstance(block, HorizontalRule):
        return "---"
    if block.role is Role.HEADING:
        return _heading(block)
    if block.role is Role.QUOTE:
        return "\n".join(f"> {line}" for line in paragraph_lines(block.spans))
    return "\n".join(paragraph_lines(block.spans))


def _heading(heading: Paragraph) -> str:
    text = _on_one_line(heading.spans)
    # The reader takes number signs at the end for a part of the markup.
    return f"{'#' * (heading.level + 1)} {re.sub(r'#+$', lambda end: chr(92) + end[0], text)}" if text else ""


def _list(items: Sequence[Paragraph]) -> str:
    """
    Return list items as lists; each level is indented by four spaces more.

    Two numbered lists that follow each other would be counted as one: the numbers of the second are
    written as text.
    """
    out: list[str] = []
    levels: list[int] = []
    last: Paragraph | None = None
    as_text = False
    for item in items:
        while levels and levels[-1] > item.level:
            levels.pop()
        if not levels or levels[-1] < item.level:
            levels.append(item.level)
        is_top = len(levels) == 1
        if is_top:
            starts_again = last is not None and last.role is Role.NUMBER and item.number != last.number + 1
            as_text = item.role is Role.NUMBER and (as_text or starts_again)
            out += [""] if last is not None and (as_text or last.role is not item.role) else []
            last = item
        indent = "    " * (len(levels) - 1 - as_text) if levels else ""
        mark = f"{item.number}{chr(92) if as_text and is_top else ''}. " if item.role is Role.NUMBER else "- "
        first, *more = paragraph_lines(item.spans) or [""]
        out += [""] if as_text and not is_top else []
        out.append(f"{indent}{mark}{first}")
        out += [f"{'' if as_text and is_top else indent + '    '}{line}" for line in more]
    return "\n".join(out)


def footnotes_to_markdown(notes: Mapping[str, Sequence[ImportedBlock]], names: Mapping[str, str]) -> str:
    """Return the footnotes, each with what follows its first paragraph indented by four spaces."""
    parts = []
    for name, blocks in notes.items():
        text = blocks_to_markdown(blocks, names)
        first, *more = text.split("\n")
        parts.append("\n".join((f"[^{name}]: {first}", *(f"    {line}" if line else "" for line in more))))
    return "\n\n".join(parts)
