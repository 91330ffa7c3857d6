"""The responses of the preview to requests as values, without a network."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import pytest

from plugins.editors.preview.app import PreviewApp
from plugins.editors.preview.http import FilePart, Request, Response, text_response
from plugins.editors.preview.snapshot import Badge, PageDraft, Snapshot, SnapshotFeed
from plugins.problems import error

PAGE = "<html><head><title>A</title></head><body><main><h1>{}</h1></main></body></html>"
FILES = {
    "index.html": PAGE.format("Trang chủ"),
    "404.html": PAGE.format("Không thấy"),
    "tin/a/index.html": PAGE.format("Bài A"),
    "trong/la.txt": "chữ",
    "theme/css/site.css": "a{}",
    "feeds/tin.atom.xml": "<feed/>",
    "anh/a.avif": "0123456789",
    ".site-output": "",
}


@pytest.fixture
def feed(tmp_path: Path) -> SnapshotFeed:
    """The feed of a built folder, with a secret file beside it."""
    for name, text in FILES.items():
        path = tmp_path / "output" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (tmp_path / "bi-mat.txt").write_text("bí mật", "utf-8")
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.md").write_text("Tiêu đề: Bài A\n", "utf-8")
    snapshot = Snapshot(
        tmp_path / "output",
        tmp_path,
        sources={"tin/a/index.html": "content/a.md"},
        badges={"tin/a/index.html": Badge("Bản nháp", "Bài A")},
        problems=(error("content/a.md", 1, "ma", "lời báo"), error("content/b.md", 0, "ma", "lời khác")),
    )
    return SnapshotFeed(snapshot)


def ask(feed: SnapshotFeed, path: str, method: str = "GET", query: str = "", **headers: str) -> Response:
    """Return the answer to this machine's own browser."""
    named = {"host": "127.0.0.1:8000", **{name.replace("_", "-"): value for name, value in headers.items()}}
    return PreviewApp(feed, {"bien-tap": lambda request: text_response(200, request.path)}).respond(
        Request(method, path, query, named)
    )


def text(answer: Response) -> str:
    """Return a whole answer's words."""
    assert isinstance(answer.body, bytes)
    return answer.body.decode()


def test_a_page_comes_with_the_policy_of_the_public_hosts(feed: SnapshotFeed) -> None:
    """No script or style of elsewhere, nothing kept, no search engine."""
    answer = ask(feed, "/tin/a/")

    assert answer.status == 200
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Bài A" in text(answer)
    assert "lời báo" in text(answer)
    assert "lời khác" not in text(answer)


@pytest.mark.parametrize(
    "host",
    ["vi-du.vn", "vi-du.vn:8000", "127.0.0.1.vi-du.vn", "", "localhost.vi-du.vn", "10.0.0.1", "[::2]:80"],
)
def test_a_name_of_elsewhere_is_sent_away(feed: SnapshotFeed, host: str) -> None:
    """Another site's name that is made to lead here gets nothing to read."""
    answer = ask(feed, "/tin/a/", host=host)

    assert answer.status == 403
    assert "Bài A" not in text(answer)


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8000", "127.0.0.1:9", "[::1]:8000", "LOCALHOST:8000"]
)
def test_this_machine_has_several_names(feed: SnapshotFeed, host: str) -> None:
    """Old address, new address, name."""
    assert ask(feed, "/tin/a/", host=host).status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/../bi-mat.txt",
        "/%2e%2e/bi-mat.txt",
        "/..%2fbi-mat.txt",
        "/tin/..%5c..%5c../bi-mat.txt",
        "/%252e%252e/bi-mat.txt",
        "//bi-mat.txt",
        "/C:/bi-mat.txt",
        "/.site-output",
        "/tin/%00",
        "/ngoai.txt",
        "/trong/",
        "/xem-thu/tep/../snapshot.py",
        "/xem-thu/tep/%2e%2e/snapshot.py",
    ],
)
def test_nothing_outside_and_no_folder_is_shown(feed: SnapshotFeed, path: str) -> None:
    """Neither by dots, escapes, drives or links, nor the list of a folder's files."""
    (feed.snapshot.folder / "ngoai.txt").symlink_to(feed.snapshot.project / "bi-mat.txt")
    answer = ask(feed, path)

    assert answer.status == 404
    assert "Không thấy" in text(answer)
    assert "bí mật" not in text(answer)


def test_a_folder_without_its_slash_leads_to_it(feed: SnapshotFeed) -> None:
    """And to no other host, whatever the address looks like."""
    assert ask(feed, "/tin/a").headers["Location"] == "/tin/a/"
    assert ask(feed, "//tin/a").headers.get("Location", "/").startswith("/tin")
    assert "\n" not in ask(feed, "/tin%0d%0aX:%20y/a").headers.get("Location", "")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/theme/css/site.css", "text/css; charset=utf-8"),
        ("/feeds/tin.atom.xml", "application/atom+xml; charset=utf-8"),
        ("/anh/a.avif", "image/avif"),
        ("/trong/la.txt", "text/plain; charset=utf-8"),
        ("/xem-thu/tep/live.js", "text/javascript; charset=utf-8"),
    ],
)
def test_files_have_their_kind(feed: SnapshotFeed, path: str, kind: str) -> None:
    """By our own table, whatever the machine believes."""
    answer = ask(feed, path)

    assert (answer.status, answer.headers["Content-Type"]) == (200, kind)


