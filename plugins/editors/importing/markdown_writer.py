"""Write blocks as Markdown; whatever the portal's Markdown reader would take for markup is escaped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape
from itertools import groupby

from plugins.editors.importing.imported_article import (
    Alignment,
    Block,
    Cell,
    HorizontalRule,
    Paragraph,
    Photo,
    Role,
    Table,
    TextSpan,
    TextSpans,
    VerticalAlign,
    merged_spans,
    stripped_spans,
)
from plugins.prose.table_rows import is_separator

# What the reader makes a link of by itself; nothing in it is markup.
_ADDRESS = re.compile(
    r"https?://[\w./~%?=#+,:@-]+(?:&(?!#?\w+;)[\w./~%?=#+,:@-]+)*(?<![_.,:@?#-])"
    r"|[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+"
)
_AFTER_ADDRESS = re.compile(r"(?:://|@)\S*$")
_MARKUP = re.compile(r"[\\*_`\[\]]")
_TAG = re.compile(r"<(?=[A-Za-z/!?]|$)")
_ENTITY = re.compile(r"&(?=#|\w+;)")
_UNSAFE_IN_CODE = re.compile(r"&(?=#|\w+;)|<[!?]|-->")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
_OPENS_LINE = re.compile(r"^(?:[#>]|[-+](?=\s|$|-+$))")
_STRUCK = re.compile(r"~~")
_AS_ENTITY = {":": "&#58;", "=": "&#61;"}
_ENTITY_AT_START = re.compile(r"^(?::(?=\s|$)|=+$)")
_ALL_ITALIC = re.compile(r"\*[^\s*\\][^*\\\n@:]*\*")
_PLAIN_PARENTHESES = re.compile(r"^[^()]*(?:\([^()]*\)[^()]*)*$")
_NUMBER_CELL = re.compile(r"^[+\-–]?\d[\d.,\s]*(?:%|°C)?$")


def escape_text(text: str) -> str:
    """
    Return plain text escaped so that the reader shows it as it is.

    >>> escape_text("2*3 [1](x) https://a.vn/b_c <b>")
    '2\\\\*3 \\\\[1\\\\](x) https://a.vn/b_c &lt;b>'
    """
    out: list[str] = []
    behind = 0
    for address in _ADDRESS.finditer(text):
        out += (_escaped(text[behind : address.start()]), address[0])
        behind = address.end()
    return "".join((*out, _escaped(text[behind:])))


def _escaped(text: str) -> str:
    text = _STRUCK.sub(r"\\~\\~", _MARKUP.sub(lambda mark: f"\\{mark[0]}", text))
    return _TAG.sub("&lt;", _ENTITY.sub("&amp;", text))


def escape_line_start(line: str) -> str:
    """
    Return a line escaped so that the reader takes it for no list, heading, quotation or table.

    >>> escape_line_start("12. Xuân Lai"), escape_line_start("# 5"), escape_line_start("-3 độ")
    ('12\\\\. Xuân Lai', '\\\\# 5', '-3 độ')
    """
    line = line.strip()
    if found := _NUMBERED.match(line):
        return f"{found[1]}\\{line[found.end(1) :]}"
    if _OPENS_LINE.match(line):
        return f"\\{line}"
    if _ENTITY_AT_START.match(line):
        return _AS_ENTITY[line[0]] + line[1:]
    return line.replace("|", "\\|") if is_separator(line) else line


def escape_address(link: str) -> str:
    """
    Return an address escaped so that it can stand between the parentheses of a link.

    >>> escape_address("https://a.vn/bài (1).html")
    'https://a.vn/bài%20%281%29.html'
    """
    return re.sub(r"[\s()<>\"\\]", lambda sign: f"%{ord(sign[0]):02X}", link.strip())


def spans_to_markdown(spans: Iterable[TextSpan], target: Callable[[str], str] = escape_address) -> str:
    """
    Return spans as Markdown; ``target`` writes where a link leads so that it can stand in parentheses.

    >>> spans_to_markdown([TextSpan("Xã "), TextSpan("Xuân Lai ", bold=True), TextSpan("họp", italic=True)])
    'Xã **Xuân Lai** *họp*'
    """
    out = ""
    whole = merged_spans(spans)
    for link, group in groupby(whole, key=lambda span: span.link):
        inner = _formatted(tuple(replace(span, link="") for span in group), out, target)
        if link and out.endswith("!"):
            # “![” would open a picture.
            out = f"{out[:-1]}\\!"
        out += _linked(inner, link, target) if link else inner
    return out


def _linked(inner: str, link: str, target: Callable[[str], str]) -> str:
    words = inner.strip()
    if not words:
        return inner
    before, after = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
    if words == link and _ADDRESS.fullmatch(link):
        return f"{before}<{link}>{after}"
    if words.startswith(("http://", "https://")):
        # The reader would make a second link of the words.
        words = words.replace("://", ":&#47;/")
    # “[…]:” at the beginning of a line would be the definition of a link.
    words = words.replace("\\]:", "\\]&#58;")
    return f"{before}[{words}]({target(link)}){after}"


_FORMATS: tuple[tuple[Callable[[TextSpan], bool], Callable[[TextSpan], TextSpan], str, str], ...] = (
    (lambda span: span.bold, lambda span: replace(span, bold=False), "**", "strong"),
    (lambda span: span.italic, lambda span: replace(span, italic=False), "*", "em"),
    (lambda span: span.struck, lambda span: replace(span, struck=False), "", "s"),
    (
        lambda span: span.vertical_align is VerticalAlign.SUPERSCRIPT,
        lambda span: replace(span, vertical_align=VerticalAlign.BASELINE),
        "",
        "sup",
    ),
    (
        lambda span: span.vertical_align is VerticalAlign.SUBSCRIPT,
        lambda span: replace(span, vertical_align=VerticalAlign.BASELINE),
        "",
        "sub",
    ),
)


def _formatted(spans: TextSpans, before: str, target: Callable[[str], str], depth: int = 0) -> str:
    """Return spans of one link, their formats nested in the order of the table; ``before`` is the Markdown before them."""
    if depth == len(_FORMATS):
        return "".join(_plain(span, target) for span in spans)
    has, without, mark, tag = _FORMATS[depth]
    out = ""
    groups = [(on, tuple(group)) for on, group in groupby(spans, key=has)]
    for place, (on, group) in enumerate(groups):
        if not on:
            out += _formatted(group, before + out, target, depth + 1)
            continue
        after = "".join(span.text for _, more in groups[place + 1 :] for span in more)[:1]
        inner = _formatted(tuple(map(without, group)), "", target, depth + 1)
        out += _wrapped(inner, mark, tag, before + out, after)
    return out


def _plain(span: TextSpan, target: Callable[[str], str]) -> str:
    """Return a span without regard to its format: a reference, a picture, code, or text."""
    if span.note:
        return f"[^{span.note}]"
    if span.picture:
        return picture_to_markdown(span.picture, span.text, target)
    return code_to_markdown(span.text) if span.code else escape_text(span.text)


def picture_to_markdown(name: str, alt: str, target: Callable[[str], str]) -> str:
    """
    Return a picture; brackets in its description become parentheses.

    >>> picture_to_markdown("a b.jpg", "Lúa [2]", escape_address)
    '![Lúa (2)](a%20b.jpg)'
    """
    words = " ".join(escape_text(alt.translate({ord("["): "(", ord("]"): ")"})).split())
    return f"![{words}]({target(name)})"


def code_to_markdown(text: str) -> str:
    """
    Return text as a machine shows it, between more backticks than stand in it side by side.

    >>> code_to_markdown("tasks.py new"), code_to_markdown("a``b"), code_to_markdown("`x`"), code_to_markdown(" ")
    ('`tasks.py new`', '```a``b```', '`` `x` ``', ' ')
    """
    words = " ".join(text.split())
    if not words:
        return text
    if _UNSAFE_IN_CODE.search(words):
        # Beside HTML in the same body the reader would take it for a letter or a comment, also between backticks.
        return f"<code>{escape(words, quote=False)}</code>"
    longest = max((len(run) for run in re.findall("`+", words)), default=0)
    marks = "`" * (longest + 1)
    room = " " if words[0] == "`" or words[-1] == "`" else ""
    before, after = (" " if text[:1].isspace() else ""), (" " if text[-1:].isspace() else "")
    return f"{before}{marks}{room}{words}{room}{marks}{after}"


def _wrapped(inner: str, mark: str, tag: str, before: str, after: str) -> str:
    """Return words with Markdown around them, or with HTML elements where the reader could mistake the Markdown."""
    words = inner.strip()
    if not words:
        return inner
    head, tail = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
    neighbour_before = "" if head else before[-1:]
    neighbour_after = "" if tail else after
    both = mark == "**" and _ALL_ITALIC.fullmatch(words) and not neighbour_before and not neighbour_after
    touching = neighbour_before == "*" or neighbour_after in ("*", "_") or words[0] == "*" or words[-1] == "*"
    touching = touching or "://" in words or "@" in words or bool(not head and _AFTER_ADDRESS.search(before))
    # “(*)” is a mark of its own for the reader.
    touching = touching or words[-1] == "(" or words[0] == ")"
    within_word = neighbour_before.isalnum() or neighbour_after.isalnum()
    unclear = not mark or touching or "\n" in words or words.endswith("\\") or (mark == "*" and within_word)
    if unclear and not both:
        return f"{head}<{tag}>{words}</{tag}>{tail}"
    return f"{head}{mark}{words}{mark}{tail}"


def paragraph_lines(spans: Iterable[TextSpan], target: Callable[[str], str] = escape_address) -> list[str]:
    """Return the lines of a paragraph, all but the last with the two spaces of a break; for ``target`` see spans_to_markdown."""
    whole = [escape_line_start(line) for line in spans_to_markdown(stripped_spans(spans), target).split("\n")]
    kept = [line for line in whole if line]
    if len(kept) > 1:
        # Lines with bars below each other would be a table.
        kept = [re.sub(r"(?<!\\)\|", r"\\|", line) for line in kept]
    return [f"{line}  " for line in kept[:-1]] + kept[-1:]


def _on_one_line(spans: Iterable[TextSpan]) -> str:
    return " ".join(spans_to_markdown(stripped_spans(spans)).split())


def blocks_to_markdown(blocks: Sequence[Block], names: Mapping[str, str]) -> str:
    """Return blocks as the body of an article; ``names`` are the pictures' file names by their keys."""
    parts: list[str] = []
    for are_items, group in groupby(blocks, key=_is_item):
        if are_items:
            parts.append(_list([block for block in group if isinstance(block, Paragraph)]))
        else:
            parts += [_block(block, names) for block in group]
    return "\n\n".join(filter(None, parts))


