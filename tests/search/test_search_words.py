"""Words have one spelling, in the index and in what readers type."""

from __future__ import annotations

import random
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from node_scripts import copied, run

from plugins.search.words import BREAK, bare, index_words, spelled, words_in
from plugins.vietnamese.letters import fold
from plugins.vietnamese.slugs import DEVICE_NAMES, slugify

PROJECT = Path(__file__).resolve().parents[2]
# Every letter of the language, small and capital, and what stands between words.
LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
WORDS = st.text(LETTERS + LETTERS.upper(), min_size=1, max_size=8)
TEXTS = st.text(LETTERS + LETTERS.upper() + "0123456789 \u00a0\n.,;:!?…–-/()“”\"'%", max_size=80)


@given(WORDS)
def test_a_word_is_one_whatever_its_capitals_and_its_unicode_form(word: str) -> None:
    """Capitals, composed letters and letters in pieces."""
    assert spelled(word) == spelled(word.upper()) == spelled(word.lower())
    assert spelled(unicodedata.normalize("NFD", word)) == spelled(word)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hòa", "hoà"),
        ("hỏa", "hoả"),
        ("khỏe", "khoẻ"),
        ("thủy", "thuỷ"),
        ("úy", "uý"),
        ("quý", "qúy"),
        ("kỷ", "kỉ"),
        ("lý", "lí"),
        ("Mỹ", "mĩ"),
        ("05", "5"),
    ],
)
def test_two_ways_of_writing_are_one_spelling(one: str, other: str) -> None:
    """The tone on the first vowel or the second, i and y at the end, zeros before a number."""
    assert spelled(one) == spelled(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("năm", "nam"),
        ("đường", "dương"),
        ("bán", "bàn"),
        ("thúy", "thủy"),
        ("ơ", "o"),
        ("tay", "tai"),
        ("153", "154"),
    ],
)
def test_other_words_are_spelled_otherwise(one: str, other: str) -> None:
    """A mark, a letter, a figure."""
    assert spelled(one) != spelled(other)


@given(WORDS)
def test_without_its_marks_a_word_is_as_it_is_typed_in_a_hurry(word: str) -> None:
    """đ is d; nothing is left to lose."""
    plain = bare(spelled(word))

    assert plain == bare(spelled(fold(word))) == spelled(fold(word))
    assert plain.isascii()
    assert plain.isalpha()


def test_a_text_is_found_by_its_words_and_by_pairs_within_a_sentence() -> None:
    """With marks and without; no pair reaches over the end of a sentence, "số" before a number parts none."""
    found = set(index_words("Quyết định số 153/QĐ-TTg. Đất đai"))

    assert {"zxd9a6t1zq", "datzq", "zjdatzjdaizq", "zjquyetzjdinhzq"} <= found
    assert {"zjdinhzj153zq", "zj153zjqdzq", "zjqdzjttgzq"} <= found
    assert "zjttgzjdatzq" not in found


def test_a_word_counts_no_more_than_thrice() -> None:
    """Who repeats a word gains nothing by it."""
    assert index_words("đất. " * 50).count("datzq") == 3


def test_what_is_written_without_marks_counts_twice() -> None:
    """Of those who type "lam kinh" more mean Lam Kinh than "làm kinh tế"."""
    assert index_words("Lam Kinh").count("zjlamzjkinhzq") == 2
    assert index_words("làm kinh").count("zjlamzjkinhzq") == 1


@given(TEXTS)
def test_no_word_of_a_text_passes_for_another_kind(text: str) -> None:
    """Pagefind finds what begins as it is asked: no word begins like a pair, or a word with its marks."""
    for word in words_in(text):
        assert word == BREAK or word.isalnum()
    singles = [word for word in index_words(text) if not word.startswith(("zx", "zj"))]
    assert all(word.endswith("zq") for word in index_words(text))
    assert {word.removesuffix("zq") for word in singles} == {bare(word) for word in words_in(text)} - {BREAK}


TOKENS = """
import { bare, exactToken, pairToken, plainToken, sentencesIn } from "./js/words.js";
const result = given.map((text) => {
  const found = [];
  for (const sentence of sentencesIn(text)) {
    sentence.forEach(({ word }, at) => {
      found.push(plainToken(word));
      if (bare(word) !== word) found.push(exactToken(word));
      if (at) found.push(pairToken(sentence[at - 1].word, word));
    });
  }
  return [...new Set(found)].sort();
});
"""


def test_a_query_is_read_as_the_index_was_made(tmp_path: Path) -> None:
    """The browser's half and ours agree on every text of the portal, and on texts made by chance."""
    texts = [path.read_text("utf-8") for path in sorted((PROJECT / "content").rglob("*.md"))]
    chance = random.Random(1)
    signs = LETTERS + LETTERS.upper() + "0123456789" + " \u00a0\n.,;:!?…–-/()“”\"'%éçñüßžŁœ漢Ωж" * 2
    texts += ["".join(chance.choices(signs, k=60)) for _ in range(2000)]
    texts += [unicodedata.normalize("NFD", text) for text in texts[:60]]

    theirs = run(copied(tmp_path), TOKENS, texts)
    for text, tokens in zip(texts, theirs, strict=True):
        assert tokens == sorted(set(index_words(text))), text


@given(st.lists(WORDS, min_size=1, max_size=4))
@example(["NUL"])
def test_addresses_and_the_index_fold_alike(words: list[str]) -> None:
    """What an address makes of a title is what a hurried reader finds it by."""
    text = " ".join(words)
    if not any(letter in text.lower() for letter in "yỳỷỹýỵ"):
        folded = "-".join(bare(word) for word in words_in(text))
        # Windows has no folder "nul": an address avoids it by a number that nobody searches for.
        assert slugify(text, limit=10**6) == (f"{folded}-1" if folded in DEVICE_NAMES else folded)
