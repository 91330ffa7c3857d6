"""Words have one spelling, in the index and in what readers type."""

from __future__ import annotations

import random
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from node_scripts import copied, run
from page_weights import weights_of

from plugins.search.index_entries import IndexEntry
from plugins.search.initials import SIGN
from plugins.search.telephones import telephones_in
from plugins.search.terms import MAX_COUNT, OPENING_WORDS
from plugins.search.words import BREAK, bare, is_number, spelled, words_in
from plugins.vietnamese.letters import fold
from plugins.vietnamese.slugs import DEVICE_NAMES, slugify

PROJECT = Path(__file__).resolve().parents[2]
# Every letter of the language, small and capital, and what stands between words.
LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
WORDS = st.text(LETTERS + LETTERS.upper(), min_size=1, max_size=8)
TEXTS = st.text(LETTERS + LETTERS.upper() + "0123456789 \u00a0\n.,;:!?…–-/()“”\"'%", max_size=80)
# Numbers as they are written, right or wrong, and what stands beside them.
NUMBERS = (
    *(
        "34.346",
        "2.005",
        "2005",
        "1.500.000",
        "1.500.000,25",
        "1,500,000",
        "2,5",
        "0,75",
        "12,05",
        "2.5",
        "05",
        "007",
        "1.23",
        "12.34.567",
    ),
    *(
        "30/6/2024",
        "02.9",
        "30.04.2024",
        "15,16/5/2024",
        "1,2,3",
        "123/QĐ-UBND",
        "1.234/QĐ-UBND",
        "10-NQ/TU",
        "500.000/1.000.000",
        "+5,2%",
        "1.000-2.000",
    ),
    *(
        "0237 3833 123",
        "(0237) 3.833.123",
        "0237.3833.123",
        "0912.345.678",
        "+84 912 345 678",
        "+84.912.345.678",
        "091 234 5678",
        "1900.6789",
    ),
    *("số", "dân số", "chi so", "ha", "người", "điện thoại:", "–", ";", ".", "\n", "+", "(", ")."),
)


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


def counts(text: str) -> dict[str, int]:
    """Return the terms of a text, each with how often it counts."""
    weights = weights_of(IndexEntry("a/", "", text))
    return {term: weight % MAX_COUNT + 1 for term, weight in weights.items()}


def test_a_text_is_found_by_its_words_and_by_pairs_within_a_sentence() -> None:
    """No pair reaches over the end of a sentence, "số" before a number parts none."""
    found = set(counts("Quyết định số 153/QĐ-TTg. Đất đai"))

    assert {"d9a6t1", "d9a6t1 d9ai", "quye6t1 d9inh5"} <= found
    assert {"d9inh5 153", "153 qd9", "qd9 ttg"} <= found
    assert "ttg d9a6t1" not in found


def test_a_term_counts_no_more_than_thrice() -> None:
    """Who repeats a word gains nothing by it."""
    assert counts("đất. " * 50) == {"d9a6t1": 3}


def test_what_is_written_without_marks_counts_twice() -> None:
    """Of those who type "lam kinh" more mean Lam Kinh than "làm kinh tế"."""
    assert counts("Lam Kinh")["lam kinh"] == 2
    assert counts("làm kinh")["lam2 kinh"] == 1


@given(TEXTS)
def test_terms_are_words_or_pairs_of_words(text: str) -> None:
    """Nothing else is in the index but telephone numbers, and every word is."""
    for word in words_in(text):
        assert word == BREAK or word.isalnum() or is_number(word)
    singles = {term for term in counts(text) if " " not in term} - telephones_in(text)
    assert singles == set(words_in(text)) - {BREAK}
    assert all(set(term.split(" ")) <= singles for term in counts(text))


TERMS = """
import { sentencesIn } from "./js/words.js";
const result = given.map((text) => {
  const found = new Set();
  for (const sentence of sentencesIn(text)) {
    sentence.forEach(({ word }, at) => {
      found.add(word);
      if (at) found.add(`${sentence[at - 1].word} ${word}`);
    });
  }
  return [...found].sort();
});
"""


