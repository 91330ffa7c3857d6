"""Make links that begin a mail with its subject and its text filled in."""

from __future__ import annotations

from urllib.parse import quote, unquote

from plugins.pages import addresses
from plugins.pages.site import Site

_LONGEST_TITLE = 120
# The standing page on which editors say how the office is reached: content/trang/lien-he.md.
_CONTACT_PAGE = "lien-he/"


def mail_link(mail: str, subject: str, text: str) -> str:
    r"""
    Return the link (RFC 6068); lines of the text end as mails want it.

    >>> mail_link("a@b.vn", "Góp ý", "Một\nHai")
    'mailto:a@b.vn?subject=G%C3%B3p%20%C3%BD&body=M%E1%BB%99t%0D%0AHai'
    """
    body = "\r\n".join(text.splitlines())
    return f"mailto:{quote(mail, safe='@+')}?subject={quote(subject, safe='')}&body={quote(body, safe='')}"


def report_link(site: Site, address: str, title: str, lang: str = "") -> str:
    """
    Return the link by which a reader tells the editors of a fault of the page at an address; one in English begins an English mail.

    A mail to the first mail address of the contacts, else of the office's own data; without any the link leads to the
    page that says how the office is reached. "" where there is none, and on that page itself.
    """
    links = (contact.href for contact in site.portal.contacts)
    found = next((link for link in links if link.startswith("mailto:")), "")
    mail = unquote(found.removeprefix("mailto:").partition("?")[0]) or site.portal.office_mail
    if not mail:
        page = _contact_page(site)
        return "" if page == site.href(address) else page
    title = title if len(title) <= _LONGEST_TITLE else f"{title[:_LONGEST_TITLE]}…"
    page = site.url(address)
    if lang == "en":
        return mail_link(mail, f"Report: {title}", f"Page: {page}\nWhat is wrong or unclear:\n")
    return mail_link(mail, f"Báo lỗi: {title}", f"Trang: {page}\nChỗ sai hoặc khó hiểu:\n")


def _contact_page(site: Site) -> str:
    """Return the address of the standing page by which the office is reached, else of the office's list of contacts, "" where there is neither."""
    there = {link.href for link in (*site.portal.standing, *site.portal.office)}
    wanted = (site.href(address) for address in (_CONTACT_PAGE, addresses.CONTACTS))
    return next((href for href in wanted if href in there), "")
