"""The endings of files that articles are written in."""

from __future__ import annotations

# Of files that are read as articles, whatever the settings say.
ARTICLE_ENDINGS = (".md", ".markdown", ".mkd", ".mdown")
# Of files that a Pelican with its other readers reads.
OTHER_READERS_ENDINGS = (".rst", ".html", ".htm")
