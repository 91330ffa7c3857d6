"""The files of the index: what is written is read again, here and in a browser, and changes step by step are what is made anew."""

from __future__ import annotations

import base64
import random
import zlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from node_scripts import copied, run
from page_weights import weights_of

from plugins.problems.data_file import data_file
from plugins.search.abbreviations import read_abbreviations
from plugins.search.index_entries import IndexEntry
from plugins.search.index_files import (
    DamagedIndex,
    length_class,
    packed,
    page_file,
    page_file_name,
    read_index_table,
    read_page_file,
    table_file,
    unpacked,
)
from plugins.search.layout import (
    CLOSED,
    CURRENT,
    SEGMENTS,
    page_numbering,
    segment_of,
    shard_count,
    shard_of,
    shard_segments,
)
from plugins.search.postings import (
    Postings,
    changed_shard_lists,
    new_lists,
    read_list,
    read_shard,
    sign_of,
    written_list,
    written_shard,
)
from plugins.search.terms import WEIGHTS

NUMBERS = st.integers(0, 2**31)
LISTS = st.dictionaries(
    st.integers(0, WEIGHTS - 1), st.sets(NUMBERS, min_size=1, max_size=30).map(sorted), max_size=4
)
WORDS = ("d9a6t1", "dat", "la2ng", "lang", "thu", "ho6i2", "153", "xa4", "漢", "straße")
TERMS = st.one_of(
    st.sampled_from(WORDS), st.tuples(st.sampled_from(WORDS), st.sampled_from(WORDS)).map(" ".join)
)
PAGES = st.dictionaries(
    st.integers(0, 40), st.dictionaries(TERMS, st.integers(0, WEIGHTS - 1), max_size=6), max_size=8
)


@given(LISTS)
def test_a_list_is_read_as_it_was_written(pages: dict[int, list[int]]) -> None:
    """Whatever numbers, of whatever weights."""
    assert read_list(written_list(pages)) == pages


@given(st.dictionaries(TERMS, st.binary(max_size=200)))
def test_a_shard_is_read_as_it_was_written(lists: dict[str, bytes]) -> None:
    """Whatever terms, in any order; the order in which they came does not show."""
    assert read_shard(written_shard(lists)) == lists
    assert written_shard(dict(reversed(lists.items()))) == written_shard(lists)


def postings(pages: Mapping[int, Mapping[str, int]]) -> Postings:
    """Return the postings of pages, by their terms and weights."""
    found: Postings = defaultdict(list)
    for number, terms in sorted(pages.items()):
        for term, weight in terms.items():
            found[term + sign_of(weight)].append(number)
    return found


@given(PAGES, PAGES)
def test_changes_step_by_step_are_what_is_made_anew(
    before: dict[int, dict[str, int]], after: dict[int, dict[str, int]]
) -> None:
    """Pages that come, go and change their terms or their weights."""
    gone = {number: terms for number, terms in before.items() if after.get(number) != terms}
    come = {number: terms for number, terms in after.items() if before.get(number) != terms}
    changed = changed_shard_lists(new_lists(postings(before)), postings(gone), postings(come))

    assert written_shard(changed) == written_shard(new_lists(postings(after)))


DAYS = st.one_of(st.none(), st.dates(date(2019, 1, 1), date(2024, 12, 31)), st.just(date(2024, 2, 29)))


@given(st.dictionaries(st.text("abc/", min_size=1, max_size=4), DAYS, max_size=30))
def test_every_page_has_a_number_of_its_own_that_tells_its_year(days: dict[str, date | None]) -> None:
    """The newest year is a tier of its own, with the pages that have no date."""
    found = page_numbering(days)
    newest = max((day.year for day in days.values() if day), default=0)

    assert found.pages.keys() == days.keys()
    assert len(set(found.pages.values())) == len(days)
    for address, (tier, number) in found.pages.items():
        day = days[address]
        assert tier == (CURRENT if day is None or day.year == newest else CLOSED)
        year = number // (366 * found.slots)
        assert (found.first[tier] + year - 1 if year else None) == (day.year if day else None)


