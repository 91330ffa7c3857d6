"""What machines fetch keeps to its format: sitemap, Atom, RSS, JSON Feed, robots.txt."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
import pytest
from given import SITEURL
from lxml import etree

HERE = Path(__file__).resolve().parent
ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def answers(root: Path, address: str) -> bool:
    """Whether an absolute address of the portal has its file."""
    parts = urlsplit(address)
    target = root / parts.path.lstrip("/")
    return f"{parts.scheme}://{parts.netloc}" == SITEURL and (
        (target / "index.html").is_file() if parts.path.endswith("/") else target.is_file()
    )


def texts(element: etree._Element, path: str) -> list[str]:
    """Return the texts that a path leads to in an Atom feed."""
    return [str(found) for found in element.xpath(path, namespaces=ATOM)]


def instant(text: str) -> datetime:
    """Return an instant that names its zone; a day alone, whose time is not known, begins in Việt Nam."""
    if len(text) == len("2024-06-30"):
        return datetime.fromisoformat(f"{text}T00:00:00+07:00")
    moment = datetime.fromisoformat(text)
    assert moment.utcoffset() is not None, text
    return moment


@pytest.fixture(scope="module")
def site(specimen: Path) -> Path:
    """The portal whose files are read: it holds all the project's own articles and more."""
    return specimen


def test_the_sitemap_keeps_to_its_schema(site: Path) -> None:
    """The schema holds, each address answers, and each last change names an instant with its zone."""
    sitemap = etree.parse(site / "sitemap.xml")
    schema = etree.XMLSchema(etree.parse(HERE / "sitemap.xsd"))

    assert schema.validate(sitemap), schema.error_log
    addresses = [str(found) for found in sitemap.xpath("//s:loc/text()", namespaces=MAP)]
    assert len(addresses) == len(set(addresses)) > 40
    assert [address for address in addresses if not answers(site, address)] == []
    for stamp in sitemap.xpath("//s:lastmod/text()", namespaces=MAP):
        assert instant(str(stamp)) <= datetime.fromisoformat("2024-06-30T08:00+07:00")


def test_every_page_that_may_be_found_is_in_the_sitemap(site: Path) -> None:
    """Lists of names and of days too; of a list in pages the first alone, and nothing that hides."""
    named = set(etree.parse(site / "sitemap.xml").xpath("//s:loc/text()", namespaces=MAP))
    pages = {path: path.read_text("utf-8") for path in site.rglob("*.html")}
    may_be_found = {
        f"{SITEURL}/{path.relative_to(site).as_posix().removesuffix('index.html')}"
        for path, text in pages.items()
        if 'name="robots" content="noindex"' not in text
    }

    assert (
        {f"{SITEURL}/tac-gia/le-hai/", f"{SITEURL}/the/", f"{SITEURL}/luu-tru/2024/06/"}
        < named
        < may_be_found
    )
    assert [one for one in may_be_found - named if "/trang/" not in one] == []


def test_the_schema_refuses_a_bad_sitemap() -> None:
    """A day that is none and a relative address do not pass, so passing means something."""
    schema = etree.XMLSchema(etree.parse(HERE / "sitemap.xsd"))
    for inside in ("<loc>/tin/</loc>", f"<loc>{SITEURL}/</loc><lastmod>30/06/2024</lastmod>", ""):
        sitemap = f'<urlset xmlns="{MAP["s"]}"><url>{inside}</url></urlset>'
        assert not schema.validate(etree.fromstring(sitemap)), inside


def test_robots_names_the_sitemap(site: Path) -> None:
    """robots.txt leads to the sitemap by its whole address."""
    robots = (site / "robots.txt").read_text("utf-8")

    assert re.findall(r"^Sitemap: (.*)$", robots, re.M) == [f"{SITEURL}/sitemap.xml"]


def test_every_feed_is_well_formed(site: Path) -> None:
    """Feedparser finds nothing wrong with any feed, and each entry has title, link, id and date."""
    paths = sorted((site / "feeds").glob("*.xml"))

    assert len(paths) >= 20
    for path in paths:
        feed = feedparser.parse(path.read_bytes())
        assert not feed.bozo, (path, feed.get("bozo_exception"))
        assert feed.feed.title and feed.feed.link.startswith(SITEURL), path
        assert feed.feed.language == "vi", path
        for entry in feed.entries:
            assert entry.title and entry.id and answers(site, entry.link), (path, entry)
            assert entry.published_parsed, (path, entry.link)


def test_atom_keeps_to_its_rules(site: Path) -> None:
    """RFC 4287: one id, title and updated everywhere, an author for all, itself linked, ids once only."""
    for path in sorted((site / "feeds").glob("*.atom.xml")):
        feed = etree.parse(path).getroot()
        own = f"{SITEURL}/{path.relative_to(site).as_posix()}"

        assert texts(feed, "a:link[@rel='self']/@href") == [own]
        assert len(texts(feed, "a:author/a:name/text()")) == 1
        ids = texts(feed, "//a:entry/a:id/text()")
        assert len(ids) == len(set(ids)), path
        for element in [feed, *feed.iterfind("a:entry", ATOM)]:
            assert len(texts(element, "a:id/text()")) == 1, path
            assert len(texts(element, "a:title/text()")) == 1, path
            (updated,) = texts(element, "a:updated/text()")
            assert all(instant(one) <= instant(updated) for one in texts(element, "a:published/text()"))
        newest = [instant(one) for one in texts(feed, "a:entry/a:updated/text()")]
        if newest:
            assert instant(texts(feed, "a:updated/text()")[0]) == max(newest), path


def test_a_summary_is_a_text_in_every_feed(site: Path) -> None:
    """Signs that look like markup in a summary reach the reader as signs."""
    wanted = "“trong ngoặc” & <không phải thẻ>"
    for name in ("tat-ca.atom.xml", "tat-ca.rss.xml"):
        feed = etree.parse(site / "feeds" / name)
        written = feed.xpath("//*[local-name()='summary' or local-name()='description']/text()")
        (summary,) = [text for text in map(str, written) if "không phải thẻ" in text]
        assert "&amp; &lt;không phải thẻ&gt;" in summary
    items = json.loads((site / "feeds" / "tat-ca.json").read_text("utf-8"))["items"]
    assert any(wanted in item["content_text"] for item in items)


def test_json_feed_keeps_to_its_rules(site: Path) -> None:
    """JSON Feed 1.1: version, title, whole addresses, items with id, content, dates with zone and authors."""
    feed = json.loads((site / "feeds" / "tat-ca.json").read_text("utf-8"))

    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"] and feed["language"] == "vi"
    assert feed["feed_url"] == f"{SITEURL}/feeds/tat-ca.json"
    assert answers(site, feed["home_page_url"]) and answers(site, feed["feed_url"])
    assert [author["name"] for author in feed["authors"]]
    assert feed["items"]
    for item in feed["items"]:
        assert isinstance(item["id"], str) and answers(site, item["url"])
        assert item["content_text"]
        assert instant(item["date_published"]) <= instant(item["date_modified"])
        assert all(author["name"] for author in item["authors"]) and item["authors"]
        assert all(isinstance(tag, str) for tag in item["tags"])
