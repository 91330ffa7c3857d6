"""Classes that an author gives a picture, in an attribute or behind it in braces: names for a plugin, never style or code."""

from __future__ import annotations

import re
from collections.abc import Collection
from xml.etree.ElementTree import Element

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,60}")
# As the attribute lists of Markdown's "extra" have them, classes alone: ![…](…){.a .b}
_BEHIND = re.compile(r"\{:?[ ]*(\.[A-Za-z][\w-]*(?:[ ]+\.[A-Za-z][\w-]*)*)[ ]*\}")


def plain_class_names(written: str) -> str:
    """
    Return the names in a class attribute that are plain ones, each once.

    >>> plain_class_names("image-process-thumb  x\\x22y image-process-thumb")
    'image-process-thumb'
    """
    return " ".join(dict.fromkeys(name for name in written.split() if _NAME.fullmatch(name)))


def take_classes(root: Element) -> None:
    """Give each picture of a tree the classes that stand behind it in braces, and take those off the text."""
    for parent in root.iter():
        for child in parent:
            if child.tag == "img" and (child.tail or "").startswith("{"):
                found = _BEHIND.match(child.tail or "")
                if found:
                    child.set("class", found[1].replace(".", ""))
                    child.tail = (child.tail or "")[found.end() :]


def declared(classes: str, words: Collection[str]) -> str:
    """
    Return the classes that somebody declares: by their names, or by beginnings that end with a hyphen.

    >>> declared("image-process-thumb figure__link", {"image-process-"})
    'image-process-thumb'
    """
    beginnings = tuple(word for word in words if word.endswith("-"))
    return " ".join(name for name in classes.split() if name in words or name.startswith(beginnings))