def test_a_new_page_changes_the_number_of_no_other_day() -> None:
    """Only those of its own day may move."""
    days = {f"tin/{number}/": date(2020, 1, 1) + timedelta(number) for number in range(1500)}
    before = page_numbering(days).pages
    after = page_numbering({**days, "a/": date(2021, 5, 5)}).pages

    assert [address for address in days if before[address] != after[address]] == [
        f"tin/{(date(2021, 5, 5) - date(2020, 1, 1)).days}/"
    ]


@pytest.mark.parametrize("count", [1, 2, 8, 16, 64, 1024])
def test_shards_are_even_and_every_one_is_of_one_part(count: int) -> None:
    """No shard has much more terms than another; what belongs to a part is in no other."""
    chance = random.Random(1)
    letters = "abcdeghiklmnopqrstuvxy"
    words = ["".join(chance.choices(letters, k=4)) for _ in range(3000)]
    terms = [*words, *(" ".join(chance.choices(words, k=2)) for _ in range(30_000))]
    sizes = [0] * count
    for term in terms:
        sizes[shard_of(term, count)] += 1
        (part,) = (number for number, part in enumerate(shard_segments(count)) if segment_of(term) in part)
        step = max(1, count // SEGMENTS)
        assert part * step <= shard_of(term, count) < (part + 1) * step

    assert max(sizes) < 4 * len(terms) / count + 20
    assert shard_count(2000 * count) == count


ENTRY = IndexEntry("a/", "Thu hồi đất", "Đất ở “Bàn Đạt”.\nHai.", section="Thông báo", day="03/06/2024")


def test_a_page_s_file_has_the_text_as_it_was_written() -> None:
    """What is shown, and what it was indexed by."""
    assert read_page_file(page_file(ENTRY)) == ENTRY


@pytest.mark.parametrize("empty", [("title",), ("text",), ("address", "title", "text", "lead")])
def test_a_page_s_file_is_read_whatever_is_empty_on_the_page(empty: tuple[str, ...]) -> None:
    """An article whose text is still to be written has none."""
    entry = replace(ENTRY, **dict.fromkeys(empty, ""))

    assert read_page_file(page_file(entry)) == entry
    assert page_file(ENTRY) == page_file(ENTRY)


def test_terms_have_the_fields_in_which_they_stand() -> None:
    """Title and its opening, number, lead, topics; a text beside them counts as often as it says so."""
    entry = IndexEntry("a/", "Thu hồi đất ở", "đất đất đất", number="số 15", lead="đất", topics="làng xã")
    weights = weights_of(entry)

    def read(term: str) -> tuple[int, str]:
        count, fields = weights[term] % 3 + 1, weights[term] // 3
        return count, f"{fields:05b}"[::-1]

    assert read("d9a6t1") == (3, "10100")
    assert read("thu ho6i2") == (1, "10001")
    assert read("15") == (1, "01000")
    assert read("lang2 xa4") == (1, "00010")
    assert "d9a6t1 thu" not in weights


@pytest.mark.parametrize(
    "data", [b"", b"x", zlib.compress(b"a" * 99)[:-3], packed(b"\x05"), packed(b"a") + b"b"]
)
def test_a_damaged_file_is_told(data: bytes) -> None:
    """Cut off, not packed, longer than it says."""
    with pytest.raises(DamagedIndex):
        read_index_table(data)


UNPACKED = """
import { inflate } from "./js/inflate.js";
const result = given.map((text) => {
  try {
    return Buffer.from(inflate(Uint8Array.from(Buffer.from(text, "base64")))).toString("base64");
  } catch (fault) {
    return "damaged";
  }
});
"""


def test_a_browser_unpacks_what_was_packed(tmp_path: Path) -> None:
    """Text, numbers, noise, runs, nothing, blocks of all kinds; what is cut off is not taken for whole."""
    chance = random.Random(1)
    texts = [b"", b"a", b"a" * 70_000, bytes(chance.randbytes(40_000)), "Thu hồi đất. ".encode() * 50]
    texts += [bytes(chance.choices(b"abcdefgh \x00\xff", k=chance.randrange(3000))) for _ in range(60)]
    files = [zlib.compress(text, level) for text in texts for level in (0, 1, 9)]
    files += [chance_file[: len(chance_file) // 2] for chance_file in files if len(chance_file) > 40]
    answers = run(copied(tmp_path), UNPACKED, [base64.b64encode(file).decode() for file in files])

    for file, answer in zip(files, answers, strict=True):
        try:
            expected = base64.b64encode(unpacked(file)).decode()
        except DamagedIndex:
            expected = "damaged"
        assert answer == expected


READ = """
import { beginningOf, eachPage, pagesOf, shardOf, termsOf } from "./js/shard.js";
const bytes = (text) => Uint8Array.from(Buffer.from(text, "base64"));
const lists = termsOf(bytes(given.shard)).map(({ term, list }) => {
  const pages = [];
  eachPage(list, (number, { count, fields }) => pages.push([number, count, fields]));
  return [term, pages];
});
const shards = given.places.map(([word, other, count]) => shardOf(word, beginningOf(other), count));
const table = pagesOf(bytes(given.table)).map(({ number, place, length }) => [number, place, length]);
const result = { lists, shards, table };
"""


def test_a_browser_reads_what_was_written(tmp_path: Path) -> None:
    """Terms with their lists, the tables of pages, and in which shard a term is."""
    chance = random.Random(2)
    pages = {number * 37: {term: chance.randrange(WEIGHTS) for term in WORDS} for number in range(300)}
    shard = written_shard(new_lists(postings(pages)))
    rows = sorted((number * 991, chance.randrange(12), length_class(number)) for number in range(500))
    pairs = [(one, other) for one in WORDS for other in ("", *WORDS, "15", "2023", "34346")]
    places = [(one, other, count) for one, other in pairs for count in (1, 4, 16, 1024)]
    answer = run(
        copied(tmp_path),
        READ,
        {
            "shard": base64.b64encode(shard).decode(),
            "table": base64.b64encode(unpacked(table_file(rows))).decode(),
            "places": places,
        },
    )

    names = ("title", "number", "lead", "topics", "opening")
    expected = {
        term: {
            (
                number,
                terms[term] % 3 + 1,
                tuple(n for bit, n in enumerate(names) if terms[term] // 3 >> bit & 1),
            )
            for number, terms in pages.items()
        }
        for term in WORDS
    }
    found = {
        term: {(number, count, tuple(fields)) for number, count, fields in told}
        for term, told in answer["lists"]
    }
    assert found == expected
    assert list(map(tuple, answer["table"])) == rows == read_index_table(table_file(rows))
    assert answer["shards"] == [
        shard_of(f"{one} {other}" if other else one, count)
        for one, other in pairs
        for count in (1, 4, 16, 1024)
    ]
    assert page_file_name(1, 36) == "1-10.bin"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ('[viet-tat]\nngan = "UBND"', "[[viet-tat]]"),
        ('[[viet-tat]]\nngan = "UBND"', "Ủy ban nhân dân"),
        ('[[viet-tat]]\nngan = "UBND"\nday-du = 5', "Ủy ban nhân dân"),
        ('[[viet-tat]]\nngan = "…"\nday-du = "Ủy ban nhân dân"', "Ủy ban nhân dân"),
        ('viet-tat = ["UBND"]', "Ủy ban nhân dân"),
    ],
)
def test_a_short_form_that_is_not_whole_is_left_out(row: str, expected: str) -> None:
    """The keeper is told what a whole one looks like."""
    file = data_file(row, "viet-tat.toml")
    assert read_abbreviations(file) == []
    assert [(expected in one.message, one.line) for one in file.problems] == [(True, 1)]


def test_pages_of_some_days_have_the_numbers_that_they_have_among_all() -> None:
    """Whoever asks for some days alone, or for pages without one, is told the same of them and of the whole."""
    days = {
        "a/": date(2021, 5, 5),
        "b/": date(2021, 5, 5),
        "c/": date(2024, 1, 1),
        "d/": None,
        **{f"{n}/": date(2023, 3, 3) for n in range(20)},
    }
    everything = page_numbering(days)
    some = page_numbering(days, {date(2021, 5, 5), None})
    assert (some.slots, some.first) == (everything.slots, everything.first)
    assert some.pages == {one: everything.pages[one] for one in ("a/", "b/", "d/")}
