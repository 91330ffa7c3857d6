"""A site that shows some of its visitors something else is found out, in each of the ways that break-ins use; a sound one is not."""

from __future__ import annotations

import gzip
import os
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from typing import cast
from urllib.parse import unquote

import brotli
import pytest
from quick_handler import QuickHandler

from plugins.publishing.releases.findings import Findings
from plugins.publishing.releases.folder_contents import folder_contents
from plugins.publishing.releases.manifest import Manifest, ReleaseHistory
from plugins.publishing.releases.release import FileContent
from plugins.publishing.targets.transport import Transport
from plugins.publishing.trusted_release import TrustedRelease
from plugins.publishing.verification import verify_target
from plugins.publishing.visits.http_client import Budget, LiveClient
from plugins.publishing.visits.live_check import check_live_site

PAGES: dict[str, bytes] = {
    "index.html": "<!doctype html><title>Cổng</title><p>Trang nhất</p>".encode() * 9,
    "404.html": "<!doctype html><title>Không có</title>".encode() * 9,
    "robots.txt": b"User-agent: *\nAllow: /\n\nSitemap: https://vi-du.gov.vn/sitemap.xml\n",
    "sitemap.xml": b"<urlset><url><loc>https://vi-du.gov.vn/</loc></url></urlset>" * 3,
    "theme/css/site.css": b"a { color: red }" * 20,
    "theme/js/site.js": b"console.log(1);" * 20,
    "anh/lua.jpg": b"\xff\xd8\xff" + bytes(900),
    **{
        f"tin/2024/bai-{n}/index.html": f"<!doctype html><title>Bài {n}</title>".encode() * 12
        for n in range(30)
    },
}
MANIFEST = Manifest({path: FileContent.of(data).file for path, data in PAGES.items()})
SPAM = b"<!doctype html><title>Nha cai</title><a href='/nha-cai-bi-mat/'>choi ngay</a>" * 5
ROBOTS = ("googlebot", "bingbot", "coccoc", "facebookexternalhit", "zalo")
_COUNTER = count()


@dataclass(frozen=True, slots=True)
class Request:
    """What a server sees of a request: the path of the file that is meant ("" of none), its headers by lower-case names."""

    path: str
    query: str
    method: str
    headers: Mapping[str, str]

    def has(self, name: str, *words: str) -> bool:
        """Tell whether a header has one of these words."""
        return any(word in self.headers.get(name, "").lower() for word in words)

    @property
    def is_page(self) -> bool:
        """Whether it asks for a page of the site."""
        return self.path.endswith("index.html") and self.path in PAGES


