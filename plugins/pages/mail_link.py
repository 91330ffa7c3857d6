"""Make links that begin a mail with its subject and its text filled in."""

from __future__ import annotations

from urllib.parse import quote, unquote

from plugins.pages.site import Site, Story

_LONGEST_TITLE = 120


def mail_link(mail: str, subject: str, text: str) -> str:
    r"""
    Return the link (RFC 6068); lines of the text end as mails want it.

    >>> mail_link("a@b.vn", "Góp ý", "Một\nHai")
    'mailto:a@b.vn?subject=G%C3%B3p%20%C3%BD&body=M%E1%BB%99t%0D%0AHai'
    """
    body = "\r\n".join(text.splitlines())
    return f"mailto:{quote(mail, safe='@+')}?subject={quote(subject, safe='')}&body={quote(body, safe='')}"


def report_link(site: Site, story: Story) -> str:
    """Return the link by which a reader tells the editors of a fault, "" where the portal names no mail address."""
    links = (contact.href for contact in site.portal.contacts if contact.href.startswith("mailto:"))
    found = next(links, "")
    if not found:
        return ""
    title = story.article.title
    title = title if len(title) <= _LONGEST_TITLE else f"{title[:_LONGEST_TITLE]}…"
    page = site.url(story.address)
    mail = unquote(found.removeprefix("mailto:").partition("?")[0])
    return mail_link(mail, f"Báo lỗi: {title}", f"Trang: {page}\nChỗ sai hoặc khó hiểu:\n")
