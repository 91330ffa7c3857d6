"""The parser looks for blocks of HTML only where there may be one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.preprocessors import HtmlBlockPreprocessor

from plugins.prose.parser import QuickHtmlBlocks

PIECES = [
    "chữ",
    " ",
    "\t",
    ">",
    '"',
    "=",
    "/",
    "`",
    "*",
    "\x02",
    "\x03",
    "\r",
    "\u2028",
    "<b>",
    "</p>",
    "&amp;",
]


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=6).map("".join), min_size=1, max_size=5))
def test_lines_without_tags_and_entities_are_what_they_were(lines: list[str]) -> None:
    """The library's own reading of any lines is the same, the quick one where it reads none."""
    assert QuickHtmlBlocks(Markdown()).run(lines) == HtmlBlockPreprocessor(Markdown()).run(lines)
