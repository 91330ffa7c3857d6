"""Write the text of a paragraph as Markdown; whatever the portal's Markdown reader would take for markup is escaped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from html import escape
from itertools import groupby

from plugins.editors.spans.text_spans import TextSpan, TextSpans, VerticalAlign, merged_spans, stripped_spans
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
