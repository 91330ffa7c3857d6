"""Initials of what stands in titles and summaries: what the index has of them, and what a browser reads out of a page."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from node_scripts import copied, run
from page_weights import weights_of

from plugins.search.index_entries import IndexEntry
from plugins.search.initials import SIGN
from plugins.search.words import BREAK, bare, words_in

PIECES = st.sampled_from(
    ["Quy", "hoạch", "vùng", "huyện", "và", "của", "về", "xóa", "đói", "153", "–", ",", ".", "Đất"]
)
PHRASES = """
import { phraseIn } from "./js/initials.js";
const result = given.map(([text, letters]) => phraseIn(text, letters));
"""


def initials_of(title: str, lead: str = "") -> set[str]:
    """Return the initials by which a page is found."""
    found = weights_of(IndexEntry("a/", title, "", lead=lead))
    return {term.removeprefix(SIGN) for term in found if term.startswith(SIGN)}


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Quy hoạch vùng huyện", {"qhv", "hvh", "qhvh"}),
        ("Xóa đói và giảm nghèo", {"xdg", "dgn", "xdgn"}),
        ("Kinh tế – xã hội", {"ktx", "txh", "ktxh"}),
        ("Kinh tế, xã hội", {"ktx", "txh", "ktxh"}),
        ("Kinh tế. Xã hội", set()),
        ("Thông tư 12 về đất", set()),
        ("Giấy của nhà", {"gcn"}),
        ("Của nhà mình", set()),
    ],
)
def test_initials_are_those_of_words_that_belong_together(title: str, wanted: set[str]) -> None:
    """Three to five of them, over no end of a sentence and no number; none begins or ends with what joins words."""
    assert initials_of(title) == wanted


def test_a_summary_is_found_by_four_initials_alone() -> None:
    """It has many more words than a title, and three letters may be anything."""
    assert initials_of("", "Đăng ký khai sinh cho trẻ") == {"dkks", "ksct"}


@given(st.lists(PIECES, max_size=9).map(" ".join))
def test_no_initials_are_missing_and_none_are_too_many(title: str) -> None:
    """As somebody would count who takes every run of words of every sentence."""
    left = [word for word in words_in(title) if word != "va2"]
    runs = [left[at : at + count] for count in (3, 4, 5) for at in range(len(left) - count + 1)]
    joining = {"cua3", "ve62"}
    wanted = {
        "".join(bare(word)[0] for word in run)
        for run in runs
        if BREAK not in run and "153" not in run and not {run[0], run[-1]} & joining
    }
    assert initials_of(title) == wanted


def test_a_browser_reads_the_words_out_of_the_text(tmp_path: Path) -> None:
    """As they are written, with what initials leave out."""
    asked = [
        ("Quyết định số 5: Quy hoạch vùng huyện Thọ Xuân", "qhvh"),
        ("Chuyện xóa đói và giảm nghèo", "xdgn"),
        ("Kinh tế – xã hội năm 2024", "ktxh"),
        ("Kinh tế. Xã hội", "ktxh"),
    ]
    found = run(copied(tmp_path), PHRASES, asked)
    assert found == ["Quy hoạch vùng huyện", "xóa đói và giảm nghèo", "Kinh tế xã hội", ""]
