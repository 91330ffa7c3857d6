"""What Pelican's users know works here: its command, its sample content, its plugins, its settings."""

from __future__ import annotations

import functools
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import fork_server
import pelican
import pelican.tests
import pytest
from PIL import Image
from small_plugins import checksums
from small_sites import an_article, settings_file

from plugins.building.source_settings import settings_in

PROJECT = Path(__file__).resolve().parents[2]
SAMPLES = Path(pelican.tests.__file__).parent / "content"
PELICAN = Path(sys.executable).with_name("pelican")
PLAIN = """Title: A plain article
Date: 2010-12-03
Category: Notes
Tags: foo, bar
Slug: plain
Author: Alexis
Summary: In one line.

Some *text*, with a [link]({filename}other.md) and an image.

![A hill]({static}/images/hill.png)
"""


def run(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command in the project's folder."""
    return subprocess.run(
        [*map(str, words)],
        cwd=PROJECT,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def built(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """Build as ``python -m plugins.building`` does, in a process that has imported everything already."""
    return fork_server.run([sys.executable, "-m", "plugins.building", *words])


def built_by_pelican(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """Build as Pelican's command does, in such a process; whether the command itself starts, a few tests tell."""
    return fork_server.run([sys.executable, PELICAN, *words])


def test_the_pelican_command_builds_the_portal(site: Path) -> None:
    """``pelican content -s pelicanconf.py`` makes the edition, and its exit code tells the truth."""
    conf = settings_file(site)
    done = run(PELICAN, site / "content", "-s", conf, "-o", site / "output")
    assert done.returncode == 0, done.stderr
    assert (site / "output" / "tin-trong-huyen" / "2023" / "tot" / "index.html").exists()

    (site / "content" / "hong.md").write_text(an_article("Hỏng", date="31/02/2024"), "utf-8")
    assert run(PELICAN, site / "content", "-s", conf, "-o", site / "output").returncode == 1


@pytest.mark.parametrize("published", [False, True])
def test_a_configuration_of_quickstart_builds_and_says_the_same_each_time(
    tmp_path: Path, published: bool
) -> None:
    """The portal's class is all that is added; everything in it has an effect, its author too."""
    answers = ["", "", "", "", "y", "https://vi-du.vn", "y", "10", "Asia/Ho_Chi_Minh", "n"]
    words = [
        PELICAN.with_name("pelican-quickstart"),
        "-p",
        tmp_path,
        "-t",
        "Blog",
        "-a",
        "Lê Hải",
        "-l",
        "vi",
    ]
    subprocess.run(
        [*map(str, words)], input="\n".join(answers), text=True, check=True, capture_output=True, cwd=tmp_path
    )
    (tmp_path / "content" / "bai.md").write_text("Title: Bài đầu\nDate: 2024-01-02\n\nChữ.\n", "utf-8")
    with (tmp_path / "pelicanconf.py").open("a", encoding="utf-8") as file:
        file.write(f"import sys\nsys.path.insert(0, {str(PROJECT)!r})\nPELICAN_CLASS = 'plugins.Portal'\n")
        file.write("OPEN_SECTIONS = True\n")
    conf = tmp_path / ("publishconf.py" if published else "pelicanconf.py")
    build = [PELICAN, tmp_path / "content", "-s", conf, "-o", tmp_path / "output"]

    first = run(*build, PYTHONPATH=str(tmp_path))
    again = run(*build, PYTHONPATH=str(tmp_path))

    assert first.returncode == again.returncode == 0, first.stdout + first.stderr
    said = [[line for line in done.stdout.splitlines() if "[cai-dat]" in line] for done in (first, again)]
    assert said[0] == said[1]
    assert said[0] == []
    assert "Bài đầu" in (tmp_path / "output" / "index.html").read_text("utf-8")


@pytest.mark.parametrize("theme", ["", "THEME = 'simple'"])
def test_without_time_zone_and_with_a_theme_by_name_all_read_the_settings_alike(
    site: Path, theme: str
) -> None:
    """Pelican warns of the zone; what checks articles finds the theme too, Pelican's own where none is named."""
    file = site / "conf.py"
    file.write_text(
        f"import sys\nsys.path.insert(0, {str(PROJECT)!r})\nPATH, OUTPUT_PATH = 'content', 'output'\n"
        f"READERS = {{'rst': None, 'html': None}}\nPELICAN_CLASS = 'plugins.Portal'\n{theme}\n",
        "utf-8",
    )
    done = built_by_pelican("-s", file)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No timezone" in done.stdout + done.stderr
    command = [sys.executable, "-m", "plugins.editors.checks", "--settings", file]
    checked = fork_server.run([*command, site / "content" / "tot.md"])
    assert checked.returncode == 0, checked.stdout + checked.stderr
    name = "simple" if theme else "notmyidea"
    assert settings_in(file).theme == Path(pelican.__file__).parent / "themes" / name


def test_articles_are_read_where_the_settings_say(site: Path) -> None:
    """Folders and names that are left out have no page, as with Pelican itself; a setting that comes changes the next build."""
    for name in ("nhap/a", "nhap/pages/b", "_thu/c", "tin/d_cu", "tin/e"):
        path = site / "content" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(an_article(f"Bài {name[-1]} {name[:2]}", f"Đường dẫn: bai-{path.stem[0]}"), "utf-8")

    def pages(*lines: str) -> set[str]:
        done = built_by_pelican("-s", settings_file(site, "CONFIRM_FEWER = True", *lines))
        assert done.returncode == 0, done.stdout + done.stderr
        return {
            path.parent.name for path in (site / "output" / "tin-trong-huyen" / "2023").glob("*/index.html")
        }

    every = {"tot", "bai-a", "bai-b", "bai-c", "bai-d", "bai-e"}
    assert pages() == every
    assert pages("ARTICLE_EXCLUDES = ['nhap']", "IGNORE_FILES = ['_*', '*_cu.md']") == {"tot", "bai-e"}
    assert pages("ARTICLE_PATHS = ['tin', 'nhap']", "PAGE_PATHS = []") == {"bai-a", "bai-b", "bai-d", "bai-e"}
    assert pages("ARTICLE_EXCLUDES = ['nhap']", "PAGE_PATHS = ['nhap/pages']") == every - {"bai-a", "bai-b"}
    # As in Pelican it is a page now, which has no section in its address.
    assert (site / "output" / "bai-b" / "index.html").is_file()
    assert pages() == every


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.skipif(os.name == "nt", reason="dừng máy chủ bằng tín hiệu chỉ có trên Linux và macOS")
def test_pelican_listens_and_builds_again(site: Path) -> None:
    """``pelican -lr`` serves the output and builds it again when an article changes."""
    conf, port = settings_file(site), free_port()
    words = [PELICAN, site / "content", "-s", conf, "-o", site / "output", "-lr", "-p", str(port)]
    page = f"http://127.0.0.1:{port}/tin-trong-huyen/2023/tot/"

    def served(text: str, seconds: float = 40) -> bool:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(page, timeout=5) as answer:
                    if text in answer.read().decode("utf-8"):
                        return True
            except OSError:
                pass
            time.sleep(0.1)
        return False

    with subprocess.Popen(
        [*map(str, words)],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as child:
        try:
            assert served("Bài tốt")
            # The first page may be served before Pelican has begun to watch: an editor would save again.
            for _ in range(8):
                (site / "content" / "tot.md").write_text(an_article("Bài đã sửa"), "utf-8")
                if served("Bài đã sửa", 5):
                    break
            assert served("Bài đã sửa", 1)
        finally:
            os.killpg(child.pid, signal.SIGINT)
            try:
                child.communicate(timeout=20)
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)


def test_plain_pelican_articles_build_unchanged(tmp_path: Path) -> None:
    """English keys, folders as categories, a date in the file's name, ``misc`` for the rest."""
    content = tmp_path / "content"
    (content / "images").mkdir(parents=True)
    (content / "cat1").mkdir()
    Image.new("RGB", (640, 400), "green").save(content / "images" / "hill.png")
    (content / "first.md").write_text(PLAIN, "utf-8")
    (content / "other.md").write_text("Title: Other\nDate: 2011-04-20 10:30\n\nText.\n", "utf-8")
    (content / "cat1" / "2012-11-30-dated.md").write_text("Title: Dated\n\nText.\n", "utf-8")
    conf = settings_file(tmp_path, "OPEN_SECTIONS = True")

    done = built(content, "-s", conf, "-o", tmp_path / "output")

    assert done.returncode == 0, done.stdout
    output = tmp_path / "output"
    page = (output / "notes/2010/plain/index.html").read_text("utf-8")
    assert 'href="/misc/2011/other/"' in page
    assert re.search(r'src="/anh/hill-[0-9a-f]+-640\.png"', page)
    assert (output / "cat1/2012/dated/index.html").exists()
    assert ">Notes</a>" in (output / "index.html").read_text("utf-8")


def test_a_category_named_like_a_page_of_the_portal_rejects_its_article_alone(tmp_path: Path) -> None:
    """Open sections take any name but those that the portal's own pages have; the others are built."""
    content = tmp_path / "content"
    content.mkdir()
    (content / "good.md").write_text("Title: Good\nDate: 2011-04-20\nCategory: Notes\n\nText.\n", "utf-8")
    (content / "bad.md").write_text("Title: Bad\nDate: 2011-04-20\nCategory: Feeds\n\nMore.\n", "utf-8")
    conf = settings_file(tmp_path, "OPEN_SECTIONS = True")
    command = [
        content,
        "-s",
        conf,
        "-o",
        tmp_path / "output",
        "--quarantine",
    ]
    done = built(*command)

    assert done.returncode == 1, done.stdout
    assert "content/bad.md: lỗi [chuyen-muc]" in done.stdout
    assert (tmp_path / "output/notes/2011/good/index.html").exists()
    assert not (tmp_path / "output/feeds/2011").exists()


def test_pelicans_own_sample_content_builds(tmp_path: Path) -> None:
    """With Pelican's other readers switched on, its samples build; those without a title or date are named."""
    shutil.copytree(SAMPLES, tmp_path / "content")
    conf = settings_file(tmp_path, "OPEN_SECTIONS = True", "READERS = {}")

    done = built(
        tmp_path / "content",
        "-s",
        conf,
        "-o",
        tmp_path / "output",
        "--quarantine",
    )

    assert done.returncode == 1, done.stdout  # some samples are broken on purpose
    output = tmp_path / "output"
    rest = (output / "yeah/2012/rst-w-filename-meta-foo-bar/index.html").read_text("utf-8")
    assert "Rst with filename metadata" in rest
    html = (output / "yeah/2010/article-with-metadata-explicit-dates/index.html").read_text("utf-8")
    assert "This is a super article" in html
    assert len(list(output.glob("misc/*/*/index.html"))) >= 8
    rejected = set(re.findall(r"^content/(\S+?):\d+: lỗi \[([a-z-]+)\]", done.stdout, re.MULTILINE))
    allowed = {"ngay-dang", "tieu-de", "mau", "anh-ben-ngoai"}
    assert {code for _, code in rejected} <= allowed


def test_raw_html_and_files_of_the_machine_do_not_come_in_by_rst(tmp_path: Path) -> None:
    """Switching the other reader on lets neither scripts nor files from outside in."""
    content = tmp_path / "content"
    content.mkdir()
    (tmp_path / "secret.txt").write_text("BI-MAT", "utf-8")
    head = "Bài\n###\n\n:date: 2020-01-01\n\nChữ.\n\n"
    (content / "tot.rst").write_text(f"{head}Câu KIEM-SOAT.\n", "utf-8")
    (content / "tep.rst").write_text(f"{head}.. include:: {tmp_path / 'secret.txt'}\n", "utf-8")
    (content / "ma.rst").write_text(f"{head}.. raw:: html\n\n   <script>x()</script>\n", "utf-8")
    conf = settings_file(tmp_path, "OPEN_SECTIONS = True", "READERS = {}")
    done = built(
        content,
        "-s",
        conf,
        "-o",
        tmp_path / "output",
        "--quarantine",
    )

    for name, word in (("tep", "include"), ("ma", "raw")):
        told = f"{name}.rst:8: lỗi [khong-doc-duoc]: không đọc được bài này: “.. {word}::” không dùng được ở đây."
        assert told in done.stdout
    assert "directive" not in done.stdout + done.stderr
    pages = [path.read_text("utf-8") for path in (tmp_path / "output").rglob("*.html")]
    assert any("KIEM-SOAT" in page for page in pages)
    assert not any("BI-MAT" in page or "x()" in page for page in pages)


def test_stock_plugins_hear_of_every_article(site: Path) -> None:
    """pelican-neighbors links the articles, pelican-sitemap writes its map of the published pages."""
    (site / "content" / "hai.md").write_text(an_article("Bài hai", date="30/11/2023"), "utf-8")
    (site / "content" / "nhap.md").write_text(an_article("Bài nháp", "Trạng thái: nháp"), "utf-8")
    (site / "seen.py").write_text(
        "from pelican import signals\n"
        "def told(generators):\n"
        "    articles = generators[0].articles\n"
        "    print('NEIGHBOURS', [(a.title, a.prev_article and a.prev_article.title,"
        " a.next_article and a.next_article.title) for a in articles])\n"
        "def register():\n"
        "    signals.all_generators_finalized.connect(told)\n",
        "utf-8",
    )
    conf = settings_file(
        site,
        f"sys.path.insert(0, {str(site)!r})",
        'PLUGINS = ["neighbors", "sitemap", "seen"]',
        'SITEURL = "https://vi-du.gov.vn"',
    )

    done = built(site / "content", "-s", conf, "-o", site / "output")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "('Bài hai', 'Bài tốt', None)" in done.stdout
    assert "('Bài tốt', None, 'Bài hai')" in done.stdout
    written = (site / "output" / "sitemap.xml").read_text("utf-8")
    assert "<changefreq>" in written  # the plugin's own file, not ours
    assert "https://vi-du.gov.vn/tin-trong-huyen/2023/hai/" in written
    assert "nhap" not in written


@pytest.fixture(scope="module")
def listed() -> subprocess.CompletedProcess[str]:
    """What invoke says when it is asked for the tasks."""
    return run(sys.executable, "-m", "invoke", "--list")


@pytest.mark.parametrize("task", ["build", "clean", "rebuild", "regenerate", "serve", "preview", "publish"])
def test_invoke_knows_the_tasks_of_a_pelican_project(
    listed: subprocess.CompletedProcess[str], task: str
) -> None:
    """The names that ``pelican-quickstart`` gives its tasks are here too."""
    assert re.search(rf"^\s+{task}\b", listed.stdout, re.MULTILINE), listed.stdout + listed.stderr


@pytest.mark.parametrize("theme", ["simple", "notmyidea"])
def test_a_theme_that_was_made_for_pelican_makes_the_pages(site: Path, theme: str) -> None:
    """Pelican's own themes see its own names; articles, lists, files and feeds lie at our addresses."""
    conf = settings_file(site, f"THEME = {theme!r}", 'SITENAME = "Cổng thử"')
    done = built(site / "content", "-s", conf, "-o", site / "output")
    assert done.returncode == 0, done.stdout + done.stderr
    output = site / "output"
    pages = {path.relative_to(output).as_posix() for path in output.rglob("*.html")}
    articles = [page for page in pages if re.fullmatch(r"[\w-]+/\d{4}/[\w-]+/index\.html", page)]
    assert articles
    assert {"index.html", "luu-tru/index.html", "tac-gia/index.html"} <= pages
    shown = (output / articles[0]).read_text("utf-8")
    assert "Cổng thử" in shown
    home = (output / "index.html").read_text("utf-8")
    assert any(page.removesuffix("index.html") in home for page in articles)
    assert (output / articles[0].split("/")[0] / "index.html").exists()
    assert (output / "feeds" / "tat-ca.atom.xml").exists()
    if theme == "notmyidea":
        assert (output / "theme" / "css" / "main.css").exists()
    again = built(site / "content", "-s", conf, "-o", site / "output")
    assert again.returncode == 0, again.stdout + again.stderr


def test_without_photos_a_page_has_their_descriptions(site: Path) -> None:
    """One setting builds a portal of words."""
    body = "Đoạn đầu.\n\n![Lớp tập huấn](PN tập huấn.jpg)"
    (site / "content" / "anh-dep.md").write_text(an_article("Có ảnh", body=body), "utf-8")
    conf = settings_file(site, "PHOTOS = False")
    done = built(site / "content", "-s", conf, "-o", site / "output")
    assert done.returncode == 0, done.stdout + done.stderr
    output = site / "output"
    assert not (output / "anh").exists()
    pages = [path.read_text("utf-8") for path in output.glob("*/20*/*/index.html")]
    assert not any('<figure class="figure"><img' in page for page in pages)
    assert any('<span class="photo-left-out">Lớp tập huấn</span>' in page for page in pages)

    with_photos = settings_file(site)
    done = built(site / "content", "-s", with_photos, "-o", site / "output")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (output / "anh").exists()


def test_what_is_retained_stays_in_the_output_whatever_is_built(site: Path) -> None:
    """With our theme and with Pelican's, through whole builds, small edits and plugins; other strange files go."""
    output = site / "output"
    retained = "OUTPUT_RETENTION = ['.git', 'CNAME', 'lost']"

    def built_with(*lines: str) -> None:
        done = built("-s", settings_file(site, *lines))
        assert done.returncode == 0, done.stdout + done.stderr

    built_with(retained)
    (output / ".git" / "objects").mkdir(parents=True)
    (output / ".git" / "objects" / "ab").write_text("x", "utf-8")
    (output / "CNAME").write_text("vi-du.vn", "utf-8")
    (output / "strange.txt").write_text("x", "utf-8")
    number = (output / ".git").stat().st_ino
    for text, *lines in (
        ("Bài tốt",),
        ("Bài sửa",),
        ("Bài sửa hai",),
        ("Bài ba", "THEME = 'simple'"),
        ("Bài bốn", "PLUGINS = ['sitemap']"),
    ):
        (site / "content" / "tot.md").write_text(an_article(text), "utf-8")
        time.sleep(0.11)
        built_with(retained, *lines)
        assert (output / ".git" / "objects" / "ab").read_text("utf-8") == "x"
        assert (output / ".git").stat().st_ino == number
        assert (output / "CNAME").read_text("utf-8") == "vi-du.vn"
        assert not (output / "strange.txt").exists()
        assert text in (output / "tin-trong-huyen" / "2023" / "tot" / "index.html").read_text("utf-8")

    # A kill right after the exchange leaves it in the folder beside.
    built_with(retained)
    (output / ".git").rename(output.parent / ".output.moi" / ".git")
    built_with(retained)
    assert (output / ".git").stat().st_ino == number
    before = (output / "index.html").stat().st_mtime_ns
    built_with(retained)
    assert (output / "index.html").stat().st_mtime_ns == before


@pytest.mark.parametrize("name", ["a/b", "..", "theme", ".site-output", ""])
def test_what_cannot_be_retained_is_refused(site: Path, name: str) -> None:
    """No plain name, or one that the build makes itself."""
    conf = settings_file(site, f"OUTPUT_RETENTION = [{name!r}]")
    done = built("-s", conf)
    assert (
        done.returncode,
        f"OUTPUT_RETENTION “{name}”" in done.stdout or f"có “{name}”" in done.stdout,
    ) == (2, True)


def test_static_files_lie_where_pelican_puts_them(site: Path) -> None:
    """The same paths and bytes as stock Pelican's, but for pictures, articles and data; edits of them are built."""
    content = site / "content"
    files = {
        "extra/CNAME": "vi-du.vn",
        "extra/404.html": "<!doctype html><title>Lỗi</title><p>Không có trang này.</p>",
        "extra/robots.txt": "User-agent: *\n",
        "extra/.nojekyll": "x",
        ".well-known/security.txt": "Contact: mailto:a@vi-du.vn\n",
        "files/so lieu/bang.csv": "a,b\n",
        "files/bo/qua.csv": "a,b\n",
        "extra/nhap.md": an_article("Bản nháp", "Trạng thái: nháp"),
    }
    for path, text in files.items():
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_text(text, "utf-8")
    Image.new("RGB", (32, 32), "red").save(content / "extra" / "icon.png")
    Image.new("RGB", (32, 32), "blue").save(content / "extra" / "rieng.png")
    (site / "secret.txt").write_text("BI-MAT", "utf-8")
    (content / "extra" / "link.txt").symlink_to(site / "secret.txt")
    lines = [
        "STATIC_PATHS = ['extra', '.well-known', 'files/']",
        "STATIC_EXCLUDES = ['files/bo']",
        "EXTRA_PATH_METADATA = {f'extra/{n}': {'path': n} for n in ('CNAME', 'robots.txt', '.nojekyll')}"
        " | {'extra/icon.png': {'path': 'apple-touch-icon.png'}}",
        "QUARANTINE = True",
    ]
    output, stock = site / "output", site / "stock"

    done = built("-s", settings_file(site, *lines))
    assert "404.html" not in done.stdout, done.stdout
    stock_lines = ["PELICAN_CLASS = 'pelican.Pelican'", "THEME = 'simple'", "ARTICLE_EXCLUDES = ['extra']"]
    run(PELICAN, "-s", settings_file(site, *lines, *stock_lines), "-o", stock)

    placed = ["CNAME", "robots.txt", ".nojekyll", "apple-touch-icon.png", "extra/404.html"]
    placed += [".well-known/security.txt", "files/so lieu/bang.csv"]
    for path in placed:
        assert (output / path).read_bytes() == (stock / path).read_bytes(), path
    left_out = ["extra/nhap.md", "extra/rieng.png", "extra/link.txt", "files/bo/qua.csv", "extra/CNAME"]
    assert [path for path in left_out if (output / path).exists()] == []

    conf = settings_file(site, *lines)
    (content / ".well-known" / "security.txt").write_text("Contact: mailto:b@vi-du.vn\n", "utf-8")
    (content / "files" / "so lieu" / "bang.csv").unlink()
    built("-s", conf)
    assert "b@vi-du.vn" in (output / ".well-known" / "security.txt").read_text("utf-8")
    assert not (output / "files").exists()


@pytest.mark.parametrize(
    "line",
    [
        "STATIC_PATHS = ['../..']",
        "STATIC_PATHS = ['/etc']",
        "EXTRA_PATH_METADATA = {'a': {'path': '../b'}}",
        "EXTRA_PATH_METADATA = {'a': {'status': 'draft'}}",
        "EXTRA_PATH_METADATA = {'a': {'path': ''}}",
    ],
)
def test_static_paths_that_lead_elsewhere_are_refused(site: Path, line: str) -> None:
    """Before anything is read."""
    done = built("-s", settings_file(site, line))
    assert (done.returncode, "Traceback" in done.stdout + done.stderr) == (2, False)
    assert "EXTRA_PATH_METADATA" in done.stdout or "đường dẫn tĩnh" in done.stdout
    assert not (site / "output").exists()


def said(site: Path, *words: str, stock: bool) -> subprocess.CompletedProcess[str]:
    """Build by Pelican's command, or by ours, with flags."""
    return (built_by_pelican if stock else built)("-s", site / "conf.py", *words)


@pytest.mark.parametrize("stock", [True, False])
def test_flags_of_pelicans_command_do_what_they_say(site: Path, stock: bool) -> None:
    """Quiet is errors alone, verbose tells what was made, a reminder is fatal where that is asked for; settings are printed."""
    settings_file(site, "SUMMARY_MAX_PARAGRAPHS = 3")

    quiet = said(site, "-q", stock=stock)
    assert (quiet.returncode, quiet.stdout.strip()) == (0, ""), quiet.stdout + quiet.stderr
    verbose = said(site, "-v", stock=stock)
    assert verbose.returncode == 0
    assert "Làm mới 0 tệp" in verbose.stdout
    assert said(site, "--fatal", "errors", stock=stock).returncode == 0
    before = checksums(site / "output")
    (site / "content" / "them.md").write_text(an_article("Bài thêm"), "utf-8")
    fatal = said(site, "--fatal", "warnings", stock=stock)
    assert fatal.returncode == 1
    assert "SUMMARY_MAX_PARAGRAPHS" in fatal.stdout
    assert checksums(site / "output") == before
    assert said(site, stock=stock).returncode == 0
    assert (site / "output" / "tin-trong-huyen" / "2023" / "them" / "index.html").is_file()
    printed = said(site, "--print-settings", "SUMMARY_MAX_PARAGRAPHS", "OUTPUT_PATH", stock=stock)
    assert printed.returncode == 0, printed.stdout + printed.stderr
    assert "SUMMARY_MAX_PARAGRAPHS: 3" in printed.stdout
    assert ".output.moi" not in printed.stdout

    (site / "content" / "hong.md").write_text(an_article("Hỏng", date="31/02/2024"), "utf-8")
    quiet = said(site, "-q", stock=stock)
    assert quiet.returncode == 1
    assert [line.split(":")[0] for line in quiet.stdout.splitlines()] == ["content/hong.md"]


@pytest.mark.skipif(os.name == "nt", reason="dừng chương trình bằng tín hiệu chỉ có trên Linux và macOS")
@pytest.mark.parametrize("stock", [True, False])
def test_watching_goes_on_after_a_bad_article_and_heals(site: Path, stock: bool) -> None:
    """``-r`` tells of the fault and waits; the article that is mended is public."""
    settings_file(site)
    bad = site / "content" / "hong.md"
    bad.write_text(an_article("Hỏng", date="31/02/2024"), "utf-8")
    page = site / "output" / "tin-trong-huyen" / "2024" / "hong" / "index.html"
    command = [str(PELICAN)] if stock else [sys.executable, "-m", "plugins.building"]
    told = site / "told.txt"
    with (
        told.open("wb") as words,
        subprocess.Popen(
            [*command, "-s", str(site / "conf.py"), "-r"],
            cwd=PROJECT,
            stdout=words,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as child,
    ):
        try:
            assert _comes(child, lambda: "31/02/2024" in told.read_text("utf-8", "replace"), every=0.3)
            # The watching begins after the first build, nobody says when: an editor would save again.
            mend = functools.partial(bad.write_text, an_article("Hỏng", date="29/02/2024"), "utf-8")
            assert _comes(child, page.exists, every=3, before_each=mend), told.read_text("utf-8", "replace")
        finally:
            _interrupt(child)


def _comes(
    child: subprocess.Popen[bytes],
    there: Callable[[], bool],
    *,
    every: float,
    before_each: Callable[[], object] = bool,
) -> bool:
    """Return whether something comes about while a process runs, in a minute and a half at most; it is asked for ``every`` so many seconds."""
    deadline = time.monotonic() + 90
    while not there():
        if child.poll() is not None or time.monotonic() > deadline:
            return False
        before_each()
        time.sleep(every)
    return child.poll() is None


def _interrupt(child: subprocess.Popen[bytes]) -> None:
    os.killpg(child.pid, signal.SIGINT)
    try:
        child.wait(timeout=20)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
