"""One fault after the other is put into one file of the finished sample portal: the audit tells each, with its file, as an error."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import unicodedata
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from given import SITEURL
from PIL import Image

from plugins.building.sources.worker_pool import WorkerPool
from plugins.problems import Level, Problem
from plugins.publishing import run_audit
from plugins.publishing.audit.audit_facts import AuditFacts, Secrets
from plugins.publishing.audit.read_output import OutputScan, scan_files
from plugins.publishing.audit.site_base import SiteBase
from plugins.publishing.run_audit import audit_output
from plugins.search.index_files import packed

ARTICLE = "kinh-te-nong-nghiep/2023/san-pham-ocop/index.html"
HOME, SEARCH, MISSING = "index.html", "tim-kiem/index.html", "404.html"
SEARCH_INDEX = "tim-kiem/chi-muc.json"
SITEMAP = "sitemap.xml"
Change = Callable[[bytes], bytes | None]


@dataclass(frozen=True, slots=True)
class Fault:
    """
    A fault: the file (a pattern names the first that fits), and what becomes of its bytes (None: it is removed).

    ``told`` is the file that the audit names, where it is another; ``level`` how it is told.
    """

    path: str
    change: Change
    told: str = ""
    level: Level = Level.ERROR


def swapped(old: str, new: str) -> Change:
    """Return a change that writes a text for another, which must be there."""

    def change(data: bytes) -> bytes:
        text = data.decode()
        assert old in text, old
        return text.replace(old, new, 1).encode()

    return change


def rewritten(pattern: str, new: str) -> Change:
    """Return a change that writes a text for what fits a pattern, which must be there."""

    def change(data: bytes) -> bytes:
        text, count = re.subn(pattern, lambda _: new, data.decode(), count=1, flags=re.DOTALL)
        assert count, pattern
        return text.encode()

    return change


def in_head(html: str) -> Change:
    """Return a change that puts markup at the end of the head."""
    return swapped("</head>", f"{html}\n</head>")


def in_main(html: str) -> Change:
    """Return a change that puts markup at the end of the main part."""
    return swapped("</main>", f"{html}\n</main>")


def added(data: bytes | str) -> Change:
    """Return a change that makes a file which was not there."""
    return lambda _: data.encode() if isinstance(data, str) else data


def cut(share: float) -> Change:
    """Return a change that leaves only the first part of a file."""
    return lambda data: data[: int(len(data) * share)]


def gone(_: bytes) -> None:
    """Remove the file."""


def linked_data(**facts: object) -> Change:
    """Return a change of the facts of the article in JSON-LD; None removes one."""

    def change(data: bytes) -> bytes:
        text = data.decode()
        found = re.search(r"(<script type=\"application/ld\+json\">)(.*?)(</script>)", text)
        assert found
        data = json.loads(found[2])
        (article,) = (one for one in data["@graph"] if one["@type"] == "NewsArticle")
        for name, one in facts.items():
            article[name] = one
            if one is None:
                del article[name]
        written = json.dumps(data, ensure_ascii=False)
        return text.replace(found[2], written).encode()

    return change


def json_feed(name: str, value: object, *, in_item: bool = True) -> Change:
    """Return a change of a field of a JSON Feed or of its first item; None removes it."""

    def change(data: bytes) -> bytes:
        feed = json.loads(data)
        place = feed["items"][0] if in_item else feed
        place[name] = value
        if value is None:
            del place[name]
        return json.dumps(feed, ensure_ascii=False).encode()

    return change


def placed(kind: str) -> Change:
    """Return a change that writes into a photo where it was taken."""

    def change(data: bytes) -> bytes:
        with Image.open(io.BytesIO(data)) as picture:
            exif = Image.Exif()
            exif[0x8825] = {1: "N", 2: (19.0, 55.0, 30.0), 3: "E", 4: (105.0, 30.0, 10.0)}
            written = io.BytesIO()
            # Only AVIF knows a speed; what is drawn does not matter here.
            picture.save(written, kind, exif=exif.tobytes(), speed=10)
            return written.getvalue()

    return change


def read_as_western(text: str) -> str:
    """Return a text in the Vietnamese code page of Windows, as a Western program shows it."""
    parts = []
    for letter in text:
        pieces = unicodedata.normalize("NFD", letter)
        tone = next((one for one in pieces if one in "\u0300\u0301\u0303\u0309\u0323"), "")
        parts.append(unicodedata.normalize("NFC", pieces.replace(tone, "") if tone else pieces) + tone)
    return "".join(parts).encode("cp1258").decode("cp1252")


FAULTS: dict[str, Fault] = {
    # What search engines are told.
    "robots: nothing for anybody": Fault("robots.txt", swapped("Allow: /", "Disallow: /")),
    "robots: nothing for Google": Fault(
        "robots.txt", lambda data: data + b"\nUser-agent: Googlebot\nDisallow: /\n"
    ),
    "robots: everything by a star": Fault("robots.txt", swapped("Allow: /", "Disallow: /*")),
    "robots: a section": Fault("robots.txt", swapped("Allow: /", "Disallow: /thong-bao/")),
    "robots: no site map": Fault("robots.txt", rewritten(r"Sitemap:[^\n]*", "")),
    "robots: a dead site map": Fault("robots.txt", swapped("/sitemap.xml", "/so-do.xml")),
    "robots: another's site map": Fault(
        "robots.txt", rewritten(r"Sitemap:[^\n]*", "Sitemap: https://khac.vn/sitemap.xml")
    ),
    "robots: a web page": Fault("robots.txt", added("<!doctype html><title>x</title>")),
    "noindex on an article": Fault(ARTICLE, in_head('<meta name="robots" content="noindex">')),
    "noindex, in capitals": Fault(ARTICLE, in_head('<META NAME="ROBOTS" CONTENT="NOINDEX, NOFOLLOW">')),
    "noindex for Google": Fault(ARTICLE, in_head('<meta content="noindex" name="googlebot">')),
    "noindex on the home page": Fault(HOME, in_head('<meta name="robots" content="none, noindex">')),
    "canonical of another site": Fault(
        ARTICLE, rewritten(r'rel="canonical" href="[^"]*"', 'rel="canonical" href="https://khac.vn/"')
    ),
    "canonical of the home page": Fault(
        ARTICLE, rewritten(r'rel="canonical" href="[^"]*"', f'rel="canonical" href="{SITEURL}/"')
    ),
    "canonical of the test server": Fault(
        HOME, rewritten(r'rel="canonical" href="[^"]*"', 'rel="canonical" href="http://localhost:8000/"')
    ),
    "two canonicals": Fault(ARTICLE, in_head(f'<link rel="canonical" href="{SITEURL}/">')),
    "no canonical": Fault(ARTICLE, rewritten(r'<link rel="canonical"[^>]*>', "")),
    "og:url of another page": Fault(
        ARTICLE, rewritten(r'og:url" content="[^"]*"', f'og:url" content="{SITEURL}/"')
    ),
    "meta refresh": Fault(ARTICLE, in_head('<meta http-equiv="refresh" content="0; url=https://khac.vn/">')),
    "meta refresh, in capitals": Fault(HOME, in_head("<META HTTP-EQUIV='Refresh' CONTENT='5'>")),
    "meta refresh in the body": Fault(
        ARTICLE, in_main('<meta http-equiv="refresh" content="0; url=https://khac.vn/">')
    ),
    "base elsewhere": Fault(ARTICLE, in_head('<base href="https://khac.vn/">')),
    "site map without an article": Fault(
        "sitemap.xml", rewritten(rf"<url><loc>{SITEURL}/{ARTICLE[:-10]}</loc>.*?</url>", ""), told=ARTICLE
    ),
    "site map without pages": Fault("sitemap.xml", rewritten(r"<url>.*</url>", "")),
    "site map: a dead page": Fault("sitemap.xml", swapped("/thong-bao/<", "/khong-co/<")),
    "site map: another's page": Fault("sitemap.xml", swapped(f"{SITEURL}/thong-bao/<", "https://khac.vn/<")),
    "site map: a page twice": Fault(
        "sitemap.xml", rewritten(r"</urlset>", f"<url><loc>{SITEURL}/</loc></url></urlset>")
    ),
    "site map: no date": Fault("sitemap.xml", rewritten(r"<lastmod>[^<]*", "<lastmod>hôm qua")),
    "site map: cut off": Fault("sitemap.xml", cut(0.5)),
    # What every portal has.
    "no 404": Fault(MISSING, gone),
    "no site map": Fault("sitemap.xml", gone),
    "no robots.txt": Fault("robots.txt", gone),
    "no home page": Fault(HOME, gone, told="404.html"),
    "no stylesheet": Fault("theme/css/site.*.css", gone, told=HOME),
    "no font": Fault("theme/fonts/*.woff2", gone, told=HOME),
    "no script": Fault("theme/js/site.*.js", gone, told=HOME),
    "no search engine": Fault("theme/js/search-engine.*.js", gone, told=SEARCH),
    "no list of the search index": Fault("tim-kiem/*.json", gone, told=SEARCH),
    "no terms of the search index": Fault("tim-kiem/tu/0-0-*.bin", gone),
    "no table of the search index": Fault("tim-kiem/tu/0-pages-*.bin", gone),
    "search index: words cut off": Fault(SEARCH_INDEX, swapped('"words":"', '"words":"eJw')),
    "no text of a page in the search index": Fault("tim-kiem/trang/*.bin", gone),
    "search index: a list that is none": Fault(SEARCH_INDEX, added('{"tiers": 1}')),
    "search index: a table that is none": Fault("tim-kiem/tu/0-pages-*.bin", added("<html>")),
    "search index: terms of another time": Fault("tim-kiem/tu/0-0-*.bin", added(packed(b"other"))),
    "search index: a text that is none": Fault("tim-kiem/trang/*.bin", added("<html>")),
    "no feed": Fault("feeds/tat-ca.atom.xml", gone, told=HOME),
    "no photo": Fault("anh/gio-san-vat-*-480.jpg", gone, told=ARTICLE),
    "no document": Fault("tai-lieu/*.pdf", gone, told="chien-luoc-dinh-huong-quy-hoach"),
    # Pages that are not whole.
    "page cut in the head": Fault(ARTICLE, cut(0.1)),
    "page cut in the text": Fault(ARTICLE, cut(0.6)),
    "page cut in the footer": Fault(ARTICLE, cut(0.98)),
    "page without end": Fault(ARTICLE, swapped("</body>\n</html>", "")),
    "page twice": Fault(ARTICLE, lambda data: data + data),
    "something behind the page": Fault(ARTICLE, lambda data: data + b"<a href='/x'>x</a>"),
    "empty page": Fault(ARTICLE, added("")),
    "comment without an end": Fault(ARTICLE, in_main("<!-- ghi chú")),
    "empty main part": Fault(ARTICLE, rewritten(r"<main([^>]*)>.*</main>", "<main>\n</main>")),
    "no doctype": Fault(ARTICLE, swapped("<!DOCTYPE html>\n", "")),
    "UTF-16": Fault(ARTICLE, lambda data: data.decode().encode("utf-16")),
    "another encoding": Fault(ARTICLE, lambda data: data.decode().encode("cp1258", "replace")),
    "a page of somebody else": Fault(
        "khuyen-mai/index.html",
        added("<!DOCTYPE html><html lang=vi><title>Khuyến mãi</title><body><h1>a</h1></body></html>"),
    ),
    "a page of somebody else, with a head as pages have today": Fault(
        "khuyen-mai/index.html",
        added(
            '<!DOCTYPE html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>Khuyến mãi</title>\n'
            '</head>\n<body>\n<main>\n<h1>Khuyến mãi</h1>\n<p><a href="/">Mở</a></p>\n</main>\n</body>\n</html>\n'
        ),
    ),
    "a page like a proof of ownership": Fault(
        "yandex_12ab.html",
        added('<html lang="en"><title>a</title><body><a href="https://khac.vn/">x</a></body></html>'),
    ),
    # What everybody can read and fill in.
    "no h1": Fault(ARTICLE, rewritten(r"<h1[^>]*>(.*?)</h1>", "<p>x</p>")),
    "no title": Fault(ARTICLE, rewritten(r"<title>.*?</title>", "")),
    "empty title": Fault(ARTICLE, rewritten(r"<title>.*?</title>", "<title> </title>")),
    "no language": Fault(ARTICLE, swapped('<html lang="vi">', "<html>")),
    "no charset": Fault(ARTICLE, swapped('<meta charset="utf-8">', "")),
    "another charset": Fault(ARTICLE, swapped('charset="utf-8"', 'charset="windows-1258"')),
    "no viewport": Fault(ARTICLE, rewritten(r'<meta name="viewport"[^>]*>', "")),
    "no zoom": Fault(
        ARTICLE, swapped("initial-scale=1", "initial-scale=1, maximum-scale=1, user-scalable=no")
    ),
    "no description": Fault(ARTICLE, rewritten(r'<meta name="description"[^>]*>', ""), level=Level.WARNING),
    "no security policy": Fault(ARTICLE, rewritten(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "")),
    "loose security policy": Fault(
        ARTICLE, swapped("script-src &#39;self&#39;", "script-src &#39;self&#39; &#39;unsafe-inline&#39;")
    ),
    "security policy for all": Fault(ARTICLE, swapped("script-src &#39;self&#39;", "script-src *")),
    "unlabelled input": Fault(ARTICLE, in_main('<input type="text" name="ten">')),
    "unlabelled choice": Fault(ARTICLE, in_main('<select name="xa"><option>a</select>')),
    "unlabelled text area": Fault(ARTICLE, in_main('<textarea id="y-kien"></textarea>')),
    "input whose label is gone": Fault(HOME, rewritten(r'<label[^>]*for="o-tim"[^>]*>.*?</label>', "")),
    "button without a name": Fault(ARTICLE, in_main('<button type="button"></button>')),
    "link without a name": Fault(ARTICLE, in_main('<a href="/thong-bao/"></a>'), level=Level.WARNING),
    "picture without alt": Fault(ARTICLE, in_main('<img src="/theme/icons/x.svg">')),
    "id twice": Fault(ARTICLE, in_main('<p id="noi-dung">x</p>')),
    "two pages of one title": Fault(
        ARTICLE,
        rewritten(r"<title>.*?</title>", "<title>Thông báo – Cổng thông tin điện tử huyện Thọ Xuân</title>"),
        level=Level.WARNING,
    ),
    "two h1": Fault(ARTICLE, in_main("<h1>Tên khác</h1>"), level=Level.WARNING),
    "no main part": Fault(ARTICLE, rewritten(r"<main([^>]*)>(.*)</main>", "<p>x</p>")),
    "element that does not close": Fault(ARTICLE, in_main("<div><p>x</p>")),
    "element closed twice": Fault(ARTICLE, in_main("</div>")),
    # Links and what is loaded.
    "link to the editor's machine": Fault(ARTICLE, in_main('<a href="http://localhost:8000/tin/">x</a>')),
    "link to the office's network": Fault(ARTICLE, in_main('<a href="https://192.168.1.5/">x</a>')),
    "link to the office's network, version 6": Fault(ARTICLE, in_main('<a href="https://[fd00::5]/">x</a>')),
    "link into the network of a provider": Fault(ARTICLE, in_main('<a href="http://a@100.64.0.1/">x</a>')),
    "link to a name of one word": Fault(ARTICLE, in_main('<a href="http://may-chu/tin/">x</a>')),
    "link to a file of the editor": Fault(ARTICLE, in_main('<a href="file:///C:/tin.html">x</a>')),
    "mail to nobody": Fault(ARTICLE, in_main('<a href="mailto:None">x</a>')),
    "telephone of nobody": Fault(ARTICLE, in_main('<a href="tel:">x</a>')),
    "dead link": Fault(ARTICLE, in_main('<a href="/khong-co/">x</a>')),
    "dead anchor": Fault(ARTICLE, in_main('<a href="/thong-bao/#khong-co">x</a>')),
    "dead picture": Fault(ARTICLE, in_main('<img src="/anh/khong-co.jpg" alt="">')),
    "script of another site": Fault(ARTICLE, in_head('<script src="https://khac.vn/a.js"></script>')),
    "frame of another site": Fault(ARTICLE, in_main('<iframe src="https://khac.vn/"></iframe>')),
    "frame with a page in it": Fault(ARTICLE, in_main('<iframe srcdoc="<b>x</b>" title="x"></iframe>')),
    "field for a password": Fault(ARTICLE, in_main('<label>x <input type="password" name="a"></label>')),
    "dead share picture": Fault(
        ARTICLE, rewritten(r'og:image" content="[^"]*"', f'og:image" content="{SITEURL}/anh/mat.jpg"')
    ),
    "form to another site": Fault(ARTICLE, in_main('<form action="https://khac.vn/"></form>')),
    "picture over http": Fault(ARTICLE, in_main('<img src="http://khac.vn/a.png" alt="">')),
    "script in the page": Fault(ARTICLE, in_main("<script>alert(1)</script>")),
    "style in the page": Fault(ARTICLE, in_main('<p style="display:none">x</p>')),
    "handler in the page": Fault(ARTICLE, in_main('<p onclick="a()">x</p>')),
    "script as a link": Fault(ARTICLE, in_main('<a href="javascript:alert(1)">x</a>')),
    # Words that are left over, and damaged ones.
    "[Tên cơ quan]": Fault(HOME, in_main("<p>Bản quyền của [Tên cơ quan]</p>")),
    "[Số điện thoại]": Fault(HOME, in_main("<p>Điện thoại: [số điện thoại]</p>")),
    "[Nhập địa chỉ]": Fault(HOME, in_main("<p>[Nhập địa chỉ của cơ quan]</p>")),
    "[Tên cơ quan] in the description": Fault(
        ARTICLE, rewritten('name="description" content="', 'name="description" content="[Tên cơ quan] ')
    ),
    "[Tên cơ quan] in an attribute": Fault(
        ARTICLE, in_main('<input aria-label="x" placeholder="[Tên cơ quan]">')
    ),
    "[Tên cơ quan] in JSON-LD": Fault(
        ARTICLE, linked_data(publisher={"@type": "Organization", "name": "[Tên cơ quan]"})
    ),
    "[Tên cơ quan] in a feed": Fault("feeds/tat-ca.rss.xml", rewritten("<title>", "<title>[Tên cơ quan] ")),
    "TCVN3 in a feed": Fault(
        "feeds/tat-ca.rss.xml", rewritten("<description>", "<description>Céng hßa x· héi chñ nghÜa ViÖt Nam ")
    ),
    "TODO in a title": Fault(ARTICLE, in_main('<p title="TODO">x</p>')),
    "link to gambling": Fault(ARTICLE, in_main('<a href="https://vi-du.example/">bet88</a>')),
    "TODO": Fault(ARTICLE, in_main("<p>TODO: viết tiếp</p>")),
    "FIXME in a comment": Fault(ARTICLE, in_main("<!-- FIXME -->")),
    "lorem ipsum": Fault(ARTICLE, in_main("<p>Lorem ipsum dolor sit amet</p>")),
    "NaN": Fault(ARTICLE, in_main("<p>Tỷ lệ: NaN %</p>")),
    "None": Fault(ARTICLE, in_main("<p>Tác giả: None</p>")),
    "null": Fault(ARTICLE, in_main("<td>null</td>")),
    "Invalid Date": Fault(ARTICLE, in_main("<p>Đăng lúc Invalid Date</p>")),
    "undefined in an attribute": Fault(ARTICLE, in_main('<p title="undefined">x</p>')),
    "template syntax": Fault(ARTICLE, in_main("<p>{{ article.title }}</p>")),
    "format syntax": Fault(ARTICLE, in_main("<p>Có %(count)s bài</p>")),
    "escaped twice": Fault(ARTICLE, in_main("<p>Văn hóa &amp;amp; Thể thao</p>")),
    "escaped tags": Fault(ARTICLE, in_main("<p>&lt;strong&gt;Xã&lt;/strong&gt;</p>")),
    "a trace of Python": Fault(ARTICLE, in_main("<pre2>Traceback (most recent call last):</pre2>")),
    "a database fault": Fault(ARTICLE, in_main("<p>SQLSTATE[HY000] [2002]</p>")),
    "gambling": Fault(ARTICLE, in_main("<p>Nhà cái uy tín, casino trực tuyến</p>")),
    "TCVN3": Fault(ARTICLE, in_main("<p>Céng hßa x· héi chñ nghÜa ViÖt Nam, ®éc lËp tù do h¹nh phóc</p>")),
    "VNI": Fault(ARTICLE, in_main("<p>Xaây döïng ñôøi soáng vaên hoùa ôû khu daân cö</p>")),
    "Windows-1258 read as another": Fault(
        ARTICLE,
        in_main(f"<p>{read_as_western('Người dân được hưởng lợi, đời sống Việt Nam phát triển')}</p>"),
    ),
    "UTF-8 twice": Fault(ARTICLE, in_main("<p>Thá»\u008d XuÃ¢n Ä‘áº¹p</p>")),
    "lost letters": Fault(ARTICLE, in_main("<p>Th\ufffd Xuân</p>")),
    "letters in pieces": Fault(ARTICLE, in_main("<p>Tho\u0323 Xua\u0302n</p>")),
    # What machines read.
    "JSON-LD without headline": Fault(ARTICLE, linked_data(headline=None)),
    "JSON-LD with an empty headline": Fault(ARTICLE, linked_data(headline="")),
    "JSON-LD without a date": Fault(ARTICLE, linked_data(datePublished=None)),
    "JSON-LD with a bad date": Fault(ARTICLE, linked_data(datePublished="22/06/2023")),
    "JSON-LD with an impossible date": Fault(ARTICLE, linked_data(dateModified="2023-02-31")),
    "JSON-LD changed before it was published": Fault(ARTICLE, linked_data(dateModified="2001-01-01")),
    "JSON-LD of nobody": Fault(ARTICLE, linked_data(author=[{"@type": "Person"}])),
    "JSON-LD without a type": Fault(ARTICLE, linked_data(**{"@type": None})),
    "JSON-LD cut off": Fault(ARTICLE, swapped('"@context": "https://schema.org", ', "")),
    "no JSON-LD": Fault(ARTICLE, rewritten(r"<script type=\"application/ld\+json\">.*?</script>", "")),
    "article date is none": Fault(
        ARTICLE,
        rewritten(r'article:published_time" content="[^"]*"', 'article:published_time" content="hôm qua"'),
    ),
    "time element is none": Fault(
        ARTICLE, rewritten(r'<time datetime="[^"]*"', '<time datetime="22/6/2023"')
    ),
    "RSS: bad date of the feed": Fault(
        "feeds/tat-ca.rss.xml", rewritten(r"<lastBuildDate>[^<]*", "<lastBuildDate>2024-06-30")
    ),
    "RSS: bad date of an item": Fault(
        "feeds/tat-ca.rss.xml", rewritten(r"<pubDate>[^<]*", "<pubDate>30/06/2024")
    ),
    "RSS: no date": Fault("feeds/tat-ca.rss.xml", rewritten(r"<pubDate>[^<]*</pubDate>", "")),
    "RSS: dead address": Fault(
        "feeds/tat-ca.rss.xml",
        rewritten(
            r"<item>(.*?)<link>[^<]*",
            f"<item><title>a</title><pubDate>Tue, 25 Jun 2024 00:00:00 +0700</pubDate><link>{SITEURL}/khong-co/",
        ),
    ),
    "RSS: another's address": Fault(
        "feeds/tat-ca.rss.xml",
        rewritten(
            r"<item>(.*?)<link>[^<]*",
            "<item><title>a</title><pubDate>Tue, 25 Jun 2024 00:00:00 +0700</pubDate><link>https://khac.vn/",
        ),
    ),
    "Atom: bad date": Fault("feeds/tat-ca.atom.xml", rewritten(r"<updated>[^<]*", "<updated>30/06/2024")),
    "Atom: another's address": Fault(
        "feeds/tat-ca.atom.xml", rewritten(rf'<link href="{SITEURL}/[^"]*"', '<link href="https://khac.vn/"')
    ),
    "Atom: cut off": Fault("feeds/tat-ca.atom.xml", cut(0.7)),
    "JSON Feed: dead address": Fault("feeds/tat-ca.json", json_feed("url", f"{SITEURL}/khong-co/")),
    "JSON Feed: bad date": Fault("feeds/tat-ca.json", json_feed("date_published", "30/06/2024")),
    "JSON Feed: no id": Fault("feeds/tat-ca.json", json_feed("id", None)),
    "JSON Feed: another's home": Fault(
        "feeds/tat-ca.json", json_feed("home_page_url", "https://khac.vn/", in_item=False)
    ),
    "RSS: no articles": Fault("feeds/tat-ca.rss.xml", rewritten(r"<item>.*</item>", "")),
    "Atom: no articles": Fault("feeds/tat-ca.atom.xml", rewritten(r"<entry>.*</entry>", "")),
    "JSON Feed: no articles": Fault("feeds/tat-ca.json", json_feed("items", [], in_item=False)),
    "calendar: no start": Fault("so-quy-hoach/so-quy-hoach.ics", rewritten(r"DTSTART[^\r]*\r\n", "")),
    "calendar: bad start": Fault(
        "so-quy-hoach/so-quy-hoach.ics", rewritten(r"DTSTART[^\r]*", "DTSTART:30/06/2024")
    ),
    "calendar: cut off": Fault("so-quy-hoach/so-quy-hoach.ics", cut(0.5)),
    "register: a row too short": Fault("so-quy-hoach/so-quy-hoach.csv", lambda data: data + b"a,b\r\n"),
    "register: JSON cut off": Fault("so-quy-hoach/so-quy-hoach.json", cut(0.5)),
    # Code and pictures.
    "script cut off": Fault("theme/js/site.*.js", cut(0.5)),
    "script that does not parse": Fault("theme/js/site.*.js", lambda data: data + b"\nfunction ( {"),
    "script of a theme that does not parse": Fault(
        "theme/js/moi.js", added("const a = `${b};\nfunction c() { return a; }")
    ),
    "script that imports what is not there": Fault(
        "theme/js/moi.js", added('import { a } from "./khong-co.js";\na();')
    ),
    "stylesheet cut off": Fault("theme/css/site.*.css", cut(0.5)),
    "stylesheet that does not close": Fault(
        "theme/css/moi.css", added("a { color: red;\nb { color: blue; }")
    ),
    "stylesheet that imports what is not there": Fault(
        "theme/css/moi.css", added('@import "khong-co.css";\n')
    ),
    "stylesheet that imports from elsewhere": Fault(
        "theme/css/moi.css", added("@import url(https://khac.vn/a.css);\n")
    ),
    "stylesheet that loads from elsewhere": Fault(
        "theme/css/moi.css", added("a { background: url(https://khac.vn/a.png) }")
    ),
    "stylesheet with a dead picture": Fault(
        "theme/css/moi.css", added("a { background: url(khong-co.png) }")
    ),
    "JPEG cut off": Fault("anh/*.jpg", cut(0.7)),
    "JPEG that is a page": Fault("anh/*.jpg", added("<html>")),
    "JPEG with a hole": Fault("anh/*.jpg", lambda data: data[:20] + bytes(200) + data[220:]),
    "JPEG with noise": Fault(
        "anh/*.jpg",
        lambda data: (
            data[: len(data) // 2]
            + bytes(range(256)) * 8
            + b"\xff\x01\xff\x17"
            + data[len(data) // 2 + 2052 :]
        ),
    ),
    "empty picture": Fault("anh/*.jpg", added("")),
    "PNG cut off": Fault("anh/chia-se/*.png", cut(0.7)),
    "PNG with one changed byte": Fault(
        "anh/chia-se/*.png", lambda data: data[:100] + bytes([data[100] ^ 1]) + data[101:]
    ),
    "WebP cut off": Fault("anh/*.webp", cut(0.7)),
    "AVIF cut off": Fault("anh/*.avif", cut(0.7)),
    "empty document": Fault("tai-lieu/*.pdf", added("")),
    "font cut off": Fault("theme/fonts/*.woff2", cut(0.7)),
    "drawing with a script": Fault(
        "theme/icons/*.svg", rewritten("</svg>", "<script>alert(1)</script></svg>")
    ),
    "drawing that is no XML": Fault("theme/icons/moi.svg", added("<svg><g></svg")),
    "place in a JPEG": Fault("anh/*.jpg", placed("JPEG")),
    "place in a WebP": Fault("anh/*.webp", placed("WEBP")),
    "place in a PNG": Fault("anh/chia-se/*.png", placed("PNG")),
    "place in an AVIF": Fault("anh/*.avif", placed("AVIF")),
    "place as XMP": Fault(
        "anh/*.jpg",
        lambda data: (
            data[:2]
            + b"\xff\xe1\x00\x40http://ns.adobe.com/xap/1.0/\0<exif:GPSLatitude>19,55N".ljust(66, b" ")
            + data[2:]
        ),
    ),
    # What break-ins write into pages and beside them.
    "robots: none": Fault(ARTICLE, in_head('<meta name="robots" content="none">')),
    "robots: no longer after a day": Fault(
        ARTICLE, in_head('<meta name="robots" content="unavailable_after: 2020-01-01">')
    ),
    "robots: the theme": Fault("robots.txt", swapped("Allow: /", "Disallow: /theme/")),
    "robots: the home page alone": Fault("robots.txt", swapped("Allow: /", "Disallow: /$")),
    "robots: by a pattern": Fault("robots.txt", swapped("Allow: /", "Disallow: /*/2023/")),
    "share picture that is not there": Fault(
        ARTICLE, rewritten(r'og:image" content="[^"]*"', f'og:image" content="{SITEURL}/anh/khong.png"')
    ),
    "share picture of another": Fault(
        ARTICLE, rewritten(r'og:image" content="[^"]*"', 'og:image" content="https://khac.vn/a.png"')
    ),
    "JSON-LD of another page": Fault(ARTICLE, linked_data(mainEntityOfPage="https://khac.vn/")),
    "JSON-LD with another's address": Fault(ARTICLE, linked_data(url="https://khac.vn/")),
    "JSON-LD with a dead picture": Fault(ARTICLE, linked_data(image=[f"{SITEURL}/anh/khong.jpg"])),
    "AMP elsewhere": Fault(ARTICLE, in_head('<link rel="amphtml" href="https://khac.vn/amp">')),
    "version for phones elsewhere": Fault(
        ARTICLE, in_head('<link rel="alternate" media="only screen" href="https://m.khac.vn/">')
    ),
    "connection to another site": Fault(ARTICLE, in_head('<link rel="preconnect" href="https://khac.vn">')),
    "cookie by the page": Fault(ARTICLE, in_head('<meta http-equiv="set-cookie" content="a=b">')),
    "button to another site": Fault(
        ARTICLE, in_main('<form><button formaction="https://khac.vn/">x</button></form>')
    ),
    "frame with markup in it": Fault(ARTICLE, in_main('<iframe title="a" srcdoc="&lt;p&gt;"></iframe>')),
    "clicks told to another": Fault(ARTICLE, in_main('<a href="/thong-bao/" ping="https://khac.vn/">x</a>')),
    "drawing of another site": Fault(ARTICLE, in_main('<svg><use href="https://khac.vn/a.svg#a"/></svg>')),
    "link to a page in itself": Fault(ARTICLE, in_main('<a href="data:text/html,x">x</a>')),
    "script as a link, after spaces": Fault(ARTICLE, in_main('<a href="  JaVaScript:alert(1)">x</a>')),
    "script of another kind as a link": Fault(ARTICLE, in_main('<a href="vbscript:x">x</a>')),
    "code of a server": Fault(ARTICLE, in_main("<p><?php echo 1 ?></p>")),
    "command of a server": Fault(ARTICLE, in_main('<!--#include virtual="/a"-->')),
    "feed with a script": Fault(
        "feeds/tat-ca.rss.xml", rewritten("<description>", "<description>&lt;script&gt;a()&lt;/script&gt;")
    ),
    "feed with a dead photo": Fault(
        "feeds/tat-ca.rss.xml",
        rewritten("</item>", f'<enclosure url="{SITEURL}/khong.jpg" type="image/jpeg" length="1"/></item>'),
    ),
    "JSON Feed with a dead photo": Fault("feeds/tat-ca.json", json_feed("image", f"{SITEURL}/khong.jpg")),
    "site map that is none": Fault("sitemap.xml", rewritten(r'xmlns="[^"]*"', "")),
    "photo with code behind it": Fault("anh/*.jpg", lambda data: data + b"<?php system($_GET[1]); ?>"),
    "photo with an archive behind it": Fault(
        "anh/*.jpg", lambda data: data + b"PK\x03\x04" + bytes(range(99))
    ),
    "document that is a program": Fault("tai-lieu/*.pdf", added(b"MZ" + bytes(500))),
    # What is left over, or hidden, or has no name.
    "no host in a link": Fault(ARTICLE, in_main('<a href="https://">x</a>')),
    "a space in a host": Fault(ARTICLE, in_main('<a href="https://khac vn/">x</a>')),
    "mail to no address": Fault(ARTICLE, in_main('<a href="mailto:van-phong">x</a>')),
    "telephone without a number": Fault(ARTICLE, in_main('<a href="tel:xxxx">x</a>')),
    "NUL": Fault(ARTICLE, in_main("<p>a\0b</p>")),
    "text turned round": Fault(ARTICLE, in_main("<p>a\u202eb</p>")),
    "sign of a font of Word": Fault(ARTICLE, in_main("<p>H\uf0b7 tin</p>")),
    "two edits that met": Fault(ARTICLE, in_main("<p>\n&lt;&lt;&lt;&lt;&lt;&lt;&lt; HEAD</p>")),
    "fault of a spreadsheet": Fault(ARTICLE, in_main("<td>#REF!</td>")),
    "an object of Python": Fault(ARTICLE, in_main("<p>&lt;Article object at 0x7f&gt;</p>")),
    "a date of Python": Fault(ARTICLE, in_main("<p>datetime.datetime(2024, 1, 1)</p>")),
    "a variable of a script": Fault(ARTICLE, in_main("<p>${title}</p>")),
    "name of what is not there": Fault(ARTICLE, in_main('<section aria-labelledby="khong-co">x</section>')),
    "label of what is not there": Fault(ARTICLE, in_main('<label for="khong-co">x</label>')),
    "empty heading": Fault(ARTICLE, in_main("<h2></h2>"), level=Level.WARNING),
    "terms of the search index cut off": Fault("tim-kiem/tu/0-0-*.bin", cut(0.5)),
    "text of the search index cut off": Fault("tim-kiem/trang/*.bin", cut(0.5)),
    # Files that must not be public.
    **{
        f"file {path}": Fault(path, added("x"))
        for path in (
            *(
                ".env",
                ".git/HEAD",
                ".gitignore",
                ".htpasswd",
                ".DS_Store",
                ".svn/entries",
                ".vscode/settings.json",
            ),
            *(
                "shell.php",
                "anh/x.php5",
                "thong-bao/a.phtml",
                "cmd.aspx",
                "x.jsp",
                "cgi-bin/a.pl",
                "web.config",
            ),
            *(
                "index.html.bak",
                "index.html~",
                "index.html.old",
                "index.html.orig",
                ".index.html.swp",
                "sao-luu.sql",
            ),
            *(
                "id_rsa",
                "khoa.pem",
                "khoa.key",
                "may-chu.log",
                "thiet-lap.ini",
                "bai.md",
                "publishconf.py",
                "a.php.jpg",
            ),
            *(
                "Thumbs.db",
                "node_modules/a.js",
                "composer.json",
                "phpinfo.php",
                "cai-dat.exe",
                "a.sqlite3",
                "site.css.map",
            ),
            *(
                "sao-luu.zip",
                "www.tar.gz",
                "csdl.dump",
                "sw.js",
                "a.shtml",
                "a.inc",
                "a.hta",
                "tin.htm",
                "access.log.1",
            ),
        )
    },
}


@pytest.fixture(scope="module")
def portal(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample portal, which each test leaves as it found it."""
    folder = tmp_path_factory.mktemp("seeded") / "output"
    shutil.copytree(published, folder)
    return folder


