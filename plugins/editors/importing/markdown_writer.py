"""Blocks are written as the Markdown that our own reader reads: what it takes for a mark is escaped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from html import escape
from itertools import groupby

from plugins.editors.importing.imported_article import (
    Block,
    Cell,
    HorizontalRule,
    Paragraph,
    Photo,
    Raised,
    Role,
    Side,
    Span,
    Spans,
    Table,
    joined,
    stripped,
)
from plugins.prose.table_rows import is_separator

# What the reader makes a link of by itself; nothing in it is a mark.
_ADDRESS = re.compile(
    r"https?://[\w./~%?=#+,:@-]+(?:&(?!#?\w+;)[\w./~%?=#+,:@-]+)*(?<![_.,:@?#-])"
    r"|[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+"
)
_AFTER_ADDRESS = re.compile(r"(?:://|@)\S*$")
_MARKS = re.compile(r"[\\*_`\[\]]")
_TAG = re.compile(r"<(?=[A-Za-z/!?]|$)")
_ENTITY = re.compile(r"&(?=#|\w+;)")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
_OPENS_LINE = re.compile(r"^(?:[#>]|[-+](?=\s|$|-+$))")
_SPELLED = {":": "&#58;", "=": "&#61;", "~": "&#126;"}
_SPELLED_AT_START = re.compile(r"^(?::(?=\s|$)|=+$|~~~)")
_ALL_ITALIC = re.compile(r"\*[^\s*\\][^*\\\n@:]*\*")
_PLAIN_PARENTHESES = re.compile(r"^[^()]*(?:\([^()]*\)[^()]*)*$")
_NUMBER_CELL = re.compile(r"^[+\-–]?\d[\d.,\s]*(?:%|°C)?$")

Write = Callable[[Block], str]


def text_of(text: str) -> str:
    """
    Return plain text so that the reader shows it as it is.

    >>> text_of("2*3 [1](x) https://a.vn/b_c <b>")
    '2\\\\*3 \\\\[1\\\\](x) https://a.vn/b_c &lt;b>'
    """
    out: list[str] = []
    behind = 0
    for address in _ADDRESS.finditer(text):
        out += (_escaped(text[behind : address.start()]), address[0])
        behind = address.end()
    return "".join((*out, _escaped(text[behind:])))


def _escaped(text: str) -> str:
    text = _MARKS.sub(lambda mark: f"\\{mark[0]}", text)
    return _TAG.sub("&lt;", _ENTITY.sub("&amp;", text))


def line_of(line: str) -> str:
    """
    Return a line that the reader takes for no list, heading, quotation or table.

    >>> line_of("12. Xuân Lai"), line_of("# 5"), line_of("-3 độ")
    ('12\\\\. Xuân Lai', '\\\\# 5', '-3 độ')
    """
    line = line.strip()
    if found := _NUMBERED.match(line):
        return f"{found[1]}\\{line[found.end(1) :]}"
    if _OPENS_LINE.match(line):
        return f"\\{line}"
    if _SPELLED_AT_START.match(line):
        return _SPELLED[line[0]] + line[1:]
    return line.replace("|", "\\|") if is_separator(line) else line


def address_of(link: str) -> str:
    """
    Return an address as it stands between the parentheses of a link.

    >>> address_of("https://a.vn/bài (1).html")
    'https://a.vn/bài%20%281%29.html'
    """
    return re.sub(r"[\s()<>\"\\]", lambda sign: f"%{ord(sign[0]):02X}", link.strip())


def inline(spans: Iterable[Span]) -> str:
    """
    Return spans as Markdown.

    >>> inline([Span("Xã "), Span("Xuân Lai ", bold=True), Span("họp", italic=True)])
    'Xã **Xuân Lai** *họp*'
    """
    out = ""
    whole = joined(spans)
    for link, group in groupby(whole, key=lambda span: span.link):
        inner = _styled(tuple(replace(span, link="") for span in group), out)
        if link and out.endswith("!"):
            # “![” would open a picture.
            out = f"{out[:-1]}\\!"
        out += _linked(inner, link) if link else inner
    return out


def _linked(inner: str, link: str) -> str:
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
    return f"{before}[{words}]({address_of(link)}){after}"


_LOOKS: tuple[tuple[Callable[[Span], bool], Callable[[Span], Span], str, str], ...] = (
    (lambda span: span.bold, lambda span: replace(span, bold=False), "**", "strong"),
    (lambda span: span.italic, lambda span: replace(span, italic=False), "*", "em"),
    (lambda span: span.struck, lambda span: replace(span, struck=False), "", "s"),
    (lambda span: span.raised is Raised.ABOVE, lambda span: replace(span, raised=Raised.NO), "", "sup"),
    (lambda span: span.raised is Raised.BELOW, lambda span: replace(span, raised=Raised.NO), "", "sub"),
)


def _styled(spans: Spans, before: str, depth: int = 0) -> str:
    """Return spans of one link, whose looks are nested in the order of the table; ``before`` stands in front of them."""
    if depth == len(_LOOKS):
        return "".join(f"[^{span.note}]" if span.note else text_of(span.text) for span in spans)
    has, without, mark, tag = _LOOKS[depth]
    out = ""
    groups = [(on, tuple(group)) for on, group in groupby(spans, key=has)]
    for place, (on, group) in enumerate(groups):
        if not on:
            out += _styled(group, before + out, depth + 1)
            continue
        after = "".join(span.text for _, more in groups[place + 1 :] for span in more)[:1]
        inner = _styled(tuple(map(without, group)), "", depth + 1)
        out += _marked(inner, mark, tag, before + out, after)
    return out


def _marked(inner: str, mark: str, tag: str, before: str, after: str) -> str:
    """Return words with marks around them; with elements where the reader could mistake the marks."""
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


def lines(spans: Iterable[Span]) -> list[str]:
    """Return the lines of a paragraph, all but the last with the mark of a break."""
    whole = [line_of(line) for line in inline(stripped(spans)).split("\n")]
    kept = [line for line in whole if line]
    if len(kept) > 1:
        # Lines with bars below each other would be a table.
        kept = [re.sub(r"(?<!\\)\|", r"\\|", line) for line in kept]
    return [f"{line}  " for line in kept[:-1]] + kept[-1:]


def _on_one_line(spans: Iterable[Span]) -> str:
    return " ".join(inline(stripped(spans)).split())


def written(blocks: Sequence[Block], names: Mapping[str, str]) -> str:
    """Return blocks as the body of an article; ``names`` are the pictures' files by key."""
    parts: list[str] = []
    for listed, group in groupby(blocks, key=_is_item):
        if listed:
            parts.append(_list([block for block in group if isinstance(block, Paragraph)]))
        else:
            parts += [_block(block, names) for block in group]
    return "\n\n".join(filter(None, parts))


