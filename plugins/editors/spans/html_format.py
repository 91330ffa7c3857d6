"""Read the format (bold, font, link, alignment …) that an HTML element gives to the text in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin

from bs4 import Tag

from plugins.editors.spans.text_spans import Alignment, TextSpan, VerticalAlign

# “mso-bidi-font-weight” speaks of other scripts.
_FONT = re.compile(r"(?<![\w-])font-family\s*:\s*['\"]?([^;'\",]+)", re.IGNORECASE)
_BOLD = re.compile(r"(?<![\w-])font-weight\s*:\s*(?:bold|bolder|[6-9]00)", re.IGNORECASE)
_ITALIC = re.compile(r"(?<![\w-])font-style\s*:\s*italic", re.IGNORECASE)
_NOT_BOLD = re.compile(r"(?<![\w-])font-weight\s*:\s*(?:normal|[1-4]00)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CENTRE = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_RIGHT = re.compile(r"text-align\s*:\s*(?:right|end)", re.IGNORECASE)
_UNSAFE_SCHEME = re.compile(r"(?:javascript|vbscript|data|file|about):", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HtmlFormat:
    """The format of text at one place of a page: that of a span without text, the font's name, the alignment."""

    span: TextSpan = field(default_factory=lambda: TextSpan(""))
    font: str = ""
    alignment: Alignment = Alignment.DEFAULT


def is_hidden(element: Tag) -> bool:
    """Return whether an element's own style hides it."""
    return _HIDDEN.search(_style(element)) is not None


def format_in(element: Tag, outer: HtmlFormat, base: str) -> HtmlFormat:
    """Return the format inside of an element; ``base`` is the address of the page."""
    name, style = element.name.lower(), _style(element)
    span = outer.span
    if name in ("b", "strong") or _BOLD.search(style):
        span = replace(span, bold=True)
    if _NOT_BOLD.search(style):
        span = replace(span, bold=False)
    if name in ("i", "em", "cite") or _ITALIC.search(style):
        span = replace(span, italic=True)
    if name in ("s", "strike", "del"):
        span = replace(span, struck=True)
    if name in ("sup", "sub"):
        span = replace(span, vertical_align=VerticalAlign(name))
    if name == "a" and element.get("href"):
        span = replace(span, link=_link(str(element["href"]), base))
    font = str(element.get("face", "")) or outer.font
    if found := _FONT.search(style):
        font = found[1].strip()
    return HtmlFormat(span, font, alignment_of(element, outer.alignment))


def alignment_of(element: Tag, outer: Alignment) -> Alignment:
    """Return the alignment inside of an element."""
    align, style = str(element.get("align", "")).lower(), _style(element)
    if element.name == "center" or align == "center" or _CENTRE.search(style):
        return Alignment.CENTRE
    if align == "right" or _RIGHT.search(style):
        return Alignment.RIGHT
    return Alignment.DEFAULT if align in ("left", "justify") or "text-align" in style else outer


def _style(element: Tag) -> str:
    return str(element.get("style", ""))


def _link(href: str, base: str) -> str:
    """Return where a link leads, as a whole address; "" for one that leads nowhere on the web."""
    bare = re.sub(r"[\s\x00-\x1f]+", " ", href).strip()
    if bare.startswith("#") or _UNSAFE_SCHEME.match(bare.replace(" ", "")):
        return ""
    try:
        # A relative link on a page whose address is not known stays as it is: the file may lie beside the page.
        return urljoin(base, bare)
    except ValueError:
        return ""
