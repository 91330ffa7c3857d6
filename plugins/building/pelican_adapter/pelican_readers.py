"""Turn the output of Pelican's readers of other formats into the text of an article: a header and an HTML body."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from plugins.prose.plain_text import plain_text
from plugins.prose.sanitise import cleaned


def _plain(value: object) -> str:
    """
    Return a metadata value as one line of text.

    >>> _plain(["Lê Hải", "Lê Lan"]), _plain("<p>Một &amp;\\n 10<sup>3</sup></p>")
    ('Lê Hải; Lê Lan', 'Một & 10³')
    """
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, Iterable) and not isinstance(value, str):
        return "; ".join(_plain(one) for one in value)
    return " ".join(plain_text(str(value)).split())


def article_text(html: str, metadata: Mapping[str, object]) -> str:
    """
    Return an article's text: a header with the metadata, and as its body the HTML without what is not allowed.

    >>> print(article_text('<p onclick="x()">Một câu.</p>', {"title": "Bài"}))
    ---
    title: Bài
    ---
    <BLANKLINE>
    <p>Một câu.</p>
    <BLANKLINE>
    """
    header = [f"{name}: {_plain(value)}" for name, value in metadata.items() if _plain(value)]
    return "\n".join(["---", *header, "---", "", cleaned(html).strip(), ""])
