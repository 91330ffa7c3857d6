"""Pelican's readers of other formats: what they would say in English, the build says in the editor's words or nobody needs."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from pelican.settings import DEFAULT_CONFIG

from plugins.building.pelican_adapter.other_readers import other_readers
from plugins.building.pelican_adapter.plugin_signals import PluginNames


def test_a_vietnamese_project_with_rst_hears_nothing_of_docutils(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither that it has no Vietnamese, which is so in every build, nor that a title is missing; other words are left."""
    file = tmp_path / "a.rst"
    file.write_text("Chữ không có tên bài.\n", "utf-8")
    logger = logging.getLogger("pelican.readers")
    logger.addHandler(caplog.handler)
    try:
        readers = other_readers({**DEFAULT_CONFIG, "DEFAULT_LANG": "vi"}, PluginNames(()))
        assert "Chữ không có tên bài." in readers[".rst"](file)
        assert caplog.messages == []
        logger.warning("Chuyện khác")
    finally:
        logger.removeHandler(caplog.handler)
    assert "Chuyện khác" in caplog.messages
