"""A shard of the index, made by Pagefind's own program."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.problems.data_file import data_file
from plugins.search import pagefind
from plugins.search.abbreviations import read_abbreviations
from plugins.search.index_entries import IndexEntry
from plugins.search.pagefind import COMMON, ENTRY_POINT, IndexingError, build_shard
from plugins.search.shards import MAX_PAGES, MAX_SHARDS, shard_count, shard_of

WORDS = [
    "đất",
    "đường",
    "làng",
    "lúa",
    "mương",
    "nước",
    "hội",
    "thôn",
    "xã",
    "sông",
    "đồng",
    "núi",
    "đền",
    "trường",
    "chợ",
    "cầu",
    "năm",
    "nam",
]


def entries(count: int, seed: int = 1) -> list[IndexEntry]:
    """Return pages made by chance."""
    chance = random.Random(seed)

    def words(number: int) -> str:
        return " ".join(chance.choices(WORDS, k=number))

    return [
        IndexEntry(f"tin/{number}/", words(4), words(80), topics=words(2), place="tin", year="2024")
        for number in range(count)
    ]


def test_the_same_pages_make_the_same_files() -> None:
    """Byte for byte, whatever hurry its threads were in."""
    made = build_shard(0, entries(120))

    assert all(build_shard(0, entries(120)) == made for _ in range(3))
    assert build_shard(0, entries(120, seed=2)) != made


def test_only_what_the_portal_s_own_page_needs_is_published() -> None:
    """No page, style or highlighting of Pagefind's own."""
    paths = set(build_shard(3, entries(5)))
    kinds = {path.partition("/")[0] for path in paths if "/" in path}

    assert kinds == {"fragment", "index"}
    assert {path for path in paths if "/" not in path and ".pf_meta" not in path} == {ENTRY_POINT, *COMMON}
    assert sum(path.startswith("fragment/vi-3_") for path in paths) == 5


def test_what_a_result_shows_is_the_text_as_it_was_written() -> None:
    """Not the words of the index."""
    entry = IndexEntry("a/", "Thu hồi đất", "Đất ở “Bàn Đạt”.\nHai.", section="Thông báo", day="03/06/2024")
    files = build_shard(0, [entry])
    (fragment,) = (data for path, data in files.items() if path.startswith("fragment/"))
    shown = json.loads(gzip.decompress(fragment).removeprefix(b"pagefind_dcd"))

    assert (shown["url"], shown["content"]) == ("a/", "Đất ở “Bàn Đạt”.\nHai.")
    assert shown["meta"] == {"title": "Thu hồi đất", "section": "Thông báo", "day": "03/06/2024"}


def test_another_text_has_another_name() -> None:
    """Browsers keep fragments for ever: what differs by a capital alone must not pass for the same."""
    names = [
        {path for path in build_shard(0, [IndexEntry("a/", title, "Chữ.")]) if path.startswith("fragment/")}
        for title in ("Đất", "đất")
    ]
    assert names[0] != names[1]


def test_a_fault_of_ours_is_not_swallowed() -> None:
    """What goes wrong while the pages are read stops the work with its own name."""

    def broken() -> Iterator[IndexEntry]:
        yield IndexEntry("a/", "Một", "Một")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        build_shard(0, broken())


def test_a_program_that_fails_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """One that ends without an answer, one that cannot be run, and a machine that has none."""
    silent = tmp_path / "im-lang"
    silent.write_text("#!/bin/sh\nexit 3\n", "utf-8")
    silent.chmod(0o755)
    for program, words in (
        (silent, "dừng giữa chừng"),
        (tmp_path / "khong-co", "không chạy được"),
        (None, "không có"),
    ):
        monkeypatch.setattr(pagefind, "pagefind_program", lambda program=program: program)
        with pytest.raises(IndexingError, match=words):
            build_shard(0, entries(2))


def test_parts_are_few_and_even() -> None:
    """No part is much larger than another, and one page more moves no other."""
    addresses = [f"tin/2024/bai-{number}/" for number in range(10_000)]
    count = shard_count(len(addresses))
    sizes = [0] * count
    for address in addresses:
        sizes[shard_of(address, count)] += 1

    assert max(sizes) < 1.2 * MAX_PAGES
    assert min(sizes) > 0.8 * len(addresses) / count
    assert shard_count(10**6) == MAX_SHARDS


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
