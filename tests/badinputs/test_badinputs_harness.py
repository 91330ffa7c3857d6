"""The means by which bad inputs are judged see what they should see."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from badcases import Action, Case
from badcases.building import Outcome, ReportedProblem
from badcases.case import ARTICLE, MARK, good_article
from badcases.encoding import cp1258
from badcases.faults import Machine
from badcases.judging import judge_published, judge_rejected, judge_stopped, tree
from badcases.media import with_place
from badcases.site import CONTROLS, write

WARNED = ReportedProblem(ARTICLE, 1, "tieu-de", "Tiêu đề dài.", "warning")
REJECTED = ReportedProblem(ARTICLE, 2, "ngay-dang", "Ngày không có thật.", "error")


def published(folder: Path, text: str = MARK) -> Path:
    """Write an output with all controls and a text."""
    write(folder, "index.html", " ".join([*CONTROLS, text]))
    return folder


def case(action: Action, *says: str) -> Case:
    """Return a case about one article."""
    return Case("000-x", action, "thử", {ARTICLE: good_article()}, says)


def test_wanted_outcomes_pass(tmp_path: Path) -> None:
    """What is wanted deviates in nothing."""
    output = published(tmp_path)
    assert not list(judge_published(case(Action.OK), Outcome(0, ()), output))
    assert not list(judge_published(case(Action.WARN, "TIÊU đề"), Outcome(0, (WARNED,)), output))
    assert not list(judge_rejected(case(Action.QUARANTINE, "ngày"), Outcome(1, (REJECTED,)), {}, {}))
    assert not list(judge_stopped(case(Action.STOP, "đĩa"), Outcome(2, (), "Hết đĩa."), {}, {}))


@pytest.mark.parametrize(
    ("action", "outcome"),
    [
        (Action.OK, Outcome(1, ())),
        (Action.OK, Outcome(0, (WARNED,))),
        (Action.WARN, Outcome(0, ())),
        (Action.REPAIR_WARN, Outcome(0, (REJECTED,))),
    ],
)
def test_other_outcomes_of_publishing_fail(action: Action, outcome: Outcome, tmp_path: Path) -> None:
    """A wrong exit code, a message too many or too few is seen."""
    assert list(judge_published(case(action), outcome, published(tmp_path)))


def test_lost_articles_are_seen(tmp_path: Path) -> None:
    """An article or a neighbour that is missing from the output is seen."""
    assert list(judge_published(case(Action.OK), Outcome(0, ()), published(tmp_path, "")))
    write(tmp_path, "index.html", MARK)
    assert len(list(judge_published(case(Action.OK), Outcome(0, ()), tmp_path))) == len(CONTROLS)


def test_changed_output_and_traceback_are_seen() -> None:
    """An output that changed, an exit code that is not wanted, a traceback are seen."""
    shown = Outcome(2, (), "Traceback (most recent call last):")
    assert len(list(judge_stopped(case(Action.STOP), shown, {"a": "1"}, {}))) == 2
    assert len(list(judge_rejected(case(Action.QUARANTINE), Outcome(0, ()), {"a": "1"}, {}))) == 3


def test_tree_sees_bytes_and_links(tmp_path: Path) -> None:
    """Files are known by their bytes, links by their aim."""
    write(tmp_path, "a/b", "x")
    first = tree(tmp_path)
    (tmp_path / "c").symlink_to("a")
    write(tmp_path, "a/b", "y")
    assert first.keys() == {"a/b"}
    assert tree(tmp_path).keys() == {"a/b", "c"}
    assert tree(tmp_path)["a/b"] != first["a/b"]


def test_machine_fails_where_told(tmp_path: Path) -> None:
    """Reading, writing and space fail at the named places, and nowhere else."""
    machine = Machine({"deny": [str(tmp_path / "k")], "readonly": str(tmp_path / "o")})
    machine("open", (str(tmp_path / "free"), "w", 0))
    machine("open", (str(tmp_path / "o/x"), "r", os.O_RDONLY))
    for event, args, number in (
        ("open", (str(tmp_path / "k/x"), "r", 0), errno.EACCES),
        ("os.scandir", (str(tmp_path / "k"),), errno.EACCES),
        ("open", (str(tmp_path / "o/x"), None, os.O_WRONLY | os.O_CREAT), errno.EROFS),
        ("os.rename", (str(tmp_path / "y"), str(tmp_path / "o"), -1, -1), errno.EROFS),
    ):
        with pytest.raises(OSError) as failure:
            machine(event, args)
        assert failure.value.errno == number


def test_disk_is_full_after_some_files(tmp_path: Path) -> None:
    """The disk takes as many files as told."""
    machine = Machine({"within": str(tmp_path), "full": [".html"], "after": 1})
    machine("open", (str(tmp_path / "a.html"), "w", 0))
    with pytest.raises(OSError) as failure:
        machine("open", (str(tmp_path / "b.html"), "w", 0))
    assert failure.value.errno == errno.ENOSPC


def test_inputs_are_as_bad_as_they_say() -> None:
    """The old encoding is not UTF-8; the picture tells its place."""
    with pytest.raises(UnicodeDecodeError):
        cp1258(good_article()).decode()
    assert cp1258("Thọ Xuân – mương").decode("cp1258") == "Tho\u0323 Xuân – mương"
    assert b"MAY-ANH-RIENG" in with_place()