@pytest.fixture
def seeded(portal: Path, request: pytest.FixtureRequest) -> Iterator[tuple[Path, Fault, str]]:
    """The portal with one fault, that fault, and the file that it is told of."""
    fault = FAULTS[request.param]
    place = min(portal.glob(fault.path), default=portal / fault.path)
    before = place.read_bytes() if place.exists() else None
    after = fault.change(before or b"")
    folders = [one for one in place.parents if not one.exists()]
    place.parent.mkdir(parents=True, exist_ok=True)
    if after is None:
        place.unlink()
    else:
        place.write_bytes(after)
    yield portal, fault, fault.told or place.relative_to(portal).as_posix()
    if before is None:
        place.unlink(missing_ok=True)
        for folder in folders:
            folder.rmdir()
    else:
        place.write_bytes(before)


def audited(folder: Path) -> tuple[Problem, ...]:
    """Return what the audit says of an output."""
    return audit_output(folder, AuditFacts(SiteBase("", SITEURL)), WorkerPool(1)).problems


class Asked(frozenset[str]):
    """The paths of an output, which remember of which paths it was asked whether they are there, with the answers."""

    def __new__(cls, files: Collection[str]) -> Asked:
        """Make one that was not asked yet."""
        made = super().__new__(cls, files)
        made.answers = {}
        return made

    answers: dict[object, bool]

    def __contains__(self, path: object) -> bool:
        answer = self.answers[path] = super().__contains__(path)
        return answer

    def __iter__(self) -> Iterator[str]:
        raise AssertionError("a scan of one file that hangs on all others cannot be used again")


