"""Films: which of an article's files are one, and the gallery that leads to them."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from small_portals import a_site, a_story

from plugins.building.assembly.gallery_without_film import gallery_without_film
from plugins.lifecycle.outcome import Outcome
from plugins.office.office_data import Office
from plugins.office.video_gallery import load_gallery
from plugins.pages.gallery_page import gallery_page
from plugins.pages.office_views import VideoGalleryView
from plugins.pages.story_groups import group_stories
from plugins.pages.videos import videos_in, without_captions
from plugins.pages.view_parts import File, PhotoView

COVER = PhotoView("/anh/bia.jpg", 960, 600, "Cổng")
GALLERY = """
[[video]]
ten = "Lễ hội"
bai = "le-hoi"
[[video]]
ten = "Phim"
dia-chi = "https://dai.vi-du.vn/phim"
noi-dang = "Đài"
[[video]]
ten = "Ẩn"
bai = "an"
[[video]]
ten = "Không phim"
bai = "tin"
[[video]]
ten = "Ảnh hội"
loai = "bộ ảnh"
bai = "tin"
[[video]]
ten = "Ảnh ẩn"
loai = "Bộ ảnh"
bai = "an"
"""


def a_file(name: str) -> File:
    """Return an attachment by its name."""
    return File(name, f"/tai-lieu/{name}", name.rpartition(".")[2].upper(), "1 MB")


def test_files_of_one_name_are_one_film_and_its_captions() -> None:
    """The better kind first, the cover before the first film; captions are no download of their own."""
    files = tuple(map(a_file, ("Hội.mp4", "to-trinh.pdf", "Hội.VTT", "khac.webm", "Hội.webm", "le.vtt")))
    first, second = videos_in(files, COVER)

    assert [file.name for file in first.files] == ["Hội.webm", "Hội.mp4"]
    assert first.captions == a_file("Hội.VTT")
    assert (first.poster, second.poster, second.captions) == (COVER, None, None)
    assert [file.name for file in without_captions(files, (first, second))] == [
        *("Hội.mp4", "to-trinh.pdf", "khac.webm", "Hội.webm", "le.vtt")
    ]


def test_a_film_is_called_by_the_title_of_its_file() -> None:
    """Captions are found by the name of the file all the same."""
    titled = replace(a_file("hoi.mp4"), name="Lễ hội Lam Kinh", file_name="hoi.mp4")
    (film,) = videos_in((titled, a_file("hoi.vtt")))

    assert (film.name, film.captions) == ("Lễ hội Lam Kinh", a_file("hoi.vtt"))


@given(
    st.lists(
        st.tuples(
            st.text(st.characters(exclude_characters="/"), min_size=1, max_size=8),
            st.sampled_from([".mp4", ".webm", ".vtt", ".pdf", ""]),
        )
    )
)
def test_each_film_is_shown_once_whatever_files_are_called(names: list[tuple[str, str]]) -> None:
    """No file of a film is lost or played twice."""
    files = [a_file(f"{name}{ending}") for name, ending in names]
    played = [file for video in videos_in(files) for file in video.files]

    assert sorted(file.name for file in played) == sorted(
        file.name
        for file in files
        if file.name.endswith((".mp4", ".webm")) and file.name not in (".mp4", ".webm")
    )


def test_the_gallery_leads_to_public_films_and_to_other_sites() -> None:
    """Others are told of at their line and not shown."""
    film = (a_file("hoi.mp4"), a_file("hoi.vtt"))
    stories = [
        replace(a_story("le-hoi"), files=film, photo=COVER),
        replace(a_story("an", outcome=Outcome.HIDDEN), files=film),
        a_story("tin"),
    ]
    site = replace(a_site(*stories), office=Office(gallery=load_gallery(GALLERY)))
    (page,) = gallery_page(site, group_stories(site))
    view = page.view
    assert isinstance(view, VideoGalleryView)

    assert [(card.name, card.host, card.captioned, card.is_album) for card in view.cards] == [
        ("Lễ hội", "", True, False),
        ("Phim", "dai.vi-du.vn", False, False),
        ("Ảnh hội", "", False, True),
    ]
    assert (view.title, view.breadcrumb[-1].text) == ("Video, bộ ảnh", "Video, bộ ảnh")
    assert view.cards[0].photo == COVER
    assert [problem.line for problem in gallery_without_film(site, "content")] == [11, 14, 22]
