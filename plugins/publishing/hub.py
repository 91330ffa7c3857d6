"""Tell a WebSub hub that feeds have news, so that it brings them to who subscribed."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import closing
from urllib.parse import urlencode

from plugins.pages.addresses import FEEDS
from plugins.web.web_address import web_address
from plugins.web.web_client import FetchFault, FetchRules, WebClient, inner_origins

SECONDS, ANSWER_LIMIT = 20, 4096
_HEADERS = {"Content-Type": "application/x-www-form-urlencoded", "User-Agent": "cong-thong-tin"}


def feeds_for_hub(siteurl: str, paths: Collection[str]) -> list[str]:
    """
    Return the addresses of the feeds that a hub is told of, of an output's files: the portal's and the sections'.

    Those of single names, in folders of their own, would be hundreds at each publication.

    >>> feeds_for_hub("https://a.vn", ["feeds/tin.rss.xml", "feeds/the/x.atom.xml", "index.html"])
    ['https://a.vn/feeds/tin.rss.xml']
    """
    own = (path for path in paths if path.startswith(FEEDS) and "/" not in path.removeprefix(FEEDS))
    return [f"{siteurl}/{path}" for path in sorted(own)]


def tell_hub(hub: str, feeds: Collection[str]) -> str:
    """Tell a hub of feeds; return "" or, in words, why it did not take the news."""
    body = urlencode([("hub.mode", "publish"), *(("hub.url", feed) for feed in feeds)]).encode()
    try:
        with closing(WebClient(FetchRules(inner_origins([hub]), seconds=SECONDS))) as web:
            answer = web.get(web_address(hub), method="POST", headers=_HEADERS, body=body, limit=ANSWER_LIMIT)
    except FetchFault as fault:
        return str(fault)
    return "" if 200 <= answer.status < 300 else f"trả lời {answer.status}"