@pytest.mark.parametrize(
    ("wanted", "status", "start", "length", "content_range"),
    [
        ("bytes=2-4", 206, 2, 3, "bytes 2-4/10"),
        ("bytes=7-", 206, 7, 3, "bytes 7-9/10"),
        ("bytes=-4", 206, 6, 4, "bytes 6-9/10"),
        ("bytes=0-99", 206, 0, 10, "bytes 0-9/10"),
        ("bytes=-99", 206, 0, 10, "bytes 0-9/10"),
        ("bytes=4-2", 416, 0, 0, "bytes */10"),
        ("bytes=10-", 416, 0, 0, "bytes */10"),
        ("bytes=-0", 416, 0, 0, "bytes */10"),
        ("bytes=-", 200, 0, 10, ""),
        ("bytes=0-1,3-4", 200, 0, 10, ""),
        ("dòng=1-2", 200, 0, 10, ""),
    ],
)
def test_a_piece_of_a_file(
    feed: SnapshotFeed, wanted: str, status: int, start: int, length: int, content_range: str
) -> None:
    """Films and long documents are read in pieces."""
    answer = ask(feed, "/anh/a.avif", range=wanted)

    assert (answer.status, answer.headers.get("Content-Range", "")) == (status, content_range)
    assert answer.length == length
    assert not isinstance(answer.body, FilePart) or answer.body.start == start


def test_a_file_that_a_browser_has_is_not_sent_again(feed: SnapshotFeed) -> None:
    """As young as the file, or younger; not an older one."""
    file = feed.snapshot.folder / "anh" / "a.avif"
    os.utime(file, (1_700_000_000.7, 1_700_000_000.7))

    def since(seconds: int) -> int:
        moment = format_datetime(datetime.fromtimestamp(seconds, UTC), usegmt=True)
        return ask(feed, "/anh/a.avif", if_modified_since=moment).status

    assert [since(1_700_000_000), since(1_700_000_001), since(1_699_999_999)] == [304, 304, 200]
    assert ask(feed, "/anh/a.avif", if_modified_since="hôm qua").status == 200


def test_nothing_is_written_by_asking(feed: SnapshotFeed) -> None:
    """Only the editor takes what is sent."""
    assert ask(feed, "/tin/a/", "POST").status == 405
    assert ask(feed, "/tin/a/", "DELETE").status == 405
    assert text(ask(feed, "/bien-tap/may", "POST")) == "may"


def test_what_is_not_there_has_the_portals_own_page(feed: SnapshotFeed) -> None:
    """With status 404, and the preview's overlay."""
    answer = ask(feed, "/khong-co/")

    assert answer.status == 404
    assert "Không thấy" in text(answer)
    assert "Bản xem thử" in text(answer)


def test_before_anything_is_built_a_page_says_so(feed: SnapshotFeed) -> None:
    """And why, where something is wrong."""
    for file in sorted(feed.snapshot.folder.rglob("*.html")):
        file.unlink()

    assert "Đang dựng" in text(ask(feed, "/"))
    feed.show_status(fault="giao diện có lỗi")
    answer = ask(feed, "/")
    assert answer.status == 503
    assert "giao diện có lỗi" in text(answer)


def test_the_overview_names_all_problems_and_all_that_is_not_public(feed: SnapshotFeed) -> None:
    """Each leads to its page, where it has one."""
    shown = text(ask(feed, "/xem-thu/"))

    assert "lời báo" in shown
    assert "lời khác" in shown
    assert '<a href="/tin/a/">content/a.md</a>' in shown
    assert "2 lỗi" in shown
    assert "Bản nháp" in shown


def test_a_page_ahead_of_the_build_is_shown_instead(feed: SnapshotFeed) -> None:
    """With the problems of what was saved a moment ago."""
    draft = PageDraft(PAGE.format("Bài A mới").encode(), (error("content/a.md", 1, "moi", "lời vừa có"),))
    feed.show(replace(feed.snapshot, drafts={"tin/a/index.html": draft}), "tin/a/index.html")
    shown = text(ask(feed, "/tin/a/"))

    assert "Bài A mới" in shown
    assert "lời vừa có" in shown
    assert "lời báo" not in shown


def test_where_an_article_is_now_can_be_asked(feed: SnapshotFeed) -> None:
    """Its page follows it when its address changes."""
    assert text(ask(feed, "/xem-thu/noi", query="nguon=content/a.md")) == '{"href": "/tin/a/"}'
    assert text(ask(feed, "/xem-thu/noi", query="nguon=content/z.md")) == '{"href": ""}'


def test_a_portal_below_a_path_is_answered_there(feed: SnapshotFeed) -> None:
    """As it will lie on its host."""
    feed.show(replace(feed.snapshot, root="/cong"))

    assert ask(feed, "/").headers["Location"] == "/cong/"
    assert "Bài A" in text(ask(feed, "/cong/tin/a/"))
    assert 'src="/cong/xem-thu/tep/live.js"' in text(ask(feed, "/cong/tin/a/"))
    assert ask(feed, "/cong/xem-thu/tep/preview.css").status == 200
    assert ask(feed, "/tin/a/").status == 404


def test_a_page_of_the_tool_that_was_open_before_the_root_was_known_goes_on(feed: SnapshotFeed) -> None:
    """The first build tells where a portal below a path lies; the room was opened before it."""
    feed.show(replace(feed.snapshot, root="/cong"))

    assert [text(ask(feed, path)) for path in ("/bien-tap/viet", "/cong/bien-tap/viet")] == ["viet", "viet"]
    assert ask(feed, "/tin/a/").status == 404
    assert ask(feed, "/congbien-tap/viet").status == 404
