"""Parse HTML that nobody vouches for: as a browser would, without scripts, in time that grows with its length."""

from __future__ import annotations

import re

import nh3
from bs4 import BeautifulSoup

from plugins.prose.footnotes_in_place import NOTE_ATTRIBUTE
from plugins.prose.sanitise import ALLOWED_ATTRIBUTES

_TAGS = frozenset(
    re.findall(
        r"\w+",
        "a abbr address article aside audio b blockquote body br button caption center cite code dd del details dfn div dl dt em "
        "embed fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 header hr i iframe img input ins kbd label legend "
        "li main map mark nav object ol p pre q s samp section select small span strike strong sub summary sup table tbody td "
        "textarea tfoot th thead time tr tt u ul var video caption",
    )
)
_WITHOUT_CONTENT = frozenset({"script", "style", "title", "xml", "noscript", "template"})
# Others may be elements of drawings or formulas to the cleaner, which leaves them out with their words.
_ANY_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*)(?=[\s/>])")
_OF_PAGES = frozenset(
    {
        "html",
        "head",
        "body",
        "meta",
        "link",
        "base",
        "col",
        "colgroup",
        "area",
        "param",
        "source",
        "track",
        "wbr",
    }
)
_ATTRIBUTES = frozenset(
    {
        *(
            "style",
            "class",
            "align",
            "href",
            "src",
            "data",
            "alt",
            "colspan",
            "rowspan",
            "start",
            "type",
            "value",
        ),
        *("face", "id", "name", "cite", "datetime", "hidden", "open", "tabindex", NOTE_ATTRIBUTE),
        *ALLOWED_ATTRIBUTES,
    }
)
_SCHEMES = frozenset({"http", "https", "mailto", "tel", "file", "data"})
# Blocks in blocks cost a browser's parser the square of their depth; no text of people lies so deep.
_DEEPEST = 400
_OPEN_OR_CLOSE = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_NOT_COUNTED = frozenset(
    {"a", "area", "b", "br", "col", "em", "font", "hr", "i", "img"}
    | {"input", "link", "meta", "p", "span", "strong", "td", "th", "tr", "u"}
)
_CLEANER = nh3.Cleaner(
    tags=set(_TAGS),
    clean_content_tags=set(_WITHOUT_CONTENT),
    attributes={"*": set(_ATTRIBUTES)},
    url_schemes=set(_SCHEMES),
    link_rel=None,
    strip_comments=True,
)


def html_tree(html: str) -> BeautifulSoup:
    """
    Return the tree of HTML, every element closed; HTML that nests without end is read as text.

    >>> str(html_tree("<ul><li><p>a<li>b</ul><script>c</script>"))
    '<ul><li><p>a</p></li><li>b</li></ul>'
    """
    if _nests_without_end(html):
        html = re.sub(r"<[^<>]{0,2000}>", " ", html)
    return BeautifulSoup(_CLEANER.clean(_ANY_TAG.sub(_known, html)), "html.parser")


def _known(tag: re.Match[str]) -> str:
    name = tag[2].lower()
    is_known = name in _TAGS or name in _WITHOUT_CONTENT or name in _OF_PAGES
    return tag[0] if is_known else f"<{tag[1]}span"


def _nests_without_end(html: str) -> bool:
    depth = 0
    for tag in _OPEN_OR_CLOSE.finditer(html):
        if tag[2].lower() not in _NOT_COUNTED:
            depth = max(depth - 1, 0) if tag[1] else depth + 1
            if depth > _DEEPEST:
                return True
    return False
