"""Numbers that pages show have points between their thousands, as people write them."""

from __future__ import annotations

import re
from pathlib import Path

from plugins.pages.render import template_environment
from plugins.pages.view_parts import File

TEMPLATES = Path(__file__).resolve().parents[2] / "theme" / "templates"
# What counts: a number is shown, and the word for what is counted stands behind it.
COUNTED = re.compile(r"\{\{ ([\w.]+) \}\} (?:trang|phút|bài|văn bản|tệp|ảnh|ý kiến|lượt)\b")
COUNTED_BY_SCRIPTS = re.compile(r"\$\{([\w.]+)\} (?:trang|phút|bài|văn bản|kết quả|tệp|ảnh|ý kiến|ngày)\b")


def test_a_file_of_many_pages_says_how_many_with_points() -> None:
    """Of few as it is."""
    macros = template_environment(TEMPLATES).get_template("components/file_list.html").module
    for pages, words in ((1208, "1.208 trang"), (16, "16 trang")):
        shown = macros.file_list([File("a.pdf", "/a.pdf", "PDF", "1 MB", pages)])  # type: ignore[attr-defined]
        assert f"(PDF, {words}, 1 MB)" in shown


def test_nothing_is_counted_without_points() -> None:
    """In no template and no script: a count goes through what groups its digits."""
    found = {
        file.name: bare
        for file in TEMPLATES.rglob("*.html")
        if (bare := COUNTED.findall(file.read_text("utf-8")))
    }
    scripts = TEMPLATES.parent / "static" / "js"
    found |= {
        file.name: bare
        for file in scripts.glob("*.js")
        if (bare := COUNTED_BY_SCRIPTS.findall(file.read_text("utf-8")))
    }
    assert found == {}
