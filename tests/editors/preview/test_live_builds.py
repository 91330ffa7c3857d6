"""The preview shows what builds make: a page ahead of its build, a page made again, a whole output."""

from __future__ import annotations

import pytest
from small_previews import Small
from small_sites import an_article

from plugins.building.build_state import BuildOutcome, BuildState
from plugins.building.edition.result import Result
from plugins.building.page_preview import preview_page
from plugins.building.rebuild_one import rebuild_one
from plugins.editors.preview.live_builds import LiveBuilds
from plugins.editors.preview.snapshot import Snapshot, SnapshotFeed

PAGE = "tin-trong-huyen/2023/bai/index.html"


@pytest.fixture
def builds(small: Small) -> LiveBuilds:
    """The listener of a portal of two articles after its first build."""
    small.write("bai.md", an_article("Bài", body="Một đoạn."))
    made = LiveBuilds(SnapshotFeed(Snapshot(small.output, small.folder, building="…")))
    made.built(small.build())
    return made


@pytest.fixture
def state(builds: LiveBuilds) -> BuildState:
    """What that build knew at its end."""
    assert builds.state
    return builds.state


def test_a_whole_build_is_shown(builds: LiveBuilds) -> None:
    """Which page is made of which file, and no more that a build is running."""
    snapshot = builds.feed.snapshot

    assert snapshot.sources[PAGE] == "content/bai.md"
    assert (snapshot.building, snapshot.fault) == ("", "")


def test_a_saved_article_is_seen_before_it_is_built(
    builds: LiveBuilds, small: Small, state: BuildState
) -> None:
    """Its own page at once, with what is wrong in it; the folder is as it was."""
    before = small.page("tin-trong-huyen/2023/bai")
    small.write("bai.md", an_article("Bài đổi tên", body="Một [liên kết](khong-co.md)."))
    builds.saved(small.settings(), state, "bai.md")
    draft = builds.feed.snapshot.drafts[PAGE]

    assert "Bài đổi tên" in draft.html.decode()
    assert [problem.code for problem in draft.problems] == ["khong-tim-thay"]
    assert small.page("tin-trong-huyen/2023/bai") == before

    builds.built(small.build())
    assert builds.feed.snapshot.drafts == {}
    assert builds.feed.snapshot.problems_of(PAGE) == draft.problems


def test_what_is_seen_ahead_is_what_is_built(small: Small, state: BuildState) -> None:
    """Where lists tell the same, byte for byte."""
    small.write("bai.md", an_article("Bài", body="Một đoạn khác, ![Ruộng](ruong.jpg) và [bài tốt](tot.md)."))
    preview = preview_page(small.settings(), state, "bai.md")
    small.build()

    assert preview
    assert preview.html == (small.output / PAGE).read_bytes()


def test_a_text_that_is_nowhere_on_the_disk_is_seen_too(small: Small, state: BuildState) -> None:
    """An editor looks at what he has not saved yet, new or unreadable as it may be."""
    text = an_article("Bài chưa lưu", body="Chữ.").encode()
    preview = preview_page(small.settings(), state, "moi/chua-luu.md", text)
    page = preview_page(
        small.settings(), state, "trang/gioi-thieu.md", "Tiêu đề: Giới thiệu\n\nLời.\n".encode()
    )
    spoilt = preview_page(small.settings(), state, "bai.md", b"\xff\xfa")

    assert preview
    assert page
    assert spoilt
    assert (preview.page, "Bài chưa lưu" in preview.html.decode()) == (
        "tin-trong-huyen/2023/chua-luu/index.html",
        True,
    )
    assert "Giới thiệu" in page.html.decode()
    assert [problem.code for problem in spoilt.problems] == ["ma-hoa"]


def test_a_page_made_again_brings_its_own_problems_and_takes_its_old_ones_away(
    builds: LiveBuilds, small: Small, state: BuildState
) -> None:
    """Those of other files stay."""
    small.write("khac.md", an_article("Bài tốt", body="Trùng tiêu đề."))
    small.write("bai.md", an_article("Bài", "Tóm tắt: Lời.", body="Có 012345678901 ở đây."))
    builds.built(small.build())
    state = builds.state or state
    before = {problem.path for problem in builds.feed.snapshot.problems}
    assert before == {"content/bai.md", "content/tot.md"}
    small.write("bai.md", an_article("Bài", "Tóm tắt: Lời.", body="Không có nữa ở đây."))
    rebuilt = rebuild_one(small.settings(), state, "bai.md")
    assert rebuilt
    builds.rebuilt(state, rebuilt)

    assert {problem.path for problem in builds.feed.snapshot.problems} == {"content/tot.md"}


def test_a_build_that_makes_nothing_leaves_the_pages(builds: LiveBuilds) -> None:
    """Only the reason is shown."""
    before = builds.feed.news(PAGE)
    builds.built(BuildOutcome(Result(2, fault="giao diện có lỗi")))
    after = builds.feed.news(PAGE)

    assert (after.version, after.fault) == (before.version, "giao diện có lỗi")
