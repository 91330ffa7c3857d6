"""A whole old portal is imported from a server on this machine, a mirror or a WARC file: politely, once, and through a kill."""

from __future__ import annotations

import gc
import io
import os
import re
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import chdir
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import outside_tools
import pytest
from importing_portals import BODY, MORE, portal
from PIL import Image
from small_sites import PROJECT, settings_file

from plugins.editors.importing import run as running
from plugins.editors.importing.__main__ import main
from plugins.editors.importing.import_results import ImportResults
from plugins.editors.importing.oldsite.fetch import Fetcher, TemporaryRefusal
from plugins.editors.importing.placement import PlacementPlan
from plugins.web.web_client import FetchRules, inner_origins

ARTICLES = range(6)
Answer = tuple[int, dict[str, str], bytes]


def photo(width: int, height: int) -> bytes:
    """Return a photo."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), "green").save(out, "JPEG")
    return out.getvalue()


def html(title: str, body: str) -> bytes:
    """Return a page with the portal's menu around its body."""
    menu = "".join(
        f'<li><a href="{to}">{text}</a></li>' for to, text in (("/", "Trang chủ"), ("/tin/", "Tin của xã"))
    )
    return f"<!doctype html><meta charset=utf-8><title>{title}</title><ul>{menu}</ul>{body}".encode()


def article(number: int) -> bytes:
    """Return the page of an article with a thumbnail and an attachment."""
    title = f"Xã Xuân Lai gặt sớm thửa thứ {number}"
    image = f'<img src="/assets/news/2023_09/lua-{number}.jpg" width=120>'
    file = f'<a href="/uploads/ke-hoach-{number}.pdf">Kế hoạch</a>'
    return html(
        title,
        f"<h1>{title}</h1><p>Đăng lúc: 1{number}/09/2023 08:15</p><p>{BODY} Thửa {number}.</p>{image}<p>(Gặt lúa)</p><p>{MORE} Thửa {number}.</p><p>{file}</p>",
    )


def answers(place: str) -> dict[str, Answer]:
    """Return all that the old portal answers."""
    section = {number: "tin" if number % 2 else "web/the-thao" for number in ARTICLES}
    pages = {f"/{section[number]}/bai.php?id={number}": article(number) for number in ARTICLES}
    links = "".join(
        f'<p><a href="{path}">Xã Xuân Lai gặt sớm, bài của vụ mùa năm nay</a></p>' for path in pages
    )
    pages |= {"/": html("Cổng xã", links + '<a href="/cu.html">x</a>'), "/tin/": html("Tin của xã", links)}
    listed = [*pages, "/mat.html", "/kin/a.html"]
    site_map = "".join(f"<url><loc>{place}{path}</loc></url>" for path in listed)
    of_kind = {"Content-Type": "text/html; charset=utf-8"}
    found: dict[str, Answer] = {path: (200, of_kind, data) for path, data in pages.items()}
    for number in ARTICLES:
        found[f"/assets/news/2023_09/lua-{number}.jpg"] = (
            200,
            {"Content-Type": "image/jpeg"},
            photo(120, 90),
        )
        found[f"/uploads/news/2023_09/lua-{number}.jpg"] = (
            200,
            {"Content-Type": "image/jpeg"},
            photo(900, 600 + number),
        )
        found[f"/uploads/ke-hoach-{number}.pdf"] = (
            200,
            {"Content-Type": "application/pdf"},
            b"%PDF-1.4 " + bytes([number]),
        )
    found["/cu.html"] = (301, {"Location": "/tin/bai.php?id=1"}, b"")
    robots = f"User-agent: *\nDisallow: /kin/\nSitemap: {place}/so-do.xml\n"
    found["/robots.txt"] = (200, {"Content-Type": "text/plain"}, robots.encode())
    found["/so-do.xml"] = (
        200,
        {},
        f"<sitemapindex><sitemap><loc>{place}/a.xml</loc></sitemap><sitemap><loc>{place}/hong.xml</loc></sitemap></sitemapindex>".encode(),
    )
    found["/a.xml"] = (200, {}, f"<urlset>{site_map}</urlset>".encode())
    return found


@dataclass(slots=True)
class OldPortal:
    """A portal on this machine: what it answers, what it was asked, and what it does before it answers."""

    place: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    before: Callable[[str], None] = lambda _: None


