"""Which way a build takes is decided by what was saved, by the clock and by the output folder, each for its reason."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from random_steps import START, new_world

from plugins.building.edition.counts import Counts
from plugins.building.incremental.remembered_build import RememberedBuild, twice
from plugins.building.incremental.what_changed import (
    MOST_SAVED,
    BuildInputs,
    Change,
    WholeBuild,
    build_inputs,
    what_changed,
)
from plugins.lifecycle.next_change import NextChange
from plugins.media.library import Library
from plugins.problems import Problem, warning

NEXT = START + timedelta(hours=5)
STAMPS = {"a.md": "1", "b.md": "2", "anh/c.jpg": "3"}
LAST = RememberedBuild(
    basis="x",
    stamps=STAMPS,
    public="p",
    since=START.timestamp(),
    next_change=NextChange(NEXT, "đến giờ đăng content/b.md"),
    exit=0,
    problems=(),
    repeated=(),
    counts=Counts({}, 2),
    pages_stand_alone=True,
)


def decided(
    last: RememberedBuild | None = LAST,
    stamps: dict[str, str] | None = None,
    *,
    basis: str = "x",
    now: datetime = START,
    as_left: bool = True,
) -> Change:
    """Return what has to be done, with what is given otherwise than in the last build."""
    inputs = BuildInputs(
        basis, stamps or STAMPS, frozenset(path for path in stamps or STAMPS if ".md" in path)
    )
    return what_changed(last, inputs, now, lambda: as_left)


def test_nothing_saved_is_nothing_to_do() -> None:
    """The same stamps at the same hour."""
    assert decided().is_nothing


@pytest.mark.parametrize(("path", "stamp"), [("a.md", "other"), ("b.md", "")], ids=["saved", "too young"])
def test_a_saved_article_is_named(path: str, stamp: str) -> None:
    """So is one whose stamp tells nothing yet."""
    assert decided(stamps={**STAMPS, path: stamp}) == Change((path,))


def test_articles_that_came_or_went_are_named() -> None:
    """One that was renamed did both."""
    assert decided(stamps={**STAMPS, "d.md": "4"}) == Change(added=("d.md",))
    renamed = {"a.md": "1", "c.md": "2", "anh/c.jpg": "3"}
    assert decided(stamps=renamed) == Change(added=("c.md",), removed=("b.md",))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (decided(None), WholeBuild.UNKNOWN),
        (decided(basis=""), WholeBuild.UNKNOWN),
        (decided(basis="y"), WholeBuild.BASIS),
        (decided(now=NEXT), WholeBuild.CLOCK),
        (decided(now=START - timedelta(seconds=1)), WholeBuild.CLOCK),
        (decided(stamps={**STAMPS, "d.jpg": "4"}), WholeBuild.FILES),
        (decided(stamps={"a.md": "1", "b.md": "2"}), WholeBuild.FILES),
        (decided(stamps={**STAMPS, "anh/c.jpg": "4"}), WholeBuild.DATA),
        (decided(stamps={**STAMPS, "a.md": "4"}, as_left=False), WholeBuild.OUTPUT),
        (decided(as_left=False), WholeBuild.OUTPUT),
        (
            decided(msgspec.structs.replace(LAST, pages_stand_alone=False), {**STAMPS, "a.md": "4"}),
            WholeBuild.OTHERS,
        ),
    ],
)
def test_each_reason_for_a_whole_build(change: Change, reason: WholeBuild) -> None:
    """Nothing is then said of saved articles."""
    assert change == Change(whole=reason)


def test_many_saved_articles_are_a_whole_build() -> None:
    """Several processes read them."""
    before = {f"{number}.md": "1" for number in range(MOST_SAVED + 1)}
    last = msgspec.structs.replace(LAST, stamps=before)
    assert decided(last, dict.fromkeys(before, "2")).whole is WholeBuild.MANY
    assert len(decided(last, {**dict.fromkeys(before, "2"), "0.md": "1"}).saved) == MOST_SAVED


def problem(line: int) -> Problem:
    """Return some problem of a line."""
    return warning("content/a.md", line, "dau-roi", "x")


def test_the_problems_of_a_saved_article_take_the_place_of_its_last() -> None:
    """One that stays, stays; one that was found elsewhere too makes it uncertain what is left."""
    last = msgspec.structs.replace(
        LAST, problems=(problem(1), problem(2), problem(9)), repeated=(problem(9),)
    )

    moved = last.with_problems([problem(1), problem(9)], [problem(9), problem(3), problem(3)])
    assert moved
    assert moved.problems == (problem(2), problem(3), problem(9))
    assert moved.repeated == (problem(3), problem(9))
    assert last.with_problems([problem(9)], [problem(9)]) is last
    assert last.with_problems([problem(9)], []) is None
    assert last.with_problems([problem(7)], []) is None
    again = last.with_problems([], [problem(2)])
    assert again
    assert problem(2) in again.repeated
    assert twice([problem(1), problem(2), problem(1)]) == (problem(1),)


def test_a_file_of_the_theme_that_was_saved_just_now_makes_the_inputs_uncertain(tmp_path: Path) -> None:
    """Its stamp may stay the same while it is written again."""
    world = new_world(tmp_path, 3)
    (tmp_path / "theme" / "static" / "css" / "base.css").write_text("p { margin: 0; }", "utf-8")
    inputs = build_inputs((), Library.scan(world.content), tmp_path / "theme", ["a.md"])

    assert inputs.basis == ""
    assert not what_changed(LAST, inputs, START, lambda: True).is_nothing
