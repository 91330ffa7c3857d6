"""The standing page of a leader's biography shows the portrait, and is reached from the page of the leaders."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from site_builds import PROJECT
from small_portals import NOW

from plugins.building.analysis import analyse
from plugins.building.sources.settings import BuildSettings
from plugins.pages.fixed_pages import sitemap_page
from plugins.pages.standing_pages import standing_page
from plugins.pages.story_groups import group_stories
from plugins.pages.views import SitemapView, StandingPageView

PAGE = "Tiêu đề: {title}\nTóm tắt: Mấy lời.\n{more}\nThân trang.\n"
PORTRAIT = "Ảnh đại diện: ong-a.jpg\nMô tả ảnh: Ông A\n"


def test_a_biography_has_its_portrait_and_no_place_at_the_foot_of_every_page(tmp_path: Path) -> None:
    """Other standing pages stand there; those who wrote the file of the leaders meant theirs to be found on its page."""
    content = tmp_path / "content"
    for name in ("du-lieu", "trang"):
        (content / name).mkdir(parents=True)
    (content / "du-lieu" / "lanh-dao.toml").write_text(
        '[[lanh-dao]]\nten = "Ông A"\ntrang = "ong-a"\n', "utf-8"
    )
    (content / "trang" / "ong-a.md").write_text(PAGE.format(title="Ông A", more=PORTRAIT), "utf-8")
    (content / "trang" / "lien-he.md").write_text(PAGE.format(title="Liên hệ", more=""), "utf-8")
    Image.new("RGB", (900, 1200), "#246").save(content / "trang" / "ong-a.jpg")
    settings = BuildSettings(content, tmp_path / "output", PROJECT / "theme", tmp_path / ".cache", NOW)

    site = analyse(settings, lambda seen: seen.model.site)

    assert [link.text for link in site.portal.foot] == ["Liên hệ"]
    (site_map,) = sitemap_page(site, group_stories(site))
    assert isinstance(site_map.view, SitemapView)
    (about,) = (branch for branch in site_map.view.branches if branch.text == "Giới thiệu")
    assert [branch.text for branch in about.children] == ["Liên hệ", "Ông A"]
    pages = [standing_page(site, replace(story, body=str)).view for story in site.standing]
    covers = {page.title: page.cover for page in pages if isinstance(page, StandingPageView)}
    assert covers["Liên hệ"] is None
    assert covers["Ông A"]
    assert covers["Ông A"].alt == "Ông A"


@pytest.mark.parametrize(
    ("written", "foot"),
    [
        ('[[tra-nhanh]]\nten = "Liên hệ"\ndia-chi = "/lien-he/"\n', ["Liên hệ"]),
        ('[[lien-he]]\nnhan = "Thư"\nnoi-dung = "Gửi"\ndia-chi = "/lien-he/#thu"\n', ["Liên hệ"]),
        ('[[tra-nhanh]]\nten = "Khác"\ndia-chi = "/luu-tru/"\n', []),
    ],
)
def test_what_is_named_for_every_page_stays_at_its_foot(
    tmp_path: Path, written: str, foot: list[str]
) -> None:
    """A leader's page that is another page too, such as that of contacts, is not taken away."""
    content = tmp_path / "content"
    for name in ("du-lieu", "trang"):
        (content / name).mkdir(parents=True)
    leaders = '[[lanh-dao]]\nten = "Ông A"\ntrang = "lien-he"\n'
    (content / "du-lieu" / "lanh-dao.toml").write_text(leaders, "utf-8")
    (content / "du-lieu" / "don-vi.toml").write_text(f'ten = "Cổng"\n{written}', "utf-8")
    (content / "trang" / "lien-he.md").write_text(PAGE.format(title="Liên hệ", more=""), "utf-8")
    settings = BuildSettings(content, tmp_path / "output", PROJECT / "theme", tmp_path / ".cache", NOW)

    site = analyse(settings, lambda seen: seen.model.site)

    assert [link.text for link in site.portal.foot] == foot
    assert [link.text for link in site.portal.standing] == ["Liên hệ"]