@pytest.fixture
def old_portal() -> Iterator[OldPortal]:
    """A portal of six articles."""
    found = OldPortal()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append(self.path)
            found.agents.add(self.headers.get("User-Agent", ""))
            found.before(self.path)
            status, headers, body = found.answers.get(self.path, (404, {}, b""))
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        found.place = f"http://127.0.0.1:{server.server_address[1]}"
        found.answers = answers(found.place)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield found
        server.shutdown()


def run(folder: Path, *words: str) -> int:
    """Run the command in a folder, as an editor does."""
    content = folder / "content"
    if not content.exists():
        portal(folder)
    with chdir(folder):
        return main(["import", *words, "--pause=0", f"--settings={settings_file(folder)}"])


def texts(folder: Path) -> dict[str, str]:
    """Return the articles of a portal by their names."""
    return {path.name: path.read_text("utf-8") for path in sorted((folder / "content").rglob("*.md"))}


def test_a_portal_is_imported_from_its_front_page(
    tmp_path: Path, old_portal: OldPortal, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the site maps that robots.txt tells; what it asks to leave alone is; each thing is asked for once, photos in full."""
    assert run(tmp_path, old_portal.place, "--contact=van.phong@xa.gov.vn") == 1
    printed = capsys.readouterr().out
    assert "6 bài đã nhập, 0 đã có từ trước, 3 không nhập được." in printed
    assert "robots.txt" in printed
    assert "2 trang chủ, trang danh sách bỏ qua." in printed
    counts = Counter(old_portal.asked)
    assert set(counts.values()) == {1}
    assert "/kin/a.html" not in counts
    assert not [path for path in counts if path.startswith("/assets/")]
    (agent,) = old_portal.agents
    assert "+van.phong@xa.gov.vn" in agent
    for path in (tmp_path / "content").rglob("lua-*.jpg"):
        with Image.open(path) as image:
            assert image.width == 900
    found = "\n".join(texts(tmp_path).values())
    assert "Đường dẫn cũ: /tin/bai.php?id=1; /uploads/ke-hoach-1.pdf\n" in found
    # The next run asks only for what may have changed: what the portal asks of programs, and its site maps.
    old_portal.asked.clear()
    assert run(tmp_path, old_portal.place, "--contact=van.phong@xa.gov.vn") == 1
    assert set(old_portal.asked) == {"/robots.txt", "/so-do.xml", "/a.xml"}


def test_an_import_that_is_killed_asks_for_nothing_twice(tmp_path: Path, old_portal: OldPortal) -> None:
    """But for the one thing that was on its way; the drafts are those of an import that was never killed."""
    portal(tmp_path)
    program = "import sys; from plugins.editors.importing.__main__ import main; main(sys.argv[1:])"
    words = ["import", f"{old_portal.place}/so-do.xml", "--pause=0", f"--settings={settings_file(tmp_path)}"]
    kills = iter((7, 16))
    limit = next(kills)
    child: list[int] = []

    def killed(_: str) -> None:
        if child and len(old_portal.asked) >= limit:
            os.kill(child.pop(), signal.SIGKILL)

    old_portal.before = killed
    for _ in range(2):
        command = [sys.executable, "-c", program, *words]
        with subprocess.Popen(
            command, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            child.append(process.pid)
            assert process.wait() == -signal.SIGKILL
        limit = next(kills, 1_000)
    with chdir(tmp_path):
        assert main(words) == 1
    counts = Counter(old_portal.asked)
    assert sum(count - 1 for count in counts.values()) <= 2
    assert max(counts.values()) <= 2
    whole = tmp_path / "mot-lan"
    whole.mkdir()
    run(whole, f"{old_portal.place}/so-do.xml")
    assert texts(tmp_path) == texts(whole)


def test_files_that_do_not_come_for_the_moment_come_when_the_import_goes_on(
    tmp_path: Path, old_portal: OldPortal, capsys: pytest.CaptureFixture[str]
) -> None:
    """Until then each run tells them; then the drafts are those of an import that got them at once, but for the order of their lines."""
    late = [
        "/assets/news/2023_09/lua-2.jpg",
        "/uploads/news/2023_09/lua-2.jpg",
        "/uploads/ke-hoach-3.pdf",
    ]
    whole = dict(old_portal.answers)
    old_portal.answers |= {path: (503, {}, b"") for path in late}
    run(tmp_path, old_portal.place)
    assert "2 ảnh, tệp chưa tải được vì cổng cũ không trả lời" in capsys.readouterr().out
    drafts = "\n".join(texts(tmp_path).values())
    assert f"ảnh “lua-2.jpg” ở {old_portal.place}/uploads/news/2023_09/lua-2.jpg chưa tải được" in drafts
    assert "tệp “ke-hoach-3.pdf” ở " in drafts
    run(tmp_path, old_portal.place)
    assert "2 ảnh, tệp chưa tải được" in capsys.readouterr().out
    old_portal.answers = whole
    old_portal.asked.clear()
    run(tmp_path, old_portal.place)
    printed = capsys.readouterr().out
    assert "2 ảnh, tệp lần trước chưa tải được nay đã về cạnh bài." in printed
    assert "chưa tải được vì cổng cũ" not in printed
    assert set(old_portal.asked) - {"/robots.txt", "/so-do.xml", "/a.xml"} == {late[1], late[2]}
    found = texts(tmp_path)
    assert "chưa tải được" not in "\n".join(found.values())
    assert len(list((tmp_path / "content").rglob("lua-2.jpg"))) == 1
    at_once = tmp_path / "mot-lan"
    at_once.mkdir()
    run(at_once, old_portal.place)
    expected = texts(at_once)
    assert set(found) == set(expected)
    for name, text in expected.items():
        assert sorted(found[name].split("\n")) == sorted(text.split("\n"))


def test_old_sections_are_placed_by_the_table(
    tmp_path: Path, old_portal: OldPortal, capsys: pytest.CaptureFixture[str]
) -> None:
    """Unknown ones are added to it with a count; what is filled in there counts for the drafts that are there already."""
    run(tmp_path, f"{old_portal.place}/so-do.xml")
    assert "/web/the-thao/ (3 bài)" in capsys.readouterr().out
    file = tmp_path / "content/du-lieu/chuyen-muc-cu.toml"
    assert 'cu = "/web/the-thao/"\nmoi = ""  # 3 bài' in file.read_text("utf-8")
    file.write_text(
        '[[muc]]\ncu = "/web/the-thao/"\nmoi = "Văn hóa – Du lịch"\n[[muc]]\ncu = "/tin/"\nmoi = "Tin trong huyện"\n',
        "utf-8",
    )
    run(tmp_path, f"{old_portal.place}/so-do.xml")
    assert "6 bài nhập lần trước nay có chuyên mục." in capsys.readouterr().out
    found = Counter(re.findall("^Chuyên mục: (.*)$", "\n".join(texts(tmp_path).values()), re.MULTILINE))
    assert found == {"Văn hóa – Du lịch": 3, "Tin trong huyện": 3}
    redirects = (tmp_path / "content/du-lieu/dia-chi-cu.toml").read_text("utf-8")
    assert 'tu = "/web/the-thao"\nden = "/van-hoa-du-lich/"' in redirects
    assert run(tmp_path, f"{old_portal.place}/so-do.xml") == 1
    assert (tmp_path / "content/du-lieu/dia-chi-cu.toml").read_text("utf-8") == redirects


def test_no_photo_of_a_portal_stays_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There may be more of them than the machine has memory: results hold lines, not files."""
    kept: list[ImportResults] = []
    monkeypatch.setattr(running, "print_results", lambda results, *_: kept.append(results))
    (tmp_path / "mot.jpg").write_bytes(photo(40, 40))
    assert run(tmp_path, "mot.jpg") == 0
    assert len(kept[0].written) == 1
    gc.collect()
    assert not [one for one in gc.get_objects() if isinstance(one, PlacementPlan)]


def test_a_plan_is_shown_before_anything_is_fetched(
    tmp_path: Path, old_portal: OldPortal, capsys: pytest.CaptureFixture[str]
) -> None:
    """Old sections with their counts and where they would go; no page is asked for, nothing is written."""
    assert run(tmp_path, f"{old_portal.place}/so-do.xml", "--dry-run") == 0
    printed = capsys.readouterr().out
    assert "/web/the-thao/: 3 trang → CHƯA XẾP" in printed
    assert "/tin/: 3 trang → CHƯA XẾP" in printed
    assert set(old_portal.asked) == {"/so-do.xml", "/a.xml", "/hong.xml", "/robots.txt"}
    assert texts(tmp_path) == {}


def test_a_list_of_addresses_leads_into_no_inner_network(
    tmp_path: Path, old_portal: OldPortal, capsys: pytest.CaptureFixture[str]
) -> None:
    """A list on this machine of one inner portal is what its editor wants; a page of it that leads elsewhere is not."""
    old_portal.answers["/ra.html"] = (302, {"Location": "http://127.0.0.1:9/kin"}, b"")
    lines = [f"{old_portal.place}/tin/bai.php?id=1", f"{old_portal.place}/ra.html"]
    (tmp_path / "ds.txt").write_text("# cổng cũ\n" + "\n".join(lines), "utf-8")
    assert run(tmp_path, "ds.txt") == 1
    assert "chuyển sang nơi khác: http://127.0.0.1:9/kin" in capsys.readouterr().out
    assert len(texts(tmp_path)) == 1


def test_a_portal_that_goes_down_is_left_alone(
    tmp_path: Path, old_portal: OldPortal, capsys: pytest.CaptureFixture[str]
) -> None:
    """After a few pages without an answer; the next run goes on."""
    old_portal.answers |= {path: (500, {}, b"") for path in old_portal.answers if "bai.php" in path}
    assert run(tmp_path, f"{old_portal.place}/so-do.xml") == 1
    assert "không trả lời 5 trang liền" in capsys.readouterr().out
    assert "dừng giữa chừng" in (tmp_path / "output-nhap/bao-cao.html").read_text("utf-8")
    assert len({path for path in old_portal.asked if "bai.php" in path}) == 5
    old_portal.answers = answers(old_portal.place)
    run(tmp_path, f"{old_portal.place}/so-do.xml")
    assert len(texts(tmp_path)) == len(ARTICLES)


def test_a_server_is_given_the_time_that_it_asks_for(old_portal: OldPortal) -> None:
    """Up to some minutes; one that has too much is asked more slowly from then on."""
    waits: list[float] = []
    rules = FetchRules(inner=inner_origins([old_portal.place]))
    fetcher = Fetcher(rules, pause=1, sleep=waits.append, clock=lambda: 0)
    replies = iter(
        [(429, {"Retry-After": "7"}, b""), (503, {"Retry-After": "Thu, 01 Jan 1970 00:00:09 GMT"}, b"")]
    )

    def busy(path: str) -> None:
        old_portal.answers[path] = next(replies, (200, {}, b"xong"))

    old_portal.before = busy
    assert fetcher.get(f"{old_portal.place}/x").data == b"xong"
    assert waits == [7, 10]
    assert fetcher.pause == 2
    replies = iter([(503, {"Retry-After": "7200"}, b"")])
    with pytest.raises(TemporaryRefusal, match="bảo chờ 120 phút"):
        fetcher.get(f"{old_portal.place}/x")


def test_mirror_and_warc_of_wget_give_what_the_portal_gave(tmp_path: Path, old_portal: OldPortal) -> None:
    """Without asking anybody; what led to a page is known only to the WARC file."""
    wget = outside_tools.wget()
    for folder, words in (
        ("goc", ["-m", "-p"]),
        ("doi", ["-m", "-p", "-k", "-E"]),
        ("w", ["-r", "-l9", "-p", "--warc-file=../cong"]),
    ):
        (tmp_path / folder).mkdir()
        subprocess.run(
            [wget, "-q", *words, f"{old_portal.place}/"],
            cwd=tmp_path / folder,
            check=False,
            capture_output=True,
        )
    old_portal.before = lambda path: pytest.fail(path)
    asked = len(old_portal.asked)
    found = {}
    for name, source in (("a", "goc"), ("b", "doi"), ("c", "cong.warc.gz")):
        (tmp_path / name).mkdir()
        assert run(tmp_path / name, str(tmp_path / source)) == 0
        assert len(list((tmp_path / name / "content").rglob("ke-hoach-*.pdf"))) == len(ARTICLES)
        assert len(list((tmp_path / name / "content").rglob("lua-*.jpg"))) == len(ARTICLES)
        found[name] = "\n".join(
            sorted(re.findall("^Đường dẫn cũ: .*$", "\n".join(texts(tmp_path / name).values()), re.MULTILINE))
        )
    assert len(old_portal.asked) == asked
    assert found["a"] == found["b"]
    assert "Đường dẫn cũ: /tin/bai.php?id=1; /cu.html" in found["c"]
    assert all(f"bai.php?id={number}" in found["c"] for number in ARTICLES)