def test_a_query_is_read_as_the_index_was_made(tmp_path: Path) -> None:
    """The browser's half and ours agree on every text of the portal, and on texts made by chance."""
    texts = [path.read_text("utf-8") for path in sorted((PROJECT / "content").rglob("*.md"))]
    chance = random.Random(1)
    signs = LETTERS + LETTERS.upper() + "0123456789" + " \u00a0\n.,;:!?…–-/()“”\"'%éçñüßžŁœ漢Ωж" * 2
    texts += ["".join(chance.choices(signs, k=60)) for _ in range(2000)]
    texts += [unicodedata.normalize("NFD", text) for text in texts[:60]]
    texts += ["".join(chance.choices("0123456789.,/+ -ha", k=24)) for _ in range(2000)]
    texts += [" ".join(chance.choices(NUMBERS, k=6)) for _ in range(2000)]

    theirs = run(copied(tmp_path), TERMS, texts)
    for text, terms in zip(texts, theirs, strict=True):
        ours = counts(text).keys() - telephones_in(text)
        assert terms == sorted(ours, key=lambda term: term.encode("utf-16-be")), text


SENTENCES = st.lists(
    st.sampled_from(
        [
            "số",
            "Số",
            "so",
            "5",
            "05",
            "xã",
            "lam",
            "kinh",
            ".",
            "2015.",
            "(số",
            "7/số",
            "8)",
            "–",
            "a1b2",
            "\n",
        ]
    ),
    max_size=12,
)


def terms_one_by_one(entry: IndexEntry) -> dict[str, int]:
    """Return the terms of a page with their weights as they are told: counted word by word, in no hurry."""
    fields = [words_in(text) for text in (entry.title, entry.number, entry.lead, entry.topics)]
    rest = words_in("\n".join((entry.text, entry.section, entry.unshown)))
    found: dict[str, int] = {}
    for part in (*fields, rest):
        for one, other in pairwise((BREAK, *part)):
            pair = f"{one} {other}" if one and other else ""
            times = 2 if bare(one) == one and bare(other) == other else 1
            for term, more in ((other, 1), (pair, times)):
                if term:
                    found[term] = found.get(term, 0) + more
    weights = {term: min(times, MAX_COUNT) - 1 for term, times in found.items()}
    opening = words_in(" ".join(entry.title.split()[:OPENING_WORDS]))
    for bit, part in enumerate((*fields, opening)):
        for term in {*part, *map(" ".join, pairwise(part))} & weights.keys():
            weights[term] += MAX_COUNT << bit
    return weights


@given(
    st.builds(
        IndexEntry,
        *[st.one_of(TEXTS, SENTENCES.map(" ".join))] * 5,
        number=SENTENCES.map(" ".join),
        lead=TEXTS,
        topics=TEXTS,
        unshown=TEXTS,
    )
)
def test_words_counted_as_numbers_are_those_counted_one_by_one(entry: IndexEntry) -> None:
    """Whatever stands in a page, in whichever field; none comes from a page that was read before."""
    telephones = telephones_in("\n".join((entry.title, entry.lead, entry.topics, entry.text, entry.unshown)))
    for weights in (weights_of(entry), weights_of(entry, after=IndexEntry("a/", entry.text, entry.title))):
        words = {term: weights[term] for term in weights.keys() - telephones if term[0] != SIGN}
        assert words == terms_one_by_one(entry)


@given(st.lists(WORDS, min_size=1, max_size=4))
@example(["NUL"])
def test_addresses_and_the_index_fold_alike(words: list[str]) -> None:
    """What an address makes of a title is what a hurried reader finds it by."""
    text = " ".join(words)
    if not any(letter in text.lower() for letter in "yỳỷỹýỵ"):
        folded = "-".join(bare(word) for word in words_in(text))
        # Windows has no folder "nul": an address avoids it by a number that nobody searches for.
        assert slugify(text, limit=10**6) == (f"{folded}-1" if folded in DEVICE_NAMES else folded)
