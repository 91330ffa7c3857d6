"""Pelican's readers of other formats than Markdown, and those that plugins add: each makes the text of an article."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pelican.readers import MarkdownReader, Readers

from plugins.building.pelican_adapter.pelican_readers import article_text
from plugins.building.pelican_adapter.plugin_signals import PluginNames
from plugins.problems.stop_build import StopBuild

# What Pelican's reader of .rst says in English: the first nobody can mend, and what is missing the build says in the editor's words.
_SAID_OTHERWISE = frozenset(
    {
        "Docutils has no localization for '%s'. Using 'en' instead.",
        "Document title missing in file %s: Ensure exactly one top level section",
    }
)


class _Unsaid(logging.Filter):
    """Keeps a log from saying what is said otherwise."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.msg not in _SAID_OTHERWISE


_UNSAID = _Unsaid()


def other_readers(settings: Mapping[str, Any], names: PluginNames) -> dict[str, Callable[[Path], str]]:
    """
    Return Pelican's readers of other formats than Markdown that the settings and plugins allow, by file ending.

    Raw HTML and included files stay forbidden in reStructuredText: both reach beyond the content folder. Raises StopBuild for a plugin
    that would read Markdown in our place.
    """
    confined = {
        **settings.get("DOCUTILS_SETTINGS", {}),
        "file_insertion_enabled": False,
        "raw_enabled": False,
    }
    # Generators make readers too; a second time it adds nothing.
    logging.getLogger("pelican.readers").addFilter(_UNSAID)
    known = Readers({**settings, "DOCUTILS_SETTINGS": confined}).readers
    if "html" not in known:
        # Pelican's reader of HTML has two endings; turning off the first means both.
        known.pop("htm", None)
    for ending in MarkdownReader.file_extensions:
        if ending in known and type(known[ending]) is not MarkdownReader:
            plugin = names.of_module(type(known[ending]).__module__)
            raise StopBuild(
                f"plugin “{plugin}” đọc tệp .{ending} thay cho cổng; bài viết bằng Markdown do cổng tự đọc và kiểm tra. "
                "Bỏ plugin này khỏi PLUGINS."
            )
    others = known.keys() - {"static", *MarkdownReader.file_extensions}
    return {f".{ending}": _reading(known[ending]) for ending in sorted(others)}


def _reading(reader: Any) -> Callable[[Path], str]:
    def read(file: Path) -> str:
        try:
            html, metadata = reader.read(str(file))
        except Exception as fault:  # each reader has errors of its own
            raise ValueError(" ".join(str(fault).split())) from fault
        return article_text(html or "", metadata)

    return read
