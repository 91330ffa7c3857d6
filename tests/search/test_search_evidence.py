"""What the pages of an index say of the words of a question: which are slips, and of what."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from node_scripts import copied, run

# A small index, as the browser's would answer: pairs of words, each with the number of pages that have it.
EVIDENCE = """
import { mistakenIn, slipsOf } from "./js/evidence.js";
import { readQuery } from "./js/query.js";
import { vocabularyOf } from "./js/vocabulary.js";
import { suits } from "./js/words.js";

const words = new Map();
for (const [pair, pages] of given.pairs) for (const word of pair.split(" ")) words.set(word, (words.get(word) || 0) + pages);
const vocabulary = vocabularyOf([...words].map(([term, pages]) => ({ term, pages })), new Set());
const index = {
  readings: async (way, isWanted = () => true) =>
    given.pairs.map(([pair, pages]) => ({ term: pair.split(" "), pages })).filter(({ term }) => suits(way, term) && isWanted(term)),
};
const query = readQuery(given.text, []);
const { certain } = await slipsOf(query, vocabulary, index);
const { heard, nearly } = await mistakenIn(query, vocabulary, index);
const result = { certain: [...certain], heard: [...heard], nearly: [...nearly] };
"""


def evidence(folder: Path, text: str, **pairs: int) -> Any:
    """Return which words of a text are certainly others, and which may be, each with its place."""
    given = {"text": text, "pairs": [[pair.replace("_", " "), pages] for pair, pages in pairs.items()]}
    return run(copied(folder), EVIDENCE, given)


def test_what_is_no_word_is_taken_for_another_before_its_neighbour_that_is_one(tmp_path: Path) -> None:
    """Few words are tried, since each is a file: the letters of “hâun” were struck in another order."""
    pairs = {
        "hua6n_chu7o7ng": 1,
        "ha6u65_gia1": 9,
        "tru7o7ng2_ho5c": 5,
        "chu7o7ng2_di4": 5,
        "tru7o7ng_cu3": 5,
    }

    assert evidence(tmp_path, "hâun chương ", **pairs)["heard"] == [[0, "hua6n"]]


def test_a_letter_too_many_or_too_few_is_seen_by_what_stands_behind_the_same_word(tmp_path: Path) -> None:
    """“Lận” is a word, but none that stands behind “bưởi”; one with another letter in its place may be another thing."""
    pairs = {"bu7o7i3_lua6n5": 5, "lua6n5_va8n": 5, "la6n5_d9a6n5": 5, "bu7o7i3_ho6ng2": 5}

    assert evidence(tmp_path, "bưởi lận văn ", **pairs)["nearly"] == [[1, "lua6n5"]]
    assert evidence(tmp_path, "bưởi hông ", **pairs)["nearly"] == []
    assert evidence(tmp_path, "bưởi hồn ", **pairs)["nearly"] == [[1, "ho6ng2"]]
    assert evidence(tmp_path, "bưởi bồng ", **pairs)["nearly"] == []


def test_a_number_is_the_one_that_was_typed_whatever_others_stand_behind_the_same_word(
    tmp_path: Path,
) -> None:
    """Also one that is half typed: the beginning of “2030” is not “20”."""
    pairs = {
        "d9i5nh_472": 5,
        "quye61t_d9i5nh": 9,
        "hoach5_20": 5,
        "quy_hoach5": 9,
        "hoach5_2030": 5,
        "na8m_2091": 5,
    }

    for text in ("quyết định 4721 ", "quyết định 742 ", "quy hoạch 203", "quy hoạch 203 ", "năm 2019 "):
        found = evidence(tmp_path, text, **pairs)
        assert {
            name: [place for place, _ in words if text.split()[place].isdecimal()]
            for name, words in found.items()
        } == {
            "certain": [],
            "heard": [],
            "nearly": [],
        }


def test_a_word_that_goes_on_as_it_was_typed_is_no_slip_of_another(tmp_path: Path) -> None:
    """“Thu hồi đ…” and “hồi da” may become “thu hồi đất”; with a space behind it the word is whole."""
    pairs = {"thu_ho6i2": 5, "ho6i2_d9a6t1": 5, "ho6i5_d9a4": 5, "ho6i5_da": 5}

    assert evidence(tmp_path, "hồi da", **pairs)["certain"] == []
    assert evidence(tmp_path, "hồi da ", **pairs)["certain"] == [[0, "ho6i5"]]