@dataclass(frozen=True, slots=True)
class Scanned:
    """The scan of one file, and what it hangs on but for that file: which other paths are there."""

    scan: OutputScan
    answers: Mapping[object, bool]

    def fits(self, files: frozenset[str]) -> bool:
        """Tell whether it would be the same in an output of these files."""
        return all((path in files) is answer for path, answer in self.answers.items())


@pytest.fixture(scope="module")
def scans() -> dict[tuple[Hashable, ...], Scanned]:
    """Scans of single files that are still as they were scanned."""
    return {}


@pytest.fixture
def scanned_once(scans: dict[tuple[Hashable, ...], Scanned], monkeypatch: pytest.MonkeyPatch) -> None:
    """Scan a file again where it is another one, or something that its scan asked for came or went: it hangs on nothing else."""

    def scan(
        folder: Path, base: SiteBase, secrets: Secrets, files: frozenset[str], paths: Sequence[str]
    ) -> list[OutputScan]:
        whole = OutputScan()
        for path in paths:
            status = os.stat(f"{folder}/{path}")
            key = (base, path, status.st_size, status.st_mtime_ns)
            if key not in scans or not scans[key].fits(files):
                asked = Asked(files)
                scans[key] = Scanned(scan_files(folder, base, secrets, asked, [path])[0], asked.answers)
            whole.merge(scans[key].scan)
        return [whole]

    monkeypatch.setattr(run_audit, "scan_files", scan)


