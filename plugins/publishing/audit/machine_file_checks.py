"""Validate the files that only machines read: feeds, the site map, open data, calendars."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from plugins.article.reserved_slugs import OwnSlug
from plugins.building.edition.link_targets import path_and_anchor, served_file
from plugins.problems import Problem, error
from plugins.publishing.audit.site_base import SiteBase

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
# sitemaps.org: one file has at most 50,000 addresses and 50 MB.
SITEMAP_ADDRESSES, SITEMAP_BYTES = 50_000, 50 * 2**20
# Readers of feeds show what these say as a page: code in a tag runs there, the same words between tags are a text.
_HTML_OF_FEEDS = ("description", "summary", "content", "encoded")
_CODE = re.compile(
    r"<(?:script|iframe|object)\b|<\w[^<>]*\son\w+\s*=|<\w[^<>]*=\s*[\"']?\s*javascript:", re.IGNORECASE
)
# Our XML needs no document type; one could include files of the reader's machine.
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


def _wrong(path: str, message: str) -> Problem:
    return error(path, 0, "may-doc-hong", message)


def is_for_machines(path: str) -> bool:
    """
    Tell whether a file is one that this module validates.

    >>> is_for_machines("feeds/tat-ca.atom.xml"), is_for_machines("index.html")
    (True, False)
    """
    # Attached documents are published as they came.
    return path.endswith((".xml", ".json", ".ics", ".csv", ".webmanifest")) and not path.startswith(
        f"{OwnSlug.ATTACHMENTS}/"
    )


def check_machine_file(path: str, data: bytes, base: SiteBase, files: Collection[str]) -> Iterator[Problem]:
    """Yield the problems of such a file; ``files`` are the paths of the whole output."""
    try:
        if path.endswith(".xml"):
            yield from _xml(path, data, base, files)
        elif path.endswith((".json", ".webmanifest")):
            yield from _json(path, data, base, files)
        elif path.endswith(".ics"):
            yield from _calendar(path, data.decode("utf-8"))
        elif path.endswith(".csv"):
            rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
            if len({len(row) for row in rows}) > 1:
                yield _wrong(path, "các hàng không cùng số ô.")
    except UnicodeDecodeError:
        yield _wrong(path, "không phải UTF-8.")
    except (ValueError, ElementTree.ParseError, csv.Error) as fault:
        yield _wrong(path, f"không đọc được: {fault}.")


def _xml(path: str, data: bytes, base: SiteBase, files: Collection[str]) -> Iterator[Problem]:
    if _DOCTYPE.search(data):
        yield _wrong(path, "có khai báo DOCTYPE hoặc ENTITY.")
        return
    root = ElementTree.fromstring(data)
    if path == "sitemap.xml" and root.tag not in _SITE_MAPS:
        yield _wrong(path, f"không phải sơ đồ trang: phần tử gốc là <{root.tag[:60]}>.")
    if root.tag in ("rss", f"{ATOM}feed"):
        for one in root.iter():
            holds_html = one.tag.rpartition("}")[2] in _HTML_OF_FEEDS
            if holds_html and one.text and (code := _CODE.search(one.text)):
                yield _wrong(path, f"có mã trong chữ: “{one.text[code.start() :][:60]}”.")
    check = _CHECKS.get(root.tag)
    if check:
        yield from check(path, root, base, files)
        if root.tag == f"{SITEMAP}urlset" and len(data) > SITEMAP_BYTES:
            yield _wrong(path, f"sơ đồ lớn hơn {SITEMAP_BYTES // 2**20} MB; chia ra nhiều tệp.")


def _text(element: ElementTree.Element, name: str) -> str:
    return (element.findtext(name) or "").strip()


def _atom(path: str, root: ElementTree.Element, base: SiteBase, files: Collection[str]) -> Iterator[Problem]:
    """RFC 4287: a feed and its entries have an id, a title and a time of change."""
    entries = root.findall(f"{ATOM}entry")
    for element in (root, *entries):
        for name in ("id", "title", "updated"):
            if not _text(element, f"{ATOM}{name}"):
                yield _wrong(path, f"thiếu <{name}> ở “{_text(element, f'{ATOM}title') or 'feed'}”.")
        if (updated := _text(element, f"{ATOM}updated")) and not _is_instant(updated):
            yield _wrong(path, f"“{updated}” không phải một thời điểm (RFC 3339).")
        for link in element.findall(f"{ATOM}link"):
            # A hub is another's by its nature.
            if link.get("rel") == "hub":
                continue
            yield from _own_page(path, link.get("href", ""), base, files)
    yield from _duplicates(path, [_text(one, f"{ATOM}id") for one in entries])


def _rss(path: str, root: ElementTree.Element, base: SiteBase, files: Collection[str]) -> Iterator[Problem]:
    """RSS 2.0: a channel has a title, a link and a description."""
    channel = root.find("channel")
    if channel is None:
        yield _wrong(path, "thiếu <channel>.")
        return
    for name in ("title", "link", "description"):
        if not _text(channel, name):
            yield _wrong(path, f"thiếu <{name}>.")
    items = channel.findall("item")
    for name, element in (("lastBuildDate", channel), *(("pubDate", item) for item in items)):
        if (date := _text(element, name)) and not _is_mail_date(date):
            yield _wrong(path, f"{name} “{date[:60]}” không phải ngày giờ của RSS (RFC 822).")
    for item in items:
        if not _text(item, "pubDate"):
            yield _wrong(path, f"mục “{_text(item, 'title')[:60]}” thiếu <pubDate>.")
        if not (_text(item, "title") or _text(item, "description")):
            yield _wrong(path, "một mục không có <title> lẫn <description>.")
        yield from _own_page(path, _text(item, "link"), base, files)
        for enclosure in item.findall("enclosure"):
            yield from _link_problems(path, enclosure.get("url", ""), base, files)
    yield from _own_page(path, _text(channel, "link"), base, files)
    yield from _duplicates(path, [_text(one, "guid") for one in items])


def _sitemap(
    path: str, root: ElementTree.Element, base: SiteBase, files: Collection[str]
) -> Iterator[Problem]:
    """sitemaps.org: a sitemap of pages, and one that names other sitemaps, have addresses of the portal, each once, with days."""
    addresses = [_text(one, f"{SITEMAP}loc") for one in root]
    if len(addresses) > SITEMAP_ADDRESSES:
        yield _wrong(path, f"sơ đồ có {len(addresses)} địa chỉ, hơn {SITEMAP_ADDRESSES}; chia ra nhiều tệp.")
    for address in addresses:
        if not base.is_own(address):
            yield _wrong(path, f"“{address}” không thuộc cổng này ({base.siteurl or 'chưa có SITEURL'}).")
        else:
            yield from _link_problems(path, address, base, files)
    for one in root.findall(f"*/{SITEMAP}lastmod"):
        if one.text and not _is_instant(one.text.strip()):
            yield _wrong(path, f"lastmod “{one.text}” không phải một ngày giờ.")
    yield from _duplicates(path, addresses)


MachineFileCheck = Callable[[str, ElementTree.Element, SiteBase, Collection[str]], Iterator[Problem]]
_SITE_MAPS = frozenset({f"{SITEMAP}urlset", f"{SITEMAP}sitemapindex"})
_CHECKS: dict[str, MachineFileCheck] = {
    f"{ATOM}feed": _atom,
    "rss": _rss,
    f"{SITEMAP}urlset": _sitemap,
    f"{SITEMAP}sitemapindex": _sitemap,
}


def _json(path: str, data: bytes, base: SiteBase, files: Collection[str]) -> Iterator[Problem]:
    found = json.loads(data)
    if not isinstance(found, dict) or "jsonfeed.org" not in str(found.get("version", "")):
        return
    # JSON Feed 1.1: a version, a title, items that have an id, a text, an address and dates.
    if not found.get("title") or not isinstance(found.get("items"), list):
        yield _wrong(path, "JSON Feed thiếu title hoặc items.")
        return
    for name in ("home_page_url", "feed_url"):
        if name in found:
            yield from _own_page(path, str(found[name]), base, files)
    for item in found["items"]:
        for name in ("date_published", "date_modified"):
            if name in item and not _is_instant(str(item[name])):
                yield _wrong(path, f"{name} “{str(item[name])[:60]}” không phải một thời điểm.")
        if "url" in item:
            yield from _own_page(path, str(item["url"]), base, files)
        for name in ("image", "banner_image"):
            if name in item:
                yield from _link_problems(path, str(item[name]), base, files)
        if _CODE.search(str(item.get("content_html", ""))):
            yield _wrong(path, f"mục “{item.get('url', '')}” có mã trong chữ.")
        if not item.get("id") or not (item.get("content_text") or item.get("content_html")):
            yield _wrong(path, f"mục “{item.get('url', '')}” thiếu id hoặc nội dung.")
    yield from _duplicates(path, [str(item.get("id", "")) for item in found["items"]])


def _calendar(path: str, text: str) -> Iterator[Problem]:
    """RFC 5545: components nest, and lines are at most 75 octets."""
    stack: list[str] = []
    lines = text.split("\r\n")
    for line in lines:
        word, _, name = line.partition(":")
        if word == "BEGIN":
            stack.append(name)
        elif word == "END" and (not stack or stack.pop() != name):
            yield _wrong(path, f"END:{name} không có BEGIN.")
            return
    if stack or not text.startswith("BEGIN:VCALENDAR\r\n"):
        yield _wrong(path, "lịch không mở đầu bằng BEGIN:VCALENDAR hoặc chưa đóng.")
    if "END:VEVENT" in lines:
        yield from _events(path, text)
    if any(len(line.encode("utf-8")) > 75 for line in lines):
        yield _wrong(path, "có dòng dài hơn 75 byte.")


def _events(path: str, text: str) -> Iterator[Problem]:
    """Yield events without an id or a start, and starts that are no dates."""
    for event in text.replace("\r\n ", "").split("BEGIN:VEVENT\r\n")[1:]:
        fields = dict(line.partition(":")[::2] for line in event.partition("END:VEVENT")[0].split("\r\n"))
        named = {name.partition(";")[0]: value for name, value in fields.items()}
        missing = [name for name in ("UID", "DTSTAMP", "DTSTART") if not named.get(name)]
        if missing:
            yield _wrong(path, f"một sự kiện thiếu {', '.join(missing)}.")
        for name in ("DTSTART", "DTEND", "DTSTAMP"):
            if (value := named.get(name)) and not _is_instant(value.removesuffix("Z")):
                yield _wrong(path, f"{name} “{value[:40]}” không phải ngày giờ.")


def _own_page(path: str, address: str, base: SiteBase, files: Collection[str]) -> Iterator[Problem]:
    """Yield that an address which a feed gives for its own page is another's, or leads nowhere."""
    if urlsplit(address).scheme and not base.is_own(address):
        yield _wrong(path, f"“{address[:100]}” không thuộc cổng này.")
    else:
        yield from _link_problems(path, address, base, files)


def _link_problems(path: str, address: str, base: SiteBase, files: Collection[str]) -> Iterator[Problem]:
    if not urlsplit(address).scheme:
        yield _wrong(path, f"địa chỉ “{address}” không đầy đủ (thiếu https://…).")
    elif base.is_own(address):
        meant = path_and_anchor(address, path, base.root, base.siteurl)
        if meant is None or not served_file(unquote(meant[0]), files):
            yield _wrong(path, f"“{address}” không dẫn tới trang nào.")


def _duplicates(path: str, names: list[str]) -> Iterator[Problem]:
    for name in sorted(
        {name for name in names if name and names.count(name) > 1} if len(set(names)) < len(names) else ()
    ):
        yield _wrong(path, f"“{name}” có hai lần.")


def _is_mail_date(text: str) -> bool:
    try:
        return bool(parsedate_to_datetime(text).tzinfo)
    except (ValueError, TypeError):
        return False


def _is_instant(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
