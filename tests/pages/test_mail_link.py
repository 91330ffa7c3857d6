"""Links that begin a mail."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from hypothesis import given
from hypothesis import strategies as st
from small_portals import SITEURL, a_site, a_story

from plugins.pages.mail_link import mail_link, report_link
from plugins.pages.views import Contact

LINE = st.text(st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=30)


@given(LINE, st.lists(LINE, min_size=1, max_size=4))
def test_a_mail_program_reads_what_was_written(subject: str, lines: list[str]) -> None:
    """Whatever signs stand in it; nothing of it becomes another field of the mail."""
    read = parse_qs(urlsplit(mail_link("a@b.vn", subject, "\n".join(lines))).query, keep_blank_values=True)

    assert read == {"subject": [subject], "body": ["\r\n".join(lines)]}


def test_a_reader_tells_of_a_fault_with_the_address_of_the_page() -> None:
    """To the first mail address of the contacts; without one there is no link."""
    story = a_story("a", title="Mưa & bão")
    site = a_site(story)
    contacts = (Contact("Điện thoại", "0237", "tel:0237"), Contact("Thư", "a@b.vn", "mailto:a@b.vn"))
    link = report_link(replace(site, portal=replace(site.portal, contacts=contacts)), story)
    read = parse_qs(urlsplit(link).query)

    assert report_link(site, story) == ""
    assert urlsplit(link).path == "a@b.vn"
    assert read["subject"] == ["Báo lỗi: Mưa & bão"]
    assert f"{SITEURL}/van-hoa/2024/a/" in read["body"][0]
