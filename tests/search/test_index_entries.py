"""What is found of a page, and which pages are found at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date

import pytest
from small_portals import a_site, a_standing_page, a_story, an_office

from plugins.article.facts import NamedSource, RegisterFacts
from plugins.lifecycle.outcome import Outcome
from plugins.office.office_data import Office
from plugins.pages.office_pages import pages_with_data
from plugins.pages.view_parts import File, PhotoView
from plugins.prose.plain_text import plain_text
from plugins.registers.register_parts import PARTS
from plugins.search.index_entries import STANDING, index_entry, register_page_entries, searchable_stories
from plugins.search.own_pages import own_entries


def test_only_what_lists_name_is_found() -> None:
    """Hidden, withdrawn and expired articles have addresses, and are not found; standing pages are."""
    shown = a_story("tin")
    site = a_site(
        shown,
        a_story("an", outcome=Outcome.HIDDEN),
        a_story("thu-hoi", outcome=Outcome.WITHDRAWN),
        a_story("het-han", expired=True),
        standing=[a_standing_page("gioi-thieu", "Giới thiệu")],
    )

    assert [story.address for story in searchable_stories(site)] == [shown.address, "gioi-thieu/"]


def test_an_article_is_found_by_all_that_stands_on_its_page() -> None:
    """Title, lead, body, captions, tags, writer, organisation, source, section, days, files, and what the register knows."""
    register = RegisterFacts("Quyết định", "153/QĐ-TTg", date(2023, 2, 27), "Thủ tướng", "2021–2030")
    story = replace(
        a_story(
            "quy-hoach", section="quy-hoach", tags=["đất đai"], register=register, source=NamedSource("Báo")
        ),
        cover=PhotoView("/a.jpg", 1, 1, "", "Bản đồ"),
        files=(File("ban-do.pdf", "/ban-do.pdf", "PDF", "1 MB"),),
    )
    story = replace(
        story, body=lambda: '<h2 id="a">Mục</h2><p>Thân</p><figure><figcaption>Ảnh</figcaption></figure>'
    )
    entry = index_entry(a_site(story), story)

    assert (entry.title, entry.section, entry.day, entry.year) == (
        "Tin quy-hoach",
        "Quy hoạch",
        "29/06/2024",
        "2024",
    )
    assert entry.number == "Quyết định số 153/QĐ-TTg"
    assert entry.text.split("\n") == ["Tóm tắt quy-hoach.", "Mục", "Thân", "Ảnh", "Bản đồ"]
    days = "29/06/2024\nThứ Bảy, ngày 29 tháng 6 năm 2024\n27/02/2023\nThứ Hai, ngày 27 tháng 02 năm 2023"
    assert entry.topics == f"đất đai\nMục\n{days}"
    for words in ("Lê Hải", "Trung tâm VHTT", "Báo", "ban-do.pdf", "Thủ tướng", "2021–2030"):
        assert words in entry.unshown


def test_results_are_narrowed_by_the_main_section_and_the_year() -> None:
    """A sub-section belongs to its section; a standing page to the portal itself, and to no year."""
    story, page = a_story("hoi", section="van-hoa/le-hoi"), a_standing_page("lien-he", "Liên hệ")
    site = a_site(story, standing=[page])

    assert (index_entry(site, story).place, index_entry(site, story).section) == ("van-hoa", "Lễ hội")
    assert (index_entry(site, page).place, index_entry(site, page).year) == (STANDING, "")


def test_the_register_s_page_is_found_where_there_is_one() -> None:
    """That of each part, by its name and by what is looked up there."""
    site = a_site()
    found = [(entry.address, entry.title) for entry in register_page_entries(site)]
    assert found == [("so-quy-hoach/", "Sổ quy hoạch"), ("van-ban/", "Văn bản")]

    portal = replace(site.portal, registers=site.portal.registers[1:])
    assert [entry.address for entry in register_page_entries(replace(site, portal=portal))] == ["van-ban/"]
    assert not [*register_page_entries(replace(site, portal=replace(portal, registers=())))]


def test_the_office_s_pages_are_found_by_all_that_is_told_on_them() -> None:
    """Each text of the data leads to its page; a page that is not there is not found."""
    site = replace(a_site(), office=an_office("dấu"))
    entries = {entry.address: entry for entry in own_entries(site)}
    assert {page.address for page in pages_with_data(site.office)} == entries.keys() - {
        part.address for part in PARTS
    }

    for part in fields(Office):
        (page,) = (one for one in pages_with_data(site.office) if one.part == part.name)
        entry = entries[page.address]
        for words in _texts(getattr(site.office, part.name)):
            assert words.removesuffix(".") in f"{entry.text}\n{entry.unshown}", words
        assert entry.title == page.title
        assert entry.place == STANDING

    assert [entry.address for entry in own_entries(a_site())] == [part.address for part in PARTS]


def _texts(value: object) -> Iterator[str]:
    """Yield every text with the mark in a part of the office's data."""
    if isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
    elif isinstance(value, str) and "dấu" in value:
        yield value


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Một&nbsp;<em>hai</em></p>\n<p>Ba &lt;bốn&gt;</p>", "Một hai\nBa <bốn>"),
        ("<ul>\n<li>Một</li>\n<li>Hai</li>\n</ul>", "Một\nHai"),
        ("<table><tr><th>Xã</th>\n<th>Dân</th></tr><tr><td>A</td><td>9</td></tr></table>", "Xã – Dân\nA – 9"),
        ('<p>Chu<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>.</p>', "Chu."),
        ('<p>Lời.&nbsp;<a class="footnote-backref" href="#fnref:1" title="Trở lại">↩</a></p>', "Lời."),
        ("", ""),
    ],
)
def test_a_body_as_text_is_what_a_reader_reads(html: str, text: str) -> None:
    """Lines and cells apart, no markup, no number of a footnote."""
    assert plain_text(html) == text