def _is_item(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.role in (Role.BULLET, Role.NUMBER)


def _block(block: Block, names: Mapping[str, str]) -> str:
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


def photo_to_markdown(photo: Photo, names: Mapping[str, str]) -> str:
    """
    Return a picture and its caption.

    >>> photo_to_markdown(Photo("1", "Cấy lúa", "Đồng Xuân Lai"), {"1": "cay lua.jpg"})
    '![Cấy lúa](cay lua.jpg)\\n(Đồng Xuân Lai)'
    """
    alt = " ".join(escape_text(photo.alt.translate({ord("["): "(", ord("]"): ")"})).split())
    picture = f"![{alt}]({names[photo.key]})"
    caption = " ".join(escape_text(photo.caption).split())
    if not caption:
        return picture
    return f"{picture}\n({caption})" if _PLAIN_PARENTHESES.match(caption) else f"{picture}\n*{caption}*"


def table_to_markdown(table: Table, names: Mapping[str, str]) -> str:
    """Return a table with bars where it has one header row and no merged cells, else as HTML."""
    if not table.rows:
        return ""
    return _with_bars(table, names) if fits_bars(table) else _as_html(table, names)


def fits_bars(table: Table) -> bool:
    """Return whether Markdown's own tables can show a table: one row of names, nothing merged, no table in a cell."""
    holds_table = any(isinstance(block, Table) for row in table.rows for cell in row for block in cell.blocks)
    return table.is_plain and table.header_rows == 1 and not holds_table


def _with_bars(table: Table, names: Mapping[str, str]) -> str:
    rows = [[_bar_cell(cell, names) for cell in row] for row in table.rows]
    alignments = [
        _column_alignment([row[place] for row in table.rows[1:]]) for place in range(len(table.rows[0]))
    ]
    ruler = {Alignment.DEFAULT: "---", Alignment.RIGHT: "---:", Alignment.CENTRE: ":---:"}
    out = [rows[0], [ruler[alignment] for alignment in alignments], *rows[1:]]
    return "\n".join("| " + " | ".join(row) + " |" for row in out)


def _column_alignment(cells: Sequence[Cell]) -> Alignment:
    """Return how a column is aligned: numbers to the right, else as all of its cells are."""
    filled = [cell for cell in cells if cell.text.strip()]
    if filled and all(_NUMBER_CELL.match(cell.text.strip()) for cell in filled):
        return Alignment.RIGHT
    if filled and all(cell.alignment is filled[0].alignment for cell in filled):
        return filled[0].alignment
    return Alignment.DEFAULT


def _bar_cell(cell: Cell, names: Mapping[str, str]) -> str:
    parts: list[str] = []
    for block in cell.blocks:
        if isinstance(block, Paragraph):
            mark = _item_mark(block)
            parts.append(mark + spans_to_markdown(stripped_spans(block.spans)).replace("\n", "<br>"))
        elif isinstance(block, Photo):
            parts.append(photo_to_markdown(block, names).replace("\n", "<br>"))
    return "<br>".join(filter(None, parts)).replace("|", "\\|")


def _item_mark(item: Paragraph) -> str:
    return "– " if item.role is Role.BULLET else f"{item.number}. " if item.role is Role.NUMBER else ""


def _as_html(table: Table, names: Mapping[str, str]) -> str:
    rows = [
        "<tr>"
        + "".join(_html_cell(cell, "th" if number < table.header_rows else "td", names) for cell in row)
        + "</tr>"
        for number, row in enumerate(table.rows)
    ]
    head, rest = rows[: table.header_rows], rows[table.header_rows :]
    parts = ["<table>"]
    parts += ["<thead>", *head, "</thead>"] if head else []
    parts += ["<tbody>", *rest, "</tbody>"] if rest else []
    return "\n".join((*parts, "</table>"))


def _html_cell(cell: Cell, tag: str, names: Mapping[str, str]) -> str:
    attributes = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    attributes += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    if tag == "td" and (cell.alignment is Alignment.RIGHT or _NUMBER_CELL.match(cell.text.strip())):
        attributes += ' align="right"'
    parts = _html_parts(cell.blocks, names, is_bold=tag == "th")
    return f"<{tag}{attributes}>{'<br>'.join(filter(None, parts))}</{tag}>"


def _html_parts(blocks: Iterable[Block], names: Mapping[str, str], *, is_bold: bool) -> Iterator[str]:
    """Yield the lines of a cell, which is bold by itself or not; a table in it is a line for each row."""
    for block in blocks:
        if isinstance(block, Paragraph):
            spans = [replace(span, bold=span.bold and not is_bold) for span in stripped_spans(block.spans)]
            yield escape(_item_mark(block), quote=False) + spans_to_html(spans)
        elif isinstance(block, Photo):
            yield f'<img src="{escape(names[block.key])}" alt="{escape(block.alt)}">'
            yield f"<em>{escape(block.caption, quote=False)}</em>" if block.caption else ""
        elif isinstance(block, Table):
            for row in block.rows:
                cells = (" ".join(_html_parts(cell.blocks, names, is_bold=is_bold)) for cell in row)
                yield " – ".join(filter(None, cells))


def spans_to_html(spans: Iterable[TextSpan]) -> str:
    """Return spans as HTML, for places where the reader reads no Markdown."""
    out: list[str] = []
    for span in spans:
        piece = (
            f"<sup>[{span.note}]</sup>" if span.note else escape(span.text, quote=False).replace("\n", "<br>")
        )
        for has, _, _, tag in _FORMATS:
            piece = f"<{tag}>{piece}</{tag}>" if has(span) and span.text.strip() else piece
        out.append(f'<a href="{escape(escape_address(span.link))}">{piece}</a>' if span.link else piece)
    return "".join(out)


def notes_in_html(blocks: Iterable[Block]) -> list[str]:
    """Return the names of footnotes that are referred to in tables which are written as HTML."""
    return [
        span.note
        for block in blocks
        if isinstance(block, Table) and not fits_bars(block)
        for row in block.rows
        for cell in row
        for paragraph in cell.blocks
        if isinstance(paragraph, Paragraph)
        for span in paragraph.spans
        if span.note
    ]


def footnotes_to_markdown(notes: Mapping[str, Sequence[Block]], names: Mapping[str, str]) -> str:
    """Return the footnotes, each with what follows its first paragraph indented by four spaces."""
    parts = []
    for name, blocks in notes.items():
        text = blocks_to_markdown(blocks, names)
        first, *more = text.split("\n")
        parts.append("\n".join((f"[^{name}]: {first}", *(f"    {line}" if line else "" for line in more))))
    return "\n\n".join(parts)
