"""
Turn the HTML of a body into plain text: for the summary, descriptions, feeds, structured data and the search.

There is one definition for the whole portal, so that a figure is the same wherever it is read.
"""

from __future__ import annotations

import re
from html import unescape

from plugins.vietnamese.letters import nfc

# What is shown of a page but says nothing: the numbers that lead to footnotes and back, drawings.
_FURNITURE = re.compile(
    r'<sup id="fnref\d*:.*?</sup>|<a class="footnote-backref".*?</a>|<svg\b.*?</svg>', re.DOTALL
)
_CELL_END = re.compile(r"</t[dh]>\s*(?=<t[dh]\b)")
_LINE_END = re.compile(
    r"</(?:p|h[1-6]|li|tr|dt|dd|figcaption|caption|summary|blockquote|pre|div)>|<(?:br|hr)\b[^>]*>"
)
_HEADING = re.compile(r"<h([2-6])\b[^>]*>(.*?)</h\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_RAISED = re.compile(r"(\w?)<sup\b[^>]*>(.*?)</sup>", re.DOTALL)
# 10<sup>3</sup> is 10³, never 103.
_SUPERSCRIPTS = str.maketrans("0123456789+-−–=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿ")
_ALL_RAISED = re.compile(r"[0-9+\-−–=()n]+")
_PLACEHOLDER = re.compile("\ue000\\d+\ue001")
_BLOCK = re.compile(r"<(/?)([a-z][a-z0-9]*)\b[^>]*>")
# What stands in these is no paragraph of the text itself.
_BLOCKS = frozenset(
    [
        "blockquote",
        "caption",
        "details",
        "dl",
        "figure",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ol",
        "pre",
        "table",
        "ul",
    ]
)


def plain_text(html: str) -> str:
    """
    Return a body's text: a line for each paragraph, item, caption and row of a table.

    >>> plain_text("<h2>Từ &amp; đến</h2>\\n<tr><td>Xã</td>\\n<td>2<sup id=\\"fnref:1\\">1</sup></td></tr><p>Một<br>\\nhai</p>")
    'Từ & đến\\nXã – 2\\nMột\\nhai'
    >>> plain_text("<p>10<sup>3</sup> cây, 5 m<sup>2</sup>, 2<sup>nd</sup></p>")
    '10³ cây, 5 m², 2 nd'
    """
    text = html
    if "<sup" in text or "<svg" in text or "footnote-backref" in text:
        text = _RAISED.sub(_raised, _FURNITURE.sub("", text))
    if "</t" in text:
        text = _CELL_END.sub(" – ", text)
    text = _LINE_END.sub("\0", text)
    if "\ue000" in text:
        text = _PLACEHOLDER.sub("", text)
    # Only what ends somewhere is a tag: the end of each is not looked for in vain.
    tagged, end, rest = text.rpartition(">")
    text = _TAG.sub("", tagged + end) + rest
    lines = (_spaced_once(unescape(line)) for line in text.split("\0"))
    return nfc("\n".join(line for line in lines if line))


def _spaced_once(line: str) -> str:
    """
    Return a line with one space between words, whatever white space there was.

    >>> _spaced_once(" Một\u00a0hai\u2009 ba\\n")
    'Một hai ba'
    """
    plain = line.replace("\u00a0", " ").replace("\n", " ")
    # No other white space is printable; to look for it costs less than to part all words.
    return plain.strip(" ") if plain.isprintable() and "  " not in plain else " ".join(line.split())


def _raised(found: re.Match[str]) -> str:
    """Return raised text so that it is not read as one with what stands before it."""
    before, raised = found[1], _TAG.sub("", found[2]).strip()
    apart = before.isdigit() and raised and not _ALL_RAISED.fullmatch(raised)
    return f"{before} {raised}" if apart else before + superscript(raised)


def superscript(text: str) -> str:
    """
    Return raised text, as long as before, in raised letters if there are such for all of it.

    >>> superscript("-3"), superscript("nd")
    ('⁻³', 'nd')
    """
    return text.translate(_SUPERSCRIPTS) if _ALL_RAISED.fullmatch(text) else text


def headings(html: str) -> str:
    """
    Return a body's headings, each in a line.

    >>> headings('<h2 id="a">Một</h2><p>Chữ</p><h3>Hai</h3>')
    'Một\\nHai'
    """
    return "\n".join(plain_text(found[2]) for found in _HEADING.finditer(html))


def first_paragraph(html: str) -> str:
    """
    Return the text of the first paragraph that has some and is in no list, table, quotation or figure.

    >>> first_paragraph("<ul><li><p>Một</p></li></ul><p>\\ue0000\\ue001</p><p>Hai <b>ba</b></p><p>Bốn</p>")
    'Hai ba'
    >>> first_paragraph("<ul><li>Một</li></ul>")
    ''
    """
    inside: list[str] = []
    for tag in _BLOCK.finditer(html):
        name = tag[2]
        if name in _BLOCKS:
            if not tag[1]:
                inside.append(name)
            elif inside and inside[-1] == name:
                inside.pop()
        elif name == "p" and not tag[1] and not inside:
            end = html.find("</p>", tag.end())
            if text := plain_text(html[tag.end() : end if end >= 0 else len(html)]):
                return text.replace("\n", " ")
        elif name == "div" and 'class="footnote"' in tag[0]:
            break
    return ""
