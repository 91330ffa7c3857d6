"""The result of a check as text, as JSON, and as annotations of a merge request."""

from __future__ import annotations

import json
import re
from pathlib import Path

from plugins.commands.colours import Paint
from plugins.editors.checks.check_result import CheckResult
from plugins.editors.checks.formatters import (
    as_github,
    as_gitlab,
    as_json,
    as_text,
    fingerprints,
    project_folder_in_repository,
)
from plugins.problems import advice, error, warning

PROBLEMS = (
    error("content/a.md", 3, "ngay-dang", "không có ngày “31/02/2024”: 100%, hết"),
    warning("content/a.md", 9, "bang-dai", "bảng dài"),
    advice("content/b, c.md", 0, "viet-tat", "“LHPN” chưa được giải thích"),
)
RESULT = CheckResult(PROBLEMS, 44, 0.25, project_folder="cong")


def test_text_names_place_level_code_and_sentence() -> None:
    """One line each, then how many there are and what to do next."""
    lines = list(as_text(RESULT, Paint()))

    assert lines[0] == "content/a.md:3: lỗi [ngay-dang]: không có ngày “31/02/2024”: 100%, hết"
    assert lines[2].startswith("content/b, c.md: gợi ý [viet-tat]")
    assert lines[3] == "1 lỗi, 1 lời nhắc, 1 gợi ý trong 2 tệp; đã xem 44 bài và trang (0,2 giây)."
    assert "ma-loi.md" in lines[-1]


def test_colours_change_no_word() -> None:
    """Without the signs of the terminal the coloured lines are the plain ones."""
    plain, coloured = ("\n".join(as_text(RESULT, Paint(on))) for on in (False, True))

    assert coloured != plain
    assert re.sub(r"\x1b\[\d+m", "", coloured) == plain


def test_json_has_everything() -> None:
    """Levels, counts, fingerprints, and what can be fixed."""
    data = json.loads(as_json(RESULT))

    assert (data["exit"], data["files"], data["errors"], data["reminders"], data["advice"]) == (
        1,
        44,
        1,
        1,
        1,
    )
    assert data["problems"][0] | {"fingerprint": ""} == {
        "path": "content/a.md",
        "line": 3,
        "code": "ngay-dang",
        "message": "không có ngày “31/02/2024”: 100%, hết",
        "level": "error",
        "fingerprint": "",
        "fixable": False,
    }


def test_gitlab_gets_just_the_fields_that_it_documents() -> None:
    """docs.gitlab.com/ci/testing/code_quality: description, check_name, fingerprint, severity, location."""
    report = json.loads(as_gitlab(RESULT))

    assert isinstance(report, list)
    for one in report:
        assert set(one) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert one["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert set(one["location"]) == {"path", "lines"}
        assert set(one["location"]["lines"]) == {"begin"}
        assert one["location"]["lines"]["begin"] >= 1
        # Relative to the root of the repository, without "./" before it.
        assert one["location"]["path"].startswith("cong/content/")
    assert len({one["fingerprint"] for one in report}) == len(report)


def test_github_gets_commands_that_cannot_be_broken_out_of() -> None:
    """docs.github.com: file, line and title are escaped one way, the message another."""
    lines = list(as_github(RESULT))

    assert lines[0] == (
        "::error file=cong/content/a.md,line=3,title=lỗi [ngay-dang]::không có ngày “31/02/2024”: 100%25, hết"
    )
    assert lines[1].startswith("::warning ")
    assert lines[2].startswith("::notice file=cong/content/b%2C c.md,line=1,")
    evil = CheckResult((error("a.md", 1, "x", "một\n::set-output name=a::b\r"),), 1)
    assert "\n" not in next(as_github(evil))


def test_a_fingerprint_stays_while_lines_move() -> None:
    """A paragraph above does not make an old problem a new one; two alike are two."""
    twice = (advice("a.md", 3, "x", "…"), advice("a.md", 8, "x", "…"))
    moved = (advice("a.md", 5, "x", "…"), advice("a.md", 10, "x", "…"))

    assert fingerprints(twice) == fingerprints(moved)
    assert len(set(fingerprints(twice))) == 2
    assert fingerprints(twice) != fingerprints((advice("b.md", 3, "x", "…"), advice("b.md", 8, "x", "…")))


def test_the_project_may_lie_below_the_root_of_its_repository() -> None:
    """A CI machine says where the root is."""
    assert project_folder_in_repository(Path("/r/cong"), {"GITHUB_WORKSPACE": "/r"}) == "cong"
    assert project_folder_in_repository(Path("/r"), {"GITHUB_WORKSPACE": "/r"}) == ""
    assert project_folder_in_repository(Path("/elsewhere"), {"GITHUB_WORKSPACE": "/r"}) == ""
