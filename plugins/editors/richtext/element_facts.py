"""What an element of a document says of itself: its attributes as one text, the code in it, the label of a footnote."""

from __future__ import annotations

import re

from bs4 import Tag
from bs4.element import PreformattedString

from plugins.editors.richtext.node_html import LANGUAGE
from plugins.prose.footnotes_in_place import NOTE_ATTRIBUTE
from plugins.vietnamese.letters import nfc

_CODE_CLASS = re.compile(rf"(?:{LANGUAGE}[\w#.+-]+)?")
_NO_LABEL = re.compile(r"[\[\]\x00-\x20]+")


def text_beside(figure: Tag, caption: object) -> bool:
    """Return whether there is text in a figure outside of its caption: no figure has a place for it."""
    return any(
        text.strip() and caption not in text.parents
        for text in figure.find_all(string=True)
        if not isinstance(text, PreformattedString)
    )


def description(picture: Tag) -> str:
    """Return what a picture shows, as its element says it."""
    return nfc(" ".join(str(picture.get("alt", "")).split()))


def html_attribute(element: Tag, name: str) -> str:
    """Return an attribute as it was written, also one that is a list of names."""
    value = element.get(name) or ""
    return value if isinstance(value, str) else " ".join(value)


def code_in(pre: Tag) -> Tag | None:
    """Return the element that holds the code of a block, None for a block that holds anything else."""
    inner = [child for child in pre.contents if isinstance(child, Tag) or str(child).strip()]
    only = inner[0] if len(inner) == 1 else None
    if not isinstance(only, Tag) or only.name != "code" or only.find(True) is not None:
        return None
    return (
        only
        if only.attrs.keys() <= {"class"} and _CODE_CLASS.fullmatch(html_attribute(only, "class"))
        else None
    )


def holds_meanings(element: Tag) -> bool:
    """Return whether a list holds words and meanings, and nothing else."""
    children = [child for child in element.contents if isinstance(child, Tag) or str(child).strip()]
    return all(isinstance(child, Tag) and child.name in ("dt", "dd") for child in children)


def note_label(element: Tag) -> str:
    """Return the label of a footnote, or of a reference to one, without what no label may have."""
    return _NO_LABEL.sub("-", nfc(str(element.get(NOTE_ATTRIBUTE, "")))).strip("-")[:60] or "1"


def is_loose(item: Tag) -> bool:
    """Return whether an item of a list as Markdown reads it stands apart from the others: its text is a paragraph."""
    first = next((child for child in item.children if isinstance(child, Tag) or str(child).strip()), None)
    return isinstance(first, Tag) and first.name == "p"
