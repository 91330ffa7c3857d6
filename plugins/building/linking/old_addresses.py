"""Compare the old addresses in articles' headers with the portal's pages and with each other, as far as a build knows."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.article.urls import long_part_reminder
from plugins.pages import addresses
from plugins.pages.site import Site
from plugins.problems import Problem, warning
from plugins.redirects.old_address import address_key


def old_address_problems(site: Site) -> Iterator[Problem]:
    """Yield a reminder for each old address that is that of a page, or that two articles have: publishing refuses both."""
    stories = (*site.stories, *site.standing)
    if not any(story.article.old_addresses for story in stories):
        return
    pages = {address_key(addresses.section(section.path)) for section in site.sections.all}
    pages |= {address_key(story.address) for story in stories}
    first: dict[str, str] = {}
    for story in stories:
        article = story.article
        for old in dict.fromkeys(article.old_addresses):
            line = article.lines.get("old_addresses", 1)
            yield from long_part_reminder(article.path, line, old)
            key = address_key(old)
            if key in pages or not key.strip("/"):
                message = f"“{old}” là địa chỉ của một trang đang có, nên không chuyển đi được. Xóa địa chỉ ấy khỏi dòng này."
                yield warning(article.path, line, "chuyen-de-trang", message)
            elif (other := first.setdefault(key, article.path)) != article.path:
                message = f"địa chỉ cũ “{old}” cũng có trong {other}. Giữ ở một bài."
                yield warning(article.path, line, "chuyen-trung", message)
