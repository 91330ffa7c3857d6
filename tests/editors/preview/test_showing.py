"""What builds make is put on the stage: a page ahead of its build, a mended page, a new edition."""

from __future__ import annotations

import pytest
from small_previews import Small
from small_sites import an_article

from plugins.building.edition.result import Result
from plugins.building.page_preview import glimpse
from plugins.building.rebuild_one import mend
from plugins.building.run import Built, Kept
from plugins.editors.preview.live_builds import Showing
from plugins.editors.preview.snapshot import Scene, Stage

PAGE = "tin-trong-huyen/2023/bai/index.html"


@pytest.fixture
def showing(small: Small) -> Showing:
    """A portal of two articles whose first build is on the stage."""
    small.write("bai.md", an_article("Bài", body="Một đoạn."))
    made = Showing(Stage(Scene(small.output, small.folder, building="…")))
    made.built(small.build())
    return made


@pytest.fixture
def kept(showing: Showing) -> Kept:
    """What that build knew at its end."""
    assert showing.kept
    return showing.kept


def test_an_edition_is_shown_whole(showing: Showing) -> None:
    """Which page is made of which file, and no more that a build is running."""
    scene = showing.stage.scene

    assert scene.sources[PAGE] == "content/bai.md"
    assert (scene.building, scene.fault) == ("", "")


def test_a_saved_article_is_seen_before_it_is_built(showing: Showing, small: Small, kept: Kept) -> None:
    """Its own page at once, with what is wrong in it; the folder is as it was."""
    before = small.page("tin-trong-huyen/2023/bai")
    small.write("bai.md", an_article("Bài đổi tên", body="Một [liên kết](khong-co.md)."))
    showing.saved(small.settings(), kept, "bai.md")
    draft = showing.stage.scene.drafts[PAGE]

    assert "Bài đổi tên" in draft.html.decode()
    assert [problem.code for problem in draft.problems] == ["khong-tim-thay"]
    assert small.page("tin-trong-huyen/2023/bai") == before

    showing.built(small.build())
    assert showing.stage.scene.drafts == {}
    assert showing.stage.scene.problems_of(PAGE) == draft.problems


def test_what_is_seen_ahead_is_what_is_built(small: Small, kept: Kept) -> None:
    """Where lists tell the same, byte for byte."""
    small.write("bai.md", an_article("Bài", body="Một đoạn khác, ![Ruộng](ruong.jpg) và [bài tốt](tot.md)."))
    seen = glimpse(small.settings(), kept, "bai.md")
    small.build()

    assert seen
    assert seen.html == (small.output / PAGE).read_bytes()


def test_a_text_that_is_nowhere_on_the_disk_is_seen_too(small: Small, kept: Kept) -> None:
    """An editor looks at what he has not saved yet, new or unreadable as it may be."""
    text = an_article("Bài chưa lưu", body="Chữ.").encode()
    seen = glimpse(small.settings(), kept, "moi/chua-luu.md", text)
    page = glimpse(small.settings(), kept, "trang/gioi-thieu.md", "Tiêu đề: Giới thiệu\n\nLời.\n".encode())
    spoilt = glimpse(small.settings(), kept, "bai.md", b"\xff\xfe")

    assert seen
    assert page
    assert spoilt
    assert (seen.page, "Bài chưa lưu" in seen.html.decode()) == (
        "tin-trong-huyen/2023/chua-luu/index.html",
        True,
    )
    assert "Giới thiệu" in page.html.decode()
    assert [problem.code for problem in spoilt.problems] == ["ma-hoa"]


def test_a_mended_page_brings_its_own_problems_and_takes_its_old_ones_away(
    showing: Showing, small: Small, kept: Kept
) -> None:
    """Those of other files stay."""
    small.write("khac.md", an_article("Bài tốt", body="Trùng tiêu đề."))
    small.write("bai.md", an_article("Bài", "Tóm tắt: Lời.", body="Có 012345678901 ở đây."))
    showing.built(small.build())
    kept = showing.kept or kept
    before = {problem.path for problem in showing.stage.scene.problems}
    assert before == {"content/bai.md", "content/tot.md"}
    small.write("bai.md", an_article("Bài", "Tóm tắt: Lời.", body="Không có nữa ở đây."))
    mended = mend(small.settings(), kept, "bai.md")
    assert mended
    showing.mended(kept, mended)

    assert {problem.path for problem in showing.stage.scene.problems} == {"content/tot.md"}


def test_a_build_that_makes_nothing_leaves_the_scene(showing: Showing) -> None:
    """Only why is told."""
    before = showing.stage.news(PAGE)
    showing.built(Built(Result(2, fault="giao diện có lỗi")))
    after = showing.stage.news(PAGE)

    assert (after.version, after.fault) == (before.version, "giao diện có lỗi")
