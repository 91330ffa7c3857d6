"""The exception for a file or page that cannot be imported at all."""

from __future__ import annotations


class ImportRefused(Exception):
    """Raised for a source that becomes no article; the text says why and what to do, in Vietnamese."""


class NotAnArticle(ImportRefused):
    """A page is sound and holds no article: a front page, a list of news."""
