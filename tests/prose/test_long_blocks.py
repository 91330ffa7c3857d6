"""What is read in parts, or with remembered brackets, is read as Python-Markdown reads it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.inlinepatterns import LinkInlineProcessor
from markdown.treeprocessors import Treeprocessor

from plugins.prose.footnotes import VietnameseFootnotes
from plugins.prose.long_blocks import LongBlock
from plugins.prose.parser import new_parser

LINES = [
    *(
        "a",
        "b c",
        "# h",
        "## h #",
        "===",
        "---",
        "- - -",
        "***",
        "* * *",
        "___",
        "- x",
        "1. y",
        "  z",
        "> q",
        "> # q",
    ),
    *(
        "> ---",
        "",
        "    in",
        "<div>",
        "</div>",
        "*[A]: x",
        "*[B]: y",
        "--",
        "=",
        "#",
        "  ---",
        "   # x",
        "-",
        "*a*",
    ),
]


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> Markdown:
    """A parser that reads blocks as they are, while ours parts those of two lines already."""
    monkeypatch.setattr(LongBlock, "LINES", 1)
    parser = new_parser(Treeprocessor(), VietnameseFootnotes())
    parser.parser.blockprocessors.deregister("long-block")
    return parser


def test_a_parted_block_is_read_as_a_whole_one(whole: Markdown) -> None:
    """Headings, rules, quotes, lists and abbreviations come out the same."""
    parted = new_parser(Treeprocessor(), VietnameseFootnotes())

    @given(st.lists(st.sampled_from(LINES), min_size=2, max_size=10).map("\n".join))
    def same(text: str) -> None:
        assert parted.reset().convert(text) == whole.reset().convert(text)

    same()


@given(
    st.lists(
        st.sampled_from(["[", "]", "(", ")", "![", "](", "a", " ", "<b>", "](c)", "[^1]"]), max_size=25
    ).map("".join)
)
def test_links_are_read_as_before(text: str) -> None:
    """Brackets that are never closed are known without being looked for; the links are the same."""
    ours, theirs = (
        new_parser(Treeprocessor(), VietnameseFootnotes()),
        new_parser(Treeprocessor(), VietnameseFootnotes()),
    )
    for pattern in theirs.inlinePatterns:
        if isinstance(pattern, LinkInlineProcessor):
            vars(pattern).pop("getText"), vars(pattern).pop("getLink")

    assert ours.convert(text) == theirs.convert(text)
