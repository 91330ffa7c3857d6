"""Turn the HTML of a body into plain text, in lines."""

from __future__ import annotations

import re
from html import unescape

# What is shown of a page but says nothing: the numbers that lead to footnotes and back, drawings.
_FURNITURE = re.compile(
    r'<sup id="fnref:.*?</sup>|<a class="footnote-backref".*?</a>|<svg\b.*?</svg>', re.DOTALL
)
_CELL_END = re.compile(r"</t[dh]>\s*(?=<t[dh]\b)")
_LINE_END = re.compile(
    r"</(?:p|h[1-6]|li|tr|dt|dd|figcaption|caption|blockquote|pre|div)>|<(?:br|hr)\b[^>]*>"
)
_HEADING = re.compile(r"<h([2-6])\b[^>]*>(.*?)</h\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_SPACES = re.compile(r"\s+")


def plain_text(html: str) -> str:
    """
    Return a body's text: a line for each paragraph, item, caption and row of a table.

    >>> plain_text("<h2>Từ &amp; đến</h2>\\n<tr><td>Xã</td>\\n<td>2<sup id=\\"fnref:1\\">1</sup></td></tr><p>Một<br>\\nhai</p>")
    'Từ & đến\\nXã – 2\\nMột\\nhai'
    """
    text = _CELL_END.sub(" – ", _FURNITURE.sub("", html))
    text = _LINE_END.sub("\0", text)
    lines = (_SPACES.sub(" ", unescape(_TAG.sub("", line))).strip() for line in text.split("\0"))
    return "\n".join(line for line in lines if line)


def headings(html: str) -> str:
    """
    Return a body's headings, each in a line.

    >>> headings('<h2 id="a">Một</h2><p>Chữ</p><h3>Hai</h3>')
    'Một\\nHai'
    """
    return "\n".join(plain_text(found[2]) for found in _HEADING.finditer(html))