def _is_item(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.role in (Role.BULLET, Role.NUMBER)


def _block(block: Block, names: Mapping[str, str]) -> str:
    if isinstance(block, Photo):
        return photo(block, names)
    if isinstance(block, Table):
        return table(block, names)
    if isinstance(block, HorizontalRule):
        return "---"
    if block.role is Role.HEADING:
        words = _on_one_line(block.spans)
        return (
            f"{'#' * (block.level + 1)} {re.sub(r'#+$', lambda end: chr(92) + end[0], words)}"
            if words
            else ""
        )
    if block.role is Role.QUOTE:
        return "\n".join(f"> {line}" for line in lines(block.spans))
    return "\n".join(lines(block.spans))


def _list(items: Sequence[Paragraph]) -> str:
    """Return list items as lists; what is further in stands four spaces further right."""
    out: list[str] = []
    levels: list[int] = []
    last: Paragraph | None = None
    spelled = False
    for item in items:
        while levels and levels[-1] > item.level:
            levels.pop()
        if not levels or levels[-1] < item.level:
            levels.append(item.level)
        top = len(levels) == 1
        if top:
            # Two lists that follow each other would be counted as one: the second is spelled out.
            again = last is not None and last.role is Role.NUMBER and item.number != last.number + 1
            spelled = item.role is Role.NUMBER and (spelled or again)
            out += [""] if last is not None and (spelled or last.role is not item.role) else []
            last = item
        indent = "    " * (len(levels) - 1 - spelled) if levels else ""
        mark = f"{item.number}{chr(92) if spelled and top else ''}. " if item.role is Role.NUMBER else "- "
        first, *more = lines(item.spans) or [""]
        out += [""] if spelled and not top else []
        out.append(f"{indent}{mark}{first}")
        out += [f"{'' if spelled and top else indent + '    '}{line}" for line in more]
    return "\n".join(out)


def photo(shown: Photo, names: Mapping[str, str]) -> str:
    """
    Return a picture and its caption.

    >>> photo(Photo("1", "Cấy lúa", "Đồng Xuân Lai"), {"1": "cay lua.jpg"})
    '![Cấy lúa](cay lua.jpg)\\n(Đồng Xuân Lai)'
    """
    alt = " ".join(text_of(shown.alt.translate({ord("["): "(", ord("]"): ")"})).split())
    picture = f"![{alt}]({names[shown.key]})"
    caption = " ".join(text_of(shown.caption).split())
    if not caption:
        return picture
    return f"{picture}\n({caption})" if _PLAIN_PARENTHESES.match(caption) else f"{picture}\n*{caption}*"


def table(whole: Table, names: Mapping[str, str]) -> str:
    """Return a table: with bars where that can say it all, as HTML where cells are merged."""
    if not whole.rows:
        return ""
    return _with_bars(whole, names) if whole.is_plain and whole.heads == 1 else _as_html(whole, names)


def _with_bars(whole: Table, names: Mapping[str, str]) -> str:
    rows = [[_bar_cell(cell, names) for cell in row] for row in whole.rows]
    sides = [_side([row[place] for row in whole.rows[1:]]) for place in range(len(whole.rows[0]))]
    ruler = {Side.PLAIN: "---", Side.RIGHT: "---:", Side.CENTRE: ":---:"}
    out = [rows[0], [ruler[side] for side in sides], *rows[1:]]
    return "\n".join("| " + " | ".join(row) + " |" for row in out)


def _side(cells: Sequence[Cell]) -> Side:
    """Return how a column is aligned: numbers to the right, else as most of its cells are."""
    filled = [cell for cell in cells if cell.text.strip()]
    if filled and all(_NUMBER_CELL.match(cell.text.strip()) for cell in filled):
        return Side.RIGHT
    if filled and all(cell.side is filled[0].side for cell in filled):
        return filled[0].side
    return Side.PLAIN


def _bar_cell(cell: Cell, names: Mapping[str, str]) -> str:
    parts: list[str] = []
    for block in cell.blocks:
        if isinstance(block, Paragraph):
            mark = _item_mark(block)
            parts.append(mark + inline(stripped(block.spans)).replace("\n", "<br>"))
        elif isinstance(block, Photo):
            parts.append(photo(block, names).replace("\n", "<br>"))
    return "<br>".join(filter(None, parts)).replace("|", "\\|")


def _item_mark(item: Paragraph) -> str:
    return "– " if item.role is Role.BULLET else f"{item.number}. " if item.role is Role.NUMBER else ""


def _as_html(whole: Table, names: Mapping[str, str]) -> str:
    rows = [
        "<tr>"
        + "".join(_html_cell(cell, "th" if number < whole.heads else "td", names) for cell in row)
        + "</tr>"
        for number, row in enumerate(whole.rows)
    ]
    head, rest = rows[: whole.heads], rows[whole.heads :]
    parts = ["<table>"]
    parts += ["<thead>", *head, "</thead>"] if head else []
    parts += ["<tbody>", *rest, "</tbody>"] if rest else []
    return "\n".join((*parts, "</table>"))


def _html_cell(cell: Cell, tag: str, names: Mapping[str, str]) -> str:
    spread = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    spread += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    if tag == "td" and (cell.side is Side.RIGHT or _NUMBER_CELL.match(cell.text.strip())):
        spread += ' align="right"'
    parts: list[str] = []
    for block in cell.blocks:
        if isinstance(block, Paragraph):
            heading = tag == "th"
            spans = [replace(span, bold=span.bold and not heading) for span in stripped(block.spans)]
            parts.append(escape(_item_mark(block), quote=False) + html_inline(spans))
        elif isinstance(block, Photo):
            parts.append(f'<img src="{escape(names[block.key])}" alt="{escape(block.alt)}">')
            parts += [f"<em>{escape(block.caption, quote=False)}</em>"] if block.caption else []
        elif isinstance(block, Table):
            parts += [" – ".join(one.text.replace("\n", " ") for one in row) for row in block.rows]
    return f"<{tag}{spread}>{'<br>'.join(filter(None, parts))}</{tag}>"


def html_inline(spans: Iterable[Span]) -> str:
    """Return spans as HTML, for places where the reader reads no Markdown."""
    out: list[str] = []
    for span in spans:
        piece = (
            f"<sup>[{span.note}]</sup>" if span.note else escape(span.text, quote=False).replace("\n", "<br>")
        )
        for has, _, _, tag in _LOOKS:
            piece = f"<{tag}>{piece}</{tag}>" if has(span) and span.text.strip() else piece
        out.append(f'<a href="{escape(address_of(span.link))}">{piece}</a>' if span.link else piece)
    return "".join(out)


def notes_in_html(blocks: Iterable[Block]) -> list[str]:
    """Return the names of footnotes that are called in tables which are written as HTML."""
    return [
        span.note
        for block in blocks
        if isinstance(block, Table) and not (block.is_plain and block.heads == 1)
        for row in block.rows
        for cell in row
        for paragraph in cell.blocks
        if isinstance(paragraph, Paragraph)
        for span in paragraph.spans
        if span.note
    ]


def footnotes(notes: Mapping[str, Sequence[Block]], names: Mapping[str, str]) -> str:
    """Return the footnotes, each with what follows its first paragraph four spaces further in."""
    parts = []
    for name, blocks in notes.items():
        text = written(blocks, names)
        first, *more = text.split("\n")
        parts.append("\n".join((f"[^{name}]: {first}", *(f"    {line}" if line else "" for line in more))))
    return "\n\n".join(parts)