@dataclass(slots=True)
class Answer:
    """What a server answers."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


Cloak = Callable[[Request, Answer], Answer | None]


def spam(_: Answer) -> Answer:
    """Return a page of gambling."""
    return Answer(200, SPAM)


def to(place: str) -> Answer:
    """Return a redirect."""
    return Answer(302, b"", {"Location": place})


def when(applies: Callable[[Request], bool], what: Callable[[Answer], Answer] = spam) -> Cloak:
    """Return a server that answers some requests in another way."""
    return lambda request, answer: what(answer) if applies(request) else None


def with_header(name: str, value: str) -> Callable[[Answer], Answer]:
    """Return what adds a header to the right answer."""
    return lambda answer: Answer(answer.status, answer.body, {name: value})


def packed_spam(encoding: str) -> Callable[[Answer], Answer]:
    """Return what sends a page of gambling in a compression."""
    packers = {"gzip": gzip.compress, "br": brotli.compress, "deflate": zlib.compress}
    return lambda _: Answer(200, packers[encoding](SPAM), {"Content-Encoding": encoding})


def from_search(request: Request) -> bool:
    """Tell whether a visitor comes from Google."""
    return request.has("referer", "google.")


def is_robot(request: Request) -> bool:
    """Tell whether a robot asks."""
    return request.has("user-agent", *ROBOTS)


DEEP = tuple(f"tin/2024/bai-{n}/index.html" for n in range(30))
CLOAKS: dict[str, Cloak] = {
    "Googlebot": when(lambda one: one.is_page and one.has("user-agent", "googlebot")),
    "Googlebot on the home page": when(
        lambda one: one.path == "index.html" and one.has("user-agent", "googlebot")
    ),
    "Bingbot alone": when(lambda one: one.is_page and one.has("user-agent", "bingbot")),
    "Cốc Cốc alone": when(lambda one: one.is_page and one.has("user-agent", "coccocbot")),
    "Facebook's robot alone": when(lambda one: one.is_page and one.has("user-agent", "facebookexternalhit")),
    "phones": when(lambda one: one.is_page and one.has("user-agent", "android") and not is_robot(one)),
    "iPhones": when(lambda one: one.is_page and one.has("user-agent", "iphone")),
    "who comes from Google": when(lambda one: one.is_page and from_search(one)),
    "phones from Google": when(
        lambda one: one.is_page and from_search(one) and one.has("user-agent", "mobile")
    ),
    "who comes from Facebook": when(lambda one: one.is_page and one.has("referer", "facebook.")),
    "who comes from Zalo": when(lambda one: one.is_page and one.has("referer", "zalo.")),
    "who comes from Cốc Cốc": when(lambda one: one.is_page and one.has("referer", "coccoc.")),
    "Zalo's own browser": when(lambda one: one.is_page and one.has("user-agent", "zalo android")),
    "everybody but a check": when(lambda one: one.is_page and not one.has("user-agent", "kiem-tra")),
    "cookies": when(lambda one: one.is_page and "cookie" in one.headers),
    "no cookies, after one was set": when(lambda one: one.is_page and one.has("cookie", "phpsessid")),
    "English": when(lambda one: one.is_page and one.headers.get("accept-language", "").startswith("en")),
    "Chinese": when(lambda one: one.is_page and one.headers.get("accept-language", "").startswith("zh")),
    "now and then": when(lambda one: one.is_page and next(_COUNTER) % 20 == 0),
    "at certain seconds": when(lambda one: one.is_page and time.monotonic() % 0.4 < 0.2),
    "deep pages, Googlebot": when(lambda one: one.path in DEEP and one.has("user-agent", "googlebot")),
    "half of the deep pages, from Google": when(lambda one: one.path in DEEP[::2] and from_search(one)),
    "redirected robots": when(
        lambda one: one.is_page and is_robot(one), lambda _: to("https://nha-cai.example/")
    ),
    "redirected within the site": when(
        lambda one: one.path in DEEP and from_search(one), lambda _: to("/nha-cai/")
    ),
    "redirected phones": when(
        lambda one: one.is_page and one.has("user-agent", "mobile"), lambda _: to("//nha-cai.example/")
    ),
    "robots get 404": when(
        lambda one: one.is_page and is_robot(one), lambda _: Answer(404, PAGES["404.html"])
    ),
    "robots.txt for robots": when(
        lambda one: one.path == "robots.txt" and is_robot(one),
        lambda _: Answer(200, b"Sitemap: https://vi-du.gov.vn/sitemap-88.xml\n"),
    ),
    "sitemap for Googlebot": when(
        lambda one: one.path == "sitemap.xml" and one.has("user-agent", "googlebot")
    ),
    "script for people from Google": when(lambda one: one.path.endswith(".js") and from_search(one)),
    "addresses that do not exist": when(lambda one: one.path == ""),
    "addresses that do not exist, Googlebot": when(
        lambda one: one.path == "" and one.has("user-agent", "googlebot")
    ),
    "addresses that do not exist, from Google": when(lambda one: one.path == "" and from_search(one)),
    "addresses that do not exist, redirected": when(
        lambda one: one.path == "" and from_search(one), lambda _: to("https://nha-cai.example/")
    ),
    "spam with 404, Googlebot": when(
        lambda one: one.path == "" and one.has("user-agent", "googlebot"), lambda _: Answer(404, SPAM)
    ),
    "a query": when(lambda one: one.path == "index.html" and "p=1" in one.query),
    "a query of Facebook": when(lambda one: one.is_page and "fbclid" in one.query),
    "a query of Google's advertisements": when(
        lambda one: one.is_page and "gclid" in one.query and from_search(one)
    ),
    "canonical in a header": when(
        lambda one: one.is_page, with_header("Link", '<https://nha-cai.example/>; rel="canonical"')
    ),
    "canonical in a header, robots": when(
        lambda one: one.is_page and is_robot(one), with_header("Link", "<https://x.example/>; rel=canonical")
    ),
    "noindex in a header": when(lambda one: one.is_page, with_header("X-Robots-Tag", "noindex, nofollow")),
    "noindex in a header, Googlebot": when(
        lambda one: one.is_page and one.has("user-agent", "googlebot"),
        with_header("X-Robots-Tag", "googlebot: none"),
    ),
    "refresh in a header": when(
        lambda one: one.path == "index.html", with_header("Refresh", "0; url=https://nha-cai.example/")
    ),
    "page sent as text": when(
        lambda one: one.is_page and is_robot(one), with_header("Content-Type", "text/plain")
    ),
    "service worker": when(
        lambda one: one.path == "" and one.headers[":path"] == "/sw.js",
        lambda _: Answer(200, b"self.onfetch = 1"),
    ),
    "gzip": when(lambda one: one.is_page and one.has("accept-encoding", "gzip"), packed_spam("gzip")),
    "brotli": when(lambda one: one.is_page and one.has("accept-encoding", "br"), packed_spam("br")),
    "deflate": when(
        lambda one: one.is_page and one.headers.get("accept-encoding") == "deflate", packed_spam("deflate")
    ),
    "what Chrome accepts": when(lambda one: one.is_page and one.has("accept-encoding", "zstd")),
    "what a browser says of its requests": when(
        lambda one: one.is_page and one.has("sec-fetch-dest", "document")
    ),
    "rarer robots": when(lambda one: one.is_page and one.has("user-agent", "yandexbot")),
    "who comes from TikTok": when(lambda one: one.is_page and one.has("referer", "tiktok.")),
    "who has an older state": when(lambda one: one.is_page and "if-none-match" in one.headers),
    "the name of the file": when(lambda one: one.is_page and one.headers[":path"].endswith("index.html")),
    "no slash at the end": when(
        lambda one: f"{one.headers[':path'].lstrip('/')}/index.html" in PAGES,
        lambda _: to("https://nha-cai.example/"),
    ),
    "capitals": when(
        lambda one: f"{one.headers[':path'].lower().lstrip('/')}index.html" in DEEP and not one.path
    ),
    "addresses that do not exist, Cốc Cốc": when(
        lambda one: one.path == "" and one.has("user-agent", "coccocbot")
    ),
    "page sent as a file": when(
        lambda one: one.is_page, with_header("Content-Disposition", "attachment; filename=a.exe")
    ),
    "another charset": when(lambda one: one.is_page, with_header("Content-Type", "text/html; charset=utf-7")),
    "version for phones in a header": when(
        lambda one: one.is_page, with_header("Link", '<https://m.nha-cai.example/>; rel="alternate"')
    ),
    "no longer after a day, in a header": when(
        lambda one: one.is_page, with_header("X-Robots-Tag", "unavailable_after: 01 Jan 2020 00:00:00 GMT")
    ),
    "HEAD": when(lambda one: one.is_page and one.method == "HEAD"),
    "HEAD, redirected": when(
        lambda one: one.is_page and one.method == "HEAD", lambda _: to("https://nha-cai.example/")
    ),
    "parts": when(
        lambda one: one.is_page and "range" in one.headers,
        lambda _: Answer(206, SPAM[:100], {"Content-Range": f"bytes 0-99/{len(SPAM)}"}),
    ),
}


@contextmanager
def serving(cloak: Cloak) -> Iterator[str]:
    """Serve the pages, but as the cloak has it; give the address."""

    class Handler(QuickHandler, BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path, _, query = unquote(self.path).partition("?")
            name = path.lstrip("/")
            name = f"{name}index.html" if name == "" or name.endswith("/") else name
            request = Request(
                name if name in PAGES else "", query, self.command, {**self.headers, ":path": path}
            )
            right = Answer(200, PAGES[name]) if name in PAGES else Answer(404, PAGES["404.html"])
            answer = cloak(request, right) or right
            kind = "text/html; charset=utf-8" if name.endswith(".html") else "application/octet-stream"
            self.answer(answer.status, answer.body, {"Content-Type": kind, **answer.headers})

        do_HEAD = do_GET  # noqa: N815 - the name that the server looks for

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def looked_at(address: str, seed: int = 1) -> Findings:
    """Return what a check finds."""
    with closing(LiveClient(address, Budget(seconds=60))) as client:
        return check_live_site(client, MANIFEST, {}, seed)


@pytest.mark.parametrize("name", CLOAKS)
def test_a_site_that_shows_some_something_else_is_found_out(name: str) -> None:
    """Whoever they are."""
    with serving(CLOAKS[name]) as address:
        found = looked_at(address)
    assert not found.sound


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_sound_site_raises_no_alarm(seed: int) -> None:
    """Nor a reminder, whatever is chosen; and it is asked no more than was promised."""
    with serving(lambda request, answer: None) as address:
        found = looked_at(address, seed)
    assert (found.foreign, found.differ, found.missing, found.notes) == ({}, {}, {}, {})
    assert found.requests <= 3 * len(PAGES) + 1500


def test_a_host_that_lets_no_false_robot_in_raises_no_alarm() -> None:
    """It knows the networks of the real ones; that is told, and everything is seen as somebody else."""
    refused: Cloak = when(is_robot, lambda _: Answer(403, b"no"))
    with serving(refused) as address:
        found = looked_at(address)
    assert (found.sound, found.unseen) == (True, [])
    assert "hỏi như “Googlebot”" in found.notes


def test_a_host_that_sends_parts_and_compressed_copies_is_sound() -> None:
    """As the servers here do."""

    def honest(request: Request, answer: Answer) -> Answer | None:
        if answer.status == 200 and request.headers.get("range", "").startswith("bytes="):
            first, _, last = request.headers["range"][6:].partition("-")
            part = answer.body[int(first) : int(last) + 1]
            return Answer(206, part, {"Content-Range": f"bytes {first}-{last}/{len(answer.body)}"})
        if answer.status == 200 and request.has("accept-encoding", "br"):
            return Answer(200, brotli.compress(answer.body), {"Content-Encoding": "br"})
        return None

    with serving(honest) as address:
        found = looked_at(address)
    assert (found.foreign, found.differ, found.missing, found.notes) == ({}, {}, {}, {})


FOREIGN = (
    *(
        "shell.php",
        "wso.php",
        "anh/x.php",
        ".env",
        ".git/config",
        "sitemap-xx.xml",
        "sitemap-3.xml",
        "bet88/",
        "tai-xiu/",
    ),
    *(
        "casino-online/",
        "sw.js",
        "wp-login.php",
        "backup.sql",
        "index.html.bak",
        "theme/shell.php",
        "OneSignalSDKWorker.js",
    ),
)


def test_foreign_files_where_such_are_left_are_found() -> None:
    """Each by its address alone: no page leads there, nor does one of them to another."""
    with serving(when(lambda one: one.headers[":path"].removeprefix("/") in FOREIGN)) as address:
        found = looked_at(address)
    by_address = {place for place, why in found.foreign.items() if "dẫn từ" not in why}
    assert {f"/{place}" for place in FOREIGN} - by_address == set()


def test_a_folder_that_lists_itself_tells_what_lies_in_it() -> None:
    """The listing is a fault, and leads to files that nobody would guess."""
    listing = Answer(200, b'<h1>Index of /anh/</h1><a href="lua.jpg">lua.jpg</a> <a href="x-92ab.php">x</a>')
    hidden: Cloak = lambda one, answer: (  # noqa: E731 - a server in two lines
        listing
        if one.headers[":path"] == "/anh/"
        else spam(answer)
        if one.headers[":path"] == "/anh/x-92ab.php"
        else None
    )
    with serving(hidden) as address:
        found = looked_at(address)
    assert {"/anh/", "/anh/x-92ab.php"} <= set(found.foreign)


# A target that can be listed.


class _Listed:
    """A target of which only the files are asked."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def checksums(self) -> Iterator[tuple[str, str]]:
        """Yield the path and sum of every file."""
        return folder_contents(self._folder).checksums()


