"""A preview for a colleague: files that any host can serve, with all badges, and kept from search engines."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from small_previews import Small
from small_sites import an_article

from plugins.building.edition.link_check import check_output_links
from plugins.editors.preview.export import export
from plugins.editors.preview.snapshot import Snapshot
from plugins.problems.stop_build import StopBuild


@pytest.fixture
def snapshot(small: Small) -> Snapshot:
    """A portal with a draft, and an article that has an error."""
    small.write("nhap.md", an_article("Bài nháp", "Trạng thái: nháp", body="![Ruộng](ruong.jpg)"))
    small.write("loi.md", an_article("Bài lỗi", body="Một [liên kết](khong-co.md)."))
    return small.snapshot()


def pages(folder: Path) -> dict[str, str]:
    """Return the pages of a folder by their paths."""
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.html")}


def test_every_page_says_what_it_is_and_is_kept_from_search_engines(
    snapshot: Snapshot, tmp_path: Path
) -> None:
    """No page without its band, none without noindex, and robots.txt says it for the whole."""
    export(snapshot, tmp_path / "chia-se")
    found = pages(tmp_path / "chia-se")

    assert found.keys() == pages(snapshot.folder).keys() | {"xem-thu/index.html"}
    assert all("Bản xem thử" in page and '"noindex, nofollow"' in page for page in found.values())
    assert "Disallow: /" in (tmp_path / "chia-se/robots.txt").read_text("utf-8")
    assert not (tmp_path / "chia-se/sitemap.xml").exists()


def test_badges_and_problems_are_on_the_pages(snapshot: Snapshot, tmp_path: Path) -> None:
    """As on the screen of who made it; without a script, since nothing changes any more."""
    export(snapshot, tmp_path / "chia-se")
    found = pages(tmp_path / "chia-se")

    assert "Bản nháp – chưa công bố" in found["tin-trong-huyen/2023/nhap/index.html"]
    assert "Bản nháp – chưa công bố" in found["tin-trong-huyen/index.html"]
    assert "không tìm thấy tệp “khong-co.md”" in found["tin-trong-huyen/2023/loi/index.html"]
    assert "live.js" not in "".join(found.values())


def test_links_lead_somewhere(snapshot: Snapshot, tmp_path: Path) -> None:
    """Its own pages and stylesheet among them."""
    export(snapshot, tmp_path / "chia-se")

    assert list(check_output_links(tmp_path / "chia-se", "", "")) == []


def test_it_takes_the_place_of_what_was_shared_before(snapshot: Snapshot, tmp_path: Path) -> None:
    """Nothing of it is left; a folder of somebody else's is not touched."""
    export(snapshot, tmp_path / "chia-se")
    (tmp_path / "chia-se" / "cu.txt").write_text("cũ", "utf-8")
    export(replace(snapshot, badges={}), tmp_path / "chia-se")
    assert not (tmp_path / "chia-se" / "cu.txt").exists()

    (tmp_path / "cua-nguoi-khac").mkdir()
    (tmp_path / "cua-nguoi-khac" / "thu.txt").write_text("thư", "utf-8")
    with pytest.raises(StopBuild, match="không phải do công cụ này tạo"):
        export(snapshot, tmp_path / "cua-nguoi-khac")
    assert [path.name for path in (tmp_path / "cua-nguoi-khac").iterdir()] == ["thu.txt"]
