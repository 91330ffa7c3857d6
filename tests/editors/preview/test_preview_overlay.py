"""A page with the preview's overlay keeps every word of its own, and has what the preview says beside it."""

from __future__ import annotations

import re

from plugins.editors.preview.overlay import PageNotes, with_overlay
from plugins.problems import error, warning

PAGE = (
    "<!DOCTYPE html>\n<html><head><title>Bài</title></head><body>\n<header>Đầu</header>\n"
    '<main id="noi-dung"><h1>Họp dân</h1><p>Một đoạn “văn” ở <a href="/tin/b/">bài B</a>.</p></main>\n</body></html>\n'
)


def plain(html: str) -> str:
    """Return a page with its overlay taken off."""
    html = re.sub(r"<aside class=\"preview-band.*?</aside>|<section class=\"preview-.*?</section>", "", html)
    html = re.sub(r" ?<(span|strong) class=\"preview-(badge|mark).*?</\1> ?", "", html)
    return re.sub(
        r"<link rel=\"stylesheet\" href=\"[^\"]*preview.css\">|<meta name=\"robots\"[^>]*>|<script .*?</script>",
        "",
        html,
    )


def test_a_page_keeps_all_that_it_was() -> None:
    """What is taken away again leaves the page as it was built."""
    notes = PageNotes(
        source="content/a.md",
        badge="Bản nháp",
        problems=(
            error("content/a.md", 3, "lien-ket-chet", "chết"),
            warning("content/a.md", 0, "dai", "dài"),
        ),
        lines=("Tiêu đề: Họp dân", "", 'Một đoạn "văn" ở [bài B](b.md).'),
        link_badges={"/tin/b/": "Hẹn giờ"},
        summary="1 lỗi",
        version="a.1",
    )

    assert plain(with_overlay(PAGE, notes)) == PAGE
    assert plain(with_overlay(PAGE, PageNotes())) == PAGE


def test_a_band_says_what_it_is_and_leads_to_all_problems() -> None:
    """On every page, before everything else."""
    html = with_overlay(PAGE, PageNotes(root="/cong", badge="Bản nháp – chưa công bố", summary="2 lỗi"))
    band = html[html.index("<body>") : html.index("<header>")]

    assert "Bản xem thử" in band
    assert "Bản nháp – chưa công bố" in band
    assert '<a href="/cong/xem-thu/" data-preview-summary>2 lỗi</a>' in band


def test_problems_stand_at_the_top_and_at_their_place() -> None:
    """The list says file, line, what to do and what is written there; the mark is in the paragraph."""
    problem = error("content/a.md", 3, "lien-ket-chet", "không tìm thấy “b.md”.")
    lines = ("Tiêu đề: Họp dân", "", 'Một đoạn "văn" ở [bài B](b.md).')
    html = with_overlay(PAGE, PageNotes(source="content/a.md", problems=(problem,), lines=lines))
    top = html[html.index("<main") : html.index("<h1>")]

    assert "content/a.md" in top
    assert "dòng 3" in top
    assert "không tìm thấy “b.md”." in top
    assert "[bài B](b.md)" in top
    assert re.search(r'<p><strong class="preview-mark[^>]*id="xem-thu-cho-1"', html)
    assert 'href="#xem-thu-cho-1"' in top


def test_reminders_alone_keep_nothing_from_being_published() -> None:
    """The title of the list says which it is."""
    reminder = warning("content/a.md", 1, "tieu-de-dai", "dài")

    assert "Nên xem lại" in with_overlay(PAGE, PageNotes(problems=(reminder,)))
    assert "chưa đăng được" in with_overlay(
        PAGE, PageNotes(problems=(reminder, error("content/a.md", 1, "x", "y")))
    )


def test_what_editors_write_is_text() -> None:
    """Nothing of a message, a line or a mark becomes markup."""
    evil = '"><script>alert(1)</script>'
    problem = error(evil, 1, evil, evil)
    html = with_overlay(
        PAGE,
        PageNotes(
            root="",
            page=evil,
            source=evil,
            badge=evil,
            problems=(problem,),
            lines=(evil,),
            summary=evil,
            edit_address=evil,
            version="a",
        ),
    )

    assert "<script>alert" not in html


def test_a_page_that_changes_by_itself_has_its_script() -> None:
    """A page for a colleague has none, and is kept from search engines."""
    live, still = (
        with_overlay(PAGE, PageNotes(version="a.1", page="a/index.html")),
        with_overlay(PAGE, PageNotes()),
    )

    assert (
        '<script type="module" src="/xem-thu/tep/live.js" data-preview-root="" data-preview-page="a/index.html"'
        in live
    )
    assert "<script" not in still
    assert '<meta name="robots" content="noindex, nofollow">' in still


def test_a_page_without_a_frame_has_the_overlay_too() -> None:
    """Another theme's page, or no page at all."""
    assert "Bản xem thử" in with_overlay("<p>chữ", PageNotes())
    assert "Bản xem thử" in with_overlay("", PageNotes(problems=(error("a", 1, "x", "y"),)))