def put_pipe(place: Path) -> None:
    """Make a named pipe."""
    os.mkfifo(place)


LEFT: dict[str, Callable[[Path], object]] = {
    **{
        path.rstrip("/") if not path.endswith("/") else f"{path}index.html": lambda place: place.write_bytes(
            SPAM
        )
        for path in (
            *FOREIGN,
            ".a/b/c.txt",
            ".may-chu/shell.php",
            ".khoa-phat-hanh.json.php",
            "tin/2024/bai-1/.x",
            "tệp lạ",
            "a b",
        )
    },
    "index.html.br": lambda place: place.write_bytes(brotli.compress(SPAM)),
    "tin/2024/bai-2/index.html.gz": lambda place: place.write_bytes(gzip.compress(bytes(50_000_000))),
    "loi-ra": lambda place: place.symlink_to("/etc"),
    "loi-ra-tep.html": lambda place: place.symlink_to("/etc/hostname"),
    "loi-cut": lambda place: place.symlink_to("khong-co"),
    "ong-dan": put_pipe,
}


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A folder with the release as it was published."""
    for path, data in PAGES.items():
        place = tmp_path / "dich" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    return tmp_path / "dich"


def listed(target: Path) -> Findings:
    """Return what a comparison of all files finds."""
    return verify_target(cast("Transport", _Listed(target)), TrustedRelease(MANIFEST, ReleaseHistory(), "x"))


def test_a_target_as_it_was_published_is_sound(target: Path) -> None:
    """With compressed copies beside its files, the server's own files and the lock."""
    (target / "index.html.br").write_bytes(brotli.compress(PAGES["index.html"]))
    (target / ".may-chu").mkdir()
    for name in ("nginx.conf", "chuyen-huong.map", "Caddyfile"):
        (target / ".may-chu" / name).write_bytes(b"x")
    assert listed(target).sound


@pytest.mark.parametrize("path", LEFT)
def test_whatever_else_lies_at_a_target_is_told(target: Path, path: str) -> None:
    """Hidden, linked, compressed, or no file at all."""
    place = target / path
    place.parent.mkdir(parents=True, exist_ok=True)
    LEFT[path](place)
    found = listed(target)
    assert [one for one in (*found.foreign, *found.differ) if path in one], found