@pytest.mark.parametrize("seeded", FAULTS, indirect=True)
def test_a_seeded_fault_is_told_with_its_file(scanned_once: None, seeded: tuple[Path, Fault, str]) -> None:
    """As an error, but for two that are reminders."""
    folder, fault, told = seeded
    problems = [one for one in audited(folder) if one.path.startswith(told)]
    assert [one for one in problems if one.level is fault.level], [str(one) for one in audited(folder)][:5]


def test_the_sound_portal_has_no_problem_at_all(portal: Path) -> None:
    """Not even a reminder."""
    assert [str(one) for one in audited(portal)] == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("google12ab34cd56ef78.html", "google-site-verification: google12ab34cd56ef78.html"),
        (
            "yandex_12ab34cd.html",
            '<html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"></head><body>Verification: 12ab34cd</body></html>',
        ),
        (
            "zalo_verifierABC.html",
            '<!DOCTYPE html><html lang="en"><head><meta property="zalo-platform-site-verification" content="x" /></head><body>Zalo</body></html>',
        ),
        ("BingSiteAuth.xml", '<?xml version="1.0"?><users><user>12AB</user></users>'),
        (".well-known/security.txt", "Contact: mailto:a@vi-du.gov.vn\n"),
        ("ads.txt", "# không có quảng cáo\n"),
        (".nojekyll", ""),
    ],
)
def test_a_proof_of_ownership_is_no_fault(scanned_once: None, portal: Path, path: str, text: str) -> None:
    """Search engines and networks ask for such files."""
    place = portal / path
    place.parent.mkdir(exist_ok=True)
    place.write_text(text, "utf-8")
    try:
        assert [str(one) for one in audited(portal) if one.level is Level.ERROR] == []
    finally:
        place.unlink()
        if place.parent != portal:
            place.parent.rmdir()


