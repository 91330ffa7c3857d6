"""Terms that are written down part by part are read again whole, segment by segment, and no file is left of them."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.building.indexing.search_runs import RunFile, in_segments
from plugins.search.layout import CURRENT, SEGMENTS, TIERS, segment_of
from plugins.search.postings import Postings, sign_of

TERMS = st.builds(
    lambda word, weight: word + sign_of(weight), st.text("abcđêôư ", min_size=1), st.integers(1, 9)
)
POSTINGS = st.dictionaries(TERMS, st.lists(st.integers(0, 1 << 20), min_size=1, max_size=3), max_size=8)


def test_a_term_lies_in_the_segment_that_readers_look_in() -> None:
    """Whatever its weight."""
    parts = in_segments({"quy hoạch" + sign_of(1): [3], "quy hoạch" + sign_of(9): [5]})

    assert [number for number, part in enumerate(parts) if part] == [segment_of("quy hoạch")]


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.sampled_from(["added", "removed"]), st.sampled_from(TIERS), POSTINGS), max_size=5)
)
def test_what_was_written_down_is_read_again(parts: list[tuple[str, int, Postings]]) -> None:
    """Of each kind and tier by itself, in the order in which it came."""
    with tempfile.TemporaryDirectory() as folder:
        run = RunFile(Path(folder) / "runs")
        wanted: defaultdict[tuple[str, int], list[tuple[str, list[int]]]] = defaultdict(list)
        for kind, tier, postings in parts:
            run.add(kind, {tier: in_segments(postings)})
            wanted[kind, tier] += postings.items()
        run.settle()
        for kind in ("added", "removed"):
            for tier in TIERS:
                found = [item for part in run.read(kind, tier, range(SEGMENTS)) for item in part.items()]
                assert sorted(found) == sorted(wanted[kind, tier])
        assert list((Path(folder) / "runs").iterdir()) == []
        run.close()


def test_a_segment_without_terms_is_known(tmp_path: Path) -> None:
    """Nothing is read or written for it."""
    run = RunFile(tmp_path)
    run.add("added", {CURRENT: in_segments({"xã" + sign_of(1): [1]})})

    assert [run.has(CURRENT, number) for number in range(SEGMENTS)].count(True) == 1
    run.close()
