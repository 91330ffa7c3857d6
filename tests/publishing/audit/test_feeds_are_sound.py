"""What the portal's own feeds hold is no fault to the audit, and code in them is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_portals import SITEURL, a_site, a_story

from plugins.feeds.machine_files import feed_files
from plugins.pages.feed_options import FeedOptions
from plugins.pages.site import Site
from plugins.publishing.audit.machine_file_checks import check_machine_file
from plugins.publishing.audit.site_base import SiteBase

BASE = SiteBase("", SITEURL)
# An editor may write of these; in a feed they are words.
WORDS = [
    "JavaScript:alert(1)",
    "<script>alert(1)</script>",
    'a <b onclick="x">',
    "href=javascript:x",
    "<iframe>",
]


def told(site: Site) -> list[str]:
    """Return what the audit tells of the feeds of a portal, whose pages are all there."""
    files = {f"{story.address}index.html" for story in site.stories} | {"index.html"}
    made = {file.path: file.make() for file in feed_files(site) if file.path.startswith("feeds/tat-ca")}
    return [
        str(problem)
        for path, data in made.items()
        for problem in check_machine_file(path, data, BASE, files | made.keys())
    ]


@pytest.mark.parametrize("words", WORDS)
def test_words_about_code_are_words(words: str) -> None:
    """In a title and in a lead."""
    assert told(a_site(a_story("a", title=f"Bài về {words}", summary=f"Viết {words} là sai."))) == []


def test_a_hub_may_lie_elsewhere() -> None:
    """It is another's by its nature."""
    assert told(replace(a_site(a_story("a")), feeds=FeedOptions(hub="https://hub.khac.vn/"))) == []


@pytest.mark.parametrize(
    "body", ['<a href="javascript:x()">x</a>', "<script>x</script>", '<p onclick="x">x</p>']
)
def test_code_in_a_whole_article_is_told(body: str) -> None:
    """Readers of feeds show it as a page."""
    site = replace(a_site(replace(a_story("a"), body=lambda: body)), feeds=FeedOptions(full_text=True))

    assert len(told(site)) == 3