@pytest.mark.parametrize(
    ("path", "change", "told"),
    [
        ("sitemap-2023.xml", rewritten(rf"<url><loc>{SITEURL}/{ARTICLE[:-10]}</loc>.*?</url>", ""), ARTICLE),
        ("sitemap-2023.xml", gone, SITEMAP),
        ("sitemap-2023.xml", cut(0.5), "sitemap-2023.xml"),
        (SITEMAP, rewritten("<sitemap>.*</sitemap>", ""), SITEMAP),
        (SITEMAP, swapped("sitemap-2023", "sitemap-2022"), SITEMAP),
        (SITEMAP, swapped(SITEURL, "https://khac.vn"), SITEMAP),
    ],
)
def test_a_sitemap_that_names_others_is_read_with_them(
    scanned_once: None, portal: Path, tmp_path: Path, path: str, change: Change, told: str
) -> None:
    """A large portal's: sound as it is, each fault of it told as those of one file are."""
    folder = tmp_path / "output"
    shutil.copytree(portal, folder)
    root = re.search("<urlset[^>]*>", (folder / SITEMAP).read_text("utf-8"))
    assert root
    (folder / SITEMAP).rename(folder / "sitemap-2023.xml")
    part = f"<sitemap><loc>{SITEURL}/sitemap-2023.xml</loc><lastmod>2024-06-30</lastmod></sitemap>"
    index = root[0].replace("urlset", "sitemapindex")
    (folder / SITEMAP).write_text(f"{index}{part}</sitemapindex>", "utf-8")
    before = {one for one in audited(folder) if one.level is Level.ERROR}

    after = change((folder / path).read_bytes())
    if after is None:
        (folder / path).unlink()
    else:
        (folder / path).write_bytes(after)

    assert before == set()
    assert told in {one.path for one in audited(folder) if one.level is Level.ERROR}
