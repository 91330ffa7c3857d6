"""Links that begin a mail."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from hypothesis import given
from hypothesis import strategies as st
from small_portals import SITEURL, a_site, a_standing_page, a_story, an_office

from plugins.article.facts import RegisterFacts
from plugins.pages.mail_link import mail_link, report_link
from plugins.pages.office_pages import OFFICE_PAGES
from plugins.pages.page_kinds import all_pages
from plugins.pages.render import Renderer
from plugins.pages.view_parts import Link
from plugins.pages.views import Contact

TEMPLATES = Path(__file__).resolve().parents[2] / "theme" / "templates"
LINE = st.text(st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=30)


@given(LINE, st.lists(LINE, min_size=1, max_size=4))
def test_a_mail_program_reads_what_was_written(subject: str, lines: list[str]) -> None:
    """Whatever signs stand in it; nothing of it becomes another field of the mail."""
    read = parse_qs(urlsplit(mail_link("a@b.vn", subject, "\n".join(lines))).query, keep_blank_values=True)

    assert read == {"subject": [subject], "body": ["\r\n".join(lines)]}


def test_a_reader_tells_of_a_fault_with_the_address_of_the_page() -> None:
    """To the first mail address of the contacts."""
    story = a_story("a", title="Mưa & bão")
    site = a_site(story)
    contacts = (Contact("Điện thoại", "0237", "tel:0237"), Contact("Thư", "a@b.vn", "mailto:a@b.vn"))
    told = replace(site, portal=replace(site.portal, contacts=contacts))
    link = report_link(told, story.address, story.article.title)
    read = parse_qs(urlsplit(link).query)

    assert urlsplit(link).path == "a@b.vn"
    assert read["subject"] == ["Báo lỗi: Mưa & bão"]
    assert f"{SITEURL}/van-hoa/2024/a/" in read["body"][0]

    english = parse_qs(urlsplit(report_link(told, story.address, "About us", "en")).query)
    assert english["subject"] == ["Report: About us"]
    assert english["body"][0].startswith(f"Page: {SITEURL}/van-hoa/2024/a/")


def test_without_a_mail_address_of_the_portal_that_of_the_office_is_taken() -> None:
    """The portal's own comes first."""
    story = a_story("a")
    site = a_site(story, root="/cong")
    office = replace(site.portal, office_mail="phong@b.vn")
    both = replace(office, contacts=(Contact("Thư", "a@b.vn", "mailto:a@b.vn"),))

    assert urlsplit(report_link(replace(site, portal=office), story.address, "A")).path == "phong@b.vn"
    assert urlsplit(report_link(replace(site, portal=both), story.address, "A")).path == "a@b.vn"


def test_without_any_mail_address_the_page_of_contacts_is_shown() -> None:
    """The standing page first, then the office's list of contacts; a page never leads to itself."""
    story, contact = a_story("a"), a_standing_page("lien-he", "Liên hệ")
    with_page, without = a_site(story, root="/cong", standing=[contact]), a_site(story, root="/cong")
    listed = (Link("Danh bạ", "/cong/van-phong/danh-ba/"),)

    for site, expected in ((with_page, "/cong/lien-he/"), (without, "/cong/van-phong/danh-ba/")):
        office = replace(site, portal=replace(site.portal, office=listed))
        assert report_link(office, story.address, "A") == expected
    assert report_link(with_page, contact.address, "A") == ""
    assert report_link(without, story.address, "A") == ""


def test_whoever_wants_something_of_the_office_can_tell_of_a_fault() -> None:
    """Each page of the office and of the register ends with the line, with the page's own address; one in English has it in English."""
    english = a_standing_page("english", "About us", lang="en")
    site = a_site(a_story("vb", register=RegisterFacts("Quy hoạch")), standing=[english])
    mail = (Contact("Thư", "a@b.vn", "mailto:a@b.vn"),)
    portal = replace(site.portal, contacts=mail, assets=defaultdict(str))
    renderer = Renderer(TEMPLATES, portal)

    told = {}
    for page in all_pages(replace(site, portal=portal, office=an_office())):
        if page.path.startswith(("van-phong/", "so-quy-hoach/", "english/")):
            (line,) = re.findall(r'<p class="report".*?</p>', renderer.render(page).decode())
            (href,) = re.findall(r'href="([^"]+)"', line)
            told[page.path] = line
            address = f"{SITEURL}/{page.path.removesuffix('index.html')}"
            assert address in parse_qs(urlsplit(unescape(href)).query)["body"][0].splitlines()[0]

    assert len(told) == len(OFFICE_PAGES) + 2
    assert [path for path, line in told.items() if "Tell the editors" in line] == ["english/index.html"]
